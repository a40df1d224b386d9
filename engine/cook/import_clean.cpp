#include "engine/cook/import_clean.h"

#include <fmt/format.h>

#include <algorithm>
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

// Whether every number is finite: one pass over the bits, no branch.
template <class T>
bool all_finite(const std::vector<T>& array) {
  const auto* f = reinterpret_cast<const float*>(array.data());
  std::uint32_t bad = 0;
  for (std::size_t i = 0; i < array.size() * sizeof(T) / 4; ++i) {
    std::uint32_t bits;
    std::memcpy(&bits, f + i, 4);
    bad |= static_cast<std::uint32_t>((bits & 0x7f800000u) == 0x7f800000u);
  }
  return bad == 0;
}

template <class T>
void tidy(std::vector<T>& array, std::size_t vertices, T harmless, bool& touched) {
  if (!array.empty() && array.size() != vertices) {
    array.clear();
    touched = true;
  }
  if (all_finite(array)) return;
  touched = true;
  for (T& v : array) {
    if (!finite(reinterpret_cast<const float*>(&v), sizeof(T) / 4)) v = harmless;
  }
}

template <class T>
void gather(std::vector<T>& array, const std::vector<std::uint32_t>& kept) {
  if (array.empty()) return;
  std::vector<T> out(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) out[i] = array[kept[i]];
  array = std::move(out);
}

}  // namespace

void clean_part(SourcePart& part, const std::string& mesh_name, std::vector<IntakeWarning>& warnings) {
  const std::size_t vertices = part.positions.size();
  bool touched = false;
  tidy(part.normals, vertices, vec3(0, 1, 0), touched);
  tidy(part.tangents, vertices, vec4(1, 0, 0, 1), touched);
  tidy(part.uvs, vertices, vec2(0), touched);
  tidy(part.colours, vertices, vec4(1), touched);
  if (touched) {
    add_warning(warnings, "mesh.bad_attributes",
                fmt::format("mesh \"{}\": some normals, texture coordinates or colours are not numbers and were replaced", mesh_name));
  }
  part.indices.resize(part.indices.size() / 3 * 3);
  const bool positions_fine = all_finite(part.positions);
  std::uint32_t largest = 0;
  for (std::uint32_t i : part.indices) largest = std::max(largest, i);
  if (positions_fine && (part.indices.empty() || largest < vertices)) return;

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
                fmt::format("mesh \"{}\": {} triangles refer to vertices that are not there and were left out", mesh_name, outside));
  }
  if (!positions_fine) {
    add_warning(warnings, "mesh.nonfinite",
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
