// Owns: pictures resampled by area in linear light, and textures with their mips.
// Must not know: file formats, chunks, materials.
// Called by: the model cook and the picture cook, on workers.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/package/model.h"

namespace enf {

// sRGB's curve (IEC 61966-2-1): encoded value to linear, and linear to encoded, rounded.
const std::array<float, 256>& linear_from_srgb();
std::uint8_t srgb_from_linear(float linear);

// What a texture's numbers mean, for they are averaged accordingly.
enum class TextureRole : std::uint32_t {
  colour,          // sRGB, alpha without a meaning: comes out as 255
  colour_blended,  // sRGB with alpha: averaged premultiplied
  colour_masked,   // the same, and as much of it stays above the cutoff in each mip
  data,            // four linear numbers
  normal,          // a unit vector in rgb
};

// A texel as it can be averaged (linear light, premultiplied if alpha counts, vectors from -1 to 1), and back.
vec4 averageable(const std::uint8_t* rgba, TextureRole role);
void put_texel(vec4 average, TextureRole role, std::uint8_t* rgba);

struct TexturePicture {
  std::uint32_t width = 0, height = 0;
  std::span<const std::uint8_t> rgba;
};

struct TextureMips {
  std::uint32_t width = 0, height = 0;          // of mip 0
  std::vector<std::vector<std::uint8_t>> mips;  // down to 1x1
};

// `greatest_side`: larger pictures are made smaller first, keeping their proportions. `alpha_cutoff`: for masked ones.
TextureMips make_mips(const TexturePicture& picture, TextureRole role, std::uint32_t greatest_side, float alpha_cutoff);

}  // namespace enf
