// A tar, the long-necked lute of Azerbaijan's mugham: a body like a figure eight hollowed from mulberry wood, its face of
// stretched membrane, a neck of walnut with bone edges, a pegbox with its pegs, eleven strings. The body is a distance formula;
// neck, frets, pegs and strings are turned and drawn. It stands as it would in the hand, on a steel holder.
#include <algorithm>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float bridge_y = 0.115f, nut_y = 0.700f;

// Half-width of the body at height y (0 at the tail): the large bowl below, the waist, the small bowl above.
float outline(vec2 p) {
  float lower = glm::length(p - vec2(0, 0.105f)) - 0.098f;
  float upper = glm::length(p - vec2(0, 0.262f)) - 0.072f;
  return smooth_min(lower, upper, 0.035f);
}

float body(vec3 p) {
  float across = outline(vec2(p.x, p.y));
  // Seen from the side: flat in front, deep behind, deepest in the large bowl.
  float depth = 0.125f * ramp(0.36f, 0.05f, p.y) + 0.045f;
  float inside = glm::clamp(-across / 0.085f, 0.0f, 1.0f);
  float back = -p.z - depth * std::pow(inside, 0.42f);
  return std::max(std::max(across, back * 0.55f), p.z) * 0.8f;
}

SolidPart bar(vec3 middle, vec3 half, float rounding, float cell, std::uint32_t material) {
  Box box;
  box.add(middle - half - 0.004f), box.add(middle + half + 0.004f);
  cell = std::min(cell, 0.6f * std::min(half.x, std::min(half.y, half.z)));  // thin things need fine cells
  SolidPart part = distance_surface(box, cell, 8, [&](vec3 p) { return box_distance(p - middle, half, rounding); });
  part.material = material;
  return part;
}

// A disc of stretched membrane in one bowl of the face: a thin raised rim hides its edge.
SolidPart membrane(vec2 middle, float radius, int cells_around) {
  return formula_surface(cells_around, 8, [&](float u, float v) {
    float a = 2 * pi * u, r = radius * (1 - v);
    return vec3(middle.x + std::cos(a) * r, middle.y + std::sin(a) * r, 0.0012f - 0.0010f * v);
  });
}

}  // namespace

Solid tar_lute(float detail) {
  enum Material : std::uint32_t { mulberry, walnut, skin, bone, steel, brass };
  Solid solid;
  int size = std::max(64, static_cast<int>(512 * detail));
  Picture grain(size, size), hide(size, size), inlay(size, size);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      vec2 uv = (vec2(x, y) + 0.5f) / static_cast<float>(size);
      float ring = std::sin(36 * (uv.x + 0.10f * std::sin(2 * pi * uv.y) + 0.04f * noise(uv * 6.0f, 651)));
      grain.at(x, y) = mixed(srgb(0x9a5f2e), srgb(0x6d3d1c), 0.5f + 0.35f * ring + 0.2f * noise(uv * vec2(90, 6), 652));
      float veins = std::abs(fractal_noise(uv * 5.0f, 5, 653));
      hide.at(x, y) = srgb(0xe6d8b8) * (0.92f + 0.10f * fractal_noise(uv * 12.0f, 4, 654) - 0.12f * ramp(0.03f, 0.0f, veins));
    }
  solid.materials = {{.name = "mulberry", .roughness = 0.42f, .clearcoat = 0.7f, .clearcoat_roughness = 0.12f, .base_map = std::move(grain)},
                     {.name = "walnut", .base = srgb(0x4a2f1e), .roughness = 0.45f, .clearcoat = 0.4f, .clearcoat_roughness = 0.2f},
                     {.name = "membrane", .roughness = 0.55f, .base_map = std::move(hide)},
                     {.name = "bone", .base = srgb(0xe9dfc8), .roughness = 0.4f},
                     {.name = "steel", .base = srgb(0xc8c6c0), .metallic = 1, .roughness = 0.3f},
                     {.name = "brass", .base = srgb(0xc79a4e), .metallic = 1, .roughness = 0.32f}};
  float cell = 0.0026f / detail;
  auto n = [detail](int count) { return std::max(6, static_cast<int>(static_cast<float>(count) * detail)); };

  Box box;
  box.add(vec3(-0.115f, -0.01f, -0.19f)), box.add(vec3(0.115f, 0.35f, 0.012f));
  SolidPart shell = distance_surface(box, cell, 5, body);
  shell.material = mulberry;
  solid.parts.push_back(std::move(shell));
  for (vec3 m : {vec3(0, 0.105f, 0.088f), vec3(0, 0.268f, 0.060f)}) {
    SolidPart face = membrane(vec2(m.x, m.y), m.z, n(72));
    face.material = skin;
    for (std::size_t i = 0; i < face.uvs.size(); ++i) face.uvs[i] = vec2(face.positions[i].x, face.positions[i].y) * 4.0f;
    solid.parts.push_back(std::move(face));
    SolidPart rim = formula_surface(n(96), n(10), [&](float u, float v) {
      float a = 2 * pi * u, b = 2 * pi * v;
      float r = m.z + 0.0018f * std::cos(b);
      return vec3(m.x + std::cos(a) * r, m.y + std::sin(a) * r, 0.0012f + 0.0018f * std::sin(b));
    });
    rim.material = bone;
    solid.parts.push_back(std::move(rim));
  }

  // Neck, its bone edges, pegbox.
  solid.parts.push_back(bar(vec3(0, 0.515f, -0.012f), vec3(0.0185f, 0.195f, 0.018f), 0.008f, cell * 1.2f, walnut));
  for (float s : {-1.0f, 1.0f}) solid.parts.push_back(bar(vec3(s * 0.0165f, 0.515f, 0.0062f), vec3(0.0022f, 0.19f, 0.0012f), 0.0006f, cell, bone));
  solid.parts.push_back(bar(vec3(0, nut_y + 0.003f, 0.008f), vec3(0.0185f, 0.0028f, 0.005f), 0.0012f, cell, bone));
  solid.parts.push_back(bar(vec3(0, 0.778f, -0.020f), vec3(0.024f, 0.072f, 0.024f), 0.012f, cell * 1.2f, walnut));
  solid.parts.push_back(bar(vec3(0, bridge_y, 0.0085f), vec3(0.034f, 0.0032f, 0.0075f), 0.0015f, cell, walnut));

  // Tied gut frets: 22, each nearer the next by the same ratio.
  float speaking = nut_y - bridge_y;
  for (int i = 1; i <= 18; ++i) {
    float y = nut_y - speaking * (1 - std::pow(2.0f, -static_cast<float>(i) / 18.0f));
    if (y < 0.345f) break;
    SolidPart fret = tube(n(8), n(20), {vec3(-0.0195f, y, -0.02f), vec3(-0.0195f, y, 0.006f), vec3(0, y, 0.0085f), vec3(0.0195f, y, 0.006f), vec3(0.0195f, y, -0.02f)}, [](float) { return 0.0009f; });
    fret.material = bone;
    solid.parts.push_back(std::move(fret));
  }
  // Pegs: six left and right, and three in front.
  for (int i = 0; i < 9; ++i) {
    float y = 0.728f + 0.017f * static_cast<float>(i < 6 ? i : (i - 6) * 2);
    float s = i % 2 ? 1.0f : -1.0f;
    std::vector<vec3> axis = {vec3(s * 0.015f, y, -0.016f), vec3(s * 0.04f, y, -0.016f), vec3(s * 0.075f, y, -0.016f)};
    if (i >= 6) axis = {vec3(0, y + 0.01f, 0), vec3(0, y + 0.01f, 0.02f), vec3(0, y + 0.01f, 0.042f)};
    SolidPart peg = tube(n(16), n(36), axis, [](float t) { return t < 0.5f ? 0.0034f : 0.0034f + 0.0052f * std::sin(pi * glm::clamp((t - 0.5f) / 0.5f, 0.0f, 1.0f)); });
    peg.material = i >= 6 ? bone : walnut;
    solid.parts.push_back(std::move(peg));
  }
  // Strings, in courses, from the tail over the bridge to the nut.
  for (int i = 0; i < 11; ++i) {
    float t = static_cast<float>(i) / 10 - 0.5f;
    const vec3 way[] = {vec3(t * 0.02f, 0.006f, -0.004f), vec3(t * 0.058f, bridge_y, 0.0165f), vec3(t * 0.030f, nut_y, 0.0135f), vec3(t * 0.026f, 0.74f, 0.001f)};
    for (int k = 0; k < 3; ++k) {  // straight from stop to stop
      SolidPart string = tube(5, 3, {way[k], way[k + 1]}, [i](float) { return i % 3 == 0 ? 0.00042f : 0.00030f; });
      string.material = i % 3 == 0 ? brass : steel;
      solid.parts.push_back(std::move(string));
    }
  }
  // The holder: a foot and a post behind, a fork under the bowl and one at the neck.
  constexpr float lift = 0.055f;
  mat4 stand = glm::translate(mat4(1), vec3(0, lift, 0.03f)) * glm::rotate(mat4(1), radians_from_degrees(-6), vec3(1, 0, 0));
  for (SolidPart& part : solid.parts) transform(part, stand);
  auto rod = [&](std::vector<vec3> curve, float radius) {
    SolidPart part = tube(n(12), n(40), curve, [radius](float) { return radius; });
    part.material = steel;
    solid.parts.push_back(std::move(part));
  };
  solid.materials[steel].roughness = 0.35f;
  rod({vec3(0, 0.004f, -0.20f), vec3(0, 0.30f, -0.165f), vec3(0, 0.50f, -0.10f)}, 0.005f);
  rod({vec3(-0.12f, 0.005f, -0.10f), vec3(0, 0.005f, -0.20f), vec3(0.12f, 0.005f, -0.10f)}, 0.005f);
  rod({vec3(-0.12f, 0.005f, -0.10f), vec3(-0.10f, 0.005f, 0.02f), vec3(-0.05f, 0.052f, 0.045f)}, 0.0045f);
  rod({vec3(0.12f, 0.005f, -0.10f), vec3(0.10f, 0.005f, 0.02f), vec3(0.05f, 0.052f, 0.045f)}, 0.0045f);
  rod({vec3(-0.03f, 0.515f, 0.0f), vec3(-0.027f, 0.50f, -0.07f), vec3(0, 0.50f, -0.10f), vec3(0.027f, 0.50f, -0.07f), vec3(0.03f, 0.515f, 0.0f)}, 0.004f);
  return solid;
}

}  // namespace enf
