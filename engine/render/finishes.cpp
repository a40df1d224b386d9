// The engine's own textures: the coarsest mips of each are always there, finer ones come through the streamer as far as
// they can be seen.
#include <algorithm>
#include <cmath>

#include "engine/gpu/upload.h"
#include "engine/render/assets.h"
#include "engine/scene/image_mips.h"

namespace enf {

namespace {

// What is always there is no longer than this on its longer side: 21 KiB at most.
constexpr std::uint32_t coarsest_texels = 64;
// Towards a picture's corners a pixel takes up to so much less of the view than in its middle.
constexpr float corner_pixel = 0.6f;

// A material's images and how it uses them, in the order of its set's textures.
struct ImageUse {
  const ImageData* image = nullptr;
  const TextureUse* use = nullptr;
};
std::array<ImageUse, 5> images_of(const SurfaceMaterial& m) {
  return {{{m.base_colour.get(), &m.factors.base_colour_texture},
           {m.metallic_roughness.get(), &m.factors.metallic_roughness_texture},
           {m.normal.get(), &m.factors.normal_texture},
           {m.occlusion.get(), &m.factors.occlusion_texture},
           {m.emissive.get(), &m.factors.emissive_texture}}};
}

}  // namespace

Result<void> Assets::upload_textures(std::span<TextureOnGpu* const> fresh) {
  // One at a time: the memory they travel through is as large as the largest.
  for (TextureOnGpu* texture : fresh) {
    const std::shared_ptr<const ImageData>& source = texture->source;
    const std::uint32_t first = mip_within(*source, coarsest_texels);
    std::shared_ptr<const ImageData> coarse = from_mip(source, first);
    auto made = gpu::Image::create(
        device_,
        {.label = "engine texture",
         .format = coarse->encoding == TextureEncoding::rgba8_srgb ? VK_FORMAT_R8G8B8A8_SRGB : VK_FORMAT_R8G8B8A8_UNORM,
         .width = coarse->width,
         .height = coarse->height,
         .mips = coarse->mips > 1 ? coarse->mips : gpu::Image::full_mips});
    if (!made) return std::unexpected(made.error());
    texture->image = std::move(*made);
    auto uploaded = gpu::run_now(device_, [&](gpu::Frame& frame) {
      auto rest = std::as_bytes(std::span(coarse->rgba));
      for (std::uint32_t mip = 0; mip < coarse->mips; ++mip) {
        std::size_t bytes = std::size_t{4} * mip_side(coarse->width, mip) * mip_side(coarse->height, mip);
        gpu::upload(frame, texture->image, gpu::ImagePlace{.mip = mip}, rest.first(bytes), gpu::Then::more);
        rest = rest.subspan(bytes);
      }
      if (coarse->mips == 1) frame.commands().generate_mips(texture->image);
      frame.commands().use(gpu::ImageUse{&texture->image, gpu::Access::sampled});
    });
    if (!uploaded) return std::unexpected(uploaded.error());
    if (first == 0) continue;
    CookedTexture all{.encoding = source->encoding,
                      .wrap_u = source->wrap,
                      .wrap_v = source->wrap,
                      .width = source->width,
                      .height = source->height};
    all.mip_sections.resize(source->mips);
    texture->streamed = streamer_.add_texture(std::move(all), [source](std::uint32_t mip) {
      std::shared_ptr<const ImageData> brought = from_mip(source, mip);
      auto bytes = std::as_bytes(std::span(brought->rgba));
      return std::vector(bytes.begin(), bytes.end());
    });
  }
  return {};
}

std::uint32_t Assets::version_of(const TextureOnGpu& texture) const {
  auto resident = texture.streamed ? streamer_.resident_texture(*texture.streamed, 0) : std::nullopt;
  return resident ? resident->version + 1 : 0;
}

Result<void> Assets::fill_from_source(MaterialOnGpu& material) {
  const SurfaceMaterial& m = *material.source;
  std::array<std::pair<const gpu::Image*, VkSampler>, 5> textures{};
  material.versions.clear(), material.finer.clear();
  std::array<ImageUse, 5> uses = images_of(m);
  for (std::size_t i = 0; i < uses.size(); ++i) {
    auto found = textures_.find(uses[i].image);
    if (!uses[i].image || found == textures_.end()) continue;
    const TextureOnGpu& texture = found->second;
    const ImageData& image = *texture.source;
    textures[i] = {&texture.image, sampler(image.wrap, image.wrap)};
    material.versions.push_back(version_of(texture));
    if (!texture.streamed) continue;
    vec2 scale = glm::abs(uses[i].use->scale);
    material.finer.push_back(
        {.id = *texture.streamed,
         .texels_per_m = std::max(scale.x * static_cast<float>(image.width), scale.y * static_cast<float>(image.height)),
         .coarsest = mip_within(image, coarsest_texels)});
    if (auto resident = streamer_.resident_texture(*texture.streamed, 0)) textures[i].first = resident->image;
  }
  auto there = [&](std::size_t i) { return textures[i].first != nullptr; };
  auto parts = material_parts(m.factors, {there(0), there(1), there(2), there(3), there(4)});
  parts.features.shows_sky = m.shows_sky;
  return fill(material, parts, textures, false);
}

Result<void> Assets::refresh_materials() {
  for (auto& [key, material] : materials_) {
    if (material.finer.empty()) continue;
    std::size_t next = 0;
    bool is_same = true;
    for (const ImageUse& use : images_of(*material.source))
      if (auto found = textures_.find(use.image); use.image && found != textures_.end())
        is_same = is_same && material.versions[next++] == version_of(found->second);
    if (is_same) continue;
    std::vector<FinerTexture> wanted = material.finer;
    if (auto filled = fill_from_source(material); !filled) return filled;
    material.finer = std::move(wanted);
  }
  return {};
}

void Assets::want_finishes(float focal_px, float priority, std::vector<Want>& wants) {
  for (auto& [key, material] : materials_) {
    float nearest_m = std::max(std::exchange(material.nearest_m, std::numeric_limits<float>::infinity()), 0.05f);
    for (FinerTexture& texture : material.finer) {
      texture.wanted = ~0u;
      if (std::isinf(nearest_m)) continue;
      // How many texels of mip 0 a pixel shows where it shows fewest.
      float texels = texture.texels_per_m * nearest_m * corner_pixel / focal_px;
      auto mip = texels > 1 ? static_cast<std::uint32_t>(std::log2(texels)) : 0u;
      mip = std::max(mip, mips_left_out_);
      if (mip >= texture.coarsest) continue;
      texture.wanted = mip;
      float coarsest_px = focal_px / (std::ldexp(texture.texels_per_m, -static_cast<int>(texture.coarsest)) * nearest_m);
      // Level by level, each worth half as much as the one before: where not all fits, all are a little coarser.
      float error_px = std::min(coarsest_px, 1e3f);
      for (std::uint32_t level = texture.coarsest; level-- > mip; error_px /= 2)
        wants.push_back(want_texture(texture.id, 0, level, error_px, priority));
    }
  }
}

bool Assets::has_finishes_wanted() const {
  return std::ranges::all_of(materials_, [this](const auto& entry) {
    return std::ranges::all_of(entry.second.finer, [this](const FinerTexture& texture) {
      if (texture.wanted == ~0u) return true;
      auto resident = streamer_.resident_texture(texture.id, 0);
      return resident && resident->first_mip <= texture.wanted;
    });
  });
}

}  // namespace enf
