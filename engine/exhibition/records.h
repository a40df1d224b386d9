// Owns: the records an exhibition is made of: plain values with equality, no behaviour.
// Must not know: files of lenders, pixels, GPUs. An asset is known by its id only.
// Called by: everyone; values, so any thread.
//
// Units: metres and radians, but a work's catalogued size, which stays in the millimetres of the catalogue.
// A plan's corner is (x, z) in metres: seen from above with x to the right and z down the page, -z is north.
// Plans have a positive signed_area (clockwise on that page). Wall i is the plan's side from corner i to corner i+1;
// the room lies at its inward normal (-d.y, d.x), d being its direction, and to someone inside who faces the wall,
// `along_m` begins at the wall's left end and grows to the right.
// A heading turns about +Y: heading h faces (sin h, 0, cos h).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/geometry/math.h"

namespace enf {

// A record's name within its table: 1-64 characters of a-z 0-9 and '-'. Different tables' ids don't mix.
template <class Tag>
struct Id {
  std::string value;
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using InstitutionId = Id<struct InstitutionTag>;
using AssetId = Id<struct AssetTag>;
using RoomId = Id<struct RoomTag>;
using DoorwayId = Id<struct DoorwayTag>;
using WindowId = Id<struct WindowTag>;
using WorkId = Id<struct WorkTag>;
using PlacementId = Id<struct PlacementTag>;
using FurnitureId = Id<struct FurnitureTag>;
using LightId = Id<struct LightTag>;
using LabelId = Id<struct LabelTag>;
using WallTextId = Id<struct WallTextTag>;
using ViewpointId = Id<struct ViewpointTag>;
using TourId = Id<struct TourTag>;
using GroupId = Id<struct GroupTag>;  // names no record: what bears the same one belongs together

// BCP 47 language tag ("az", "uz", "uz-Cyrl", "ka", "tr", "ru", "en", "ar", ...) to text in UTF-8.
using LocalizedText = std::map<std::string, std::string>;

// A house that lends or hosts.
struct Institution {
  InstitutionId id;
  LocalizedText name;
  LocalizedText city;
  friend bool operator==(const Institution&, const Institution&) = default;
};

// A lender's file and what the curator confirmed about it at intake.
struct Asset {
  AssetId id;
  std::string path;            // within the project folder, with '/', such as "institutions/baku/media/carpet.png"
  double metres_per_unit = 1;  // models only: metres for one unit of the file after the file's own declared unit
  UpAxis up = UpAxis::y;       // models only: which axis of the file points up
  std::string licence;         // SPDX id or a sentence
  std::string credit;
  friend bool operator==(const Asset&, const Asset&) = default;
};

// A surface finish by name, from the engine's library (engine/scene/finishes.h), with an optional sRGB tint "#rrggbb"
// for the finishes that take one, such as "paint".
struct Finish {
  std::string name = "paint";
  std::string tint;
  friend bool operator==(const Finish&, const Finish&) = default;
};

struct Wall {
  double height_m = 4.2;
  double thickness_m = 0.3;                // outwards from the plan's side
  std::optional<Finish> finish;            // none: the room's
  std::optional<double> hanging_centre_m;  // centre line for works on it; none: the room's
  friend bool operator==(const Wall&, const Wall&) = default;
};

// A temporary wall that stands in the room; works hang on both its sides. Its faces are numbered after the plan's
// walls: face 0 of the first is wall number plan.size(), its face 1 the next. Someone who faces face 0 sees the wall
// run from `from_m` on the left to `to_m` on the right; face 1 runs the other way.
struct FreeWall {
  dvec2 from_m{0}, to_m{1, 0};  // (x, z) of its middle line's ends
  double height_m = 3;
  double thickness_m = 0.2;
  std::optional<Finish> finish;  // none: the room's
  friend bool operator==(const FreeWall&, const FreeWall&) = default;
};

// A light opening in the ceiling: an even, soft light from above.
struct Laylight {
  double illuminance_lx = 0;  // what it adds on the floor below its middle; 0: none
  double colour_temperature_k = 4000;
  double inset_m = 1.2;  // distance of its edge from the walls
  friend bool operator==(const Laylight&, const Laylight&) = default;
};

enum class CeilingForm { flat, coved, barrel_vault, groin_vault, dome };

// How a room is closed above its walls' tops, which lie `ceiling_height_m` above the floor.
struct Ceiling {
  CeilingForm form = CeilingForm::flat;
  double rise_m = 1.2;        // from the walls' tops, or a dome's drum, up to the crown; flat ceilings have none
  double drum_m = 0;          // domes: height of the upright ring that carries the shell
  std::uint32_t coffers = 0;  // rows of sunk panels across a flat ceiling or a barrel vault, or up a dome; 0: plain
  friend bool operator==(const Ceiling&, const Ceiling&) = default;
};

// A room brought in as a model instead of, or over, a drawn plan.
struct RoomModel {
  AssetId asset;
  dvec3 position_m{0};
  double heading_rad = 0;  // about +Y
  friend bool operator==(const RoomModel&, const RoomModel&) = default;
};

struct Room {
  RoomId id;
  LocalizedText name;
  std::vector<dvec2> plan;  // at least three corners, clockwise as explained above, not crossing itself
  std::vector<Wall> walls;  // one a side
  double floor_level_m = 0;
  double ceiling_height_m = 4.2;
  Finish wall_finish{"paint", "#efeae0"};
  Finish floor_finish{"oak-herringbone", ""};
  Finish ceiling_finish{"plaster", ""};
  Ceiling ceiling;
  bool skirting = true;
  bool picture_rail = true;
  bool cornice = true;
  double hanging_centre_m = 1.5;  // centre line for works on its walls
  Laylight laylight;
  double exposure_lx = 200;  // the illuminance at which a white sheet is just white on screen
  std::optional<RoomModel> model;
  std::vector<FreeWall> free_walls;
  friend bool operator==(const Room&, const Room&) = default;
};

// One side of a doorway: which wall of which room, and where its middle lies along that wall.
struct DoorwaySide {
  RoomId room;
  std::uint32_t wall = 0;
  double along_m = 0;
  friend bool operator==(const DoorwaySide&, const DoorwaySide&) = default;
};

// An opening people walk through. Without `to` it leads outside and shows a closed door.
struct Doorway {
  DoorwayId id;
  DoorwaySide from;
  std::optional<DoorwaySide> to;
  double width_m = 1.8;
  double height_m = 2.8;
  friend bool operator==(const Doorway&, const Doorway&) = default;
};

struct Window {
  WindowId id;
  RoomId room;
  std::uint32_t wall = 0;
  double along_m = 0;  // of its middle
  double sill_m = 0.9;
  double width_m = 1.2;
  double height_m = 2.0;
  friend bool operator==(const Window&, const Window&) = default;
};

enum class WorkForm { flat, three_dimensional };

enum class LightSensitivity { none, low, medium, high };  // CIE 157 responsivity

struct Frame {
  std::string profile = "gilded-ogee";  // from engine/scene/frames.h
  double width_mm = 60;                 // of the moulding, seen from the front
  double depth_mm = 40;                 // from wall to front
  friend bool operator==(const Frame&, const Frame&) = default;
};

struct Mat {
  double width_mm = 60;  // visible, on every side of the work
  std::string colour = "#f4f1ea";
  friend bool operator==(const Mat&, const Mat&) = default;
};

// A work as the lender's catalogue knows it.
struct Work {
  WorkId id;
  InstitutionId lender;
  std::string accession_number;
  LocalizedText title;
  LocalizedText maker;  // a person, a workshop or a culture
  LocalizedText date;   // as displayed
  LocalizedText materials;
  LocalizedText credit_line;
  LocalizedText description;  // the label's paragraph
  WorkForm form = WorkForm::flat;
  double height_mm = 0, width_mm = 0, depth_mm = 0;  // of the work itself, without frame or base
  LightSensitivity sensitivity = LightSensitivity::low;
  AssetId asset;               // image for flat works, model for three-dimensional ones; empty: shown as a blank
  std::optional<Frame> frame;  // flat works
  std::optional<Mat> mat;      // flat works, within a frame
  bool glazed = false;         // flat works, within a frame
  double edge_depth_mm = 20;   // flat works without a frame: canvas or panel edge; textiles: 0 hangs as cloth
  bool varnished = false;
  friend bool operator==(const Work&, const Work&) = default;
};

// Hung on a wall: the middle of the work (not of its frame) along and above the floor.
struct OnWall {
  std::uint32_t wall = 0;
  double along_m = 0;
  double centre_height_m = 1.5;
  friend bool operator==(const OnWall&, const OnWall&) = default;
};

// Stands on the floor; on a plinth; in a case of its own with a glass hood; on a board of furniture that stands there,
// as several works in one vitrine do.
enum class Support { free, plinth, vitrine, shelf };

// Standing in the room: the middle of its base on the floor. Flat works in a vitrine or on a board lie there.
struct OnFloor {
  dvec2 position_m{0};     // (x, z)
  double heading_rad = 0;  // about +Y; 0 faces +z
  Support support = Support::plinth;
  // Plinth or case's base; on a board the height is the board's.
  double support_width_m = 0.5, support_depth_m = 0.5, support_height_m = 1.0;
  double hood_height_m = 0.6;  // vitrine: glass above the base
  Finish support_finish{"paint", "#f2efe9"};
  friend bool operator==(const OnFloor&, const OnFloor&) = default;
};

// A work's place in the exhibition.
struct Placement {
  PlacementId id;
  WorkId work;
  RoomId room;
  std::variant<OnWall, OnFloor> where;
  GroupId group;  // selected and moved with all that bears the same; empty: with none
  friend bool operator==(const Placement&, const Placement&) = default;
};

// Shelves and drawers: open storage, fronts to +z. Screen: a white surface on feet for a projector, facing +z. Vitrine:
// a base with a glass hood for several works. Plinth: a block that several works stand on.
enum class FurnitureKind { bench, barrier, stanchion, shelves, drawers, screen, vitrine, plinth };

struct Furniture {
  FurnitureId id;
  RoomId room;
  FurnitureKind kind = FurnitureKind::bench;
  dvec2 position_m{0};
  double heading_rad = 0;
  double width_m = 1.6, depth_m = 0.5, height_m = 0.45;
  std::optional<double> hood_height_m;  // vitrine: of its height, the glass; holders.h says how much if none
  Finish finish{"oak", ""};
  GroupId group;  // as a placement's
  friend bool operator==(const Furniture&, const Furniture&) = default;
};

// A spot luminaire.
struct Light {
  LightId id;
  RoomId room;
  dvec3 position_m{0};
  dvec3 aim_m{0};                // the point its axis goes through
  double intensity_cd = 1500;    // in the middle of the beam, undimmed
  double beam_angle_rad = 0.42;  // full angle at half intensity
  double field_angle_rad = 0.8;  // full angle at a tenth
  // The luminaire's measured distribution, IES LM-63 or EULUMDAT: a file within the project folder, with '/'. Its peak
  // is the intensity above; the angles above are the file's own, for pictures drawn at once. Empty: the angles say all.
  std::string luminaire_file;
  // About its axis: where the half plane of the file's horizontal angle 0 (C0) points. 0: east, made square to the
  // axis, or down where the axis itself runs east or west; it turns the way the angles grow, which is counter-clockwise
  // in a plan that shows a light pointing down. Round beams don't show it.
  double turn_rad = 0;
  double colour_temperature_k = 3000;
  double dimming = 1;             // 0..1
  double source_radius_m = 0.03;  // softness of its shadows
  bool casts_shadow = true;
  std::optional<double> colour_rendering_index;  // CIE 13.3 Ra as its maker tells it; none: not known
  GroupId group;                                 // as a placement's
  friend bool operator==(const Light&, const Light&) = default;
};

enum class LabelSide { right, left, below };

// A work's label plate; its words come from the work.
struct Label {
  LabelId id;
  PlacementId placement;
  LabelSide side = LabelSide::right;
  double width_mm = 180;
  std::vector<std::string> languages;  // in printed order; empty: the exhibition's
  friend bool operator==(const Label&, const Label&) = default;
};

// Text set directly on a wall: the introduction of a room.
struct WallText {
  WallTextId id;
  RoomId room;
  std::uint32_t wall = 0;
  double along_m = 0;  // of its middle
  double centre_height_m = 1.6;
  double width_m = 1.0;
  LocalizedText title;
  LocalizedText body;
  GroupId group;  // as a placement's
  friend bool operator==(const WallText&, const WallText&) = default;
};

struct Viewpoint {
  ViewpointId id;
  RoomId room;
  LocalizedText name;
  dvec3 eye_m{0, 1.6, 0};
  dvec3 target_m{0, 1.5, -1};
  double fov_y_rad = 0.9;
  friend bool operator==(const Viewpoint&, const Viewpoint&) = default;
};

struct TourAudio {
  std::string language;  // BCP 47
  AssetId asset;
  friend bool operator==(const TourAudio&, const TourAudio&) = default;
};

// Where a tour stays for a while, what it says there, and how long it waits before it goes on.
struct TourStop {
  ViewpointId viewpoint;
  LocalizedText narration;
  double dwell_s = 25;
  std::vector<TourAudio> audio;  // the narration spoken, at most one a language
  friend bool operator==(const TourStop&, const TourStop&) = default;
};

// A guided way through the exhibition.
struct Tour {
  TourId id;
  LocalizedText title;
  std::vector<TourStop> stops;  // at least one, in their order
  friend bool operator==(const Tour&, const Tour&) = default;
};

// How the exhibition's labels look, and how large they may become.
struct LabelTemplate {
  double width_mm = 180;
  double greatest_height_mm = 400;  // a plate whose words need more is told of
  LabelSide side = LabelSide::right;
  std::string paper = "#eceae5", ink = "#1c1b1a";  // sRGB
  friend bool operator==(const LabelTemplate&, const LabelTemplate&) = default;
};

// What concerns the exhibition as a whole.
struct Exhibition {
  LocalizedText title;
  LocalizedText subtitle;
  std::vector<std::string> languages{"en"};  // offered to visitors, first is the default
  InstitutionId host;                        // may be empty
  ViewpointId start;                         // where visitors begin; empty: the first viewpoint
  std::optional<LabelTemplate> labels;       // none: a LabelTemplate as it is by default
  friend bool operator==(const Exhibition&, const Exhibition&) = default;
};

}  // namespace enf
