// Owns: one storey of a mesh as a grid: where there is floor, what stands in the way, how high the space is.
// Must not know: rooms, doorways.
// Called by: room analysis.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/cook/room_analysis.h"

namespace enf {

constexpr double head_m = 1.9;  // what a person needs to pass
constexpr float open_sky = std::numeric_limits<float>::infinity();

struct GridSize {
  int width = 0, height = 0;
  double cell_m = 0.05;
  dvec2 origin{0};  // the corner of cell (0, 0)

  std::size_t cells() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
  bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
};

// A grid around the box (x, z) of a size that `triangles` fill in bounded time; nothing if it would be too coarse.
std::optional<GridSize> grid_for(std::span<const ModelTriangle> triangles);

// Greatest (or least) value within `reach` cells both ways, one axis after the other.
template <class T, class Better>
void spread(const GridSize& size, std::vector<T>& values, int reach, Better better) {
  for (bool along_x : {true, false}) {
    int lines = along_x ? size.height : size.width, length = along_x ? size.width : size.height;
    std::vector<T> line(static_cast<std::size_t>(length));
    for (int l = 0; l < lines; ++l) {
      auto value = [&](int i) -> T& { return values[along_x ? size.at(i, l) : size.at(l, i)]; };
      for (int i = 0; i < length; ++i) {
        T best = value(i);
        for (int k = std::max(0, i - reach); k <= std::min(length - 1, i + reach); ++k)
          if (better(value(k), best)) best = value(k);
        line[static_cast<std::size_t>(i)] = best;
      }
      for (int i = 0; i < length; ++i) value(i) = line[static_cast<std::size_t>(i)];
    }
  }
}

// furniture: floor with something on it that leaves the space above free.
enum class CellKind : std::uint8_t { none, open, furniture, wall };

// Above a floor at `floor_m`.
struct Storey {
  GridSize size;
  double floor_m = 0, wall_top_m = 0;  // the height where its walls end, where there is no ceiling
  std::vector<CellKind> kind;          // none: no floor here
  std::vector<float> headroom_m;       // height of the first thing overhead above the floor, or open_sky
  std::size_t floor_cells = 0;         // with floor and room to stand
};

Storey raster_storey(std::span<const ModelTriangle> triangles, const GridSize& size, double floor_m);

// Heights of large level surfaces, lowest first: where floors may be.
std::vector<double> floor_candidates(std::span<const ModelTriangle> triangles);

}  // namespace enf
