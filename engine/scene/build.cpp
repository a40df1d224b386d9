#include "engine/scene/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>

#include "engine/exhibition/hanging.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/architecture.h"
#include "engine/scene/frames.h"
#include "engine/scene/furniture.h"

namespace enf {

// What was drawn from which records. A piece is taken over when all it was drawn from is still the same object.
struct BuildCache {
  using Sources = std::vector<std::shared_ptr<const void>>;
  struct Piece {
    Sources sources;
    std::vector<SurfaceItem> surfaces;
  };
  struct Text {
    LabelContent content;
    std::shared_ptr<const ImageData> image;
  };
  std::map<std::string, Piece> pieces;
  std::map<std::string, Text> texts;
};

namespace {

using Sources = BuildCache::Sources;

class Builder {
 public:
  Builder(const Document& document, const SceneResources& resources, const BuildCache* previous)
      : doc_(document), res_(resources), previous_(previous), cache_(std::make_shared<BuildCache>()) {
    assert(resources.finishes);
  }

  BuildResult build() {
    for (auto it = doc_.doorways.begin(); it != doc_.doorways.end(); ++it) doorways_.push_back(it.record());
    for (auto it = doc_.windows.begin(); it != doc_.windows.end(); ++it) windows_.push_back(it.record());
    for (const Room& room : doc_.rooms) room_index_[room.id] = static_cast<std::uint32_t>(room_index_.size());
    for (const Room& room : doc_.rooms) add_room(room);
    for (auto it = doc_.placements.begin(); it != doc_.placements.end(); ++it) add_placement(it.record());
    for (auto it = doc_.furniture.begin(); it != doc_.furniture.end(); ++it) add_furniture(it.record());
    for (auto it = doc_.labels.begin(); it != doc_.labels.end(); ++it) add_label(it.record());
    for (auto it = doc_.wall_texts.begin(); it != doc_.wall_texts.end(); ++it) add_wall_text(it.record());
    add_lights();
    return {std::move(scene_), std::move(notes_), cache_};
  }

 private:
  void note(std::string id, std::string record, std::string text) {
    notes_.push_back({std::move(id), std::move(record), std::move(text)});
  }

  // Puts a piece's surfaces into the scene, drawing them only if its sources changed.
  template <class Draw>
  void add_piece(const std::string& key, Sources sources, std::uint32_t room, const std::string& owner, Draw&& draw) {
    BuildCache::Piece piece{std::move(sources), {}};
    auto old = previous_ ? previous_->pieces.find(key) : decltype(previous_->pieces.find(key)){};
    if (previous_ && old != previous_->pieces.end() && old->second.sources == piece.sources) {
      piece.surfaces = old->second.surfaces;
    } else {
      piece.surfaces = draw();
    }
    for (SurfaceItem item : piece.surfaces) {
      item.room = room;
      item.owner = owner;
      scene_.rooms[room].surfaces.push_back(static_cast<std::uint32_t>(scene_.surfaces.size()));
      scene_.surfaces.push_back(std::move(item));
    }
    cache_->pieces[key] = std::move(piece);
  }

  void add_model(ModelItem item) {
    item.bounds = transformed(item.source->model.bounds, item.transform);
    scene_.rooms[item.room].models.push_back(static_cast<std::uint32_t>(scene_.models.size()));
    scene_.models.push_back(std::move(item));
  }

  void add_picture(PictureItem item) {
    scene_.rooms[item.room].pictures.push_back(static_cast<std::uint32_t>(scene_.pictures.size()));
    scene_.pictures.push_back(std::move(item));
  }

  std::shared_ptr<const ModelSource> model_of(const AssetId& asset, const std::string& record) {
    if (asset.empty()) return nullptr;
    auto source = res_.model ? res_.model(asset) : nullptr;
    if (!source)
      note("scene.asset_missing", record,
           fmt::format("the model '{}' is not cooked; a block of its size stands in", asset.value));
    return source;
  }

  const Room* find_room(const RoomId& id) const { return doc_.find(id); }

  std::uint32_t index_of(const RoomId& id) const {
    auto found = room_index_.find(id);
    return found == room_index_.end() ? no_room : found->second;
  }

  void add_room(const Room& room) {
    std::uint32_t index = index_of(room.id);
    RoomItem item;
    item.id = room.id.value;
    item.plan = room.plan;
    item.floor_m = static_cast<float>(room.floor_level_m);
    item.ceiling_m = static_cast<float>(room.floor_level_m + room.ceiling_height_m);
    for (dvec2 p : room.plan) {
      item.bounds.add(vec3(static_cast<float>(p.x), item.floor_m, static_cast<float>(p.y)));
      item.bounds.add(vec3(static_cast<float>(p.x), item.ceiling_m, static_cast<float>(p.y)));
    }
    dvec2 middle(item.bounds.centre().x, item.bounds.centre().z);
    if (!contains(room.plan, middle)) middle = inner_point(room.plan);
    item.probe_position = vec3(static_cast<float>(middle.x), item.floor_m + 1.6f, static_cast<float>(middle.y));
    item.laylight_lx = static_cast<float>(room.laylight.illuminance_lx);
    item.laylight_colour = lamp_colour(room.laylight.colour_temperature_k, room.id);
    item.exposure_lx = static_cast<float>(room.exposure_lx);
    scene_.rooms.push_back(std::move(item));

    auto find = [this](const RoomId& id) { return find_room(id); };
    std::vector<Opening> openings = openings_of(room, doorways_, windows_, find);
    for (const Opening& o : openings) {
      std::uint32_t to = o.kind == OpeningKind::doorway ? index_of(o.to) : no_room;
      if (to == no_room) continue;
      scene_.rooms[index].portals.push_back(static_cast<std::uint32_t>(scene_.portals.size()));
      scene_.portals.push_back({index, to, o.far_corners});
    }
    if (room.model) {
      if (auto source = model_of(room.model->asset, record_name(room.id))) {
        mat4 place = glm::translate(
            mat4(1), vec3(static_cast<float>(room.model->position_m.x), static_cast<float>(room.floor_level_m),
                          static_cast<float>(room.model->position_m.y)));
        place = glm::rotate(place, static_cast<float>(room.model->heading_rad), vec3(0, 1, 0));
        add_model({.source = source, .transform = place, .room = index, .owner = "room:" + room.id.value});
        scene_.rooms[index].bounds.add(scene_.models.back().bounds);
        return;
      }
    }
    Sources sources{doc_.rooms.get(room.id)};
    for (const auto& door : doorways_)
      if (door->from.room == room.id || (door->to && door->to->room == room.id)) {
        sources.push_back(door);
        sources.push_back(doc_.rooms.get(door->from.room));
        if (door->to) sources.push_back(doc_.rooms.get(door->to->room));
      }
    for (const auto& window : windows_)
      if (window->room == room.id) sources.push_back(window);
    std::vector<StandingBox> standing;
    for (auto it = doc_.placements.begin(); it != doc_.placements.end(); ++it)
      if (const auto* floor = std::get_if<OnFloor>(&it->where); floor && it->room == room.id) {
        sources.push_back(it.record());
        if (floor->support != Support::free)
          standing.push_back({vec2(floor->position_m), static_cast<float>(floor->heading_rad),
                              vec2(floor->support_width_m, floor->support_depth_m) * 0.5f,
                              static_cast<float>(floor->support_height_m)});
      }
    for (auto it = doc_.furniture.begin(); it != doc_.furniture.end(); ++it)
      if (it->room == room.id && it->kind == FurnitureKind::bench) {
        sources.push_back(it.record());
        standing.push_back(
            {vec2(it->position_m), static_cast<float>(it->heading_rad), vec2(it->width_m, it->depth_m) * 0.45f, 0.12f});
      }
    add_piece("room:" + room.id.value, std::move(sources), index, "room:" + room.id.value,
              [&] { return draw_room(room, openings, standing, *res_.finishes); });
  }

  vec3 lamp_colour(double temperature_k, const RoomId& room) {
    auto [adapted, added] = adapted_k_.try_emplace(room, 0);
    if (added) adapted->second = adapted_white(doc_, room);
    return light_colour(perceived_temperature(temperature_k, adapted->second), adapted->second);
  }

  // A point well inside an angled plan: the middle of its largest triangle.
  static dvec2 inner_point(std::span<const dvec2> plan) {
    dvec2 best = plan[0];
    double largest = 0;
    for (const auto& t : triangulate(plan)) {
      std::array<dvec2, 3> corners{plan[t[0]], plan[t[1]], plan[t[2]]};
      double area = std::abs(signed_area(corners));
      if (area > largest) largest = area, best = (corners[0] + corners[1] + corners[2]) / 3.0;
    }
    return best;
  }

  void add_placement(const std::shared_ptr<const Placement>& placement) {
    std::uint32_t room_index = index_of(placement->room);
    const Room* room = find_room(placement->room);
    auto work = doc_.works.get(placement->work);
    if (!room || !work) return;
    std::string owner = "placement:" + placement->id.value;
    if (const auto* wall = std::get_if<OnWall>(&placement->where)) {
      if (wall->wall >= room->plan.size()) return;
      WallFace face = wall_face(*room, wall->wall);
      HangingPlace place{face.at(static_cast<float>(wall->along_m), static_cast<float>(wall->centre_height_m)),
                         face.right, vec3(0, 1, 0), face.inward};
      add_flat(*placement, work, *room, place, room_index, owner);
      return;
    }
    const OnFloor& where = std::get<OnFloor>(placement->where);
    float floor = static_cast<float>(room->floor_level_m);
    add_piece(owner + "/support", {placement, doc_.rooms.get(room->id)}, room_index, owner,
              [&] { return draw_support(where, floor, *res_.finishes); });
    float h = static_cast<float>(where.heading_rad);
    vec3 front(std::sin(h), 0, std::cos(h)), right(front.z, 0, -front.x);
    float top = floor + (where.support == Support::free ? 0.0f : static_cast<float>(where.support_height_m));
    if (where.support == Support::vitrine) top += 0.006f;
    vec3 base(static_cast<float>(where.position_m.x), top, static_cast<float>(where.position_m.y));
    if (work->form == WorkForm::three_dimensional) {
      add_sculpture(*placement, work, base, h, room_index, owner);
    } else if (where.support == Support::vitrine) {
      add_flat(*placement, work, *room, {base + vec3(0, 0.002f, 0), right, -front, vec3(0, 1, 0)}, room_index, owner);
    } else {
      vec3 middle = base + vec3(0, static_cast<float>(work->height_mm) / 2000, 0);
      add_flat(*placement, work, *room, {middle, right, vec3(0, 1, 0), front}, room_index, owner);
    }
  }

  void add_flat(const Placement& placement, const std::shared_ptr<const Work>& work, const Room& room,
                const HangingPlace& place, std::uint32_t room_index, const std::string& owner) {
    std::shared_ptr<const PyramidSource> source;
    if (!work->asset.empty()) {
      source = res_.pyramid ? res_.pyramid(work->asset) : nullptr;
      if (!source)
        note("scene.asset_missing", record_name(work->id),
             fmt::format("the image '{}' is not cooked; a blank of its size hangs in its place", work->asset.value));
    }
    float picture = picture_plane_m(*work);
    float w = static_cast<float>(work->width_mm) / 1000, h = static_cast<float>(work->height_mm) / 1000;
    vec3 colour = source ? source->pyramid.average_colour : vec3(0.45f, 0.44f, 0.42f);
    vec3 corner = place.at(-w / 2, h / 2, picture);
    std::shared_ptr<const Room> room_record = doc_.rooms.get(room.id);
    auto placement_record = doc_.placements.get(placement.id);
    add_piece(owner, {placement_record, work, room_record, source}, room_index, owner, [&] {
      std::vector<SurfaceItem> items = draw_surround(*work, place, picture, colour, *res_.finishes);
      if (!source) {
        SurfaceSet blank;
        blank.on(res_.finishes->plain(colour, 0.9f)).picture_quad(corner, place.right * w, -place.up * h);
        for (SurfaceItem& item : blank.finish(owner)) items.push_back(std::move(item));
      }
      return items;
    });
    if (!source) return;
    double shape = static_cast<double>(source->pyramid.width) / std::max(1u, source->pyramid.height);
    double catalogued = work->height_mm > 0 ? work->width_mm / work->height_mm : shape;
    if (std::abs(shape / catalogued - 1) > 0.02)
      note("scene.picture_stretched", record_name(work->id),
           fmt::format("the image's proportions ({:.3f}) differ from the catalogued size's ({:.3f}); the catalogued "
                       "size decides",
                       shape, catalogued));
    add_picture({.source = source,
                 .corner = corner,
                 .right = place.right * w,
                 .down = -place.up * h,
                 .roughness = work->varnished ? 0.5f : 0.8f,
                 .varnish = work->varnished ? 0.6f : 0.0f,
                 .room = room_index,
                 .owner = owner});
  }

  void add_sculpture(const Placement& placement, const std::shared_ptr<const Work>& work, vec3 base, float heading,
                     std::uint32_t room_index, const std::string& owner) {
    auto source = model_of(work->asset, record_name(work->id));
    vec3 wanted = vec3(work->width_mm, work->height_mm, work->depth_mm) / 1000.0f;
    if (!source || source->model.bounds.empty()) {
      vec3 size(wanted.x > 0 ? wanted.x : 0.3f, wanted.y > 0 ? wanted.y : 0.3f, wanted.z > 0 ? wanted.z : 0.3f);
      add_piece(owner, {doc_.placements.get(placement.id), work, doc_.rooms.get(placement.room)}, room_index, owner,
                [&] {
                  SurfaceSet block;
                  block.on(res_.finishes->plain(vec3(0.45f, 0.44f, 0.42f), 0.9f))
                      .box({.base = base, .heading = heading, .size = size, .bevel = std::min(0.004f, size.y * 0.1f)});
                  return block.finish(owner);
                });
      return;
    }
    const Box& box = source->model.bounds;
    float scale = 1;
    if (wanted.y > 0 && box.size().y > 1e-6f) {
      scale = wanted.y / box.size().y;
      if (std::abs(scale - 1) > 0.02f)
        note("scene.model_resized", record_name(work->id),
             fmt::format("the model is {:.0f} mm high, the catalogue says {:.0f} mm; it was scaled by {:.3f}",
                         box.size().y * 1000, wanted.y * 1000, scale));
      vec3 now = box.size() * scale;
      if ((wanted.x > 0 && std::abs(now.x / wanted.x - 1) > 0.1f) ||
          (wanted.z > 0 && std::abs(now.z / wanted.z - 1) > 0.1f))
        note("scene.model_proportions", record_name(work->id),
             fmt::format("at its catalogued height the model is {:.0f} x {:.0f} mm wide and deep, the catalogue says "
                         "{:.0f} x {:.0f}",
                         now.x * 1000, now.z * 1000, wanted.x * 1000, wanted.z * 1000));
    }
    mat4 place = glm::translate(mat4(1), base);
    place = glm::rotate(place, heading, vec3(0, 1, 0));
    place = glm::scale(place, vec3(scale));
    place = glm::translate(place, -vec3(box.centre().x, box.low.y, box.centre().z));
    add_model({.source = source, .transform = place, .room = room_index, .owner = owner});
  }

  void add_furniture(const std::shared_ptr<const Furniture>& furniture) {
    const Room* room = find_room(furniture->room);
    if (!room) return;
    std::string owner = "furniture:" + furniture->id.value;
    add_piece(owner, {furniture, doc_.rooms.get(room->id)}, index_of(room->id), owner,
              [&] { return draw_furniture(*furniture, static_cast<float>(room->floor_level_m), *res_.finishes); });
  }

  std::vector<std::string> languages(const std::vector<std::string>& own) const {
    if (!own.empty()) return own;
    return res_.languages.empty() ? doc_.exhibition->languages : res_.languages;
  }

  // The languages to print: those asked for that have words, or else the first one that has.
  std::vector<std::string> printed_languages(const std::vector<std::string>& own, const LocalizedText& words,
                                             const LocalizedText& more_words) const {
    std::vector<std::string> printed;
    for (const std::string& language : languages(own))
      if (words.contains(language) || more_words.contains(language)) printed.push_back(language);
    if (printed.empty() && !words.empty()) printed.push_back(words.begin()->first);
    if (printed.empty() && !more_words.empty()) printed.push_back(more_words.begin()->first);
    return printed;
  }

  static std::string text_in(const LocalizedText& text, const std::string& language) {
    auto found = text.find(language);
    return found == text.end() ? std::string() : found->second;
  }

  std::shared_ptr<const ImageData> set_text(const std::string& key, const LabelContent& content) {
    if (previous_)
      if (auto old = previous_->texts.find(key); old != previous_->texts.end() && old->second.content == content) {
        cache_->texts[key] = old->second;
        return old->second.image;
      }
    auto image = res_.label_text ? res_.label_text(content) : nullptr;
    cache_->texts[key] = {content, image};
    return image;
  }

  void add_label(const std::shared_ptr<const Label>& label) {
    auto placement = doc_.placements.get(label->placement);
    if (!placement) return;
    auto work = doc_.works.get(placement->work);
    auto room = doc_.rooms.get(placement->room);
    if (!work || !room) return;
    LabelContent content{.kind = LabelContent::Kind::label,
                         .width_m = static_cast<float>(label->width_mm / 1000),
                         .accession_number = work->accession_number};
    for (const std::string& language : printed_languages(label->languages, work->title, work->description)) {
      LabelContent::Block block{.language = language,
                                .maker = text_in(work->maker, language),
                                .title = text_in(work->title, language),
                                .date = text_in(work->date, language),
                                .materials = text_in(work->materials, language),
                                .credit_line = text_in(work->credit_line, language),
                                .description = text_in(work->description, language)};
      content.blocks.push_back(std::move(block));
    }
    std::string owner = "label:" + label->id.value;
    auto image = set_text(owner, content);
    float width = content.width_m, height = width * 0.66f;
    if (image && image->width > 0)
      height = width * static_cast<float>(image->height) / static_cast<float>(image->width);
    add_piece(owner, {label, placement, work, room, image}, index_of(room->id), owner, [&] {
      Pose pose = label_pose(*room, *placement, *work, label->side, width, height);
      PlatePlace place{.centre = vec3(pose.position),
                       .right = vec3(pose.right()),
                       .up = vec3(0, 1, 0),
                       .front = vec3(pose.front()),
                       .width = width,
                       .height = height};
      return draw_plate(place, image, *res_.finishes);
    });
  }

  void add_wall_text(const std::shared_ptr<const WallText>& text) {
    auto room = doc_.rooms.get(text->room);
    if (!room || text->wall >= room->plan.size()) return;
    LabelContent content{.kind = LabelContent::Kind::wall_text, .width_m = static_cast<float>(text->width_m)};
    const Finish& finish = room->walls[text->wall].finish.value_or(room->wall_finish);
    if (auto colour = linear_from_hex(finish.tint))
      content.light_on_dark = glm::dot(*colour, vec3(0.2126f, 0.7152f, 0.0722f)) < 0.18f;
    for (const std::string& language : printed_languages({}, text->title, text->body)) {
      content.blocks.push_back(
          {.language = language, .heading = text_in(text->title, language), .body = text_in(text->body, language)});
    }
    std::string owner = "wall-text:" + text->id.value;
    auto image = set_text(owner, content);
    if (!image || image->width == 0) return;
    WallFace face = wall_face(*room, text->wall);
    float width = content.width_m;
    PlatePlace place{.centre = face.at(static_cast<float>(text->along_m), static_cast<float>(text->centre_height_m)),
                     .right = face.right,
                     .up = vec3(0, 1, 0),
                     .front = face.inward,
                     .width = width,
                     .height = width * static_cast<float>(image->height) / static_cast<float>(image->width)};
    add_piece(owner, {text, room, image}, index_of(room->id), owner, [&] { return draw_wall_text(place, image); });
  }

  void add_lights() {
    std::map<RoomId, std::vector<std::shared_ptr<const Light>>> by_room;
    for (auto it = doc_.lights.begin(); it != doc_.lights.end(); ++it) {
      std::uint32_t room = index_of(it->room);
      if (room == no_room) continue;
      by_room[it->room].push_back(it.record());
      vec3 axis = vec3(it->aim_m - it->position_m);
      if (it->intensity_cd * it->dimming <= 0 || glm::length(axis) < 1e-4f) continue;
      vec3 colour = lamp_colour(it->colour_temperature_k, it->room);
      float luminance = glm::dot(colour, vec3(0.2126f, 0.7152f, 0.0722f));
      float intensity = static_cast<float>(it->intensity_cd * it->dimming);
      scene_.rooms[room].spots.push_back(static_cast<std::uint32_t>(scene_.spots.size()));
      scene_.spots.push_back({.position = vec3(it->position_m),
                              .direction = glm::normalize(axis),
                              .colour = colour,
                              .intensity_cd = intensity / luminance,
                              .cos_beam = static_cast<float>(std::cos(it->beam_angle_rad / 2)),
                              .cos_field = static_cast<float>(std::cos(it->field_angle_rad / 2)),
                              .range_m = std::sqrt(intensity / 0.5f),
                              .source_radius_m = static_cast<float>(it->source_radius_m),
                              .casts_shadow = it->casts_shadow,
                              .room = room});
    }
    for (auto& [id, lights] : by_room) {
      const Room& room = *find_room(id);
      Sources sources{doc_.rooms.get(id)};
      std::vector<const Light*> plain;
      for (const auto& light : lights) sources.push_back(light), plain.push_back(light.get());
      add_piece("lights:" + id.value, std::move(sources), index_of(id), "room:" + id.value, [&] {
        return draw_luminaires(plain, static_cast<float>(room.floor_level_m + room.ceiling_height_m), *res_.finishes);
      });
    }
  }

  const Document& doc_;
  const SceneResources& res_;
  const BuildCache* previous_;
  std::shared_ptr<BuildCache> cache_;
  RenderScene scene_;
  std::vector<SceneNote> notes_;
  std::vector<std::shared_ptr<const Doorway>> doorways_;
  std::vector<std::shared_ptr<const Window>> windows_;
  std::map<RoomId, std::uint32_t> room_index_;
  std::map<RoomId, double> adapted_k_;
};

}  // namespace

BuildResult build_scene(const Document& document, const SceneResources& resources,
                        const std::shared_ptr<const BuildCache>& previous) {
  return Builder(document, resources, previous.get()).build();
}

}  // namespace enf
