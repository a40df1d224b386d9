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

#include "content/generate.h"
#include "content/two_shores.h"
#include "content/works.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/project.h"
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

TEST(TwoShores, HasThreeRoomsAndFifteenWorksOfTwoLendersFlatAndInTheRound) {
  EXPECT_EQ(show().rooms.size(), 3u);
  EXPECT_EQ(show().works.size(), 15u);
  EXPECT_EQ(show().placements.size(), 15u);
  EXPECT_EQ(show().labels.size(), 15u);
  std::set<std::string> lenders, numbers;
  int flat = 0;
  for (const Work& work : show().works) {
    lenders.insert(work.lender.value);
    numbers.insert(work.accession_number);
    flat += work.form == WorkForm::flat;
  }
  EXPECT_EQ(lenders.size(), 2u);
  EXPECT_EQ(numbers.size(), 15u);
  EXPECT_EQ(flat, 10);
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

TEST(TwoShores, OneSightLinePassesAllDoorways) {
  for (const Doorway& doorway : show().doorways) {
    const Room& room = *show().find(doorway.from.room);
    EXPECT_NEAR(wall_frame(room, doorway.from.wall).at(doorway.from.along_m, 0).x, 0, 1e-9) << doorway.id.value;
  }
}

TEST(TwoShores, TextilesAndPaperGetNoMoreThanFiftyLuxFromAllLamps) {
  int checked = 0;
  for (const Placement& placement : show().placements) {
    const Work& work = *show().find(placement.work);
    if (work.sensitivity != LightSensitivity::medium || work.form != WorkForm::flat) continue;
    Pose pose = pose_of(*show().find(placement.room), placement);
    double most = 0, middle = 0;
    for (int j = -4; j <= 4; ++j)
      for (int i = -4; i <= 4; ++i) {
        dvec3 point = pose.position + pose.right() * (i / 8.0 * work.width_mm / 1000) + dvec3(0, j / 8.0 * work.height_mm / 1000, 0);
        double lx = 0;
        for (const Light& light : show().lights)
          if (light.room == placement.room) lx += illuminance_lx(light, point, pose.front());
        most = std::max(most, lx);
        if (i == 0 && j == 0) middle = lx;
      }
    EXPECT_LE(most, 50) << work.id.value;
    EXPECT_GE(middle, 25) << work.id.value;
    ++checked;
  }
  EXPECT_EQ(checked, 6);
}

TEST(TwoShores, PaintingsAreWellLitWithinTheirLimit) {
  for (const char* id : {"caspian-dusk", "square-at-noon", "pomegranates"}) {
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
  constexpr std::pair<const char*, Solid (*)(float)> models[] = {
      {"dish", glazed_dish}, {"ewer", chased_ewer}, {"column", carved_column}, {"ram", stone_ram}, {"tar", tar_lute}};
  for (auto [name, make] : models) {
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
  EXPECT_EQ(told.back(), 15u);
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
