// Owns: dividing a model of a whole floor among its rooms, so that each can be drawn alone.
// Must not know: how rooms are found, documents.
// Called by: the model cook.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/cook/source_asset.h"

namespace enf {

// A room's share of a model: its plan as in Room and its heights, in the model's space after unit and up axis.
struct ModelRegion {
  std::string name;
  std::vector<dvec2> plan;
  double floor_m = 0, ceiling_m = 0;
  friend bool operator==(const ModelRegion&, const ModelRegion&) = default;
};

// Every triangle goes to the region it lies in or nearest to; those that reach from one into another are cut along the
// plans' sides, halfway between facing ones, and between storeys. What stands within 3 cm of two regions, such as a
// wall without thickness, goes to both. Afterwards each instance has a region.
void divide_model(SourceModel& model, std::span<const ModelRegion> regions);

}  // namespace enf
