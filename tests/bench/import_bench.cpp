// Measures the whole import (worker forked from a nursery, as cook_assets has one, to SourceModel here) of a sculpture
// of a million triangles against Assimp reading the same file in this process, turn by turn. One JSON object a format
// on standard output: median wall and processor milliseconds (ours without the worker's, who is no child of this
// process), their ratios, a hash of what came out. Usage: bench_import [--rounds N] [--only glb|ply|obj] [--ours-only]
// [FILE...]   (files instead of the sculpture)
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <assimp/Importer.hpp>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/base/hash.h"
#include "engine/cook/import.h"
#include "engine/cook/nursery.h"

using namespace enf;
namespace fs = std::filesystem;

namespace {

struct Vertex {
  vec3 position, normal;
  vec2 uv;
};

struct Sculpture {
  std::vector<Vertex> vertices;
  std::vector<std::uint32_t> indices;
};

// A closed head-sized lump with folds and fine chisel marks; texture seam and poles as a scanner's unwrapper leaves
// them.
Sculpture sculpture(std::uint32_t columns, std::uint32_t rows) {
  auto place = [](float u, float v) {
    const float a = u * 2 * pi, b = v * pi;
    const float r = 0.2f + 0.03f * std::sin(3 * a) * std::sin(4 * b) + 0.012f * std::cos(11 * a + 7 * b) +
                    0.0015f * std::sin(90 * a) * std::sin(70 * b);
    return vec3(r * std::sin(b) * std::cos(a), 1.4f * r * std::cos(b), r * std::sin(b) * std::sin(a));
  };
  Sculpture s;
  for (std::uint32_t y = 0; y <= rows; ++y) {
    for (std::uint32_t x = 0; x <= columns; ++x) {
      const float u = float(x) / float(columns), v = float(y) / float(rows), e = 1e-3f;
      const vec3 p = place(u, v), along_u = place(u + e, v) - place(u - e, v),
                 along_v = place(u, v + e) - place(u, v - e);
      const vec3 n = glm::cross(along_v, along_u);
      s.vertices.push_back({p, glm::length(n) > 1e-12f ? -glm::normalize(n) : glm::normalize(p), {u, v}});
    }
  }
  for (std::uint32_t y = 0; y < rows; ++y) {
    for (std::uint32_t x = 0; x < columns; ++x) {
      const std::uint32_t a = y * (columns + 1) + x, b = a + columns + 1;
      s.indices.insert(s.indices.end(), {a, a + 1, b, a + 1, b + 1, b});
    }
  }
  return s;
}

template <class T>
void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void write(const fs::path& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

void write_glb(const fs::path& path, const Sculpture& s) {
  std::string binary;
  for (const Vertex& v : s.vertices) put(binary, v.position);
  for (const Vertex& v : s.vertices) put(binary, v.normal);
  for (const Vertex& v : s.vertices) put(binary, v.uv);
  for (std::uint32_t i : s.indices) put(binary, i);
  const std::size_t n = s.vertices.size();
  vec3 low = s.vertices[0].position, high = low;
  for (const Vertex& v : s.vertices) low = glm::min(low, v.position), high = glm::max(high, v.position);
  std::string json = fmt::format(
      R"({{"asset":{{"version":"2.0"}},"scene":0,"scenes":[{{"nodes":[0]}}],"nodes":[{{"mesh":0}}],)"
      R"("materials":[{{"pbrMetallicRoughness":{{"baseColorFactor":[0.8,0.7,0.6,1],"metallicFactor":0}}}}],)"
      R"("meshes":[{{"primitives":[{{"attributes":{{"POSITION":0,"NORMAL":1,"TEXCOORD_0":2}},"indices":3,"material":0}}]}}],)"
      R"("accessors":[{{"bufferView":0,"componentType":5126,"count":{0},"type":"VEC3","min":[{2},{3},{4}],"max":[{5},{6},{7}]}},)"
      R"({{"bufferView":1,"componentType":5126,"count":{0},"type":"VEC3"}},)"
      R"({{"bufferView":2,"componentType":5126,"count":{0},"type":"VEC2"}},)"
      R"({{"bufferView":3,"componentType":5125,"count":{1},"type":"SCALAR"}}],)"
      R"("bufferViews":[{{"buffer":0,"byteLength":{8}}},{{"buffer":0,"byteOffset":{8},"byteLength":{8}}},)"
      R"({{"buffer":0,"byteOffset":{9},"byteLength":{10}}},{{"buffer":0,"byteOffset":{11},"byteLength":{12}}}],)"
      R"("buffers":[{{"byteLength":{13}}}]}})",
      n, s.indices.size(), low.x, low.y, low.z, high.x, high.y, high.z, 12 * n, 24 * n, 8 * n, 32 * n,
      4 * s.indices.size(), binary.size());
  json.resize((json.size() + 3) / 4 * 4, ' ');
  std::string out = "glTF";
  put(out, std::uint32_t{2}), put(out, static_cast<std::uint32_t>(28 + json.size() + binary.size()));
  put(out, static_cast<std::uint32_t>(json.size())), put(out, std::uint32_t{0x4e4f534a});
  out += json;
  put(out, static_cast<std::uint32_t>(binary.size())), put(out, std::uint32_t{0x004e4942});
  write(path, out + binary);
}

void write_ply(const fs::path& path, const Sculpture& s) {
  std::string out = fmt::format(
      "ply\nformat binary_little_endian 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
      "property float nx\nproperty float ny\nproperty float nz\nproperty float s\nproperty float t\nproperty uchar "
      "red\n"
      "property uchar green\nproperty uchar blue\nelement face {}\nproperty list uchar int "
      "vertex_indices\nend_header\n",
      s.vertices.size(), s.indices.size() / 3);
  for (const Vertex& v : s.vertices) {
    put(out, v);
    const auto grey = static_cast<std::uint8_t>(128 + 90 * std::sin(v.position.y * 60));
    put(out, grey), put(out, static_cast<std::uint8_t>(grey - 20)), put(out, static_cast<std::uint8_t>(grey / 2));
  }
  for (std::size_t i = 0; i < s.indices.size(); i += 3) {
    out += '\3';
    for (std::size_t k = 0; k < 3; ++k) put(out, s.indices[i + k]);
  }
  write(path, out);
}

void write_obj(const fs::path& path, const Sculpture& s) {
  std::string out = "mtllib sculpture.mtl\no sculpture\nusemtl stone\n";
  auto to = std::back_inserter(out);
  for (const Vertex& v : s.vertices)
    fmt::format_to(to, "v {:.6f} {:.6f} {:.6f}\n", v.position.x, v.position.y, v.position.z);
  for (const Vertex& v : s.vertices) fmt::format_to(to, "vt {:.6f} {:.6f}\n", v.uv.x, v.uv.y);
  for (const Vertex& v : s.vertices)
    fmt::format_to(to, "vn {:.4f} {:.4f} {:.4f}\n", v.normal.x, v.normal.y, v.normal.z);
  for (std::size_t i = 0; i < s.indices.size(); i += 3) {
    out += 'f';
    for (std::size_t k = 0; k < 3; ++k) fmt::format_to(to, " {0}/{0}/{0}", s.indices[i + k] + 1);
    out += '\n';
  }
  write(path, out);
  write(path.parent_path() / "sculpture.mtl", "newmtl stone\nKd 0.8 0.7 0.6\nNs 20\nKs 0.1 0.1 0.1\n");
}

// Milliseconds since this object was made: by the clock, and of processor time in this process.
class Watch {
 public:
  Watch() : wall_(std::chrono::steady_clock::now()), cpu_(cpu_ms()) {}
  double wall_ms() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall_).count();
  }
  double used_ms() const { return cpu_ms() - cpu_; }

 private:
  static double cpu_ms() {
    double sum = 0;
    rusage u{};
    ::getrusage(RUSAGE_SELF, &u);
    for (const timeval& t : {u.ru_utime, u.ru_stime}) sum += double(t.tv_sec) * 1e3 + double(t.tv_usec) * 1e-3;
    return sum;
  }
  std::chrono::steady_clock::time_point wall_;
  double cpu_;
};

double median(std::vector<double> v) {
  std::ranges::sort(v);
  return v.empty() ? 0 : v[v.size() / 2];
}

std::string hash_of(const SourceModel& model) {
  std::string all;
  auto add = [&all](const auto& array) {
    all.append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(array[0]));
  };
  for (const auto& mesh : model.meshes) {
    for (const auto& p : mesh.parts) add(p.positions), add(p.normals), add(p.uvs), add(p.colours), add(p.indices);
  }
  return to_hex(hash_bytes(std::as_bytes(std::span(all)))).substr(0, 16);
}

enum class Against { assimp, nobody };

int bench(const fs::path& path, int rounds, Against against, Nursery& nursery) {
  std::vector<double> our_wall, our_cpu, wall, cpu;
  std::uint64_t triangles = 0, vertices = 0;
  std::string hash;
  // What a viewer needs: triangles, and shared vertices where the format's corners share none.
  const unsigned steps =
      aiProcess_Triangulate | (path.extension() == ".obj" ? unsigned{aiProcess_JoinIdenticalVertices} : 0u);
  for (int round = 0; round < rounds; ++round) {
    {
      Watch watch;
      auto model = import_model(path, {}, &nursery);
      our_wall.push_back(watch.wall_ms()), our_cpu.push_back(watch.used_ms());
      if (!model) return fmt::print(stderr, "{}\n", to_string(model.error())), 1;
      triangles = model->report.triangles, vertices = model->report.vertices;
      if (round == 0) hash = hash_of(model->model);
    }
    if (against == Against::nobody) continue;
    Assimp::Importer importer;
    Watch watch;
    const aiScene* scene = importer.ReadFile(path.string(), steps);
    wall.push_back(watch.wall_ms()), cpu.push_back(watch.used_ms());
    if (scene == nullptr) return fmt::print(stderr, "Assimp: {}\n", importer.GetErrorString()), 1;
  }
  fmt::print(
      R"({{"bench":"import","file":"{}","triangles":{},"vertices":{},"rounds":{},"wall_ms":{:.1f},"cpu_ms":{:.1f},)"
      R"("assimp_wall_ms":{:.1f},"assimp_cpu_ms":{:.1f},"wall_ratio":{:.3f},"cpu_ratio":{:.3f},"hash":"{}"}})"
      "\n",
      path.filename().string(), triangles, vertices, rounds, median(our_wall), median(our_cpu), median(wall),
      median(cpu), against == Against::assimp ? median(our_wall) / median(wall) : 0,
      against == Against::assimp ? median(our_cpu) / median(cpu) : 0, hash);
  std::fflush(stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 9;
  std::string only;
  Against against = Against::assimp;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--rounds" && i + 1 < argc)
      rounds = std::stoi(argv[++i]);
    else if (argument == "--only" && i + 1 < argc)
      only = argv[++i];
    else if (argument == "--ours-only")
      against = Against::nobody;
    else
      files.emplace_back(argument);
  }
  const fs::path folder = fs::temp_directory_path() / fmt::format("enfilade_bench_{}", ::getpid());
  if (files.empty()) {
    fs::create_directories(folder);
    const Sculpture s = sculpture(1000, 500);
    for (auto [extension, writer] :
         {std::pair{"glb", &write_glb}, std::pair{"ply", &write_ply}, std::pair{"obj", &write_obj}}) {
      if (!only.empty() && only != extension) continue;
      files.push_back(folder / (std::string("sculpture.") + extension));
      writer(files.back(), s);
    }
  }
  Nursery nursery;  // as cook_assets has one
  int failed = 0;
  for (const fs::path& path : files) failed |= bench(path, rounds, against, nursery);
  fs::remove_all(folder);
  return failed;
}
