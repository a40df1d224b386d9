// What a visitor and a museum rely on in the demo exhibition: it is valid, complete in four languages, honest in size, kind
// to its textiles, and the same wherever it is made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <tiny_gltf.h>
#include <unistd.h>
#include <vips/vips.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "content/catalogue.h"
#include "content/generate.h"
#include "content/two_shores.h"
#include "content/works.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/project.h"
#include "engine/exhibition/room_graph.h"
#include "engine/exhibition/validate.h"

namespace enf {
namespace {

const Document& show() {
  static const Document document = two_shores();
  return document;
}

std::size_t words_in(const std::string& text) {
  std::istringstream stream(text);
  std::size_t count = 0;
  for (std::string word; stream >> word;) ++count;
  return count;
}

TEST(TwoShores, IsValid) {
  std::vector<std::string> errors;
  for (const Error& error : validate(show())) errors.push_back(to_string(error));
  EXPECT_THAT(errors, testing::IsEmpty());
}

TEST(TwoShores, HasNineRoomsAndMoreThanSixtyWorksOfFourLenders) {
  EXPECT_EQ(show().rooms.size(), 9u);
  EXPECT_GE(show().works.size(), 60u);
  EXPECT_EQ(show().works.size(), catalogue().size()) << "all that is catalogued is shown";
  EXPECT_EQ(show().placements.size(), show().works.size());
  std::set<std::string> lenders, numbers, titles;
  for (const Work& work : show().works) {
    lenders.insert(work.lender.value);
    numbers.insert(work.accession_number);
    titles.insert(work.title.at("en"));
  }
  EXPECT_EQ(lenders.size(), 4u);
  EXPECT_EQ(numbers.size(), show().works.size());
  EXPECT_EQ(titles.size(), show().works.size()) << "no two works share a title";
  std::set<CeilingForm> forms;
  for (const Room& room : show().rooms) forms.insert(room.ceiling.form);
  EXPECT_EQ(forms.size(), 5u) << "every form of ceiling is there";
  // Each work is labelled, but those that stand close together in open storage.
  for (const Placement& placement : show().placements) {
    const auto* floor = std::get_if<OnFloor>(&placement.where);
    EXPECT_EQ(show().find(LabelId{placement.id.value}) != nullptr, !floor || floor->support != Support::shelf) << placement.id.value;
  }
}

TEST(TwoShores, EveryRoomIsReachedAndRoundsLeadBack) {
  RoomGraph graph(show());
  for (const Room& room : show().rooms) EXPECT_TRUE(graph.path(RoomId{"shores"}, room.id).has_value()) << room.id.value;
  // A tree of nine rooms has eight doorways; each one more closes a round.
  std::size_t inner = 0;
  for (const Doorway& doorway : show().doorways) inner += doorway.to.has_value();
  EXPECT_GE(inner, 10u);
}

TEST(TwoShores, ThreeWorksAreMadeForDeepZoom) {
  int vast = 0;
  for (const CatalogueEntry& entry : catalogue()) {
    if (!std::holds_alternative<VastPicture (*)(int)>(entry.make)) continue;
    ++vast;
    double shape = std::min(entry.width_mm, entry.height_mm) / std::max(entry.width_mm, entry.height_mm);
    EXPECT_GT(entry.long_side_px, 20'000) << entry.id;
    EXPECT_GT(entry.long_side_px * shape, 15'000) << entry.id;
  }
  EXPECT_EQ(vast, 3);
}

TEST(TwoShores, ToursSpeakFourLanguagesAndTheHighlightsTakeFiveMinutes) {
  ASSERT_EQ(show().tours.size(), 3u);
  for (const Tour& tour : show().tours) {
    EXPECT_GE(tour.stops.size(), 5u) << tour.id.value;
    for (const TourStop& stop : tour.stops) {
      EXPECT_EQ(stop.narration.size(), 4u) << tour.id.value;
      for (const auto& [tag, words] : stop.narration) {
        EXPECT_LE(words_in(words), 60u) << tour.id.value << " " << tag;
        EXPECT_GE(stop.dwell_s, static_cast<double>(words_in(words)) / 3.2) << "time to read, " << tour.id.value << " " << tag;
      }
    }
  }
  double seconds = 0;
  for (const TourStop& stop : show().find(TourId{"highlights"})->stops) seconds += stop.dwell_s;
  EXPECT_LE(seconds, 240) << "leaves a minute for the ways between";
}

TEST(TwoShores, SpeaksFourLanguagesEverywhere) {
  using testing::UnorderedElementsAre;
  auto languages = [](const LocalizedText& text) {
    std::vector<std::string> tags;
    for (const auto& [tag, words] : text)
      if (!words.empty()) tags.push_back(tag);
    return tags;
  };
  auto all = UnorderedElementsAre("az", "uz", "ru", "en");
  for (const Work& work : show().works)
    for (const LocalizedText* text : {&work.title, &work.maker, &work.date, &work.materials, &work.credit_line, &work.description})
      EXPECT_THAT(languages(*text), all) << work.id.value;
  for (const Room& room : show().rooms) EXPECT_THAT(languages(room.name), all);
  for (const WallText& text : show().wall_texts) EXPECT_THAT(languages(text.body), all);
  for (const Viewpoint& view : show().viewpoints) EXPECT_THAT(languages(view.name), all) << view.id.value;
}

TEST(TwoShores, LabelsAreShort) {
  for (const Work& work : show().works)
    for (const auto& [tag, text] : work.description) {
      EXPECT_LE(words_in(text), 75u) << work.id.value << " " << tag;
      EXPECT_GE(words_in(text), 20u) << work.id.value << " " << tag;
    }
}

// U+02BB makes the Uzbek letters, U+02BC the glottal stop; typewriter marks break words and sorting.
TEST(TwoShores, WritesUzbekLettersTruly) {
  for (const Work& work : show().works)
    for (const LocalizedText* text : {&work.title, &work.maker, &work.materials, &work.description}) {
      const std::string& uz = text->at("uz");
      EXPECT_EQ(uz.find('\''), std::string::npos) << uz;
      EXPECT_EQ(uz.find("ə"), std::string::npos) << uz;
      EXPECT_EQ(text->at("az").find("\u02bb"), std::string::npos) << text->at("az");
    }
}

TEST(TwoShores, NoWorkClaimsToBelongToAMuseum) {
  for (const Work& work : show().works) EXPECT_THAT(work.credit_line.at("en"), testing::HasSubstr("not an object of any museum"));
}

TEST(TwoShores, OneSightLinePassesFromTheEntranceToTheGreatCarpet) {
  for (const char* id : {"shores-rotunda", "rotunda-court", "court-carpets"}) {
    const Doorway& doorway = *show().find(DoorwayId{id});
    EXPECT_NEAR(wall_frame(*show().find(doorway.from.room), doorway.from.wall).at(doorway.from.along_m, 0).x, 0, 1e-9) << id;
  }
  EXPECT_NEAR(pose_of(*show().find(RoomId{"carpets"}), *show().find(PlacementId{"great-carpet"})).position.x, 0, 1e-9);
}

TEST(TwoShores, TextilesAndPaperGetNoMoreThanFiftyLuxFromAllLamps) {
  int checked = 0;
  for (const Placement& placement : show().placements) {
    const Work& work = *show().find(placement.work);
    if (work.sensitivity != LightSensitivity::medium || work.form != WorkForm::flat) continue;
    Pose pose = pose_of(*show().find(placement.room), placement);
    double most = 0, middle = 0;
    bool lies = std::holds_alternative<OnFloor>(placement.where);
    dvec3 up = lies ? -pose.front() : dvec3(0, 1, 0), normal = lies ? dvec3(0, 1, 0) : pose.front();
    for (int j = -4; j <= 4; ++j)
      for (int i = -4; i <= 4; ++i) {
        dvec3 point = pose.position + pose.right() * (i / 8.0 * work.width_mm / 1000) + up * (j / 8.0 * work.height_mm / 1000);
        double lx = 0;
        for (const Light& light : show().lights)
          if (light.room == placement.room) lx += illuminance_lx(light, point, normal);
        most = std::max(most, lx);
        if (i == 0 && j == 0) middle = lx;
      }
    EXPECT_LE(most, 50) << work.id.value;
    EXPECT_GE(middle, 24) << work.id.value;
    ++checked;
  }
  EXPECT_GE(checked, 24);
}

TEST(TwoShores, PaintingsAreWellLitWithinTheirLimit) {
  for (const char* id : {"caspian-dusk", "square-at-noon", "pomegranates", "caravan", "mountain-morning", "red-hills", "dry-sea"}) {
    const Placement& placement = *show().find(PlacementId{id});
    Pose pose = pose_of(*show().find(placement.room), placement);
    double lx = 0;
    for (const Light& light : show().lights)
      if (light.room == placement.room) lx += illuminance_lx(light, pose.position, pose.front());
    EXPECT_GE(lx, 110) << id;
    EXPECT_LE(lx, 200) << id;
  }
}

// One small copy of every work, made once for the tests below.
constexpr float small = 0.1f;
const std::vector<std::byte>& small_copy(const Work& work) {
  static std::map<std::string, std::vector<std::byte>> copies;
  auto [it, fresh] = copies.try_emplace(work.id.value);
  if (fresh) {
    std::string path = show().find(work.asset)->path;
    auto made = generate_work(work, path.substr(path.rfind('.') + 1), small);
    EXPECT_TRUE(made) << to_string(made.error());
    if (made) it->second = *made;
  }
  return it->second;
}

TEST(Works, AreTheSameEachTimeTheyAreMade) {
  for (const Work& work : show().works) {
    std::string path = show().find(work.asset)->path;
    auto again = generate_work(work, path.substr(path.rfind('.') + 1), small);
    ASSERT_TRUE(again);
    EXPECT_EQ(hash_bytes(small_copy(work)), hash_bytes(*again)) << work.id.value;
  }
}

TEST(Works, PicturesKeepTheCataloguedProportionAndCarryAProfile) {
  for (const Work& work : show().works) {
    if (work.form != WorkForm::flat) continue;
    const std::vector<std::byte>& bytes = small_copy(work);
    VipsImage* image = vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr);
    ASSERT_NE(image, nullptr) << work.id.value;
    double pixels = static_cast<double>(vips_image_get_width(image)) / vips_image_get_height(image);
    EXPECT_NEAR(pixels / (work.width_mm / work.height_mm), 1, 0.01) << work.id.value;
    EXPECT_NE(vips_image_get_typeof(image, VIPS_META_ICC_NAME), 0u) << work.id.value;
    double deviation = 0;
    ASSERT_EQ(vips_deviate(image, &deviation, nullptr), 0);
    EXPECT_GT(deviation, 12) << work.id.value << " looks blank";
    g_object_unref(image);
  }
}

TEST(Works, ModelsStandOnTheFloorInTheirCataloguedSize) {
  for (const Work& work : show().works) {
    if (work.form != WorkForm::three_dimensional) continue;
    const std::vector<std::byte>& bytes = small_copy(work);
    tinygltf::Model model;
    tinygltf::TinyGLTF loader;
    std::string error, warning;
    ASSERT_TRUE(loader.LoadBinaryFromMemory(&model, &error, &warning, reinterpret_cast<const unsigned char*>(bytes.data()),
                                            static_cast<unsigned int>(bytes.size())))
        << work.id.value << " " << error;
    dvec3 low(1e9), high(-1e9);
    for (const tinygltf::Primitive& part : model.meshes.at(0).primitives) {
      const tinygltf::Accessor& positions = model.accessors.at(static_cast<std::size_t>(part.attributes.at("POSITION")));
      for (int k = 0; k < 3; ++k) {
        low[k] = std::min(low[k], positions.minValues.at(static_cast<std::size_t>(k)));
        high[k] = std::max(high[k], positions.maxValues.at(static_cast<std::size_t>(k)));
      }
    }
    dvec3 size = (high - low) * 1000.0;
    EXPECT_NEAR(size.x, work.width_mm, work.width_mm * 0.04 + 6) << work.id.value;
    EXPECT_NEAR(size.y, work.height_mm, work.height_mm * 0.04 + 6) << work.id.value;
    EXPECT_NEAR(size.z, work.depth_mm, work.depth_mm * 0.04 + 6) << work.id.value;
    EXPECT_NEAR(low.y, 0, 0.012) << work.id.value;
  }
}

TEST(Works, TrianglesOfModelsFaceOutwards) {
  for (const CatalogueEntry& entry : catalogue()) {
    if (entry.is_flat()) continue;
    const char* name = entry.id;
    auto make = std::get<Solid (*)(float)>(entry.make);
    Solid solid = make(0.25f);
    for (const SolidPart& part : solid.parts) {
      ASSERT_EQ(part.positions.size(), part.normals.size());
      ASSERT_EQ(part.positions.size(), part.uvs.size());
      ASSERT_LT(part.material, solid.materials.size());
      std::size_t agree = 0;
      for (std::size_t i = 0; i < part.indices.size(); i += 3) {
        vec3 a = part.positions.at(part.indices[i]), b = part.positions.at(part.indices[i + 1]), c = part.positions.at(part.indices[i + 2]);
        vec3 shaded = part.normals.at(part.indices[i]) + part.normals.at(part.indices[i + 1]) + part.normals.at(part.indices[i + 2]);
        agree += glm::dot(glm::cross(b - a, c - a), shaded) >= 0;
      }
      EXPECT_GE(agree * 3 * 100, part.indices.size() * 97) << name << ", a part of material " << part.material;
      for (vec3 n : part.normals) ASSERT_NEAR(glm::length(n), 1, 1e-3) << name;
    }
  }
}

class DemoFolder : public testing::Test {
 protected:
  DemoFolder() : folder_(std::filesystem::temp_directory_path() / ("enfilade-content-" + std::to_string(::getpid()))) {}
  ~DemoFolder() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(DemoFolder, IsAProjectWhoseFilesAreAllThereAndIsNotMadeTwice) {
  Jobs jobs;
  std::vector<std::uint64_t> told;
  WorkContext context{.progress = [&](const Progress& p) { told.push_back(p.done); }};
  auto made = generate_demo(folder_, jobs, context, 0.03f);
  ASSERT_TRUE(made) << to_string(made.error());
  EXPECT_EQ(told.back(), show().works.size());
  for (const Error& error : check_project(folder_)) ADD_FAILURE() << to_string(error);

  std::filesystem::path suzani_file = folder_ / show().find(AssetId{"suzani"})->path, ram_file = folder_ / show().find(AssetId{"stone-ram"})->path;
  for (const Asset& asset : show().assets) EXPECT_TRUE(std::filesystem::exists(folder_ / asset.path)) << asset.path;

  // A second run makes only what is missing.
  auto before = std::filesystem::last_write_time(ram_file);
  std::filesystem::remove(suzani_file);
  ASSERT_TRUE(generate_demo(folder_, jobs, {}, 0.03f));
  EXPECT_TRUE(std::filesystem::exists(suzani_file));
  EXPECT_EQ(std::filesystem::last_write_time(ram_file), before);
}

}  // namespace
}  // namespace enf
