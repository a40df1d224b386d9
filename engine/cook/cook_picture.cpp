#include <optional>

#include "engine/cook/cook.h"
#include "engine/cook/cook_source.h"
#include "engine/cook/cook_steps.h"
#include "engine/cook/import.h"
#include "engine/cook/pyramid_cook.h"

namespace enf {

namespace fs = std::filesystem;

Result<Cooked> cook_picture(const fs::path& path, const Store& store, Jobs& jobs, const WorkContext& work,
                            Nursery* nursery) {
  std::optional<FileStamp> stamp = stamp_of(path);
  std::optional<Hash> source = known_source(store, path);
  if (!source) {
    auto recorded = record_source(store, path, {}, {});
    if (!recorded) return std::unexpected(recorded.error());
    source = *recorded;
  }
  Cooked cooked;
  cooked.key = Hasher()
                   .add_text("picture")
                   .add_value(picture_cooker_version)
                   .add(std::as_bytes(std::span(source->bytes)))
                   .finish();
  if (is_ready(store, cooked.key, ChunkKind::pyramid, cooked.warnings)) {
    cooked.was_ready = true;
    return cooked;
  }

  std::optional<PyramidBuilder> builder;
  ImageInfo info;
  ImageSink sink{.folder = store.folder()};
  sink.begin = [&](const ImageInfo& image) -> Result<void> {
    info = image;
    auto made = PyramidBuilder::create({image.width, image.height, image.has_alpha, image.lossy}, store.folder(), jobs);
    if (!made) {
      made.error().file = made.error().file.empty() ? path.string() : made.error().file;
      return std::unexpected(made.error());
    }
    builder = std::move(*made);
    return {};
  };
  sink.rows = [&](std::uint32_t first_row, std::span<const std::uint8_t> rows) -> Result<void> {
    if (work.stop.stop_requested()) return fail(cancelled(path));
    work.tell("Making tiles", first_row, info.height);
    return builder->add_rows(rows);
  };
  auto imported = import_image(path, sink, {.stop = work.stop}, nursery);
  if (!imported) return std::unexpected(imported.error());
  for (IntakeWarning& warning : imported->report.warnings) cooked.warnings.push_back(std::move(warning));

  auto writer = store.write_chunk(cooked.key, ChunkKind::pyramid);
  if (!writer) return std::unexpected(writer.error());
  if (auto written = builder->write(*writer); !written) return std::unexpected(written.error());
  if (stamp_of(path) != stamp) return fail(source_changed(path));
  if (auto finished = writer->finish(); !finished) return std::unexpected(finished.error());
  work.tell("Making tiles", info.height, info.height);
  return cooked;
}

}  // namespace enf
