// Owns: silk on cotton: shapes that know in which rows their stitches run, and each stitch a link of a chain that
// shines by its direction. Must not know: any one cloth's pattern. Called by: the generators of embroideries, each on
// one thread.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "content/noise.h"
#include "content/picture.h"
#include "content/solid.h"

namespace enf {

// The dyer's shades that all suzani share.
namespace silk {
inline const vec3 madder = srgb(0x9c2a2c), rose = srgb(0xc8705f), wine = srgb(0x551a20), indigo = srgb(0x2b3f63),
                  sky = srgb(0x7fa3b0), leaf_green = srgb(0x5c7046), pale_green = srgb(0x9aa468),
                  saffron = srgb(0xd6a040), cream = srgb(0xe9dcbc), plum = srgb(0x5b2b45);
}  // namespace silk

// Where a needle is at a point of a shape: its silk, how far along its row and across the rows (centimetres), and the
// row's direction.
struct Stitch {
  vec3 silk;
  float along, across;
  vec2 direction;
};

class Embroidery {
 public:
  // Undyed cotton of that size in centimetres, its longer side so many pixels.
  Embroidery(vec2 size_cm, int long_side_px)
      : px_per_cm_(static_cast<float>(long_side_px) / glm::max(size_cm.x, size_cm.y)), width_cm_(size_cm.x) {
    cloth_ = Picture(static_cast<int>(std::lround(size_cm.x * px_per_cm_)),
                     static_cast<int>(std::lround(size_cm.y * px_per_cm_)));
    for (int y = 0; y < cloth_.height(); ++y)
      for (int x = 0; x < cloth_.width(); ++x) cloth_.at(x, y) = cotton(vec2(x, y) / px_per_cm_);
  }

  // Embroiders the shape within `reach` of `middle`: `needle` says what is at a point, in centimetres from the middle.
  template <class Needle>
  void work(vec2 middle, float reach, Needle needle) {
    ivec2 low = ivec2((middle - reach) * px_per_cm_), high = ivec2((middle + reach) * px_per_cm_) + 1;
    for (int y = std::max(0, low.y); y < std::min(cloth_.height(), high.y); ++y)
      for (int x = std::max(0, low.x); x < std::min(cloth_.width(), high.x); ++x) {
        vec2 p = vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_cm_;
        // The hand that drew the pattern was no compass.
        p += 0.35f * vec2(noise(p * 0.16f, 3), noise(p * 0.16f, 4)) +
             0.1f * vec2(noise(p * 0.9f, 5), noise(p * 0.9f, 6));
        std::optional<Stitch> stitch = needle(p - middle);
        if (stitch) cloth_.at(x, y) = silk(*stitch, p);
      }
  }

  const Picture& cloth() const { return cloth_; }

 private:
  vec3 cotton(vec2 p) const {
    float warp = std::sin(p.x * 2 * pi * 7), weft = std::sin(p.y * 2 * pi * 7);
    float weave = 0.5f * (warp * weft) + 0.25f * noise(p * vec2(9, 1.2f), 11) + 0.25f * noise(p * vec2(1.2f, 9), 12);
    float age = 0.035f * fractal_noise(p * 0.05f, 4, 13);
    // Three loom widths sewn together.
    float seam = std::abs(std::abs(p.x - width_cm_ / 2) - 27);
    return srgb(0xe6d8bb) * (0.93f + 0.05f * weave + age - (seam < 0.16f ? 0.2f : 0));
  }

  static constexpr float row_width = 0.34f, link_length = 0.62f;

  static vec3 silk(const Stitch& stitch, vec2 p) {
    float row = std::floor(stitch.across / row_width), in = stitch.across / row_width - row;
    auto row_id = static_cast<int>(row);
    float link = stitch.along / link_length + hash_unit(row_id, 7, 21) + 0.30f * std::abs(in * 2 - 1);
    auto link_id = static_cast<int>(std::floor(link));
    float s = link - std::floor(link);
    float round = std::sin(pi * glm::clamp(in, 0.02f, 0.98f)), length = std::sin(pi * std::pow(s, 0.7f));
    float eye =
        std::exp(-30 * ((in - 0.5f) * (in - 0.5f) + 0.18f * (s - 0.45f) * (s - 0.45f)));  // the link's small hole
    float sheen = 0.86f + 0.30f * std::pow(std::abs(glm::dot(stitch.direction, vec2(0.55f, 0.83f))), 2.0f);
    float tone = 0.93f + 0.16f * hash_unit(row_id, link_id, 22) + 0.12f * noise(p * 0.12f, 23);
    return stitch.silk * ((0.55f + 0.35f * round + 0.18f * length - 0.16f * eye) * sheen * tone) + vec3(0.008f);
  }

  float px_per_cm_, width_cm_;
  Picture cloth_;
};

struct Ring {
  float radius;  // outer, as a part of the rosette's
  vec3 silk;
  float scallop;  // depth of its petals' edges, as a part
  bool radial;    // rows run outwards instead of round
};

// Concentric rings of petals, from the outermost in.
void embroider_rosette(Embroidery& e, vec2 middle, float radius, int petals, const std::vector<Ring>& rings,
                       float turn);
// A leaf from `base` to `tip`, bent sideways; its two halves may differ, as in the "chili pepper" leaves of Nurata.
void embroider_leaf(Embroidery& e, vec2 base, vec2 tip, float width, float bend, vec3 left, vec3 right, vec3 outline);
void embroider_stem(Embroidery& e, const std::vector<vec2>& curve, float width, vec3 silk);
// A small rosette of eight petals.
void embroider_blossom(Embroidery& e, vec2 c, float radius, vec3 petal, vec3 heart);

}  // namespace enf
