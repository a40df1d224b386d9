// Owns: the intake report: what a lender's file holds, what in it cannot be honoured, and which unit and up axis fit
//   the catalogued size.
// Must not know: file formats, child processes.
// Called by: import (fills it), the CLI and the editor (show it), on any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/cook/source_asset.h"
#include "engine/geometry/shapes.h"

namespace enf {

enum class AssetKind { model, image };

struct IntakeTexture {
  std::string name;                     // file name or "embedded 3"
  std::uint32_t width = 0, height = 0;  // texels; 0 when it could not be read (a warning says why)
  friend bool operator==(const IntakeTexture&, const IntakeTexture&) = default;
};

// The size a catalogue gives, in millimetres; 0 where it gives none.
struct CataloguedSize {
  double width_mm = 0, height_mm = 0, depth_mm = 0;
};

// How to read the file's numbers so that it comes out at its catalogued size.
struct SizeProposal {
  double metres_per_unit = 1;  // multiply the imported metres by this
  UpAxis up = UpAxis::y;       // turn the model so that this axis becomes Y
  vec3 size_m{0};              // the size that results
  std::string reason;          // one sentence for the curator
};

struct IntakeReport {
  AssetKind kind = AssetKind::model;
  std::string format;            // "glTF 2.0 binary", "Wavefront OBJ", "TIFF", ...
  // Models. Instances are counted each.
  std::uint64_t triangles = 0, vertices = 0;
  std::uint32_t materials = 0;
  std::vector<IntakeTexture> textures;
  Box bounds;                                // metres, as far as the file says
  std::optional<std::uint64_t> open_edges;   // edges with one triangle only; counted by examine()
  std::optional<SizeProposal> proposal;      // set if another unit or up axis fits better than the file's own
  // Images.
  std::uint32_t width = 0, height = 0;       // pixels, upright
  bool has_alpha = false;
  std::string colour_profile;                // "sRGB (assumed)", "Display P3", ...
  std::vector<IntakeWarning> warnings;
  // Relative to the file's own folder: further files that were read, and those asked for that are not there.
  std::vector<std::filesystem::path> files_read, files_missing;
};

// Adds the warning unless one with the same id and text is there already.
void add_warning(std::vector<IntakeWarning>& warnings, std::string id, std::string text);

// Fills triangles, vertices, materials and bounds from the model; keeps the rest.
void summarise(const SourceModel& model, IntakeReport& report);

// Edges (between places, not vertex indices: seams in texture coordinates are no holes) that belong to one triangle only.
std::uint64_t count_open_edges(const SourceModel& model);

// Whether a model of that width, height and depth is as large as catalogued, within 15 %; catalogues do not say from which
// side width and depth were taken.
bool is_of_size(dvec3 size_m, const CataloguedSize& catalogued);

// The unit (m, cm, mm, inch, foot, km, dm) and up axis under which `bounds` comes nearest to the catalogued size; nothing when
// the file's own reading is within 15 % or nothing fits within 25 %.
std::optional<SizeProposal> propose_size(const Box& bounds, const CataloguedSize& catalogued);

// Sets report.proposal and its warnings: "model.unit_guess", "model.up_axis_guess", "model.size_mismatch" against a
// catalogued size; without one (all 0) "model.size_implausible" for models larger than 100 m or smaller than 1 mm.
void judge_size(IntakeReport& report, const CataloguedSize& catalogued);

// Scales and turns instances and lights as proposed, so that the model stands in metres, Y up.
void apply(const SizeProposal& proposal, SourceModel& model);

// The contract of `enfilade info FILE --json`: {"ok":true,"kind":...,"triangles":...} on one line.
std::string to_json(const IntakeReport& report);
// {"ok":false,"error":{"id","text"}} on one line.
std::string to_json(const Error& error);

}  // namespace enf
