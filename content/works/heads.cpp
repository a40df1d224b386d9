// Three heads, modelled as distances that melt into each other: skull, brow, nose, lips, lids. Proportions make a person: a poet
// under a turban in limestone, a girl with forty plaits in terracotta, an old potter in bronze.
#include <algorithm>
#include <cmath>
#include <functional>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

struct Face {
  float width = 0.076f, depth = 0.094f, height = 0.115f;  // half sizes of the skull, metres
  float jaw = 0.052f, chin = 0.020f, nose = 0.026f, nose_width = 0.0125f, brow = 0.010f, lips = 0.0075f, cheek = 0.012f;
  float age = 0;                                          // 0 smooth to 1 furrowed
  float eyes_closed = 0.55f;
};

// Eyes at the origin's height; the face looks to +z.
float face_distance(vec3 p, const Face& f) {
  vec3 m(std::abs(p.x), p.y, p.z);  // faces are nearly symmetrical
  float d = ellipsoid_distance(p - vec3(0, 0.030f, -0.008f), vec3(f.width, f.height, f.depth));
  d = smooth_min(d, ellipsoid_distance(p - vec3(0, -0.062f, 0.026f), vec3(f.jaw, 0.058f, 0.056f)), 0.045f);
  d = smooth_min(d, glm::distance(p, vec3(0, -0.104f, 0.066f)) - f.chin, 0.030f);
  d = smooth_min(d, glm::distance(m, vec3(0.046f, -0.030f, 0.056f)) - f.cheek, 0.034f);
  // Sockets are hollowed first, then the brow's ridge and the ball with its lids set in.
  d = smooth_max(d, -ellipsoid_distance(m - vec3(0.031f, 0.0f, 0.094f), vec3(0.021f, 0.013f, 0.018f)), 0.020f);
  d = smooth_min(d, capsule_distance(m, vec3(0.010f, 0.017f, 0.086f), vec3(0.048f, 0.016f, 0.068f), f.brow * 0.7f, f.brow * 0.5f), 0.016f);
  float lid = ellipsoid_distance(m - vec3(0.031f, -0.001f, 0.071f), vec3(0.0172f, 0.0118f, 0.0142f));
  float slit = std::abs(p.y + 0.004f + 0.10f * std::abs(m.x - 0.031f)) - 0.0045f * (1 - f.eyes_closed);
  if (m.z > 0.07f) lid = std::max(lid, -slit + 0.0f > 0 ? lid + 0.0022f * ramp(0.0f, -0.002f, slit) : lid);
  d = smooth_min(d, lid, 0.004f);
  d = smooth_min(d, capsule_distance(m, vec3(0.013f, 0.0095f, 0.080f), vec3(0.047f, 0.004f, 0.066f), 0.0032f, 0.0022f), 0.005f);
  // The nose: a ridge, a tip, two wings and their openings.
  d = smooth_min(d, capsule_distance(p, vec3(0, 0.010f, 0.086f), vec3(0, -0.034f, 0.092f + f.nose * 0.62f), 0.0062f, f.nose_width * 0.72f), 0.013f);
  d = smooth_min(d, glm::distance(p, vec3(0, -0.038f, 0.092f + f.nose * 0.66f)) - f.nose_width * 0.80f, 0.008f);
  d = smooth_min(d, glm::distance(m, vec3(f.nose_width, -0.041f, 0.092f + f.nose * 0.22f)) - f.nose_width * 0.52f, 0.007f);
  d = smooth_max(d, -(ellipsoid_distance(m - vec3(f.nose_width * 0.62f, -0.0475f, 0.094f + f.nose * 0.30f), vec3(0.0042f, 0.0040f, 0.0062f))), 0.004f);
  // Lips: two rolls above, one below, the line between them, the groove over them.
  d = smooth_min(d, capsule_distance(m, vec3(0.0045f, -0.0655f, 0.099f), vec3(0.022f, -0.069f, 0.086f), f.lips * 0.70f, f.lips * 0.35f), 0.006f);
  d = smooth_min(d, capsule_distance(m, vec3(0, -0.0765f, 0.0975f), vec3(0.019f, -0.072f, 0.087f), f.lips * 0.86f, f.lips * 0.40f), 0.006f);
  d = smooth_max(d, -(capsule_distance(m, vec3(0, -0.0705f, 0.107f), vec3(0.0235f, -0.0700f, 0.0905f), 0.0016f, 0.0012f)), 0.003f);
  d = smooth_max(d, -(capsule_distance(p, vec3(0, -0.052f, 0.106f), vec3(0, -0.061f, 0.107f), 0.0024f, 0.003f)), 0.005f);
  // Ears: a shell with a rim.
  vec3 e = m - vec3(f.width - 0.002f, -0.012f, -0.008f);
  float ear = std::max(ellipsoid_distance(e, vec3(0.010f, 0.032f, 0.019f)), -ellipsoid_distance(e - vec3(0.009f, 0.003f, 0.004f), vec3(0.0075f, 0.022f, 0.012f)));
  d = smooth_min(d, ear, 0.006f);
  // The neck, its two cords, the throat.
  d = smooth_min(d, capsule_distance(p, vec3(0, -0.085f, -0.010f), vec3(0, -0.215f, -0.022f), 0.049f, 0.057f), 0.030f);
  d = smooth_min(d, capsule_distance(m, vec3(0.052f, -0.070f, -0.022f), vec3(0.014f, -0.205f, 0.036f), 0.010f, 0.009f), 0.022f);
  if (f.age > 0) {
    auto groove = [&](vec3 a, vec3 b, float deep) { d = smooth_max(d, -(capsule_distance(m, a, b, 0.0014f, 0.0010f)) - 0.002f + deep * f.age, 0.006f); };
    groove(vec3(0.017f, -0.040f, 0.097f), vec3(0.031f, -0.074f, 0.083f), 0.0024f);
    groove(vec3(0.049f, 0.004f, 0.066f), vec3(0.060f, 0.010f, 0.052f), 0.0018f);
    for (float y : {0.050f, 0.062f, 0.074f}) groove(vec3(0, y, 0.094f - 0.12f * (y - 0.05f)), vec3(0.034f, y - 0.003f, 0.084f - 0.12f * (y - 0.05f)), 0.0016f);
  }
  return d;
}

struct Bust {
  Face face;
  std::function<float(vec3, float)> dressed;  // what hair or hat adds: (place, distance so far)
  std::function<float(vec3)> rough;           // the tool's marks, metres
  SolidMaterial material;
  std::function<vec3(vec3, vec3, float)> tint;  // colour by place, normal, hollowness 0..1
};

Solid cast(const Bust& bust, float detail) {
  auto distance = [&](vec3 p) {
    vec3 q = p - vec3(0, 0.235f, 0);
    float d = bust.dressed(q, face_distance(q, bust.face));
    d = std::max(d, -(p.y - 0.022f));  // cut off above the block
    return d + bust.rough(p);
  };
  Solid solid;
  SolidPart part = distance_surface({vec3(-0.15f, 0.0f, -0.16f), vec3(0.15f, 0.46f, 0.16f)}, 0.00125f / std::max(detail, 0.22f), 1, distance);
  for (std::size_t i = 0; i < part.positions.size(); ++i) {
    vec3 p = part.positions[i];
    float hollow = glm::clamp(1 - distance(p + part.normals[i] * 0.007f) / 0.007f, 0.0f, 1.0f);
    part.colours.push_back(bust.tint(p, part.normals[i], hollow));
  }
  SolidPart block = distance_surface({vec3(-0.1f, -0.01f, -0.1f), vec3(0.1f, 0.04f, 0.1f)}, 0.006f, 1, [](vec3 p) { return box_distance(p - vec3(0, 0.0125f, -0.012f), vec3(0.072f, 0.0125f, 0.072f), 0.003f); });
  block.material = 1;
  solid.materials = {bust.material, {.name = "block", .base = srgb(0x2a2826), .roughness = 0.35f}};
  solid.parts = {std::move(part), std::move(block)};
  return solid;
}

}  // namespace

Solid poet_head(float detail) {
  Bust bust;
  bust.face = {.width = 0.074f, .jaw = 0.049f, .nose = 0.031f, .nose_width = 0.0118f, .brow = 0.011f, .age = 0.45f, .eyes_closed = 0.85f};
  bust.dressed = [](vec3 q, float d) {
    // A turban wound in five slanting turns over a cap, its end behind the ear; a beard cut short.
    vec3 c = q - vec3(0, 0.082f, -0.012f);
    float turban = ellipsoid_distance(c, vec3(0.105f, 0.072f, 0.116f));
    float wind = std::atan2(c.x, c.z), fold = c.y / 0.072f * 2.6f + 0.55f * std::sin(wind * 2 + 0.6f) + 0.8f * std::sin(wind);
    turban += 0.0065f * std::abs(std::sin(fold * pi)) - 0.003f + 0.0012f * std::sin(wind * 40 + fold * 30);
    turban = std::max(turban, -(q.y - 0.034f - 0.012f * std::sin(wind + 0.4f)));
    d = std::min(d, smooth_min(turban, ellipsoid_distance(q - vec3(0, 0.150f, -0.012f), vec3(0.045f, 0.034f, 0.045f)), 0.012f));
    float beard = ellipsoid_distance(q - vec3(0, -0.100f, 0.046f), vec3(0.050f, 0.050f, 0.052f)) + 0.0022f * noise(vec3(q.x * 240, q.y * 80, q.z * 160), 1201);
    if (q.y < -0.060f - 0.25f * std::max(0.0f, 0.022f - std::abs(q.x))) d = smooth_min(d, beard, 0.012f);
    float tail = capsule_distance(q, vec3(0.070f, 0.05f, -0.075f), vec3(0.068f, -0.17f, -0.055f), 0.020f, 0.014f);
    return smooth_min(d, tail, 0.008f);
  };
  bust.rough = [](vec3 p) { return 0.0009f * noise(p * 130.0f, 1202) + 0.0005f * noise(vec3(p.x * 60 + p.y * 420, p.y * 90, p.z * 60), 1203); };
  bust.material = {.name = "limestone", .roughness = 0.86f};
  bust.tint = [](vec3 p, vec3 n, float hollow) {
    float veins = fractal_noise(p * 22.0f, 4, 1204);
    return mixed(srgb(0xd8cbb0), srgb(0xbda988), 0.5f + 0.5f * veins) * (1 - 0.42f * hollow) * (0.94f + 0.06f * n.y);
  };
  return cast(bust, detail);
}

Solid girl_head(float detail) {
  Bust bust;
  bust.face = {.width = 0.069f, .depth = 0.088f, .height = 0.108f, .jaw = 0.044f, .chin = 0.016f, .nose = 0.021f, .nose_width = 0.0108f, .brow = 0.007f, .lips = 0.0085f, .cheek = 0.015f, .eyes_closed = 0.35f};
  bust.dressed = [](vec3 q, float d) {
    // A square cap stitched with almonds, hair parted, and the forty plaits (one sees about twenty) of a girl before her wedding.
    float hair = ellipsoid_distance(q - vec3(0, 0.040f, -0.016f), vec3(0.078f, 0.112f, 0.096f));
    float brow_line = q.z - 0.048f - 0.35f * std::max(0.0f, q.y - 0.05f) + 0.20f * std::abs(q.x);
    hair = std::max(hair, brow_line) + 0.0011f * std::sin(q.x * 800 + q.y * 90);
    d = smooth_min(d, hair, 0.004f);
    vec3 c = q - vec3(0, 0.142f, -0.018f);
    float taper = 0.064f - 0.16f * std::max(0.0f, c.y), cap = box_distance(c, vec3(taper, 0.030f, taper), 0.012f);
    float a = std::abs(std::fmod(std::atan2(c.x, c.z) / (pi / 2) + 4.5f, 1.0f) - 0.5f) * 2;
    cap -= 0.0016f * ramp(0.05f, -0.05f, std::abs(std::hypot(a * 1.5f, c.y / 0.028f) - 0.62f)) ;
    d = std::min(d, cap);
    float plaits = 1;
    for (int k = 0; k < 11; ++k) {
      float t = static_cast<float>(k) / 10, angle = mixed(1.15f, 3.05f, t);
      vec3 m(std::abs(q.x), q.y, q.z), top(0.080f * std::sin(angle), 0.020f, 0.094f * std::cos(angle) - 0.014f), end(0.092f * std::sin(angle), -0.215f, 0.084f * std::cos(angle) - 0.014f);
      float twist = 0.0016f * std::abs(std::sin((q.y + 0.01f * t) * 260));
      plaits = std::min(plaits, capsule_distance(m, top, end, 0.0088f, 0.0072f) + twist);
    }
    return smooth_min(d, plaits, 0.003f);
  };
  bust.rough = [](vec3 p) { return 0.0005f * noise(p * 210.0f, 1211) + 0.0007f * noise(p * 60.0f, 1212); };
  bust.material = {.name = "terracotta", .roughness = 0.8f};
  bust.tint = [](vec3 p, vec3, float hollow) {
    float fire = fractal_noise(p * 9.0f, 4, 1213), slip = ramp(0.0f, 0.5f, fractal_noise(p * 30.0f, 3, 1214));
    return mixed(mixed(srgb(0xb5714e), srgb(0x94553a), 0.5f + 0.6f * fire), srgb(0xd9b593), 0.18f * slip) * (1 - 0.45f * hollow);
  };
  return cast(bust, detail);
}

Solid potter_head(float detail) {
  Bust bust;
  bust.face = {.width = 0.073f, .depth = 0.092f, .jaw = 0.051f, .chin = 0.021f, .nose = 0.030f, .nose_width = 0.0148f, .brow = 0.013f, .lips = 0.0060f, .cheek = 0.009f, .age = 1, .eyes_closed = 0.5f};
  bust.dressed = [](vec3 q, float d) {
    // A skullcap pushed back, a moustache, a thin long beard, cropped hair as a roughness.
    float cap = ellipsoid_distance(q - vec3(0, 0.062f, -0.026f), vec3(0.080f, 0.096f, 0.090f));
    cap = std::max(cap, -(q.y - 0.074f + 0.35f * (q.z + 0.02f)));
    cap -= 0.0012f * std::abs(std::sin(std::atan2(q.x, q.z + 0.02f) * 16));
    d = std::min(d, cap);
    vec3 m(std::abs(q.x), q.y, q.z);
    float moustache = capsule_distance(m, vec3(0.003f, -0.058f, 0.107f), vec3(0.036f, -0.076f, 0.080f), 0.0064f, 0.0028f) + 0.0012f * std::sin(m.x * 900 + m.y * 300);
    d = smooth_min(d, moustache, 0.004f);
    float beard = capsule_distance(q, vec3(0, -0.112f, 0.070f), vec3(0.004f, -0.190f, 0.082f), 0.020f, 0.006f) + 0.0016f * std::sin(q.x * 700 + 3 * std::sin(q.y * 60));
    return smooth_min(d, beard, 0.010f);
  };
  // Thumbed on in pellets of wax before it was cast.
  bust.rough = [](vec3 p) {
    float pellets = noise(p * 75.0f, 1221) * noise(p * 33.0f, 1222);
    return 0.0022f * pellets + 0.0006f * noise(p * 240.0f, 1223);
  };
  bust.material = {.name = "bronze", .metallic = 0.85f, .roughness = 0.42f};
  bust.tint = [](vec3 p, vec3 n, float hollow) {
    float green = ramp(0.1f, 0.6f, fractal_noise(p * 16.0f, 4, 1224)) * (0.35f + 0.65f * hollow) * ramp(-0.4f, 0.6f, n.y);
    return mixed(mixed(srgb(0x9a6e44), srgb(0x5a3c26), 0.35f + 0.65f * hollow), srgb(0x5d8a78), 0.7f * green);
  };
  return cast(bust, detail);
}

}  // namespace enf
