#include "tests/render/flip.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

#include "engine/render/tone.h"

namespace enf {
namespace {

struct Channels {
  int width = 0, height = 0;
  std::vector<vec3> at;
};

// IEC 61966-2-1: linear sRGB to XYZ, and the white it has there.
const mat3 xyz_from_rgb = glm::transpose(
    mat3(0.4124564f, 0.3575761f, 0.1804375f, 0.2126729f, 0.7151522f, 0.0721750f, 0.0193339f, 0.1191920f, 0.9503041f));
const vec3 white = xyz_from_rgb * vec3(1);

// The opponent space Y Cx Cz, linear in light (eq. 1 and before of the paper's section 4.1).
vec3 opponent_from_rgb(vec3 rgb) {
  vec3 t = xyz_from_rgb * rgb / white;
  return {116 * t.y - 16, 500 * (t.x - t.y), 200 * (t.y - t.z)};
}
vec3 rgb_from_opponent(vec3 c) {
  float y = (c.x + 16) / 116;
  return glm::inverse(xyz_from_rgb) * (vec3(y + c.y / 500, y, y - c.z / 200) * white);
}

// CIELAB with the Hunt effect: chroma counts less in the dark.
vec3 adjusted_lab(vec3 rgb) {
  vec3 t = xyz_from_rgb * rgb / white;
  auto f = [](float v) {
    constexpr float d = 6.0f / 29;
    return v > d * d * d ? std::cbrt(v) : v / (3 * d * d) + 4.0f / 29;
  };
  vec3 g(f(t.x), f(t.y), f(t.z));
  float lightness = 116 * g.y - 16;
  return {lightness, 0.01f * lightness * 500 * (g.x - g.y), 0.01f * lightness * 200 * (g.y - g.z)};
}
float hyab(vec3 a, vec3 b) { return std::abs(a.x - b.x) + glm::length(vec2(a.y - b.y, a.z - b.z)); }

// A square kernel for each of the three channels.
struct Kernel {
  int radius = 0;
  std::vector<vec3> weights;
};

Channels filtered(const Channels& in, const Kernel& k) {
  Channels out{in.width, in.height, std::vector<vec3>(in.at.size())};
  int side = 2 * k.radius + 1;
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) {
      vec3 sum(0);
      for (int dy = -k.radius; dy <= k.radius; ++dy)
        for (int dx = -k.radius; dx <= k.radius; ++dx) {
          int sx = std::clamp(x + dx, 0, in.width - 1), sy = std::clamp(y + dy, 0, in.height - 1);
          sum += in.at[static_cast<std::size_t>(sy * in.width + sx)] *
                 k.weights[static_cast<std::size_t>((dy + k.radius) * side + dx + k.radius)];
        }
      out.at[static_cast<std::size_t>(y * in.width + x)] = sum;
    }
  return out;
}

// What the eye's contrast sensitivity leaves of each channel: sums of two Gaussians (table 1).
Kernel sensitivity(float pixels_per_degree) {
  struct Gaussians {
    float a1, b1, a2, b2;
  };
  constexpr Gaussians channels[3] = {{1, 0.0047f, 0, 1e-5f}, {1, 0.0053f, 0, 1e-5f}, {34.1f, 0.04f, 13.5f, 0.025f}};
  Kernel k{.radius = static_cast<int>(std::ceil(3 * std::sqrt(0.04f / (2 * pi * pi)) * pixels_per_degree))};
  vec3 sum(0);
  for (int y = -k.radius; y <= k.radius; ++y)
    for (int x = -k.radius; x <= k.radius; ++x) {
      float d2 = static_cast<float>(x * x + y * y) / (pixels_per_degree * pixels_per_degree);
      auto part = [&](float a, float b) { return a * std::sqrt(pi / b) * std::exp(-pi * pi * d2 / b); };
      vec3 w;
      for (int c = 0; c < 3; ++c) w[c] = part(channels[c].a1, channels[c].b1) + part(channels[c].a2, channels[c].b2);
      k.weights.push_back(w), sum += w;
    }
  for (vec3& w : k.weights) w /= sum;
  return k;
}

// Edges and points along x: the Gaussian's first and second derivative, positive and negative weights each of sum 1.
// Channel x: edges, y: points.
Kernel features_along_x(float pixels_per_degree) {
  float sd = 0.5f * 0.082f * pixels_per_degree;
  Kernel k{.radius = static_cast<int>(std::ceil(3 * sd))};
  vec3 above(0), below(0);
  for (int y = -k.radius; y <= k.radius; ++y)
    for (int x = -k.radius; x <= k.radius; ++x) {
      auto fx = static_cast<float>(x), fy = static_cast<float>(y);
      float g = std::exp(-(fx * fx + fy * fy) / (2 * sd * sd));
      vec3 w(-fx * g, (fx * fx / (sd * sd) - 1) * g, 0);
      k.weights.push_back(w);
      above += glm::max(w, vec3(0)), below -= glm::min(w, vec3(0));
    }
  for (vec3& w : k.weights)
    for (int c = 0; c < 2; ++c) w[c] /= w[c] > 0 ? above[c] : below[c];
  return k;
}
Kernel turned(Kernel k) {
  int side = 2 * k.radius + 1;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < y; ++x)
      std::swap(k.weights[static_cast<std::size_t>(y * side + x)], k.weights[static_cast<std::size_t>(x * side + y)]);
  return k;
}

Channels opponent_plane(const ImageData& image) {
  Channels plane{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  for (std::size_t i = 0; i < std::size_t{image.width} * image.height; ++i) {
    vec3 rgb;
    for (int c = 0; c < 3; ++c)
      rgb[c] = decode_srgb(static_cast<float>(image.rgba[4 * i + static_cast<std::size_t>(c)]) / 255);
    plane.at.push_back(opponent_from_rgb(rgb));
  }
  return plane;
}

// Edge and point strength at each pixel.
std::vector<vec2> feature_strengths(const Channels& opponent, const Kernel& along_x) {
  Channels grey = opponent;
  for (vec3& c : grey.at) c = vec3((c.x + 16) / 116);
  Channels x = filtered(grey, along_x), y = filtered(grey, turned(along_x));
  std::vector<vec2> result;
  for (std::size_t i = 0; i < x.at.size(); ++i)
    result.push_back({std::hypot(x.at[i].x, y.at[i].x), std::hypot(x.at[i].y, y.at[i].y)});
  return result;
}

}  // namespace

std::vector<float> flip_differences(const ImageData& a, const ImageData& b, float pixels_per_degree) {
  assert(a.width == b.width && a.height == b.height);
  constexpr float colour_power = 0.7f, feature_power = 0.5f, low_part = 0.4f, low_share = 0.95f;
  Channels opponent_a = opponent_plane(a), opponent_b = opponent_plane(b);
  Kernel eye = sensitivity(pixels_per_degree), features = features_along_x(pixels_per_degree);
  Channels seen_a = filtered(opponent_a, eye), seen_b = filtered(opponent_b, eye);
  std::vector<vec2> features_a = feature_strengths(opponent_a, features),
                    features_b = feature_strengths(opponent_b, features);

  // The largest difference of two colours is that of green and blue.
  float greatest = std::pow(hyab(adjusted_lab(vec3(0, 1, 0)), adjusted_lab(vec3(0, 0, 1))), colour_power);
  std::vector<float> result;
  for (std::size_t i = 0; i < seen_a.at.size(); ++i) {
    auto lab = [](vec3 opponent) { return adjusted_lab(glm::clamp(rgb_from_opponent(opponent), vec3(0), vec3(1))); };
    float colour = std::pow(hyab(lab(seen_a.at[i]), lab(seen_b.at[i])), colour_power), low = low_part * greatest;
    colour = colour < low ? colour * low_share / low : low_share + (colour - low) / (greatest - low) * (1 - low_share);
    vec2 apart = glm::abs(features_a[i] - features_b[i]);
    float feature = std::pow(std::max(apart.x, apart.y) / std::sqrt(2.0f), feature_power);
    result.push_back(std::clamp(std::pow(colour, 1 - feature), 0.0f, 1.0f));
  }
  return result;
}

float mean_flip(const ImageData& a, const ImageData& b, float pixels_per_degree) {
  std::vector<float> all = flip_differences(a, b, pixels_per_degree);
  return static_cast<float>(std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size()));
}

}  // namespace enf
