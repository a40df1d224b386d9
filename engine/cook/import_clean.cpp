#include "engine/cook/import_clean.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/cook/intake.h"

namespace enf {

namespace {

bool finite(const float* f, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!std::isfinite(f[i])) return false;
  }
  return true;
}

template <class T>
void tidy(BulkArray<T>& array, std::size_t vertices, T harmless, bool& touched) {
  if (!array.empty() && array.size() != vertices) {
    array.clear();
    touched = true;
  }
  if (all_finite(floats_of(std::span(array)))) return;
  touched = true;
  for (T& v : array) {
    if (!finite(reinterpret_cast<const float*>(&v), sizeof(T) / 4)) v = harmless;
  }
}

template <class T>
void gather(BulkArray<T>& array, const std::vector<std::uint32_t>& kept) {
  if (array.empty()) return;
  BulkArray<T> out(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) out[i] = array[kept[i]];
  array = std::move(out);
}

// In steps whose length the compiler knows, so that it takes many numbers at once.
constexpr std::size_t step = 32;

bool all_below(std::span<const std::uint32_t> numbers, std::size_t bound) {
  if (bound > 0x80000000) return std::ranges::all_of(numbers, [=](std::uint32_t n) { return n < bound; });
  // The highest bit of a number or of its distance below the last good one is set where it is not below the bound.
  const auto last = static_cast<std::uint32_t>(bound) - 1;
  std::array<std::uint32_t, step> bad{};
  const std::uint32_t* n = numbers.data();
  std::size_t i = 0;
  for (; i + step <= numbers.size(); i += step) {
    for (std::size_t k = 0; k < step; ++k) bad[k] |= n[i + k] | (last - n[i + k]);
  }
  bool good = std::ranges::all_of(bad, [](std::uint32_t b) { return b < 0x80000000; });
  for (; i < numbers.size(); ++i) good = good && numbers[i] < bound;
  return good;
}

}  // namespace

bool all_finite(std::span<const float> numbers) {
  constexpr std::uint32_t exponent = 0x7f800000;  // all ones: infinite or not a number
  std::array<std::uint32_t, step> bad{};
  const float* f = numbers.data();
  std::size_t i = 0;
  for (; i + step <= numbers.size(); i += step) {
    for (std::size_t k = 0; k < step; ++k) {
      bad[k] |= -static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(f[i + k]) & exponent) == exponent);
    }
  }
  bool good = std::ranges::all_of(bad, [](std::uint32_t b) { return b == 0; });
  for (; i < numbers.size(); ++i) good = good && std::isfinite(f[i]);
  return good;
}

void clean_part(SourcePart& part, const std::string& mesh_name, std::vector<IntakeWarning>& warnings) {
  const std::size_t vertices = part.positions.size();
  bool touched = false;
  tidy(part.normals, vertices, vec3(0, 1, 0), touched);
  tidy(part.tangents, vertices, vec4(1, 0, 0, 1), touched);
  tidy(part.uvs, vertices, vec2(0), touched);
  tidy(part.colours, vertices, vec4(1), touched);
  if (touched) {
    add_warning(
        warnings, "mesh.bad_attributes",
        fmt::format("mesh \"{}\": some normals, texture coordinates or colours are not numbers and were replaced",
                    mesh_name));
  }
  part.indices.resize(part.indices.size() / 3 * 3);
  const bool positions_fine = all_finite(floats_of(std::span(part.positions)));
  if (positions_fine && all_below(part.indices, vertices)) return;

  std::size_t outside = 0, nowhere = 0, kept = 0;
  for (std::size_t i = 0; i < part.indices.size(); i += 3) {
    const std::uint32_t* t = &part.indices[i];
    if (std::max({t[0], t[1], t[2]}) >= vertices) {
      ++outside;
      continue;
    }
    bool good = true;
    for (int k = 0; k < 3; ++k) good = good && finite(&part.positions[t[k]].x, 3);
    if (!good) {
      ++nowhere;
      continue;
    }
    for (int k = 0; k < 3; ++k) part.indices[kept++] = t[k];
  }
  part.indices.resize(kept);
  for (vec3& p : part.positions) {
    if (!finite(&p.x, 3)) p = vec3(0);
  }
  if (outside > 0) {
    add_warning(warnings, "mesh.bad_indices",
                fmt::format("mesh \"{}\": {} triangles refer to vertices that are not there and were left out",
                            mesh_name, outside));
  }
  if (!positions_fine) {
    add_warning(
        warnings, "mesh.nonfinite",
        fmt::format("mesh \"{}\": some positions are not finite; {} triangles were left out", mesh_name, nowhere));
  }
  compact_part(part);
}

void compact_part(SourcePart& part) {
  constexpr std::uint32_t unused = ~0u;
  std::vector<std::uint32_t> place(part.positions.size(), unused), kept;
  for (std::uint32_t& i : part.indices) {
    if (place[i] == unused) {
      place[i] = static_cast<std::uint32_t>(kept.size());
      kept.push_back(i);
    }
    i = place[i];
  }
  if (kept.size() == part.positions.size()) {
    // All are used: keep the file's order, which its writer may have chosen for the vertex cache.
    for (std::uint32_t& i : part.indices) i = kept[i];
    return;
  }
  gather(part.positions, kept), gather(part.normals, kept), gather(part.tangents, kept);
  gather(part.uvs, kept), gather(part.colours, kept);
}

}  // namespace enf
