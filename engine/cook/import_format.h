// Owns: telling formats apart by their first bytes and, where those say nothing, by name.
// Must not know: how they are read.
// Called by: the import worker and import.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace enf {

enum class ModelFormat { none, gltf, obj, ply, stl, fbx, collada };

// `bytes` may be just the file's first kilobytes.
ModelFormat model_format(std::span<const std::byte> bytes, std::string_view name);
// "glTF 2.0", "Wavefront OBJ", ...
std::string_view format_name(ModelFormat format);
// What the first bytes say: "JPEG", "PNG", "TIFF", "BigTIFF", "WebP", "GIF", or empty.
std::string_view image_format(std::span<const std::byte> bytes);
// Whether an image, all of it, has lost detail by its format and settings: JPEG and lossy WebP have.
bool is_lossy(std::span<const std::byte> bytes);
// Lower-case extension without dot, of ASCII letters.
std::string extension_of(std::string_view name);

}  // namespace enf
