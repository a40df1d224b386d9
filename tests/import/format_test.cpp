// One test for each trap that real files set.
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

class Formats : public Import {};

TEST(SharedFormats, EveryFbxAxisGivesTheSameTriangle) {
  NEED_SHARED_DATA();
  std::vector<vec3> first;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shared_data() / "formats/fbx/axes")) {
    auto model = import_model(entry.path());
    ASSERT_TRUE(model) << to_string(model.error());
    auto places = corners(model->model);
    ASSERT_EQ(places.size(), 3u) << entry.path();
    if (first.empty()) first = places;
    for (std::size_t i = 0; i < 3; ++i) EXPECT_LT(glm::distance(places[i], first[i]), 1e-4f) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 12);
  EXPECT_NEAR(glm::distance(first[0], first[1]), std::sqrt(2.0f), 1e-4f);  // 100 cm a side
}

TEST(SharedFormats, FbxUnitsAndUpAxisAreHonoured) {
  NEED_SHARED_DATA();
  auto inches = import_model(shared_data() / "formats/fbx/max_gltf_material_7700_binary.fbx");
  ASSERT_TRUE(inches);
  EXPECT_NEAR(inches->report.bounds.size().x, 20 * 0.0254, 1e-5);
  auto z_up = import_model(shared_data() / "formats/fbx/blender_340_z_up_7400_binary.fbx");
  ASSERT_TRUE(z_up);
  EXPECT_NEAR(z_up->report.bounds.size().y, 4, 1e-4);
}

TEST(SharedFormats, TheFinestFbxLevelOfDetailIsTaken) {
  NEED_SHARED_DATA();
  auto model = import_model(shared_data() / "formats/fbx/maya_lod_group_7500_binary.fbx");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->report.triangles, 144u);
  EXPECT_TRUE(has_warning(model->report, "model.levels_of_detail"));
}

TEST(SharedFormats, WhatAssimpLosesInGltfIsThere) {
  NEED_SHARED_DATA();
  const auto gltf = shared_data() / "formats/gltf/ecorpus";
  auto plain = import_model(gltf / "cube.glb");
  ASSERT_TRUE(plain);
  for (const char* name : {"cube_draco.glb", "cube_meshopt.glb", "cube_webp.glb"}) {
    auto model = import_model(gltf / name);
    ASSERT_TRUE(model) << name << ": " << to_string(model.error());
    EXPECT_EQ(model->report.triangles, plain->report.triangles) << name;
    EXPECT_LT(glm::distance(model->report.bounds.high, plain->report.bounds.high), 1e-2f) << name;
  }
  auto cat = import_model(shared_data() / "scans3d/egyptian-cat/cat.glb");
  ASSERT_TRUE(cat);
  EXPECT_EQ(cat->model.textures.size(), 3u);  // WebP
  auto instances = import_model(shared_data() / "formats/gltf/simple-instancing.glb");
  ASSERT_TRUE(instances);
  EXPECT_EQ(instances->model.instances.size(), 125u);
  auto draco = import_model(shared_data() / "scans3d/pilot-whale/whale_cranium_draco.glb");
  auto whale = import_model(shared_data() / "scans3d/pilot-whale/whale_cranium.glb");
  ASSERT_TRUE(draco && whale);
  EXPECT_EQ(draco->report.triangles, whale->report.triangles);
  EXPECT_EQ(draco->report.vertices, whale->report.vertices);
}

TEST(SharedFormats, BothEndsOfPlyAgree) {
  NEED_SHARED_DATA();
  auto big = import_model(shared_data() / "scans3d/derived/whale_cranium_bigendian.ply");
  auto glb = import_model(shared_data() / "scans3d/pilot-whale/whale_cranium.glb");
  ASSERT_TRUE(big && glb);
  EXPECT_EQ(big->report.triangles, 100000u);
  EXPECT_LT(glm::distance(big->report.bounds.size(), glb->report.bounds.size()), 1e-3f);
}

TEST_F(Formats, PlyColoursOfBothEndsAreLinear) {
  // One triangle of mid grey (128 as sRGB is 0.2159 linear), as binary PLY.
  auto ply = [](bool big) {
    std::string s = std::string("ply\nformat binary_") + (big ? "big" : "little") +
                    "_endian 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\nproperty uchar red\n"
                    "property uchar green\nproperty uchar blue\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n";
    auto word = [&](auto v) {
      char b[4];
      std::memcpy(b, &v, 4);
      if (big) std::reverse(b, b + 4);
      s.append(b, 4);
    };
    for (auto p : {vec3(0, 0, 0), vec3(1, 0, 0), vec3(0, 2, 0)}) {
      word(p.x), word(p.y), word(p.z);
      s += "\x80\xff";
      s += '\0';
    }
    s += '\3';
    word(0), word(1), word(2);
    return s;
  };
  for (bool big : {false, true}) {
    auto model = import_model(write(big ? "big.ply" : "little.ply", ply(big)));
    ASSERT_TRUE(model) << to_string(model.error());
    const auto& part = model->model.meshes.at(0).parts.at(0);
    ASSERT_EQ(part.colours.size(), 3u);
    EXPECT_NEAR(part.colours[0].x, 0.2159, 1e-3);
    EXPECT_NEAR(part.colours[0].y, 1, 1e-4);
    EXPECT_NEAR(part.colours[0].z, 0, 1e-4);
    EXPECT_NEAR(model->report.bounds.size().y, 2, 1e-6);
  }
}

constexpr auto triangle = "v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\nusemtl paint\nf 1/1 2/2 3/3\n";

TEST_F(Formats, Utf16ObjIsRead) {
  std::string text = std::string("# B\xc3\xbcste\n") + triangle, wide = "\xff\xfe";
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) wide += c, wide += '\0';
  }
  auto model = import_model(write("wide.obj", wide));
  ASSERT_TRUE(model) << to_string(model.error());
  EXPECT_EQ(model->report.triangles, 1u);
}

// A 2x2 PNG, made once by hand.
std::string small_png() { return content_of(shared_data() / "hostile/gltf-validator/image/npot.png"); }

TEST_F(Formats, TexturesAreFoundByTheirUsualMisspellings) {
  NEED_SHARED_DATA();
  write("maps/My Paint.png", small_png());
  write("materials/paint.mtl", "newmtl paint\nmap_Kd ..\\maps\\My%20Paint.png\n");
  auto path = write("model.obj", std::string("mtllib materials/paint.mtl\n") + triangle);
  auto model = import_model(path);
  ASSERT_TRUE(model) << to_string(model.error());
  ASSERT_EQ(model->model.textures.size(), 1u) << to_json(model->report);
  EXPECT_EQ(model->model.textures[0].width, 5u);
  EXPECT_EQ(model->model.materials.at(0).base_colour_texture.texture, 0u);
  EXPECT_EQ(model->report.files_read.size(), 2u);
}

TEST_F(Formats, MissingTexturesAndPathsThatLeadOutAreNamed) {
  write("secret.png", "not for the model");
  write("in/paint.mtl", "newmtl paint\nmap_Kd ../secret.png\nmap_Ke gone.png\n");
  auto model = import_model(write("in/model.obj", std::string("mtllib paint.mtl\n") + triangle));
  ASSERT_TRUE(model) << to_string(model.error());
  EXPECT_TRUE(has_warning(model->report, "file.outside")) << to_json(model->report);
  EXPECT_TRUE(has_warning(model->report, "texture.missing"));
  EXPECT_TRUE(model->model.textures.empty());
  EXPECT_EQ(model->report.textures.size(), 2u);
  for (const auto& file : model->report.files_read) EXPECT_NE(file.filename(), "secret.png");
}

std::string gltf_with(const std::string& uri, const std::string& nodes = R"([{"mesh":0}])") {
  return R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":)" + nodes +
         R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3"}],)"
         R"("bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36,"uri":")" + uri + R"("}]})";
}

TEST_F(Formats, GltfBuffersByUnicodeAndPercentNames) {
  std::string data(36, '\0');
  const float one = 1;
  std::memcpy(&data[12], &one, 4);
  std::memcpy(&data[28], &one, 4);
  write("B\u00fcste 1.bin", data);
  for (const char* uri : {"B%C3%BCste%201.bin", "B\u00fcste 1.bin", ".\\\\B\u00fcste 1.bin"}) {
    auto model = import_model(write("model.gltf", gltf_with(uri)));
    ASSERT_TRUE(model) << uri << ": " << to_string(model.error());
    EXPECT_EQ(model->report.triangles, 1u);
  }
  auto escaped = import_model(write("model.gltf", gltf_with("../../etc/passwd")));
  ASSERT_FALSE(escaped);
  EXPECT_EQ(escaped.error().id, "import.malformed");
}

TEST_F(Formats, GltfLoopsAndMissingDataAreErrors) {
  const std::string data = "data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA";
  auto good = import_model(write("model.gltf", gltf_with(data)));
  ASSERT_TRUE(good) << to_string(good.error());
  EXPECT_EQ(good->report.triangles, 1u);
  for (const char* nodes : {R"([{"mesh":0,"children":[0]}])", R"([{"children":[1]},{"mesh":0,"children":[0]}])", R"([{"mesh":1}])",
                            R"([{"mesh":"x"}])", R"([{"mesh":0,"matrix":[1]}])", R"([{"mesh":0,"children":[7]}])"}) {
    auto model = import_model(write("model.gltf", gltf_with(data, nodes)));
    ASSERT_FALSE(model) << nodes;
    EXPECT_EQ(model.error().id, "import.malformed") << nodes;
    EXPECT_NE(model.error().file.find("model.gltf"), std::string::npos);
  }
}

TEST_F(Formats, NoTrianglesIsAnErrorThatSaysWhy) {
  auto lines = import_model(write("lines.obj", "v 0 0 0\nv 1 0 0\nl 1 2\n"));
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().id, "model.no_triangles");
  EXPECT_NE(lines.error().what.find("lines"), std::string::npos);
  auto nothing = import_model(folder_ / "none.glb");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().id, "file.missing");
  auto text = import_model(write("notes.txt", "hello"));
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().id, "import.format");
}

}  // namespace
}  // namespace enf
