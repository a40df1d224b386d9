// A suzani, the embroidered hanging of a bride's dowry: great rosettes in wreaths of leaves, tendrils between them, a border
// of smaller rosettes, worked in silk chain stitch on undyed cotton. We embroider as the needle does: every shape knows in
// which rows its stitches run, and each stitch is a link of a chain that shines by its direction.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "content/embroidery.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {

using namespace silk;

namespace {

constexpr float cloth_width = 160, cloth_height = 220;  // centimetres

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
    embroider_leaf(e, root, root + (out * 0.70f + round * 0.70f) * 7.6f, 2.1f, 0.8f, even ? leaf_green : indigo, even ? pale_green : sky, wine);
    embroider_leaf(e, root, root + (out * -0.25f + round * 0.9f) * 4.2f, 1.0f, 0.3f, pale_green, leaf_green, leaf_green);
  }
  embroider_stem(e, ring, 0.9f, leaf_green);
  std::array<vec3, 3> main = kind == 0 ? std::array{madder, rose, wine} : kind == 1 ? std::array{wine, madder, saffron} : std::array{rose, madder, plum};
  embroider_rosette(e, c, radius, 16, {{1.0f, wine, 0.05f, false}, {0.96f, main[0], 0.05f, true}, {0.70f, cream, 0.03f, false}, {0.66f, indigo, 0.03f, false},
                             {0.61f, main[1], 0.02f, false}, {0.43f, wine, 0.02f, false}, {0.40f, saffron, 0.04f, true}, {0.24f, indigo, 0.01f, false},
                             {0.20f, cream, 0.0f, false}, {0.12f, main[2], 0.0f, false}}, 0.1f * static_cast<float>(kind));
}

}  // namespace

Picture suzani(int long_side_px) {
  Embroidery e(vec2(cloth_width, cloth_height), long_side_px);
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
      embroider_stem(e, {at(0, 9), at(1.2f, 14), at(5.5f, 18.5f), at(10, 23.5f), at(9, 28), at(4.5f, 27), at(5.5f, 23.5f)}, 0.8f, leaf_green);
      embroider_leaf(e, at(3, 16), at(3.5f, 9), 1.5f, -0.6f, leaf_green, pale_green, leaf_green);
      embroider_leaf(e, at(9.5f, 25), at(21, 26.8f), 2.2f, 1.0f, indigo, sky, wine);
      embroider_leaf(e, at(21, 26.8f), at(32, 26.5f), 1.6f, -0.6f, leaf_green, pale_green, leaf_green);
      embroider_stem(e, {at(49, 26.7f), at(43, 25), at(38, 27.5f), at(33, 26.5f)}, 0.8f, leaf_green);
      embroider_leaf(e, at(43, 25), at(49, 18), 1.7f, 0.8f, indigo, sky, wine);
      embroider_leaf(e, at(43, 26), at(48, 35), 1.7f, -0.8f, madder, rose, wine);
      embroider_blossom(e, at(46.5f, 27), 3.2f, saffron, madder);
      // Sprays towards the ends of the cloth.
      embroider_stem(e, {at(0, 60), at(1.5f, 66), at(6, 72), at(11, 77), at(8, 80.5f), at(5.5f, 77.5f)}, 0.8f, leaf_green);
      embroider_leaf(e, at(2, 67), at(2.5f, 76), 1.5f, -0.5f, madder, rose, wine);
      embroider_leaf(e, at(10, 76), at(21, 79.5f), 2.0f, 0.8f, indigo, sky, wine);
      embroider_leaf(e, at(21, 79.5f), at(34, 79.5f), 1.5f, -0.5f, leaf_green, pale_green, leaf_green);
      embroider_leaf(e, at(47, 73), at(49.5f, 62), 1.7f, 0.7f, leaf_green, pale_green, leaf_green);
      embroider_leaf(e, at(44, 77), at(33, 75.5f), 1.5f, 0.6f, madder, rose, wine);
      embroider_blossom(e, at(46, 77), 4.4f, madder, saffron);
      // Single almonds in the last open corners of the wreaths.
      embroider_leaf(e, at(47.5f, 3), at(49.8f, 12), 1.3f, 0.5f, plum, rose, wine);
      embroider_leaf(e, at(47.5f, 52), at(49.8f, 43), 1.3f, 0.5f, plum, rose, wine);
    }
  for (float y : {-26.8f, 26.8f}) embroider_blossom(e, middle + vec2(0, y), 5.6f, madder, saffron);
  for (float y : {-79.0f, -55.0f, 0.0f, 55.0f, 79.0f}) embroider_blossom(e, middle + vec2(0, y), 4.6f, plum, saffron);

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
        embroider_leaf(e, a - across * 0.9f, a + step * 1.1f + across * 0.9f, 0.75f, 0, i % 2 ? madder : indigo, i % 2 ? rose : sky, wine);
      }
    }
  }
  float mid = border / 2;
  auto border_run = [&](vec2 from, vec2 to, int count) {
    vec2 d = (to - from) / static_cast<float>(count), across = glm::normalize(vec2(-d.y, d.x));
    for (int i = 0; i < count; ++i) {
      float sign = i % 2 ? 1.0f : -1.0f;
      vec2 a = from + d * static_cast<float>(i), b = a + d, c = (a + b) * 0.5f + across * sign * 5.5f;
      embroider_stem(e, {a, (a + c) * 0.5f + across * sign * 2.0f, c, (b + c) * 0.5f + across * sign * 2.0f, b}, 0.8f, leaf_green);
      embroider_leaf(e, c, c - across * sign * 12.0f + d * 0.10f, 2.3f, 0.9f * sign, indigo, sky, wine);
      embroider_leaf(e, a + d * 0.2f - across * sign * 3.0f, a + d * 0.34f - across * sign * 8.5f, 1.3f, 0.4f, pale_green, leaf_green, leaf_green);
      embroider_leaf(e, b - d * 0.2f - across * sign * 3.0f, b - d * 0.34f - across * sign * 8.5f, 1.3f, -0.4f, madder, rose, wine);
      embroider_leaf(e, c, c + d * 0.28f + across * sign * 4.0f, 1.3f, 0.4f, leaf_green, pale_green, leaf_green);
      embroider_leaf(e, c, c - d * 0.28f + across * sign * 4.0f, 1.3f, -0.4f, leaf_green, pale_green, leaf_green);
    }
    for (int i = 0; i < count; ++i)
      embroider_blossom(e, from + d * static_cast<float>(i), i == 0 ? 9.4f : 7.6f, i % 2 ? rose : madder, i % 2 ? plum : saffron);
  };
  vec2 low(mid), high(cloth_width - mid, cloth_height - mid);
  border_run(low, vec2(high.x, low.y), 6);
  border_run(vec2(high.x, low.y), high, 8);
  border_run(high, vec2(low.x, high.y), 6);
  border_run(vec2(low.x, high.y), low, 8);
  return e.cloth();
}

}  // namespace enf
