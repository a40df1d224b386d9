#include "engine/light/light_map.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace enf {
namespace {

constexpr std::uint32_t step = 4;  // between places where soft light is traced, in texels
// Soft light is the same on surfaces turned alike and equally far out.
constexpr float alike_cosine = 0.97f, alike_out_m = 0.04f;
constexpr float least_noise2 = 1e-8f;  // lux^2: where all is dark
constexpr std::uint32_t strip_rows = 16;  // one job

float luminance_of(vec3 c) { return glm::dot(c, vec3(0.2126f, 0.7152f, 0.0722f)); }

bool alike(const ChartPoint& a, const ChartPoint& b) {
  return a.is_there && b.is_there && glm::dot(a.normal, b.normal) > alike_cosine &&
         std::abs(a.out_m - b.out_m) < alike_out_m;
}

// Light in one place, its direction times its luminance, so that it can be added.
struct Sum {
  vec3 lux{0}, pull{0};
  float variance = 0;
  static Sum of(const PatchLight& light) {
    return {light.lux, light.towards * luminance_of(light.lux), light.variance};
  }
  void add(const Sum& other, float weight) {
    lux += other.lux * weight, pull += other.pull * weight, variance += other.variance * weight;
  }
};

class ChartBaker {
 public:
  ChartBaker(const PathTracer& tracer, const LightCharts& layout, std::uint32_t index,
             std::span<const ChartPiece> pieces, const MapBake& settings)
      : tracer_(tracer),
        chart_(layout.charts[index]),
        settings_(settings),
        seed_(index * 0x85ebca6bu),
        points_(chart_points(layout, index, pieces)),
        sharp_(points_.size()),
        coarse_width_((chart_.width + step - 1) / step),
        coarse_height_((chart_.height + step - 1) / step),
        coarse_(std::size_t{coarse_width_} * coarse_height_),
        coarse_point_(coarse_.size(), nowhere) {
    // Each block's most central texel that has a surface.
    for (std::uint32_t cy = 0; cy < coarse_height_; ++cy)
      for (std::uint32_t cx = 0; cx < coarse_width_; ++cx) {
        std::size_t& chosen = coarse_point_[std::size_t{cy} * coarse_width_ + cx];
        for (std::uint32_t k : {5u, 6u, 9u, 10u, 1u, 2u, 4u, 7u, 8u, 11u, 13u, 14u, 0u, 3u, 12u, 15u}) {
          std::uint32_t x = cx * step + k % step, y = cy * step + k / step;
          if (x >= chart_.width || y >= chart_.height) continue;
          std::size_t i = std::size_t{y} * chart_.width + x;
          if (points_[i].is_there) {
            chosen = i;
            break;
          }
        }
      }
  }

  std::uint32_t strips() const { return (chart_.height + strip_rows - 1) / strip_rows; }

  // The first pass: lamps, and soft light in the coarse places.
  void trace_strip(std::uint32_t strip) {
    vec3 u = chart_.right * chart_.texel_m, v = chart_.up * chart_.texel_m;
    std::uint32_t end = std::min((strip + 1) * strip_rows, chart_.height);
    for (std::uint32_t y = strip * strip_rows; y < end; ++y)
      for (std::uint32_t x = 0; x < chart_.width; ++x) {
        std::size_t i = std::size_t{y} * chart_.width + x;
        const ChartPoint& p = points_[i];
        if (!p.is_there) continue;
        // The texel's footprint, laid onto the surface.
        vec3 along_u = u - p.normal * glm::dot(u, p.normal), along_v = v - p.normal * glm::dot(v, p.normal);
        sharp_[i] = Sum::of(
            tracer_.from_lamps(p.position, p.normal, along_u, along_v, settings_.lamp_samples, seed_ + number(i)));
      }
    for (std::uint32_t cy = strip * strip_rows / step; cy * step < end; ++cy)
      for (std::uint32_t cx = 0; cx < coarse_width_; ++cx) {
        std::size_t c = std::size_t{cy} * coarse_width_ + cx;
        if (coarse_point_[c] == nowhere) continue;
        const ChartPoint& p = points_[coarse_point_[c]];
        coarse_[c] = Sum::of(tracer_.from_all_else(p.position, p.normal, settings_.other_samples,
                                                   seed_ + 0x27d4eb2fu + number(coarse_point_[c])));
      }
  }

  // Between the passes: takes the noise out of the coarse places, each time over twice the distance (the a-trous filter
  // of Dammertz et al. 2010), where neighbours differ by no more than noise does.
  void smooth() {
    for (int reach : {1, 2, 4}) {
      std::vector<Sum> next = coarse_;
      for (int y = 0; y < int(coarse_height_); ++y)
        for (int x = 0; x < int(coarse_width_); ++x) {
          std::size_t c = std::size_t(y) * coarse_width_ + std::size_t(x);
          if (coarse_point_[c] == nowhere) continue;
          const ChartPoint& here = points_[coarse_point_[c]];
          float own = luminance_of(coarse_[c].lux);
          Sum sum;
          float weights = 0, squares = 0;
          for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx) {
              int ox = x + dx * reach, oy = y + dy * reach;
              if (ox < 0 || oy < 0 || ox >= int(coarse_width_) || oy >= int(coarse_height_)) continue;
              std::size_t o = std::size_t(oy) * coarse_width_ + std::size_t(ox);
              if (coarse_point_[o] == nowhere || !alike(here, points_[coarse_point_[o]])) continue;
              constexpr float spline[3] = {3 / 8.0f, 1 / 4.0f, 1 / 16.0f};
              float differs = luminance_of(coarse_[o].lux) - own;
              float noise2 = coarse_[c].variance + coarse_[o].variance + 1e-6f * own * own + least_noise2;
              float w = spline[std::abs(dx)] * spline[std::abs(dy)] * std::exp(-differs * differs / (2 * noise2));
              sum.lux += coarse_[o].lux * w, sum.pull += coarse_[o].pull * w;
              squares += coarse_[o].variance * w * w, weights += w;
            }
          next[c] = {sum.lux / weights, sum.pull / weights, squares / (weights * weights)};
        }
      coarse_ = std::move(next);
    }
  }

  // The second pass: adds the soft light to each texel, traced for itself where no coarse place is like it.
  void spread_strip(std::uint32_t strip) {
    std::uint32_t end = std::min((strip + 1) * strip_rows, chart_.height);
    for (std::uint32_t y = strip * strip_rows; y < end; ++y)
      for (std::uint32_t x = 0; x < chart_.width; ++x) {
        std::size_t i = std::size_t{y} * chart_.width + x;
        const ChartPoint& p = points_[i];
        if (!p.is_there) continue;
        float fx = (static_cast<float>(x) - 1.5f) / step, fy = (static_cast<float>(y) - 1.5f) / step;
        int x0 = static_cast<int>(std::floor(fx)), y0 = static_cast<int>(std::floor(fy));
        Sum sum;
        float weights = 0;
        for (int k = 0; k < 4; ++k) {
          int cx = x0 + (k & 1), cy = y0 + (k >> 1);
          float w = (1 - std::abs(fx - static_cast<float>(cx))) * (1 - std::abs(fy - static_cast<float>(cy)));
          cx = std::clamp(cx, 0, int(coarse_width_) - 1), cy = std::clamp(cy, 0, int(coarse_height_) - 1);
          std::size_t c = std::size_t(cy) * coarse_width_ + std::size_t(cx);
          if (w <= 0 || coarse_point_[c] == nowhere || !alike(p, points_[coarse_point_[c]])) continue;
          sum.add(coarse_[c], w), weights += w;
        }
        if (weights > 0.05f)
          sharp_[i].add(sum, 1 / weights);
        else
          sharp_[i].add(Sum::of(tracer_.from_all_else(p.position, p.normal, settings_.other_samples,
                                                      seed_ + 0x165667b1u + number(i))),
                        1);
      }
  }

  // Into the map, and a gap's width around the chart, so that it can be filtered.
  void write(LightMap& map) {
    fill_empty();
    for (std::uint32_t y = chart_.y - 2; y < chart_.y + chart_.height + 2; ++y)
      for (std::uint32_t x = chart_.x - 2; x < chart_.x + chart_.width + 2; ++x)
        map.lux[std::size_t{y} * map.width + x] = pack_lux(at(x, y).lux);
    constexpr std::uint32_t s = LightMap::direction_step;
    for (std::uint32_t y = (chart_.y - 2) / s; y <= (chart_.y + chart_.height + 1) / s; ++y)
      for (std::uint32_t x = (chart_.x - 2) / s; x <= (chart_.x + chart_.width + 1) / s; ++x) {
        vec3 pull(0);
        float all = 0;
        for (std::uint32_t k = 0; k < s * s; ++k) {
          const Sum& one = at(x * s + k % s, y * s + k / s);
          pull += one.pull, all += luminance_of(one.lux);
        }
        vec3 mean = all > 0 ? pull / all : chart_.normal;
        glm::uvec3 b(glm::clamp(mean * 0.5f + 0.5f, vec3(0), vec3(1)) * 255.0f + 0.5f);
        map.towards[std::size_t{y} * map.towards_width() + x] = b.x | b.y << 8 | b.z << 16 | 255u << 24;
      }
  }

 private:
  static constexpr std::size_t nowhere = ~std::size_t{0};
  static std::uint32_t number(std::size_t i) { return static_cast<std::uint32_t>(i) * 0x9e3779b1u; }

  // Of the chart's texel nearest to one of the map.
  const Sum& at(std::uint32_t x, std::uint32_t y) const {
    std::uint32_t cx = std::min(x < chart_.x ? 0 : x - chart_.x, chart_.width - 1);
    std::uint32_t cy = std::min(y < chart_.y ? 0 : y - chart_.y, chart_.height - 1);
    return sharp_[std::size_t{cy} * chart_.width + cx];
  }

  // From the edges of what is there outwards.
  void fill_empty() {
    std::vector<std::uint8_t> known(points_.size());
    std::vector<std::size_t> edge, next;
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (points_[i].is_there) known[i] = 1;
    auto each_neighbour = [&](std::size_t i, auto&& visit) {
      std::size_t x = i % chart_.width, y = i / chart_.width;
      if (x > 0) visit(i - 1);
      if (x + 1 < chart_.width) visit(i + 1);
      if (y > 0) visit(i - chart_.width);
      if (y + 1 < chart_.height) visit(i + chart_.width);
    };
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (known[i]) each_neighbour(i, [&](std::size_t o) { if (!known[o]) edge.push_back(o); });
    while (!edge.empty()) {
      std::ranges::sort(edge);
      edge.erase(std::ranges::unique(edge).begin(), edge.end());
      for (std::size_t i : edge) {
        Sum sum;
        float count = 0;
        each_neighbour(i, [&](std::size_t o) { if (known[o] == 1) sum.add(sharp_[o], 1), ++count; });
        sharp_[i] = {sum.lux / count, sum.pull / count, 0};
        known[i] = 2;  // not before the others of this ring
      }
      next.clear();
      for (std::size_t i : edge) known[i] = 1;
      for (std::size_t i : edge) each_neighbour(i, [&](std::size_t o) { if (!known[o]) next.push_back(o); });
      std::swap(edge, next);
    }
  }

  const PathTracer& tracer_;
  const LightChart& chart_;
  const MapBake& settings_;
  std::uint32_t seed_;
  std::vector<ChartPoint> points_;
  std::vector<Sum> sharp_;
  std::uint32_t coarse_width_, coarse_height_;
  std::vector<Sum> coarse_;
  std::vector<std::size_t> coarse_point_;  // the texel whose place it is
};

}  // namespace

std::uint32_t pack_lux(vec3 lux) {
  constexpr int bias = 15, mantissa_bits = 9;
  constexpr float most = 65408;
  vec3 c = glm::clamp(lux, vec3(0), vec3(most));
  float largest = std::max({c.r, c.g, c.b});
  if (!(largest > 0)) return 0;
  int exponent = std::max(-bias - 1, static_cast<int>(std::floor(std::log2(largest)))) + 1 + bias;
  float unit = std::ldexp(1.0f, exponent - bias - mantissa_bits);
  if (std::lround(largest / unit) == 1 << mantissa_bits) ++exponent, unit *= 2;
  auto part = [unit](float v) { return static_cast<std::uint32_t>(std::lround(v / unit)); };
  return part(c.r) | part(c.g) << 9 | part(c.b) << 18 | static_cast<std::uint32_t>(exponent) << 27;
}

vec3 unpack_lux(std::uint32_t packed) {
  float unit = std::ldexp(1.0f, static_cast<int>(packed >> 27) - 15 - 9);
  return vec3(packed & 511, packed >> 9 & 511, packed >> 18 & 511) * unit;
}

Result<LightMap> bake_map(const PathTracer& tracer, const LightCharts& charts, std::span<const ChartPiece> pieces,
                          const MapBake& settings, Jobs& jobs, const WorkContext& work) {
  auto up = [](std::uint32_t n) { return (n + LightMap::direction_step - 1) / LightMap::direction_step * LightMap::direction_step; };
  LightMap map{.width = up(charts.width), .height = up(charts.height)};
  map.lux.assign(std::size_t{map.width} * map.height, 0);
  map.towards.assign(std::size_t{map.towards_width()} * map.towards_height(), 0);

  std::vector<ChartBaker> bakers;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> strips;
  for (std::uint32_t c = 0; c < charts.charts.size(); ++c) {
    bakers.emplace_back(tracer, charts, c, pieces, settings);
    for (std::uint32_t s = 0; s < bakers.back().strips(); ++s) strips.push_back({c, s});
  }
  std::mutex telling;
  std::uint64_t done = 0;
  auto each_strip = [&](auto&& body) {
    jobs.parallel_for(strips.size(), [&](std::size_t i) {
      if (work.stop.stop_requested()) return;
      body(bakers[strips[i].first], strips[i].second);
      std::lock_guard lock(telling);
      work.tell("Tracing light on surfaces", ++done, strips.size() * 2);
    });
  };
  each_strip([](ChartBaker& baker, std::uint32_t strip) { baker.trace_strip(strip); });
  jobs.parallel_for(bakers.size(), [&](std::size_t i) { bakers[i].smooth(); });
  each_strip([](ChartBaker& baker, std::uint32_t strip) { baker.spread_strip(strip); });
  if (work.stop.stop_requested())
    return fail({.id = "work.cancelled",
                 .what = "baking was stopped",
                 .advice = "Bake again to go on; what is finished stays"});
  for (ChartBaker& baker : bakers) baker.write(map);
  return map;
}

}  // namespace enf
