// Owns: what files are told by their names' endings, before anyone reads them.
// Must not know: what is done with them.
// Called by: choosers and drops, any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace enf::editor {

using Endings = std::span<const std::string_view>;

constexpr std::array<std::string_view, 14> media_endings = {{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif",
                                                             ".glb", ".gltf", ".obj", ".ply", ".stl", ".fbx", ".dae"}};
constexpr std::array<std::string_view, 7> sound_endings = {{".ogg", ".oga", ".opus", ".flac", ".mp3", ".m4a", ".wav"}};
constexpr std::array<std::string_view, 2> luminaire_endings = {{".ies", ".ldt"}};

// In small letters or capitals.
inline bool ends_as(const std::filesystem::path& file, Endings endings) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(endings, ending) != endings.end();
}

}  // namespace enf::editor
