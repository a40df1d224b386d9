// Owns: filling a plan polygon with triangles fine enough for soft corner shading, and laying grid lines over it.
// Must not know: rooms beyond their outline.
// Called by: architecture.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/geometry/math.h"
#include "engine/scene/mesh_builder.h"
#include "engine/scene/openness.h"

namespace enf {

struct PlanFill {
  enum class Facing { up, down };
  float level = 0;  // height of the plane
  Facing facing = Facing::up;
  double largest_m = 2;                   // cells are no larger
  std::span<const dvec2> edges;           // cells grow finer towards these outlines' axis-parallel sides
  std::span<const StandingBox> standing;  // and, cell by cell, towards these feet
  float turn_rad = 0;                     // the finish's direction against the polygon's longest side
};

// Triangles over the whole polygon, cut by a grid. The polygon is simple with positive area. `mesh_at` says which mesh
// a cell around that middle goes to.
void fill_plan(const std::function<MeshBuilder&(dvec2 middle)>& mesh_at, std::span<const dvec2> polygon,
               const PlanFill& fill);

struct PlanLine {
  dvec2 a, b;
};

// Lines along and across the polygon's longest side, about `spacing_m` apart, clipped to it.
std::vector<PlanLine> plan_grid_lines(std::span<const dvec2> polygon, double spacing_m);

}  // namespace enf
