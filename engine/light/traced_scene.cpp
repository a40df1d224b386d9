#include "engine/light/traced_scene.h"

#include <map>

namespace enf {
namespace {

class SceneHasher {
 public:
  void add(const TracedMesh& mesh) {
    add_all(mesh.positions), add_all(mesh.normals), add_all(mesh.uvs), add_all(mesh.colours), add_all(mesh.indices);
    add(*mesh.material);
  }
  void add(const TracedLamp& lamp) {
    values(lamp.position, lamp.direction, lamp.horizontal, lamp.colour, lamp.radius_m, lamp.housing_m);
    hasher_.add(std::as_bytes(lamp.intensity->values()));
  }
  void add(const TracedOpening& o) { values(o.corner, o.right, o.up); }
  void add(const Sky& sky) { values(sky.kind, sky.zenith_cd_m2, sky.colour, sky.to_sun, sky.ground_cd_m2); }
  Hash finish() { return hasher_.finish(); }

 private:
  void add(const TracedMaterial& m) {
    values(m.base_colour, m.sheen, m.metallic, m.roughness, m.gloss, m.normal_scale, m.clearcoat, m.clearcoat_roughness,
           m.emission_cd_m2, m.emits_backwards, m.shows_sky, m.is_thin_glass, m.alpha_cutoff, m.blends);
    for (const TracedTexture* t :
         {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture, &m.emission_texture}) {
      values(t->offset, t->scale, t->rotation, t->image != nullptr);
      if (t->image) hasher_.add(std::as_bytes(std::span(of(*t->image).bytes)));
    }
  }
  // Many materials share an image.
  const Hash& of(const TracedImage& image) {
    auto [at, is_new] = images_.try_emplace(&image);
    if (!is_new) return at->second;
    std::span texels(image.rgba, std::size_t{4} * image.width * image.height);
    at->second = Hasher()
                     .add_value(image.width)
                     .add_value(image.height)
                     .add_value(image.is_srgb)
                     .add_value(image.wrap_u)
                     .add_value(image.wrap_v)
                     .add(std::as_bytes(texels))
                     .finish();
    return at->second;
  }
  template <class T>
  void add_all(const std::vector<T>& items) {
    hasher_.add_value(std::uint64_t{items.size()}).add(std::as_bytes(std::span(items)));
  }
  template <class... T>
  void values(const T&... value) {
    (hasher_.add(std::as_bytes(std::span(&value, 1))), ...);
  }

  Hasher hasher_;
  std::map<const TracedImage*, Hash> images_;
};

}  // namespace

Hash hash_of(const TracedScene& scene) {
  SceneHasher hasher;
  for (const auto& mesh : scene.meshes) hasher.add(*mesh);
  for (const TracedLamp& lamp : scene.lamps) hasher.add(lamp);
  for (const TracedOpening& opening : scene.openings) hasher.add(opening);
  hasher.add(scene.sky);
  return hasher.finish();
}

}  // namespace enf
