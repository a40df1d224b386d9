// Owns: the one list of every record's fields and references, from which reading, writing and checking follow.
// Must not know: what is done with them.
// Called by: this folder's .cpp files only.
#pragma once

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

#include "engine/exhibition/records.h"

namespace enf {

enum class JournalKind;

// Whether a field may be left out of a file, or a reference left empty.
enum class Need { optional, required };

// Calls visit(name, member, need) for every field of a record or a part of one, but a record's own id. A placement's
// `where` comes as the variant, with an empty name.
template <class R, class Visit>
void visit_fields(R& r, Visit&& v) {
  using T = std::remove_const_t<R>;
  constexpr Need optional = Need::optional, required = Need::required;
  if constexpr (std::same_as<T, Institution>) {
    v("name", r.name, optional), v("city", r.city, optional);
  } else if constexpr (std::same_as<T, Asset>) {
    v("path", r.path, required), v("metres_per_unit", r.metres_per_unit, optional), v("up", r.up, optional);
    v("licence", r.licence, optional), v("credit", r.credit, optional);
  } else if constexpr (std::same_as<T, Finish>) {
    v("name", r.name, required), v("tint", r.tint, optional);
  } else if constexpr (std::same_as<T, Wall>) {
    v("height_m", r.height_m, optional), v("thickness_m", r.thickness_m, optional), v("finish", r.finish, optional);
    v("hanging_centre_m", r.hanging_centre_m, optional);
  } else if constexpr (std::same_as<T, Laylight>) {
    v("illuminance_lx", r.illuminance_lx, optional), v("colour_temperature_k", r.colour_temperature_k, optional);
    v("inset_m", r.inset_m, optional);
  } else if constexpr (std::same_as<T, Ceiling>) {
    v("form", r.form, required), v("rise_m", r.rise_m, optional), v("drum_m", r.drum_m, optional);
    v("coffers", r.coffers, optional);
  } else if constexpr (std::same_as<T, RoomModel>) {
    v("asset", r.asset, required), v("position_m", r.position_m, optional), v("heading_rad", r.heading_rad, optional);
  } else if constexpr (std::same_as<T, Room>) {
    v("name", r.name, optional), v("plan", r.plan, required), v("walls", r.walls, required);
    v("floor_level_m", r.floor_level_m, optional), v("ceiling_height_m", r.ceiling_height_m, optional);
    v("wall_finish", r.wall_finish, optional), v("floor_finish", r.floor_finish, optional);
    v("ceiling_finish", r.ceiling_finish, optional), v("ceiling", r.ceiling, optional);
    v("skirting", r.skirting, optional);
    v("picture_rail", r.picture_rail, optional), v("cornice", r.cornice, optional);
    v("hanging_centre_m", r.hanging_centre_m, optional), v("laylight", r.laylight, optional);
    v("exposure_lx", r.exposure_lx, optional), v("model", r.model, optional);
    v("free_walls", r.free_walls, optional);
  } else if constexpr (std::same_as<T, FreeWall>) {
    v("from_m", r.from_m, required), v("to_m", r.to_m, required), v("height_m", r.height_m, optional);
    v("thickness_m", r.thickness_m, optional), v("finish", r.finish, optional);
  } else if constexpr (std::same_as<T, DoorwaySide>) {
    v("room", r.room, required), v("wall", r.wall, required), v("along_m", r.along_m, required);
  } else if constexpr (std::same_as<T, Doorway>) {
    v("from", r.from, required), v("to", r.to, optional), v("width_m", r.width_m, optional);
    v("height_m", r.height_m, optional);
  } else if constexpr (std::same_as<T, Window>) {
    v("room", r.room, required), v("wall", r.wall, required), v("along_m", r.along_m, required);
    v("sill_m", r.sill_m, optional), v("width_m", r.width_m, optional), v("height_m", r.height_m, optional);
  } else if constexpr (std::same_as<T, Frame>) {
    v("profile", r.profile, required), v("width_mm", r.width_mm, optional), v("depth_mm", r.depth_mm, optional);
  } else if constexpr (std::same_as<T, Mat>) {
    v("width_mm", r.width_mm, optional), v("colour", r.colour, optional);
  } else if constexpr (std::same_as<T, Work>) {
    v("lender", r.lender, optional), v("accession_number", r.accession_number, optional);
    v("title", r.title, optional), v("maker", r.maker, optional), v("date", r.date, optional);
    v("materials", r.materials, optional), v("credit_line", r.credit_line, optional);
    v("description", r.description, optional), v("form", r.form, required), v("height_mm", r.height_mm, required);
    v("width_mm", r.width_mm, required), v("depth_mm", r.depth_mm, optional);
    v("sensitivity", r.sensitivity, optional), v("asset", r.asset, optional), v("frame", r.frame, optional);
    v("mat", r.mat, optional), v("glazed", r.glazed, optional), v("edge_depth_mm", r.edge_depth_mm, optional);
    v("varnished", r.varnished, optional);
  } else if constexpr (std::same_as<T, OnWall>) {
    v("wall", r.wall, required), v("along_m", r.along_m, required), v("centre_height_m", r.centre_height_m, optional);
  } else if constexpr (std::same_as<T, OnFloor>) {
    v("position_m", r.position_m, required), v("heading_rad", r.heading_rad, optional);
    v("support", r.support, optional), v("support_width_m", r.support_width_m, optional);
    v("support_depth_m", r.support_depth_m, optional), v("support_height_m", r.support_height_m, optional);
    v("hood_height_m", r.hood_height_m, optional), v("support_finish", r.support_finish, optional);
  } else if constexpr (std::same_as<T, Placement>) {
    v("work", r.work, required), v("room", r.room, required), v("", r.where, required);
    v("group", r.group, optional);
  } else if constexpr (std::same_as<T, Furniture>) {
    v("room", r.room, required), v("kind", r.kind, required), v("position_m", r.position_m, required);
    v("heading_rad", r.heading_rad, optional), v("width_m", r.width_m, optional), v("depth_m", r.depth_m, optional);
    v("height_m", r.height_m, optional), v("hood_height_m", r.hood_height_m, optional);
    v("finish", r.finish, optional), v("group", r.group, optional);
  } else if constexpr (std::same_as<T, Light>) {
    v("room", r.room, required), v("position_m", r.position_m, required), v("aim_m", r.aim_m, required);
    v("intensity_cd", r.intensity_cd, optional), v("beam_angle_rad", r.beam_angle_rad, optional);
    v("field_angle_rad", r.field_angle_rad, optional), v("colour_temperature_k", r.colour_temperature_k, optional);
    v("dimming", r.dimming, optional), v("source_radius_m", r.source_radius_m, optional);
    v("casts_shadow", r.casts_shadow, optional), v("luminaire_file", r.luminaire_file, optional);
    v("turn_rad", r.turn_rad, optional);
    v("colour_rendering_index", r.colour_rendering_index, optional), v("group", r.group, optional);
  } else if constexpr (std::same_as<T, Label>) {
    v("placement", r.placement, required), v("side", r.side, optional), v("width_mm", r.width_mm, optional);
    v("languages", r.languages, optional);
  } else if constexpr (std::same_as<T, WallText>) {
    v("room", r.room, required), v("wall", r.wall, required), v("along_m", r.along_m, required);
    v("centre_height_m", r.centre_height_m, optional), v("width_m", r.width_m, optional);
    v("title", r.title, optional), v("body", r.body, optional);
    v("group", r.group, optional);
  } else if constexpr (std::same_as<T, Viewpoint>) {
    v("room", r.room, required), v("name", r.name, optional), v("eye_m", r.eye_m, required);
    v("target_m", r.target_m, required), v("fov_y_rad", r.fov_y_rad, optional);
  } else if constexpr (std::same_as<T, TourAudio>) {
    v("language", r.language, required), v("asset", r.asset, required);
  } else if constexpr (std::same_as<T, TourStop>) {
    v("viewpoint", r.viewpoint, required), v("narration", r.narration, optional), v("dwell_s", r.dwell_s, optional);
    v("audio", r.audio, optional);
  } else if constexpr (std::same_as<T, Tour>) {
    v("title", r.title, optional), v("stops", r.stops, required);
  } else if constexpr (std::same_as<T, LabelTemplate>) {
    v("width_mm", r.width_mm, optional), v("greatest_height_mm", r.greatest_height_mm, optional);
    v("side", r.side, optional), v("paper", r.paper, optional), v("ink", r.ink, optional);
  } else {
    static_assert(std::same_as<T, Exhibition>);
    v("title", r.title, optional), v("subtitle", r.subtitle, optional), v("languages", r.languages, optional);
    v("host", r.host, optional), v("start", r.start, optional), v("labels", r.labels, optional);
  }
}

// Calls visit(field, id, need) for every reference to another record.
template <class R, class Visit>
void visit_references(R& r, Visit&& v) {
  using T = std::remove_const_t<R>;
  if constexpr (std::same_as<T, Room>) {
    if (r.model) v("model.asset", r.model->asset, Need::required);
  } else if constexpr (std::same_as<T, Doorway>) {
    v("from.room", r.from.room, Need::required);
    if (r.to) v("to.room", r.to->room, Need::required);
  } else if constexpr (std::same_as<T, Work>) {
    v("lender", r.lender, Need::optional), v("asset", r.asset, Need::optional);
  } else if constexpr (std::same_as<T, Placement>) {
    v("work", r.work, Need::required), v("room", r.room, Need::required);
  } else if constexpr (std::same_as<T, Label>) {
    v("placement", r.placement, Need::required);
  } else if constexpr (std::same_as<T, Tour>) {
    for (auto& stop : r.stops) {
      v("stops.viewpoint", stop.viewpoint, Need::required);
      for (auto& audio : stop.audio) v("stops.audio.asset", audio.asset, Need::required);
    }
  } else if constexpr (std::same_as<T, Exhibition>) {
    v("host", r.host, Need::optional), v("start", r.start, Need::optional);
  } else if constexpr (!std::same_as<T, Institution> && !std::same_as<T, Asset>) {
    v("room", r.room, Need::required);
  }
}

// Calls visit(field, room, wall) for every wall the record names.
template <class T, class Visit>
void visit_walls(const T& r, Visit&& v) {
  if constexpr (std::same_as<T, Doorway>) {
    v("from.wall", r.from.room, r.from.wall);
    if (r.to) v("to.wall", r.to->room, r.to->wall);
  } else if constexpr (std::same_as<T, Window> || std::same_as<T, WallText>) {
    v("wall", r.room, r.wall);
  } else if constexpr (std::same_as<T, Placement>) {
    if (auto* on_wall = std::get_if<OnWall>(&r.where)) v("on_wall.wall", r.room, on_wall->wall);
  }
}

// The words for enumerations in files, in the order of their values.
template <class E>
constexpr auto enum_words() {
  if constexpr (std::same_as<E, UpAxis>) return std::to_array<std::string_view>({"x", "y", "z"});
  if constexpr (std::same_as<E, CeilingForm>)
    return std::to_array<std::string_view>({"flat", "coved", "barrel-vault", "groin-vault", "dome"});
  if constexpr (std::same_as<E, WorkForm>) return std::to_array<std::string_view>({"flat", "three-dimensional"});
  if constexpr (std::same_as<E, LightSensitivity>)
    return std::to_array<std::string_view>({"none", "low", "medium", "high"});
  if constexpr (std::same_as<E, Support>)
    return std::to_array<std::string_view>({"free", "plinth", "vitrine", "shelf"});
  if constexpr (std::same_as<E, FurnitureKind>)
    return std::to_array<std::string_view>(
        {"bench", "barrier", "stanchion", "shelves", "drawers", "screen", "vitrine", "plinth"});
  if constexpr (std::same_as<E, JournalKind>) return std::to_array<std::string_view>({"edit", "undo", "redo"});
  if constexpr (std::same_as<E, LabelSide>) return std::to_array<std::string_view>({"right", "left", "below"});
}

}  // namespace enf
