// PLY and OBJ, read here without a worker: what they may hold, and that no damage harms.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <fstream>
#include <map>

#include "engine/base/random.h"
#include "engine/cook/import_channel.h"
#include "engine/cook/import_clean.h"
#include "engine/import/import_files.h"
#include "engine/import/obj_reader.h"
#include "engine/import/ply_reader.h"
#include "engine/import/polygon_triangles.h"
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

struct Read {
  SourceModel model;
  IntakeReport report;
  std::string failure;  // its id
};

using Folder = std::map<std::string, std::string>;  // files beside the model

Read read(const std::string& name, std::string_view content, const Folder& beside = {}) {
  Read out;
  const auto scratch = std::filesystem::temp_directory_path() / ("enfilade-side-" + std::to_string(::getpid()));
  SideFiles files(out.report.warnings, [&](const std::string& wanted) {
    FolderKeeper::Grant grant;
    auto it = beside.find(wanted);
    if (it == beside.end()) return grant;
    std::ofstream(scratch, std::ios::binary) << it->second;
    grant.answer = FileAnswer::granted;
    grant.file = Descriptor(::open(scratch.c_str(), O_RDONLY | O_CLOEXEC));
    return grant;
  });
  // Memory of just this size, so that a sanitizer sees a step too far.
  const auto content_bytes = std::as_bytes(std::span(content));
  const std::vector<std::byte> bytes(content_bytes.begin(), content_bytes.end());
  try {
    out.model = name.ends_with(".ply") ? read_ply(bytes, files, out.report) : read_obj(bytes, name, files, out.report);
  } catch (const ImportFailure& failure) {
    out.failure = failure.id;
  }
  std::filesystem::remove(scratch);
  return out;
}

// Every array fits, every number is finite, every index is there.
void expect_sound(const SourceModel& model) {
  for (const auto& i : model.instances) ASSERT_LT(i.mesh, model.meshes.size());
  for (const auto& mesh : model.meshes) {
    for (const auto& p : mesh.parts) {
      ASSERT_LT(p.material, model.materials.size());
      for (std::uint32_t i : p.indices) ASSERT_LT(i, p.positions.size());
      for (std::size_t size : {p.normals.size(), p.uvs.size(), p.colours.size()}) {
        ASSERT_TRUE(size == 0 || size == p.positions.size());
      }
      ASSERT_TRUE(all_finite(floats_of(std::span(p.positions))) && all_finite(floats_of(std::span(p.normals))) &&
                  all_finite(floats_of(std::span(p.uvs))) && all_finite(floats_of(std::span(p.colours))));
    }
  }
}

const SourcePart& only_part(const Read& r) {
  EXPECT_EQ(r.failure, "");
  static const SourcePart nothing;
  if (r.model.meshes.size() != 1 || r.model.meshes[0].parts.size() != 1) {
    ADD_FAILURE() << "not one part";
    return nothing;
  }
  return r.model.meshes[0].parts[0];
}

template <class T>
void put(std::string& out, T value, bool big) {
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), &value, sizeof(T));
  if (big) std::reverse(bytes.begin(), bytes.end());
  out.append(bytes.data(), bytes.size());
}

// A square of two triangles and a quad beside it, with everything we read and something we don't.
std::string full_ply(std::string_view encoding) {
  const bool text = encoding == "ascii", big = encoding == "binary_big_endian";
  std::string s =
      "ply\nformat " + std::string(encoding) +
      " 1.0\ncomment TextureFile  stone wall.png\nelement vertex 6\nproperty double x\nproperty float y\n"
      "property float z\nproperty float nx\nproperty float ny\nproperty float nz\nproperty short confidence\n"
      "property float s\nproperty float t\nproperty ushort red\nproperty uchar green\nproperty float blue\n"
      "element camera 1\nproperty list uchar int view\nproperty char mode\nelement face 3\nproperty uchar flags\n"
      "property list uint8 uint16 vertex_index\nend_header\n";
  for (int i = 0; i < 6; ++i) {
    const double x = i % 3;
    const float y = static_cast<float>(i / 3);
    if (text) {
      s += fmt::format("{} {} 0 0 0 1 -7 {} 0.25 65535 128 0.5\n", x, y, x / 2);
      continue;
    }
    put(s, x, big), put(s, y, big), put(s, 0.0f, big), put(s, 0.0f, big), put(s, 0.0f, big), put(s, 1.0f, big);
    put(s, std::int16_t{-7}, big), put(s, static_cast<float>(x / 2), big), put(s, 0.25f, big),
        put(s, std::uint16_t{65535}, big);
    put(s, std::uint8_t{128}, big), put(s, 0.5f, big);
  }
  if (text) return s + "2 5 6 1\n0 3 0 1 4\n0 3 0 4 3\n0 4 1 2 5 4\n";
  put(s, std::uint8_t{2}, big), put(s, 5, big), put(s, 6, big), put(s, std::int8_t{1}, big);
  for (const auto& face : std::vector<std::vector<std::uint16_t>>{{0, 1, 4}, {0, 4, 3}, {1, 2, 5, 4}}) {
    put(s, std::uint8_t{0}, big), put(s, static_cast<std::uint8_t>(face.size()), big);
    for (std::uint16_t i : face) put(s, i, big);
  }
  return s;
}

constexpr std::array encodings{"ascii", "binary_little_endian", "binary_big_endian"};

TEST(Ply, EveryEncodingReadsAllThereIs) {
  for (const char* encoding : encodings) {
    SCOPED_TRACE(encoding);
    auto r = read("m.ply", full_ply(encoding));
    const SourcePart& p = only_part(r);
    ASSERT_EQ(p.positions.size(), 6u);
    EXPECT_EQ(p.positions[5], vec3(2, 1, 0));
    EXPECT_EQ(p.indices, (BulkArray<std::uint32_t>{0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4}));
    EXPECT_EQ(p.normals.at(2), vec3(0, 0, 1));
    EXPECT_EQ(p.uvs.at(1), vec2(0.5f, 0.75f));
    EXPECT_NEAR(p.colours.at(3).x, 1, 1e-6);
    EXPECT_NEAR(p.colours.at(3).y, 0.21586, 1e-4);  // 128
    EXPECT_NEAR(p.colours.at(3).z, 0.21404, 1e-4);  // 0.5
    EXPECT_EQ(p.colours.at(3).w, 1);
    ASSERT_EQ(r.report.textures.size(), 1u);
    EXPECT_EQ(r.report.textures[0].name, "stone wall.png");
    EXPECT_TRUE(has_warning(r.report, "texture.missing"));
    EXPECT_EQ(r.model.materials[0].base_colour, vec4(1));
  }
}

TEST(Ply, CutShortAnywhereIsAnError) {
  for (const char* encoding : encodings) {
    const std::string whole = full_ply(encoding);
    // The last number of a text may lose digits, and its line end.
    const std::size_t most = whole.size() - (std::string_view(encoding) == "ascii" ? 2 : 1);
    for (std::size_t size = 0; size <= most; ++size) {
      EXPECT_EQ(read("m.ply", std::string_view(whole).substr(0, size)).failure, "import.malformed")
          << encoding << " " << size;
    }
  }
}

TEST(Ply, BentBytesAreHarmless) {
  for (const char* encoding : encodings) {
    const std::string whole = full_ply(encoding);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (int bit : {0, 3, 5, 7}) {
        std::string bent = whole;
        bent[at] = static_cast<char>(bent[at] ^ (1 << bit));
        auto r = read("m.ply", bent);
        EXPECT_TRUE(r.failure.empty() || r.failure == "import.malformed") << r.failure;
        expect_sound(r.model);
      }
    }
  }
}

TEST(Ply, LyingCountsCostNothing) {
  for (const char* element :
       {"element vertex 4000000000\nproperty float x\nproperty float y\nproperty float z\n",
        "element vertex 18446744073709551615\nproperty float x\nproperty float y\nproperty float z\n",
        "element thing 18446744073709551615\nproperty list uchar float x\n",
        "element face 99999999999\nproperty list uchar int vertex_indices\n"}) {
    for (const char* encoding : encodings) {
      auto r = read("m.ply", std::string("ply\nformat ") + encoding + " 1.0\n" + element + "end_header\n1 2 3\n");
      EXPECT_EQ(r.failure, "import.malformed") << element;
    }
  }
  // Rows of nothing are nothing, however many.
  EXPECT_EQ(read("m.ply", "ply\nformat ascii 1.0\nelement nothing 18446744073709551615\nend_header\n").failure, "");
}

TEST(Ply, PointCloudsAreNamed) {
  auto r = read("m.ply",
                "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\n"
                "element face 0\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 1 1\n");
  EXPECT_TRUE(r.model.meshes.empty());
  ASSERT_TRUE(has_warning(r.report, "mesh.points_or_lines"));
  EXPECT_NE(r.report.warnings[0].text.find("2 points"), std::string::npos);
}

TEST(Ply, CornersWithTextureCoordinatesOfTheirOwnAreSplit) {
  auto r = read(
      "m.ply",
      "ply\r\nformat ascii 1.0\r\nelement vertex 4\r\nproperty float x\r\nproperty float y\r\nproperty float z\r\n"
      "element face 2\r\nproperty list uchar int vertex_indices\r\nproperty list uchar float texcoord\r\nend_header\r\n"
      "0 0 0\r\n1 0 0\r\n1 1 0\r\n0 1 0\r\n3 0 1 2 6 0 0 1 0 1 1\r\n3 0 2 3 6 0 0 0.5 0.5 0 1 9 9 more than the header "
      "says\r\n");
  const SourcePart& p = only_part(r);
  EXPECT_EQ(p.positions.size(), 5u);  // the third has two
  ASSERT_EQ(p.indices.size(), 6u);
  EXPECT_EQ(p.indices[0], p.indices[3]);
  EXPECT_EQ(p.uvs[p.indices[2]], vec2(1, 0));
  EXPECT_EQ(p.uvs[p.indices[4]], vec2(0.5f, 0.5f));
  EXPECT_EQ(p.positions[p.indices[4]], p.positions[p.indices[2]]);
}

TEST(Ply, StripsAndBadNumbersAreHandled) {
  auto strips = read("m.ply",
                     "ply\nformat ascii 1.0\nelement vertex 5\nproperty float x\nproperty float y\nproperty float z\n"
                     "element tristrips 1\nproperty list int int vertex_indices\nend_header\n"
                     "0 0 0\n1 0 0\n0 1 0\n1 1 0\n2 2 0\n8 0 1 2 3 -1 2 3 4\n");
  EXPECT_EQ(only_part(strips).indices, (BulkArray<std::uint32_t>{0, 1, 2, 2, 1, 3, 2, 3, 4}));
  auto bad = read("m.ply",
                  "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
                  "element face 3\nproperty list uchar int vertex_indices\nend_header\n"
                  "0 0 0\n1 0 0\n0 1 0\nnan 1 0\n3 0 1 2\n3 1 2 3\n3 0 1 -4\n");
  EXPECT_EQ(only_part(bad).indices.size(), 3u);
  EXPECT_TRUE(has_warning(bad.report, "mesh.nonfinite"));
  EXPECT_TRUE(has_warning(bad.report, "mesh.bad_indices"));
}

const std::string full_obj =
    "# a chest\nmtllib chest.mtl\no lid\nv 0 0 0 1 0 0\nv 1 0 0 0 1 0\nv +1. 1e0 .0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1 "
    "0\nvt 0 1\n"
    "vn 0 0 1\nusemtl dark oak\nf 1/1/1 2/2/1 3/3/1 4/4/1 # a quad\ng side\nusemtl iron\nf -4//1 -3//1 \\\n -2//1\nf 1 "
    "3 4\nl 1 2 3\np 1\n";
const Folder chest{{"chest.mtl",
                    "newmtl dark oak\nKd 0.5 0.25 0.125\nmap_Kd -s 2 4 1 -o 0.5 0.25 -clamp on oak planks.png\n"
                    "newmtl iron\nNs 98\nKs 0.5 0.5 0.5\nd 0.5\nmap_Ks shine.png\n"}};

TEST(Obj, ReadsAllThereIs) {
  auto r = read("chest.obj", full_obj, chest);
  EXPECT_EQ(r.failure, "");
  ASSERT_EQ(r.model.meshes.size(), 2u);
  const SourceMesh &lid = r.model.meshes[0], &side = r.model.meshes[1];
  EXPECT_EQ(lid.name, "lid");
  ASSERT_EQ(lid.parts.size(), 1u);
  EXPECT_EQ(lid.parts[0].indices, (BulkArray<std::uint32_t>{0, 1, 2, 0, 2, 3}));
  EXPECT_EQ(lid.parts[0].positions.at(2), vec3(1, 1, 0));
  EXPECT_EQ(lid.parts[0].uvs.at(3), vec2(0, 0));
  EXPECT_EQ(lid.parts[0].normals.at(3), vec3(0, 0, 1));
  EXPECT_EQ(lid.parts[0].colours.at(1), vec4(0, 1, 0, 1));
  EXPECT_EQ(lid.parts[0].colours.at(3), vec4(1));
  ASSERT_EQ(side.parts.size(), 2u);  // with and without normals
  EXPECT_EQ(side.parts[0].normals.size(), 3u);
  EXPECT_TRUE(side.parts[0].uvs.empty() && side.parts[1].normals.empty());
  ASSERT_EQ(r.model.materials.size(), 2u);
  EXPECT_EQ(r.model.materials[0].name, "dark oak");
  EXPECT_NEAR(r.model.materials[0].base_colour.x, 0.21404, 1e-4);
  EXPECT_EQ(r.model.materials[1].alpha_mode, AlphaMode::blend);
  EXPECT_NEAR(r.model.materials[1].roughness, std::pow(0.02, 0.25), 1e-4);
  EXPECT_EQ(r.report.textures.at(0).name, "oak planks.png");
  EXPECT_TRUE(has_warning(r.report, "texture.missing"));
  EXPECT_TRUE(has_warning(r.report, "material.texture_unused"));
  EXPECT_TRUE(has_warning(r.report, "mesh.points_or_lines"));
  EXPECT_FALSE(has_warning(r.report, "material.library_missing"));
}

TEST(Obj, EveryLineEndAndEncodingIsTheSame) {
  for (const char* end : {"\r\n", "\r"}) {
    std::string other = "\xef\xbb\xbf";
    for (char c : full_obj) c == '\n' ? other += end : other += c;
    auto r = read("chest.obj", other, chest);
    ASSERT_EQ(r.model.meshes.size(), 2u) << r.failure;
    EXPECT_EQ(r.model.meshes[1].parts.size(), 2u);
  }
}

TEST(Obj, CutShortAnywhereIsHarmless) {
  for (std::size_t size = 0; size < full_obj.size(); ++size) {
    auto r = read("chest.obj", std::string_view(full_obj).substr(0, size), chest);
    EXPECT_TRUE(r.failure.empty() || r.failure == "import.malformed") << size;
    expect_sound(r.model);
  }
  const std::string mtl = chest.at("chest.mtl");
  for (std::size_t size = 0; size < mtl.size(); ++size)
    expect_sound(read("chest.obj", full_obj, {{"chest.mtl", mtl.substr(0, size)}}).model);
}

TEST(Obj, BentBytesAreHarmless) {
  Random random(7);
  auto bend = [&](std::string text) {
    for (int n = 1 + static_cast<int>(random.below(4)); n > 0; --n)
      text[random.below(text.size())] = static_cast<char>(random.below(256));
    return text;
  };
  for (int round = 0; round < 3000; ++round) {
    auto r = read("chest.obj", round % 3 == 0 ? full_obj : bend(full_obj),
                  {{"chest.mtl", round % 3 == 1 ? chest.at("chest.mtl") : bend(chest.at("chest.mtl"))}});
    EXPECT_TRUE(r.failure.empty() || r.failure == "import.malformed") << r.failure;
    expect_sound(r.model);
  }
}

TEST(Obj, WhatIsNotThereIsSaid) {
  EXPECT_EQ(read("m.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n").failure, "import.malformed");
  EXPECT_EQ(read("m.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 0\n").failure, "import.malformed");
  EXPECT_EQ(read("m.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 -4\n").failure, "import.malformed");
  EXPECT_EQ(read("m.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 99999999999999999999999\n").failure, "import.malformed");
  EXPECT_EQ(read("m.obj", "v 0 0 zero\n").failure, "import.malformed");
  auto uv = read("m.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2/2 3/3\n");
  EXPECT_TRUE(only_part(uv).uvs.empty());
  EXPECT_TRUE(has_warning(uv.report, "mesh.bad_attributes"));
  auto bad = read("m.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 1.#QNAN 0 0\nf 1 2 3\nf 1 2 4\n");
  EXPECT_EQ(only_part(bad).indices.size(), 3u);
  EXPECT_TRUE(has_warning(bad.report, "mesh.nonfinite"));
  EXPECT_TRUE(has_warning(read("m.obj", "mtllib gone.mtl\n" + full_obj.substr(full_obj.find("o lid"))).report,
                          "material.library_missing"));
}

TEST(Obj, LibrariesByAllTheirNames) {
  const std::string body = "v 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl blue\nf 1 2 3\n";
  const std::string blue = "newmtl blue\nKd 0 0 1\n";
  for (const auto& [line, file] : {std::pair{"mtllib my colours.mtl\n", "my colours.mtl"},
                                   {"mtllib ./red.mtl blue.mtl\n", "blue.mtl"},
                                   {"mtllib my%20colours.mtl\n", "my colours.mtl"},
                                   {"mtllib C:\\work\\x.mtl\n", "m.mtl"}}) {
    auto r = read("m.obj", line + body, {{file, blue}});
    ASSERT_EQ(r.model.materials.size(), 1u);
    EXPECT_EQ(r.model.materials[0].base_colour, vec4(0, 0, 1, 1)) << line;
  }
}

TEST(Obj, ManyCornersAtOnePlaceTakeNoLonger) {
  // The square of 200,000 would not end here.
  std::string text = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";
  for (int i = 0; i < 200'000; ++i) text += fmt::format("vn 0 {} 1\n", i);
  for (int i = 1; i <= 200'000; ++i) text += fmt::format("f 1//{0} 2//{0} 3//{0}\n", i);
  EXPECT_EQ(only_part(read("m.obj", text)).indices.size(), 600'000u);
}

TEST(PolygonTriangles, ConcaveShapesKeepTheirArea) {
  // An L, a convex hexagon, and one that crosses itself.
  const std::vector<vec3> ell{{0, 0, 5}, {2, 0, 5}, {2, 1, 5}, {1, 1, 5}, {1, 2, 5}, {0, 2, 5}};
  float area = 0;
  for (const auto& t : polygon_triangles(ell)) {
    const float twice = glm::cross(ell[t[1]] - ell[t[0]], ell[t[2]] - ell[t[0]]).z;
    EXPECT_GE(twice, 0);
    area += twice / 2;
  }
  EXPECT_NEAR(area, 3, 1e-6);
  const std::vector<vec3> bow{{0, 0, 0}, {1, 1, 0}, {1, 0, 0}, {0, 1, 0}};
  EXPECT_EQ(polygon_triangles(bow).size(), 2u);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(polygon_triangles(std::vector<vec3>{{0, 0, 0}, {nan, 1, 0}, {1, 0, 0}, {0, 1, 0}}).size(), 2u);
}

}  // namespace
}  // namespace enf
