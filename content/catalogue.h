// Owns: the list of the exhibition's works: lender, size, sensitivity, file, and the generator that makes each.
// Must not know: where anything hangs, what labels say.
// Called by: two_shores (records) and generate (files); any thread.
#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "content/works.h"
#include "engine/exhibition/records.h"

namespace enf {

// The four lenders.
inline const InstitutionId baku{"baku"}, tashkent{"tashkent"}, sheki{"sheki"}, khiva{"khiva"};

struct CatalogueEntry {
  const char* id;
  const InstitutionId& lender;
  const char* extension;                 // of its file: jpg, png, tif, glb
  double width_mm, height_mm, depth_mm;  // depth: works in the round only
  LightSensitivity sensitivity;
  std::variant<Picture (*)(int), VastPicture (*)(int), Solid (*)(float)> make;
  int long_side_px = 0;  // pictures

  bool is_flat() const { return !std::holds_alternative<Solid (*)(float)>(make); }
};

// In the order in which they are best made: the longest first, so that no core waits at the end.
std::span<const CatalogueEntry> catalogue();
// The entry of that id, or null.
const CatalogueEntry* catalogued(std::string_view id);

}  // namespace enf
