// A suzani, the embroidered hanging of a bride's dowry: great rosettes in wreaths of leaves, tendrils between them, a border
// of smaller rosettes, worked in silk chain stitch on undyed cotton. We embroider as the needle does: every shape knows in
// which rows its stitches run, and each stitch is a link of a chain that shines by its direction.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr float cloth_width = 160, cloth_height = 220;  // centimetres
constexpr float row_width = 0.34f, link_length = 0.62f;

const vec3 madder = srgb(0x9c2a2c), rose = srgb(0xc8705f), wine = srgb(0x551a20), indigo = srgb(0x2b3f63), sky = srgb(0x7fa3b0),
           leaf_green = srgb(0x5c7046), pale_green = srgb(0x9aa468), saffron = srgb(0xd6a040), cream = srgb(0xe9dcbc),
           plum = srgb(0x5b2b45);

// Where a needle is at a point of a shape: its silk, how far along its row and across the rows (centimetres), and the
// row's direction.
struct Stitch {
  vec3 silk;
  float along, across;
  vec2 direction;
};

class Embroidery {
 public:
  explicit Embroidery(int long_side_px) : px_per_cm_(static_cast<float>(long_side_px) / cloth_height) {
    cloth_ = Picture(static_cast<int>(std::lround(cloth_width * px_per_cm_)), long_side_px);
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
        p += 0.35f * vec2(noise(p * 0.16f, 3), noise(p * 0.16f, 4)) + 0.1f * vec2(noise(p * 0.9f, 5), noise(p * 0.9f, 6));
        std::optional<Stitch> stitch = needle(p - middle);
        if (stitch) cloth_.at(x, y) = silk(*stitch, p);
      }
  }

  const Picture& cloth() const { return cloth_; }

 private:
  static vec3 cotton(vec2 p) {
    float warp = std::sin(p.x * 2 * pi * 7), weft = std::sin(p.y * 2 * pi * 7);
    float weave = 0.5f * (warp * weft) + 0.25f * noise(p * vec2(9, 1.2f), 11) + 0.25f * noise(p * vec2(1.2f, 9), 12);
    float age = 0.035f * fractal_noise(p * 0.05f, 4, 13);
    // Three loom widths sewn together.
    float seam = std::abs(std::abs(p.x - cloth_width / 2) - 27);
    return srgb(0xe6d8bb) * (0.93f + 0.05f * weave + age - (seam < 0.16f ? 0.2f : 0));
  }

  static vec3 silk(const Stitch& stitch, vec2 p) {
    float row = std::floor(stitch.across / row_width), in = stitch.across / row_width - row;
    auto row_id = static_cast<int>(row);
    float link = stitch.along / link_length + hash_unit(row_id, 7, 21) + 0.30f * std::abs(in * 2 - 1);
    auto link_id = static_cast<int>(std::floor(link));
    float s = link - std::floor(link);
    float round = std::sin(pi * glm::clamp(in, 0.02f, 0.98f)), length = std::sin(pi * std::pow(s, 0.7f));
    float eye = std::exp(-30 * ((in - 0.5f) * (in - 0.5f) + 0.18f * (s - 0.45f) * (s - 0.45f)));  // the link's small hole
    float sheen = 0.86f + 0.30f * std::pow(std::abs(glm::dot(stitch.direction, vec2(0.55f, 0.83f))), 2.0f);
    float tone = 0.93f + 0.16f * hash_unit(row_id, link_id, 22) + 0.12f * noise(p * 0.12f, 23);
    return stitch.silk * ((0.55f + 0.35f * round + 0.18f * length - 0.16f * eye) * sheen * tone) + vec3(0.008f);
  }

  float px_per_cm_;
  Picture cloth_;
};

struct Ring {
  float radius;      // outer, as a part of the rosette's
  vec3 silk;
  float scallop;     // depth of its petals' edges, as a part
  bool radial;       // rows run outwards instead of round
};

void rosette(Embroidery& e, vec2 middle, float radius, int petals, const std::vector<Ring>& rings, float turn) {
  e.work(middle, radius * 1.15f, [&](vec2 p) -> std::optional<Stitch> {
    float r = glm::length(p), angle = std::atan2(p.y, p.x);
    float wave = std::abs(std::cos((angle - turn) * static_cast<float>(petals) * 0.5f));
    for (std::size_t i = rings.size(); i-- > 0;) {
      const Ring& ring = rings[i];
      float edge = radius * (ring.radius - ring.scallop * (1 - wave * wave));
      float inner = i + 1 < rings.size() ? radius * (rings[i + 1].radius - rings[i + 1].scallop * (1 - wave * wave)) : 0;
      if (r > edge || r < inner) continue;
      vec2 out = r > 1e-4f ? p / r : vec2(1, 0), round(-out.y, out.x);
      if (ring.radial) return Stitch{ring.silk, r, angle * radius * ring.radius * 0.85f, out};
      return Stitch{ring.silk, angle * r, edge - r, round};
    }
    return std::nullopt;
  });
}

// A leaf from `base` to `tip`, bent sideways; its two halves may differ, as in the "chili pepper" leaves of Nurata.
void leaf(Embroidery& e, vec2 base, vec2 tip, float width, float bend, vec3 left, vec3 right, vec3 outline) {
  float length = glm::distance(base, tip);
  vec2 axis = (tip - base) / length, side(-axis.y, axis.x);
  vec2 middle = (base + tip) * 0.5f;
  e.work(middle, length * 0.6f + width + std::abs(bend), [&](vec2 p) -> std::optional<Stitch> {
    vec2 q = p + middle - base;
    float t = glm::dot(q, axis) / length, s = glm::dot(q, side);
    if (t <= 0 || t >= 1) return std::nullopt;
    s -= bend * std::sin(pi * t);
    float half = width * std::pow(t, 0.55f) * std::pow(1 - t, 0.8f) * 1.75f;
    if (std::abs(s) > half) return std::nullopt;
    vec3 colour = std::abs(s) > half - 0.5f ? outline : s < 0 ? left : right;
    vec2 along = glm::normalize(axis + side * (bend * pi / length * std::cos(pi * t)));
    return Stitch{colour, t * length, s, along};
  });
}

void stem(Embroidery& e, const std::vector<vec2>& curve, float width, vec3 silk) {
  float along = 0;
  constexpr int steps = 60;
  vec2 last = curve_through(curve, 0);
  for (int i = 1; i <= steps; ++i) {
    vec2 next = curve_through(curve, static_cast<float>(i) / steps), d = next - last;
    float length = glm::length(d);
    if (length < 1e-4f) continue;
    vec2 axis = d / length, side(-axis.y, axis.x);
    e.work((last + next) * 0.5f, length * 0.5f + width, [&](vec2 p) -> std::optional<Stitch> {
      float t = glm::dot(p, axis), s = glm::dot(p, side);
      if (std::abs(t) > length * 0.5f + 0.08f || std::abs(s) > width * 0.5f) return std::nullopt;
      return Stitch{silk, along + t, s + width * 0.5f, axis};
    });
    along += length;
    last = next;
  }
}

void great_rosette(Embroidery& e, vec2 c, float radius, int kind) {
  // The wreath first: pairs of leaves along a ring stem.
  std::vector<vec2> ring;
  for (int i = 0; i <= 24; ++i) ring.push_back(c + radius * 1.10f * vec2(std::cos(2 * pi * static_cast<float>(i) / 24), std::sin(2 * pi * static_cast<float>(i) / 24)));
  constexpr int leaves = 22;
  for (int i = 0; i < leaves; ++i) {
    float a = 2 * pi * (static_cast<float>(i) + 0.5f) / leaves;
    vec2 out(std::cos(a), std::sin(a)), round(-out.y, out.x);
    vec2 root = c + out * radius * 1.10f;
    bool even = i % 2 == 0;
    leaf(e, root, root + (out * 0.70f + round * 0.70f) * 7.6f, 2.1f, 0.8f, even ? leaf_green : indigo, even ? pale_green : sky, wine);
    leaf(e, root, root + (out * -0.25f + round * 0.9f) * 4.2f, 1.0f, 0.3f, pale_green, leaf_green, leaf_green);
  }
  stem(e, ring, 0.9f, leaf_green);
  std::array<vec3, 3> main = kind == 0 ? std::array{madder, rose, wine} : kind == 1 ? std::array{wine, madder, saffron} : std::array{rose, madder, plum};
  rosette(e, c, radius, 16, {{1.0f, wine, 0.05f, false}, {0.96f, main[0], 0.05f, true}, {0.70f, cream, 0.03f, false}, {0.66f, indigo, 0.03f, false},
                             {0.61f, main[1], 0.02f, false}, {0.43f, wine, 0.02f, false}, {0.40f, saffron, 0.04f, true}, {0.24f, indigo, 0.01f, false},
                             {0.20f, cream, 0.0f, false}, {0.12f, main[2], 0.0f, false}}, 0.1f * static_cast<float>(kind));
}

void small_rosette(Embroidery& e, vec2 c, float radius, vec3 petal, vec3 heart) {
  rosette(e, c, radius, 8, {{1.0f, wine, 0.16f, false}, {0.90f, petal, 0.15f, true}, {0.48f, cream, 0.04f, false}, {0.40f, indigo, 0.02f, false}, {0.26f, heart, 0, false}}, 0);
}

}  // namespace

Picture suzani(int long_side_px) {
  Embroidery e(long_side_px);
  Random random(1860);
  vec2 middle(cloth_width / 2, cloth_height / 2);
  constexpr float border = 30;

  // Rosettes in two columns, and between them the smaller growth, mirrored over both axes but never quite alike.
  int kind = 0;
  for (float y : {-53.5f, 0.0f, 53.5f})
    for (float x : {-24.6f, 24.6f}) great_rosette(e, middle + vec2(x, y), 17.2f, kind++ % 3);
  for (float sy : {-1.0f, 1.0f})
    for (float sx : {-1.0f, 1.0f}) {
      auto at = [&](float x, float y) { return middle + vec2(sx * (x + random.between(-0.5f, 0.5f)), sy * (y + random.between(-0.5f, 0.5f))); };
      // A curling spray from the middle line into the gap between four rosettes, and one at the cloth's side.
      stem(e, {at(0, 9), at(1.2f, 14), at(5.5f, 18.5f), at(10, 23.5f), at(9, 28), at(4.5f, 27), at(5.5f, 23.5f)}, 0.8f, leaf_green);
      leaf(e, at(3, 16), at(3.5f, 9), 1.5f, -0.6f, leaf_green, pale_green, leaf_green);
      leaf(e, at(9.5f, 25), at(21, 26.8f), 2.2f, 1.0f, indigo, sky, wine);
      leaf(e, at(21, 26.8f), at(32, 26.5f), 1.6f, -0.6f, leaf_green, pale_green, leaf_green);
      stem(e, {at(49, 26.7f), at(43, 25), at(38, 27.5f), at(33, 26.5f)}, 0.8f, leaf_green);
      leaf(e, at(43, 25), at(49, 18), 1.7f, 0.8f, indigo, sky, wine);
      leaf(e, at(43, 26), at(48, 35), 1.7f, -0.8f, madder, rose, wine);
      small_rosette(e, at(46.5f, 27), 3.2f, saffron, madder);
      // Sprays towards the ends of the cloth.
      stem(e, {at(0, 60), at(1.5f, 66), at(6, 72), at(11, 77), at(8, 80.5f), at(5.5f, 77.5f)}, 0.8f, leaf_green);
      leaf(e, at(2, 67), at(2.5f, 76), 1.5f, -0.5f, madder, rose, wine);
      leaf(e, at(10, 76), at(21, 79.5f), 2.0f, 0.8f, indigo, sky, wine);
      leaf(e, at(21, 79.5f), at(34, 79.5f), 1.5f, -0.5f, leaf_green, pale_green, leaf_green);
      leaf(e, at(47, 73), at(49.5f, 62), 1.7f, 0.7f, leaf_green, pale_green, leaf_green);
      leaf(e, at(44, 77), at(33, 75.5f), 1.5f, 0.6f, madder, rose, wine);
      small_rosette(e, at(46, 77), 4.4f, madder, saffron);
      // Single almonds in the last open corners of the wreaths.
      leaf(e, at(47.5f, 3), at(49.8f, 12), 1.3f, 0.5f, plum, rose, wine);
      leaf(e, at(47.5f, 52), at(49.8f, 43), 1.3f, 0.5f, plum, rose, wine);
    }
  for (float y : {-26.8f, 26.8f}) small_rosette(e, middle + vec2(0, y), 5.6f, madder, saffron);
  for (float y : {-79.0f, -55.0f, 0.0f, 55.0f, 79.0f}) small_rosette(e, middle + vec2(0, y), 4.6f, plum, saffron);

  // The border: two braided lines, and between them rosettes on a waving stem.
  for (float inset : {3.0f, border - 3.0f}) {
    vec2 low(inset), high(cloth_width - inset, cloth_height - inset);
    std::array<vec2, 5> corners = {low, vec2(high.x, low.y), high, vec2(low.x, high.y), low};
    for (std::size_t side = 0; side < 4; ++side) {
      vec2 d = corners[side + 1] - corners[side];
      auto pieces = static_cast<int>(glm::length(d) / 2.4f);
      vec2 step = d / static_cast<float>(pieces), across = glm::normalize(vec2(-d.y, d.x));
      for (int i = 0; i < pieces; ++i) {
        vec2 a = corners[side] + step * static_cast<float>(i);
        leaf(e, a - across * 0.9f, a + step * 1.1f + across * 0.9f, 0.75f, 0, i % 2 ? madder : indigo, i % 2 ? rose : sky, wine);
      }
    }
  }
  float mid = border / 2;
  auto border_run = [&](vec2 from, vec2 to, int count) {
    vec2 d = (to - from) / static_cast<float>(count), across = glm::normalize(vec2(-d.y, d.x));
    for (int i = 0; i < count; ++i) {
      float sign = i % 2 ? 1.0f : -1.0f;
      vec2 a = from + d * static_cast<float>(i), b = a + d, c = (a + b) * 0.5f + across * sign * 5.5f;
      stem(e, {a, (a + c) * 0.5f + across * sign * 2.0f, c, (b + c) * 0.5f + across * sign * 2.0f, b}, 0.8f, leaf_green);
      leaf(e, c, c - across * sign * 12.0f + d * 0.10f, 2.3f, 0.9f * sign, indigo, sky, wine);
      leaf(e, a + d * 0.2f - across * sign * 3.0f, a + d * 0.34f - across * sign * 8.5f, 1.3f, 0.4f, pale_green, leaf_green, leaf_green);
      leaf(e, b - d * 0.2f - across * sign * 3.0f, b - d * 0.34f - across * sign * 8.5f, 1.3f, -0.4f, madder, rose, wine);
      leaf(e, c, c + d * 0.28f + across * sign * 4.0f, 1.3f, 0.4f, leaf_green, pale_green, leaf_green);
      leaf(e, c, c - d * 0.28f + across * sign * 4.0f, 1.3f, -0.4f, leaf_green, pale_green, leaf_green);
    }
    for (int i = 0; i < count; ++i)
      small_rosette(e, from + d * static_cast<float>(i), i == 0 ? 9.4f : 7.6f, i % 2 ? rose : madder, i % 2 ? plum : saffron);
  };
  vec2 low(mid), high(cloth_width - mid, cloth_height - mid);
  border_run(low, vec2(high.x, low.y), 6);
  border_run(vec2(high.x, low.y), high, 8);
  border_run(high, vec2(low.x, high.y), 6);
  border_run(vec2(low.x, high.y), low, 8);
  return e.cloth();
}

}  // namespace enf
