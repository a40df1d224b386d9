// glTF materials and textures.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/import/gltf_import.h"
#include "engine/import/image_reader.h"

namespace enf {

namespace {

TextureWrap wrap_of(std::size_t value) {
  return value == 33071 ? TextureWrap::clamp : value == 33648 ? TextureWrap::mirrored_repeat : TextureWrap::repeat;
}

constexpr std::string_view ktx2_magic("\xabKTX 20\xbb", 8);

// Metallic and base colour from diffuse and specular: the approximation of the Khronos extension's appendix
// (KHR_materials_pbrSpecularGlossiness, "convert between workflows"): solves for the metal part that gives the same
// perceived brightness, with 4 % reflectance for non-metals.
float metallic_of(float diffuse, float specular, float one_minus_specular) {
  constexpr float dielectric = 0.04f;
  if (specular < dielectric) return 0;
  float a = dielectric;
  float b = diffuse * one_minus_specular / (1 - dielectric) + specular - 2 * dielectric;
  float c = dielectric - specular;
  return std::clamp((-b + std::sqrt(std::max(b * b - 4 * a * c, 0.0f))) / (2 * a), 0.0f, 1.0f);
}

float brightness(vec3 c) { return std::sqrt(0.299f * c.x * c.x + 0.587f * c.y * c.y + 0.114f * c.z * c.z); }

}  // namespace

std::uint32_t GltfImport::material(std::optional<std::size_t> index) {
  if (auto it = materials_.find(index); it != materials_.end()) return it->second;
  std::uint32_t uv_set = 0;
  CookedMaterial material;
  if (index) {
    material = convert_material(file_.item("materials", *index), uv_set);
    if (material.name.empty()) material.name = fmt::format("material {}", *index);
  } else {
    material.name = "default";
  }
  auto place = static_cast<std::uint32_t>(model_.materials.size());
  model_.materials.push_back(std::move(material));
  uv_sets_.push_back(uv_set);
  materials_[index] = place;
  return place;
}

CookedMaterial GltfImport::convert_material(const Json& json, std::uint32_t& uv_set_out) {
  CookedMaterial m;
  m.name = text_member(json, "name");
  std::optional<std::uint32_t> uv_set;
  if (const Json& pbr = object_member(json, "pbrMetallicRoughness"); !pbr.is_null()) {
    numbers_member(pbr, "baseColorFactor", &m.base_colour.x, 4);
    m.metallic = number_member(pbr, "metallicFactor", 1);
    m.roughness = number_member(pbr, "roughnessFactor", 1);
    m.base_colour_texture = texture_use(object_member(pbr, "baseColorTexture"), m.name, uv_set);
    m.metallic_roughness_texture = texture_use(object_member(pbr, "metallicRoughnessTexture"), m.name, uv_set);
  }
  if (const Json& sg = extension(json, "KHR_materials_pbrSpecularGlossiness"); !sg.is_null())
    specular_glossiness(sg, m, uv_set);
  const Json& normal = object_member(json, "normalTexture");
  m.normal_texture = texture_use(normal, m.name, uv_set);
  m.normal_scale = number_member(normal, "scale", 1);
  const Json& occlusion = object_member(json, "occlusionTexture");
  m.occlusion_texture = texture_use(occlusion, m.name, uv_set);
  m.occlusion_strength = number_member(occlusion, "strength", 1);
  numbers_member(json, "emissiveFactor", &m.emissive.x, 3);
  m.emissive_texture = texture_use(object_member(json, "emissiveTexture"), m.name, uv_set);
  m.emissive *= number_member(extension(json, "KHR_materials_emissive_strength"), "emissiveStrength", 1);
  const std::string mode = text_member(json, "alphaMode");
  m.alpha_mode = mode == "MASK" ? AlphaMode::mask : mode == "BLEND" ? AlphaMode::blend : AlphaMode::opaque;
  m.alpha_cutoff = number_member(json, "alphaCutoff", 0.5f);
  m.double_sided = flag_member(json, "doubleSided");
  m.unlit = !extension(json, "KHR_materials_unlit").is_null();
  if (const Json& coat = extension(json, "KHR_materials_clearcoat"); !coat.is_null()) {
    m.clearcoat = number_member(coat, "clearcoatFactor", 0);
    m.clearcoat_roughness = number_member(coat, "clearcoatRoughnessFactor", 0);
    for (const char* key : {"clearcoatTexture", "clearcoatRoughnessTexture", "clearcoatNormalTexture"}) {
      name_unread_texture(coat, key, m.name);
    }
  }
  if (const Json& glass = extension(json, "KHR_materials_transmission"); !glass.is_null()) {
    m.transmission = number_member(glass, "transmissionFactor", 0);
    name_unread_texture(glass, "transmissionTexture", m.name);
  }
  uv_set_out = uv_set.value_or(0);
  return m;
}

void GltfImport::name_unread_texture(const Json& object, const char* key, const std::string& owner) {
  if (object_member(object, key).is_null()) return;
  add_warning(warnings_, "material.texture_unused",
              fmt::format("material \"{}\": its {} is not used, only the factor beside it", owner, key));
}

void GltfImport::specular_glossiness(const Json& json, CookedMaterial& m, std::optional<std::uint32_t>& uv_set) {
  vec4 diffuse(1);
  vec3 specular(1);
  numbers_member(json, "diffuseFactor", &diffuse.x, 4);
  numbers_member(json, "specularFactor", &specular.x, 3);
  m.base_colour_texture = texture_use(object_member(json, "diffuseTexture"), m.name, uv_set);
  m.metallic_roughness_texture = {};
  m.roughness = 1 - std::clamp(number_member(json, "glossinessFactor", 1), 0.0f, 1.0f);
  const bool textured = !object_member(json, "specularGlossinessTexture").is_null();
  if (textured) {
    // The factor only scales a picture we do not read: take it as a matt non-metal.
    m.metallic = 0;
    m.roughness = std::max(m.roughness, 0.7f);
    m.base_colour = diffuse;
  } else {
    float most = std::max({specular.x, specular.y, specular.z});
    vec3 d(diffuse);
    m.metallic = m.base_colour_texture.texture == TextureUse::none
                     ? metallic_of(brightness(d), brightness(specular), 1 - most)
                     : 0;
    vec3 from_diffuse = d * ((1 - most) / (1 - 0.04f) / std::max(1 - m.metallic, 1e-4f));
    vec3 from_specular = (specular - vec3(0.04f * (1 - m.metallic))) / std::max(m.metallic, 1e-4f);
    vec3 colour = glm::mix(from_diffuse, from_specular, m.metallic * m.metallic);
    m.base_colour = m.metallic > 0 ? vec4(glm::clamp(colour, vec3(0), vec3(1)), diffuse.w) : diffuse;
  }
  add_warning(warnings_, "material.specular_glossiness",
              fmt::format("material \"{}\" is of the old specular-glossiness kind; its gloss is approximated{}", m.name,
                          textured ? ", its specular-glossiness texture is not used" : ""));
}

TextureUse GltfImport::texture_use(const Json& info, const std::string& owner, std::optional<std::uint32_t>& uv_set) {
  TextureUse use;
  if (info.is_null()) return use;
  auto index = index_member(info, "index");
  if (!index) malformed(fmt::format("material \"{}\" uses a texture without an index", owner));
  std::size_t set = size_member(info, "texCoord", 0);
  if (const Json& t = extension(info, "KHR_texture_transform"); !t.is_null()) {
    numbers_member(t, "offset", &use.offset.x, 2);
    numbers_member(t, "scale", &use.scale.x, 2);
    use.rotation = number_member(t, "rotation", 0);
    set = size_member(t, "texCoord", set);
  }
  if (set > 7) malformed(fmt::format("material \"{}\" uses texture coordinates {}", owner, set));
  if (uv_set && *uv_set != set) {
    add_warning(warnings_, "material.uv_set",
                fmt::format("material \"{}\": a texture on its second set of texture coordinates is not used", owner));
    return {};
  }
  use.texture = texture(*index);
  if (use.texture == TextureUse::none) return {};
  uv_set = static_cast<std::uint32_t>(set);
  return use;
}

std::optional<std::size_t> GltfImport::texture_image(const Json& json, std::size_t index) {
  if (auto webp = index_member(extension(json, "EXT_texture_webp"), "source")) return webp;
  if (auto plain = index_member(json, "source")) return plain;
  if (auto basis = index_member(extension(json, "KHR_texture_basisu"), "source")) return basis;
  add_warning(warnings_, "texture.missing", fmt::format("texture {} names no picture of a kind we read", index));
  return std::nullopt;
}

std::uint32_t GltfImport::texture(std::size_t index) {
  const Json& json = file_.item("textures", index);
  auto image = texture_image(json, index);
  if (!image) return TextureUse::none;
  TextureWrap u = TextureWrap::repeat, v = TextureWrap::repeat;
  if (auto sampler = index_member(json, "sampler")) {
    const Json& s = file_.item("samplers", *sampler);
    u = wrap_of(size_member(s, "wrapS", 10497)), v = wrap_of(size_member(s, "wrapT", 10497));
  }
  auto key = std::make_tuple(*image, u, v);
  if (auto it = textures_.find(key); it != textures_.end()) return it->second;
  SourceTexture out{.wrap_u = u, .wrap_v = v};
  load_image(*image, out);
  std::uint32_t place = TextureUse::none;
  if (out.width > 0) place = static_cast<std::uint32_t>(model_.textures.size());
  report_.textures.push_back({out.name, out.width, out.height});
  if (out.width > 0) model_.textures.push_back(std::move(out));
  textures_[key] = place;
  return place;
}

void GltfImport::load_image(std::size_t index, SourceTexture& out) {
  const Json& json = file_.item("images", index);
  const std::string uri = text_member(json, "uri");
  std::optional<std::vector<std::byte>> embedded;
  std::shared_ptr<const MappedInput> file;
  std::span<const std::byte> bytes;
  out.name = text_member(json, "name");
  if (auto view = index_member(json, "bufferView")) {
    if (out.name.empty()) out.name = fmt::format("embedded {}", index);
    bytes = file_.view(*view);
  } else if (uri.starts_with("data:")) {
    if (out.name.empty()) out.name = fmt::format("embedded {}", index);
    embedded = GltfFile::data_uri(uri);
    bytes = *embedded;
  } else {
    out.name = percent_decoded(uri);
    file = files_.find_texture(uri);
    if (!file) return;
    bytes = file->bytes();
  }
  if (bytes.size() >= 8 && std::memcmp(bytes.data(), ktx2_magic.data(), 8) == 0) {
    add_warning(
        warnings_, "texture.unsupported",
        fmt::format("texture \"{}\" is KTX2 (Basis Universal), which is not read; export it as JPEG, PNG or WebP",
                    out.name));
    return;
  }
  try {
    auto decoded = decode_texture(bytes, out.name, warnings_);
    out.width = decoded.width, out.height = decoded.height, out.rgba = std::move(decoded.rgba);
  } catch (const ImportFailure& failure) {
    add_warning(warnings_, "texture.unreadable",
                fmt::format("texture \"{}\" is left out: {}", out.name, failure.what()));
  }
}

}  // namespace enf
