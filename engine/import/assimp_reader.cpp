#include "engine/import/assimp_reader.h"

#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <fmt/format.h>
#include <meshoptimizer.h>

#include <algorithm>
#include <array>
#include <assimp/Importer.hpp>
#include <cctype>
#include <cmath>
#include <cstring>

#include "engine/cook/import_channel.h"
#include "engine/cook/import_clean.h"
#include "engine/import/assimp_import.h"
#include "engine/import/utf8_text.h"

namespace enf {

namespace {

mat4 matrix_of(const aiMatrix4x4& m) {
  mat4 out;
  for (int column = 0; column < 4; ++column) {
    for (int row = 0; row < 4; ++row) out[column][row] = m[static_cast<unsigned>(row)][column];
  }
  return out;
}

bool all_finite(const mat4& m) {
  for (int c = 0; c < 4; ++c) {
    for (int r = 0; r < 4; ++r) {
      if (!std::isfinite(m[c][r])) return false;
    }
  }
  return true;
}

// The number after "LOD" or "LOD_" at the end of a node's name.
std::optional<int> level_of_detail(std::string_view name) {
  std::size_t digits = name.size();
  while (digits > 0 && std::isdigit(static_cast<unsigned char>(name[digits - 1]))) --digits;
  std::size_t end = digits;
  if (end > 0 && (name[end - 1] == '_' || name[end - 1] == ' ')) --end;
  if (digits == name.size() || name.size() - digits > 3 || end < 3) return std::nullopt;
  for (int i = 0; i < 3; ++i) {
    if (std::tolower(static_cast<unsigned char>(name[end - 3 + static_cast<std::size_t>(i)])) != "lod"[i])
      return std::nullopt;
  }
  return std::stoi(std::string(name.substr(digits)));
}

// One vertex for all corners that agree in everything: Assimp gives STL a vertex a corner.
void weld(SourcePart& part) {
  std::vector<meshopt_Stream> streams;
  auto add = [&streams](const auto& array) {
    using T = std::remove_cvref_t<decltype(array[0])>;
    if (!array.empty()) streams.push_back({array.data(), sizeof(T), sizeof(T)});
  };
  add(part.positions), add(part.normals), add(part.tangents), add(part.uvs), add(part.colours);
  std::vector<unsigned> remap(part.positions.size());
  std::size_t unique = meshopt_generateVertexRemapMulti(remap.data(), part.indices.data(), part.indices.size(),
                                                        part.positions.size(), streams.data(), streams.size());
  if (unique == part.positions.size()) return;
  auto apply = [&](auto& array) {
    using T = std::remove_cvref_t<decltype(array[0])>;
    if (array.empty()) return;
    BulkArray<T> out(unique);
    meshopt_remapVertexBuffer(out.data(), array.data(), array.size(), sizeof(T), remap.data());
    array = std::move(out);
  };
  apply(part.positions), apply(part.normals), apply(part.tangents), apply(part.uvs), apply(part.colours);
  meshopt_remapIndexBuffer(part.indices.data(), part.indices.data(), part.indices.size(), remap.data());
}

std::string plain_words(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

SourceModel read_with_assimp(std::span<const std::byte> bytes, const std::string& name, SideFiles& files,
                             IntakeReport& report) {
  const ModelFormat format = model_format(bytes, name);
  report.kind = AssetKind::model;
  report.format = format_name(format);
  std::optional<std::string> text;
  if (format == ModelFormat::collada && (text = from_utf16(bytes))) bytes = std::as_bytes(std::span(*text));
  // Assimp chooses its reader by the name's end; ours is chosen by content.
  const char* extension = format == ModelFormat::stl ? "stl" : format == ModelFormat::fbx ? "fbx" : "dae";
  Assimp::Importer importer;
  importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_PRESERVE_PIVOTS, false);
  const aiScene* scene = importer.ReadFileFromMemory(bytes.data(), bytes.size(),
                                                     aiProcess_Triangulate | aiProcess_TransformUVCoords, extension);
  if (scene == nullptr) {
    std::string why = plain_words(importer.GetErrorString());
    if (why.find("unsupported, old format version") != std::string::npos) {
      throw ImportFailure("import.unsupported",
                          "is FBX from before 2011, which is not read; save it as FBX 2014 or later, or as GLB");
    }
    throw ImportFailure("import.malformed", why.empty() ? "the file is broken" : why);
  }
  AssimpImport import(*scene, format, files, report);
  return import.run();
}

SourceModel AssimpImport::run() {
  if (scene_.mRootNode == nullptr) throw ImportFailure("import.malformed", "the file holds no scene");
  walk(file_to_metres());
  name_what_is_left();
  return std::move(model_);
}

mat4 AssimpImport::file_to_metres() {
  if (format_ != ModelFormat::fbx || scene_.mMetaData == nullptr) return mat4(1);
  auto number = [&](const char* key, int otherwise) {
    std::int32_t v = otherwise;
    return scene_.mMetaData->Get(key, v) ? v : otherwise;
  };
  const std::array axes{number("CoordAxis", 0), number("UpAxis", 1), number("FrontAxis", 2)};
  const std::array signs{number("CoordAxisSign", 1), number("UpAxisSign", 1), number("FrontAxisSign", 1)};
  mat4 m(0);
  m[3][3] = 1;
  bool sound = true;
  for (int row = 0; row < 3; ++row) {
    auto r = static_cast<std::size_t>(row);
    if (axes[r] < 0 || axes[r] > 2) {
      sound = false;
      break;
    }
    m[axes[r]][row] = signs[r] < 0 ? -1.0f : 1.0f;
  }
  if (!sound || std::abs(glm::determinant(mat3(m))) < 0.5f) {
    add_warning(warnings_, "model.axes_unknown", "the file's axes contradict each other; Y is taken as up");
    m = mat4(1);
  }
  double centimetres = 1;
  if (float f = 1;
      !scene_.mMetaData->Get("UnitScaleFactor", centimetres) && scene_.mMetaData->Get("UnitScaleFactor", f))
    centimetres = f;
  if (!(centimetres > 1e-6 && centimetres < 1e9)) {
    add_warning(warnings_, "model.unit_unknown", "the file gives no usable unit; centimetres are assumed");
    centimetres = 1;
  }
  return glm::scale(mat4(1), vec3(static_cast<float>(centimetres * 0.01))) * m;
}

std::vector<const aiNode*> AssimpImport::shown_children(const aiNode& node) {
  std::vector<const aiNode*> children(node.mChildren, node.mChildren + node.mNumChildren);
  if (format_ != ModelFormat::fbx) return children;
  int finest = 1000, levels = 0;
  for (const aiNode* c : children) {
    if (auto level = level_of_detail(c->mName.C_Str())) finest = std::min(finest, *level), ++levels;
  }
  if (levels < 2) return children;
  add_warning(warnings_, "model.levels_of_detail",
              fmt::format("\"{}\" holds {} levels of detail; the finest is taken", node.mName.C_Str(), levels));
  std::erase_if(children, [&](const aiNode* c) {
    auto level = level_of_detail(c->mName.C_Str());
    return level && *level != finest;
  });
  return children;
}

void AssimpImport::walk(const mat4& root) {
  std::vector<std::pair<const aiNode*, mat4>> open{{scene_.mRootNode, root}};
  while (!open.empty()) {
    auto [node, parent] = open.back();
    open.pop_back();
    mat4 transform = parent * matrix_of(node->mTransformation);
    if (!all_finite(transform)) {
      add_warning(warnings_, "mesh.nonfinite",
                  fmt::format("part \"{}\" is nowhere and was left out", node->mName.C_Str()));
      continue;
    }
    for (unsigned i = 0; i < node->mNumMeshes; ++i) {
      if (node->mMeshes[i] >= scene_.mNumMeshes) continue;
      if (auto m = mesh(node->mMeshes[i])) model_.instances.push_back({*m, transform});
    }
    auto children = shown_children(*node);
    for (auto it = children.rbegin(); it != children.rend(); ++it) open.emplace_back(*it, transform);
  }
}

std::optional<std::uint32_t> AssimpImport::mesh(std::uint32_t index) {
  if (auto it = meshes_.find(index); it != meshes_.end()) return it->second;
  const aiMesh& in = *scene_.mMeshes[index];
  const std::string name = in.mName.length > 0 ? in.mName.C_Str() : fmt::format("mesh {}", index);
  SourcePart part;
  part.indices.reserve(3ull * in.mNumFaces);
  for (unsigned f = 0; f < in.mNumFaces; ++f) {
    const aiFace& face = in.mFaces[f];
    if (face.mNumIndices == 3) part.indices.insert(part.indices.end(), face.mIndices, face.mIndices + 3);
    points_ += face.mNumIndices == 1;
    lines_ += face.mNumIndices == 2;
  }
  if (in.mNumFaces == 0) points_ += in.mNumVertices;
  std::optional<std::uint32_t> place;
  if (!part.indices.empty() && in.mVertices != nullptr) {
    part.material = material(in.mMaterialIndex);
    const std::uint32_t set = materials_.uv_set(part.material);
    const std::size_t n = in.mNumVertices;
    part.positions.resize(n);
    std::memcpy(part.positions.data(), in.mVertices, n * sizeof(vec3));
    if (in.mNormals != nullptr) {
      part.normals.resize(n);
      std::memcpy(part.normals.data(), in.mNormals, n * sizeof(vec3));
    }
    if (in.HasTextureCoords(set)) {
      part.uvs.resize(n);
      for (std::size_t i = 0; i < n; ++i)
        part.uvs[i] = vec2(in.mTextureCoords[set][i].x, 1 - in.mTextureCoords[set][i].y);
    }
    if (in.HasVertexColors(0)) {
      part.colours.resize(n);
      for (std::size_t i = 0; i < n; ++i) {
        const aiColor4D& c = in.mColors[0][i];
        part.colours[i] =
            vec4(linear_from_srgb(c.r), linear_from_srgb(c.g), linear_from_srgb(c.b), std::clamp(c.a, 0.0f, 1.0f));
      }
    }
    clean_part(part, name, warnings_);
    if (!part.indices.empty()) {
      weld(part);
      SourceMesh mesh{.name = name};
      mesh.parts.push_back(std::move(part));
      place = static_cast<std::uint32_t>(model_.meshes.size());
      model_.meshes.push_back(std::move(mesh));
    }
  }
  if (in.mNumBones > 0) add_warning(warnings_, "model.skinned", "the model has a skeleton; it is shown at rest");
  if (in.mNumAnimMeshes > 0) {
    add_warning(warnings_, "model.morph_targets",
                fmt::format("mesh \"{}\" can change its shape; its base shape is shown", name));
  }
  return meshes_[index] = place;
}

void AssimpImport::name_what_is_left() {
  if (points_ + lines_ > 0) {
    std::string text = points_ > 0 ? fmt::format("{} points", points_) : fmt::format("{} lines", lines_);
    add_warning(warnings_, "mesh.points_or_lines",
                text + (model_.meshes.empty() ? ": point clouds and line drawings are not shown" : " are not shown"));
  }
  if (scene_.mNumAnimations > 0) {
    add_warning(warnings_, "model.animations",
                fmt::format("the model has {} animations; it is shown at rest", scene_.mNumAnimations));
  }
  if (scene_.mNumLights > 0) {
    add_warning(warnings_, "model.lights",
                fmt::format("the file's {} lights are not used: their brightness has no unit", scene_.mNumLights));
  }
}

}  // namespace enf
