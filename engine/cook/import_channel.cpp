#include "engine/cook/import_channel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace enf {

namespace {

constexpr std::uint64_t largest_table = 256ull << 20;

std::unexpected<Error> nonsense(std::string_view what) {
  return fail({.id = "import.crashed",
               .what = fmt::format("the import worker sent {}", what),
               .advice = "The file made the importer misbehave; export it again from its program."});
}

template <class T>
void write_array_size(TableWriter& table, const std::vector<T>& array) {
  table.value(static_cast<std::uint64_t>(array.size()));
}

template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& array) {
  return std::as_bytes(std::span(array));
}

// Whether all floats are finite, without a branch per number.
template <class T>
bool all_finite(const std::vector<T>& array) {
  constexpr std::size_t floats = sizeof(T) / sizeof(float);
  const auto* f = reinterpret_cast<const float*>(array.data());
  bool finite = true;
  for (std::size_t i = 0; i < array.size() * floats; ++i) {
    std::uint32_t bits;
    std::memcpy(&bits, f + i, 4);
    finite &= (bits & 0x7f800000u) != 0x7f800000u;
  }
  return finite;
}

bool texture_use_ok(const TextureUse& use, std::size_t textures) {
  return (use.texture == TextureUse::none || use.texture < textures) && std::isfinite(use.offset.x) &&
         std::isfinite(use.offset.y) && std::isfinite(use.scale.x) && std::isfinite(use.scale.y) &&
         std::isfinite(use.rotation);
}

void write_use(TableWriter& t, const TextureUse& use) {
  t.value(use.texture), t.value(use.offset), t.value(use.scale), t.value(use.rotation);
}

TextureUse read_use(TableReader& t) {
  TextureUse use;
  use.texture = t.value<std::uint32_t>();
  use.offset = t.value<vec2>();
  use.scale = t.value<vec2>();
  use.rotation = t.value<float>();
  return use;
}

void write_material(TableWriter& t, const CookedMaterial& m) {
  t.text(m.name);
  t.value(m.base_colour);
  for (float f : {m.metallic, m.roughness, m.normal_scale, m.occlusion_strength, m.clearcoat, m.clearcoat_roughness,
                  m.transmission, m.alpha_cutoff}) {
    t.value(f);
  }
  t.value(m.emissive);
  t.value(m.alpha_mode);
  t.value(static_cast<std::uint8_t>(m.double_sided));
  t.value(static_cast<std::uint8_t>(m.unlit));
  for (const TextureUse* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                                &m.occlusion_texture, &m.emissive_texture}) {
    write_use(t, *use);
  }
}

CookedMaterial read_material(TableReader& t) {
  CookedMaterial m;
  m.name = t.text();
  m.base_colour = t.value<vec4>();
  for (float* f : {&m.metallic, &m.roughness, &m.normal_scale, &m.occlusion_strength, &m.clearcoat,
                   &m.clearcoat_roughness, &m.transmission, &m.alpha_cutoff}) {
    *f = t.value<float>();
    if (!std::isfinite(*f)) t.fail();
  }
  m.emissive = t.value<vec3>();
  m.alpha_mode = t.value<AlphaMode>();
  if (m.alpha_mode > AlphaMode::blend) t.fail();
  m.double_sided = t.value<std::uint8_t>() != 0;
  m.unlit = t.value<std::uint8_t>() != 0;
  for (TextureUse* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                          &m.occlusion_texture, &m.emissive_texture}) {
    *use = read_use(t);
  }
  if (!all_finite(std::vector{m.base_colour}) || !all_finite(std::vector{m.emissive})) t.fail();
  return m;
}

// Reads the array's size and checks it against the memory that is left and the sizes it may have.
template <class T>
bool take_size(TableReader& t, std::vector<T>& array, std::vector<std::uint64_t>& sizes, std::uint64_t& budget) {
  auto size = t.value<std::uint64_t>();
  (void)array;
  if (size > budget / sizeof(T)) return false;
  budget -= size * sizeof(T);
  sizes.push_back(size);
  return true;
}

// Reads `count` items into a fresh vector, growing as bytes really arrive: a lying size costs no memory.
template <class T>
Result<void> read_array(const ByteSource& source, std::vector<T>& array, std::uint64_t count) {
  constexpr std::uint64_t step = (64ull << 20) / sizeof(T);
  array.reserve(std::min(count, step));
  for (std::uint64_t have = 0; have < count;) {
    std::uint64_t take = std::min(step, count - have);
    array.resize(have + take);
    if (auto r = source(std::as_writable_bytes(std::span(array).subspan(have, take))); !r) return r;
    have += take;
  }
  return {};
}

bool part_ok(const SourcePart& p, std::size_t materials) {
  std::size_t n = p.positions.size();
  auto fits = [n](std::size_t size) { return size == 0 || size == n; };
  if (p.material >= materials || n > 0xffffffffull || p.indices.size() % 3 != 0) return false;
  if (!fits(p.normals.size()) || !fits(p.tangents.size()) || !fits(p.uvs.size()) || !fits(p.colours.size())) return false;
  if (!all_finite(p.positions) || !all_finite(p.normals) || !all_finite(p.tangents) || !all_finite(p.uvs) ||
      !all_finite(p.colours)) {
    return false;
  }
  std::uint32_t largest = 0;
  for (std::uint32_t i : p.indices) largest = std::max(largest, i);
  return p.indices.empty() || largest < n;
}

}  // namespace

std::string TableReader::text() {
  auto size = value<std::uint32_t>();
  if (size > bytes_.size()) {
    fail();
    return {};
  }
  std::string t(reinterpret_cast<const char*>(bytes_.data()), size);
  bytes_ = bytes_.subspan(size);
  return t;
}

std::uint32_t TableReader::count(std::size_t least_bytes) {
  auto n = value<std::uint32_t>();
  if (n > bytes_.size() / least_bytes) {
    fail();
    return 0;
  }
  return n;
}

void write_report(TableWriter& t, const IntakeReport& report) {
  t.value(report.kind);
  t.text(report.format);
  t.value(report.width), t.value(report.height);
  t.value(static_cast<std::uint8_t>(report.has_alpha));
  t.text(report.colour_profile);
  t.value(static_cast<std::uint32_t>(report.warnings.size()));
  for (const auto& w : report.warnings) t.text(w.id), t.text(w.text);
  t.value(static_cast<std::uint32_t>(report.textures.size()));
  for (const auto& x : report.textures) t.text(x.name), t.value(x.width), t.value(x.height);
}

IntakeReport read_report(TableReader& t) {
  IntakeReport report;
  report.kind = t.value<AssetKind>() == AssetKind::image ? AssetKind::image : AssetKind::model;
  report.format = t.text();
  report.width = t.value<std::uint32_t>(), report.height = t.value<std::uint32_t>();
  report.has_alpha = t.value<std::uint8_t>() != 0;
  report.colour_profile = t.text();
  for (auto n = t.count(8); n > 0; --n) {
    auto id = t.text();
    report.warnings.push_back({std::move(id), t.text()});
  }
  for (auto n = t.count(12); n > 0; --n) {
    IntakeTexture x{.name = t.text()};
    x.width = t.value<std::uint32_t>(), x.height = t.value<std::uint32_t>();
    report.textures.push_back(std::move(x));
  }
  return report;
}

void send_model(const ByteSink& sink, const SourceModel& model, const IntakeReport& report) {
  TableWriter t;
  write_report(t, report);
  t.value(static_cast<std::uint32_t>(model.materials.size()));
  for (const auto& m : model.materials) write_material(t, m);
  t.value(static_cast<std::uint32_t>(model.textures.size()));
  for (const auto& x : model.textures) {
    t.text(x.name);
    t.value(x.wrap_u), t.value(x.wrap_v), t.value(x.width), t.value(x.height);
    write_array_size(t, x.rgba);
  }
  t.value(static_cast<std::uint32_t>(model.instances.size()));
  for (const auto& i : model.instances) t.value(i.mesh), t.value(i.transform);
  t.value(static_cast<std::uint32_t>(model.lights.size()));
  for (const auto& l : model.lights) {
    t.value(l.kind), t.value(l.position), t.value(l.direction), t.value(l.colour), t.value(l.intensity);
    t.value(l.range_m), t.value(l.inner_cone_rad), t.value(l.outer_cone_rad);
  }
  t.value(static_cast<std::uint32_t>(model.meshes.size()));
  for (const auto& mesh : model.meshes) {
    t.text(mesh.name);
    t.value(static_cast<std::uint32_t>(mesh.parts.size()));
    for (const auto& p : mesh.parts) {
      t.value(p.material);
      write_array_size(t, p.positions), write_array_size(t, p.normals), write_array_size(t, p.tangents);
      write_array_size(t, p.uvs), write_array_size(t, p.colours), write_array_size(t, p.indices);
    }
  }
  ResultHeader header{.tag = ResultTag::model, .size = t.bytes().size()};
  sink(std::as_bytes(std::span(&header, 1)));
  sink(t.bytes());
  for (const auto& x : model.textures) sink(bytes_of(x.rgba));
  for (const auto& mesh : model.meshes) {
    for (const auto& p : mesh.parts) {
      sink(bytes_of(p.positions)), sink(bytes_of(p.normals)), sink(bytes_of(p.tangents));
      sink(bytes_of(p.uvs)), sink(bytes_of(p.colours)), sink(bytes_of(p.indices));
    }
  }
}

Result<ImportedModel> receive_model(const ByteSource& source, std::uint64_t table_bytes, std::uint64_t result_bytes) {
  if (table_bytes > std::min(largest_table, result_bytes)) {
    return fail({.id = "import.too_large", .what = "the model has more meshes and instances than we are ready to hold"});
  }
  std::vector<std::byte> bytes;
  if (auto r = read_array(source, bytes, table_bytes); !r) return std::unexpected(r.error());
  TableReader t(bytes);
  ImportedModel out;
  SourceModel& model = out.model;
  out.report = read_report(t);
  std::vector<std::uint64_t> sizes;
  std::uint64_t budget = result_bytes;
  auto too_large = [&] {
    return fail({.id = "import.too_large",
                 .what = fmt::format("the model needs more than the {} MiB set as limit", result_bytes >> 20),
                 .advice = "Decimate the model or shrink its textures before import."});
  };

  for (auto n = t.count(100); n > 0; --n) model.materials.push_back(read_material(t));
  for (auto n = t.count(20); n > 0; --n) {
    SourceTexture x;
    x.name = t.text();
    x.wrap_u = t.value<TextureWrap>(), x.wrap_v = t.value<TextureWrap>();
    x.width = t.value<std::uint32_t>(), x.height = t.value<std::uint32_t>();
    if (!take_size(t, x.rgba, sizes, budget)) return too_large();
    if (x.wrap_u > TextureWrap::clamp || x.wrap_v > TextureWrap::clamp || t.failed() ||
        sizes.back() != 4ull * x.width * x.height) {
      return nonsense("a texture of wrong size");
    }
    model.textures.push_back(std::move(x));
  }
  for (const auto& m : model.materials) {
    for (const auto* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                            &m.occlusion_texture, &m.emissive_texture}) {
      if (!texture_use_ok(*use, model.textures.size())) return nonsense("a material with a texture that is not there");
    }
  }
  for (auto n = t.count(68); n > 0; --n) {
    SourceInstance i;
    i.mesh = t.value<std::uint32_t>();
    i.transform = t.value<mat4>();
    if (!all_finite(std::vector{i.transform})) return nonsense("an instance that is nowhere");
    model.instances.push_back(i);
  }
  for (auto n = t.count(56); n > 0; --n) {
    CookedLight l;
    l.kind = t.value<LightKind>();
    l.position = t.value<vec3>(), l.direction = t.value<vec3>(), l.colour = t.value<vec3>();
    l.intensity = t.value<float>(), l.range_m = t.value<float>();
    l.inner_cone_rad = t.value<float>(), l.outer_cone_rad = t.value<float>();
    if (l.kind > LightKind::directional) return nonsense("a light of an unknown kind");
    model.lights.push_back(l);
  }
  if (!all_finite(model.lights)) return nonsense("a light that is nowhere");
  for (auto n = t.count(8); n > 0; --n) {
    SourceMesh mesh;
    mesh.name = t.text();
    for (auto k = t.count(52); k > 0; --k) {
      SourcePart p;
      p.material = t.value<std::uint32_t>();
      bool fits = take_size(t, p.positions, sizes, budget) && take_size(t, p.normals, sizes, budget) &&
                  take_size(t, p.tangents, sizes, budget) && take_size(t, p.uvs, sizes, budget) &&
                  take_size(t, p.colours, sizes, budget) && take_size(t, p.indices, sizes, budget);
      if (!fits) return too_large();
      mesh.parts.push_back(std::move(p));
    }
    model.meshes.push_back(std::move(mesh));
  }
  if (!t.at_end()) return nonsense("a table that does not add up");
  for (const auto& i : model.instances) {
    if (i.mesh >= model.meshes.size()) return nonsense("an instance of a mesh that is not there");
  }

  std::size_t next = 0;
  Result<void> read;
  auto take = [&](auto& array) {
    if (read) read = read_array(source, array, sizes[next]);
    ++next;
  };
  for (auto& x : model.textures) take(x.rgba);
  for (auto& mesh : model.meshes) {
    for (auto& p : mesh.parts) {
      take(p.positions), take(p.normals), take(p.tangents), take(p.uvs), take(p.colours), take(p.indices);
      if (!read) return std::unexpected(read.error());
      if (!part_ok(p, model.materials.size())) return nonsense("triangles that do not add up");
    }
  }
  if (!read) return std::unexpected(read.error());
  return out;
}

}  // namespace enf
