// Two embroideries with other ideas of a cloth than the great suzani: the palak of Tashkent, where moons fill everything and no
// ground is left, and a cloth after Nurata, where a lattice of leaves holds single sprays and most of the cotton stays bare.
#include <array>
#include <cmath>
#include <vector>

#include "content/embroidery.h"
#include "content/works.h"

namespace enf {

using namespace silk;

Picture palak(int long_side_px) {
  constexpr float width = 172, height = 212, moon = 25.5f;
  Embroidery e(vec2(width, height), long_side_px);
  // The ground itself is worked, row by row, in wine-red silk.
  e.work(vec2(width, height) * 0.5f, height, [](vec2 p) -> std::optional<Stitch> { return Stitch{wine * 0.9f, p.y, p.x, vec2(0, 1)}; });
  const std::array<vec3, 4> reds = {madder, rose * 0.8f, srgb(0x7b1f2a), srgb(0xb23a30)};
  int kind = 0;
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 3; ++i, ++kind) {
      vec2 c(width / 2 + (static_cast<float>(i) - 1) * 53, height / 2 + (static_cast<float>(j) - 1.5f) * 51);
      vec3 red = reds[static_cast<std::size_t>((i * 2 + j) % 4)];
      embroider_rosette(e, c, moon, 24, {{1.0f, saffron, 0.03f, false}, {0.955f, red, 0.0f, true}, {0.62f, indigo, 0.02f, false}, {0.57f, cream, 0.0f, false}, {0.53f, red * 0.8f, 0.0f, false},
                                         {0.30f, saffron, 0.06f, true}, {0.20f, indigo, 0.0f, false}, {0.12f, cream, 0.0f, false}}, 0.2f * static_cast<float>(kind));
      for (int k = 0; k < 12; ++k) {  // flames round each moon
        float a = 2 * pi * static_cast<float>(k) / 12 + 0.26f;
        vec2 out(std::cos(a), std::sin(a));
        embroider_leaf(e, c + out * moon * 0.66f, c + out * moon * 0.93f, 1.6f, 0.5f, saffron, cream, wine);
      }
    }
  // Stars where four moons leave a gap.
  for (int j = -1; j < 4; ++j)
    for (int i = -1; i < 3; ++i) {
      vec2 c(width / 2 + (static_cast<float>(i) - 0.5f) * 53, height / 2 + (static_cast<float>(j) - 1.0f) * 51);
      if (c.x < 6 || c.y < 6 || c.x > width - 6 || c.y > height - 6) continue;
      embroider_blossom(e, c, 9.5f, indigo, saffron);
    }
  for (int k = 0; k < 26; ++k)
    for (float x : {3.4f, width - 3.4f}) {
      float y = height * (static_cast<float>(k) + 0.5f) / 26;
      embroider_leaf(e, vec2(x - 2.2f, y - 2.6f), vec2(x + 2.2f, y + 2.6f), 1.4f, 0, k % 2 ? saffron : cream, k % 2 ? saffron : cream, indigo);
    }
  return e.cloth();
}

Picture nurata_suzani(int long_side_px) {
  constexpr float width = 130, height = 176, step_x = 26, step_y = 32;
  Embroidery e(vec2(width, height), long_side_px);
  vec2 middle(width / 2, height / 2);
  constexpr float frame = 15;
  auto inside = [&](vec2 p) { return p.x > frame + 2 && p.y > frame + 2 && p.x < width - frame - 2 && p.y < height - frame - 2; };
  const std::array<vec3, 4> petals = {rose, sky, madder, saffron};
  // The lattice: serrated leaves end to end along its diagonals.
  for (int j = -4; j <= 4; ++j)
    for (int i = -4; i <= 4; ++i) {
      if ((i + j) % 2 != 0) continue;
      vec2 c = middle + vec2(static_cast<float>(i) * step_x / 2, static_cast<float>(j) * step_y / 2);
      for (float s : {-1.0f, 1.0f}) {
        vec2 d = vec2(step_x / 2, s * step_y / 2);
        if (inside(c) && inside(c + d)) embroider_leaf(e, c + d * 0.14f, c + d * 0.86f, 1.5f, s * 0.7f, leaf_green, pale_green, leaf_green * 0.7f);
      }
      if (inside(c)) embroider_blossom(e, c, 2.6f, saffron, madder);
    }
  // A single spray in every field, each another flower.
  int kind = 0;
  for (int j = -4; j <= 4; ++j)
    for (int i = -4; i <= 4; ++i) {
      if ((i + j) % 2 == 0) continue;
      vec2 c = middle + vec2(static_cast<float>(i) * step_x / 2, static_cast<float>(j) * step_y / 2);
      if (!inside(c - vec2(8, 9)) || !inside(c + vec2(8, 9))) continue;
      vec3 petal = petals[static_cast<std::size_t>(kind % 4)];
      float lean = kind % 2 ? 1.0f : -1.0f;
      embroider_stem(e, {c + vec2(-lean * 1.5f, 9), c + vec2(lean, 4), c + vec2(0, -2)}, 0.6f, leaf_green);
      embroider_leaf(e, c + vec2(-lean, 6), c + vec2(-lean * 6, 1.5f), 1.1f, lean * 0.5f, leaf_green, pale_green, leaf_green);
      embroider_leaf(e, c + vec2(0, 5), c + vec2(lean * 6, 2.5f), 1.1f, -lean * 0.5f, sky, leaf_green, leaf_green);
      if (kind % 3 == 0)
        for (float a : {-0.75f, 0.0f, 0.75f}) embroider_leaf(e, c + vec2(0, -1), c + vec2(std::sin(a), -std::cos(a)) * 7.5f, 1.7f, 0, petal, rose, wine);  // a tulip
      else
        embroider_rosette(e, c + vec2(0, -4), 5.0f, kind % 3 == 1 ? 5 : 7, {{1.0f, wine, 0.2f, false}, {0.9f, petal, 0.2f, true}, {0.42f, cream, 0.03f, false}, {0.3f, kind % 2 ? indigo : madder, 0, false}}, 0.3f);
      ++kind;
    }
  // The border: a winding stem with rosettes in its bends.
  auto run = [&](vec2 from, vec2 to, int count) {
    vec2 d = (to - from) / static_cast<float>(count), across = glm::normalize(vec2(-d.y, d.x));
    for (int i = 0; i < count; ++i) {
      float side = i % 2 ? 1.0f : -1.0f;
      vec2 a = from + d * static_cast<float>(i), b = a + d, c = (a + b) * 0.5f + across * side * 3.6f;
      embroider_stem(e, {a, (a + c) * 0.5f + across * side, c, (b + c) * 0.5f + across * side, b}, 0.6f, leaf_green);
      embroider_rosette(e, c - across * side * 5.0f, 4.1f, 6, {{1.0f, wine, 0.16f, false}, {0.88f, petals[static_cast<std::size_t>(i % 4)], 0.14f, true}, {0.4f, saffron, 0, false}}, 0);
      embroider_leaf(e, c, c + d * 0.35f + across * side * 2.6f, 1.0f, 0.3f, leaf_green, pale_green, leaf_green);
    }
  };
  constexpr float m = frame / 2;
  run(vec2(m, m), vec2(width - m, m), 10), run(vec2(width - m, m), vec2(width - m, height - m), 14);
  run(vec2(width - m, height - m), vec2(m, height - m), 10), run(vec2(m, height - m), vec2(m, m), 14);
  for (float inset : {1.2f, frame - 0.8f}) {
    vec2 a(inset), b(width - inset, height - inset);
    for (auto [p, q] : {std::pair(a, vec2(b.x, a.y)), std::pair(vec2(b.x, a.y), b), std::pair(b, vec2(a.x, b.y)), std::pair(vec2(a.x, b.y), a)})
      embroider_stem(e, {p, p + (q - p) * 0.33f, p + (q - p) * 0.67f, q}, 0.8f, madder);
  }
  return e.cloth();
}

}  // namespace enf
