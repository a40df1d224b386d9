// Owns: the render scene: what there is to draw, room by room, in plain values that a renderer can upload.
// Must not know: Vulkan, windows, files of lenders.
// Called by: built and updated on the main thread; the renderer reads it there.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/package/chunk.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"

namespace enf {

struct Document;
struct RoomLight;       // engine/light
class IntensityTable;  // engine/light

// A picture made in memory: finishes, label bitmaps.
struct ImageData {
  TextureEncoding encoding = TextureEncoding::rgba8_srgb;
  std::uint32_t width = 0, height = 0;
  std::uint32_t mips = 1;          // in `rgba`; if only the first is there the renderer makes the others
  std::vector<std::uint8_t> rgba;  // mip 0, first row on top, then the others, each half as wide and high
  TextureWrap wrap = TextureWrap::repeat;
  // Of a large image that is not kept in memory, whose `rgba` is empty: gives it with its texels, from a mip on. See
  // from_mip (image_mips.h). Any thread.
  std::function<std::shared_ptr<const ImageData>(std::uint32_t mip)> bring;
};

// Triangles made in memory: walls, mouldings, plinths. Metres.
struct MeshData {
  std::vector<WideVertex> vertices;
  std::vector<std::uint32_t> indices;
  Box bounds;
};

// A cooked model, opened. Shared by all its instances.
struct ModelSource {
  std::shared_ptr<const ChunkReader> chunk;
  CookedModel model;
  std::shared_ptr<const std::vector<LevelBytes>> coarsest;  // read_coarsest(); null: read when it is wanted
};

// A flat work's tiles: a cooked one, opened, or something that is painted when it is looked at.
struct PyramidSource {
  std::shared_ptr<const ChunkReader> chunk;  // null: painted
  Pyramid pyramid;
  TilePainter paint;
};

// Where a surface's textures come from: pictures in memory (shared by pointer), multiplied with the factors of
// `factors`, whose own texture uses count only for the transforms.
struct SurfaceMaterial {
  CookedMaterial factors;
  std::shared_ptr<const ImageData> base_colour, metallic_roughness, normal, occlusion, emissive;
  bool is_laylight = false;  // a pane of the room's laylight
  bool shows_sky = false;  // what it emits differs by direction as an overcast day does (overcast_day)
};

constexpr std::uint32_t no_room = ~0u;

// Something made by the engine: one mesh, one material, already in world space.
struct SurfaceItem {
  std::shared_ptr<const MeshData> mesh;
  std::shared_ptr<const SurfaceMaterial> material;
  std::uint32_t room = no_room;
  bool casts_shadow = true;
  std::string owner;  // the record it belongs to ("placement:p-3", "room:hall"), for picking
};

// A cooked model standing in the world.
struct ModelItem {
  std::shared_ptr<const ModelSource> source;
  mat4 transform{1};
  Box bounds;  // world
  std::uint32_t room = no_room;
  bool casts_shadow = true;
  std::string owner;
  std::uint32_t region = CookedInstance::whole;  // the only one of the model's regions that stands here, or all

  bool shows(const CookedInstance& instance) const { return region == CookedInstance::whole || instance.region == region; }
};

// A flat work's picture: a rectangle in space, drawn from its pyramid's tiles.
struct PictureItem {
  std::shared_ptr<const PyramidSource> source;
  vec3 corner{0};       // the picture's upper left corner, seen from the front
  vec3 right{1, 0, 0};  // along the upper edge, length = width in metres
  vec3 down{0, -1, 0};  // along the left edge, length = height in metres
  float roughness = 0.7f;
  float varnish = 0;  // clearcoat, 0..1
  float least_px = 0;  // narrower than this on screen it isn't there: print that nobody could read, on a plate that shows
  std::uint32_t room = no_room;
  std::string owner;
};

// What a spot's two angles mean.
enum class Falloff : std::uint8_t {
  luminaire,  // half of the intensity at the beam's, a tenth at the field's, nothing soon outside: photometric data
  ramp,       // full within the first, nothing outside the second: a file's own lights (KHR_lights_punctual)
};

// A spot luminaire, ready for shading.
struct SpotItem {
  vec3 position{0}, direction{0, -1, 0};
  vec3 colour{1};           // linear sRGB of its colour temperature relative to the scene's white, largest part 1
  float intensity_cd = 0;   // dimmed
  Falloff falloff = Falloff::luminaire;
  float cos_beam = 0.98f;   // of half the beam angle
  float cos_field = 0.92f;  // of half the field angle; -1: light in all directions
  float range_m = 0;        // beyond this its illuminance is below 0.5 lx; 0: without end
  float source_radius_m = 0.03f;
  bool casts_shadow = true;
  std::shared_ptr<const IntensityTable> measured;  // its distribution, by its peak; null: the angles say all
  vec3 horizontal{1, 0, 0};                        // where that one's C0 half plane points
  std::uint32_t room = no_room;
};

// A doorway seen as an opening between two rooms, in the middle of the wall; corners lie counter-clockwise seen from
// `from`. Each doorway gives two, one for each way.
struct Portal {
  std::uint32_t from = no_room, to = no_room;
  std::array<vec3, 4> corners;
};

struct RoomItem {
  std::string id;
  std::shared_ptr<const Document> contents;  // the records it was drawn from; null: not drawn, or no exhibition's
  Box bounds;
  std::vector<dvec2> plan;  // (x, z) as in Room; empty: the bounds' footprint counts
  float floor_m = 0, ceiling_m = 4;
  vec3 probe_position{0};  // where its ambient probe is taken: the middle, at eye height
  vec3 laylight_lx{0};     // by colour: even light from above where no panes give it; known once the room is drawn
  std::shared_ptr<const RoomLight> light;  // baked, of the room as it is; null: lamps light it as they are drawn
  bool has_probe = true;   // false: its things give each other no light, the spots are all there is
  float exposure_lx = 200;  // a white sheet at this illuminance is just white on screen
  std::vector<std::uint32_t> surfaces, models, pictures, spots, portals;  // indices into the scene's lists
};

struct RenderScene {
  std::vector<RoomItem> rooms;  // a plain glTF scene has one room
  std::vector<SurfaceItem> surfaces;
  std::vector<ModelItem> models;
  std::vector<PictureItem> pictures;
  std::vector<SpotItem> spots;
  std::vector<Portal> portals;
};

// A camera. Metres and radians.
struct Camera {
  vec3 eye{0, 1.6f, 0};
  vec3 forward{0, 0, -1};
  vec3 up{0, 1, 0};
  float fov_y = 0.9f;
  float near_m = 0.05f, far_m = 200;
};

}  // namespace enf
