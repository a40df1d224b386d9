// Saving while one edits on: nothing waits, nothing is lost, and a disk that takes nothing harms nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "disk.h"
#include "engine/base/random.h"
#include "engine/exhibition/project.h"
#include "sample.h"

namespace enf {
namespace {

namespace fs = std::filesystem;
using sample::Folder;
using sample::read;
using sample::rename_to;
using sample::title_of;
using testing::IsEmpty;

// A document whose file is far larger than a journal of a few edits.
Document large_document() {
  Document document = sample::exhibition();
  std::vector<Edit> edits;
  for (int i = 0; i < 400; ++i)
    edits.push_back(put(Work{.id = {fmt::format("print-{}", i)}, .height_mm = 400, .width_mm = 300}));
  return apply(document, all_of(std::move(edits))).value();
}

TEST(Save, EditsMadeMeanwhileStayUnsavedAndAreRecovered) {
  Folder folder("meanwhile");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("One"), "Rename"));
  SaveTask task = project.begin_save().value();
  ASSERT_TRUE(project.commit(rename_to("Two"), "Rename"));
  ASSERT_TRUE(task.run());
  {
    Project killed_before_its_end_was_noticed = load_project(folder.path).value();
    EXPECT_EQ(title_of(killed_before_its_end_was_noticed.document()), "Two");
    EXPECT_EQ(killed_before_its_end_was_noticed.recovered_edits(), 1u);
    EXPECT_THAT(killed_before_its_end_was_noticed.notes(), IsEmpty());
  }
  project.end_save(task);
  EXPECT_TRUE(project.has_unsaved_edits());
  ASSERT_TRUE(project.commit(rename_to("Three"), "Rename"));
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Three");
  ASSERT_TRUE(project.save());
  EXPECT_FALSE(project.has_unsaved_edits());
  Project again = load_project(folder.path).value();
  EXPECT_EQ(title_of(again.document()), "Three");
  EXPECT_EQ(again.recovered_edits(), 0u);
}

// The moment between the announcement in the journal and the file itself, with an edit before each.
TEST(Save, AKillAtAnyPointOfItKeepsEveryEditOnce) {
  Folder folder("points");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("One"), "Rename"));
  std::string old_file = read(exhibition_file(folder.path));
  SaveTask task = project.begin_save().value();
  ASSERT_TRUE(project.commit(rename_to("Two"), "Rename"));
  ASSERT_TRUE(task.run());
  std::string new_file = read(exhibition_file(folder.path));
  project.end_save(task);
  for (bool is_written : {false, true}) {
    auto journal = Journal::create(journal_file(folder.path), hash_bytes(std::as_bytes(std::span(old_file))),
                                   std::vector<JournalEntry>{{JournalKind::edit, "Rename", "", rename_to("One")}})
                       .value();
    journal->mark();
    ASSERT_TRUE(journal->append({JournalKind::edit, "Rename", "", rename_to("Two")}));
    ASSERT_TRUE(journal->append_saved(hash_bytes(std::as_bytes(std::span(new_file)))));
    ASSERT_TRUE(journal->append({JournalKind::edit, "Rename", "", rename_to("Three")}));
    ASSERT_TRUE(write_file_atomic(exhibition_file(folder.path), std::string_view(is_written ? new_file : old_file)));
    Project killed = load_project(folder.path).value();
    EXPECT_EQ(title_of(killed.document()), "Three");
    EXPECT_EQ(killed.recovered_edits(), is_written ? 2u : 3u);
    EXPECT_THAT(killed.notes(), IsEmpty());
  }
}

TEST(Save, KilledWhileOneThreadSavesAndOneEditsNothingAcknowledgedIsLost) {
  Random random(3);
  for (int round = 0; round < 12; ++round) {
    Folder folder("saving-killed");
    ASSERT_TRUE(save_project(folder.path, large_document()));
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Project project = load_project(folder.path).value();
      std::jthread saver;
      std::optional<SaveTask> task;
      std::atomic<bool> is_done{true};
      for (std::uint32_t n = 1;; ++n) {
        if (!project.commit(rename_to(std::to_string(n)), "Rename")) ::_exit(3);
        if (::write(pipe[1], &n, sizeof n) != sizeof n) ::_exit(4);
        if (!is_done) continue;
        if (saver.joinable()) saver.join(), project.end_save(*task);
        task = project.begin_save().value();
        is_done = false;
        saver = std::jthread([&] {
          if (!task->run()) ::_exit(5);
          is_done = true;
        });
      }
    }
    ::close(pipe[1]);
    std::uint32_t last = 0, wanted = 1 + static_cast<std::uint32_t>(random.below(40));
    while (last < wanted && ::read(pipe[0], &last, sizeof last) == sizeof last) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(9000)));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it failed by itself with " << WEXITSTATUS(status);
    for (std::uint32_t n; ::read(pipe[0], &n, sizeof n) == sizeof n;) last = n;
    ::close(pipe[0]);
    Project project = load_project(folder.path).value();
    EXPECT_GE(std::stoul(title_of(project.document())), last);
    EXPECT_LE(std::stoul(title_of(project.document())), last + 1) << "one edit may have been on its way";
    for (const Error& note : project.notes()) EXPECT_EQ(note.id, "journal.torn");
  }
}

TEST(Save, WhileTheDiskHangsOneEditsOnAndAKillLosesNothing) {
  Folder folder("hanging-disk");
  ASSERT_TRUE(save_project(folder.path, large_document()));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("Before"), "Rename"));
  ASSERT_TRUE(project.wait_until_on_disk());
  disk::hang_after(0);
  ASSERT_TRUE(project.commit(rename_to("One"), "Rename"));
  ASSERT_TRUE(project.undo());
  ASSERT_TRUE(project.redo());
  EXPECT_FALSE(project.is_settled());
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "One") << "as after a kill";
  disk::work();
  ASSERT_TRUE(project.wait_until_on_disk());
  EXPECT_TRUE(project.is_settled());

  // The same beside a save that hangs with the disk wherever it waits for it.
  for (int syncs_before = 0;; ++syncs_before) {
    ASSERT_TRUE(project.commit(rename_to(fmt::format("Saved {}", syncs_before)), "Rename"));
    ASSERT_TRUE(project.wait_until_on_disk());
    SaveTask task = project.begin_save().value();
    disk::hang_after(syncs_before);
    std::atomic<bool> is_done = false;
    std::jthread saver([&] {
      EXPECT_TRUE(task.run());
      is_done = true;
    });
    while (!is_done && !disk::is_waited_for()) std::this_thread::yield();
    const std::string meanwhile = fmt::format("Meanwhile {}", syncs_before);
    ASSERT_TRUE(project.commit(rename_to(meanwhile), "Rename"));
    EXPECT_EQ(title_of(load_project(folder.path).value().document()), meanwhile);
    const bool hung = !is_done;
    disk::work();
    saver.join();
    project.end_save(task);
    EXPECT_TRUE(project.has_unsaved_edits());
    EXPECT_EQ(title_of(load_project(folder.path).value().document()), meanwhile);
    if (!hung) {
      EXPECT_GE(syncs_before, 5) << "the announcement; the file and its folder; the new journal and its folder";
      break;
    }
  }
}

TEST(Save, WhatTheDiskRefusesIsToldOnceAndASaveMakesUpForIt) {
  Folder folder("refusing-disk");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("One"), "Rename"));
  ASSERT_TRUE(project.wait_until_on_disk());
  std::string before = read(exhibition_file(folder.path));
  disk::refuse(1000);
  EXPECT_TRUE(project.commit(rename_to("Two"), "Rename"));
  Result<void> kept = project.wait_until_on_disk();
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().id, "file.unwritable");
  EXPECT_EQ(kept.error().advice, "Save the exhibition before going on");
  EXPECT_FALSE(project.wait_until_on_disk()) << "until it is saved";
  EXPECT_FALSE(project.is_settled());
  EXPECT_TRUE(project.take_refusal());
  EXPECT_FALSE(project.take_refusal()) << "told once";
  EXPECT_TRUE(project.is_settled());
  EXPECT_FALSE(project.save());
  EXPECT_EQ(read(exhibition_file(folder.path)), before);
  EXPECT_TRUE(project.has_unsaved_edits());
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Two");
  disk::work();
  ASSERT_TRUE(project.save());
  EXPECT_FALSE(project.take_refusal()) << "all is written anew";
  EXPECT_TRUE(project.wait_until_on_disk());
  EXPECT_EQ(load_project(folder.path).value().recovered_edits(), 0u);
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Two");
}

TEST(Save, AFileThatMayNotGrowLeavesTheOldOneAndTheJournal) {
  Folder folder("no-room");
  ASSERT_TRUE(save_project(folder.path, large_document()));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("Kept"), "Rename"));
  std::string before = read(exhibition_file(folder.path));
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  auto* handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight{fs::file_size(journal_file(folder.path)) + 2000, old.rlim_max};
  ASSERT_LT(tight.rlim_cur, before.size());
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  Result<void> saved = project.save();
  auto edited = project.commit(rename_to("Still edited"), "Rename");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(saved);
  EXPECT_TRUE(edited) << "the journal has room";
  EXPECT_TRUE(project.has_unsaved_edits());
  EXPECT_EQ(read(exhibition_file(folder.path)), before);
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Still edited");
  ASSERT_TRUE(project.save()) << "with room again";
  EXPECT_EQ(load_project(folder.path).value().recovered_edits(), 0u);
  for (const auto& entry : fs::directory_iterator(folder.path))
    EXPECT_NE(entry.path().extension(), ".tmp") << "nothing is left lying about";
}

// A disk of 256 KiB of this process's own, full but for a little. 77: it may not be made here.
int on_a_full_disk(const fs::path& folder) {
  if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return 77;
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return 77;
  if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=256k") != 0) return 77;
  if (!save_project(folder, large_document())) return 2;
  Project project = load_project(folder).value();
  if (!project.commit(rename_to("Kept"), "Rename")) return 3;
  std::string before = read(exhibition_file(folder));
  std::string filler(fs::space(folder).available - 8192, 'x');
  if (!write_file_atomic(folder / "filler", std::string_view(filler))) return 4;
  Result<void> saved = project.save();
  if (saved) return 5;
  if (saved.error().id != "file.disk_full") return 6;
  if (read(exhibition_file(folder)) != before) return 7;
  if (title_of(load_project(folder).value().document()) != "Kept") return 8;
  fs::remove(folder / "filler");
  if (!project.save()) return 9;
  return load_project(folder).value().recovered_edits() == 0 ? 0 : 10;
}

TEST(Save, AFullDiskIsToldAndHarmsNothing) {
  Folder folder("full-disk");
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) ::_exit(on_a_full_disk(folder.path));
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "a disk of one's own may not be made here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Save, WithoutTheRightToWriteTheOldFileStands) {
  Folder folder("no-right");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("Kept"), "Rename"));
  std::string before = read(exhibition_file(folder.path));
  fs::permissions(folder.path, fs::perms{0555});
  const bool is_root = ::geteuid() == 0;
  ASSERT_EQ(::seteuid(is_root ? 65534 : ::geteuid()), 0) << "somebody whom permissions bind";
  Result<void> saved = project.save();
  ASSERT_EQ(::seteuid(is_root ? 0 : ::geteuid()), 0);
  fs::permissions(folder.path, fs::perms::owner_all);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().id, "file.unwritable");
  EXPECT_EQ(read(exhibition_file(folder.path)), before);
  EXPECT_TRUE(project.has_unsaved_edits());
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Kept");
  ASSERT_TRUE(project.save());
}

}  // namespace
}  // namespace enf
