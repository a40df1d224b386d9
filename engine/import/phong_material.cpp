#include "engine/import/phong_material.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/cook/import_channel.h"
#include "engine/import/image_reader.h"

namespace enf {

namespace {

vec3 linear_colour(vec3 c, vec3 otherwise) {
  if (!std::isfinite(c.x + c.y + c.z)) return otherwise;
  return {linear_from_srgb(c.r), linear_from_srgb(c.g), linear_from_srgb(c.b)};
}

float greatest(vec3 c) { return std::max({c.x, c.y, c.z}); }

// A picture of directions is bluish: z points out of the surface, x and y are small.
bool looks_like_normals(const SourceTexture& t) {
  std::uint64_t r = 0, g = 0, b = 0, n = t.rgba.size() / 4;
  for (std::size_t i = 0; i < t.rgba.size(); i += 4) r += t.rgba[i], g += t.rgba[i + 1], b += t.rgba[i + 2];
  return n > 0 && b > 180 * n && r > 90 * n && r < 165 * n && g > 90 * n && g < 165 * n;
}

}  // namespace

float linear_from_srgb(float c) {
  c = std::clamp(c, 0.0f, 1.0f);
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

std::uint32_t PhongMaterials::add(const PhongMaterial& in) {
  CookedMaterial m;
  UvSet uv_set;
  m.name = in.name;
  vec3 colour = linear_colour(in.diffuse, vec3(0.6f));
  m.base_colour_texture = use(in.base, m.name, uv_set);
  // Many exporters write black, or a grey of their viewport, beside a texture; the texture is what was meant.
  const bool grey = greatest(colour) - std::min({colour.x, colour.y, colour.z}) < 0.01f;
  if (m.base_colour_texture.texture != TextureUse::none && grey) colour = vec3(1);
  m.base_colour = vec4(colour, 1);
  roughness_and_metal(in, m, uv_set);
  opacity(in, m);
  bumps(in, m, uv_set);
  m.emissive = linear_colour(in.emissive, vec3(0));
  m.emissive_texture = use(in.emission, m.name, uv_set);
  if (m.emissive_texture.texture != TextureUse::none && m.emissive == vec3(0)) m.emissive = vec3(1);
  m.occlusion_texture = use(in.occlusion, m.name, uv_set);
  // These formats say nothing reliable about back faces: showing both never leaves a hole.
  m.double_sided = true;
  for (const auto& [words, path] : in.unused) {
    if (path.empty() || path == in.base.path) continue;
    add_warning(warnings_, "material.texture_unused",
                fmt::format("material \"{}\": its {} texture \"{}\" is not used", m.name, words, path));
  }
  uv_sets_.push_back(uv_set.value_or(0));
  model_.materials.push_back(std::move(m));
  return static_cast<std::uint32_t>(model_.materials.size() - 1);
}

void PhongMaterials::roughness_and_metal(const PhongMaterial& in, CookedMaterial& m, UvSet& uv_set) {
  m.metallic = std::isfinite(in.metallic) ? std::clamp(in.metallic, 0.0f, 1.0f) : 0.0f;
  m.roughness = 0.8f;
  if (in.roughness && *in.roughness >= 0 && *in.roughness <= 1) {
    m.roughness = std::max(*in.roughness, 0.05f);
  } else if (in.shininess > 1 && std::isfinite(in.shininess) && greatest(linear_colour(in.specular, vec3(0))) > 0.01f) {
    // A Blinn-Phong lobe of this exponent is as wide as this roughness (Karis 2013, "Specular BRDF Reference").
    m.roughness = std::clamp(std::pow(2.0f / (in.shininess + 2.0f), 0.25f), 0.05f, 1.0f);
  }
  if (in.roughness_map.empty() && in.metallic_map.empty()) return;
  if (in.roughness_map.path == in.metallic_map.path) {  // one picture holds both, as glTF does
    m.metallic_roughness_texture = use(in.metallic_map, m.name, uv_set);
    if (m.metallic_roughness_texture.texture != TextureUse::none) m.metallic = m.roughness = 1;
    return;
  }
  for (const auto& [named, words] :
       {std::pair{&in.roughness_map, "roughness"}, std::pair{&in.metallic_map, "metalness"}}) {
    if (named->empty()) continue;
    add_warning(warnings_, "material.texture_unused",
                fmt::format("material \"{}\": its separate {} texture \"{}\" is not used; GLB carries it", m.name,
                            words, named->path));
  }
}

void PhongMaterials::opacity(const PhongMaterial& in, CookedMaterial& m) {
  if (in.opacity > 0 && in.opacity < 1) {
    m.base_colour.w = in.opacity;
    m.alpha_mode = AlphaMode::blend;
  } else if (in.opacity <= 0) {
    // Some exporters write 0 for "opaque"; an invisible surface helps nobody.
    add_warning(warnings_, "material.invisible",
                fmt::format("material \"{}\" is given as wholly transparent; it is shown solid", m.name));
  }
  if (in.opacity_map.empty()) return;
  if (in.opacity_map.path == in.base.path && m.base_colour_texture.texture != TextureUse::none) {
    m.alpha_mode = AlphaMode::mask;  // cut-outs: leaves, lattices
    return;
  }
  add_warning(warnings_, "material.texture_unused",
              fmt::format("material \"{}\": its separate opacity texture \"{}\" is not used; GLB carries it", m.name,
                          in.opacity_map.path));
}

void PhongMaterials::bumps(const PhongMaterial& in, CookedMaterial& m, UvSet& uv_set) {
  for (const NamedTexture& named : in.normals) {
    if (m.normal_texture.texture == TextureUse::none) m.normal_texture = use(named, m.name, uv_set);
  }
  if (in.bump.empty() || m.normal_texture.texture != TextureUse::none) return;
  TextureUse as_normals = use(in.bump, m.name, uv_set);
  if (as_normals.texture == TextureUse::none) return;
  if (looks_like_normals(model_.textures[as_normals.texture])) {
    m.normal_texture = as_normals;
    return;
  }
  add_warning(warnings_, "material.bump_unused",
              fmt::format("material \"{}\": its bump (height) texture \"{}\" is not used", m.name, in.bump.path));
}

TextureUse PhongMaterials::use(const NamedTexture& named, const std::string& owner, UvSet& uv_set) {
  TextureUse out;
  if (named.empty()) return out;
  if (uv_set && *uv_set != named.uv_set) {
    add_warning(warnings_, "material.uv_set",
                fmt::format("material \"{}\": a texture on its second set of texture coordinates is not used", owner));
    return out;
  }
  out.texture = texture(named);
  if (out.texture == TextureUse::none) return out;
  out.offset = named.offset, out.scale = named.scale;
  uv_set = named.uv_set;
  return out;
}

std::uint32_t PhongMaterials::texture(const NamedTexture& named) {
  auto key = std::make_tuple(named.path, named.wrap_u, named.wrap_v);
  if (auto it = textures_.find(key); it != textures_.end()) return it->second;
  SourceTexture out{.name = named.path, .wrap_u = named.wrap_u, .wrap_v = named.wrap_v};
  try {
    load(named.path, out);
  } catch (const ImportFailure& failure) {
    add_warning(warnings_, "texture.unreadable",
                fmt::format("texture \"{}\" is left out: {}", out.name, failure.what()));
  }
  std::uint32_t place = TextureUse::none;
  report_.textures.push_back({out.name, out.width, out.height});
  if (out.width > 0) {
    place = static_cast<std::uint32_t>(model_.textures.size());
    model_.textures.push_back(std::move(out));
  }
  return textures_[key] = place;
}

void PhongMaterials::load(const std::string& path, SourceTexture& out) {
  if (embedded_ && embedded_(path, out)) return;
  auto file = files_.find_texture(path);
  if (!file) return;
  auto decoded = decode_texture(file->bytes(), out.name, warnings_);
  out.width = decoded.width, out.height = decoded.height, out.rgba = std::move(decoded.rgba);
}

}  // namespace enf
