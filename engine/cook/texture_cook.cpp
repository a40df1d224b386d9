#include "engine/cook/texture_cook.h"

#include <algorithm>
#include <cmath>

namespace enf {

namespace {

bool is_colour(TextureRole role) { return role <= TextureRole::colour_masked; }
bool has_alpha(TextureRole role) { return role == TextureRole::colour_blended || role == TextureRole::colour_masked; }

std::uint8_t unorm8(float v) { return static_cast<std::uint8_t>(std::clamp(v, 0.0f, 1.0f) * 255 + 0.5f); }

// A picture of averageable texels.
struct Linear {
  std::uint32_t width = 0, height = 0;
  std::vector<vec4> texels;
};

// One side's weights: the sources that a target texel covers, by the share of it they fill.
struct Cover {
  std::uint32_t first = 0;
  std::vector<float> weights;
};

std::vector<Cover> covers(std::uint32_t from, std::uint32_t to) {
  std::vector<Cover> all(to);
  double ratio = static_cast<double>(from) / to;
  for (std::uint32_t i = 0; i < to; ++i) {
    double low = i * ratio, high = std::min<double>(from, (i + 1) * ratio);
    all[i].first = static_cast<std::uint32_t>(low);
    for (std::uint32_t s = all[i].first; s < high; ++s)
      all[i].weights.push_back(static_cast<float>((std::min<double>(s + 1, high) - std::max<double>(s, low)) / (high - low)));
  }
  return all;
}

// Averages by area. row(y) gives the source's row y; rows are asked for in order, some twice.
template <class RowFn>
Linear shrink(std::uint32_t width, std::uint32_t height, std::uint32_t to_width, std::uint32_t to_height, RowFn row) {
  Linear out{to_width, to_height, std::vector<vec4>(std::size_t{to_width} * to_height, vec4(0))};
  std::vector<Cover> across = covers(width, to_width), down = covers(height, to_height);
  for (std::uint32_t y = 0; y < to_height; ++y) {
    vec4* target = &out.texels[std::size_t{y} * to_width];
    for (std::size_t j = 0; j < down[y].weights.size(); ++j) {
      const vec4* source = row(down[y].first + static_cast<std::uint32_t>(j));
      for (std::uint32_t x = 0; x < to_width; ++x) {
        vec4 sum(0);
        for (std::size_t i = 0; i < across[x].weights.size(); ++i) sum += source[across[x].first + i] * across[x].weights[i];
        target[x] += sum * down[y].weights[j];
      }
    }
  }
  return out;
}

std::vector<std::uint8_t> encoded(const Linear& image, TextureRole role, float alpha_scale) {
  std::vector<std::uint8_t> rgba(image.texels.size() * 4);
  for (std::size_t i = 0; i < image.texels.size(); ++i) {
    put_texel(image.texels[i], role, &rgba[4 * i]);
    if (alpha_scale != 1) rgba[4 * i + 3] = unorm8(image.texels[i].a * alpha_scale);
  }
  return rgba;
}

double share_above(const Linear& image, float scale, float cutoff) {
  auto above = std::ranges::count_if(image.texels, [=](const vec4& t) { return t.a * scale >= cutoff; });
  return static_cast<double>(above) / static_cast<double>(image.texels.size());
}

// The factor on alpha under which as much of the image is above the cutoff as of mip 0 (Castano 2010, "Computing Alpha
// Mipmaps").
float coverage_scale(const Linear& image, float cutoff, double wanted) {
  float low = 0, high = 4;
  for (int i = 0; i < 12; ++i) {
    float middle = (low + high) / 2;
    (share_above(image, middle, cutoff) < wanted ? low : high) = middle;
  }
  bool higher = share_above(image, high, cutoff) - wanted < wanted - share_above(image, low, cutoff);
  return higher ? high : low;
}

}  // namespace

const std::array<float, 256>& linear_from_srgb() {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> t{};
    for (std::size_t i = 0; i < 256; ++i) {
      double v = static_cast<double>(i) / 255;
      t[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
    }
    return t;
  }();
  return table;
}

std::uint8_t srgb_from_linear(float linear) {
  // By linear value in 4096 steps the least code that is near; the exact border to the next code lies half-way in code.
  static const std::array<float, 256> borders = [] {
    std::array<float, 256> b{};
    for (std::size_t i = 0; i < 255; ++i) {
      double v = (static_cast<double>(i) + 0.5) / 255;
      b[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
    }
    b[255] = std::numeric_limits<float>::infinity();
    return b;
  }();
  static const std::array<std::uint8_t, 4097> starts = [] {
    std::array<std::uint8_t, 4097> s{};
    std::uint8_t code = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      while (static_cast<float>(i) / 4096 >= borders[code]) ++code;
      s[i] = code;
    }
    return s;
  }();
  float clamped = std::clamp(linear, 0.0f, 1.0f);
  std::uint8_t code = starts[static_cast<std::size_t>(clamped * 4096)];
  while (clamped >= borders[code]) ++code;
  return code;
}

vec4 averageable(const std::uint8_t* rgba, TextureRole role) {
  const auto& linear = linear_from_srgb();
  if (is_colour(role)) {
    vec4 c(linear[rgba[0]], linear[rgba[1]], linear[rgba[2]], 1);
    if (!has_alpha(role)) return c;
    float alpha = static_cast<float>(rgba[3]) / 255;
    // A breath of weight keeps the colour of wholly transparent texels.
    return vec4(vec3(c) * std::max(alpha, 1e-6f), alpha);
  }
  vec4 v = vec4(rgba[0], rgba[1], rgba[2], rgba[3]) / 255.0f;
  return role == TextureRole::normal ? v * 2.0f - 1.0f : v;
}

void put_texel(vec4 texel, TextureRole role, std::uint8_t* rgba) {
  if (is_colour(role)) {
    vec3 c = has_alpha(role) ? vec3(texel) / std::max(texel.a, 1e-6f) : vec3(texel);
    for (int i = 0; i < 3; ++i) rgba[i] = srgb_from_linear(c[i]);
    rgba[3] = has_alpha(role) ? unorm8(texel.a) : 255;
    return;
  }
  if (role == TextureRole::normal) {
    float length = glm::length(vec3(texel));
    vec3 unit = length > 1e-6f ? vec3(texel) / length : vec3(0, 0, 1);
    texel = vec4(unit * 0.5f + 0.5f, 1);
  }
  for (int i = 0; i < 4; ++i) rgba[i] = unorm8(texel[i]);
}

TextureMips make_mips(const TexturePicture& picture, TextureRole role, std::uint32_t greatest_side, float alpha_cutoff) {
  TextureMips out{.width = picture.width, .height = picture.height};
  std::vector<vec4> decoded(picture.width);
  auto source_row = [&](std::uint32_t y) {
    const std::uint8_t* rgba = &picture.rgba[std::size_t{y} * picture.width * 4];
    for (std::uint32_t x = 0; x < picture.width; ++x) decoded[x] = averageable(rgba + 4 * x, role);
    return decoded.data();
  };
  std::uint32_t longest = std::max(picture.width, picture.height);
  if (longest > greatest_side) {
    auto fit = [&](std::uint32_t side) {
      return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::uint64_t{side} * greatest_side / longest));
    };
    out.width = fit(picture.width), out.height = fit(picture.height);
  }

  Linear current;
  double wanted = 0;
  for (std::uint32_t mip = 0; mip < mip_count(out.width, out.height); ++mip) {
    std::uint32_t width = mip_side(out.width, mip), height = mip_side(out.height, mip);
    if (mip == 0 && width == picture.width && height == picture.height) {
      // The picture itself; only what has no meaning is set right.
      std::vector<std::uint8_t> rgba(picture.rgba.begin(), picture.rgba.end());
      if (role == TextureRole::colour)
        for (std::size_t i = 3; i < rgba.size(); i += 4) rgba[i] = 255;
      if (role == TextureRole::colour_masked) {
        std::size_t above = 0;
        for (std::size_t i = 3; i < rgba.size(); i += 4) above += static_cast<float>(rgba[i]) >= alpha_cutoff * 255;
        wanted = static_cast<double>(above) / static_cast<double>(rgba.size() / 4);
      }
      out.mips.push_back(std::move(rgba));
      continue;
    }
    if (current.texels.empty())
      current = shrink(picture.width, picture.height, width, height, source_row);
    else
      current = shrink(current.width, current.height, width, height,
                       [&](std::uint32_t y) { return &current.texels[std::size_t{y} * current.width]; });
    float scale = 1;
    if (role == TextureRole::colour_masked) {
      if (mip == 0) wanted = share_above(current, 1, alpha_cutoff);
      else scale = coverage_scale(current, alpha_cutoff, wanted);
    }
    out.mips.push_back(encoded(current, role, scale));
  }
  return out;
}

}  // namespace enf
