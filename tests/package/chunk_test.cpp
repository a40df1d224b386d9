// What loaders rely on: a chunk gives back what was written or says that it is damaged; it never crashes a reader, and an
// unfinished one never shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "engine/base/random.h"
#include "engine/package/store.h"
#include "tests/package/folder_fixture.h"

using namespace enf;
namespace fs = std::filesystem;

namespace {

std::vector<std::byte> noise(std::size_t size, std::uint64_t seed = 1) {
  Random random(seed);
  std::vector<std::byte> bytes(size);
  for (std::byte& b : bytes) b = static_cast<std::byte>(random.next());
  return bytes;
}

// Three sections: one that packs, one that does not, one empty.
const std::vector<std::vector<std::byte>>& samples() {
  static const std::vector<std::vector<std::byte>> all{std::vector<std::byte>(5000, std::byte{7}), noise(300), {}};
  return all;
}

void write_samples(const fs::path& path) {
  auto writer = ChunkWriter::create(path, ChunkKind::model);
  ASSERT_TRUE(writer) << to_string(writer.error());
  for (const auto& sample : samples()) ASSERT_TRUE(writer->add(sample));
  ASSERT_TRUE(writer->finish());
}

std::vector<std::byte> contents(const fs::path& path) { return read_file(path).value(); }

void put_contents(const fs::path& path, std::span<const std::byte> bytes) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()),
                                              static_cast<std::streamsize>(bytes.size()));
}

// The first error of opening the chunk and reading all its sections; empty if there is none and all is as written.
std::string trouble(const fs::path& path) {
  auto chunk = ChunkReader::open(path);
  if (!chunk) return chunk.error().id;
  if ((*chunk)->section_count() != samples().size()) return "other count";
  for (std::uint32_t i = 0; i < (*chunk)->section_count(); ++i) {
    std::vector<std::byte> scratch;
    auto bytes = (*chunk)->section(i, scratch);
    if (!bytes) return bytes.error().id;
    if (!std::ranges::equal(*bytes, samples()[i])) return "other bytes";
  }
  return "";
}

}  // namespace

using Chunk = Folder;

TEST_F(Chunk, givesBackWhatWasWritten) {
  write_samples(path / "a");
  EXPECT_EQ(trouble(path / "a"), "");
  auto chunk = ChunkReader::open(path / "a").value();
  EXPECT_EQ(chunk->kind(), ChunkKind::model);
  EXPECT_EQ(chunk->section_size(0), 5000u);
  EXPECT_LT(fs::file_size(path / "a"), 1500u) << "the first section packs well";
  std::vector<std::byte> scratch;
  auto raw = chunk->section(1, scratch);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(raw->data()) % 16, 0u);
}

TEST_F(Chunk, isReadAgainWhenItsMediumIsBack) {
  write_samples(path / "a");
  auto chunk = ChunkReader::open(path / "a").value();
  fs::rename(path / "a", path / "away");
  std::vector<std::byte> scratch;
  EXPECT_EQ(chunk->section(0, scratch).error().id, "file.missing");
  fs::resize_file(path / "away", 300);  // as a medium that fails half-way
  fs::rename(path / "away", path / "a");
  EXPECT_EQ(chunk->section(1, scratch).error().id, "file.unreadable");
  write_samples(path / "a");
  EXPECT_TRUE(std::ranges::equal(chunk->section(0, scratch).value(), samples()[0]));
}

TEST_F(Chunk, isTheSameBytesEachTime) {
  write_samples(path / "a");
  write_samples(path / "b");
  EXPECT_EQ(contents(path / "a"), contents(path / "b"));
}

TEST_F(Chunk, seesEveryFlippedByte) {
  write_samples(path / "a");
  auto good = contents(path / "a");
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] ^= std::byte{0x10};
    put_contents(path / "b", bad);
    EXPECT_THAT(trouble(path / "b"), ::testing::AnyOf("chunk.damaged", "chunk.truncated")) << "byte " << i;
  }
}

TEST_F(Chunk, refusesEveryTruncation) {
  write_samples(path / "a");
  auto good = contents(path / "a");
  for (std::size_t size = 0; size < good.size(); ++size) {
    put_contents(path / "b", std::span(good).first(size));
    EXPECT_THAT(trouble(path / "b"), ::testing::AnyOf("chunk.truncated", "chunk.foreign")) << size << " bytes";
  }
}

TEST_F(Chunk, tellsForeignFilesFromDamagedOnes) {
  put_contents(path / "picture", noise(4000));
  EXPECT_EQ(trouble(path / "picture"), "chunk.foreign");
  EXPECT_EQ(trouble(path / "nothing"), "file.missing");
}

TEST_F(Chunk, leavesNothingWhenUnfinished) {
  {
    auto writer = ChunkWriter::create(path / "a", ChunkKind::model);
    ASSERT_TRUE(writer->add(noise(100)));
  }
  EXPECT_TRUE(fs::is_empty(path));
}

TEST_F(Chunk, saysThatTheDiskIsFullAndLeavesNothing) {
  // A child with a file size limit stands in for a full disk: its writes fail half-way in the same manner.
  pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{100'000, 100'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto writer = ChunkWriter::create(path / "a", ChunkKind::model);
    if (!writer) ::_exit(1);
    auto added = writer->add(noise(200'000));
    bool right = !added && added.error().id == "file.disk_full" && !added.error().advice.empty();
    writer = fail({});
    ::_exit(right ? 0 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(fs::is_empty(path));
}

TEST_F(Chunk, isReadByManyThreadsAtOnce) {
  write_samples(path / "a");
  auto chunk = ChunkReader::open(path / "a").value();
  std::atomic<int> good{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&] {
        for (std::uint32_t i = 0; i < 3; ++i) {
          std::vector<std::byte> scratch;
          auto bytes = chunk->section(i, scratch);
          good += bytes && std::ranges::equal(*bytes, samples()[i]);
        }
      });
  }
  EXPECT_EQ(good, 24);
}

using StoreFolder = Folder;

TEST_F(StoreFolder, keepsChunksByKey) {
  Store store = Store::open(path).value();
  Hash key = hash_bytes(noise(10));
  EXPECT_FALSE(store.has(key));
  EXPECT_EQ(store.open_chunk(key).error().id, "store.missing");
  auto writer = store.write_chunk(key, ChunkKind::text).value();
  EXPECT_FALSE(store.has(key)) << "unfinished chunks don't show";
  ASSERT_TRUE(writer.finish());
  EXPECT_TRUE(store.has(key));
  EXPECT_TRUE(store.open_chunk(key));
  store.drop(key);
  EXPECT_FALSE(store.has(key));
}

TEST_F(StoreFolder, sweepsWhatKilledWritersLeftButSparesThoseAtWork) {
  Store store = Store::open(path).value();
  auto writer = store.write_chunk(Hash{}, ChunkKind::text).value();
  fs::path orphan = path / "00" / ".x.chunk.1.0.tmp";
  put_contents(orphan, noise(10));
  auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(2);
  for (const auto& file : fs::directory_iterator(path / "00")) fs::last_write_time(file.path(), long_ago);
  ASSERT_TRUE(Store::open(path));
  EXPECT_FALSE(fs::exists(orphan));
  EXPECT_TRUE(writer.finish());
  EXPECT_TRUE(store.has(Hash{}));
}

TEST_F(StoreFolder, letsTwoWritersOfOneKeyBothSucceed) {
  Store store = Store::open(path).value();
  auto a = store.write_chunk(Hash{}, ChunkKind::text).value();
  auto b = store.write_chunk(Hash{}, ChunkKind::text).value();
  ASSERT_TRUE(a.add(noise(10)) && b.add(noise(10)));
  EXPECT_TRUE(a.finish());
  EXPECT_TRUE(b.finish());
  EXPECT_TRUE(store.open_chunk(Hash{}));
}
