#include "engine/cook/pyramid_cook.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "engine/cook/texture_cook.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

// A file without a name: whatever happens, nothing of it stays.
class SpillFile {
 public:
  static Result<SpillFile> create(const fs::path& folder) {
    SpillFile file;
    std::string name = (folder / ".tiles.XXXXXX").string();
    file.folder_ = folder;
    file.fd_ = ::mkstemp(name.data());
    if (file.fd_ < 0) return fail(file_error("write", folder, errno));
    ::unlink(name.c_str());
    return file;
  }
  SpillFile() = default;
  SpillFile(SpillFile&& other) noexcept { *this = std::move(other); }
  SpillFile& operator=(SpillFile&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(folder_, other.folder_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~SpillFile() {
    if (fd_ >= 0) ::close(fd_);
  }

  // Appends and returns where.
  Result<std::uint64_t> append(std::span<const std::byte> bytes) {
    std::uint64_t at = size_;
    while (!bytes.empty()) {
      ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(file_error("write", folder_, errno == EFBIG ? ENOSPC : errno));
      bytes = bytes.subspan(static_cast<std::size_t>(n));
      size_ += static_cast<std::uint64_t>(n);
    }
    return at;
  }
  Result<void> read(std::uint64_t at, std::span<std::byte> bytes) const {
    while (!bytes.empty()) {
      ssize_t n = ::pread(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return fail(file_error("read back", folder_, n == 0 ? EIO : errno));
      bytes = bytes.subspan(static_cast<std::size_t>(n));
      at += static_cast<std::uint64_t>(n);
    }
    return {};
  }

 private:
  int fd_ = -1;
  fs::path folder_;
  std::uint64_t size_ = 0;
};

struct SpilledTile {
  PreparedSection section;  // without its bytes
  std::uint64_t at = 0, bytes = 0;
};

struct Level {
  PyramidLevel plan;
  std::uint32_t rows = 0;              // that have come
  std::vector<std::uint8_t> band;      // pyramid_tile rows of width * 4 bytes
  std::uint32_t band_rows = 0;
  std::vector<vec4> upper;             // the even row that waits for the odd one below it
  std::vector<SpilledTile> tiles;
};

// The tile's three mips, one after the other, from its full size at the front.
void add_mips(std::vector<std::uint8_t>& tile, TextureRole role) {
  std::vector<vec4> linear(pyramid_tile * pyramid_tile);
  for (std::size_t i = 0; i < linear.size(); ++i) linear[i] = averageable(&tile[4 * i], role);
  std::size_t out = linear.size() * 4;
  for (std::uint32_t side = pyramid_tile / 2; side >= pyramid_tile >> (pyramid_tile_mips - 1); side /= 2) {
    for (std::uint32_t y = 0; y < side; ++y)
      for (std::uint32_t x = 0; x < side; ++x, out += 4) {
        const vec4* upper = &linear[std::size_t{y} * 2 * side * 2 + x * 2];
        vec4 average = (upper[0] + upper[1] + upper[2 * side] + upper[2 * side + 1]) * 0.25f;
        put_texel(average, role, &tile[out]);
        linear[std::size_t{y} * side + x] = average;  // its own quarter was read before
      }
  }
}

}  // namespace

struct PyramidBuilder::State {
  Pyramid pyramid;
  TextureRole role = TextureRole::colour;
  Jobs* jobs = nullptr;
  SpillFile spill;
  std::vector<Level> levels;
  glm::dvec4 sum{0};

  // Takes row `row` of level k in both its forms and passes every second one on to the next level.
  Result<void> take(std::size_t k, std::span<const std::uint8_t> rgba, std::span<const vec4> linear);
  Result<void> keep(Level& level, std::span<const std::uint8_t> rgba);
  Result<void> make_tiles(Level& level);
};

PyramidBuilder::PyramidBuilder() : state_(std::make_unique<State>()) {}
PyramidBuilder::PyramidBuilder(PyramidBuilder&&) noexcept = default;
PyramidBuilder& PyramidBuilder::operator=(PyramidBuilder&&) noexcept = default;
PyramidBuilder::~PyramidBuilder() = default;

Result<PyramidBuilder> PyramidBuilder::create(std::uint32_t width, std::uint32_t height, bool has_alpha,
                                              const fs::path& folder, Jobs& jobs) {
  constexpr std::uint64_t greatest_area = 1ull << 36;
  if (width == 0 || height == 0 || width > greatest_picture || height > greatest_picture ||
      std::uint64_t{width} * height > greatest_area)
    return fail({.id = "picture.too_large",
                 .what = fmt::format("is {} x {} pixels; up to {} a side and 68 gigapixels are taken", width, height,
                                     greatest_picture),
                 .advice = "Export the picture at a smaller size"});
  PyramidBuilder builder;
  State& s = *builder.state_;
  auto spill = SpillFile::create(folder);
  if (!spill) return std::unexpected(spill.error());
  s.spill = std::move(*spill);
  s.jobs = &jobs;
  s.role = has_alpha ? TextureRole::colour_blended : TextureRole::colour;
  s.pyramid = plan_pyramid(width, height);
  s.pyramid.has_alpha = has_alpha;
  for (const PyramidLevel& plan : s.pyramid.levels) {
    Level& level = s.levels.emplace_back();
    level.plan = plan;
    level.band.resize(std::size_t{plan.width} * 4 * pyramid_tile);
  }
  return builder;
}

Result<void> PyramidBuilder::add_rows(std::span<const std::uint8_t> rgba) {
  State& s = *state_;
  std::size_t width = s.pyramid.width;
  std::vector<vec4> linear(width);
  std::vector<std::uint8_t> opaque;
  for (; !rgba.empty(); rgba = rgba.subspan(width * 4)) {
    auto row = rgba.first(width * 4);
    if (!s.pyramid.has_alpha) {
      opaque.assign(row.begin(), row.end());
      for (std::size_t x = 0; x < width; ++x) opaque[4 * x + 3] = 255;
      row = opaque;
    }
    glm::dvec4 sum(0);
    for (std::size_t x = 0; x < width; ++x) {
      linear[x] = averageable(&row[4 * x], s.role);
      sum += glm::dvec4(linear[x]);
    }
    s.sum += sum;
    if (auto taken = s.take(0, row, linear); !taken) return taken;
  }
  return {};
}

Result<void> PyramidBuilder::State::take(std::size_t k, std::span<const std::uint8_t> rgba,
                                         std::span<const vec4> linear) {
  Level& level = levels[k];
  if (auto kept = keep(level, rgba); !kept) return kept;
  std::uint32_t row = level.rows - 1;
  if (k + 1 == levels.size()) return {};
  bool last = level.rows == level.plan.height;
  if (row % 2 == 0 && !last) {
    level.upper.assign(linear.begin(), linear.end());
    return {};
  }
  const vec4* upper = row % 2 == 0 ? linear.data() : level.upper.data();  // a last odd one out stands for both
  std::size_t width = level.plan.width;
  std::vector<vec4> half(levels[k + 1].plan.width);
  std::vector<std::uint8_t> bytes(half.size() * 4);
  for (std::size_t x = 0; x < half.size(); ++x) {
    std::size_t a = 2 * x, b = std::min(2 * x + 1, width - 1);
    half[x] = (upper[a] + upper[b] + linear[a] + linear[b]) * 0.25f;
    put_texel(half[x], role, &bytes[4 * x]);
  }
  return take(k + 1, bytes, half);
}

// Adds a row to the band; when the band holds all that a row of tiles shows, makes them.
Result<void> PyramidBuilder::State::keep(Level& level, std::span<const std::uint8_t> rgba) {
  auto put = [&] {
    std::memcpy(&level.band[std::size_t{level.band_rows++} * rgba.size()], rgba.data(), rgba.size());
  };
  if (level.rows == 0)
    for (std::uint32_t i = 0; i < pyramid_gutter; ++i) put();
  put();
  ++level.rows;
  bool last = level.rows == level.plan.height;
  for (;;) {
    while (last && level.band_rows < pyramid_tile) put();
    if (level.band_rows < pyramid_tile) return {};
    if (auto made = make_tiles(level); !made) return made;
    // The last rows of this band are the first of the next.
    std::size_t kept = 2 * pyramid_gutter * rgba.size();
    std::memmove(level.band.data(), &level.band[level.band.size() - kept], kept);
    level.band_rows = 2 * pyramid_gutter;
    if (level.tiles.size() == std::size_t{level.plan.tiles_x} * level.plan.tiles_y) return {};
  }
}

Result<void> PyramidBuilder::State::make_tiles(Level& level) {
  std::vector<PreparedSection> made(level.plan.tiles_x);
  jobs->parallel_for(made.size(), [&](std::size_t tx) {
    std::vector<std::uint8_t> tile(pyramid_tile_bytes);
    auto width = static_cast<std::int64_t>(level.plan.width);
    std::int64_t left = static_cast<std::int64_t>(tx) * pyramid_inner - pyramid_gutter;
    for (std::uint32_t y = 0; y < pyramid_tile; ++y) {
      const std::uint8_t* row = &level.band[std::size_t{y} * level.plan.width * 4];
      std::uint8_t* out = &tile[std::size_t{y} * pyramid_tile * 4];
      for (std::int64_t x = 0; x < pyramid_tile; ++x, out += 4)
        std::memcpy(out, row + 4 * std::clamp<std::int64_t>(left + x, 0, width - 1), 4);
    }
    add_mips(tile, role);
    made[tx] = prepare_section(std::as_bytes(std::span(tile)));
  });
  for (PreparedSection& section : made) {
    auto at = spill.append(section.stored);
    if (!at) return std::unexpected(at.error());
    SpilledTile tile{.at = *at, .bytes = section.stored.size()};
    section.stored = std::vector<std::byte>();  // "= {}" would keep its memory
    tile.section = std::move(section);
    level.tiles.push_back(std::move(tile));
  }
  return {};
}

Result<void> PyramidBuilder::write(ChunkWriter& writer) {
  State& s = *state_;
  for (auto level = s.levels.rbegin(); level != s.levels.rend(); ++level) {
    assert(level->rows == level->plan.height);
    for (SpilledTile& tile : level->tiles) {
      PreparedSection section = std::move(tile.section);
      section.stored.resize(tile.bytes);
      if (auto read = s.spill.read(tile.at, section.stored); !read) return read;
      if (auto added = writer.add(section); !added) return std::unexpected(added.error());
    }
  }
  s.pyramid.average_colour = s.sum.a > 0 ? vec3(glm::dvec3(s.sum) / s.sum.a) : vec3(0);
  return write_pyramid_table(writer, s.pyramid);
}

}  // namespace enf
