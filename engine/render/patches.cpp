#include "engine/render/patches.h"

#include <algorithm>

namespace enf {

namespace {

// Distance from the eye to the patch's rectangle; right and down are at a right angle to each other.
float distance_to(const PictureItem& p, vec4 where, vec3 eye) {
  vec3 corner = p.corner + p.right * where.x + p.down * where.y;
  vec3 right = p.right * (where.z - where.x), down = p.down * (where.w - where.y);
  vec3 to_eye = eye - corner;
  float u = std::clamp(glm::dot(to_eye, right) / std::max(glm::dot(right, right), 1e-12f), 0.0f, 1.0f);
  float v = std::clamp(glm::dot(to_eye, down) / std::max(glm::dot(down, down), 1e-12f), 0.0f, 1.0f);
  return glm::length(to_eye - right * u - down * v);
}

Patch patch_of(const Pyramid& pyramid, std::uint32_t level, std::uint32_t x, std::uint32_t y) {
  // Level k's texel x stands for level 0's texels [x 2^k, (x + 1) 2^k), so the picture ends at width / 2^k there.
  auto coarsest = static_cast<std::uint32_t>(pyramid.levels.size() - 1);
  float texels = static_cast<float>(pyramid_inner) * static_cast<float>(1u << std::min(level, coarsest));
  vec2 size(static_cast<float>(pyramid.width), static_cast<float>(pyramid.height));
  vec2 from = vec2(x, y) * texels, to = glm::min(from + texels, size);
  Patch patch{.level = level, .x = x, .y = y};
  patch.where = vec4(from / size, to / size);
  patch.tile_end = (to - from) / texels;
  return patch;
}

}  // namespace

void select_patches(const Pyramid& pyramid, const PictureItem& picture, const PatchView& view,
                    std::vector<Patch>& patches) {
  if (pyramid.levels.empty()) return;
  std::size_t next = patches.size();
  auto coarsest = static_cast<std::uint32_t>(pyramid.levels.size() - 1);  // one tile
  auto add = [&](std::uint32_t level, std::uint32_t x, std::uint32_t y) {
    Patch patch = patch_of(pyramid, level, x, y);
    Box box;
    for (vec2 part : {vec2(patch.where), vec2(patch.where.z, patch.where.y), vec2(patch.where.x, patch.where.w),
                      vec2(patch.where.z, patch.where.w)})
      box.add(picture.corner + picture.right * part.x + picture.down * part.y);
    if (!touches(view.frustum, box)) return;
    float texels = static_cast<float>(1u << std::min(level, coarsest));  // of level 0 in one
    if (level > coarsest) texels *= static_cast<float>(pyramid_inner) / miniature_inner;
    float texel_m = glm::length(picture.right) / static_cast<float>(pyramid.width) * texels;
    patch.texel_px = texel_m * view.focal_px / std::max(distance_to(picture, patch.where, view.eye), 0.01f);
    patches.push_back(patch);
  };
  add(picture.source->paint ? coarsest : coarsest + 1, 0, 0);
  // What is split is replaced by its children at the end of the list, which is worked through once.
  std::size_t kept = next;
  for (; next < patches.size(); ++next) {
    Patch patch = patches[next];
    if (patch.level == 0 || patch.texel_px <= view.texel_limit_px) {
      patches[kept++] = patch;
      continue;
    }
    if (patch.level > coarsest) {
      add(coarsest, 0, 0);
      continue;
    }
    const PyramidLevel& finer = pyramid.levels[patch.level - 1];
    for (std::uint32_t y = 2 * patch.y; y < std::min(2 * patch.y + 2, finer.tiles_y); ++y)
      for (std::uint32_t x = 2 * patch.x; x < std::min(2 * patch.x + 2, finer.tiles_x); ++x) add(patch.level - 1, x, y);
  }
  patches.resize(kept);
}

}  // namespace enf
