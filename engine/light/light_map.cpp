#include "engine/light/light_map.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace enf {
namespace {

constexpr std::uint32_t step = 4;  // between places where soft light is traced, in texels
// Soft light is the same on surfaces turned alike that lie in one plane, or nearly.
constexpr float alike_cosine = 0.97f, alike_plane_m = 0.04f;
// A place in the open sees a back now and then, through a crack or where two things meet.
constexpr float most_backs = 0.2f;
constexpr float least_noise2 = 1e-8f;  // lux^2: where all is dark
constexpr std::uint32_t strip_rows = 16;  // one job

float luminance_of(vec3 c) { return glm::dot(c, vec3(0.2126f, 0.7152f, 0.0722f)); }

bool alike(const ChartPoint& a, const ChartPoint& b) {
  return a.is_there && b.is_there && glm::dot(a.normal, b.normal) > alike_cosine &&
         std::abs(glm::dot(a.normal + b.normal, b.position - a.position)) < 2 * alike_plane_m;
}

// Light in one place, its direction times its luminance, so that it can be added.
struct Sum {
  vec3 lux{0}, pull{0};
  float lamps = 0;  // luminance that comes straight from them
  float variance = 0;
  bool is_buried = false;
  static Sum of(const PatchLight& light) {
    return {light.lux, light.towards * luminance_of(light.lux), 0, light.variance, light.backs > most_backs};
  }
  void add(const Sum& other, float weight) {
    lux += other.lux * weight, pull += other.pull * weight, lamps += other.lamps * weight;
  }
};

// Soft light in places of a grid, not all of which are in use.
struct SoftLight {
  std::uint32_t width = 0, height = 0;
  std::vector<Sum> light;
  std::vector<std::size_t> point;  // what each place stands for

  SoftLight(std::uint32_t w, std::uint32_t h)
      : width(w), height(h), light(std::size_t{w} * h), point(light.size(), nowhere) {}
  static constexpr std::size_t nowhere = ~std::size_t{0};

  // The place is of no use if it turns out to be within something.
  void set(std::size_t i, const Sum& sum) {
    light[i] = sum;
    if (sum.is_buried) point[i] = nowhere;
  }

  // Takes the noise out, each time over twice the distance (the a-trous filter of Dammertz et al. 2010), where
  // neighbours differ by no more than noise does.
  void smooth(std::span<const ChartPoint> points, int most_reach) {
    for (int reach = 1; reach <= most_reach; reach *= 2) {
      std::vector<Sum> next = light;
      for (int y = 0; y < int(height); ++y)
        for (int x = 0; x < int(width); ++x) {
          std::size_t here = at(x, y);
          if (point[here] != nowhere) next[here] = smoothed(points, x, y, reach);
        }
      light = std::move(next);
    }
  }

 private:
  std::size_t at(int x, int y) const { return std::size_t(y) * width + std::size_t(x); }

  template <class Visit>
  void each_alike(std::span<const ChartPoint> points, int x, int y, int reach, int rings, Visit&& visit) const {
    const ChartPoint& here = points[point[at(x, y)]];
    for (int dy = -rings; dy <= rings; ++dy)
      for (int dx = -rings; dx <= rings; ++dx) {
        int ox = x + dx * reach, oy = y + dy * reach;
        if (ox < 0 || oy < 0 || ox >= int(width) || oy >= int(height)) continue;
        std::size_t other = at(ox, oy);
        if (point[other] != nowhere && alike(here, points[point[other]])) visit(light[other], dx, dy);
      }
  }

  Sum smoothed(std::span<const ChartPoint> points, int x, int y, int reach) const {
    float noise2 = 0, count = 0;  // one place's own estimate is too noisy itself
    each_alike(points, x, y, 1, 1, [&](const Sum& o, int, int) { noise2 += o.variance, ++count; });
    float own = luminance_of(light[at(x, y)].lux);
    noise2 = 4 * (2 * noise2 / count + 1e-6f * own * own + least_noise2);
    Sum sum;
    float weights = 0, squares = 0;
    each_alike(points, x, y, reach, 2, [&](const Sum& o, int dx, int dy) {
      constexpr float spline[3] = {3 / 8.0f, 1 / 4.0f, 1 / 16.0f};
      float differs = luminance_of(o.lux) - own;
      float w = spline[std::abs(dx)] * spline[std::abs(dy)] * std::exp(-differs * differs / (2 * noise2));
      sum.add(o, w), squares += o.variance * w * w, weights += w;
    });
    return {sum.lux / weights, sum.pull / weights, 0, squares / (weights * weights)};
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
        coarse_((chart_.width + step - 1) / step, (chart_.height + step - 1) / step),
        fine_(chart_.width, chart_.height) {
    // Each block's most central texel that has a surface.
    for (std::uint32_t cy = 0; cy < coarse_.height; ++cy)
      for (std::uint32_t cx = 0; cx < coarse_.width; ++cx) {
        std::size_t& chosen = coarse_.point[std::size_t{cy} * coarse_.width + cx];
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
    each_texel(strip, [&](std::size_t i, std::uint32_t, std::uint32_t) {
      // The texel's footprint, laid onto the surface.
      const ChartPoint& p = points_[i];
      vec3 along_u = u - p.normal * glm::dot(u, p.normal), along_v = v - p.normal * glm::dot(v, p.normal);
      sharp_[i] = Sum::of(
          tracer_.from_lamps(p.position, p.normal, along_u, along_v, settings_.lamp_samples, seed_ + number(i)));
      sharp_[i].lamps = luminance_of(sharp_[i].lux);
    });
    std::uint32_t end = std::min((strip + 1) * strip_rows, chart_.height);
    for (std::uint32_t cy = strip * strip_rows / step; cy * step < end; ++cy)
      for (std::uint32_t cx = 0; cx < coarse_.width; ++cx) {
        std::size_t c = std::size_t{cy} * coarse_.width + cx;
        if (coarse_.point[c] != SoftLight::nowhere) coarse_.set(c, soft_light(coarse_.point[c]));
      }
  }
  void smooth_coarse() { coarse_.smooth(points_, 8); }

  // The second pass: soft light of texels that no coarse place is like.
  void trace_left_out(std::uint32_t strip) {
    each_texel(strip, [&](std::size_t i, std::uint32_t x, std::uint32_t y) {
      Sum ignored;
      if (between(x, y, ignored)) return;
      fine_.point[i] = i;
      fine_.set(i, soft_light(i));
      if (fine_.point[i] == SoftLight::nowhere) points_[i].is_there = false;
    });
  }

  // At last adds the soft light to each texel.
  void finish() {
    fine_.smooth(points_, 4);
    for (std::uint32_t strip = 0; strip < strips(); ++strip)
      each_texel(strip, [&](std::size_t i, std::uint32_t x, std::uint32_t y) {
        Sum soft;
        if (fine_.point[i] != SoftLight::nowhere)
          soft = fine_.light[i];
        else
          between(x, y, soft);
        sharp_[i].add(soft, 1);
      });
    fill_empty();
  }

  // Into the map, and a gap's width around the chart, so that it can be filtered.
  void write(LightMap& map) const {
    for (std::uint32_t y = chart_.y - 2; y < chart_.y + chart_.height + 2; ++y)
      for (std::uint32_t x = chart_.x - 2; x < chart_.x + chart_.width + 2; ++x)
        map.lux[std::size_t{y} * map.width + x] = pack_lux(at(x, y).lux);
    constexpr std::uint32_t s = LightMap::direction_step;
    for (std::uint32_t y = (chart_.y - 2) / s; y <= (chart_.y + chart_.height + 1) / s; ++y)
      for (std::uint32_t x = (chart_.x - 2) / s; x <= (chart_.x + chart_.width + 1) / s; ++x) {
        vec3 pull(0);
        float all = 0, lamps = 0;
        for (std::uint32_t k = 0; k < s * s; ++k) {
          const Sum& one = at(x * s + k % s, y * s + k / s);
          pull += one.pull, all += luminance_of(one.lux), lamps += one.lamps;
        }
        vec3 mean = all > 0 ? pull / all : chart_.normal;
        glm::uvec4 b(glm::clamp(vec4(mean * 0.5f + 0.5f, all > 0 ? lamps / all : 0), vec4(0), vec4(1)) * 255.0f + 0.5f);
        map.towards[std::size_t{y} * map.towards_width() + x] = b.x | b.y << 8 | b.z << 16 | b.w << 24;
      }
  }

 private:
  static std::uint32_t number(std::size_t i) { return static_cast<std::uint32_t>(i) * 0x9e3779b1u; }

  template <class Visit>
  void each_texel(std::uint32_t strip, Visit&& visit) const {
    std::uint32_t end = std::min((strip + 1) * strip_rows, chart_.height);
    for (std::uint32_t y = strip * strip_rows; y < end; ++y)
      for (std::uint32_t x = 0; x < chart_.width; ++x)
        if (std::size_t i = std::size_t{y} * chart_.width + x; points_[i].is_there) visit(i, x, y);
  }

  Sum soft_light(std::size_t i) const {
    return Sum::of(tracer_.from_all_else(points_[i].position, points_[i].normal, settings_.other_samples,
                                         seed_ + 0x27d4eb2fu + number(i)));
  }

  // Soft light between coarse places like this texel; false if there are none.
  bool between(std::uint32_t x, std::uint32_t y, Sum& out) const {
    const ChartPoint& p = points_[std::size_t{y} * chart_.width + x];
    float fx = (static_cast<float>(x) - 1.5f) / step, fy = (static_cast<float>(y) - 1.5f) / step;
    int x0 = static_cast<int>(std::floor(fx)), y0 = static_cast<int>(std::floor(fy));
    Sum sum;
    float weights = 0;
    for (int k = 0; k < 4; ++k) {
      int cx = x0 + (k & 1), cy = y0 + (k >> 1);
      float w = (1 - std::abs(fx - static_cast<float>(cx))) * (1 - std::abs(fy - static_cast<float>(cy)));
      cx = std::clamp(cx, 0, int(coarse_.width) - 1), cy = std::clamp(cy, 0, int(coarse_.height) - 1);
      std::size_t c = std::size_t(cy) * coarse_.width + std::size_t(cx);
      if (w <= 0 || coarse_.point[c] == SoftLight::nowhere || !alike(p, points_[coarse_.point[c]])) continue;
      sum.add(coarse_.light[c], w), weights += w;
    }
    if (weights < 0.05f) return false;
    out.add(sum, 1 / weights);
    return true;
  }

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
        sharp_[i] = {sum.lux / count, sum.pull / count, sum.lamps / count};
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
  SoftLight coarse_, fine_;  // every fourth texel; those that no such is like
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
  jobs.parallel_for(bakers.size(), [&](std::size_t i) { bakers[i].smooth_coarse(); });
  each_strip([](ChartBaker& baker, std::uint32_t strip) { baker.trace_left_out(strip); });
  jobs.parallel_for(bakers.size(), [&](std::size_t i) { bakers[i].finish(); });
  if (work.stop.stop_requested())
    return fail({.id = "work.cancelled",
                 .what = "baking was stopped",
                 .advice = "Bake again to go on; what is finished stays"});
  for (const ChartBaker& baker : bakers) baker.write(map);
  return map;
}

}  // namespace enf
