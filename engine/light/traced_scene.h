// Owns: what light is traced through: triangles, materials, lamps, openings to the sky; plain values, in world space.
// Must not know: documents, the GPU, Embree.
// Called by: whoever describes a scene for PathTracer; values, any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/hash.h"
#include "engine/geometry/shapes.h"
#include "engine/light/photometry.h"
#include "engine/light/sky.h"

namespace enf {

enum class TracedWrap : std::uint8_t { repeat, mirrored_repeat, clamp };

// Texels that may belong to someone else, who is kept alive: RGBA8, first row on top.
struct TracedImage {
  std::shared_ptr<const void> owner;
  const std::uint8_t* rgba = nullptr;
  std::uint32_t width = 0, height = 0;
  bool is_srgb = true;
  TracedWrap wrap_u = TracedWrap::repeat, wrap_v = TracedWrap::repeat;
};

// A use of an image with glTF's texture transform: uv' = offset + rotation * scale * uv.
struct TracedTexture {
  std::shared_ptr<const TracedImage> image;  // null: white
  vec2 offset{0}, scale{1};
  float rotation = 0;
};

// glTF's metallic-roughness material with clearcoat and thin glass. All faces reflect on both sides.
struct TracedMaterial {
  vec4 base_colour{1};
  float sheen = 0;  // of a scan: what its colours hold of what the surface mirrors; taken off them
  float metallic = 0, roughness = 1;
  float gloss = 1;  // of a dielectric: the share of its mirror reflection that is there (KHR_materials_specular)
  float normal_scale = 1;
  float clearcoat = 0, clearcoat_roughness = 0;
  vec3 emission_cd_m2{0};  // luminance of the front, by colour; before its texture
  bool emits_backwards = false;
  bool shows_sky = false;      // emission times overcast_day() of the direction it comes from
  bool is_thin_glass = false;  // reflects by Fresnel at both faces; what passes is tinted by the base colour
  float alpha_cutoff = 0;      // above 0: a mask
  bool blends = false;         // base colour's alpha is the share of light that does not pass straight through
  TracedTexture base_colour_texture, metallic_roughness_texture, normal_texture, emission_texture;
};

// Triangles with one material. Normals, uvs and colours are empty or one a position.
struct TracedMesh {
  std::vector<vec3> positions;
  std::vector<vec3> normals;  // empty: flat
  std::vector<vec2> uvs;
  std::vector<vec3> colours;  // linear, multiplied with the base colour
  std::vector<std::uint32_t> indices;
  std::shared_ptr<const TracedMaterial> material;
};

// Candela by direction, tabulated finely enough to be read linearly. Directions are those of a luminaire that points
// down (-Y), its photometric horizontal along +X.
class IntensityTable {
 public:
  // Of a lamp that is the same all around: candela at the cosine of the angle off its axis.
  static IntensityTable round(const std::function<double(double cosine)>& candela);
  static IntensityTable of(const Photometry& photometry);
  // The same in all directions.
  static IntensityTable uniform(double candela);

  float candela(vec3 direction) const;
  // The most it gives between two angles off the axis, in radians.
  float greatest_between(float from_rad, float to_rad) const;
  std::span<const float> values() const { return candela_; }

 private:
  static constexpr std::size_t polar_steps = 720;
  explicit IntensityTable(std::size_t azimuths) : azimuths_(azimuths), candela_(azimuths * (polar_steps + 1)) {}
  void find_greatest();
  std::size_t azimuths_;  // around the axis, evenly; 1: round
  std::vector<float> candela_;
  std::vector<float> greatest_;  // of all azimuths, by polar step
};

// A luminaire: a small luminous ball that shines with its measured intensities.
struct TracedLamp {
  vec3 position{0}, direction{0, -1, 0};
  vec3 horizontal{1, 0, 0};  // where the table's +X points; made square to `direction`
  std::shared_ptr<const IntensityTable> intensity;
  vec3 colour{1};  // multiplies
  float radius_m = 0.03f;
  float housing_m = 0;  // nothing nearer than this shades it: its own housing
};

// A hole in the building through which the sky shines in: a parallelogram, seen from inside with `right` and `up`.
struct TracedOpening {
  vec3 corner{0}, right{1, 0, 0}, up{0, 1, 0};
};

struct TracedScene {
  std::vector<std::shared_ptr<const TracedMesh>> meshes;
  std::vector<TracedLamp> lamps;
  std::vector<TracedOpening> openings;
  Sky sky;  // what rays see that leave the scene
};

// Of all that decides how light travels in the scene.
Hash hash_of(const TracedScene& scene);

}  // namespace enf
