// What everyone relies on: hashes by the standard, files replaced whole, jobs all done, errors readable.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>

#include "engine/base/error.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/base/jobs.h"
#include "engine/base/random.h"

using namespace enf;
namespace fs = std::filesystem;

static std::span<const std::byte> bytes_of(std::string_view s) { return std::as_bytes(std::span(s.data(), s.size())); }

struct Folder : ::testing::Test {
  fs::path path = fs::temp_directory_path() / fs::path("enfilade_base_" + std::to_string(::getpid()));
  void SetUp() override { fs::create_directories(path); }
  void TearDown() override { fs::remove_all(path); }
};

TEST(Error, printsWhereWhatAndAdvice) {
  Error error{.id = "work.size", .what = "height is -3 mm, expected more than 0", .file = "exhibition.json",
              .record = "work w-1", .field = "height_mm", .advice = "Correct the height"};
  EXPECT_EQ(to_string(error),
            "exhibition.json: work w-1: height_mm: height is -3 mm, expected more than 0. Correct the height [work.size]");
}

TEST(Hash, isBlake2b256) {
  // b2sum -l 256 of "abc"
  EXPECT_EQ(to_hex(hash_bytes(bytes_of("abc"))), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(Hasher().add(bytes_of("ab")).add(bytes_of("c")).finish(), hash_bytes(bytes_of("abc")));
  EXPECT_NE(Hasher().add_text("ab").add_text("c").finish(), Hasher().add_text("a").add_text("bc").finish());
}

TEST(Hash, hexRoundTrip) {
  Hash h = hash_bytes(bytes_of("x"));
  EXPECT_EQ(hash_from_hex(to_hex(h)), h);
  EXPECT_FALSE(hash_from_hex("12"));
  EXPECT_FALSE(hash_from_hex(std::string(64, 'g')));
}

TEST_F(Folder, atomicWriteReplacesWholeAndLeavesNoLitter) {
  ASSERT_TRUE(write_file_atomic(path / "a", "one"));
  ASSERT_TRUE(write_file_atomic(path / "a", "two"));
  EXPECT_EQ(read_text_file(path / "a"), "two");
  EXPECT_EQ(std::distance(fs::directory_iterator(path), {}), 1);
}

TEST_F(Folder, failedWriteKeepsTheOldFile) {
  ASSERT_TRUE(write_file_atomic(path / "a", "one"));
  auto r = write_file_atomic(path / "missing" / "a", "two");
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().id, "file.missing");
  auto full = write_file_atomic("/dev/full/x", "two");
  ASSERT_FALSE(full);
  EXPECT_EQ(read_text_file(path / "a"), "one");
}

TEST_F(Folder, readErrorsNameTheFile) {
  auto r = read_file(path / "nothing");
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().id, "file.missing");
  EXPECT_THAT(to_string(r.error()), testing::HasSubstr("nothing"));
  EXPECT_FALSE(read_file(path));
  EXPECT_FALSE(MappedFile::open(path));
}

TEST(File, programsLieBesideThisOne) {
  EXPECT_TRUE(fs::equivalent(program_beside("test_base"), "/proc/self/exe"));
  EXPECT_EQ(program_beside("other").parent_path(), program_beside("test_base").parent_path());
}

TEST_F(Folder, mappedFileShowsTheBytes) {
  ASSERT_TRUE(write_file_atomic(path / "a", "hello"));
  auto mapped = MappedFile::open(path / "a");
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->bytes().size(), 5u);
  EXPECT_EQ(static_cast<char>(mapped->bytes()[1]), 'e');
}

TEST_F(Folder, lockIsExclusiveUntilReleased) {
  {
    auto first = FileLock::try_acquire(path / "lock");
    ASSERT_TRUE(first);
    auto second = FileLock::try_acquire(path / "lock");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().id, "file.locked");
  }
  EXPECT_TRUE(FileLock::try_acquire(path / "lock"));
}

TEST(Jobs, parallelForVisitsEachIndexOnce) {
  Jobs jobs(3);
  std::vector<std::atomic<int>> visits(1000);
  jobs.parallel_for(visits.size(), [&](std::size_t i) { ++visits[i]; });
  for (auto& v : visits) EXPECT_EQ(v.load(), 1);
}

TEST(Jobs, parallelForWithinJobs) {
  Jobs jobs(2);
  std::atomic<int> sum{0};
  jobs.parallel_for(8, [&](std::size_t) { jobs.parallel_for(8, [&](std::size_t) { ++sum; }); });
  EXPECT_EQ(sum.load(), 64);
}

TEST(Random, isTheSameEverywhere) {
  Random r(42, 54);  // the reference implementation's demo sequence
  EXPECT_EQ(r.next(), 0xa15c02b7u);
  EXPECT_EQ(r.next(), 0x7b47f409u);
}
