// Every shared model and image loads or says why not; broken files never harm the caller.
#include <map>

#include "tests/import/import_fixture.h"

namespace enf {
namespace {

// The shared files that cannot be read, and the error each must give. All others must load.
const std::map<std::string, std::string> unreadable{
    {"formats/fbx/max2009_blob_5800_binary.fbx", "import.unsupported"},
    {"formats/fbx/maya_textured_cube_6100_ascii.fbx", "import.unsupported"},
    {"formats/fbx/maya_camera_light_axes_y_up_7700_binary.fbx", "model.no_triangles"},
    {"formats/fbx/transparentTest.fbx", "import.malformed"},
    {"formats/gltf/Mesh_PrimitiveMode/Mesh_PrimitiveMode_00.gltf", "model.no_triangles"},
    {"formats/gltf/Mesh_PrimitiveMode/Mesh_PrimitiveMode_01.gltf", "model.no_triangles"},
    {"formats/gltf/Mesh_PrimitiveMode/Mesh_PrimitiveMode_02.gltf", "model.no_triangles"},
    {"formats/gltf/Mesh_PrimitiveMode/Mesh_PrimitiveMode_07.gltf", "model.no_triangles"},
    {"formats/gltf/glTF1/BoxTextured.glb", "import.unsupported"},
    {"formats/obj/obj2gltf/box-incomplete-attributes/box-incomplete-positions.obj", "import.malformed"},
    {"formats/obj/testline.obj", "model.no_triangles"},
    {"formats/ply/points.ply", "model.no_triangles"},
    {"formats/ply/points_ascii.ply", "model.no_triangles"},
    {"images/technical/testimgl.jpg", "import.unsupported"},                // lossless JPEG
    {"images/technical/tiff_tiled_planar_lzw.tiff", "import.unsupported"},  // tiles with separate planes
};

bool is_asset(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) c = static_cast<char>(std::tolower(c));
  for (const char* known : {".glb", ".gltf", ".obj", ".ply", ".stl", ".fbx", ".dae", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp"}) {
    if (extension == known) return true;
  }
  return false;
}

void expect_all_load(const std::string& folder) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared_data() / folder)) {
    if (!entry.is_regular_file() || !is_asset(entry.path())) continue;
    ++files;
    const std::string name = std::filesystem::relative(entry.path(), shared_data()).string();
    auto report = examine(entry.path());
    auto expected = unreadable.find(name);
    if (expected != unreadable.end()) {
      ASSERT_FALSE(report) << name << " is readable now: strike it from the list";
      EXPECT_EQ(report.error().id, expected->second) << name << ": " << to_string(report.error());
    } else {
      EXPECT_TRUE(report) << name << ": " << to_string(report.error());
    }
  }
  EXPECT_GT(files, 0) << folder;
}

TEST(SharedFiles, EveryScanLoads) { NEED_SHARED_DATA(); expect_all_load("scans3d"); }
TEST(SharedFiles, EveryRoomLoads) { NEED_SHARED_DATA(); expect_all_load("rooms"); }
TEST(SharedFiles, EveryImageLoads) { NEED_SHARED_DATA(); expect_all_load("images"); }
TEST(SharedFiles, EveryExhibitLoads) { NEED_SHARED_DATA(); expect_all_load("exhibits"); }
TEST(SharedFiles, EveryGltfLoads) { NEED_SHARED_DATA(); expect_all_load("formats/gltf"); }
TEST(SharedFiles, EveryFbxLoads) { NEED_SHARED_DATA(); expect_all_load("formats/fbx"); }
TEST(SharedFiles, EveryObjLoads) { NEED_SHARED_DATA(); expect_all_load("formats/obj"); }
TEST(SharedFiles, EveryOtherFormatLoads) {
  NEED_SHARED_DATA();
  for (const char* folder : {"formats/ply", "formats/stl", "formats/collada", "bench"}) expect_all_load(folder);
}

// Loads harmlessly or ends in one error of a known kind; the caller lives to tell. What lies beside the files stays.
void expect_harmless(const std::string& folder) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared_data() / folder)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    auto report = examine(entry.path(), {}, {.memory_bytes = 4ull << 30, .wall_time = std::chrono::seconds(100)});
    if (report) continue;
    const std::string& id = report.error().id;
    EXPECT_TRUE(id.starts_with("import.") || id.starts_with("model.")) << entry.path() << ": " << id;
    EXPECT_NE(id, "import.worker") << entry.path();
    EXPECT_NE(id, "import.jail") << entry.path();
    // Assimp and image libraries may crash in their jail; our own reader may not.
    if (folder.find("gltf") != std::string::npos) {
      EXPECT_NE(id, "import.crashed") << entry.path();
    }
    EXPECT_FALSE(report.error().what.empty()) << entry.path();
  }
  EXPECT_GT(files, 0) << folder;
}

TEST(Hostile, BrokenGltf) { NEED_SHARED_DATA(); expect_harmless("hostile/gltf-validator"); expect_harmless("hostile/gltf-tinygltf"); }
TEST(Hostile, BrokenImages) { NEED_SHARED_DATA(); expect_harmless("hostile/images"); }
TEST(Hostile, FilesThatCrashAssimp) { NEED_SHARED_DATA(); expect_harmless("hostile/assimp"); }
TEST(Hostile, FuzzedFbxAndObj) { NEED_SHARED_DATA(); expect_harmless("hostile/ufbx-fuzz"); }

class Truncated : public Import {};

TEST_F(Truncated, EveryFormatCutShortIsHarmless) {
  NEED_SHARED_DATA();
  for (const char* name : {"formats/gltf/ecorpus/cube.glb", "formats/gltf/ecorpus/cube_draco.glb", "formats/gltf/ecorpus/cube_meshopt.glb",
                           "formats/ply/cube_binary.ply", "formats/stl/Spider_binary.stl", "formats/fbx/maya_unicode_7400_binary.fbx",
                           "formats/obj/cube_with_vertexcolors.obj", "formats/collada/cube_tristrips.dae", "images/technical/p3.png",
                           "images/technical/hopper_lzw.tif", "images/technical/hopper_orientation_6.webp"}) {
    const std::string whole = content_of(shared_data() / name);
    ASSERT_FALSE(whole.empty()) << name;
    const std::size_t step = whole.size() / 9 + 1;
    for (std::size_t size = 0; size < whole.size(); size += step) {
      auto report = examine(write(std::filesystem::path(name).filename().string(), whole.substr(0, size)), {},
                            {.cpu_time = std::chrono::seconds(5), .wall_time = std::chrono::seconds(60)});
      if (!report) {
        EXPECT_TRUE(report.error().id.starts_with("import.") || report.error().id.starts_with("model.")) << name << " " << size;
        EXPECT_NE(report.error().id, "import.worker") << name << " " << size;
      } else {
        // Text formats have no length of their own: a shorter file can be a smaller model. Binary ones must notice.
        EXPECT_FALSE(std::string(name).ends_with(".glb") || std::string(name).ends_with(".png")) << name << " " << size;
      }
    }
  }
}

}  // namespace
}  // namespace enf
