#include <optional>

#include "engine/cook/cook.h"
#include "engine/cook/cook_source.h"
#include "engine/cook/cook_steps.h"
#include "engine/cook/import.h"
#include "engine/cook/model_cook.h"

namespace enf {

namespace fs = std::filesystem;

Result<Cooked> cook_model(const fs::path& path, const ModelSettings& settings, const Store& store, Jobs& jobs,
                          const WorkContext& work, Nursery* nursery) {
  std::optional<FileStamp> stamp = stamp_of(path);
  std::optional<Hash> source = known_source(store, path);
  std::optional<ImportedModel> imported;
  auto import = [&]() -> Result<void> {
    work.tell("Reading", 0, 0);
    auto result = import_model(path, {.stop = work.stop}, nursery);
    if (!result) return std::unexpected(result.error());
    imported = std::move(*result);
    return {};
  };
  if (!source) {
    if (auto done = import(); !done) return std::unexpected(done.error());
    auto recorded = record_source(store, path, imported->report.files_read, imported->report.files_missing);
    if (!recorded) return std::unexpected(recorded.error());
    if (stamp_of(path) != stamp) return fail(source_changed(path));
    source = *recorded;
  }
  Cooked cooked;
  Hasher key;
  key.add_text("model")
      .add_value(model_cooker_version)
      .add(std::as_bytes(std::span(source->bytes)))
      .add_value(settings.metres_per_unit)
      .add_value(settings.up);
  for (const ModelRegion& region : settings.regions) {
    key.add_text(region.name).add_value(region.floor_m).add_value(region.ceiling_m).add_value(region.plan.size());
    for (dvec2 corner : region.plan) key.add_value(corner.x).add_value(corner.y);
  }
  cooked.key = key.finish();
  if (is_ready(store, cooked.key, ChunkKind::model, cooked.warnings)) {
    cooked.was_ready = true;
    return cooked;
  }
  if (!imported)
    if (auto done = import(); !done) return std::unexpected(done.error());
  for (IntakeWarning& warning : imported->report.warnings) cooked.warnings.push_back(std::move(warning));

  apply({.metres_per_unit = settings.metres_per_unit, .up = settings.up}, imported->model);
  if (!settings.regions.empty()) divide_model(imported->model, settings.regions);
  auto parts = make_model(std::move(imported->model), jobs, work, cooked.warnings);
  if (work.stop.stop_requested()) return fail(cancelled(path));
  for (const ModelRegion& region : settings.regions) parts.model.regions.push_back(region.name);
  if (parts.model.meshes.empty())
    return fail({.id = "model.no_triangles",
                 .what = "has no triangle with an area",
                 .file = path.string(),
                 .advice = "Export it again with its faces; check its unit"});

  work.tell("Writing", 0, 0);
  auto writer = store.write_chunk(cooked.key, ChunkKind::model);
  if (!writer) return std::unexpected(writer.error());
  if (auto written = write_model(*writer, parts); !written) return std::unexpected(written.error());
  if (auto finished = writer->finish(); !finished) return std::unexpected(finished.error());
  return cooked;
}

}  // namespace enf
