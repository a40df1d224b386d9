#include "engine/cook/import_format.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace enf {

namespace {

bool starts_with(std::span<const std::byte> bytes, std::string_view magic, std::size_t at = 0) {
  return bytes.size() >= at + magic.size() && std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
}

}  // namespace

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
    case ModelFormat::gltf:
      return "glTF 2.0";
    case ModelFormat::obj:
      return "Wavefront OBJ";
    case ModelFormat::ply:
      return "PLY";
    case ModelFormat::stl:
      return "STL";
    case ModelFormat::fbx:
      return "FBX";
    case ModelFormat::collada:
      return "COLLADA";
    case ModelFormat::none:
      break;
  }
  return "unknown";
}

std::string_view image_format(std::span<const std::byte> bytes) {
  if (starts_with(bytes, "\xff\xd8\xff")) return "JPEG";
  if (starts_with(bytes, "\x89PNG\r\n\x1a\n")) return "PNG";
  if (starts_with(bytes, std::string_view("II*\0", 4)) || starts_with(bytes, std::string_view("MM\0*", 4)))
    return "TIFF";
  if (starts_with(bytes, std::string_view("II+\0", 4)) || starts_with(bytes, std::string_view("MM\0+", 4)))
    return "BigTIFF";
  if (starts_with(bytes, "RIFF") && starts_with(bytes, "WEBP", 8)) return "WebP";
  if (starts_with(bytes, "GIF87a") || starts_with(bytes, "GIF89a")) return "GIF";
  return {};
}

bool is_lossy(std::span<const std::byte> bytes) {
  auto format = image_format(bytes);
  if (format != "WebP") return format == "JPEG";
  // A lossy WebP holds a "VP8 " chunk, at once or behind the chunks of an extended file; a lossless one "VP8L".
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    if (starts_with(bytes, "VP8 ", at)) return true;
    std::uint32_t size;
    std::memcpy(&size, bytes.data() + at + 4, 4);
    at += 8 + std::size_t{size} + size % 2;
  }
  return false;
}

}  // namespace enf
