#include "engine/cook/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "engine/base/file.h"
#include "engine/cook/import_channel.h"
#include "engine/cook/import_format.h"
#include "engine/cook/jail.h"
#include "engine/cook/row_turner.h"

namespace enf {

namespace {

constexpr std::uint64_t largest_message = 64ull << 20;
constexpr float largest_extent = 1e8f;  // a mountain in millimetres
constexpr std::uint32_t largest_side = 1'000'000;
// An image of a few hundred bytes can claim 10^12 pixels; a gigapixel master has 10^9 to 10^11.
constexpr std::uint64_t most_pixels = 40'000'000'000;

Error misbehaved(const std::filesystem::path& path) {
  return {.id = "import.crashed",
          .what = "the import worker's answer does not add up",
          .file = path.string(),
          .advice = "The file made the importer misbehave; export it again from its program."};
}

Result<ResultHeader> read_header(Worker& worker) {
  ResultHeader header;
  if (auto r = worker.read(std::as_writable_bytes(std::span(&header, 1))); !r) return std::unexpected(r.error());
  return header;
}

Result<std::vector<std::byte>> read_payload(Worker& worker, const ResultHeader& header,
                                            const std::filesystem::path& path) {
  if (header.size > largest_message) return std::unexpected(misbehaved(path));
  std::vector<std::byte> bytes(header.size);
  if (auto r = worker.read(bytes); !r) return std::unexpected(r.error());
  return bytes;
}

std::string advice_for(const std::string& id) {
  if (id == "import.format")
    return "Give a glTF, GLB, OBJ, PLY, STL, FBX or COLLADA model, or a JPEG, PNG, TIFF or WebP image.";
  if (id == "import.malformed")
    return "The file is damaged or cut short; copy it again or export it anew from its program.";
  if (id == "import.unsupported") return "Save it in another kind: models as GLB, images as TIFF, PNG or JPEG.";
  if (id == "model.no_triangles") return "Give a model with surfaces; make a mesh of point clouds first.";
  if (id == "import.out_of_memory") return "Make the model or its textures smaller before import.";
  return {};
}

// The error that the worker reports about the file.
Error reported(std::span<const std::byte> payload, const std::filesystem::path& path) {
  TableReader t(payload);
  Error error{.id = t.text(), .file = path.string()};
  error.what = t.text();
  if (!t.at_end() || error.id.empty()) return misbehaved(path);
  error.advice = advice_for(error.id);
  return error;
}

void note_files(const Worker& worker, IntakeReport& report) {
  report.files_read.assign(worker.keeper().read().begin(), worker.keeper().read().end());
  report.files_missing.assign(worker.keeper().missing().begin(), worker.keeper().missing().end());
}

// Takes the rows as they are stored, until the worker's end; returns the last report.
using TakeRows = std::function<Result<void>(std::uint32_t first_row, std::span<const std::uint8_t> rows)>;
Result<IntakeReport> take_rows(Worker& worker, const StoredPicture& stored, const TakeRows& take,
                               const std::filesystem::path& path) {
  const std::uint64_t row_bytes = std::uint64_t{stored.channels} * stored.width;
  std::vector<std::uint8_t> rows;
  for (std::uint32_t have = 0;;) {
    auto header = read_header(worker);
    if (!header) return std::unexpected(header.error());
    if (header->tag == ResultTag::rows) {
      const std::uint64_t count = header->size / row_bytes;
      if (header->size % row_bytes != 0 || count == 0 || count > 1024 || count > stored.height - have) {
        return std::unexpected(misbehaved(path));
      }
      rows.resize(header->size);
      if (auto r = worker.read(std::as_writable_bytes(std::span(rows))); !r) return std::unexpected(r.error());
      if (take) {
        auto before = std::chrono::steady_clock::now();
        if (auto r = take(have, rows); !r) return std::unexpected(r.error());
        worker.extend(std::chrono::steady_clock::now() - before);
      }
      have += static_cast<std::uint32_t>(count);
      continue;
    }
    auto payload = read_payload(worker, *header, path);
    if (!payload) return std::unexpected(payload.error());
    if (header->tag == ResultTag::error) return std::unexpected(reported(*payload, path));
    TableReader t(*payload);
    IntakeReport last = read_report(t);
    if (header->tag != ResultTag::end || !t.at_end() || have != stored.height) return std::unexpected(misbehaved(path));
    return last;
  }
}

// Hands the sink what the worker sends, upright.
Result<IntakeReport> take_upright(Worker& worker, const StoredPicture& stored, const ImageSink& sink,
                                  const std::filesystem::path& path) {
  if (stored.orientation == 1 || !sink.rows) return take_rows(worker, stored, sink.rows, path);
  std::error_code none;
  auto turner =
      RowTurner::create(stored, sink.folder.empty() ? std::filesystem::temp_directory_path(none) : sink.folder);
  if (!turner) return std::unexpected(turner.error());
  auto report = take_rows(
      worker, stored, [&](std::uint32_t, std::span<const std::uint8_t> rows) { return turner->add_rows(rows); }, path);
  if (!report) return report;
  if (auto given = turner->give_rows(sink.rows); !given) return std::unexpected(given.error());
  return report;
}

}  // namespace

Result<ImportedModel> import_model(const std::filesystem::path& path, const ImportLimits& limits, Nursery* nursery) {
  auto worker = Worker::start(path, "model", limits, nursery);
  if (!worker) return std::unexpected(worker.error());
  auto header = read_header(*worker);
  if (!header) return std::unexpected(header.error());
  if (header->tag != ResultTag::model) {
    auto payload = read_payload(*worker, *header, path);
    if (!payload) return std::unexpected(payload.error());
    return std::unexpected(header->tag == ResultTag::error ? reported(*payload, path) : misbehaved(path));
  }
  auto imported = receive_model(
      [&](std::span<std::byte> bytes) { return worker->read(bytes); },
      [&](std::uint64_t offset, std::span<std::byte> bytes) { return worker->read_source(offset, bytes); },
      header->size, limits.result_bytes);
  if (!imported) {
    Error error = imported.error();
    error.file = path.string();
    return std::unexpected(error);
  }
  note_files(*worker, imported->report);
  summarise(imported->model, imported->report);
  if (imported->report.triangles == 0) {
    std::string what = "holds no triangles that its scene shows";
    for (const auto& w : imported->report.warnings) {
      if (w.id.starts_with("mesh.")) what += "; " + w.text;
    }
    return fail(
        {.id = "model.no_triangles", .what = what, .file = path.string(), .advice = advice_for("model.no_triangles")});
  }
  const vec3 size = imported->report.bounds.size();
  if (const float largest = std::max({size.x, size.y, size.z}); !(largest < largest_extent)) {
    return fail({.id = "import.malformed",
                 .what = fmt::format("the model is {:.3g} units large: its numbers are damaged", largest),
                 .file = path.string(),
                 .advice = advice_for("import.malformed")});
  }
  return imported;
}

Result<ImportedImage> import_image(const std::filesystem::path& path, const ImageSink& sink, const ImportLimits& limits,
                                   Nursery* nursery) {
  auto worker = Worker::start(path, "image", limits, nursery);
  if (!worker) return std::unexpected(worker.error());
  auto header = read_header(*worker);
  if (!header) return std::unexpected(header.error());
  auto payload = read_payload(*worker, *header, path);
  if (!payload) return std::unexpected(payload.error());
  if (header->tag == ResultTag::error) return std::unexpected(reported(*payload, path));
  TableReader t(*payload);
  ImportedImage image;
  StoredPicture stored;
  stored.width = t.value<std::uint32_t>(), stored.height = t.value<std::uint32_t>();
  stored.orientation = t.value<std::uint32_t>();
  image.info.has_alpha = t.value<std::uint8_t>() != 0, image.info.lossy = t.value<std::uint8_t>() != 0;
  image.report = read_report(t);
  if (header->tag != ResultTag::image || !t.at_end() || stored.width == 0 || stored.height == 0 ||
      stored.orientation < 1 || stored.orientation > 8) {
    return std::unexpected(misbehaved(path));
  }
  stored.channels = image.info.channels();
  image.info.width = stored.width, image.info.height = stored.height;
  if (stored.orientation >= 5) std::swap(image.info.width, image.info.height);
  const std::uint64_t pixels = static_cast<std::uint64_t>(image.info.width) * image.info.height;
  if (image.info.width > largest_side || image.info.height > largest_side || pixels > most_pixels) {
    return fail(
        {.id = "import.too_large",
         .what = fmt::format("the image claims {} x {} pixels, more than we read", image.info.width, image.info.height),
         .file = path.string()});
  }
  image.report.kind = AssetKind::image;
  image.report.width = image.info.width, image.report.height = image.info.height;
  image.report.has_alpha = image.info.has_alpha;
  if (sink.begin) {
    if (auto r = sink.begin(image.info); !r) return std::unexpected(r.error());
  }
  auto last = take_upright(*worker, stored, sink, path);
  if (!last) return std::unexpected(last.error());
  image.report.warnings = last->warnings;
  return image;
}

Result<AssetKind> kind_of_asset(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail({.id = "file.missing", .what = "there is no such file", .file = path.string()});
  }
  std::ifstream in(path, std::ios::binary);
  std::vector<char> head(4096);
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (in.bad() || (!in && in.gcount() == 0 && !std::filesystem::is_regular_file(path, ignored))) {
    return fail({.id = "file.unreadable", .what = "cannot be read", .file = path.string()});
  }
  auto bytes = std::as_bytes(std::span(head)).first(static_cast<std::size_t>(in.gcount()));
  if (!image_format(bytes).empty()) return AssetKind::image;
  if (model_format(bytes, path.filename().string()) != ModelFormat::none) return AssetKind::model;
  // By its name it should be an image: let the image reader say what is wrong with it.
  for (auto extension : {"jpg", "jpeg", "png", "tif", "tiff", "webp", "gif"}) {
    if (extension_of(path.filename().string()) == extension) return AssetKind::image;
  }
  return fail({.id = "import.format",
               .what = "is neither a model nor an image we read",
               .file = path.string(),
               .advice = advice_for("import.format")});
}

Result<IntakeReport> examine(const std::filesystem::path& path, const CataloguedSize& catalogued,
                             const ImportLimits& limits) {
  auto kind = kind_of_asset(path);
  if (!kind) return std::unexpected(kind.error());
  if (*kind == AssetKind::image) {
    auto image = import_image(path, {}, limits);
    if (!image) return std::unexpected(image.error());
    return std::move(image->report);
  }
  auto model = import_model(path, limits);
  if (!model) return std::unexpected(model.error());
  IntakeReport report = std::move(model->report);
  report.open_edges = count_open_edges(model->model);
  judge_size(report, catalogued);
  return report;
}

}  // namespace enf
