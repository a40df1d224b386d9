#include "engine/intake/examination.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/cook/import.h"
#include "engine/cook/room_analysis.h"

namespace enf {

namespace {

constexpr std::uint32_t preview_side = 384;

// Makes an image small while its rows go by.
class Shrinker {
 public:
  void begin(const ImageInfo& info) {
    info_ = info;
    step_ = std::max(1u, (std::max(info.width, info.height) + preview_side - 1) / preview_side);
    preview_.width = (info.width + step_ - 1) / step_, preview_.height = (info.height + step_ - 1) / step_;
    preview_.rgba.resize(std::size_t{4} * preview_.width * preview_.height);
    sums_.assign(std::size_t{4} * preview_.width, 0), counts_.assign(preview_.width, 0);
  }
  void add(std::uint32_t first_row, std::span<const std::uint8_t> rows) {
    const std::size_t channels = info_.channels(), row_bytes = channels * info_.width;
    for (std::size_t r = 0; r * row_bytes < rows.size(); ++r) {
      const std::uint8_t* texel = rows.data() + r * row_bytes;
      for (std::uint32_t x = 0; x < info_.width; ++x, texel += channels) {
        const std::size_t to = x / step_;
        for (std::size_t c = 0; c < 4; ++c) sums_[to * 4 + c] += c < channels ? texel[c] : 255;
        ++counts_[to];
      }
      const auto y = static_cast<std::uint32_t>(first_row + r);
      if (y % step_ == step_ - 1 || y + 1 == info_.height) finish_row(y / step_);
    }
  }
  Preview take() { return std::move(preview_); }

 private:
  void finish_row(std::uint32_t y) {
    std::uint8_t* out = preview_.rgba.data() + std::size_t{4} * y * preview_.width;
    for (std::size_t i = 0; i < sums_.size(); ++i) out[i] = static_cast<std::uint8_t>(sums_[i] / counts_[i / 4]);
    std::ranges::fill(sums_, 0), std::ranges::fill(counts_, 0);
  }
  ImageInfo info_;
  std::uint32_t step_ = 1;
  Preview preview_;
  std::vector<std::uint64_t> sums_, counts_;
};

// The place as it is seen when that axis points up: x to the right, y up, z to the viewer.
vec3 turned(vec3 p, UpAxis up) {
  switch (up) {
    case UpAxis::z:
      return {p.x, p.z, -p.y};
    case UpAxis::x:
      return {-p.y, p.x, p.z};
    case UpAxis::y:
      break;
  }
  return p;
}

// A model in plaster, seen a little from the right and from above, without perspective.
Preview draw(std::span<const ModelTriangle> triangles, UpAxis up) {
  constexpr float aside = 0.45f, above = 0.25f, margin = 6;
  auto seen = [&](vec3 p) {
    vec3 q = turned(p, up);
    q = {q.x * std::cos(aside) - q.z * std::sin(aside), q.y, q.x * std::sin(aside) + q.z * std::cos(aside)};
    return vec3(q.x, q.y * std::cos(above) - q.z * std::sin(above), q.y * std::sin(above) + q.z * std::cos(above));
  };
  Box box;
  for (const ModelTriangle& t : triangles)
    for (vec3 p : t) box.add(seen(p));
  Preview preview;
  const float largest = std::max(box.size().x, box.size().y);
  if (box.empty() || !(largest > 0)) return preview;
  const float scale = (preview_side - 2 * margin) / largest;
  preview.width = static_cast<std::uint32_t>(box.size().x * scale + 2 * margin) + 1;
  preview.height = static_cast<std::uint32_t>(box.size().y * scale + 2 * margin) + 1;
  preview.rgba.assign(std::size_t{4} * preview.width * preview.height, 0);
  std::vector<float> depths(std::size_t{preview.width} * preview.height, -std::numeric_limits<float>::infinity());
  const vec3 light = glm::normalize(vec3(-0.4f, 0.7f, 0.6f));
  for (const ModelTriangle& t : triangles) {
    vec3 p[3];
    for (int i = 0; i < 3; ++i) {
      vec3 q = seen(t[static_cast<std::size_t>(i)]);
      p[i] = {(q.x - box.low.x) * scale + margin, (box.high.y - q.y) * scale + margin, q.z * scale};
    }
    vec3 across = glm::cross(p[1] - p[0], p[2] - p[0]);
    if (!(std::abs(across.z) > 1e-12f)) continue;
    vec3 normal = glm::normalize(vec3(across.x, -across.y, across.z));
    if (normal.z < 0) normal = -normal;  // both sides are shown
    const float bright = 0.35f + 0.6f * std::max(0.0f, glm::dot(normal, light));
    const auto shade = static_cast<std::uint8_t>(255 * std::min(1.0f, bright));
    auto first = [](float a, float b, float c) { return static_cast<int>(std::ceil(std::min({a, b, c}) - 0.5f)); };
    auto last = [](float a, float b, float c) { return static_cast<int>(std::floor(std::max({a, b, c}) - 0.5f)); };
    for (int y = first(p[0].y, p[1].y, p[2].y); y <= last(p[0].y, p[1].y, p[2].y); ++y)
      for (int x = first(p[0].x, p[1].x, p[2].x); x <= last(p[0].x, p[1].x, p[2].x); ++x) {
        const vec2 at(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
        auto edge = [&](vec3 a, vec3 b) { return (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x); };
        const float u = edge(p[1], p[2]) / across.z, v = edge(p[2], p[0]) / across.z, w = 1 - u - v;
        if (u < 0 || v < 0 || w < 0) continue;
        const float depth = u * p[0].z + v * p[1].z + w * p[2].z;
        const std::size_t texel = static_cast<std::size_t>(y) * preview.width + static_cast<std::size_t>(x);
        if (depth <= depths[texel]) continue;
        depths[texel] = depth;
        std::uint8_t* out = preview.rgba.data() + 4 * texel;
        out[0] = shade, out[1] = static_cast<std::uint8_t>(shade * 0.98f);
        out[2] = static_cast<std::uint8_t>(shade * 0.95f), out[3] = 255;
      }
  }
  return preview;
}

Result<Examination> examine_image(const std::filesystem::path& file, const WorkContext& work) {
  Examination found;
  Shrinker shrinker;
  ImageSink sink;
  std::uint32_t height = 0;
  sink.begin = [&](const ImageInfo& info) -> Result<void> {
    shrinker.begin(info), height = info.height;
    return {};
  };
  sink.rows = [&](std::uint32_t first_row, std::span<const std::uint8_t> rows) -> Result<void> {
    shrinker.add(first_row, rows);
    work.tell("Reading", first_row, height);
    return {};
  };
  auto image = import_image(file, sink, {.stop = work.stop});
  if (!image) return fail(image.error());
  found.report = std::move(image->report);
  found.previews[0] = shrinker.take();
  return found;
}

Result<Examination> examine_model(const std::filesystem::path& file, const WorkContext& work) {
  auto model = import_model(file, {.stop = work.stop});
  if (!model) return fail(model.error());
  Examination found{.report = std::move(model->report)};
  found.report.open_edges = count_open_edges(model->model);
  std::vector<ModelTriangle> triangles = triangles_of(model->model);
  for (UpAxis up : {UpAxis::x, UpAxis::y, UpAxis::z}) {
    if (work.stop.stop_requested())
      return fail({.id = "work.cancelled", .what = "reading was stopped", .file = file.string()});
    found.previews[static_cast<std::size_t>(up)] = draw(triangles, up);
  }
  return found;
}

}  // namespace

Result<Examination> examine_for_sheet(const std::filesystem::path& file, const WorkContext& work) {
  auto kind = kind_of_asset(file);
  if (!kind) return fail(kind.error());
  work.tell("Reading", 0, 0);
  return *kind == AssetKind::image ? examine_image(file, work) : examine_model(file, work);
}

dvec3 size_read_as(const Box& bounds, UpAxis up, double metres_per_unit) {
  const dvec3 size = dvec3(bounds.size()) * metres_per_unit;
  return up == UpAxis::x ? dvec3(size.y, size.x, size.z) : up == UpAxis::z ? dvec3(size.x, size.z, size.y) : size;
}

std::optional<double> likely_metres_per_unit(const Box& bounds) {
  if (bounds.empty()) return std::nullopt;
  const vec3 size = bounds.size();
  const double largest = std::max({size.x, size.y, size.z});
  for (double unit : {1.0, 0.001, 0.01, 0.0254, 0.3048})
    if (largest * unit >= 0.005 && largest * unit <= 12) return unit;
  return std::nullopt;
}

}  // namespace enf
