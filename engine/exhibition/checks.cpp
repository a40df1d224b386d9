#include <fmt/format.h>

#include <cmath>
#include <set>

#include "engine/exhibition/fields.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/exhibition/validate.h"

namespace enf {
namespace {

// Limits that keep mistakes of unit out and arithmetic in float safe.
constexpr double place_limit_m = 10'000, length_limit_m = 1'000, work_limit_mm = 100'000;
constexpr std::size_t text_limit = 100'000, corner_limit = 1'000, stop_limit = 200, free_wall_limit = 200;
constexpr double radians_limit = 1'000;

// Nothing if the bytes are UTF-8 (RFC 3629) without control characters but tab and line break; else what is wrong.
std::string_view text_problem(std::string_view text) {
  if (text.size() > text_limit) return "is longer than 100,000 bytes";
  for (std::size_t i = 0; i < text.size();) {
    auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
    unsigned lead = byte(i);
    if (lead < 0x80) {
      if ((lead < 0x20 && lead != '\n' && lead != '\t') || lead == 0x7F) return "contains a control character";
      ++i;
      continue;
    }
    unsigned length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return "is not UTF-8";
    for (unsigned k = 1; k < length; ++k)
      if ((byte(i + k) & 0xC0) != 0x80) return "is not UTF-8";
    unsigned second = byte(i + 1);  // overlong forms, surrogates, beyond U+10FFFF
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
        (lead == 0xF4 && second > 0x8F))
      return "is not UTF-8";
    i += length;
  }
  return {};
}

// Whether the text looks like a BCP 47 tag: 2-3 letters, then parts of 2-8 letters or digits.
bool is_language(std::string_view tag) {
  std::size_t end = std::min(tag.find('-'), tag.size());
  std::string_view first = tag.substr(0, end);
  if (first.size() < 2 || first.size() > 3 || first.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != first.npos)
    return false;
  while (end < tag.size()) {
    std::size_t begin = end + 1;
    end = std::min(tag.find('-', begin), tag.size());
    if (end - begin < 2 || end - begin > 8) return false;
    for (char c : tag.substr(begin, end - begin))
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) return false;
  }
  return true;
}

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == text.npos;
}

// Nothing if the path stays inside the project folder; else what is wrong.
std::string_view path_problem(std::string_view path) {
  if (path.empty()) return "is empty";
  if (path.find('\\') != path.npos) return "uses '\\' where '/' belongs";
  if (path.front() == '/' || (path.size() > 1 && path[1] == ':')) return "is absolute";
  for (std::size_t begin = 0; begin <= path.size();) {
    std::size_t end = std::min(path.find('/', begin), path.size());
    std::string_view part = path.substr(begin, end - begin);
    if (part == "..") return "leads out of its folder with \"..\"";
    if (part.empty() || part == ".") return "has an empty part";
    begin = end + 1;
  }
  return {};
}

// Collects what is wrong with one record.
struct RecordChecker {
  const Document& document;
  std::string record;
  std::vector<Error> errors;

  void add(std::string_view id, std::string_view field, std::string what, std::string advice = {}) {
    errors.push_back({.id = std::string(id),
                      .what = std::move(what),
                      .record = record,
                      .field = std::string(field),
                      .advice = std::move(advice)});
  }

  void range(std::string_view field, double value, double low, double high) {
    if (std::isfinite(value) && (value < low || value > high))
      add("record.number", field, fmt::format("must lie between {} and {}, but is {}", low, high, value));
  }
  // Above zero, up to the limit.
  void positive(std::string_view field, double value, double high) {
    if (std::isfinite(value) && (value <= 0 || value > high))
      add("record.number", field, fmt::format("must be more than 0 and at most {}, but is {}", high, value));
  }
  void colour(std::string_view field, const std::string& value) {
    if (!is_colour(value))
      add("record.colour", field, fmt::format("must be a colour like \"#efeae0\", but is \"{}\"", value));
  }
  void finish(std::string_view field, const Finish& value) {
    if (!is_id(value.name))
      add("record.text", fmt::format("{}.name", field), "must be a finish's name, of a-z 0-9 and '-'");
    if (!value.tint.empty()) colour(fmt::format("{}.tint", field), value.tint);
  }
  void language(std::string_view field, const std::string& tag) {
    if (!is_language(tag))
      add("record.language", field,
          fmt::format("\"{}\" is not a language tag such as \"az\" or \"uz-Cyrl\"",
                      text_problem(tag).empty() ? tag : "?"));
  }
  void languages(std::string_view field, const std::vector<std::string>& tags) {
    std::set<std::string_view> seen;
    for (const std::string& tag : tags) {
      language(field, tag);
      if (!seen.insert(tag).second) add("record.language", field, fmt::format("names \"{}\" twice", tag));
    }
  }

  // Numbers are finite and texts are texts, in every field down to the last.
  template <class R>
  void walk(const R& r, const std::string& prefix) {
    visit_fields(r, [&](std::string_view name, const auto& member, Need) {
      check(prefix.empty() ? std::string(name) : prefix + "." + std::string(name), member);
    });
  }
  void check(const std::string& field, double value) {
    if (!std::isfinite(value)) add("record.number", field, "is not a finite number");
  }
  template <int N>
  void check(const std::string& field, const glm::vec<N, double>& value) {
    for (int i = 0; i < N; ++i)
      if (!std::isfinite(value[i])) return add("record.number", field, "is not a finite number");
    for (int i = 0; i < N; ++i)
      if (std::abs(value[i]) > place_limit_m) return range(field, value[i], -place_limit_m, place_limit_m);
  }
  void check(const std::string& field, const std::string& text) {
    if (auto problem = text_problem(text); !problem.empty()) add("record.text", field, std::string(problem));
  }
  void check(const std::string& field, const LocalizedText& texts) {
    for (const auto& [tag, text] : texts) {
      language(field, tag);
      if (auto problem = text_problem(text); !problem.empty()) add("record.text", field, std::string(problem));
    }
  }
  template <class T>
  void check(const std::string& field, const std::vector<T>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) check(fmt::format("{}[{}]", field, i), values[i]);
  }
  template <class T>
  void check(const std::string& field, const std::optional<T>& value) {
    if (value) check(field, *value);
  }
  void check(const std::string&, const std::variant<OnWall, OnFloor>& where) {
    if (auto* on_wall = std::get_if<OnWall>(&where))
      walk(*on_wall, "on_wall");
    else
      walk(std::get<OnFloor>(where), "on_floor");
  }
  void check(const std::string& field, const GroupId& group) {
    if (!group.empty() && !is_id(group.value))
      add("record.text", field, "must be a group's name: 1 to 64 characters of a-z, 0-9 and '-'");
  }
  template <class T>
  void check(const std::string& field, const T& value) {
    if constexpr (requires(const T& t) { t.value; } || !std::is_class_v<T>)
      return;  // ids: below; whole numbers, words
    else
      walk(value, field);
  }

  template <class R>
  void references(const R& r) {
    visit_references(r, [&](std::string_view field, const auto& id, Need need) {
      using Target = RecordOf<std::remove_cvref_t<decltype(id)>>;
      if (id.empty()) {
        if (need == Need::required)
          add("record.reference", field, fmt::format("must name a {}", RecordKind<Target>::name));
      } else if (!document.find(id)) {
        add("record.reference", field,
            fmt::format("there is no {} \"{}\"", RecordKind<Target>::name, is_id(id.value) ? id.value : "?"),
            fmt::format("Name one of the {}, or add it", RecordKind<Target>::table));
      }
    });
    visit_walls(r, [&](std::string_view field, const RoomId& id, std::uint32_t wall) {
      const Room* room = document.find(id);
      if (room && wall >= wall_count(*room))
        add("record.wall", field,
            fmt::format("room {} has walls 0 to {}, but not {}", id.value, static_cast<long>(wall_count(*room)) - 1,
                        wall));
      if constexpr (std::is_same_v<R, Doorway> || std::is_same_v<R, Window>)
        if (room && free_wall_of(*room, wall))
          add("record.wall", field,
              fmt::format("wall {} of room {} is a free wall, which has no openings", wall, id.value),
              "Move the opening to a wall of the plan");
    });
  }

  void ranges(const Institution&) {}
  void ranges(const Asset& r) {
    positive("metres_per_unit", r.metres_per_unit, 1e6);
    if (auto problem = path_problem(r.path); !problem.empty())
      add("asset.path", "path", fmt::format("{}; it must name a file within the project folder", problem),
          "Copy the file into the project and name it from there, such as \"institutions/baku/media/carpet.png\"");
  }
  void ranges(const Room& r) {
    if (r.plan.size() < 3 || r.plan.size() > corner_limit)
      add("room.corners", "plan", fmt::format("must have 3 to {} corners, but has {}", corner_limit, r.plan.size()));
    if (r.walls.size() != r.plan.size())
      add("room.walls", "walls",
          fmt::format("must have one wall for each of the plan's {} sides, but has {}", r.plan.size(), r.walls.size()));
    for (std::size_t i = 0; i < r.walls.size(); ++i) {
      std::string wall = fmt::format("walls[{}]", i);
      positive(wall + ".height_m", r.walls[i].height_m, length_limit_m);
      range(wall + ".thickness_m", r.walls[i].thickness_m, 0, 100);
      if (r.walls[i].finish) finish(wall + ".finish", *r.walls[i].finish);
      if (r.walls[i].hanging_centre_m)
        positive(wall + ".hanging_centre_m", *r.walls[i].hanging_centre_m, length_limit_m);
    }
    range("floor_level_m", r.floor_level_m, -place_limit_m, place_limit_m);
    positive("ceiling_height_m", r.ceiling_height_m, length_limit_m);
    finish("wall_finish", r.wall_finish), finish("floor_finish", r.floor_finish);
    finish("ceiling_finish", r.ceiling_finish);
    positive("ceiling.rise_m", r.ceiling.rise_m, length_limit_m);
    range("ceiling.drum_m", r.ceiling.drum_m, 0, length_limit_m), range("ceiling.coffers", r.ceiling.coffers, 0, 40);
    positive("hanging_centre_m", r.hanging_centre_m, length_limit_m);
    range("laylight.illuminance_lx", r.laylight.illuminance_lx, 0, 200'000);
    range("laylight.colour_temperature_k", r.laylight.colour_temperature_k, 1'000, 20'000);
    range("laylight.inset_m", r.laylight.inset_m, 0, length_limit_m);
    range("exposure_lx", r.exposure_lx, 0.01, 200'000);
    if (r.free_walls.size() > free_wall_limit)
      add("room.free_walls", "free_walls",
          fmt::format("must be at most {}, but are {}", free_wall_limit, r.free_walls.size()));
    for (std::size_t i = 0; i < r.free_walls.size(); ++i) {
      const FreeWall& wall = r.free_walls[i];
      std::string name = fmt::format("free_walls[{}]", i);
      positive(name + ".height_m", wall.height_m, length_limit_m), positive(name + ".thickness_m", wall.thickness_m, 5);
      if (wall.finish) finish(name + ".finish", *wall.finish);
      if (glm::distance(wall.from_m, wall.to_m) < 0.1)
        add("record.number", name + ".to_m", "must lie at least 0.1 m from from_m");
    }
    if (r.model) range("model.heading_rad", r.model->heading_rad, -radians_limit, radians_limit);
  }
  void ranges(const Doorway& r) {
    positive("width_m", r.width_m, length_limit_m), positive("height_m", r.height_m, length_limit_m);
    range("from.along_m", r.from.along_m, -place_limit_m, place_limit_m);
    if (r.to) range("to.along_m", r.to->along_m, -place_limit_m, place_limit_m);
  }
  void ranges(const Window& r) {
    positive("width_m", r.width_m, length_limit_m), positive("height_m", r.height_m, length_limit_m);
    range("sill_m", r.sill_m, 0, length_limit_m), range("along_m", r.along_m, -place_limit_m, place_limit_m);
  }
  void ranges(const Work& r) {
    positive("height_mm", r.height_mm, work_limit_mm), positive("width_mm", r.width_mm, work_limit_mm);
    if (r.form == WorkForm::three_dimensional)
      positive("depth_mm", r.depth_mm, work_limit_mm);
    else
      range("depth_mm", r.depth_mm, 0, work_limit_mm);
    range("edge_depth_mm", r.edge_depth_mm, 0, 1'000);
    if (r.frame) {
      positive("frame.width_mm", r.frame->width_mm, 2'000), positive("frame.depth_mm", r.frame->depth_mm, 2'000);
      if (!is_id(r.frame->profile)) add("record.text", "frame.profile", "must be a profile's name, of a-z 0-9 and '-'");
    }
    if (r.mat) range("mat.width_mm", r.mat->width_mm, 0, 2'000), colour("mat.colour", r.mat->colour);
  }
  void ranges(const Placement& r) {
    if (auto* wall = std::get_if<OnWall>(&r.where)) {
      range("on_wall.along_m", wall->along_m, -place_limit_m, place_limit_m);
      range("on_wall.centre_height_m", wall->centre_height_m, -length_limit_m, length_limit_m);
      return;
    }
    const OnFloor& floor = std::get<OnFloor>(r.where);
    range("on_floor.heading_rad", floor.heading_rad, -radians_limit, radians_limit);
    if (floor.support != Support::free) {
      positive("on_floor.support_width_m", floor.support_width_m, length_limit_m);
      positive("on_floor.support_depth_m", floor.support_depth_m, length_limit_m);
      positive("on_floor.support_height_m", floor.support_height_m, length_limit_m);
    }
    if (floor.support == Support::vitrine) positive("on_floor.hood_height_m", floor.hood_height_m, length_limit_m);
    finish("on_floor.support_finish", floor.support_finish);
  }
  void ranges(const Furniture& r) {
    range("heading_rad", r.heading_rad, -radians_limit, radians_limit), positive("width_m", r.width_m, length_limit_m);
    positive("depth_m", r.depth_m, length_limit_m), positive("height_m", r.height_m, length_limit_m);
    if (r.hood_height_m) positive("hood_height_m", *r.hood_height_m, length_limit_m);
    if (r.kind == FurnitureKind::vitrine && !(hood_height_m(r) < r.height_m))
      add("furniture.hood", "height_m", fmt::format("must be more than its hood's {:.2f} m", hood_height_m(r)),
          "A vitrine's height is that of its base and its glass hood together");
    finish("finish", r.finish);
  }
  void ranges(const Light& r) {
    if (!r.luminaire_file.empty())
      if (auto problem = path_problem(r.luminaire_file); !problem.empty())
        add("light.luminaire_file", "luminaire_file",
            fmt::format("{}; it must name a file within the project folder", problem),
            "Copy the file into the project and name it from there, such as \"luminaires/spot.ies\"");
    range("intensity_cd", r.intensity_cd, 0, 1e7);
    positive("beam_angle_rad", r.beam_angle_rad, 3.1), positive("field_angle_rad", r.field_angle_rad, 3.1);
    if (r.field_angle_rad < r.beam_angle_rad)
      add("record.number", "field_angle_rad", "must not be smaller than beam_angle_rad: it is the wider cone");
    range("colour_temperature_k", r.colour_temperature_k, 1'000, 20'000), range("dimming", r.dimming, 0, 1);
    range("source_radius_m", r.source_radius_m, 0, 10), range("turn_rad", r.turn_rad, -radians_limit, radians_limit);
    if (r.colour_rendering_index) range("colour_rendering_index", *r.colour_rendering_index, 0, 100);
    if (r.position_m == r.aim_m) add("record.number", "aim_m", "must not be the light's own position");
  }
  void ranges(const Label& r) {
    positive("width_mm", r.width_mm, 5'000);
    languages("languages", r.languages);
  }
  void ranges(const WallText& r) {
    range("along_m", r.along_m, -place_limit_m, place_limit_m), positive("width_m", r.width_m, length_limit_m);
    range("centre_height_m", r.centre_height_m, 0, length_limit_m);
  }
  void ranges(const Tour& r) {
    if (r.stops.empty() || r.stops.size() > stop_limit)
      add("tour.stops", "stops", fmt::format("must be 1 to {}, but there are {}", stop_limit, r.stops.size()));
    for (std::size_t i = 0; i < r.stops.size(); ++i) {
      range(fmt::format("stops[{}].dwell_s", i), r.stops[i].dwell_s, 1, 3'600);
      std::vector<std::string> spoken;
      for (const TourAudio& audio : r.stops[i].audio) spoken.push_back(audio.language);
      languages(fmt::format("stops[{}].audio", i), spoken);
    }
  }
  void ranges(const Viewpoint& r) {
    range("fov_y_rad", r.fov_y_rad, 0.02, 3.0);
    if (r.eye_m == r.target_m) add("record.number", "target_m", "must not be where the eye is");
  }
};

}  // namespace

std::vector<Error> check_record(const Document& document, const AnyRecord& record) {
  return std::visit(
      [&](const auto& pointer) {
        RecordChecker checker{document, record_name(pointer->id), {}};
        if (!is_id(pointer->id.value)) {
          using Kind = RecordKind<std::remove_cvref_t<decltype(*pointer)>>;
          checker.record = Kind::name;
          if (text_problem(pointer->id.value).empty()) checker.record += " " + pointer->id.value;
          checker.add("record.id", "id", "must be 1 to 64 characters of a-z, 0-9 and '-'");
        }
        checker.walk(*pointer, "");
        checker.references(*pointer);
        checker.ranges(*pointer);
        return std::move(checker.errors);
      },
      record);
}

std::vector<Error> check_exhibition(const Document& document, const Exhibition& exhibition) {
  RecordChecker checker{document, "exhibition", {}};
  checker.walk(exhibition, "");
  checker.references(exhibition);
  if (exhibition.languages.empty())
    checker.add("record.language", "languages", "must name at least one language", "Such as [\"en\"]");
  checker.languages("languages", exhibition.languages);
  if (exhibition.labels) {
    checker.positive("labels.width_mm", exhibition.labels->width_mm, 5'000);
    checker.positive("labels.greatest_height_mm", exhibition.labels->greatest_height_mm, 5'000);
    checker.colour("labels.paper", exhibition.labels->paper), checker.colour("labels.ink", exhibition.labels->ink);
  }
  return std::move(checker.errors);
}

std::vector<Error> check_records(const Document& document) {
  std::vector<Error> errors = check_exhibition(document, *document.exhibition);
  std::vector<Error> of_records = check_records(document, document);
  errors.insert(errors.end(), std::make_move_iterator(of_records.begin()), std::make_move_iterator(of_records.end()));
  return errors;
}

std::vector<Error> check_records(const Document& document, const Document& part) {
  std::vector<Error> errors;
  for_each_record_type([&]<class T>() {
    const Table<T>& table = part.table<T>();
    for (auto it = table.begin(); it != table.end(); ++it) {
      std::vector<Error> found = check_record(document, it.record());
      errors.insert(errors.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
  });
  return errors;
}

}  // namespace enf
