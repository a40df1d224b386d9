// Owns: arguments for any operator, drawn at random from its own description.
// Must not know: what operators do.
// Called by: the property tests here.
#pragma once

#include <fmt/format.h>

#include "editor/operators/operator.h"
#include "engine/base/random.h"
#include "engine/exhibition/json.h"

namespace enf::editor::sample {

// A record of the tables, or nothing if there is none.
inline std::optional<AnyId> random_id(Random& random, const Document& document,
                                      const std::vector<std::string_view>& tables) {
  std::vector<AnyId> all;
  for_each_record_type([&]<class T>() {
    if (tables.empty() || std::ranges::find(tables, RecordKind<T>::table) != tables.end())
      for (const T& record : document.table<T>()) all.emplace_back(record.id);
  });
  if (all.empty()) return std::nullopt;
  return all[random.below(static_cast<std::uint32_t>(all.size()))];
}

// A room found in a model, with the model's asset and a view, as an edit's text; now and then something else.
inline std::string random_records(Random& random) {
  if (random.chance(0.2f)) return random.chance(0.5f) ? "{}" : write_edit(remove(RoomId{"hall"}));
  const std::string id = fmt::format("wing-{}", random.below(100'000));
  const dvec2 at(200 + 12.0 * random.below(150), 12.0 * random.below(150));
  Room room{.id = {id}, .plan = {at, at + dvec2(8, 0), at + dvec2(8, 6), at + dvec2(4, 6), at + dvec2(0, 6)}};
  room.walls.assign(room.plan.size(), Wall{.height_m = room.ceiling_height_m});
  room.model = RoomModel{.asset = {id}};
  const dvec3 eye(at.x + 2, 1.6, at.y + 2);
  return write_edit(
      all_of({put(Asset{.id = {id}, .path = "venue/" + id + "/floor.glb"}), put(std::move(room)),
              put(Doorway{.id = {"door-" + id}, .from = {{id}, 0, 2}, .width_m = 1.2, .height_m = 2.1}),
              put(Viewpoint{.id = {"view-" + id}, .room = {id}, .eye_m = eye, .target_m = eye + dvec3(0, 0, 1)})}));
}

inline double random_number(Random& random, const ArgumentDesc& desc) {
  // Mostly sizes that people use, now and then anything that is allowed.
  double low = desc.low, high = desc.high;
  if (desc.unit == Unit::metres && !random.chance(0.1f)) low = std::max(low, -6.0), high = std::min(high, 16.0);
  double value = low + (high - low) * random.below(10'001) / 10'000.0;
  return desc.kind == ArgumentKind::whole ? std::floor(std::min(value, low + random.below(7))) : value;
}

inline std::optional<std::uint32_t> wall_of(const Placement& placement) {
  auto* hung = std::get_if<OnWall>(&placement.where);
  return hung ? std::optional(hung->wall) : std::nullopt;
}

inline std::optional<Value> random_value(Random& random, const Session& session, const ArgumentDesc& desc) {
  static const std::string texts[] = {"", "Shirvan", "Günəş və dəniz", "ხალიჩა", "Гилам \"1\"\nіншое", "Oʻzbekiston"};
  static const std::string tags[] = {"az", "uz", "uz-Cyrl", "en", "ka", "not a tag"};
  switch (desc.kind) {
    case ArgumentKind::number:
    case ArgumentKind::whole:
      if ((desc.name == "right" || desc.name == "down") && random.chance(0.7f)) return random.below(21) / 10.0 - 1;
      return random_number(random, desc);
    case ArgumentKind::text:
      if (desc.name == "language" || desc.name == "tag") return tags[random.below(6)];
      if (desc.name == "languages") return std::string(random.chance(0.7f) ? "az, uz-Cyrl,en" : ", not a tag");
      if (desc.name == "file") return std::string(random.chance(0.7f) ? "sounds/sea.ogg" : "../sea.ogg");
      if (desc.name == "paper" || desc.name == "ink") return std::string(random.chance(0.8f) ? "#f0f0e8" : "white");
      if (desc.name == "records") return random_records(random);
      if (desc.name == "tint") return std::string(random.chance(0.8f) ? "#a0b0c0" : "red");
      return texts[random.below(6)];
    case ArgumentKind::choice:
      return desc.choices[random.below(static_cast<std::uint32_t>(desc.choices.size()))];
    case ArgumentKind::id:
      if (auto id = random_id(random, session.document, desc.tables)) return *id;
      return std::nullopt;
    case ArgumentKind::ids: {
      std::vector<AnyId> ids;
      bool hung_together = random.chance(0.4f) && (desc.tables.empty() || desc.tables.front() == "placements");
      if (hung_together && !session.document.placements.empty()) {
        const Placement& one =
            *session.document.find(std::get<PlacementId>(*random_id(random, session.document, {"placements"})));
        for (const Placement& other : session.document.placements)
          if (other.room == one.room && wall_of(other) == wall_of(one)) ids.emplace_back(other.id);
        return ids;
      }
      for (std::uint32_t tries = 1 + random.below(5); tries > 0; --tries)
        if (auto id = random_id(random, session.document, desc.tables))
          if (std::ranges::find(ids, *id) == ids.end()) ids.push_back(*id);
      return ids;
    }
    case ArgumentKind::points: {
      std::vector<dvec2> points;
      dvec2 centre(random.below(60), random.below(60));
      std::uint32_t corners = 3 + random.below(4);
      for (std::uint32_t i = 0; i < corners; ++i) {
        double angle = 2 * 3.14159265358979 * i / corners;
        points.push_back(centre + (2.0 + random.below(3)) * dvec2(std::cos(angle), std::sin(angle)));
      }
      return points;
    }
  }
  return std::nullopt;
}

// Most arguments given, those with another source left to the session now and then.
inline Arguments random_arguments(Random& random, const Session& session, const Operator& op) {
  Arguments arguments;
  for (const ArgumentDesc& desc : op.arguments) {
    bool may_be_left = desc.source != Source::given || desc.preset;
    if (may_be_left && random.chance(0.5f)) continue;
    if (auto value = random_value(random, session, desc)) arguments.set(desc.name, std::move(*value));
  }
  return arguments;
}

}  // namespace enf::editor::sample
