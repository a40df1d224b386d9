// The procedures behind the finishes: colour, height and roughness over one tile, all periodic, all seeded.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/scene/finishes.h"

namespace enf {

namespace {

std::uint32_t mix_bits(std::uint32_t x, std::uint32_t y, std::uint32_t seed) {
  std::uint32_t h = x * 0x9e3779b1u ^ y * 0x85ebca77u ^ seed * 0xc2b2ae3du;
  h ^= h >> 15, h *= 0x2c1b3c6du, h ^= h >> 12, h *= 0x297a2d39u, h ^= h >> 15;
  return h;
}
float unit_at(int x, int y, std::uint32_t seed) {
  return static_cast<float>(mix_bits(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), seed) >> 8) *
         0x1p-24f;
}
int wrap(int i, int period) {
  int rest = i % period;
  return rest < 0 ? rest + period : rest;
}

// Smooth value noise in [-1, 1] that repeats after (px, py) lattice cells; 0: never.
float noise(float x, float y, int px, int py, std::uint32_t seed) {
  float fx = std::floor(x), fy = std::floor(y);
  int x0 = static_cast<int>(fx), y0 = static_cast<int>(fy);
  float tx = x - fx, ty = y - fy;
  tx = tx * tx * (3 - 2 * tx), ty = ty * ty * (3 - 2 * ty);
  if (px > 0) x0 = wrap(x0, px), y0 = wrap(y0, py);
  int x1 = x0 + 1 == px ? 0 : x0 + 1, y1 = y0 + 1 == py ? 0 : y0 + 1;
  float a = unit_at(x0, y0, seed), b = unit_at(x1, y0, seed), c = unit_at(x0, y1, seed), d = unit_at(x1, y1, seed);
  return 2 * (a + (b - a) * tx + (c - a) * ty + (a - b - c + d) * tx * ty) - 1;
}

// Octaves of noise over the unit square; `cells` lattice cells a side in the first.
float cloud(float u, float v, int cells_u, int cells_v, int octaves, std::uint32_t seed) {
  float sum = 0, weight = 0.5f;
  for (int i = 0; i < octaves; ++i) {
    sum += weight * noise(u * static_cast<float>(cells_u), v * static_cast<float>(cells_v), cells_u, cells_v,
                          seed + static_cast<std::uint32_t>(i) * 101u);
    weight *= 0.5f, cells_u *= 2, cells_v *= 2;
  }
  return sum;
}

struct Texel {
  vec3 colour{1};       // linear
  float height_mm = 0;  // relief
  float roughness = 1;  // factor
  float metallic = 1;   // factor
};

std::uint8_t to_byte(float v) { return static_cast<std::uint8_t>(std::clamp(v, 0.0f, 1.0f) * 255 + 0.5f); }

std::uint8_t srgb_byte(float linear) {
  static const std::array<std::uint8_t, 4097> table = [] {
    std::array<std::uint8_t, 4097> t{};
    for (std::size_t i = 0; i < t.size(); ++i) {
      float l = static_cast<float>(i) / 4096.0f;
      t[i] = to_byte(l <= 0.0031308f ? 12.92f * l : 1.055f * std::pow(l, 1 / 2.4f) - 0.055f);
    }
    return t;
  }();
  return table[static_cast<std::size_t>(std::clamp(linear, 0.0f, 1.0f) * 4096)];
}

enum Maps : unsigned { colour_map = 1, normal_map = 2, roughness_map = 4 };

// `pattern` gives the Texel at (u, v) in the unit square.
template <class Pattern>
FinishTextures render(int size, float tile_m, unsigned maps, Pattern&& pattern) {
  std::size_t n = static_cast<std::size_t>(size);
  auto image = [&](TextureEncoding encoding) {
    auto i = std::make_shared<ImageData>();
    i->encoding = encoding;
    i->width = i->height = static_cast<std::uint32_t>(size);
    i->rgba.resize(4 * n * n);
    return i;
  };
  auto colour = image(TextureEncoding::rgba8_srgb), rough = image(TextureEncoding::rgba8_linear);
  std::vector<float> height(n * n);
  for (std::size_t y = 0; y < n; ++y)
    for (std::size_t x = 0; x < n; ++x) {
      Texel t = pattern((static_cast<float>(x) + 0.5f) / static_cast<float>(size),
                        (static_cast<float>(y) + 0.5f) / static_cast<float>(size));
      std::uint8_t* c = &colour->rgba[4 * (y * n + x)];
      for (int k = 0; k < 3; ++k) c[k] = srgb_byte(t.colour[k]);
      c[3] = 255;
      std::uint8_t* r = &rough->rgba[4 * (y * n + x)];
      r[0] = 255, r[1] = to_byte(t.roughness), r[2] = to_byte(t.metallic), r[3] = 255;
      height[y * n + x] = t.height_mm;
    }
  FinishTextures out{.tile_m = tile_m};
  if (maps & colour_map) out.base_colour = colour;
  if (maps & roughness_map) out.metallic_roughness = rough;
  if (maps & normal_map) {
    auto normal = image(TextureEncoding::rgba8_linear);
    float step = 2 * tile_m * 1000 / static_cast<float>(size);
    for (std::size_t y = 0; y < n; ++y)
      for (std::size_t x = 0; x < n; ++x) {
        float dx = height[y * n + (x + 1) % n] - height[y * n + (x + n - 1) % n];
        float dy = height[((y + 1) % n) * n + x] - height[((y + n - 1) % n) * n + x];
        // Rows run downwards, the normal map's green points up.
        vec3 m = glm::normalize(vec3(-dx / step, dy / step, 1));
        std::uint8_t* p = &normal->rgba[4 * (y * n + x)];
        for (int k = 0; k < 3; ++k) p[k] = to_byte(m[k] * 0.5f + 0.5f);
        p[3] = 255;
      }
    out.normal = normal;
  }
  return out;
}

// The look of one piece of timber at (along, across) in metres; `piece` tells pieces apart.
struct Timber {
  vec3 light, dark;
  float grain = 1;        // contrast
  float ring_m = 0.012f;  // spacing of the year rings across the board
};
constexpr Timber oak{{0.26f, 0.137f, 0.06f}, {0.12f, 0.058f, 0.024f}, 1, 0.011f};
constexpr Timber walnut{{0.155f, 0.075f, 0.036f}, {0.05f, 0.022f, 0.011f}, 1.1f, 0.014f};

// Plain noise without repetition, for pieces that end before the tile does.
float free_noise(float x, float y, std::uint32_t seed) { return noise(x, y, 0, 0, seed); }

Texel timber(const Timber& wood, float along, float across, std::uint32_t piece) {
  float shift = unit_at(static_cast<int>(piece), 1, 5) * 40, tone = unit_at(static_cast<int>(piece), 2, 5);
  float bend = free_noise(along * 1.7f + shift, across * 9, piece) * 0.018f +
               free_noise(along * 6 + shift, across * 22, piece + 7) * 0.004f;
  float ring = (across + bend + shift) / wood.ring_m;
  float phase = ring - std::floor(ring);
  float late = phase * phase * phase;  // early wood fades into a sharp line of late wood
  float fibre = free_noise(along * 14 + shift, across * 900, piece + 13);
  float pore = free_noise(along * 55 + shift, across * 1500, piece + 29);
  float t = std::clamp(0.32f * late + 0.22f * fibre + 0.5f * (tone - 0.5f) + 0.28f, 0.0f, 1.0f) * wood.grain;
  Texel x;
  x.colour = glm::mix(wood.light, wood.dark, std::clamp(t, 0.0f, 1.0f));
  if (pore > 0.55f) x.colour *= 1 - (pore - 0.55f) * 0.9f;
  x.height_mm = -0.02f * std::max(0.0f, pore - 0.3f) + 0.006f * fibre;
  x.roughness = std::clamp(0.9f + 0.12f * fibre - 0.1f * tone, 0.0f, 1.0f);
  return x;
}

// Darkens and lowers a piece's edge. `to_edge` in metres.
void joint(Texel& t, float to_edge, float gap_m, float bevel_m, float depth_mm) {
  if (to_edge < gap_m) {
    t.colour *= 0.25f, t.height_mm -= depth_mm, t.roughness = 1;
  } else if (to_edge < gap_m + bevel_m) {
    float k = 1 - (to_edge - gap_m) / bevel_m;
    t.colour *= 1 - 0.22f * k, t.height_mm -= depth_mm * 0.5f * k * k;
  }
}

FinishTextures herringbone() {
  constexpr int length = 6, cells = 4 * length;  // blocks of 6 x 1 cells; the pattern repeats after 2 * length
  constexpr float cell_m = 0.075f, tile = cells * cell_m;
  return render(1024, tile, colour_map | normal_map | roughness_map, [](float u, float v) {
    float x = u * cells, y = v * cells;
    int cx = static_cast<int>(x), cy = static_cast<int>(y);
    int s = wrap(cx - cy, 2 * length);
    float along, across;
    int bx = cx, by = cy;
    bool lying = s < length;
    if (lying) {
      along = static_cast<float>(s) + (x - static_cast<float>(cx)), across = y - static_cast<float>(cy);
      bx = wrap(cx - s, cells);
    } else {
      int t = 2 * length - 1 - s;
      along = static_cast<float>(t) + (y - static_cast<float>(cy)), across = x - static_cast<float>(cx);
      by = wrap(cy - t, cells);
    }
    std::uint32_t piece = mix_bits(static_cast<std::uint32_t>(bx), static_cast<std::uint32_t>(by), 17) & 0xffff;
    Texel t = timber(oak, along * cell_m, across * cell_m, piece);
    // Both legs of the pattern take the light a little differently.
    t.colour *= lying ? 1.04f : 0.95f;
    float edge = std::min({along, static_cast<float>(length) - along, across, 1 - across}) * cell_m;
    joint(t, edge, 0.0009f, 0.0022f, 0.35f);
    return t;
  });
}

FinishTextures boards() {
  constexpr int rows = 14;
  constexpr float board_m = 0.15f, tile = rows * board_m;  // 2.1 m
  return render(1024, tile, colour_map | normal_map | roughness_map, [](float u, float v) {
    float y = v * rows;
    int row = static_cast<int>(y);
    float start = unit_at(row, 0, 23), across = y - static_cast<float>(row);
    float along = u - start;
    along -= std::floor(along);
    Texel t = timber(oak, along * tile, across * board_m, static_cast<std::uint32_t>(row) * 31 + 5);
    float edge = std::min({along * tile, (1 - along) * tile, across * board_m, (1 - across) * board_m});
    joint(t, edge, 0.0011f, 0.0025f, 0.4f);
    return t;
  });
}

// Joinery: one long piece, mirrored so that it repeats.
FinishTextures joinery(const Timber& wood) {
  constexpr float tile = 0.8f;
  return render(512, tile, colour_map | normal_map, [&](float u, float v) {
    float along = std::abs(u * 2 - 1) * 0.4f, across = std::abs(v * 2 - 1) * 0.4f;
    return timber(wood, along, across, 3);
  });
}

FinishTextures stone() {
  constexpr int rows = 4;
  constexpr float tile = 2.4f;
  return render(1024, tile, colour_map | normal_map | roughness_map, [](float u, float v) {
    float y = v * rows;
    int row = static_cast<int>(y);
    float x = u * 3 + (row % 2 ? 0.5f : 0.0f);
    int column = wrap(static_cast<int>(std::floor(x)), 3);
    float fx = x - std::floor(x), fy = y - static_cast<float>(row);
    float tone = unit_at(column, row, 41), warm = unit_at(column, row, 43);
    float big = cloud(u + tone, v + warm, 5, 5, 4, 47), fine = noise(u * 260, v * 260, 260, 260, 53);
    float fossil = noise(u * 70, v * 44, 70, 44, 59);
    Texel t;
    // Cut from one bed: slabs differ in depth of tone, and faint veins run through them.
    float vein = std::exp(-40 * std::abs(cloud(u + tone * 3, v * 0.6f + warm * 2, 4, 3, 3, 61)));
    float value = 0.36f * (1 + 0.34f * (tone - 0.5f) + 0.24f * big + 0.035f * fine - 0.1f * vein);
    t.colour = vec3(1, 0.92f + 0.02f * warm, 0.77f + 0.05f * warm) * value;
    if (fossil > 0.72f) t.colour *= 1 + (fossil - 0.72f) * 0.35f;
    t.height_mm = 0.02f * fine;
    t.roughness = std::clamp(0.85f + 0.3f * big + 0.2f * (warm - 0.5f), 0.0f, 1.0f);
    float edge = std::min(std::min(fx, 1 - fx) * tile / 3, std::min(fy, 1 - fy) * tile / rows);
    if (edge < 0.0018f) t.colour = vec3(0.22f, 0.2f, 0.17f), t.height_mm = -0.6f, t.roughness = 1;
    return t;
  });
}

FinishTextures terrazzo() {
  constexpr int size = 1024, cells = 44;
  constexpr float tile = 1.1f;
  constexpr std::array chips{vec3(0.62f, 0.59f, 0.53f), vec3(0.34f, 0.31f, 0.28f), vec3(0.5f, 0.36f, 0.25f),
                             vec3(0.14f, 0.135f, 0.13f), vec3(0.72f, 0.7f, 0.66f)};
  return render(size, tile, colour_map, [&](float u, float v) {
    float x = u * cells, y = v * cells;
    int ix = static_cast<int>(x), iy = static_cast<int>(y);
    float first = 9, second = 9, kind = 0;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        int cx = wrap(ix + dx, cells), cy = wrap(iy + dy, cells);
        float px = static_cast<float>(ix + dx) + unit_at(cx, cy, 61) - x;
        float py = static_cast<float>(iy + dy) + unit_at(cx, cy, 67) - y;
        float d = (px * px + py * py) / (0.3f + unit_at(cx, cy, 71));
        if (d < first)
          second = first, first = d, kind = unit_at(cx, cy, 73);
        else if (d < second)
          second = d;
      }
    Texel t;
    float ground = 1 + 0.05f * noise(u * 200, v * 200, 200, 200, 79);
    t.colour = vec3(0.53f, 0.5f, 0.45f) * ground;
    if (std::sqrt(second) - std::sqrt(first) > 0.22f && kind > 0.25f)
      t.colour = chips[static_cast<std::size_t>((kind - 0.25f) / 0.75f * 4.999f)] * ground;
    return t;
  });
}

FinishTextures marble() {
  return render(1024, 1.6f, colour_map, [](float u, float v) {
    float wu = cloud(u, v, 3, 3, 4, 83), wv = cloud(u, v, 3, 3, 4, 89);
    float a = std::abs(cloud(u + wu * 0.16f, v + wv * 0.16f, 3, 2, 3, 97));
    float b = std::abs(cloud(u + wu * 0.07f, v - wv * 0.07f, 7, 6, 2, 101));
    float vein = std::max(std::exp(-a * 34), 0.45f * std::exp(-b * 60));
    Texel t;
    float milk = 0.72f + 0.05f * wu;
    t.colour = glm::mix(vec3(milk, milk * 0.985f, milk * 0.955f), vec3(0.33f, 0.325f, 0.32f), vein * 0.75f);
    return t;
  });
}

FinishTextures gilding() {
  constexpr float leaf = 0.09f, tile = 8 * leaf;
  return render(1024, tile, colour_map | normal_map | roughness_map, [](float u, float v) {
    float wobble = 0.02f * noise(u * 32, v * 32, 32, 32, 107);
    float x = u * 8 + wobble, y = v * 8 + wobble;
    int lx = wrap(static_cast<int>(std::floor(x)), 8), ly = wrap(static_cast<int>(std::floor(y)), 8);
    float fx = x - std::floor(x), fy = y - std::floor(y);
    float tone = unit_at(lx, ly, 109), wear = cloud(u, v, 19, 19, 4, 113),
          fine = noise(u * 340, v * 340, 340, 340, 127);
    Texel t;
    t.colour = vec3(0.93f, 0.66f, 0.27f) * (0.9f + 0.1f * tone);
    t.roughness = std::clamp(0.36f + 0.07f * wear + 0.05f * fine + 0.05f * tone, 0.05f, 1.0f);
    // Overlapping leaves show as a brighter line, rubbed places as the red clay below.
    if (fx < 0.05f || fy < 0.05f) t.colour *= 1.07f;
    float rubbed = std::clamp((wear + 0.3f * fine - 0.4f) * 2, 0.0f, 0.3f);
    t.colour = glm::mix(t.colour, vec3(0.42f, 0.17f, 0.07f), rubbed);
    t.roughness = std::min(1.0f, t.roughness + rubbed * 0.3f);
    t.height_mm = 0.05f * wear + 0.012f * fine;
    return t;
  });
}

FinishTextures fabric() {
  constexpr int threads = 160;
  constexpr float tile = 0.4f;
  return render(1024, tile, colour_map | normal_map, [](float u, float v) {
    float x = u * threads, y = v * threads;
    int ix = static_cast<int>(x), iy = static_cast<int>(y);
    float slub_x = noise(u * 23, static_cast<float>(iy), 23, threads, 131),
          slub_y = noise(static_cast<float>(ix), v * 23, threads, 23, 137);
    float fx = std::sin(pi * (x - static_cast<float>(ix))), fy = std::sin(pi * (y - static_cast<float>(iy)));
    bool weft = (ix + iy) % 2 == 0;
    float round = weft ? fy * (0.75f + 0.25f * fx) : fx * (0.75f + 0.25f * fy);
    float tone = weft ? slub_x : slub_y;
    Texel t;
    t.colour = vec3(0.86f * (0.72f + 0.28f * round) * (1 + 0.09f * tone));
    t.height_mm = 0.22f * round;
    return t;
  });
}

}  // namespace

FinishTextures generate_finish(const std::string& name) {
  if (name == "paint")
    return render(512, 0.75f, normal_map, [](float u, float v) {
      Texel t;
      t.height_mm = 0.075f * cloud(u, v, 90, 110, 2, 139) + 0.12f * cloud(u, v, 6, 6, 2, 149);
      return t;
    });
  if (name == "plaster")
    return render(512, 1.5f, normal_map, [](float u, float v) {
      Texel t;
      t.height_mm = 0.05f * cloud(u, v, 120, 120, 1, 151) + 0.4f * cloud(u, v, 5, 5, 3, 157);
      return t;
    });
  if (name == "leather")
    return render(512, 0.25f, normal_map, [](float u, float v) {
      Texel t;
      t.height_mm = 0.12f * std::abs(cloud(u, v, 60, 60, 2, 163)) + 0.25f * cloud(u, v, 4, 4, 2, 167);
      return t;
    });
  if (name == "concrete")
    return render(1024, 2.4f, colour_map | normal_map, [](float u, float v) {
      Texel t;
      float big = cloud(u, v, 4, 5, 5, 173), fine = noise(u * 300, v * 300, 300, 300, 179);
      float hole = noise(u * 90, v * 90, 90, 90, 181);
      float value = 0.36f * (1 + 0.3f * big + 0.05f * fine);
      t.colour = vec3(value, value * 0.985f, value * 0.955f);
      t.height_mm = 0.08f * fine + 0.3f * big;
      if (hole > 0.9f) t.colour *= 0.7f, t.height_mm -= 0.8f;
      return t;
    });
  if (name == "fabric") return fabric();
  if (name == "oak-herringbone") return herringbone();
  if (name == "oak-boards") return boards();
  if (name == "oak") return joinery(oak);
  if (name == "walnut") return joinery(walnut);
  if (name == "stone") return stone();
  if (name == "terrazzo") return terrazzo();
  if (name == "marble") return marble();
  if (name == "gilding") return gilding();
  return {};
}

}  // namespace enf
