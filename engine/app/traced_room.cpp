#include "engine/app/traced_room.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>

#include "engine/app/traced_images.h"
#include "engine/geometry/polygon.h"
#include "engine/light/response.h"
#include "engine/render/light.h"

namespace enf {
namespace {

constexpr float housing_m = 0.06f;  // a luminaire's own housing and mouth lie within this of its lamp

// Vertices of both layouts as they lie in memory.
struct VertexReader {
  const CookedMesh* mesh = nullptr;  // null: wide
  std::span<const std::byte> bytes;

  bool is_compact() const { return mesh && mesh->layout == VertexLayout::compact; }
  void read_into(TracedMesh& out, const mat4& transform) const {
    mat3 linear(transform);
    mat3 cofactors(glm::cross(linear[1], linear[2]), glm::cross(linear[2], linear[0]),
                   glm::cross(linear[0], linear[1]));
    float side = glm::dot(linear[0], cofactors[0]) < 0 ? -1.0f : 1.0f;
    std::size_t count = bytes.size() / (is_compact() ? sizeof(CompactVertex) : sizeof(WideVertex));
    auto add = [&](vec3 position, const std::int16_t* normal, vec2 uv, const std::uint8_t* colour) {
      out.positions.push_back(vec3(transform * vec4(position, 1)));
      vec3 n = cofactors * unit_from_octahedral(vec2(normal[0], normal[1]) / 32767.0f) * side;
      float length = glm::length(n);
      out.normals.push_back(length > 0 ? n / length : vec3(0));
      out.uvs.push_back(uv);
      vec3 root = vec3(colour[0], colour[1], colour[2]) / 255.0f;  // stored as square roots
      out.colours.push_back(root * root);
    };
    for (std::size_t i = 0; i < count; ++i) {
      if (is_compact()) {
        CompactVertex v;
        std::memcpy(&v, bytes.data() + i * sizeof v, sizeof v);
        add(mesh->grid_origin + mesh->grid_step * vec3(v.position[0], v.position[1], v.position[2]), v.normal,
            mesh->uv_origin + mesh->uv_step * vec2(v.uv[0], v.uv[1]), v.colour);
      } else {
        WideVertex v;
        std::memcpy(&v, bytes.data() + i * sizeof v, sizeof v);
        add(vec3(v.position[0], v.position[1], v.position[2]), v.normal, vec2(v.uv[0], v.uv[1]), v.colour);
      }
    }
    if (std::ranges::all_of(out.colours, [](vec3 c) { return c == vec3(1); })) out.colours.clear();
  }
};

class Describer {
 public:
  Describer(const RenderScene& scene, std::uint32_t room, const TracedDetail& detail)
      : scene_(scene), room_(room), item_(scene.rooms[room]), detail_(detail) {}

  TracedScene describe() {
    for (const SpotItem& spot : scene_.spots)
      if (is_here(spot.room) && spot.intensity_cd > 0) add_lamp(spot);
    for (const SurfaceItem& surface : scene_.surfaces)
      if (is_here(surface.room)) add_surface(surface);
    for (const ModelItem& model : scene_.models)
      if (is_here(model.room)) add_model(model);
    for (const PictureItem& picture : scene_.pictures)
      if (is_here(picture.room)) add_picture(picture);
    add_laylight_panes();
    return std::move(out_);
  }

 private:
  bool is_here(std::uint32_t room) const { return room == room_; }
  float white_cd_m2() const { return item_.exposure_lx / pi; }

  void add_lamp(const SpotItem& spot) {
    ConeCurve cone = cone_of(spot);
    TracedLamp lamp{.position = spot.position,
                    .direction = spot.direction,
                    .horizontal = spot.horizontal,
                    .colour = spot.colour * spot.intensity_cd,
                    .radius_m = std::max(spot.source_radius_m, 0.001f),
                    .housing_m = housing_m};
    if (spot.measured) {
      lamp.colour /= std::max(spot.measured->greatest_between(0, pi), 1e-6f);
      lamp.intensity = spot.measured;
      out_.lamps.push_back(std::move(lamp));
      return;
    }
    auto& table = tables_[{spot.cos_beam, spot.cos_field, spot.falloff == Falloff::ramp}];
    if (!table)
      table = std::make_shared<const IntensityTable>(
          IntensityTable::round([&](double cosine) { return cone_at(cone, static_cast<float>(cosine)); }));
    lamp.intensity = table;
    out_.lamps.push_back(std::move(lamp));
  }

  bool is_mouth(vec3 a, vec3 b, vec3 c) const {
    auto near = [&](vec3 p, const TracedLamp& lamp) { return glm::distance(p, lamp.position) < housing_m; };
    return std::ranges::any_of(out_.lamps,
                               [&](const TracedLamp& lamp) { return near(a, lamp) && near(b, lamp) && near(c, lamp); });
  }

  TracedMaterial material_of(const CookedMaterial& m) const {
    TracedMaterial t;
    t.base_colour = m.base_colour;
    t.metallic = m.metallic, t.roughness = m.roughness, t.normal_scale = m.normal_scale;
    t.clearcoat = m.clearcoat, t.clearcoat_roughness = m.clearcoat_roughness;
    t.emission_cd_m2 = m.emissive * white_cd_m2();
    t.emits_backwards = m.double_sided;
    t.is_thin_glass = m.transmission > 0;
    if (!t.is_thin_glass && m.alpha_mode == AlphaMode::mask) t.alpha_cutoff = std::max(m.alpha_cutoff, 1e-3f);
    t.blends = !t.is_thin_glass && m.alpha_mode == AlphaMode::blend;
    auto use = [](const TextureUse& u) { return TracedTexture{nullptr, u.offset, u.scale, u.rotation}; };
    t.base_colour_texture = use(m.base_colour_texture);
    t.metallic_roughness_texture = use(m.metallic_roughness_texture);
    t.normal_texture = use(m.normal_texture);
    t.emission_texture = use(m.emissive_texture);
    return t;
  }

  // A picture that is shown as it is gives its colours as light and reflects none.
  static void make_unlit(TracedMaterial& t, float white_cd_m2) {
    t.emission_cd_m2 = vec3(t.base_colour) * white_cd_m2;
    t.emission_texture = t.base_colour_texture;
    t.base_colour = vec4(vec3(0), t.base_colour.a);
    t.gloss = 0;
  }

  void add_surface(const SurfaceItem& item) {
    auto& material = materials_[item.material.get()];
    if (!material) {
      TracedMaterial t = material_of(item.material->factors);
      t.base_colour_texture.image = traced_image(item.material->base_colour, detail_.texture_texels);
      t.metallic_roughness_texture.image = traced_image(item.material->metallic_roughness, detail_.texture_texels);
      t.normal_texture.image = traced_image(item.material->normal, detail_.texture_texels);
      t.emission_texture.image = traced_image(item.material->emissive, detail_.texture_texels);
      t.shows_sky = item.material->shows_sky;
      if (item.material->factors.unlit) make_unlit(t, white_cd_m2());
      material = std::make_shared<const TracedMaterial>(std::move(t));
    }
    TracedMesh mesh = traced_mesh(*item.mesh);
    mesh.material = material;
    if (material->emission_cd_m2 != vec3(0)) {
      std::erase_if(mesh.indices, [&, i = std::size_t{0}, drop = false](std::uint32_t) mutable {
        if (i % 3 == 0) {
          const std::uint32_t* corner = &item.mesh->indices[i];
          drop = is_mouth(mesh.positions[corner[0]], mesh.positions[corner[1]], mesh.positions[corner[2]]);
        }
        ++i;
        return drop;
      });
    }
    if (!mesh.indices.empty()) out_.meshes.push_back(std::make_shared<const TracedMesh>(std::move(mesh)));
  }

  void add_model(const ModelItem& item) {
    const CookedModel& model = item.source->model;
    std::map<std::uint32_t, std::shared_ptr<const TracedImage>> images;
    auto image = [&](const TextureUse& use) -> std::shared_ptr<const TracedImage> {
      if (use.texture == TextureUse::none) return nullptr;
      auto [at, is_new] = images.try_emplace(use.texture);
      if (is_new) at->second = traced_image(*item.source, use.texture, detail_.texture_texels);
      return at->second;
    };
    std::vector<std::shared_ptr<const TracedMaterial>> materials;
    for (const CookedMaterial& m : model.materials) {
      TracedMaterial t = material_of(m);
      t.base_colour_texture.image = image(m.base_colour_texture);
      t.metallic_roughness_texture.image = image(m.metallic_roughness_texture);
      t.normal_texture.image = image(m.normal_texture);
      t.emission_texture.image = image(m.emissive_texture);
      if (m.unlit) make_unlit(t, white_cd_m2());
      materials.push_back(std::make_shared<const TracedMaterial>(std::move(t)));
    }
    for (const CookedInstance& instance : model.instances) {
      if (!item.shows(instance)) continue;
      const CookedMesh& mesh = model.meshes[instance.mesh];
      mat4 transform = item.transform * instance.transform;
      float scale =
          std::max({glm::length(vec3(transform[0])), glm::length(vec3(transform[1])), glm::length(vec3(transform[2]))});
      std::size_t chosen = 0;
      for (std::size_t i = 0; i < mesh.levels.size(); ++i)
        if (mesh.levels[i].error_m * scale <= detail_.model_error_m) chosen = i;
      const CookedLevel& level = mesh.levels[chosen];
      std::vector<std::byte> vertex_scratch, index_scratch;
      auto vertices = level_vertices(*item.source->chunk, mesh, level, vertex_scratch);
      auto indices = level_indices(*item.source->chunk, level, index_scratch);
      if (!vertices || !indices) continue;
      TracedMesh whole;
      VertexReader{&mesh, *vertices}.read_into(whole, transform);
      for (const CookedPart& part : level.parts) {
        TracedMesh own = level.parts.size() == 1 ? std::move(whole) : whole;
        own.indices.assign(indices->begin() + part.first_index, indices->begin() + part.first_index + part.index_count);
        own.material = materials[part.material];
        out_.meshes.push_back(std::make_shared<const TracedMesh>(std::move(own)));
      }
    }
  }

  void add_picture(const PictureItem& item) {
    const Pyramid& pyramid = item.source->pyramid;
    TracedMaterial t;
    t.roughness = item.roughness;
    t.sheen = sheen_in_scans(item.roughness);
    t.clearcoat = item.varnish, t.clearcoat_roughness = 0.15f;
    t.blends = pyramid.has_alpha;
    t.base_colour_texture = traced_picture(*item.source, detail_.picture_texels);
    if (!t.base_colour_texture.image) t.base_colour = vec4(pyramid.average_colour, 1);
    TracedMesh mesh = traced_quad(item);
    mesh.material = std::make_shared<const TracedMaterial>(std::move(t));
    out_.meshes.push_back(std::make_shared<const TracedMesh>(std::move(mesh)));
  }

  // Where no panes give a laylight's light, as in a room that is a model, some below its ceiling stand in, within its
  // plan.
  void add_laylight_panes() {
    if (item_.laylight_lx == vec3(0) || item_.plan.empty()) return;
    constexpr float below_m = 0.05f, share = 0.5f;
    const vec3 floor(item_.bounds.centre().x, item_.floor_m, item_.bounds.centre().z);
    float seen = 0;
    TracedMesh panes;
    for (const auto& t : triangulate(item_.plan)) {
      const dvec2 corners[] = {item_.plan[t[0]], item_.plan[t[1]], item_.plan[t[2]]};
      const dvec2 middle = (corners[0] + corners[1] + corners[2]) / 3.0;
      for (dvec2 corner : corners) {
        const dvec2 p = glm::mix(middle, corner, share);
        panes.indices.push_back(static_cast<std::uint32_t>(panes.positions.size()));
        panes.positions.push_back(vec3(p.x, item_.ceiling_m - below_m, p.y));
      }
      const std::size_t first = panes.positions.size() - 3;
      vec3 &a = panes.positions[first], &b = panes.positions[first + 1], &c = panes.positions[first + 2];
      if (glm::cross(b - a, c - a).y > 0) std::swap(b, c);
      seen += std::abs(form_factor(floor, vec3(0, 1, 0), a, b, c));
    }
    if (seen <= 0) return;
    TracedMaterial glows;
    glows.emission_cd_m2 = item_.laylight_lx / (pi * seen);
    panes.material = std::make_shared<const TracedMaterial>(glows);
    out_.meshes.push_back(std::make_shared<const TracedMesh>(std::move(panes)));
  }

  const RenderScene& scene_;
  std::uint32_t room_;
  const RoomItem& item_;
  TracedDetail detail_;
  TracedScene out_;
  std::map<const SurfaceMaterial*, std::shared_ptr<const TracedMaterial>> materials_;
  std::map<std::tuple<float, float, bool>, std::shared_ptr<const IntensityTable>> tables_;
};

}  // namespace

TracedScene traced_room(const RenderScene& scene, std::uint32_t room, const TracedDetail& detail) {
  return Describer(scene, room, detail).describe();
}

TracedMesh traced_mesh(const MeshData& source) {
  TracedMesh mesh;
  VertexReader{nullptr, std::as_bytes(std::span(source.vertices))}.read_into(mesh, mat4(1));
  mesh.indices = source.indices;
  return mesh;
}

TracedMesh traced_quad(const PictureItem& p) {
  TracedMesh mesh;
  mesh.positions = {p.corner, p.corner + p.down, p.corner + p.down + p.right, p.corner + p.right};
  mesh.uvs = {vec2(0, 0), vec2(0, 1), vec2(1, 1), vec2(1, 0)};
  mesh.indices = {0, 1, 2, 0, 2, 3};
  return mesh;
}

void join(TracedScene& scene, const TracedScene& room) {
  scene.meshes.insert(scene.meshes.end(), room.meshes.begin(), room.meshes.end());
  scene.lamps.insert(scene.lamps.end(), room.lamps.begin(), room.lamps.end());
  scene.openings.insert(scene.openings.end(), room.openings.begin(), room.openings.end());
}

}  // namespace enf
