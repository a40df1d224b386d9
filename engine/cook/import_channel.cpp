#include "engine/cook/import_channel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/cook/import_clean.h"

namespace enf {

namespace {

constexpr std::uint64_t largest_table = 256ull << 20;

std::unexpected<Error> nonsense(std::string_view what) {
  return fail({.id = "import.crashed",
               .what = fmt::format("the import worker sent {}", what),
               .advice = "The file made the importer misbehave; export it again from its program."});
}

constexpr std::uint64_t not_stored = ~0ull;  // in place of an array's offset in the file

// Calls f(which, array) for each of a part's arrays in the order in which they are sent.
template <class Part, class F>
void each_array(Part& p, F f) {
  f(PartArray::positions, p.positions), f(PartArray::normals, p.normals), f(PartArray::tangents, p.tangents);
  f(PartArray::uvs, p.uvs), f(PartArray::colours, p.colours), f(PartArray::indices, p.indices);
}

template <class T>
std::span<const std::byte> bytes_of(const BulkArray<T>& array) {
  return std::as_bytes(std::span(array));
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
  if (!all_finite(floats_of(std::span(&m.base_colour, 1))) || !all_finite(floats_of(std::span(&m.emissive, 1))))
    t.fail();
  return m;
}

// What the table says of one array.
struct ArrayPlace {
  std::uint64_t count = 0, offset = not_stored;
};

// Takes the memory an array needs from what is left of it.
bool afford(std::uint64_t count, std::size_t item_bytes, std::uint64_t& budget) {
  if (count > budget / item_bytes) return false;
  budget -= count * item_bytes;
  return true;
}

// Reads `count` items into a fresh array, growing as bytes really arrive: a lying size costs no memory.
template <class Array>
Result<void> read_array(const ByteSource& source, Array& array, std::uint64_t count) {
  constexpr std::uint64_t step = (64ull << 20) / sizeof(array[0]);
  array.reserve(std::min(count, step));
  for (std::uint64_t have = 0; have < count;) {
    std::uint64_t take = std::min(step, count - have);
    array.resize(have + take);
    if (auto r = source(std::as_writable_bytes(std::span(array).subspan(have, take))); !r) return r;
    have += take;
  }
  return {};
}

// Parts may have lost all their triangles.
void drop_empty(SourceModel& model) {
  for (auto& mesh : model.meshes) std::erase_if(mesh.parts, [](const SourcePart& p) { return p.indices.empty(); });
  std::erase_if(model.instances, [&](const SourceInstance& i) { return model.meshes[i.mesh].parts.empty(); });
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

void send_model(const ByteSink& sink, const SourceModel& model, const StoredArrays& stored,
                const IntakeReport& report) {
  TableWriter t;
  write_report(t, report);
  t.value(static_cast<std::uint32_t>(model.materials.size()));
  for (const auto& m : model.materials) write_material(t, m);
  t.value(static_cast<std::uint32_t>(model.textures.size()));
  for (const auto& x : model.textures) {
    t.text(x.name);
    t.value(x.wrap_u), t.value(x.wrap_v), t.value(x.width), t.value(x.height);
    t.value(static_cast<std::uint64_t>(x.rgba.size()));
  }
  t.value(static_cast<std::uint32_t>(model.instances.size()));
  for (const auto& i : model.instances) t.value(i.mesh), t.value(i.transform);
  t.value(static_cast<std::uint32_t>(model.lights.size()));
  for (const auto& l : model.lights) {
    t.value(l.kind), t.value(l.position), t.value(l.direction), t.value(l.colour), t.value(l.intensity);
    t.value(l.range_m), t.value(l.inner_cone_rad), t.value(l.outer_cone_rad);
  }
  t.value(static_cast<std::uint32_t>(model.meshes.size()));
  for (std::size_t m = 0; m < model.meshes.size(); ++m) {
    const SourceMesh& mesh = model.meshes[m];
    t.text(mesh.name);
    t.value(static_cast<std::uint32_t>(mesh.parts.size()));
    for (std::size_t p = 0; p < mesh.parts.size(); ++p) {
      t.value(mesh.parts[p].material);
      each_array(mesh.parts[p], [&](PartArray which, const auto& array) {
        ArrayPlace place{.count = array.size()};
        if (auto it = stored.find({m, p, which}); it != stored.end()) place = {it->second.count, it->second.offset};
        t.value(place.count), t.value(place.offset);
      });
    }
  }
  ResultHeader header{.tag = ResultTag::model, .size = t.bytes().size()};
  sink(std::as_bytes(std::span(&header, 1)));
  sink(t.bytes());
  for (const auto& x : model.textures) sink(bytes_of(x.rgba));
  for (const auto& mesh : model.meshes) {
    for (const auto& p : mesh.parts) {
      each_array(p, [&](PartArray, const auto& array) { sink(bytes_of(array)); });
    }
  }
}

Result<ImportedModel> receive_model(const ByteSource& source, const FileSource& file, std::uint64_t table_bytes,
                                    std::uint64_t result_bytes) {
  if (table_bytes > std::min(largest_table, result_bytes)) {
    return fail(
        {.id = "import.too_large", .what = "the model has more meshes and instances than we are ready to hold"});
  }
  std::vector<std::byte> bytes;
  if (auto r = read_array(source, bytes, table_bytes); !r) return std::unexpected(r.error());
  TableReader t(bytes);
  ImportedModel out;
  SourceModel& model = out.model;
  out.report = read_report(t);
  std::vector<ArrayPlace> places;
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
    places.push_back({.count = t.value<std::uint64_t>()});
    if (!afford(places.back().count, 1, budget)) return too_large();
    if (x.wrap_u > TextureWrap::clamp || x.wrap_v > TextureWrap::clamp || t.failed() ||
        places.back().count != 4ull * x.width * x.height) {
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
    if (!all_finite(floats_of(std::span(&i.transform, 1)))) return nonsense("an instance that is nowhere");
    model.instances.push_back(i);
  }
  for (auto n = t.count(56); n > 0; --n) {
    CookedLight l;
    l.kind = t.value<LightKind>();
    l.position = t.value<vec3>(), l.direction = t.value<vec3>(), l.colour = t.value<vec3>();
    l.intensity = t.value<float>(), l.range_m = t.value<float>();
    l.inner_cone_rad = t.value<float>(), l.outer_cone_rad = t.value<float>();
    if (l.kind > LightKind::directional) return nonsense("a light of an unknown kind");
    if (!all_finite(std::array{l.position.x, l.position.y, l.position.z, l.direction.x, l.direction.y, l.direction.z,
                               l.colour.x, l.colour.y, l.colour.z, l.intensity, l.range_m, l.inner_cone_rad,
                               l.outer_cone_rad})) {
      return nonsense("a light that is nowhere");
    }
    model.lights.push_back(l);
  }
  for (auto n = t.count(8); n > 0; --n) {
    SourceMesh mesh;
    mesh.name = t.text();
    for (auto k = t.count(100); k > 0; --k) {
      SourcePart p;
      p.material = t.value<std::uint32_t>();
      bool fits = true;
      each_array(p, [&](PartArray, auto& array) {
        ArrayPlace place{.count = t.value<std::uint64_t>()};
        place.offset = t.value<std::uint64_t>();
        fits = fits && afford(place.count, sizeof(array[0]), budget);
        places.push_back(place);
      });
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
    ArrayPlace place = places[next++];
    if (!read) return;
    if (place.offset == not_stored) {
      read = read_array(source, array, place.count);
      return;
    }
    read = read_array(
        [&](std::span<std::byte> into) {
          auto r = file(place.offset, into);
          place.offset += into.size();
          return r;
        },
        array, place.count);
  };
  for (auto& x : model.textures) take(x.rgba);
  for (auto& mesh : model.meshes) {
    for (auto& p : mesh.parts) {
      each_array(p, [&](PartArray, auto& array) { take(array); });
      if (!read) return std::unexpected(read.error());
      if (p.material >= model.materials.size() || p.positions.size() > 0xffffffffull)
        return nonsense("triangles that do not add up");
      clean_part(p, mesh.name, out.report.warnings);
    }
  }
  if (!read) return std::unexpected(read.error());
  drop_empty(model);
  return out;
}

}  // namespace enf
