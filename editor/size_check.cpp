#include "editor/size_check.h"

#include <cmath>

#include "engine/cook/intake.h"
#include "engine/intake/examination.h"

namespace enf::editor {

std::optional<SizeContradiction> contradiction_of(const Work& work, const Asset& asset, const CookedShape& shape) {
  if (shape.path != asset.path) return std::nullopt;
  SizeContradiction found{work.id, shape, {}};
  if (work.form == WorkForm::flat) {
    constexpr double tolerance = 0.02;
    if (shape.pixels.x == 0 || shape.pixels.y == 0 || !(work.height_mm > 0)) return std::nullopt;
    const double of_file = double(shape.pixels.x) / shape.pixels.y, of_work = work.width_mm / work.height_mm;
    if (std::abs(of_file / of_work - 1) <= tolerance) return std::nullopt;
    return found;
  }
  if (shape.size_m == dvec3(0) || shape.reading != FileReading{asset.metres_per_unit, asset.up}) return std::nullopt;
  const CataloguedSize catalogued{work.width_mm, work.height_mm, work.depth_mm};
  if (is_of_size(shape.size_m, catalogued)) return std::nullopt;
  // Read once more the way it was read, it is again as it was.
  const Box as_read{vec3(0), vec3(shape.size_m)};
  const dvec3 in_file = size_read_as(as_read, shape.reading.up, 1 / shape.reading.metres_per_unit);
  if (auto proposal = propose_size(Box{vec3(0), vec3(in_file)}, catalogued))
    found.fits = FileReading{proposal->metres_per_unit, proposal->up};
  else if (is_of_size(in_file, catalogued))
    found.fits = FileReading{};
  if (found.fits == shape.reading) found.fits.reset();  // nothing fits better
  return found;
}

void SizeChecks::learn(const AssetId& asset, const CookedShape& shape) {
  shapes_[asset] = shape;
  has_learnt_ = true;
}

bool SizeChecks::follow(const Document& document) {
  const bool is_same = seen_ && seen_->works == document.works && seen_->assets == document.assets;
  if (is_same && !has_learnt_) return false;
  seen_ = document, has_learnt_ = false;
  list_.clear();
  for (const Work& work : document.works) {
    const Asset* asset = document.find(work.asset);
    auto shape = asset ? shapes_.find(asset->id) : shapes_.end();
    if (shape == shapes_.end()) continue;
    if (auto found = contradiction_of(work, *asset, shape->second)) list_.push_back(std::move(*found));
  }
  return true;
}

}  // namespace enf::editor
