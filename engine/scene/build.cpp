#include "engine/scene/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <ranges>

#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/scene/architecture.h"
#include "engine/scene/frames.h"
#include "engine/scene/furniture.h"

namespace enf {

namespace {

using Sources = RoomScene::Sources;

class Builder {
 public:
  Builder(const House& house, std::uint32_t room, std::shared_ptr<const Document> contents,
          const SceneResources& resources, const RoomScene* previous)
      : house_(house.document),
        contents_(*contents),
        shell_(house.shells[room]),
        outline_(house.shell.rooms[room]),
        room_(*shell_.room),
        res_(resources),
        previous_(previous) {
    assert(resources.finishes);
    out_.contents = std::move(contents);
    out_.light = resources.light;
    placements_ = here(contents_.placements);
    furniture_ = here(contents_.furniture);
    lights_ = here(contents_.lights);
  }

  std::shared_ptr<const RoomScene> build() {
    out_.languages = res_.languages;
    adapted_k_ = adapted_white(room_, lights_);
    add_room();
    light_laylight();
    for (const auto& placement : placements_) add_placement(placement);
    for (const auto& furniture : furniture_) add_furniture(furniture);
    for (auto label = contents_.labels.begin(); label != contents_.labels.end(); ++label) add_label(label.record());
    for (const auto& text : here(contents_.wall_texts)) add_wall_text(text);
    add_lights();
    return std::make_shared<const RoomScene>(std::move(out_));
  }

 private:
  void note(std::string id, std::string record, std::string text) {
    out_.notes.push_back({std::move(id), std::move(record), std::move(text)});
  }

  // The records of a table that stand in this room.
  template <class T>
  std::vector<std::shared_ptr<const T>> here(const Table<T>& table) const {
    std::vector<std::shared_ptr<const T>> records;
    for (auto it = table.begin(); it != table.end(); ++it)
      if (it->room == room_.id) records.push_back(it.record());
    return records;
  }

  // Puts a piece's surfaces into the room, drawing them only if its sources changed.
  template <class Draw>
  void add_piece(const std::string& key, Sources sources, const std::string& owner, Draw&& draw) {
    RoomScene::Piece piece{std::move(sources), {}};
    auto old = previous_ ? previous_->pieces.find(key) : decltype(previous_->pieces.find(key)){};
    if (previous_ && old != previous_->pieces.end() && old->second.sources == piece.sources) {
      piece.surfaces = old->second.surfaces;
    } else {
      piece.surfaces = draw();
    }
    for (SurfaceItem item : piece.surfaces) {
      item.owner = owner;
      out_.surfaces.push_back(std::move(item));
    }
    out_.pieces[key] = std::move(piece);
  }

  void add_model(ModelItem item) {
    if (item.bounds.empty()) item.bounds = transformed(item.source->model.bounds, item.transform);
    out_.models.push_back(std::move(item));
  }

  void add_picture(PictureItem item) { out_.pictures.push_back(std::move(item)); }

  std::shared_ptr<const ModelSource> model_of(const AssetId& asset, const std::string& record) {
    if (asset.empty()) return nullptr;
    auto source = res_.model ? res_.model(asset) : nullptr;
    if (!source)
      note("scene.asset_missing", record,
           fmt::format("the model '{}' is not cooked; a block of its size stands in", asset.value));
    return source;
  }

  void add_room() {
    const Room& room = room_;
    auto find = [this](const RoomId& id) { return house_.find(id); };
    std::vector<Opening> openings = openings_of(room, shell_.doorways, shell_.windows, find);
    if (room.model) {
      if (auto source = model_of(room.model->asset, record_name(room.id))) {
        const auto& regions = source->model.regions;
        if (!regions.empty() && std::ranges::find(regions, room.id.value) == regions.end())
          note("scene.model_undivided", record_name(room.id),
               fmt::format("the model '{}' was prepared before this room was part of it; cook it again",
                           room.model->asset.value));
        add_model(placed_model(room, source));
        out_.model_bounds.add(out_.models.back().bounds);
        if (!room.free_walls.empty())
          add_piece("room", {shell_.room}, "room:" + room.id.value,
                    [&] { return draw_free_walls(room, *res_.finishes); });
        return;
      }
    }
    Sources sources{shell_.room};
    for (const auto& door : shell_.doorways) {
      sources.push_back(door);
      sources.push_back(house_.rooms.get(door->from.room));
      if (door->to) sources.push_back(house_.rooms.get(door->to->room));
    }
    for (const auto& window : shell_.windows) sources.push_back(window);
    const std::size_t of_the_room = sources.size();
    std::vector<StandingBox> standing = free_wall_boxes(room);
    for (const auto& placement : placements_)
      if (const auto* floor = std::get_if<OnFloor>(&placement->where)) {
        sources.push_back(placement);
        if (floor->support == Support::plinth || floor->support == Support::vitrine)
          standing.push_back(standing_box(*floor));
      }
    for (const auto& furniture : furniture_)
      if (furniture->kind != FurnitureKind::barrier && furniture->kind != FurnitureKind::stanchion) {
        sources.push_back(furniture);
        std::ranges::copy(furniture_boxes(*furniture), std::back_inserter(standing));
      }
    if (res_.keeps_shading && previous_)
      if (auto old = previous_->pieces.find("room"); old != previous_->pieces.end()) {
        const Sources& drawn_from = old->second.sources;
        if (drawn_from != sources && drawn_from.size() >= of_the_room &&
            std::equal(drawn_from.begin(), drawn_from.begin() + std::ptrdiff_t(of_the_room), sources.begin())) {
          sources = drawn_from;
          out_.shading_is_old = true;
        }
      }
    add_piece("room", std::move(sources), "room:" + room.id.value,
              [&] { return draw_room(room, openings, standing, *res_.finishes); });
  }

  vec3 lamp_colour(double temperature_k) const {
    return light_colour(perceived_temperature(temperature_k, adapted_k_), adapted_k_);
  }

  // The panes of the laylight glow so that its light reaches the floor below the room's middle, if nothing hides them.
  void light_laylight() {
    vec3 light = lamp_colour(room_.laylight.colour_temperature_k) * static_cast<float>(room_.laylight.illuminance_lx);
    vec3 below(outline_.bounds.centre().x, outline_.floor_m, outline_.bounds.centre().z);
    float seen = 0;
    auto is_pane = [](const SurfaceItem& item) { return item.material->is_laylight; };
    for (const SurfaceItem& item : out_.surfaces | std::views::filter(is_pane)) {
      auto corner = [&](std::size_t i) {
        const auto& p = item.mesh->vertices[item.mesh->indices[i]].position;
        return vec3(p[0], p[1], p[2]);
      };
      for (std::size_t i = 0; i + 2 < item.mesh->indices.size(); i += 3)
        seen += std::abs(form_factor(below, vec3(0, 1, 0), corner(i), corner(i + 1), corner(i + 2)));
    }
    if (seen <= 0) return void(out_.laylight_lx = light);
    // In steps of a percent, so that there are not more materials than differ.
    vec3 whites = light / (seen * static_cast<float>(room_.exposure_lx));
    for (int c = 0; c < 3; ++c) whites[c] = std::exp2(std::round(std::log2(std::max(whites[c], 1e-3f)) * 64) / 64);
    for (SurfaceItem& item : out_.surfaces | std::views::filter(is_pane))
      item.material = res_.finishes->laylight(whites);
  }

  void add_placement(const std::shared_ptr<const Placement>& placement) {
    const Room* room = &room_;
    auto work = contents_.works.get(placement->work);
    if (!work) return;
    std::string owner = "placement:" + placement->id.value;
    if (const auto* wall = std::get_if<OnWall>(&placement->where)) {
      if (wall->wall >= wall_count(*room)) return;
      WallFace face = wall_face(*room, wall->wall);
      HangingPlace place{face.at(static_cast<float>(wall->along_m), static_cast<float>(wall->centre_height_m)),
                         face.right, vec3(0, 1, 0), face.inward};
      add_flat(*placement, work, place, owner);
      return;
    }
    const OnFloor& where = std::get<OnFloor>(placement->where);
    float floor = static_cast<float>(room->floor_level_m);
    add_piece(owner + "/support", {placement, shell_.room}, owner,
              [&] { return draw_support(where, floor, *res_.finishes); });
    float h = static_cast<float>(where.heading_rad);
    vec3 front(std::sin(h), 0, std::cos(h)), right(front.z, 0, -front.x);
    float top = floor + (where.support == Support::free ? 0.0f : static_cast<float>(where.support_height_m));
    if (where.support == Support::vitrine) top += static_cast<float>(vitrine_bed_m);
    vec3 base(static_cast<float>(where.position_m.x), top, static_cast<float>(where.position_m.y));
    if (work->form == WorkForm::three_dimensional) {
      add_sculpture(*placement, work, base, h, owner);
    } else if (where.support == Support::vitrine || where.support == Support::shelf) {
      add_flat(*placement, work, {base + vec3(0, 0.002f, 0), right, -front, vec3(0, 1, 0)}, owner);
    } else {
      vec3 middle = base + vec3(0, static_cast<float>(work->height_mm) / 2000, 0);
      add_flat(*placement, work, {middle, right, vec3(0, 1, 0), front}, owner);
    }
  }

  void add_flat(const Placement& placement, const std::shared_ptr<const Work>& work, const HangingPlace& place,
                const std::string& owner) {
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
    auto placement_record = contents_.placements.get(placement.id);
    add_piece(owner, {placement_record, work, shell_.room, source}, owner, [&] {
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
                 .owner = owner});
  }

  void add_sculpture(const Placement& placement, const std::shared_ptr<const Work>& work, vec3 base, float heading,
                     const std::string& owner) {
    auto source = model_of(work->asset, record_name(work->id));
    vec3 wanted = vec3(work->width_mm, work->height_mm, work->depth_mm) / 1000.0f;
    if (!source || source->model.bounds.empty()) {
      vec3 size(wanted.x > 0 ? wanted.x : 0.3f, wanted.y > 0 ? wanted.y : 0.3f, wanted.z > 0 ? wanted.z : 0.3f);
      add_piece(owner, {contents_.placements.get(placement.id), work, shell_.room}, owner, [&] {
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
    add_model({.source = source, .transform = place, .owner = owner});
  }

  void add_furniture(const std::shared_ptr<const Furniture>& furniture) {
    std::string owner = "furniture:" + furniture->id.value;
    add_piece(owner, {furniture, shell_.room}, owner,
              [&] { return draw_furniture(*furniture, static_cast<float>(room_.floor_level_m), *res_.finishes); });
  }

  std::vector<std::string> languages(const std::vector<std::string>& own) const {
    if (!own.empty()) return own;
    return res_.languages.empty() ? house_.exhibition->languages : res_.languages;
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

  // The text as it was set before, unless what its words come from has changed, and they with it.
  template <class Words, class Set>
  const RoomScene::Text& text_of(const std::string& key, Sources sources, Words&& words, Set&& set) {
    sources.push_back(house_.exhibition);
    auto old = previous_ ? previous_->texts.find(key) : decltype(previous_->texts.find(key)){};
    const bool is_known = previous_ && old != previous_->texts.end();
    if (is_known && previous_->languages == res_.languages && old->second.sources == sources)
      return out_.texts[key] = old->second;
    LabelContent content = words();
    RoomScene::Text text = is_known && old->second.content == content ? old->second : RoomScene::Text{};
    text.sources = std::move(sources);
    if (text.content != content || !is_known) {
      text.content = std::move(content);
      set(text);
    }
    return out_.texts[key] = std::move(text);
  }

  void add_label(const std::shared_ptr<const Label>& label) {
    auto placement = contents_.placements.get(label->placement);
    if (!placement || placement->room != room_.id) return;
    auto work = contents_.works.get(placement->work);
    const auto& room = shell_.room;
    if (!work) return;
    auto words = [&] {
      LabelContent content{.kind = LabelContent::Kind::label,
                           .width_m = static_cast<float>(label->width_mm / 1000),
                           .look = house_.exhibition->labels.value_or(LabelTemplate{}),
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
      return content;
    };
    std::string owner = "label:" + label->id.value;
    const RoomScene::Text& text = text_of(owner, {label, work}, words, [&](RoomScene::Text& set) {
      float width_m = set.content.width_m;
      set.height_m = res_.text_height_m ? res_.text_height_m(set.content) : width_m * 0.66f;
      if (res_.text_print) set.print = res_.text_print(set.content, vec2(width_m, set.height_m) - 2 * plate_bevel_m);
    });
    Pose pose = label_pose(*room, *placement, *work, label->side, text.content.width_m, text.height_m);
    PlatePlace place{.centre = vec3(pose.position),
                     .right = vec3(pose.right()),
                     .up = vec3(pose.up()),
                     .front = vec3(pose.front()),
                     .width = text.content.width_m,
                     .height = text.height_m};
    const vec3 paper = linear_from_hex(text.content.look.paper).value_or(vec3(0.82f));
    add_piece(owner, {label, placement, work, room, text.print, house_.exhibition}, owner,
              [&] { return draw_plate(place, paper, *res_.finishes); });
    if (!text.print) return;
    vec2 print = vec2(place.width, place.height) - 2 * plate_bevel_m;
    add_picture({.source = text.print,
                 .corner = place.centre - place.right * (print.x / 2) + place.up * (print.y / 2) +
                           place.front * (plate_depth_m + 0.0003f),
                 .right = place.right * print.x,
                 .down = -place.up * print.y,
                 .roughness = 0.75f,
                 .least_px = 20,
                 .owner = owner});
  }

  void add_wall_text(const std::shared_ptr<const WallText>& text) {
    const auto& room = shell_.room;
    if (text->wall >= wall_count(*room)) return;
    auto content_of = [&] {
      LabelContent content{.kind = LabelContent::Kind::wall_text, .width_m = static_cast<float>(text->width_m)};
      const Finish& finish = wall_finish(*room, text->wall);
      if (auto colour = linear_from_hex(finish.tint))
        content.light_on_dark = glm::dot(*colour, vec3(0.2126f, 0.7152f, 0.0722f)) < 0.18f;
      for (const std::string& language : printed_languages({}, text->title, text->body)) {
        content.blocks.push_back(
            {.language = language, .heading = text_in(text->title, language), .body = text_in(text->body, language)});
      }
      return content;
    };
    std::string owner = "wall-text:" + text->id.value;
    const RoomScene::Text& words = text_of(owner, {text, room}, content_of, [&](RoomScene::Text& set) {
      if (!res_.text_height_m || !res_.text_print) return;
      set.height_m = res_.text_height_m(set.content);
      set.print = res_.text_print(set.content, vec2(set.content.width_m, set.height_m));
    });
    if (!words.print) return;
    WallFace face = wall_face(*room, text->wall);
    vec3 centre = face.at(static_cast<float>(text->along_m), static_cast<float>(text->centre_height_m));
    float width = words.content.width_m;
    add_picture({.source = words.print,
                 .corner = centre - face.right * (width / 2) + vec3(0, words.height_m / 2, 0) + face.inward * 0.0015f,
                 .right = face.right * width,
                 .down = vec3(0, -words.height_m, 0),
                 .roughness = 0.8f,
                 .least_px = 20,
                 .owner = owner});
  }

  void add_lights() {
    for (const auto& light : lights_) {
      vec3 axis = vec3(light->aim_m - light->position_m);
      if (light->intensity_cd * light->dimming <= 0 || glm::length(axis) < 1e-4f) continue;
      vec3 colour = lamp_colour(light->colour_temperature_k);
      float luminance = glm::dot(colour, vec3(0.2126f, 0.7152f, 0.0722f));
      float intensity = static_cast<float>(light->intensity_cd * light->dimming);
      out_.spots.push_back({.position = vec3(light->position_m),
                            .direction = glm::normalize(axis),
                            .colour = colour,
                            .intensity_cd = intensity / luminance,
                            .cos_beam = static_cast<float>(std::cos(light->beam_angle_rad / 2)),
                            .cos_field = static_cast<float>(std::cos(light->field_angle_rad / 2)),
                            .range_m = std::sqrt(intensity / 0.5f),
                            .source_radius_m = static_cast<float>(light->source_radius_m),
                            .casts_shadow = light->casts_shadow,
                            .measured = res_.luminaire && !light->luminaire_file.empty()
                                            ? res_.luminaire(light->luminaire_file)
                                            : nullptr,
                            .horizontal = vec3(photometric_horizontal(*light))});
    }
    Sources sources{shell_.room};
    std::vector<const Light*> plain;
    for (const auto& light : lights_) sources.push_back(light), plain.push_back(light.get());
    if (plain.empty()) return;
    add_piece("lights", std::move(sources), "room:" + room_.id.value,
              [&] { return draw_luminaires(plain, room_, *res_.finishes); });
  }

  const Document& house_;
  const Document& contents_;
  const RoomShell& shell_;
  const RoomItem& outline_;
  const Room& room_;
  const SceneResources& res_;
  const RoomScene* previous_;
  double adapted_k_ = 4000;
  std::vector<std::shared_ptr<const Placement>> placements_;
  std::vector<std::shared_ptr<const Furniture>> furniture_;
  std::vector<std::shared_ptr<const Light>> lights_;
  RoomScene out_;
};

}  // namespace

ModelItem placed_model(const Room& room, const std::shared_ptr<const ModelSource>& source) {
  const CookedModel& model = source->model;
  ModelItem item{.source = source, .owner = "room:" + room.id.value};
  item.transform = glm::rotate(glm::translate(mat4(1), vec3(room.model->position_m)),
                               static_cast<float>(room.model->heading_rad), vec3(0, 1, 0));
  // A floor's model that is divided among rooms shows each its own part.
  auto region = std::ranges::find(model.regions, room.id.value);
  if (region != model.regions.end()) item.region = static_cast<std::uint32_t>(region - model.regions.begin());
  for (const CookedInstance& instance : model.instances)
    if (item.shows(instance))
      item.bounds.add(transformed(model.meshes[instance.mesh].bounds, item.transform * instance.transform));
  return item;
}

std::shared_ptr<const RoomScene> build_room(const House& house, std::uint32_t room,
                                            std::shared_ptr<const Document> contents, const SceneResources& resources,
                                            const RoomScene* previous) {
  return Builder(house, room, std::move(contents), resources, previous).build();
}

RenderScene join_rooms(const House& house, std::span<const std::shared_ptr<const RoomScene>> rooms) {
  RenderScene scene = house.shell;
  for (std::uint32_t r = 0; r < scene.rooms.size(); ++r) {
    if (!rooms[r]) continue;
    RoomItem& item = scene.rooms[r];
    item.contents = rooms[r]->contents;
    item.laylight_lx = rooms[r]->laylight_lx;
    item.light = rooms[r]->light;
    item.bounds.add(rooms[r]->model_bounds);
    auto add = [&](auto& all, const auto& own, std::vector<std::uint32_t>& indices) {
      for (const auto& thing : own) {
        indices.push_back(static_cast<std::uint32_t>(all.size()));
        all.push_back(thing);
        all.back().room = r;
      }
    };
    add(scene.surfaces, rooms[r]->surfaces, item.surfaces);
    add(scene.models, rooms[r]->models, item.models);
    add(scene.pictures, rooms[r]->pictures, item.pictures);
    add(scene.spots, rooms[r]->spots, item.spots);
  }
  return scene;
}

}  // namespace enf
