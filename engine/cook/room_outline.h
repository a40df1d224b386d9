// Owns: from a region of cells to a plan with straight walls where the mesh has them, and places on such walls.
// Must not know: how regions were found.
// Called by: room analysis.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/cook/room_regions.h"

namespace enf {

// The upright faces of a mesh between two heights, for fitting walls to them.
class UprightFaces {
 public:
  UprightFaces(std::span<const ModelTriangle> triangles, double low_m, double high_m);

  // Moves a side (with the room at its inward normal) onto the face it was seen by: the nearest strong one within
  // `reach_m`, or leaves it.
  void fit(dvec2& a, dvec2& b, double reach_m) const;
  // The place along the line a + t * direction, near `t`, where faces begin or end: within `reach_m` of `t` and
  // `beside_m` of the line on its outward side.
  double fit_end(dvec2 a, dvec2 direction, double t, double reach_m, double beside_m) const;

 private:
  struct Face {
    dvec2 a{0}, b{0};  // its footprint
    double weight = 0;
  };
  std::vector<Face> faces_;
  std::vector<std::vector<std::uint32_t>> cells_;
  dvec2 origin_{0};
  int width_ = 0, height_ = 0;
  template <class Visit>
  void near(dvec2 low, dvec2 high, Visit&& visit) const;
};

// The outline of region `region`, its holes filled: axis-parallel where it is nearly so. Nothing if no simple polygon
// describes it.
std::optional<std::vector<dvec2>> outline_of(const Storey& storey, const std::vector<int>& of_cell, int region,
                                             const UprightFaces& faces);

}  // namespace enf
