// Owns: all baked light of one room: in the air and on its surfaces, and which surface lies where in the map.
// Must not know: rooms' records, files, the GPU.
// Called by: baked by the app, read by renderers; immutable once made, any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/light/irradiance_volume.h"
#include "engine/light/light_map.h"

namespace enf {

struct RoomLight {
  IrradianceVolume volume;
  LightMap map;
  // From a place in the world to one in the map: (dot(u, (p, 1)), dot(v, (p, 1))), 0..1.
  struct Projection {
    vec4 u{0}, v{0};
  };
  std::vector<Projection> charts;
  // Of each surface and picture of the room, in the scene's order: the chart it lies in, and where it was when it was
  // baked.
  struct Place {
    std::uint32_t chart = LightCharts::none;
    Box bounds;
  };
  std::vector<Place> surfaces, pictures;

  // The chart of a thing that is still where it was; null: it has none.
  const Projection* chart_of(const std::vector<Place>& list, std::size_t index, const Box& bounds) const {
    if (index >= list.size() || list[index].chart >= charts.size()) return nullptr;
    const Box& was = list[index].bounds;
    bool is_there = glm::distance(was.low, bounds.low) < 1e-3f && glm::distance(was.high, bounds.high) < 1e-3f;
    return is_there ? &charts[list[index].chart] : nullptr;
  }
};

// A chart of a map of this size, in texels.
inline RoomLight::Projection projection_of(const LightChart& chart, std::uint32_t width, std::uint32_t height) {
  auto row = [&](vec3 axis, float first, std::uint32_t texels) {
    axis /= chart.texel_m;
    return vec4(axis, first - glm::dot(axis, chart.origin)) / static_cast<float>(texels);
  };
  return {row(chart.right, static_cast<float>(chart.x), width), row(-chart.up, static_cast<float>(chart.y), height)};
}

}  // namespace enf
