#include "engine/app/visitor_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "engine/app/project_scene.h"
#include "engine/base/file.h"
#include "engine/base/log.h"
#include "tests/app/show.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

// A room as it would be drawn, in words that can be compared.
std::string described(const RoomItem& place, const RoomScene& room) {
  auto hash_of = [](const auto& list) { return quick_hash(std::as_bytes(std::span(list))); };
  auto words = fmt::format("{} {} {} {}\n", place.id, place.portals.size(), place.exposure_lx, room.laylight_lx.y);
  for (const SurfaceItem& item : room.surfaces)
    words += fmt::format("{} {} {} {}\n", item.owner, hash_of(item.mesh->vertices), hash_of(item.mesh->indices),
                         item.material->factors.base_colour.x);
  for (const PictureItem& item : room.pictures)
    words += fmt::format("{} {} {} {} {}\n", item.owner, item.corner.x, item.corner.y, item.corner.z,
                         item.source->pyramid.width);
  for (const SpotItem& spot : room.spots) words += fmt::format("{} {}\n", spot.intensity_cd, spot.position.x);
  for (const auto& [key, text] : room.texts)
    for (const LabelContent::Block& block : text.content.blocks) words += block.title + block.description + "\n";
  return words;
}

// All that a visitor of the project sees.
std::string seen(const fs::path& project) {
  auto opened = open_exhibition(project);
  if (!opened) return to_string(opened.error());
  const House& house = (*opened)->house();
  std::string words;
  for (std::uint32_t r = 0; r < house.shells.size(); ++r)
    words += described(house.shell.rooms[r], *(*opened)->build_room(r, {}, nullptr).room);
  for (const Error& note : (*opened)->notes()) words += to_string(note);
  return words;
}

class VisitorDocuments : public testing::Test {
 protected:
  VisitorDocuments() : doc(test::write_small_show(project)) {}
  // From exhibition.json, whatever the cook left.
  std::string seen_in_full() {
    fs::path kept = project / "kept";
    fs::rename(file, kept);
    std::string words = seen(project);
    fs::rename(kept, file);
    return words;
  }
  void cook() {
    write_visitor_document(project, load_project(project)->document(), project_state(project).value()).value();
  }
  // Whether every room can be read.
  bool reads_whole() const {
    auto opened = VisitorDocument::open(project, project_state(project).value());
    if (!opened) return false;
    for (std::uint32_t r = 0; r < opened->house().rooms.size(); ++r)
      if (!opened->room(r)) return false;
    return true;
  }
  void write(std::span<const std::byte> bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }

  test::TestFolder folder;
  fs::path project = folder.path(), file = visitor_document_file(project);
  Document doc;
};

TEST_F(VisitorDocuments, ShowTheSameAsTheExhibitionInFull) {
  std::uint64_t told = logged(LogLevel::info);
  std::string words = seen(project);
  EXPECT_EQ(logged(LogLevel::info), told) << "it fits, there is nothing to say";
  EXPECT_THAT(words, testing::AllOf(testing::HasSubstr("west"), testing::HasSubstr("label:l-1"),
                                    testing::HasSubstr("Sahil"), testing::HasSubstr("placement:p-stone")));
  EXPECT_EQ(words, seen_in_full());
  EXPECT_EQ(logged(LogLevel::info), told + 1) << "that it would open sooner after cooking";
}

TEST_F(VisitorDocuments, ShowEditsMadeAfterCooking) {
  Project editor = load_project(project).value();
  Work renamed = *doc.find(WorkId{"painting"});
  renamed.title["az"] = "Axşam";
  editor.commit({PutRecord{std::make_shared<const Work>(renamed)}}, "Rename").value();
  std::uint64_t told = logged(LogLevel::info);
  EXPECT_THAT(seen(project), testing::HasSubstr("Axşam")) << "an edit in the journal";
  EXPECT_EQ(logged(LogLevel::info), told + 1);
  editor.save().value();
  EXPECT_THAT(seen(project), testing::HasSubstr("Axşam")) << "saved";
  cook();
  told = logged(LogLevel::info);
  EXPECT_THAT(seen(project), testing::HasSubstr("Axşam"));
  EXPECT_EQ(logged(LogLevel::info), told) << "cooked again";
}

TEST_F(VisitorDocuments, AreTheSameBytesForTheSameExhibition) {
  auto first = read_file(file).value();
  cook();
  EXPECT_EQ(read_file(file).value(), first);
}

TEST_F(VisitorDocuments, AreNoLargerForWorksInStorage) {
  auto size = fs::file_size(file);
  for (int i = 0; i < 200; ++i) {
    test::put(doc.assets, Asset{.id = {fmt::format("a-{}", i)}, .path = "institutions/baku/media/a.png"});
    Work work{.id = {fmt::format("stored-{}", i)}, .lender = {"baku"}, .height_mm = 300, .width_mm = 300};
    work.asset = {fmt::format("a-{}", i)};
    test::put(doc.works, work);
  }
  save_project(project, doc).value();
  cook();
  EXPECT_EQ(fs::file_size(file), size);
}

TEST_F(VisitorDocuments, CutOffAnywhereAreRefused) {
  auto bytes = read_file(file).value();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    write(std::span(bytes).first(size));
    EXPECT_FALSE(reads_whole()) << size << " bytes";
  }
  write(bytes);
  EXPECT_TRUE(reads_whole());
}

TEST_F(VisitorDocuments, WithAnyByteChangedAreRefused) {
  auto bytes = read_file(file).value();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto damaged = bytes;
    damaged[at] ^= std::byte{0x10};
    write(damaged);
    EXPECT_FALSE(reads_whole()) << "byte " << at;
  }
}

TEST_F(VisitorDocuments, WhenDamagedLeaveItToTheExhibitionInFullAndSaySoOnce) {
  std::string words = seen_in_full();
  auto bytes = read_file(file).value();
  // The header; the house; the last room, which is found out when it is built.
  auto chunk = ChunkReader::open(file).value();
  std::size_t table = bytes.size() - 64 * chunk->section_count();
  for (std::size_t at : {std::size_t{12}, std::size_t{64 + 64 + 3}, table - 60}) {
    auto damaged = bytes;
    damaged[at] ^= std::byte{0x10};
    write(damaged);
    std::uint64_t warned = logged(LogLevel::warning);
    EXPECT_EQ(seen(project), words) << "byte " << at;
    EXPECT_EQ(logged(LogLevel::warning), warned + 1) << "byte " << at;
  }
}

TEST_F(VisitorDocuments, WithRecordsThatMeanNothingAreRefused) {
  Document bad = doc;
  test::put(bad.placements, Placement{{"p-painting"}, {"painting"}, {"west"}, OnWall{17, 5, 1.5}});
  write_visitor_document(project, bad, project_state(project).value()).value();
  auto opened = VisitorDocument::open(project, project_state(project).value());
  ASSERT_TRUE(opened);
  std::uint32_t west = lay_out_house(opened->house())->index_of({"west"});
  EXPECT_EQ(opened->room(west).error().id, "record.wall");
}

TEST(TheVisitorsDocument, IsWrittenWithoutWhatAKilledCookLeft) {
  test::TestFolder folder;
  Document doc = test::write_small_show(folder.path());
  fs::path left = folder.path() / ".enfilade" / ".visitor.chunk.1.0.tmp", young = folder.path() / ".enfilade" / ".new.tmp";
  ASSERT_TRUE(write_file_atomic(left, "half of it"));
  ASSERT_TRUE(write_file_atomic(young, "somebody is at it"));
  fs::last_write_time(left, fs::file_time_type::clock::now() - std::chrono::hours(1));
  ASSERT_TRUE(write_visitor_document(folder.path(), doc, project_state(folder.path()).value()));
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(young));
  EXPECT_TRUE(fs::exists(visitor_document_file(folder.path())));
}

}  // namespace
}  // namespace enf
