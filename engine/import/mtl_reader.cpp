#include "engine/import/mtl_reader.h"

#include <algorithm>

#include "engine/import/text_lines.h"
#include "engine/import/text_scan.h"

namespace enf {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// "r g b", or one number for all three.
void take_colour(Words words, vec3& out) {
  auto r = words.number<float>();
  if (!r) return;  // "spectral", "xyz"
  auto g = words.number<float>(), b = words.number<float>();
  out = g && b ? vec3(*r, *g, *b) : vec3(*r);
}

// Up to three numbers.
vec2 take_pair(Words& words, vec2 otherwise) {
  vec2 out = otherwise;
  for (int i = 0; i < 3; ++i) {
    Words ahead = words;
    auto value = ahead.number<float>();
    if (!value) break;
    if (i < 2) out[i] = *value;
    words = ahead;
  }
  return out;
}

// Options, then a path that may hold blanks.
NamedTexture texture_of(Words words) {
  NamedTexture out;
  vec2 offset(0), scale(1);
  while (words.peek() == '-') {
    Words ahead = words;
    const std::string option = lower(ahead.word());
    if (option == "-o")
      offset = take_pair(ahead, offset);
    else if (option == "-s")
      scale = take_pair(ahead, scale);
    else if (option == "-t")
      take_pair(ahead, vec2(0));
    else if (option == "-clamp")
      out.wrap_u = out.wrap_v = lower(ahead.word()) == "on" ? TextureWrap::clamp : TextureWrap::repeat;
    else if (option == "-mm")
      ahead.word(), ahead.word();
    else if (option == "-blendu" || option == "-blendv" || option == "-boost" || option == "-texres" ||
             option == "-bm" || option == "-imfchan" || option == "-type" || option == "-cc")
      ahead.word();
    else
      break;  // a name that begins with a dash
    words = ahead;
  }
  out.path = words.rest();
  // MTL's v points up, ours down.
  if (std::isfinite(offset.x + offset.y + scale.x + scale.y)) {
    out.scale = scale;
    out.offset = {offset.x, 1 - scale.y - offset.y};
  }
  return out;
}

void statement(const std::string& key, Words words, PhongMaterial& m) {
  auto number = [&words](auto& out) {
    if (auto value = Words(words).number<float>()) out = *value;
  };
  if (key == "kd") return take_colour(words, m.diffuse);
  if (key == "ks") return take_colour(words, m.specular);
  if (key == "ke") return take_colour(words, m.emissive);
  if (key == "ns") return number(m.shininess);
  if (key == "pm") return number(m.metallic);
  if (key == "pr") return number(m.roughness);
  if (key == "d") {
    if (words.peek() == '-') words.word();  // "-halo"
    return number(m.opacity);
  }
  if (key == "tr") {
    float transparency = 1 - m.opacity;
    number(transparency);
    m.opacity = 1 - transparency;
    return;
  }
  auto texture = [&words] { return texture_of(words); };
  if (key == "map_kd")
    m.base = texture();
  else if (key == "map_ke" || key == "map_emissive")
    m.emission = texture();
  else if (key == "map_d")
    m.opacity_map = texture();
  else if (key == "map_pr")
    m.roughness_map = texture();
  else if (key == "map_pm")
    m.metallic_map = texture();
  else if (key == "map_bump" || key == "bump")
    m.bump = texture();
  else if (key == "norm" || key == "map_kn")
    m.normals = {texture()};
  else if (key == "map_ks")
    m.unused.emplace_back("specular", texture().path);
  else if (key == "map_ka")
    m.unused.emplace_back("ambient", texture().path);
  else if (key == "map_ns")
    m.unused.emplace_back("shininess", texture().path);
  else if (key == "disp" || key == "map_disp")
    m.unused.emplace_back("displacement", texture().path);
  else if (key == "refl" || key == "map_refl")
    m.unused.emplace_back("reflection", texture().path);
}

}  // namespace

void read_mtl(std::string_view text, std::map<std::string, PhongMaterial, std::less<>>& materials) {
  PhongMaterial* current = nullptr;
  PhongMaterial second;  // takes the statements of a material whose name is there already
  TextLines lines(text);
  while (auto line = lines.next()) {
    Words words(*line);
    const std::string key = lower(words.word());
    if (key == "newmtl") {
      std::string name(words.rest());
      auto [place, is_new] = materials.try_emplace(name, PhongMaterial{.name = name});
      current = is_new ? &place->second : &(second = {});
    } else if (current != nullptr) {
      statement(key, words, *current);
    }
  }
}

}  // namespace enf
