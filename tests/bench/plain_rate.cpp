#include "tests/bench/plain_rate.h"

#include <meshoptimizer.h>
#include <turbojpeg.h>
#include <vips/vips.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/base/file.h"
#include "engine/cook/import.h"
#include "engine/cook/import_format.h"
#include "engine/cook/mesh_prepare.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

// The encoded textures of a GLB, or of the files beside a glTF.
std::vector<std::vector<std::byte>> textures_of(const fs::path& path, std::span<const std::byte> bytes) {
  std::vector<std::vector<std::byte>> textures;
  const bool binary = path.extension() == ".glb";
  if (!binary && path.extension() != ".gltf") return textures;
  std::span<const std::byte> text = bytes, data;
  if (binary) {  // header of 12 bytes, then chunks of a length, a name and their bytes
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + 12, 4);
    text = bytes.subspan(20, length);
    if (bytes.size() > 28 + length) data = bytes.subspan(28 + length);
  }
  const auto* begin = reinterpret_cast<const char*>(text.data());
  auto json = nlohmann::json::parse(begin, begin + text.size());
  for (const auto& image : json.value("images", nlohmann::json::array())) {
    if (image.contains("uri")) {
      auto file = read_file(path.parent_path() / image["uri"].get<std::string>());
      if (file) textures.push_back(std::move(*file));
    } else if (image.contains("bufferView")) {
      const auto& view = json["bufferViews"][image["bufferView"].get<std::size_t>()];
      auto part = data.subspan(view.value("byteOffset", std::size_t{0}), view["byteLength"].get<std::size_t>());
      textures.emplace_back(part.begin(), part.end());
    }
  }
  return textures;
}

PlainMesh welded(const FullMesh& mesh) {
  struct Key {
    vec3 position;
    vec2 uv;
    std::uint32_t part;
  };
  std::vector<Key> keys;
  for (const FullVertex& v : mesh.vertices) keys.push_back({v.position, v.uv, v.part});
  std::vector<std::uint32_t> of(keys.size());
  PlainMesh plain;
  plain.positions.resize(
      meshopt_generateVertexRemap(of.data(), nullptr, keys.size(), keys.data(), keys.size(), sizeof(Key)));
  for (std::size_t i = 0; i < of.size(); ++i) plain.positions[of[i]] = keys[i].position;
  for (std::uint32_t v : mesh.indices) plain.indices.push_back(of[v]);
  return plain;
}

std::uint64_t decode(std::span<const std::byte> bytes) {
  if (image_format(bytes) == "JPEG") {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    tjhandle reader = tjInitDecompress();
    int width = 0, height = 0, sampling = 0, colours = 0;
    tjDecompressHeader3(reader, data, bytes.size(), &width, &height, &sampling, &colours);
    std::vector<std::uint8_t> rgb(std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const int format = colours == TJCS_CMYK || colours == TJCS_YCCK ? TJPF_CMYK : TJPF_RGB;
    if (format == TJPF_CMYK) rgb.resize(rgb.size() / 3 * 4);
    tjDecompress2(reader, data, bytes.size(), rgb.data(), width, 0, height, format, 0);
    tjDestroy(reader);
    return rgb.empty() ? 0 : rgb[rgb.size() / 2];
  }
  VipsImage* image =
      vips_image_new_from_buffer(bytes.data(), bytes.size(), "", "access", VIPS_ACCESS_SEQUENTIAL, nullptr);
  if (image == nullptr) return 0;  // KTX2 textures: nobody decodes them here
  VipsRegion* region = vips_region_new(image);
  std::uint64_t sum = 0;
  for (int y = 0; y < image->Ysize; y += 128) {
    VipsRect area{0, y, image->Xsize, std::min(128, image->Ysize - y)};
    if (vips_region_prepare(region, &area) == 0) sum += *VIPS_REGION_ADDR(region, 0, y);
  }
  g_object_unref(region);
  g_object_unref(image);
  return sum;
}

std::uint64_t simplify(const PlainMesh& mesh) {
  std::vector<std::uint32_t> current = mesh.indices;
  std::uint64_t sum = 0;
  while (current.size() > 3 * 200) {  // as make_levels
    std::size_t target = std::max<std::size_t>(current.size() / 6 * 3, 3 * 200);
    std::vector<std::uint32_t> next(current.size());
    next.resize(meshopt_simplify(next.data(), current.data(), current.size(), &mesh.positions[0].x,
                                 mesh.positions.size(), sizeof(vec3), target, 0.1f, 0, nullptr));
    if (next.empty() || next.size() > current.size() * 4 / 5) break;
    sum += next.size();
    current = std::move(next);
  }
  return sum;
}

}  // namespace

Result<PlainWork> plain_work(const fs::path& path) {
  static const bool started = [] {
    bool ok = VIPS_INIT("bench_cook") == 0;
    vips_concurrency_set(1);  // whole files run side by side
    vips_cache_set_max(0);
    return ok;
  }();
  if (!started) return fail({.id = "bench.vips", .what = "libvips does not start"});
  auto bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  auto kind = kind_of_asset(path);
  if (!kind) return std::unexpected(kind.error());
  PlainWork work;
  if (*kind == AssetKind::image) {
    work.pictures.push_back(std::move(*bytes));
    return work;
  }
  work.pictures = textures_of(path, *bytes);
  auto imported = import_model(path);
  if (!imported) return std::unexpected(imported.error());
  for (const SourceMesh& mesh : imported->model.meshes)
    work.meshes.push_back(welded(prepare_mesh(mesh, mat4(1), imported->model.materials)));
  return work;
}

std::uint64_t do_plainly(const PlainWork& work) {
  std::uint64_t sum = 0;
  for (const auto& picture : work.pictures) sum += decode(picture);
  for (const PlainMesh& mesh : work.meshes) sum += simplify(mesh);
  return sum;
}

}  // namespace enf
