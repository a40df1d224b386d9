#include "content/painter.h"

#include <algorithm>
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

// Lays one stroke along the path: bristles leave furrows, the paint runs out towards the end.
void lay_stroke(Canvas& canvas, const std::vector<vec2>& path, float radius, vec3 paint, float load, std::uint32_t id) {
  vec2 low = path[0], high = path[0];
  for (vec2 p : path) low = glm::min(low, p), high = glm::max(high, p);
  ivec2 first = glm::max(ivec2(low - radius), ivec2(0));
  ivec2 last = glm::min(ivec2(high + radius) + 1, ivec2(canvas.colour.width() - 1, canvas.colour.height() - 1));
  float total = 0;
  std::vector<float> starts;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    starts.push_back(total);
    total += glm::distance(path[i], path[i + 1]);
  }
  auto offset = static_cast<float>(id & 1023u);
  for (int y = first.y; y <= last.y; ++y)
    for (int x = first.x; x <= last.x; ++x) {
      vec2 p(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
      float nearest = radius * radius, along = 0, across = 0;
      for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        vec2 d = path[i + 1] - path[i], q = p - path[i];
        float length2 = glm::dot(d, d), t = glm::clamp(glm::dot(q, d) / length2, 0.0f, 1.0f);
        vec2 off = q - d * t;
        float distance2 = glm::dot(off, off);
        if (distance2 >= nearest) continue;
        nearest = distance2;
        float length = std::sqrt(length2);
        along = starts[i] + t * length;
        across = (d.x * off.y - d.y * off.x) / (length * radius);
      }
      if (nearest >= radius * radius) continue;
      float edge = std::sqrt(nearest) / radius;
      float bristle = noise(vec2(across * 4.5f + offset, along / radius * 0.35f + offset), 201);
      float dry = total > 0 ? along / total : 0;
      float cover = ramp(1.0f, 0.72f, edge + 0.16f * bristle) * ramp(1.25f, 0.35f, dry * 1.05f - 0.35f * bristle);
      if (cover <= 0.01f) continue;
      cover *= 0.93f;
      float fine = noise(vec2(across * 11 + offset, along / radius * 0.8f), 202);
      vec3& under = canvas.colour.at(x, y);
      under = mixed(under, paint * (1 + 0.07f * bristle + 0.05f * fine), cover);
      float ridge = load * (0.45f + 0.28f * bristle + 0.16f * fine + 0.35f * ramp(0.55f, 0.92f, edge) * ramp(1.0f, 0.9f, edge));
      float& height = canvas.height.at(x, y);
      height = mixed(height, height * 0.45f + ridge, cover);
    }
}

void paint_layer(Canvas& canvas, const Picture& scene, const Layer& layer, const OilPainting& how, std::uint32_t seed) {
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
    lay_stroke(canvas, path, radius * random.between(0.75f, 1.1f), paint, layer.load, random.next());
  }
}

}  // namespace

Picture paint_in_oil(const Picture& scene, const OilPainting& how) {
  int long_side = how.long_side_px;
  bool wide = scene.width() >= scene.height();
  int w = wide ? long_side : long_side * scene.width() / scene.height(), h = wide ? long_side * scene.height() / scene.width() : long_side;
  Canvas canvas{Picture(w, h, how.ground), Field(w, h)};
  for (std::uint32_t i = 0; i < std::size(layers); ++i) paint_layer(canvas, scene, layers[i], how, i);

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
      float shade = glm::clamp(-slope, -0.9f, 0.9f);
      lit.at(x, y) = glm::max(canvas.colour.at(x, y) * (1 + 0.30f * shade) + vec3(0.012f * std::max(0.0f, shade)), vec3(0.002f));
    }
  return lit;
}

}  // namespace enf
