#include "content/painter.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "content/noise.h"
#include "engine/base/random.h"

namespace enf {
namespace {

struct Layer {
  float radius;      // of the brush, as a part of the long side
  float tolerance;   // a difference below this stays unpainted (encoded colour, 0 to 1)
  int steps;         // longest stroke, in radii
  float load;        // height of the paint
};
constexpr Layer layers[] = {{0.020f, 0.0f, 6, 0.5f}, {0.0095f, 0.030f, 8, 0.7f}, {0.0046f, 0.030f, 9, 0.9f}, {0.0023f, 0.034f, 9, 1.0f}};

struct Canvas {
  Picture colour;
  Field height;
};

// The direction along the picture's edges at a point and how sure it is, from luminance differences over `reach` pixels.
struct Flow {
  vec2 direction;
  float strength;
};
Flow flow_at(const Picture& p, vec2 at, float reach) {
  auto lum = [&](float dx, float dy) { return std::sqrt(luminance(p.sample(at + vec2(dx, dy)))); };
  vec2 slope(lum(reach, 0) - lum(-reach, 0), lum(0, reach) - lum(0, -reach));
  float strength = glm::length(slope);
  if (strength < 1e-5f) return {vec2(1, 0), 0};
  return {vec2(-slope.y, slope.x) / strength, strength};
}

// One stroke: a brush of that radius led along the path.
struct Stroke {
  std::vector<vec2> path;
  float radius;
  vec3 paint;
  float load;
  std::uint32_t id;
  vec2 low() const { return bound([](vec2 a, vec2 b) { return glm::min(a, b); }) - radius; }
  vec2 high() const { return bound([](vec2 a, vec2 b) { return glm::max(a, b); }) + radius; }

 private:
  template <class Better>
  vec2 bound(Better better) const {
    vec2 best = path[0];
    for (vec2 p : path) best = better(best, p);
    return best;
  }
};

// What a stroke does to a point: how much it covers, its paint there, how high it stands.
struct Touch {
  float cover = 0, ridge = 0;
  vec3 paint{0};
};

// Bristles leave furrows, the paint runs out towards the end. `hairs` shows what only a close look would.
Touch touch_of(const Stroke& stroke, vec2 p, bool hairs) {
  float radius = stroke.radius, nearest = radius * radius, along = 0, across = 0, total = 0;
  for (std::size_t i = 0; i + 1 < stroke.path.size(); ++i) {
    vec2 d = stroke.path[i + 1] - stroke.path[i], q = p - stroke.path[i];
    float length2 = glm::dot(d, d), length = std::sqrt(length2), t = glm::clamp(glm::dot(q, d) / length2, 0.0f, 1.0f);
    vec2 off = q - d * t;
    if (float distance2 = glm::dot(off, off); distance2 < nearest) {
      nearest = distance2;
      along = total + t * length;
      across = (d.x * off.y - d.y * off.x) / (length * radius);
    }
    total += length;
  }
  if (nearest >= radius * radius) return {};
  auto offset = static_cast<float>(stroke.id & 1023u);
  float edge = std::sqrt(nearest) / radius;
  float bristle = noise(vec2(across * 4.5f + offset, along / radius * 0.35f + offset), 201);
  float dry = total > 0 ? along / total : 0;
  float cover = ramp(1.0f, 0.72f, edge + 0.16f * bristle) * ramp(1.25f, 0.35f, dry * 1.05f - 0.35f * bristle);
  if (cover <= 0.01f) return {};
  float fine = noise(vec2(across * 11 + offset, along / radius * 0.8f), 202);
  float hair = hairs ? noise(vec2(across * 34 + offset, along / radius * 1.1f), 204) + 0.5f * noise(vec2(across * 70, along / radius * 2.2f + offset), 205) : 0;
  return {.cover = cover * 0.93f * (1 - 0.35f * std::max(0.0f, hair) * ramp(0.2f, 0.9f, dry)),
          .ridge = stroke.load * (0.45f + 0.28f * bristle + 0.16f * fine + 0.13f * hair + 0.35f * ramp(0.55f, 0.92f, edge) * ramp(1.0f, 0.9f, edge)),
          .paint = stroke.paint * (1 + 0.07f * bristle + 0.05f * fine + 0.05f * hair)};
}

void lay_stroke(Canvas& canvas, const Stroke& stroke) {
  ivec2 first = glm::max(ivec2(stroke.low()), ivec2(0));
  ivec2 last = glm::min(ivec2(stroke.high()) + 1, ivec2(canvas.colour.width() - 1, canvas.colour.height() - 1));
  for (int y = first.y; y <= last.y; ++y)
    for (int x = first.x; x <= last.x; ++x) {
      Touch touch = touch_of(stroke, vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f), false);
      if (touch.cover <= 0) continue;
      vec3& under = canvas.colour.at(x, y);
      under = mixed(under, touch.paint, touch.cover);
      float& height = canvas.height.at(x, y);
      height = mixed(height, height * 0.45f + touch.ridge, touch.cover);
    }
}

void paint_layer(Canvas& canvas, const Picture& scene, const Layer& layer, const OilPainting& how, std::uint32_t seed,
                 std::vector<Stroke>* laid) {
  int w = canvas.colour.width(), h = canvas.colour.height();
  float scale = static_cast<float>(scene.width()) / static_cast<float>(w);
  float radius = std::max(1.2f, layer.radius * static_cast<float>(std::max(w, h)));
  Picture seen = blurred(scene, static_cast<int>(radius * scale * 0.45f));
  float step = radius * 0.95f;
  int nx = static_cast<int>(static_cast<float>(w) / step) + 1, ny = static_cast<int>(static_cast<float>(h) / step) + 1;

  std::vector<std::uint32_t> order(static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  Random random(how.seed, seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);

  std::vector<vec2> path;
  for (std::uint32_t cell : order) {
    vec2 start = (vec2(cell % static_cast<std::uint32_t>(nx), cell / static_cast<std::uint32_t>(nx)) + vec2(random.unit(), random.unit())) * step;
    start = glm::min(start, vec2(w - 1, h - 1));
    vec3 wanted = seen.sample(start * scale);
    vec3 root = glm::sqrt(wanted);
    if (layer.tolerance > 0) {
      float difference = 0;
      for (vec2 d : {vec2(0), vec2(1, 0), vec2(-1, 0), vec2(0, 1), vec2(0, -1)}) {
        vec2 at = start + d * radius * 0.7f;
        difference += glm::distance(glm::sqrt(canvas.colour.near(static_cast<int>(at.x), static_cast<int>(at.y))), glm::sqrt(seen.sample(at * scale)));
      }
      if (difference / 5 < layer.tolerance) continue;
    }
    // No two strokes come from quite the same touch of the palette.
    float value = 1 + 0.11f * (random.unit() - 0.5f), warm = 0.08f * (random.unit() - 0.5f);
    vec3 paint = glm::clamp(wanted * value * vec3(1 + warm, 1, 1 - warm), vec3(0), vec3(1));

    path.assign(1, start);
    vec2 heading(0);
    for (int i = 0; i < layer.steps; ++i) {
      vec2 at = path.back();
      Flow flow = flow_at(seen, at * scale, std::max(1.5f, radius * scale * 0.7f));
      float angle = how.flow(at / vec2(w, h)) + 0.35f * noise(at * (0.8f / (radius * 12)), 203);
      vec2 given(std::cos(angle), std::sin(angle));
      vec2 next = flow.direction;
      if (glm::dot(next, given) < 0) next = -next;
      next = mixed(given.x, next.x, ramp(0.02f, 0.09f, flow.strength)) * vec2(1, 0) + mixed(given.y, next.y, ramp(0.02f, 0.09f, flow.strength)) * vec2(0, 1);
      if (i > 0 && glm::dot(next, heading) < 0) next = -next;
      if (i == 0 && random.chance(0.5f)) next = -next;
      heading = glm::normalize(heading * 0.6f + next + vec2(1e-4f, 0));
      vec2 to = at + heading * radius;
      if (to.x < 0 || to.y < 0 || to.x >= static_cast<float>(w) || to.y >= static_cast<float>(h)) break;
      if (i > 1 && glm::distance(glm::sqrt(seen.sample(to * scale)), root) > 0.10f) break;
      path.push_back(to);
    }
    if (path.size() == 1) path.push_back(start + vec2(radius * 0.6f, 0));
    float width = radius * random.between(0.75f, 1.1f);
    Stroke stroke{path, width, paint, layer.load, random.next()};
    lay_stroke(canvas, stroke);
    if (laid) laid->push_back(std::move(stroke));
  }
}

// Lays all strokes; keeps them in `laid` if wanted.
Canvas painted_canvas(const Picture& scene, const OilPainting& how, std::vector<Stroke>* laid) {
  int long_side = how.long_side_px;
  bool wide = scene.width() >= scene.height();
  int w = wide ? long_side : long_side * scene.width() / scene.height(), h = wide ? long_side * scene.height() / scene.width() : long_side;
  Canvas canvas{Picture(w, h, how.ground), Field(w, h)};
  for (std::uint32_t i = 0; i < std::size(layers); ++i) paint_layer(canvas, scene, layers[i], how, i, laid);
  return canvas;
}

vec3 raked(vec3 colour, float slope) {
  float shade = glm::clamp(-slope, -0.9f, 0.9f);
  return glm::max(colour * (1 + 0.30f * shade) + vec3(0.012f * std::max(0.0f, shade)), vec3(0.002f));
}

// All strokes of a vast painting, and which of them pass over each square of `cell` composed pixels.
struct StrokeMap {
  static constexpr float cell = 12;
  std::vector<Stroke> strokes;
  std::vector<std::pair<vec2, vec2>> bounds;  // of each stroke
  int columns = 0, rows = 0;
  std::vector<std::vector<std::uint32_t>> over;
  vec3 ground{0};

  void sort_in(int width, int height) {
    columns = static_cast<int>(static_cast<float>(width) / cell) + 1, rows = static_cast<int>(static_cast<float>(height) / cell) + 1;
    over.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (std::size_t i = 0; i < strokes.size(); ++i) {
      bounds.emplace_back(strokes[i].low(), strokes[i].high());
      ivec2 low = glm::max(ivec2(bounds[i].first / cell), ivec2(0)), high = glm::min(ivec2(bounds[i].second / cell), ivec2(columns - 1, rows - 1));
      for (int y = low.y; y <= high.y; ++y)
        for (int x = low.x; x <= high.x; ++x) over[static_cast<std::size_t>(y * columns + x)].push_back(static_cast<std::uint32_t>(i));
    }
  }
  // Colour and height at a composed point: from the topmost stroke down, until nothing shines through.
  std::pair<vec3, float> at(vec2 p) const {
    int x = glm::clamp(static_cast<int>(p.x / cell), 0, columns - 1), y = glm::clamp(static_cast<int>(p.y / cell), 0, rows - 1);
    const auto& here = over[static_cast<std::size_t>(y * columns + x)];
    vec3 colour(0);
    float height = 0, through = 1, height_through = 1;
    for (std::size_t k = here.size(); k-- > 0 && through > 0.05f;) {
      const auto& [low, high] = bounds[here[k]];
      if (p.x < low.x || p.y < low.y || p.x > high.x || p.y > high.y) continue;
      Touch touch = touch_of(strokes[here[k]], p, through > 0.4f);  // hairs of what lies below don't show
      if (touch.cover <= 0) continue;
      colour += touch.paint * touch.cover * through;
      height += touch.ridge * touch.cover * height_through;
      through *= 1 - touch.cover, height_through *= 1 - 0.55f * touch.cover;
    }
    return {colour + ground * through, height};
  }
};

}  // namespace

VastPicture paint_in_oil_vast(const Picture& scene, const OilPainting& how, float magnified) {
  auto map = std::make_shared<StrokeMap>();
  Canvas canvas = painted_canvas(scene, how, &map->strokes);
  map->ground = how.ground;
  map->sort_in(canvas.colour.width(), canvas.colour.height());
  auto large = [magnified](int length) { return static_cast<int>(std::lround(static_cast<float>(length) * magnified)); };
  return {large(canvas.colour.width()), large(canvas.colour.height()), [map = std::shared_ptr<const StrokeMap>(map), magnified](Picture& part, ivec2 at) {
            int w = part.width() + 2, h = part.height() + 2;  // with a margin, for the slopes
            Picture colour(w, h);
            Field relief(w, h);
            for (int y = 0; y < h; ++y)
              for (int x = 0; x < w; ++x) {
                vec2 full = vec2(at + ivec2(x, y)) - 0.5f;
                auto [paint, height] = map->at(full / magnified);
                float weave = std::sin(full.x * 0.78f) * std::sin(full.y * 0.78f);  // threads of canvas, eight pixels apart
                colour.at(x, y) = paint * (1 + 0.03f * noise(full * 0.35f, 206));
                relief.at(x, y) = height + 0.05f * weave / (0.6f + height);
              }
            for (int y = 1; y + 1 < h; ++y)
              for (int x = 1; x + 1 < w; ++x) {
                float slope = relief.at(x - 1, y) - relief.at(x + 1, y) + relief.at(x, y - 1) - relief.at(x, y + 1);
                part.at(x - 1, y - 1) = raked(colour.at(x, y), slope * (0.6f + 0.4f * magnified));
              }
          }};
}

Picture paint_in_oil(const Picture& scene, const OilPainting& how) {
  Canvas canvas = painted_canvas(scene, how, nullptr);
  int w = canvas.colour.width(), h = canvas.colour.height(), long_side = how.long_side_px;

  // Light from the upper left over paint and weave.
  float weave_step = 2 * pi / std::max(3.0f, 0.0022f * static_cast<float>(long_side));
  auto relief = [&](int x, int y) {
    float weave = std::sin(static_cast<float>(x) * weave_step) * std::sin(static_cast<float>(y) * weave_step);
    float thick = canvas.height.near(x, y);
    return thick + 0.10f * weave / (0.6f + thick);
  };
  Picture lit(w, h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      float slope = relief(x - 1, y) - relief(x + 1, y) + relief(x, y - 1) - relief(x, y + 1);
      lit.at(x, y) = raked(canvas.colour.at(x, y), slope);
    }
  return lit;
}

}  // namespace enf
