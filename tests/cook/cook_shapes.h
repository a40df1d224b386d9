// Shapes and pictures whose true form the tests know.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <vector>

#include "engine/cook/source_asset.h"

namespace enf {

// A torus about Y with outward triangles, radius `ring` and tube radius `tube`.
inline SourcePart torus(float ring, float tube, int around, int across) {
  SourcePart part;
  auto at = [&](int i, int j) {
    float a = 2 * pi * static_cast<float>(i % around) / static_cast<float>(around);
    float b = 2 * pi * static_cast<float>(j % across) / static_cast<float>(across);
    float r = ring + tube * std::cos(b);
    return vec3(r * std::cos(a), tube * std::sin(b), r * std::sin(a));
  };
  for (int i = 0; i < around; ++i)
    for (int j = 0; j < across; ++j) part.positions.push_back(at(i, j));
  auto index = [&](int i, int j) { return static_cast<std::uint32_t>((i % around) * across + j % across); };
  for (int i = 0; i < around; ++i)
    for (int j = 0; j < across; ++j)
      for (auto v : {index(i, j), index(i, j + 1), index(i + 1, j + 1), index(i, j), index(i + 1, j + 1), index(i + 1, j)})
        part.indices.push_back(v);
  return part;
}

// A cube of side 2 around the origin, with eight shared corners and no normals.
inline SourcePart cube() {
  SourcePart part;
  for (int i = 0; i < 8; ++i) part.positions.push_back(vec3(i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1));
  for (std::uint32_t v : {0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5})
    part.indices.push_back(v);
  return part;
}

inline void write_obj(const std::filesystem::path& path, const SourcePart& part, const char* head = "") {
  std::ofstream out(path);
  out << head;
  for (vec3 p : part.positions) out << "v " << p.x << ' ' << p.y << ' ' << p.z << '\n';
  if (*head) out << "vt 0 0\nvt 1 0\nvt 0 1\nusemtl m\n";
  for (std::size_t t = 0; t + 2 < part.indices.size(); t += 3) {
    out << 'f';
    for (std::size_t k = 0; k < 3; ++k) {
      out << ' ' << part.indices[t + k] + 1;
      if (*head) out << '/' << k + 1;
    }
    out << '\n';
  }
}

// An uncompressed 8-bit RGB TIFF whose pixels are pixel(x, y) = {r, g, b}.
template <class PixelFn>
void write_tiff(const std::filesystem::path& path, std::uint32_t width, std::uint32_t height, PixelFn pixel) {
  std::ofstream out(path, std::ios::binary);
  auto put16 = [&](std::uint32_t v) { out.put(static_cast<char>(v)).put(static_cast<char>(v >> 8)); };
  auto put32 = [&](std::uint32_t v) { put16(v), put16(v >> 16); };
  out << "II";
  put16(42), put32(8), put16(10);
  auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    put16(tag), put16(type), put32(count), put32(value);
  };
  const std::uint32_t after = 8 + 2 + 10 * 12 + 4;
  entry(256, 4, 1, width), entry(257, 4, 1, height);
  entry(258, 3, 3, after);          // bits a sample, in three words behind the directory
  entry(259, 3, 1, 1), entry(262, 3, 1, 2), entry(273, 4, 1, after + 6), entry(277, 3, 1, 3), entry(278, 4, 1, height);
  entry(279, 4, 1, width * height * 3), entry(284, 3, 1, 1);
  put32(0), put16(8), put16(8), put16(8);
  std::vector<char> row(std::size_t{width} * 3);
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      auto p = pixel(x, y);
      for (std::size_t i = 0; i < 3; ++i) row[x * 3 + i] = static_cast<char>(p[i]);
    }
    out.write(row.data(), static_cast<std::streamsize>(row.size()));
  }
}

}  // namespace enf
