#include "scene_kit.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/package/tile.h"

namespace enf::kit {

WideVertex vertex(vec3 position, vec3 normal, vec2 uv, vec3 tangent, vec4 colour) {
  WideVertex v{};
  for (int i = 0; i < 3; ++i) v.position[i] = position[i];
  vec2 o = octahedral_from_unit(normal);
  for (int i = 0; i < 2; ++i) v.normal[i] = static_cast<std::int16_t>(std::lround(o[i] * 32767)), v.uv[i] = uv[i];
  for (int i = 0; i < 3; ++i) v.tangent[i] = static_cast<std::int8_t>(std::lround(tangent[i] * 127));
  v.tangent[3] = 127;
  for (int i = 0; i < 3; ++i) v.colour[i] = static_cast<std::uint8_t>(std::lround(std::sqrt(colour[i]) * 255));
  v.colour[3] = static_cast<std::uint8_t>(std::lround(colour.a * 255));
  return v;
}

namespace {

void append_quad(MeshData& mesh, vec3 corner, vec3 right, vec3 down, vec4 colour) {
  vec3 normal = glm::normalize(glm::cross(right, -down)), tangent = glm::normalize(right);
  auto first = static_cast<std::uint32_t>(mesh.vertices.size());
  for (vec2 p : {vec2(0, 0), vec2(0, 1), vec2(1, 0), vec2(1, 1)}) {
    vec3 at = corner + right * p.x + down * p.y;
    mesh.vertices.push_back(vertex(at, normal, p, tangent, colour));
    mesh.bounds.add(at);
  }
  for (std::uint32_t i : {0, 1, 2, 2, 1, 3}) mesh.indices.push_back(first + i);
}

}  // namespace

std::shared_ptr<MeshData> quad(vec3 corner, vec3 right, vec3 down, vec4 colour) {
  auto mesh = std::make_shared<MeshData>();
  append_quad(*mesh, corner, right, down, colour);
  return mesh;
}

std::shared_ptr<MeshData> box(vec3 low, vec3 high) {
  auto mesh = std::make_shared<MeshData>();
  vec3 s = high - low;
  vec3 x(s.x, 0, 0), y(0, s.y, 0), z(0, 0, s.z);
  append_quad(*mesh, low + y + z, x, -y, vec4(1));   // front, +z
  append_quad(*mesh, high - z, -x, -y, vec4(1));     // back
  append_quad(*mesh, high, -z, -y, vec4(1));         // right, +x
  append_quad(*mesh, low + y, z, -y, vec4(1));       // left
  append_quad(*mesh, low + y, x, z, vec4(1));        // top
  append_quad(*mesh, low + z, x, -z, vec4(1));       // bottom
  return mesh;
}

std::shared_ptr<MeshData> sphere(vec3 centre, float radius, int rings) {
  auto mesh = std::make_shared<MeshData>();
  int around = rings * 2;
  for (int r = 0; r <= rings; ++r)
    for (int a = 0; a <= around; ++a) {
      float theta = pi * static_cast<float>(r) / static_cast<float>(rings);
      float phi = 2 * pi * static_cast<float>(a) / static_cast<float>(around);
      vec3 n(std::sin(theta) * std::sin(phi), std::cos(theta), std::sin(theta) * std::cos(phi));
      vec3 tangent(std::cos(phi), 0, -std::sin(phi));
      mesh->vertices.push_back(vertex(centre + n * radius, n, vec2(phi / (2 * pi), theta / pi), tangent));
    }
  for (int r = 0; r < rings; ++r)
    for (int a = 0; a < around; ++a) {
      auto i = static_cast<std::uint32_t>(r * (around + 1) + a), below = i + static_cast<std::uint32_t>(around) + 1;
      for (std::uint32_t k : {i, below, i + 1, i + 1, below, below + 1}) mesh->indices.push_back(k);
    }
  mesh->bounds = {centre - vec3(radius), centre + vec3(radius)};
  return mesh;
}

std::shared_ptr<ImageData> image(std::uint32_t width, std::uint32_t height, TextureEncoding encoding,
                                 const std::function<Colour(std::uint32_t, std::uint32_t)>& texel) {
  auto result = std::make_shared<ImageData>();
  result->encoding = encoding, result->width = width, result->height = height;
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x)
      for (std::uint8_t part : texel(x, y)) result->rgba.push_back(part);
  return result;
}

SurfaceMaterial matt(vec3 linear_colour, float roughness) {
  SurfaceMaterial m;
  m.factors.base_colour = vec4(linear_colour, 1);
  m.factors.metallic = 0;
  m.factors.roughness = roughness;
  return m;
}

SurfaceItem item(std::shared_ptr<const MeshData> mesh, const SurfaceMaterial& material, std::uint32_t room) {
  return {.mesh = std::move(mesh), .material = std::make_shared<SurfaceMaterial>(material), .room = room};
}

SpotItem spot(vec3 position, vec3 aim, float intensity_cd, float beam_deg, float field_deg) {
  SpotItem s;
  s.position = position;
  s.direction = glm::normalize(aim - position);
  s.intensity_cd = intensity_cd;
  s.cos_beam = std::cos(radians_from_degrees(beam_deg / 2));
  s.cos_field = std::cos(radians_from_degrees(field_deg / 2));
  s.room = 0;
  return s;
}

RenderScene empty_scene() {
  RenderScene scene;
  RoomItem room;
  room.id = "room";
  room.bounds = {vec3(-5, 0, -5), vec3(5, 4, 5)};
  room.probe_position = vec3(0, 1.6f, 0);
  room.exposure_lx = 100;
  scene.rooms.push_back(room);
  return scene;
}

void add(RenderScene& scene, SurfaceItem surface) {
  scene.rooms[0].surfaces.push_back(static_cast<std::uint32_t>(scene.surfaces.size()));
  scene.surfaces.push_back(std::move(surface));
}

void add(RenderScene& scene, const SpotItem& s) {
  scene.rooms[0].spots.push_back(static_cast<std::uint32_t>(scene.spots.size()));
  scene.spots.push_back(s);
}

namespace {

// The value at (x, y) of the image halved `level` times by plain averaging, its edge repeated.
Colour averaged(const ImageData& image, std::uint32_t level, int x, int y) {
  int step = 1 << level;
  std::array<int, 4> sum{};
  for (int dy = 0; dy < step; ++dy)
    for (int dx = 0; dx < step; ++dx) {
      auto clamped = [](int v, std::uint32_t size) { return static_cast<std::size_t>(std::clamp(v, 0, static_cast<int>(size) - 1)); };
      std::size_t at = (clamped(y * step + dy, image.height) * image.width + clamped(x * step + dx, image.width)) * 4;
      for (std::size_t i = 0; i < 4; ++i) sum[i] += image.rgba[at + i];
    }
  Colour c{};
  for (std::size_t i = 0; i < 4; ++i) c[i] = static_cast<std::uint8_t>(sum[i] / (step * step));
  return c;
}

}  // namespace

std::shared_ptr<const PyramidSource> picture(const ImageData& image, const std::filesystem::path& file) {
  Pyramid pyramid = plan_pyramid(image.width, image.height);
  {
    auto writer = ChunkWriter::create(file, ChunkKind::pyramid);
    for (std::size_t level = pyramid.levels.size(); level-- > 0;) {
      const PyramidLevel& plan = pyramid.levels[level];
      for (std::uint32_t ty = 0; ty < plan.tiles_y; ++ty)
        for (std::uint32_t tx = 0; tx < plan.tiles_x; ++tx) {
          std::vector<std::uint8_t> bytes;
          constexpr int side{pyramid_tile}, gutter{pyramid_gutter}, inner{pyramid_inner};
          for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
              Colour c = averaged(image, static_cast<std::uint32_t>(level), static_cast<int>(tx) * inner + x - gutter,
                                  static_cast<int>(ty) * inner + y - gutter);
              bytes.insert(bytes.end(), c.begin(), c.begin() + 3);
            }
          (void)writer->add(pack_tile(pyramid, bytes));
        }
    }
    (void)write_pyramid_table(*writer, pyramid);
    (void)writer->finish();
  }
  auto chunk = ChunkReader::open(file);
  return std::make_shared<PyramidSource>(PyramidSource{*chunk, *read_pyramid(**chunk)});
}

std::shared_ptr<const ModelSource> model(const MeshData& mesh, const CookedMaterial& material, VertexLayout layout,
                                         const std::filesystem::path& file) {
  CookedModel cooked;
  CookedMesh m;
  m.layout = layout;
  m.bounds = mesh.bounds;
  vec3 size = mesh.bounds.size();
  m.grid_origin = mesh.bounds.low;
  m.grid_step = std::max({size.x, size.y, size.z}) / 65535;
  m.uv_step = vec2(1.0f / 65535);
  std::vector<std::byte> vertices;
  for (const WideVertex& v : mesh.vertices) {
    auto append = [&](const auto& value) {
      auto bytes = std::as_bytes(std::span(&value, 1));
      vertices.insert(vertices.end(), bytes.begin(), bytes.end());
    };
    if (layout == VertexLayout::wide) {
      append(v);
      continue;
    }
    CompactVertex c{};
    for (int i = 0; i < 3; ++i)
      c.position[i] = static_cast<std::uint16_t>(std::lround((v.position[i] - m.grid_origin[i]) / m.grid_step));
    std::memcpy(c.normal, v.normal, sizeof(c.normal));
    std::memcpy(c.tangent, v.tangent, sizeof(c.tangent));
    std::memcpy(c.colour, v.colour, sizeof(c.colour));
    for (int i = 0; i < 2; ++i) c.uv[i] = static_cast<std::uint16_t>(std::lround(v.uv[i] * 65535));
    append(c);
  }
  auto writer = ChunkWriter::create(file, ChunkKind::model);
  CookedLevel level;
  level.vertex_count = static_cast<std::uint32_t>(mesh.vertices.size());
  level.index_count = static_cast<std::uint32_t>(mesh.indices.size());
  level.vertex_section = *writer->add(vertices);
  level.index_section = *writer->add(std::as_bytes(std::span(mesh.indices)));
  level.parts = {{0, 0, level.index_count}};
  m.levels = {level};
  cooked.meshes = {m};
  cooked.materials = {material};
  cooked.instances = {{0, mat4(1)}};
  cooked.bounds = mesh.bounds;
  cooked.triangles = level.index_count / 3;
  (void)write_model_table(*writer, cooked);
  (void)writer->finish();
  auto chunk = ChunkReader::open(file);
  return std::make_shared<ModelSource>(ModelSource{*chunk, *read_model(**chunk)});
}

}  // namespace enf::kit
