// Owns: the header of PLY files.
// Must not know: what the elements mean to us, their data.
// Called by: the PLY reader inside the worker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace enf {

enum class PlyType : std::uint8_t { int8, uint8, int16, uint16, int32, uint32, float32, float64 };

std::size_t bytes_of(PlyType type);

struct PlyProperty {
  std::string name;
  PlyType type = PlyType::float32;
  std::optional<PlyType> count;  // of a list: how its length is stored
};

struct PlyElement {
  std::string name;
  std::uint64_t rows = 0;
  std::vector<PlyProperty> properties;
};

enum class PlyEncoding { text, little, big };

struct PlyHeader {
  PlyEncoding encoding = PlyEncoding::text;
  std::vector<PlyElement> elements;
  std::string texture;   // as MeshLab and others name it in a comment
  std::size_t size = 0;  // where the data begin
};

// Throws ImportFailure.
PlyHeader read_ply_header(std::string_view text);

}  // namespace enf
