// Owns: deriving the render scene from a document: rooms, works, furniture, labels, lights, portals.
// Must not know: where cooked files lie, how text is set, Vulkan.
// Called by: the main thread, at start and after each edit.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/exhibition/document.h"
#include "engine/scene/finishes.h"
#include "engine/scene/house.h"
#include "engine/scene/render_scene.h"

namespace enf {

// What a label or wall text says, ready to be set. A label is an opaque plate as wide as `width_m`; a wall text is dark
// (or, with `light_on_dark`, light) letters on nothing.
struct LabelContent {
  enum class Kind { label, wall_text };
  Kind kind = Kind::label;
  float width_m = 0.18f;
  bool light_on_dark = false;
  LabelTemplate look;  // labels: how high the plate may become, its paper and ink
  struct Block {
    std::string language;                                                 // BCP 47
    std::string maker, title, date, materials, credit_line, description;  // labels
    std::string heading, body;                                            // wall texts
    friend bool operator==(const Block&, const Block&) = default;
  };
  std::vector<Block> blocks;     // in printed order
  std::string accession_number;  // labels
  friend bool operator==(const LabelContent&, const LabelContent&) = default;
};

// Where the builder gets what the document only names. Empty functions are allowed and mean "nothing there".
struct SceneResources {
  std::function<std::shared_ptr<const ModelSource>(const AssetId&)> model;      // null: not cooked
  std::function<std::shared_ptr<const PyramidSource>(const AssetId&)> pyramid;  // null: not cooked
  // The height a label's plate or a wall text needs, and its print, painted when somebody is near enough to read it
  // (null: a blank plate, a bare wall). Empty functions leave all blank.
  std::function<float(const LabelContent&)> text_height_m;
  std::function<std::shared_ptr<const PyramidSource>(const LabelContent&, vec2 size_m)> text_print;
  std::vector<std::string> languages;      // of labels and wall texts; empty: the exhibition's
  FinishLibrary* finishes = nullptr;       // required; outlives the call
  std::shared_ptr<const RoomLight> light;  // the room's, baked; null: none
  // A luminaire file of the project; null: unreadable. An empty function: lights shine by their angles.
  std::function<std::shared_ptr<const IntensityTable>(const std::string& file)> luminaire;
  // A room that was drawn before keeps how it is shaded by what stands in it, though that has moved: drawing it takes a
  // hundred times longer than all else. RoomScene::shading_is_old tells of it.
  bool keeps_shading = false;
};

// Something a curator should know: a work without its asset, a model that had to be resized, a label that fits nowhere.
struct SceneNote {
  std::string id;      // stable: "scene.asset_missing", "scene.model_resized", ...
  std::string record;  // "work w-017"
  std::string text;
};

// One room's part of a scene, in the order it was drawn; items' rooms are set when it joins others. It remembers what
// it was drawn from, so that the next drawing of the room takes over what has not changed.
struct RoomScene {
  std::shared_ptr<const Document> contents;
  vec3 laylight_lx{0};  // where there are no panes that give it
  std::shared_ptr<const RoomLight> light;
  std::vector<SurfaceItem> surfaces;
  std::vector<ModelItem> models;
  std::vector<PictureItem> pictures;
  std::vector<SpotItem> spots;
  Box model_bounds;  // of the room's own model, if it has one
  std::vector<SceneNote> notes;
  bool shading_is_old = false;  // see SceneResources::keeps_shading

  using Sources = std::vector<std::shared_ptr<const void>>;
  struct Piece {
    Sources sources;
    std::vector<SurfaceItem> surfaces;
  };
  struct Text {
    Sources sources;  // of the content
    LabelContent content;
    std::shared_ptr<const PyramidSource> print;
    float height_m = 0;
  };
  std::map<std::string, Piece> pieces;
  std::map<std::string, Text> texts;
  std::vector<std::string> languages;  // of the texts
};

// Draws one room. `contents` knows at least what stands in it (of other records only those that belong to this room
// count); never null. With the room as it was drawn before, all that did not change keeps its meshes and materials by
// pointer, so that a renderer re-uploads only what changed. Any thread, if the resources may be asked on it.
std::shared_ptr<const RoomScene> build_room(const House& house, std::uint32_t room,
                                            std::shared_ptr<const Document> contents, const SceneResources& resources,
                                            const RoomScene* previous = nullptr);

// The model a room was brought in as, in its place.
ModelItem placed_model(const Room& room, const std::shared_ptr<const ModelSource>& source);

// The scene of a house with those of its rooms that are drawn (one entry a room, null: not drawn; its place and its
// doorways are known all the same).
RenderScene join_rooms(const House& house, std::span<const std::shared_ptr<const RoomScene>> rooms);

// Linear sRGB of a black body's colour, relative to the white `adapted_k` the eye has settled on; largest part 1.
// 1000..25000 K.
vec3 light_colour(double temperature_k, double adapted_k);

// The white the eye settles on in a room: the mean of its lights' reciprocal temperatures, weighted by their flux,
// drawn a fifth of the way to 4000 K so that warm and cool rooms still differ. Kelvin.
double adapted_white(const Room& room, std::span<const std::shared_ptr<const Light>> lights);
// The temperature a lamp seems to have to an eye adapted to `adapted_k`: it discounts half of the difference, so that
// mixed light doesn't tint the works.
double perceived_temperature(double temperature_k, double adapted_k);

}  // namespace enf
