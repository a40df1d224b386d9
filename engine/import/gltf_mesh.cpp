// glTF meshes: plain, Draco-compressed and skinned primitives.
#include <draco/compression/decode.h>
#include <draco/mesh/mesh.h>
#include <fmt/format.h>

#include <algorithm>

#include "engine/cook/import_clean.h"
#include "engine/import/gltf_import.h"

namespace enf {

namespace {

constexpr std::size_t mode_triangles = 4, mode_strip = 5, mode_fan = 6;

BulkArray<std::uint32_t> counted(std::size_t n) {
  BulkArray<std::uint32_t> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::uint32_t>(i);
  return out;
}

// Strips and fans as separate triangles (glTF 2.0, 3.7.2.1).
BulkArray<std::uint32_t> triangles_of(const BulkArray<std::uint32_t>& in, std::size_t mode) {
  BulkArray<std::uint32_t> out;
  for (std::size_t i = 0; i + 2 < in.size(); ++i) {
    if (mode == mode_strip) {
      out.insert(out.end(), {in[i], in[i + 1 + i % 2], in[i + 2 - i % 2]});
    } else {
      out.insert(out.end(), {in[i + 1], in[i + 2], in[0]});
    }
  }
  return out;
}

template <class T>
BulkArray<T> draco_values(const draco::PointAttribute& attribute, std::uint32_t points, bool normalised, float fill) {
  constexpr int components = sizeof(T) / sizeof(float);
  BulkArray<T> out(points);
  const int have = std::min<int>(components, attribute.num_components());
  float scale = 1;
  if (normalised && !attribute.normalized()) {
    if (attribute.data_type() == draco::DT_UINT8) scale = 1 / 255.0f;
    if (attribute.data_type() == draco::DT_UINT16) scale = 1 / 65535.0f;
    if (attribute.data_type() == draco::DT_INT8) scale = 1 / 127.0f;
    if (attribute.data_type() == draco::DT_INT16) scale = 1 / 32767.0f;
  }
  for (std::uint32_t i = 0; i < points; ++i) {
    auto* v = reinterpret_cast<float*>(&out[i]);
    attribute.ConvertValue<float>(attribute.mapped_index(draco::PointIndex(i)), static_cast<std::int8_t>(have), v);
    for (int k = 0; k < have; ++k) v[k] *= scale;
    for (int k = have; k < components; ++k) v[k] = fill;
  }
  return out;
}

}  // namespace

std::optional<std::uint32_t> GltfImport::mesh(std::size_t index) {
  if (auto it = meshes_.find(index); it != meshes_.end()) return it->second;
  return meshes_[index] = skinned_mesh(index, {});
}

std::optional<std::uint32_t> GltfImport::skinned_mesh(std::size_t index, const std::vector<mat4>& joints) {
  const Json& json = file_.item("meshes", index);
  SourceMesh out{.name = text_member(json, "name")};
  if (out.name.empty()) out.name = fmt::format("mesh {}", index);
  const Json& primitives = array_member(json, "primitives");
  if (primitives.is_null()) malformed(fmt::format("mesh \"{}\" has no primitives", out.name));
  for (const Json& primitive : primitives) {
    if (!primitive.is_object()) malformed(fmt::format("mesh \"{}\" has a primitive that is no object", out.name));
    part_stored_.clear();
    auto p = part(primitive, out.name, joints.empty() ? nullptr : &joints);
    if (!p) continue;
    for (const auto& [which, array] : part_stored_) stored_[{model_.meshes.size(), out.parts.size(), which}] = array;
    out.parts.push_back(std::move(*p));
  }
  if (out.parts.empty()) return std::nullopt;
  model_.meshes.push_back(std::move(out));
  return static_cast<std::uint32_t>(model_.meshes.size() - 1);
}

std::optional<SourcePart> GltfImport::part(const Json& primitive, const std::string& mesh_name,
                                           const std::vector<mat4>* joints) {
  const std::size_t mode = size_member(primitive, "mode", mode_triangles);
  if (mode > mode_fan) malformed(fmt::format("mesh \"{}\" has primitives of an unknown kind", mesh_name));
  if (mode < mode_triangles) {
    add_warning(warnings_, "mesh.points_or_lines",
                fmt::format("mesh \"{}\": its points and lines are not shown", mesh_name));
    return std::nullopt;
  }
  const Json& attributes = object_member(primitive, "attributes");
  auto position = index_member(attributes, "POSITION");
  if (!position) {
    add_warning(warnings_, "mesh.no_positions",
                fmt::format("mesh \"{}\": a part without positions is left out", mesh_name));
    return std::nullopt;
  }
  SourcePart out;
  out.material = material(index_member(primitive, "material"));
  const std::uint32_t uv_set = uv_sets_[out.material];
  if (const Json& draco = extension(primitive, "KHR_draco_mesh_compression"); !draco.is_null()) {
    read_draco(primitive, draco, uv_set, out);
  } else {
    const bool as_it_is = mode == mode_triangles && joints == nullptr && position_uses_[*position] == 1;
    read_plain(primitive, uv_set, as_it_is ? Storage::in_file : Storage::here, out);
  }
  if (mode != mode_triangles) out.indices = triangles_of(out.indices, mode);
  if (!array_member(primitive, "targets").is_null() && !array_member(primitive, "targets").empty()) {
    add_warning(warnings_, "model.morph_targets",
                fmt::format("mesh \"{}\" can change its shape; its base shape is shown", mesh_name));
  }
  if (joints != nullptr) skin(primitive, *joints, mesh_name, out);
  if (!part_stored_.empty()) return out;
  clean_part(out, mesh_name, warnings_);
  if (position_uses_[*position] > 1) compact_part(out);
  if (out.indices.empty()) return std::nullopt;
  return out;
}

void GltfImport::read_plain(const Json& primitive, std::uint32_t uv_set, Storage storage, SourcePart& out) {
  constexpr std::uint32_t uint32_components = 5125, float_components = 5126;
  const Json& attributes = object_member(primitive, "attributes");
  auto take = [&]<class T>(const char* name, PartArray which, BulkArray<T>& into, float fill) {
    auto accessor = index_member(attributes, name);
    if (!accessor) return;
    std::optional<StoredArray> in_file;
    if (storage == Storage::in_file)
      in_file = file_.stored_array(*accessor, float_components, sizeof(T) / sizeof(float));
    if (in_file)
      part_stored_[which] = *in_file;
    else
      into = file_.values<T>(*accessor, fill);
  };
  take("POSITION", PartArray::positions, out.positions, 0);
  take("NORMAL", PartArray::normals, out.normals, 0);
  take("TANGENT", PartArray::tangents, out.tangents, 1);
  take(fmt::format("TEXCOORD_{}", uv_set).c_str(), PartArray::uvs, out.uvs, 0);
  take("COLOR_0", PartArray::colours, out.colours, 1);
  auto indices = index_member(primitive, "indices");
  if (!indices) {
    out.indices = counted(file_.shape(*index_member(attributes, "POSITION")).count);
    return;
  }
  std::optional<StoredArray> in_file;
  if (storage == Storage::in_file) in_file = file_.stored_array(*indices, uint32_components, 1);
  if (in_file)
    part_stored_[PartArray::indices] = *in_file;
  else
    out.indices = file_.integers(*indices, 1);
}

void GltfImport::read_draco(const Json& primitive, const Json& json, std::uint32_t uv_set, SourcePart& out) {
  auto view = index_member(json, "bufferView");
  if (!view) malformed("Draco-compressed data name no buffer view");
  auto bytes = file_.view(*view);
  draco::DecoderBuffer buffer;
  buffer.Init(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  draco::Decoder decoder;
  auto decoded = decoder.DecodeMeshFromBuffer(&buffer);
  if (!decoded.ok())
    malformed(fmt::format("Draco-compressed data are damaged ({})", decoded.status().error_msg_string()));
  const draco::Mesh& mesh = *decoded.value();
  const Json &ids = object_member(json, "attributes"), &accessors = object_member(primitive, "attributes");
  auto take = [&]<class T>(const char* name, BulkArray<T>& into, float fill) {
    auto id = index_member(ids, name);
    if (!id) return;
    const auto* attribute = mesh.GetAttributeByUniqueId(static_cast<std::uint32_t>(*id));
    if (attribute == nullptr) malformed(fmt::format("Draco-compressed data lack {}", name));
    auto accessor = index_member(accessors, name);
    into = draco_values<T>(*attribute, mesh.num_points(), accessor && file_.shape(*accessor).normalised, fill);
  };
  take("POSITION", out.positions, 0.0f);
  take("NORMAL", out.normals, 0.0f);
  take("TANGENT", out.tangents, 1.0f);
  take(fmt::format("TEXCOORD_{}", uv_set).c_str(), out.uvs, 0.0f);
  take("COLOR_0", out.colours, 1.0f);
  out.indices.resize(3ull * mesh.num_faces());
  for (std::uint32_t f = 0; f < mesh.num_faces(); ++f) {
    const auto& face = mesh.face(draco::FaceIndex(f));
    for (std::size_t k = 0; k < 3; ++k) out.indices[3ull * f + k] = face[k].value();
  }
}

void GltfImport::skin(const Json& primitive, const std::vector<mat4>& joints, const std::string& mesh_name,
                      SourcePart& part) {
  const Json& attributes = object_member(primitive, "attributes");
  auto joint_index = index_member(attributes, "JOINTS_0"), weight_index = index_member(attributes, "WEIGHTS_0");
  if (!joint_index || !weight_index) return;
  auto which = file_.integers(*joint_index, 4);
  auto weights = file_.values<vec4>(*weight_index);
  if (weights.size() != part.positions.size() || which.size() != 4 * weights.size()) {
    add_warning(warnings_, "model.skin_unused",
                fmt::format("mesh \"{}\": its skin does not fit and is not used", mesh_name));
    return;
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    mat4 m(0);
    float sum = 0;
    for (int k = 0; k < 4; ++k) {
      std::uint32_t joint = which[4 * i + static_cast<std::size_t>(k)];
      if (joint >= joints.size() || !(weights[i][k] > 0)) continue;
      m += joints[joint] * weights[i][k];
      sum += weights[i][k];
    }
    if (!(sum > 0)) continue;
    m /= sum;
    part.positions[i] = vec3(m * vec4(part.positions[i], 1));
    if (i < part.normals.size()) {
      vec3 n = glm::transpose(glm::inverse(mat3(m))) * part.normals[i];
      part.normals[i] = glm::length(n) > 0 ? glm::normalize(n) : part.normals[i];
    }
  }
  part.tangents.clear();
}

}  // namespace enf
