#include "engine/render/assets.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/base/hash.h"
#include "engine/gpu/upload.h"
#include "engine/light/response.h"

namespace enf {

namespace {

// Nearly all meshes of rooms have few enough vertices for indices of half the size.
bool has_short_indices(const MeshData& mesh) { return mesh.vertices.size() <= 0x10000; }

// As the GPU reads them; `scratch` holds them if they are shorter than the mesh's own.
std::span<const std::byte> index_bytes(const MeshData& mesh, std::vector<std::uint16_t>& scratch) {
  if (!has_short_indices(mesh)) return std::as_bytes(std::span(mesh.indices));
  scratch.assign(mesh.indices.begin(), mesh.indices.end());
  return std::as_bytes(std::span(scratch));
}

// The two rows of a KHR_texture_transform: offset, rotation and scale, in that order applied from the right.
void set_transform(GpuMaterial& values, std::size_t index, const TextureUse& use) {
  float c = std::cos(use.rotation), s = std::sin(use.rotation);
  values.transform[2 * index] = vec4(c * use.scale.x, s * use.scale.y, use.offset.x, 0);
  values.transform[2 * index + 1] = vec4(-s * use.scale.x, c * use.scale.y, use.offset.y, 0);
}

bool same_transform(const TextureUse& a, const TextureUse& b) {
  return a.offset == b.offset && a.scale == b.scale && a.rotation == b.rotation;
}

VkSamplerAddressMode address_mode(TextureWrap wrap) {
  switch (wrap) {
    case TextureWrap::mirrored_repeat:
      return VK_SAMPLER_ADDRESS_MODE_MIRRORED_REPEAT;
    case TextureWrap::clamp:
      return VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
    default:
      return VK_SAMPLER_ADDRESS_MODE_REPEAT;
  }
}

}  // namespace

MaterialParts material_parts(const CookedMaterial& m, TexturesThere there) {
  MaterialParts parts;
  Features& f = parts.features;
  f.base_map = there.base;
  f.unlit = m.unlit;
  f.double_sided = m.double_sided;
  f.blending = m.transmission > 0                 ? Blending::glass
               : m.alpha_mode == AlphaMode::mask  ? Blending::mask
               : m.alpha_mode == AlphaMode::blend ? Blending::blend
                                                  : Blending::opaque;
  GpuMaterial& v = parts.values;
  v.base_colour = m.base_colour;
  v.emissive = vec4(m.emissive, m.occlusion_strength);
  v.surface = vec4(m.metallic, m.roughness, m.normal_scale, m.alpha_cutoff);
  v.coat = vec4(m.clearcoat, m.clearcoat_roughness, m.transmission, 0);
  if (!m.unlit) {
    f.surface_map = there.surface;
    f.normal_map = there.normal && m.normal_scale != 0;
    f.occlusion_map = there.occlusion && m.occlusion_strength != 0;
    f.emissive_map = there.emissive && m.emissive != vec3(0);
    f.coat = m.clearcoat > 0;
    // Rough dielectrics show nothing of the room that their ambient light does not already say; under a varnish they are
    // smoother than that.
    f.glossy = f.blending == Blending::glass || m.metallic > 0 || m.roughness < 0.4f || f.coat;
  }
  const TextureUse* uses[] = {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                              &m.occlusion_texture, &m.emissive_texture};
  const bool used[] = {f.base_map, f.surface_map, f.normal_map, f.occlusion_map, f.emissive_map};
  const TextureUse* first = nullptr;
  for (std::size_t i = 0; i < 5; ++i) {
    if (!used[i]) continue;
    if (!first) first = uses[i];
    if (!same_transform(*first, *uses[i])) f.separate_transforms = true;
  }
  for (std::size_t i = 0; i < 5; ++i) set_transform(v, i, *uses[i]);
  if (first && !f.separate_transforms) set_transform(v, 0, *first);
  return parts;
}

Result<std::unique_ptr<Assets>> Assets::create(gpu::Device& device, Streamer& streamer, float anisotropy,
                                               std::uint32_t mips_left_out) {
  std::unique_ptr<Assets> a(new Assets(device, streamer));
  a->anisotropy_ = anisotropy;
  a->mips_left_out_ = mips_left_out;
  gpu::SetLayoutDesc desc{.label = "material", .bindings = {{.binding = 0, .kind = gpu::BindingKind::uniform}}};
  for (std::uint32_t i = 1; i <= 5; ++i) desc.bindings.push_back({.binding = i, .kind = gpu::BindingKind::texture});
  auto layout = gpu::SetLayout::create(device, desc);
  if (!layout) return std::unexpected(layout.error());
  a->material_layout_ = std::move(*layout);
  a->pool_ = std::make_shared<gpu::DescriptorPool>(device, gpu::Reuse::one_by_one);
  auto white = gpu::Image::create(device, {.label = "white"});
  if (!white) return std::unexpected(white.error());
  a->white_ = std::move(*white);
  auto uploaded = gpu::run_now(device, [&](gpu::Frame& frame) {
    const std::array<std::byte, 4> texel{std::byte{255}, std::byte{255}, std::byte{255}, std::byte{255}};
    gpu::upload(frame, a->white_, gpu::ImagePlace{}, texel);
  });
  if (!uploaded) return std::unexpected(uploaded.error());
  return a;
}

VkSampler Assets::sampler(TextureWrap u, TextureWrap v) {
  return samplers_.get({.wrap_u = address_mode(u), .wrap_v = address_mode(v), .anisotropy = anisotropy_});
}

Result<void> Assets::fill(MaterialOnGpu& material, const MaterialParts& parts,
                          const std::array<std::pair<const gpu::Image*, VkSampler>, 5>& textures, bool array_base) {
  material.features = parts.features;
  material.values = parts.values;
  material.order = quick_hash(std::as_bytes(std::span(&parts.values, 1)));
  material.base_image = textures[0].first;
  // Always a new buffer: the old one may still be read.
  auto buffer = gpu::Buffer::create(device_, {.label = "material",
                                              .bytes = sizeof(GpuMaterial),
                                              .usage = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT,
                                              .memory = gpu::MemoryUse::upload});
  if (!buffer) return std::unexpected(buffer.error());
  material.uniforms = std::move(*buffer);
  std::memcpy(material.uniforms.mapped().data(), &parts.values, sizeof(GpuMaterial));
  std::vector<gpu::Descriptor> descriptors{gpu::Descriptor::of(0, gpu::slice(material.uniforms))};
  VkSampler plain = sampler(TextureWrap::repeat, TextureWrap::repeat);
  for (std::uint32_t i = 0; i < 5; ++i) {
    const auto& [image, own_sampler] = textures[i];
    bool array = array_base && i == 0;
    descriptors.push_back(gpu::Descriptor::of(
        i + 1,
        (image ? *image : white_).view(array ? gpu::ViewDesc{.type = VK_IMAGE_VIEW_TYPE_2D_ARRAY} : gpu::ViewDesc{}),
        own_sampler ? own_sampler : plain));
  }
  auto set = gpu::DescriptorSet::create(device_, pool_, material_layout_, descriptors);
  if (!set) return std::unexpected(set.error());
  material.set = std::move(*set);
  return {};
}

// The light maps of the rooms that are drawn.
Result<void> Assets::load_lights(const RenderScene& scene) {
  for (auto& [key, entry] : lights_) entry.used = false;
  std::vector<LightOnGpu*> fresh;
  for (const RoomItem& room : scene.rooms) {
    if (!room.light || room.light->map.lux.empty()) continue;
    auto& entry = lights_[room.light.get()];
    entry.used = true;
    if (!entry.source) entry.source = room.light, fresh.push_back(&entry);
  }
  std::erase_if(lights_, [](const auto& entry) { return !entry.second.used; });
  for (LightOnGpu* entry : fresh) {
    const LightMap& map = entry->source->map;
    auto lux = gpu::Image::create(
        device_,
        {.label = "room light", .format = VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, .width = map.width, .height = map.height});
    auto towards = gpu::Image::create(
        device_, {.label = "room light's direction", .width = map.towards_width(), .height = map.towards_height()});
    if (!lux) return std::unexpected(lux.error());
    if (!towards) return std::unexpected(towards.error());
    entry->lux = std::move(*lux), entry->towards = std::move(*towards);
    auto uploaded = gpu::run_now(device_, [&](gpu::Frame& frame) {
      gpu::upload(frame, entry->lux, gpu::ImagePlace{}, std::as_bytes(std::span(map.lux)));
      gpu::upload(frame, entry->towards, gpu::ImagePlace{}, std::as_bytes(std::span(map.towards)));
    });
    if (!uploaded) return uploaded;
    device_.collect();
  }
  return {};
}

Result<void> Assets::load(const RenderScene& scene) {
  if (auto loaded = load_lights(scene); !loaded) return loaded;
  for (auto& [key, entry] : meshes_) entry.used = false;
  for (auto& [key, entry] : textures_) entry.used = false;
  for (auto& [key, entry] : materials_) entry.used = false;
  for (auto& [key, entry] : models_) entry.used = false;
  for (auto& [key, entry] : pictures_) entry.used = false;

  std::vector<MeshOnGpu*> new_meshes;
  std::vector<TextureOnGpu*> new_textures;
  std::vector<MaterialOnGpu*> new_materials;
  auto want_image = [&](const std::shared_ptr<const ImageData>& image) {
    if (!image || image->width == 0 || image->height == 0) return;
    auto& entry = textures_[image.get()];
    entry.used = true;
    if (!entry.source) entry.source = image, new_textures.push_back(&entry);
  };
  for (const SurfaceItem& item : scene.surfaces) {
    auto& mesh = meshes_[item.mesh.get()];
    mesh.used = true;
    if (!mesh.source) {
      mesh.source = item.mesh;
      mesh.index_count = static_cast<std::uint32_t>(item.mesh->indices.size());
      if (mesh.index_count > 0) new_meshes.push_back(&mesh);
    }
    auto& material = materials_[item.material.get()];
    material.used = true;
    if (!material.source) material.source = item.material, new_materials.push_back(&material);
    const SurfaceMaterial& m = *item.material;
    for (const auto& image : {m.base_colour, m.metallic_roughness, m.normal, m.occlusion, m.emissive})
      want_image(image);
  }
  for (const ModelItem& item : scene.models) {
    auto& model = models_[item.source.get()];
    model.used = true;
    if (!model.source) {
      model.source = item.source;
      model.id = streamer_.add_model(item.source->chunk, item.source->model, item.source->coarsest);
      model.materials.resize(item.source->model.materials.size());
    }
  }
  for (const PictureItem& item : scene.pictures) {
    auto& picture = pictures_[item.source.get()];
    picture.used = true;
    if (!picture.source) {
      picture.source = item.source;
      const PyramidSource& source = *item.source;
      picture.id = source.paint ? streamer_.add_pyramid(source.pyramid, source.paint)
                                : streamer_.add_pyramid(source.chunk, source.pyramid);
    }
  }
  for (const auto& [key, entry] : models_)
    if (!entry.used) streamer_.remove(entry.id);
  for (const auto& [key, entry] : pictures_)
    if (!entry.used) streamer_.remove(entry.id);
  for (const auto& [key, entry] : textures_)
    if (!entry.used && entry.streamed) streamer_.remove(*entry.streamed);
  auto forget = [](auto& entries) { std::erase_if(entries, [](const auto& entry) { return !entry.second.used; }); };
  forget(meshes_), forget(materials_), forget(textures_), forget(models_), forget(pictures_);

  for (MeshOnGpu* mesh : new_meshes) {
    const MeshData& data = *mesh->source;
    auto vertices =
        gpu::Buffer::create(device_, {.label = "engine mesh", .bytes = data.vertices.size() * sizeof(WideVertex)});
    auto indices = gpu::Buffer::create(device_, {.label = "engine mesh",
                                                 .bytes = data.indices.size() * (has_short_indices(data) ? 2 : 4),
                                                 .usage = VK_BUFFER_USAGE_INDEX_BUFFER_BIT});
    if (!vertices) return std::unexpected(vertices.error());
    if (!indices) return std::unexpected(indices.error());
    mesh->vertices = std::move(*vertices), mesh->indices = std::move(*indices);
    mesh->index_type = has_short_indices(data) ? VK_INDEX_TYPE_UINT16 : VK_INDEX_TYPE_UINT32;
  }
  // New buffers that are mapped are simply written, without waiting for the GPU.
  std::vector<std::uint16_t> short_indices;
  std::erase_if(new_meshes, [&](MeshOnGpu* mesh) {
    if (mesh->vertices.mapped().empty() || mesh->indices.mapped().empty()) return false;
    std::ranges::copy(std::as_bytes(std::span(mesh->source->vertices)), mesh->vertices.mapped().begin());
    std::ranges::copy(index_bytes(*mesh->source, short_indices), mesh->indices.mapped().begin());
    return true;
  });
  if (!new_meshes.empty()) {
    auto uploaded = gpu::run_now(device_, [&](gpu::Frame& frame) {
      for (MeshOnGpu* mesh : new_meshes) {
        gpu::upload(frame, mesh->vertices, 0, std::as_bytes(std::span(mesh->source->vertices)));
        gpu::upload(frame, mesh->indices, 0, index_bytes(*mesh->source, short_indices));
      }
    });
    if (!uploaded) return std::unexpected(uploaded.error());
  }
  if (auto uploaded = upload_textures(new_textures); !uploaded) return uploaded;
  for (MaterialOnGpu* material : new_materials)
    if (auto filled = fill_from_source(*material); !filled) return filled;
  return {};
}

Result<const MaterialOnGpu*> Assets::model_material(ModelOnGpu& model, std::uint32_t index) {
  MaterialOnGpu& material = model.materials[index];
  const CookedModel& cooked = model.source->model;
  const CookedMaterial& m = cooked.materials[index];
  const TextureUse* uses[] = {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                              &m.occlusion_texture, &m.emissive_texture};
  std::array<std::pair<const gpu::Image*, VkSampler>, 5> textures{};
  std::array<std::uint32_t, 5> versions{};
  for (std::size_t i = 0; i < 5; ++i) {
    if (uses[i]->texture == TextureUse::none) continue;
    const CookedTexture& cooked_texture = cooked.textures[uses[i]->texture];
    if (auto resident = streamer_.resident_texture(model.id, uses[i]->texture)) {
      textures[i] = {resident->image, sampler(cooked_texture.wrap_u, cooked_texture.wrap_v)};
      versions[i] = resident->version + 1;
    }
  }
  if (material.set && std::ranges::equal(material.versions, versions)) return &material;
  material.versions.assign(versions.begin(), versions.end());
  auto there = [&](std::size_t i) { return textures[i].first != nullptr; };
  auto parts = material_parts(m, {there(0), there(1), there(2), there(3), there(4)});
  if (auto filled = fill(material, parts, textures, false); !filled) return std::unexpected(filled.error());
  return &material;
}

Result<const MaterialOnGpu*> Assets::picture_material(const PictureItem& item) {
  bool see_through = item.source->pyramid.has_alpha;
  auto& material = picture_materials_[{item.roughness, item.varnish, see_through}];
  if (material.set) return &material;
  CookedMaterial m;
  m.metallic = 0;
  m.roughness = item.roughness;
  m.clearcoat = item.varnish;
  m.clearcoat_roughness = 0.15f;
  if (see_through) m.alpha_mode = AlphaMode::blend;
  auto parts = material_parts(m, {});
  parts.values.coat.w = sheen_in_scans(item.roughness);
  VkSampler clamped = sampler(TextureWrap::clamp, TextureWrap::clamp);
  if (auto filled = fill(material, parts, {{{&streamer_.tile_image(), clamped}}}, true); !filled)
    return std::unexpected(filled.error());
  return &material;
}

Result<void> Assets::bring_bitmap(gpu::Frame& frame, const std::shared_ptr<const ImageData>& image) {
  auto& entry = bitmaps_[image.get()];
  entry.last_used = pictures_drawn_;
  if (entry.source) return {};
  // Without a decoding format: interfaces are blended as they are encoded.
  auto made = gpu::Image::create(device_, {.label = "interface", .width = image->width, .height = image->height});
  if (!made) return std::unexpected(made.error());
  entry.source = image;
  entry.image = std::move(*made);
  gpu::upload(frame, entry.image, gpu::ImagePlace{}, std::as_bytes(std::span(image->rgba)));
  return {};
}

void Assets::forget_old_bitmaps() {
  ++pictures_drawn_;
  std::erase_if(bitmaps_, [&](const auto& entry) {
    return entry.second.source.use_count() == 1 || entry.second.last_used + 100 < pictures_drawn_;
  });
}

}  // namespace enf
