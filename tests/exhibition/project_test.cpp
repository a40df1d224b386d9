#include "engine/exhibition/project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

#include "engine/exhibition/json.h"
#include "sample.h"

namespace enf {
namespace {

namespace fs = std::filesystem;
using sample::Folder;
using sample::read;
using sample::rename_to;
using sample::title_of;
using testing::HasSubstr;
using testing::IsEmpty;

void write(const fs::path& path, std::string_view text) { ASSERT_TRUE(write_file_atomic(path, text)); }
Hash hash_of(const std::string& text) { return hash_bytes(std::as_bytes(std::span(text))); }
std::size_t kept_files(const fs::path& folder) {
  std::size_t n = 0;
  for (const auto& entry : fs::directory_iterator(folder)) n += entry.path().extension() == ".kept";
  return n;
}

TEST(Project, SavesAndLoads) {
  Folder folder("save");
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    Document document = sample::random_document(seed);
    ASSERT_TRUE(save_project(folder.path / "show", document));
    Project project = load_project(folder.path / "show").value();
    EXPECT_EQ(project.document(), document);
    EXPECT_FALSE(project.has_unsaved_edits());
    EXPECT_THAT(project.notes(), IsEmpty());
  }
  EXPECT_EQ(kept_files(folder.path / "show"), 0u);
  EXPECT_EQ(load_project(folder.path).error().id, "project.missing");
}

TEST(Project, RefusesADocumentThatApplyWouldHaveRefused) {
  Folder folder("refuse");
  Document document;
  document.placements =
      document.placements.with(std::make_shared<const Placement>(Placement{{"p"}, {"rug"}, {"attic"}, OnWall{}}));
  EXPECT_EQ(save_project(folder.path, document).error().id, "record.reference");
  EXPECT_FALSE(fs::exists(exhibition_file(folder.path)));
  write(exhibition_file(folder.path), write_document(document));
  Error error = load_project(folder.path).error();
  EXPECT_EQ(error.id, "record.reference");
  EXPECT_EQ(error.record, "placement p");
  EXPECT_EQ(error.file, exhibition_file(folder.path).string());
  EXPECT_EQ(check_project(folder.path).size(), 2u) << "work and room";
}

// Runs in a child process that dies by SIGKILL at its end.
template <class Work>
void in_killed_process(Work&& work) {
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    work();
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST(Project, NothingCommittedIsLostWhenTheProcessIsKilled) {
  Folder folder("kill");
  ASSERT_TRUE(save_project(folder.path, sample::random_document(1)));
  auto session = [](Project& project) {
    Random random(42);
    for (int i = 0; i < 100; ++i) {
      std::uint32_t what = random.below(10);
      if (what == 0)
        (void)project.undo();
      else if (what == 1)
        (void)project.redo();
      else
        (void)project.commit(sample::random_edit(random, project.document()), "Edit", what == 2 ? "drag" : "");
    }
  };
  in_killed_process([&] {
    Project project = load_project(folder.path).value();
    session(project);
  });
  Folder twin("twin");  // the same session, not killed
  ASSERT_TRUE(save_project(twin.path, sample::random_document(1)));
  Project expected = load_project(twin.path).value();
  session(expected);

  Project project = load_project(folder.path).value();
  EXPECT_EQ(project.document(), expected.document());
  EXPECT_GT(project.recovered_edits(), 20u);
  EXPECT_TRUE(project.has_unsaved_edits());
  EXPECT_THAT(project.notes(), IsEmpty());
  ASSERT_EQ(project.history().position(), expected.history().position()) << "its history is back, too";
  while (expected.history().can_undo()) {
    ASSERT_TRUE(project.undo());
    ASSERT_TRUE(expected.undo());
    EXPECT_EQ(project.document(), expected.document());
  }
  ASSERT_TRUE(project.save());
  EXPECT_EQ(load_project(folder.path).value().recovered_edits(), 0u);
}

TEST(Project, SaveEmptiesTheJournalAndEditingGoesOn) {
  Folder folder("continue");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("One"), "Rename"));
  ASSERT_TRUE(project.save());
  EXPECT_EQ(load_project(folder.path).value().recovered_edits(), 0u);
  ASSERT_TRUE(project.undo()) << "to before the save";
  Project again = load_project(folder.path).value();
  EXPECT_EQ(again.document(), Document{});
  EXPECT_EQ(again.recovered_edits(), 1u);
}

TEST(Project, GoingToAStepIsOneEntryOfTheJournalHoweverFarItIs) {
  Folder folder("far");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  for (const char* title : {"One", "Two", "Three"}) ASSERT_TRUE(project.commit(rename_to(title), "Rename"));
  ASSERT_TRUE(project.go_to_step(0));
  Project again = load_project(folder.path).value();
  EXPECT_EQ(again.document(), Document{});
  EXPECT_EQ(again.recovered_edits(), 4u);
  EXPECT_EQ(again.history().position(), 0u);
  ASSERT_TRUE(project.go_to_step(2));
  ASSERT_TRUE(project.go_to_step(7)) << "there is no such step";
  EXPECT_EQ(project.history().position(), 2u);
  again = load_project(folder.path).value();
  EXPECT_EQ(again.recovered_edits(), 5u);
  EXPECT_EQ(again.history().position(), 2u);
  EXPECT_TRUE(again.history().can_redo());
}

TEST(Project, AKillBetweenSavingAndEmptyingTheJournalAppliesNothingTwice) {
  Folder folder("between");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("One"), "Rename"));
  ASSERT_TRUE(project.commit(rename_to("Two"), "Rename"));
  std::string before = read(exhibition_file(folder.path)), journal = read(journal_file(folder.path));
  ASSERT_TRUE(project.save());
  std::string after = read(exhibition_file(folder.path));

  // What save writes in between: the announcement of the new document behind the edits.
  Hash base = hash_of(before), saved = hash_of(after);
  JournalReplay entries = read_journal(journal, base, "x");
  {
    auto announced = Journal::create(journal_file(folder.path), base, entries.entries).value();
    announced->mark();
    ASSERT_TRUE(announced->append_saved(saved));
  }
  Project killed_after_writing = load_project(folder.path).value();
  EXPECT_EQ(title_of(killed_after_writing.document()), "Two");
  EXPECT_EQ(killed_after_writing.recovered_edits(), 0u);
  EXPECT_THAT(killed_after_writing.notes(), IsEmpty());

  write(exhibition_file(folder.path), before);
  Project killed_before_writing = load_project(folder.path).value();
  EXPECT_EQ(title_of(killed_before_writing.document()), "Two");
  EXPECT_EQ(killed_before_writing.recovered_edits(), 2u);
}

TEST(Project, AJournalOfAnotherStateIsNotAppliedAndNotLost) {
  Folder folder("foreign");
  ASSERT_TRUE(save_project(folder.path, {}));
  in_killed_process([&] {
    Project project = load_project(folder.path).value();
    (void)project.commit(rename_to("Lost?"), "Rename");
  });
  std::string journal = read(journal_file(folder.path));
  write(exhibition_file(folder.path), write_document(sample::exhibition()));  // pulled from version control, say
  Project project = load_project(folder.path).value();
  EXPECT_EQ(project.document(), sample::exhibition());
  ASSERT_EQ(project.notes().size(), 1u);
  EXPECT_EQ(project.notes()[0].id, "journal.other_base");
  EXPECT_EQ(read(journal_file(folder.path)), journal) << "reading changes nothing";
  ASSERT_TRUE(project.commit(rename_to("New"), "Rename"));
  EXPECT_EQ(read(journal_file(folder.path).string() + ".1.kept"), journal);
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "New");
}

TEST(Project, TwoCannotEditAtOnce) {
  Folder folder("two");
  ASSERT_TRUE(save_project(folder.path, {}));
  {
    Project first = load_project(folder.path).value(), second = load_project(folder.path).value();
    ASSERT_TRUE(first.commit(rename_to("First"), "Rename"));
    EXPECT_EQ(second.commit(rename_to("Second"), "Rename").error().id, "project.in_use");
    EXPECT_EQ(title_of(second.document()), "");
    EXPECT_EQ(save_project(folder.path, {}).error().id, "project.in_use");
  }
  Project late = load_project(folder.path).value();
  {
    Project other = load_project(folder.path).value();
    ASSERT_TRUE(other.commit(rename_to("Third"), "Rename"));
  }
  EXPECT_EQ(late.commit(rename_to("Late"), "Rename").error().id, "project.changed_outside");
}

TEST(Project, AFileReplacedWhileEditingIsKept) {
  Folder folder("replaced");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("Mine"), "Rename"));
  std::string theirs = write_document(sample::exhibition());
  write(exhibition_file(folder.path), theirs);
  ASSERT_TRUE(project.save());
  EXPECT_EQ(read(exhibition_file(folder.path).string() + ".1.kept"), theirs);
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Mine");
  ASSERT_EQ(project.notes().size(), 1u);
  EXPECT_EQ(project.notes()[0].id, "project.changed_outside");
}

TEST(Project, AFullDiskRefusesTheEditAndHarmsNothing) {
  Folder folder("full");
  ASSERT_TRUE(save_project(folder.path, {}));
  Project project = load_project(folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("Fits"), "Rename"));
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  auto* handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight{fs::file_size(journal_file(folder.path)) + 100, old.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  auto refused = project.commit(rename_to(std::string(5000, 'x')), "Rename");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(refused);
  EXPECT_EQ(title_of(project.document()), "Fits");
  EXPECT_THAT(load_project(folder.path).value().notes(), IsEmpty());
  ASSERT_TRUE(project.commit(rename_to("Again"), "Rename"));
  EXPECT_EQ(title_of(load_project(folder.path).value().document()), "Again");
}

// A journal of some edits, the documents after each of them, and its base.
struct Written {
  Folder folder{"journal"};
  std::vector<Document> states;
  std::vector<std::size_t> line_ends;  // bytes of the journal up to each state
  std::string text;
  Written() {
    Document start = sample::exhibition();
    EXPECT_TRUE(save_project(folder.path, start));
    Project project = load_project(folder.path).value();
    Random random(5);
    EXPECT_TRUE(project.commit(rename_to("Start"), "Rename"));
    while (states.size() < 8) {
      std::size_t steps = project.history().steps().size();
      if (project.commit(sample::random_edit(random, project.document()), "Edit") &&
          project.history().steps().size() > steps) {
        states.push_back(project.document());
        line_ends.push_back(fs::file_size(journal_file(folder.path)));
      }
    }
    text = read(journal_file(folder.path));
  }
  // The state that a journal of this many good bytes leads to; nothing if it is before the first.
  const Document* state(std::size_t good_bytes) const {
    const Document* last = nullptr;
    for (std::size_t i = 0; i < states.size(); ++i)
      if (line_ends[i] <= good_bytes) last = &states[i];
    return last;
  }
};

TEST(Damage, AJournalCutAnywhereGivesTheStateAfterItsLastWholeLine) {
  Written w;
  Hash base = hash_of(read(exhibition_file(w.folder.path)));
  for (std::size_t length = 0; length < w.text.size(); ++length) {
    std::string cut = w.text.substr(0, length);
    JournalReplay replay = read_journal(cut, base, "x");
    bool whole = length == 0 || cut.back() == '\n';
    ASSERT_EQ(replay.note ? replay.note->id : "", whole ? "" : "journal.torn") << length;
    std::size_t lines = static_cast<std::size_t>(std::count(cut.begin(), cut.end(), '\n'));
    ASSERT_EQ(replay.entries.size(), lines == 0 ? 0 : lines - 1) << length;
    if (length % 16 != 0) continue;
    std::ofstream(journal_file(w.folder.path)) << cut;
    Project project = load_project(w.folder.path).value();
    if (auto* state = w.state(length)) {
      ASSERT_EQ(project.document(), *state) << length;
    }
  }
}

TEST(Damage, AfterATornLineEditingGoesOn) {
  Written w;
  write(journal_file(w.folder.path), w.text.substr(0, w.text.size() - 10));
  Project project = load_project(w.folder.path).value();
  ASSERT_TRUE(project.commit(rename_to("On"), "Rename"));
  Project again = load_project(w.folder.path).value();
  EXPECT_EQ(again.document(), project.document());
  EXPECT_THAT(again.notes(), IsEmpty());
  EXPECT_EQ(kept_files(w.folder.path), 0u);
}

TEST(Damage, AFlippedByteInTheJournalKeepsTheEditsBeforeIt) {
  Written w;
  Random random(9);
  Hash base = hash_of(read(exhibition_file(w.folder.path)));
  std::size_t all = read_journal(w.text, base, "x").entries.size();
  ASSERT_EQ(all, 9u);
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = w.text;
    std::size_t at = random.below(static_cast<std::uint32_t>(damaged.size()));
    damaged[at] = static_cast<char>(damaged[at] ^ (1 + random.below(255)));
    std::size_t lines_before =
        static_cast<std::size_t>(std::count(w.text.begin(), w.text.begin() + static_cast<long>(at), '\n'));
    JournalReplay replay = read_journal(damaged, base, "x");
    ASSERT_TRUE(replay.note) << at;
    ASSERT_EQ(replay.entries.size(), lines_before == 0 ? 0 : lines_before - 1) << at;
  }
}

TEST(Damage, ALineLostFromTheMiddleOfTheJournalIsNoticed) {
  Written w;
  std::string lost = w.text;
  lost.erase(w.line_ends[2], w.line_ends[3] - w.line_ends[2]);
  write(journal_file(w.folder.path), lost);
  Project project = load_project(w.folder.path).value();
  EXPECT_EQ(project.document(), w.states[2]);
  ASSERT_EQ(project.notes().size(), 1u);
  EXPECT_EQ(project.notes()[0].id, "journal.damaged");
  ASSERT_TRUE(project.save());
  EXPECT_EQ(read(journal_file(w.folder.path).string() + ".1.kept"), lost);
}

}  // namespace
}  // namespace enf
