#include "engine/cook/pyramid_cook.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstring>
#include <mutex>
#include <optional>

#include "engine/cook/spill_file.h"
#include "engine/package/linear_light.h"
#include "engine/package/tile.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

// Bands up to this size are made into tiles while the next one fills; a wider one is waited for.
constexpr std::size_t greatest_second_band = 64 << 20;

// So many bytes of tiles wait in memory, the others in the spill file.
constexpr std::uint64_t greatest_kept = 48 << 20;

struct WaitingTile {
  PreparedSection section;    // without its bytes if they were spilled
  std::uint64_t at = 0;       // where they lie in the spill file
  std::uint64_t spilled = 0;  // how many
};

struct Level {
  PyramidLevel plan;
  std::uint32_t rows = 0;          // that have come
  std::vector<std::uint8_t> band;  // pyramid_tile rows
  std::uint32_t band_rows = 0;
  std::vector<std::uint8_t> full_band;  // what `tasks` cut into tiles
  std::uint32_t tile_rows = 0;          // that are made or being made
  std::vector<WaitingTile> tiles;
  std::vector<std::uint16_t> upper;   // the even row that waits for the odd one below it
  std::vector<std::uint16_t> linear;  // the newest row
  std::vector<std::uint8_t> bytes;    // and as bytes
  TaskGroup tasks;                    // last, for it uses what stands above
};

}  // namespace

struct PyramidBuilder::State {
  Pyramid pyramid;
  std::size_t channels = 3;
  SpillFile spill;
  std::atomic<std::uint64_t> kept_bytes{0};  // bytes of tiles in memory
  std::array<std::uint64_t, 4> sum{};  // of the coarsest level's linear light, weighted by alpha; [3]: of the weights
  std::mutex mutex;
  std::optional<Error> error;  // the first of any task; guarded by `mutex`
  std::vector<Level> levels;

  // Takes the row in level k's `linear`, as bytes in `row`, and passes every second one on to the next level.
  Result<void> take(std::size_t k, std::span<const std::uint8_t> row);
  Result<void> keep(Level& level, std::span<const std::uint8_t> row);
  Result<void> make_tiles(Level& level);
  Result<void> finish_tiles(Level& level);
  void make_tile(Level& level, std::span<const std::uint8_t> band, std::uint32_t x, std::uint32_t y);
  void add_to_sum(std::span<const std::uint16_t> linear);
};

PyramidBuilder::PyramidBuilder() : state_(std::make_unique<State>()) {}
PyramidBuilder::PyramidBuilder(PyramidBuilder&&) noexcept = default;
PyramidBuilder& PyramidBuilder::operator=(PyramidBuilder&&) noexcept = default;
PyramidBuilder::~PyramidBuilder() = default;

Result<PyramidBuilder> PyramidBuilder::create(const PictureDesc& desc, const fs::path& folder, Jobs& jobs) {
  constexpr std::uint64_t greatest_area = 1ull << 36;
  if (desc.width == 0 || desc.height == 0 || desc.width > greatest_picture || desc.height > greatest_picture ||
      std::uint64_t{desc.width} * desc.height > greatest_area)
    return fail({.id = "picture.too_large",
                 .what = fmt::format("is {} x {} pixels; up to {} a side and 68 gigapixels are taken", desc.width,
                                     desc.height, greatest_picture),
                 .advice = "Export the picture at a smaller size"});
  PyramidBuilder builder;
  State& s = *builder.state_;
  auto spill = SpillFile::create(folder);
  if (!spill) return std::unexpected(spill.error());
  s.spill = std::move(*spill);
  s.pyramid = plan_pyramid(desc.width, desc.height);
  s.pyramid.has_alpha = desc.has_alpha;
  s.pyramid.coding = desc.lossy && !desc.has_alpha ? TileCoding::jpeg : TileCoding::lossless;
  s.channels = s.pyramid.channels();
  s.levels.reserve(s.pyramid.levels.size());
  for (const PyramidLevel& plan : s.pyramid.levels) {
    const std::size_t row = plan.width * s.channels;
    Level& level = s.levels.emplace_back(Level{.plan = plan, .tasks = TaskGroup(jobs)});
    level.band.resize(row * pyramid_tile);
    level.tiles.resize(std::size_t{plan.tiles_x} * plan.tiles_y);
    level.upper.resize(row), level.linear.resize(row), level.bytes.resize(row);
  }
  return builder;
}

Result<void> PyramidBuilder::add_rows(std::span<const std::uint8_t> rows) {
  State& s = *state_;
  const std::size_t row = s.pyramid.width * s.channels;
  for (; !rows.empty(); rows = rows.subspan(row)) {
    linear_from_bytes(rows.first(row), s.channels, s.levels[0].linear);
    if (auto taken = s.take(0, rows.first(row)); !taken) return taken;
  }
  return {};
}

void PyramidBuilder::State::add_to_sum(std::span<const std::uint16_t> linear) {
  for (std::size_t i = 0; i < linear.size(); i += channels) {
    const std::uint64_t weight = channels == 4 ? linear[i + 3] : 1;
    for (std::size_t c = 0; c < 3; ++c) sum[c] += weight * linear[i + c];
    sum[3] += weight;
  }
}

Result<void> PyramidBuilder::State::take(std::size_t k, std::span<const std::uint8_t> row) {
  Level& level = levels[k];
  if (auto kept = keep(level, row); !kept) return kept;
  if (k + 1 == levels.size()) {
    add_to_sum(level.linear);
    return {};
  }
  const bool upper = level.rows % 2 == 1, last = level.rows == level.plan.height;
  if (upper && !last) {
    std::swap(level.upper, level.linear);
    return {};
  }
  Level& next = levels[k + 1];
  // A last odd row out stands for both.
  halve_rows(upper ? level.linear : level.upper, level.linear, channels, next.linear);
  bytes_from_linear(next.linear, channels, next.bytes);
  return take(k + 1, next.bytes);
}

// Adds a row to the band; when the band holds all that a row of tiles shows, makes them.
Result<void> PyramidBuilder::State::keep(Level& level, std::span<const std::uint8_t> row) {
  auto put = [&] { std::memcpy(&level.band[std::size_t{level.band_rows++} * row.size()], row.data(), row.size()); };
  if (level.rows == 0)
    for (std::uint32_t i = 0; i < pyramid_gutter; ++i) put();
  put();
  ++level.rows;
  const bool last = level.rows == level.plan.height;
  while (level.tile_rows < level.plan.tiles_y) {
    while (last && level.band_rows < pyramid_tile) put();
    if (level.band_rows < pyramid_tile) break;
    if (auto made = make_tiles(level); !made) return made;
  }
  return {};
}

// Begins to make a row of tiles of the full band. Its last rows are the first of the next.
Result<void> PyramidBuilder::State::make_tiles(Level& level) {
  const std::size_t kept = level.band.size() / pyramid_tile * (2 * pyramid_gutter), gone = level.band.size() - kept;
  const std::uint32_t y = level.tile_rows++;
  const bool together = level.band.size() <= greatest_second_band;
  if (together) {
    if (auto finished = finish_tiles(level); !finished) return finished;
    level.full_band.resize(level.band.size());
    std::swap(level.band, level.full_band);
    std::memcpy(level.band.data(), &level.full_band[gone], kept);
  }
  std::span<const std::uint8_t> band = together ? level.full_band : level.band;
  for (std::uint32_t x = 0; x < level.plan.tiles_x; ++x)
    level.tasks.run([this, &level, band, x, y] { make_tile(level, band, x, y); });
  level.band_rows = 2 * pyramid_gutter;
  if (together) return {};
  auto finished = finish_tiles(level);
  std::memmove(level.band.data(), &level.band[gone], kept);
  return finished;
}

Result<void> PyramidBuilder::State::finish_tiles(Level& level) {
  level.tasks.wait();
  std::lock_guard lock(mutex);
  if (error) return std::unexpected(*error);
  return {};
}

void PyramidBuilder::State::make_tile(Level& level, std::span<const std::uint8_t> band, std::uint32_t tx,
                                      std::uint32_t ty) {
  std::vector<std::uint8_t> texels(std::size_t{pyramid_tile} * pyramid_tile * channels);
  const auto width = static_cast<std::int64_t>(level.plan.width);
  const std::int64_t left = std::int64_t{tx} * pyramid_inner - pyramid_gutter;
  const std::int64_t from = std::max<std::int64_t>(left, 0), to = std::min<std::int64_t>(left + pyramid_tile, width);
  for (std::uint32_t y = 0; y < pyramid_tile; ++y) {
    const std::uint8_t* row = &band[std::size_t{y} * level.plan.width * channels];
    std::uint8_t* out = &texels[std::size_t{y} * pyramid_tile * channels];
    auto put = [&](std::int64_t first, std::int64_t count) {
      const std::size_t bytes = static_cast<std::size_t>(count) * channels;
      std::memcpy(out, row + static_cast<std::size_t>(first) * channels, bytes);
      out += bytes;
    };
    for (std::int64_t x = left; x < from; ++x) put(0, 1);
    put(from, to - from);
    for (std::int64_t x = to; x < left + pyramid_tile; ++x) put(width - 1, 1);
  }
  WaitingTile& tile = level.tiles[std::size_t{ty} * level.plan.tiles_x + tx];
  tile.section = pack_tile(pyramid, texels);
  const std::uint64_t size = tile.section.stored.size();
  if (kept_bytes.fetch_add(size) + size <= greatest_kept) return;
  auto at = spill.append(tile.section.stored);
  tile.spilled = size;
  tile.section.stored = std::vector<std::byte>();  // "= {}" would keep its memory
  if (at) {
    tile.at = *at;
    return;
  }
  std::lock_guard lock(mutex);
  if (!error) error = at.error();
}

Result<void> PyramidBuilder::write(ChunkWriter& writer) {
  State& s = *state_;
  for (auto level = s.levels.rbegin(); level != s.levels.rend(); ++level) {
    assert(level->rows == level->plan.height);
    if (auto finished = s.finish_tiles(*level); !finished) return finished;
    for (WaitingTile& tile : level->tiles) {
      PreparedSection section = std::move(tile.section);
      if (tile.spilled > 0) {
        section.stored.resize(tile.spilled);
        if (auto read = s.spill.read(tile.at, section.stored); !read) return read;
      }
      if (auto added = writer.add(section); !added) return std::unexpected(added.error());
    }
  }
  const double weight = 65535.0 * static_cast<double>(s.sum[3]);
  for (int c = 0; c < 3; ++c)
    s.pyramid.average_colour[c] =
        weight > 0 ? static_cast<float>(static_cast<double>(s.sum[static_cast<std::size_t>(c)]) / weight) : 0;
  return write_pyramid_table(writer, s.pyramid);
}

}  // namespace enf
