#include "engine/import/gltf_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "engine/import/gltf_import.h"

namespace enf {

namespace {

mat4 local_transform(const Json& node) {
  mat4 m(1);
  if (numbers_member(node, "matrix", &m[0].x, 16)) return m;
  vec3 translation(0), scale(1);
  vec4 rotation(0, 0, 0, 1);
  numbers_member(node, "translation", &translation.x, 3);
  numbers_member(node, "rotation", &rotation.x, 4);
  numbers_member(node, "scale", &scale.x, 3);
  quat q(rotation.w, rotation.x, rotation.y, rotation.z);
  if (!(glm::dot(q, q) > 0)) q = quat(1, 0, 0, 0);
  return glm::translate(mat4(1), translation) * glm::mat4_cast(glm::normalize(q)) * glm::scale(mat4(1), scale);
}

// Extensions that are honoured, or that change nothing we show.
const std::set<std::string>& known_extensions() {
  static const std::set<std::string> known{"KHR_draco_mesh_compression",
                                           "EXT_meshopt_compression",
                                           "KHR_mesh_quantization",
                                           "EXT_texture_webp",
                                           "KHR_texture_transform",
                                           "EXT_mesh_gpu_instancing",
                                           "KHR_lights_punctual",
                                           "KHR_materials_clearcoat",
                                           "KHR_materials_unlit",
                                           "KHR_materials_emissive_strength",
                                           "KHR_materials_transmission",
                                           "KHR_materials_pbrSpecularGlossiness",
                                           "KHR_texture_basisu",
                                           "KHR_xmp_json_ld",
                                           "KHR_xmp"};
  return known;
}

}  // namespace

GltfModel read_gltf(std::span<const std::byte> bytes, SideFiles& files, IntakeReport& report) {
  GltfImport import(bytes, files, report);
  return import.run();
}

GltfModel GltfImport::run() {
  report_.kind = AssetKind::model;
  report_.format = file_.is_binary() ? "glTF 2.0 binary" : "glTF 2.0";
  for (const Json& mesh : array_member(file_.json(), "meshes")) {
    for (const Json& primitive : array_member(mesh, "primitives")) {
      if (auto position = index_member(object_member(primitive, "attributes"), "POSITION")) ++position_uses_[*position];
    }
  }
  walk_scene();
  name_what_is_left();
  return {std::move(model_), std::move(stored_)};
}

void GltfImport::walk_scene() {
  const Json& nodes = array_member(file_.json(), "nodes");
  const Json& scenes = array_member(file_.json(), "scenes");
  const std::size_t count = nodes.is_null() ? 0 : nodes.size();
  std::vector<std::size_t> roots;
  auto read_list = [&](const Json& list, std::vector<std::size_t>& into) {
    for (const Json& i : list) {
      if (!i.is_number_unsigned() || i.get<std::uint64_t>() >= count)
        malformed("the scene names a node that is not there");
      into.push_back(i.get<std::size_t>());
    }
  };
  if (!scenes.is_null() && !scenes.empty()) {
    read_list(array_member(file_.item("scenes", size_member(file_.json(), "scene", 0)), "nodes"), roots);
    if (scenes.size() > 1) {
      add_warning(warnings_, "model.scenes",
                  fmt::format("the file holds {} scenes; the one it marks as default is shown", scenes.size()));
    }
  } else {
    std::vector<bool> is_child(count);
    for (std::size_t n = 0; n < count; ++n) {
      std::vector<std::size_t> children;
      read_list(array_member(file_.item("nodes", n), "children"), children);
      for (std::size_t c : children) is_child[c] = true;
    }
    for (std::size_t n = 0; n < count; ++n) {
      if (!is_child[n]) roots.push_back(n);
    }
  }

  // First all transforms (skins need them), then all meshes and lights. Nodes form a tree: none may come twice.
  node_transforms_.assign(count, mat4(1));
  std::vector<bool> seen(count);
  std::vector<std::size_t> order;
  std::vector<std::pair<std::size_t, mat4>> open;
  for (auto it = roots.rbegin(); it != roots.rend(); ++it) open.emplace_back(*it, mat4(1));
  while (!open.empty()) {
    auto [n, parent] = open.back();
    open.pop_back();
    if (seen[n]) malformed(fmt::format("node {} has two parents or contains itself", n));
    seen[n] = true;
    const Json& node = file_.item("nodes", n);
    node_transforms_[n] = parent * local_transform(node);
    order.push_back(n);
    std::vector<std::size_t> children;
    read_list(array_member(node, "children"), children);
    for (auto it = children.rbegin(); it != children.rend(); ++it) open.emplace_back(*it, node_transforms_[n]);
  }
  for (std::size_t n : order) place(file_.item("nodes", n), node_transforms_[n]);
}

void GltfImport::place(const Json& node, const mat4& transform) {
  for (int c = 0; c < 4; ++c) {
    for (int r = 0; r < 4; ++r) {
      if (!std::isfinite(transform[c][r])) malformed(fmt::format("node \"{}\" is nowhere", text_member(node, "name")));
    }
  }
  if (auto light = index_member(extension(node, "KHR_lights_punctual"), "light")) place_light(*light, transform);
  auto index = index_member(node, "mesh");
  if (!index) return;
  if (auto skin = index_member(node, "skin")) {
    // A skinned mesh stands where its joints are (glTF 2.0, 3.7.3.3).
    if (auto m = skinned_mesh(*index, joint_matrices(*skin))) model_.instances.push_back({*m, mat4(1)});
    return;
  }
  auto m = mesh(*index);
  if (!m) return;
  if (const Json& instancing = extension(node, "EXT_mesh_gpu_instancing"); !instancing.is_null()) {
    place_instances(instancing, transform, *m);
  } else {
    model_.instances.push_back({*m, transform});
  }
}

void GltfImport::place_instances(const Json& instancing, const mat4& transform, std::uint32_t mesh) {
  const Json& attributes = object_member(instancing, "attributes");
  BulkArray<vec3> translations, scales;
  BulkArray<vec4> rotations;
  if (auto a = index_member(attributes, "TRANSLATION")) translations = file_.values<vec3>(*a);
  if (auto a = index_member(attributes, "ROTATION")) rotations = file_.values<vec4>(*a);
  if (auto a = index_member(attributes, "SCALE")) scales = file_.values<vec3>(*a);
  std::size_t count = std::max({translations.size(), rotations.size(), scales.size()});
  for (std::size_t i = 0; i < count; ++i) {
    mat4 m(1);
    if (i < translations.size()) m = glm::translate(m, translations[i]);
    if (i < rotations.size()) {
      quat q(rotations[i].w, rotations[i].x, rotations[i].y, rotations[i].z);
      if (glm::dot(q, q) > 0) m *= glm::mat4_cast(glm::normalize(q));
    }
    if (i < scales.size()) m = glm::scale(m, scales[i]);
    m = transform * m;
    if (!std::isfinite(glm::dot(m[0], m[0]) + glm::dot(m[1], m[1]) + glm::dot(m[2], m[2]) + glm::dot(m[3], m[3]))) {
      add_warning(warnings_, "mesh.nonfinite", "an instance that is nowhere was left out");
      continue;
    }
    model_.instances.push_back({mesh, m});
  }
}

std::vector<mat4> GltfImport::joint_matrices(std::size_t index) {
  const Json& skin = file_.item("skins", index);
  const Json& joints = array_member(skin, "joints");
  BulkArray<mat4> inverse;
  if (auto a = index_member(skin, "inverseBindMatrices")) inverse = file_.values<mat4>(*a);
  std::vector<mat4> out;
  for (const Json& j : joints) {
    if (!j.is_number_unsigned() || j.get<std::uint64_t>() >= node_transforms_.size())
      malformed("a skin names a node that is not there");
    mat4 m = node_transforms_[j.get<std::size_t>()];
    out.push_back(out.size() < inverse.size() ? m * inverse[out.size()] : m);
  }
  if (out.empty()) malformed("a skin has no joints");
  add_warning(warnings_, "model.skinned", "the model has a skeleton; it is shown at rest");
  return out;
}

void GltfImport::place_light(std::size_t index, const mat4& transform) {
  const Json& lights = array_member(extension(file_.json(), "KHR_lights_punctual"), "lights");
  if (lights.is_null() || index >= lights.size()) malformed(fmt::format("light {} is not there", index));
  const Json& json = lights[index];
  const std::string type = text_member(json, "type");
  CookedLight light;
  light.kind = type == "directional" ? LightKind::directional : type == "point" ? LightKind::point : LightKind::spot;
  light.position = vec3(transform[3]);
  vec3 along = -vec3(transform[2]);
  light.direction = glm::length(along) > 0 ? glm::normalize(along) : vec3(0, 0, -1);
  numbers_member(json, "color", &light.colour.x, 3);
  light.intensity = std::max(number_member(json, "intensity", 1), 0.0f);
  light.range_m = std::max(number_member(json, "range", 0), 0.0f);
  if (light.kind == LightKind::spot) {
    const Json& spot = object_member(json, "spot");
    light.inner_cone_rad = number_member(spot, "innerConeAngle", 0);
    light.outer_cone_rad = number_member(spot, "outerConeAngle", pi / 4);
  }
  model_.lights.push_back(light);
}

void GltfImport::name_what_is_left() {
  const Json& json = file_.json();
  if (const Json& animations = array_member(json, "animations"); !animations.is_null() && !animations.empty()) {
    add_warning(warnings_, "model.animations",
                fmt::format("the model has {} animations; it is shown at rest", animations.size()));
  }
  std::set<std::string> required;
  for (const Json& name : array_member(json, "extensionsRequired")) {
    if (name.is_string()) required.insert(name.get<std::string>());
  }
  for (const Json& entry : array_member(json, "extensionsUsed")) {
    if (!entry.is_string()) continue;
    auto name = entry.get<std::string>();
    if (known_extensions().contains(name)) continue;
    add_warning(warnings_, required.contains(name) ? "gltf.required_extension" : "gltf.extension",
                fmt::format("what the file says by {} is not shown{}", name,
                            required.contains(name) ? ", though the file requires it" : ""));
  }
}

}  // namespace enf
