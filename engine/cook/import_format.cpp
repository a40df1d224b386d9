#include "engine/cook/import_format.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace enf {

std::string extension_of(std::string_view name) {
  auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return extension;
}

ModelFormat model_format(std::span<const std::byte> bytes, std::string_view name) {
  std::string_view head(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 4096));
  if (head.starts_with("glTF")) return ModelFormat::gltf;
  if (head.starts_with("ply\n") || head.starts_with("ply\r")) return ModelFormat::ply;
  if (head.starts_with("Kaydara FBX Binary") || head.starts_with("; FBX")) return ModelFormat::fbx;
  const std::string extension = extension_of(name);
  if (extension == "gltf" || extension == "glb") return ModelFormat::gltf;
  if (extension == "obj") return ModelFormat::obj;
  if (extension == "ply") return ModelFormat::ply;
  if (extension == "stl") return ModelFormat::stl;
  if (extension == "fbx") return ModelFormat::fbx;
  if (extension == "dae") return ModelFormat::collada;
  if (head.find("<COLLADA") != std::string_view::npos) return ModelFormat::collada;
  return ModelFormat::none;
}

std::string_view format_name(ModelFormat format) {
  switch (format) {
    case ModelFormat::gltf: return "glTF 2.0";
    case ModelFormat::obj: return "Wavefront OBJ";
    case ModelFormat::ply: return "PLY";
    case ModelFormat::stl: return "STL";
    case ModelFormat::fbx: return "FBX";
    case ModelFormat::collada: return "COLLADA";
    case ModelFormat::none: break;
  }
  return "unknown";
}

}  // namespace enf
