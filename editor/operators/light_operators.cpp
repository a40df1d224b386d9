// Luminaires and what they are aimed at.
#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/arrange.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

Result<Outcome> add(const Session& session, const Arguments& arguments) {
  constexpr double below_ceiling_m = 0.25;
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  dvec2 middle = middle_of(room);
  double x = arguments.number_if_given("x").value_or(middle.x), z = arguments.number_if_given("z").value_or(middle.y);
  Light light{.id = fresh_id<Light>(session.document, "spot"), .room = room.id};
  light.position_m = {
      x, room.floor_level_m + arguments.number_if_given("height").value_or(room.ceiling_height_m - below_ceiling_m), z};
  light.aim_m = {x, room.floor_level_m, z};
  if (light.position_m == light.aim_m) return refuse(tr("A light must hang above the floor."));
  Outcome outcome{.selection = std::vector<AnyId>{light.id}};
  outcome.edit = put(std::move(light));
  return outcome;
}

Result<Outcome> aim_at(const Session& session, const Arguments& arguments) {
  const Placement& placement = *session.document.find(arguments.id<PlacementId>("work"));
  const Work& work = *session.document.find(placement.work);
  dvec3 aim = pose_of(*session.document.find(placement.room), placement).position;
  if (std::holds_alternative<OnFloor>(placement.where) && work.form == WorkForm::three_dimensional)
    aim.y += work.height_mm / 2000;
  Draft draft(session.document);
  for (const LightId& id : arguments.ids_of<LightId>("items")) {
    Light light = *session.document.find(id);
    light.aim_m = aim;
    draft.put(std::move(light));
  }
  return draft.outcome();
}

Result<Outcome> aim_to(const Session& session, const Arguments& arguments) {
  dvec3 aim(arguments.number("x"), arguments.number("height"), arguments.number("z"));
  Draft draft(session.document);
  for (const LightId& id : arguments.ids_of<LightId>("items")) {
    Light light = *session.document.find(id);
    if (glm::distance(aim, light.position_m) < 0.01) return refuse(tr("A light cannot shine at where it hangs."));
    light.aim_m = aim;
    draft.put(std::move(light));
  }
  return draft.outcome();
}

Result<Outcome> use_file(const Session& session, const Arguments& arguments) {
  if (arguments.number("field") < arguments.number("beam"))
    return refuse(tr("A light's field is at least as wide as its beam."));
  Draft draft(session.document);
  for (const LightId& id : arguments.ids_of<LightId>("items")) {
    Light light = *session.document.find(id);
    light.luminaire_file = arguments.text("file");
    light.intensity_cd = arguments.number("intensity");
    light.beam_angle_rad = glm::radians(arguments.number("beam"));
    light.field_angle_rad = glm::radians(arguments.number("field"));
    draft.put(std::move(light));
  }
  return draft.outcome();
}

// Each work gets one light of its own, put in place of the one it got before.
Result<Outcome> light_works(const Session& session, const Arguments& arguments) {
  Draft draft(session.document);
  std::vector<AnyId> lights;
  for (const PlacementId& id : arguments.ids_of<PlacementId>("items")) {
    const Placement& placement = *session.document.find(id);
    const Work& work = *session.document.find(placement.work);
    double wanted = arguments.number_if_given("illuminance").value_or(display_illuminance_lx(work.sensitivity));
    Light light = light_for(session.document, placement, wanted);
    lights.emplace_back(light.id);
    draft.put(std::move(light));
  }
  return draft.outcome(std::move(lights));
}

// An operator that changes one thing about lights.
Operator setting(std::string_view id, std::string_view title, std::string_view help, ArgumentDesc argument,
                 std::function<std::optional<double>(const Light&)> now, std::function<void(Light&, double)> change) {
  std::string name(argument.name);
  return {.id = id,
          .title = title,
          .help = help,
          .arguments = {selected({"lights"}), std::move(argument)},
          .present =
              [name, now = std::move(now)](const Session& session, const Arguments& given) {
                const Light& first = *session.document.find(given.ids_of<LightId>("items").front());
                const std::optional<double> value = now(first);
                return value ? Arguments{{name, std::round(*value * 1e6) / 1e6}} : Arguments();
              },
          .run = [change = std::move(change), name](const Session& session, const Arguments& given) -> Result<Outcome> {
            Draft draft(session.document);
            for (const LightId& one : given.ids_of<LightId>("items")) {
              Light light = *session.document.find(one);
              change(light, given.number(name));
              draft.put(std::move(light));
            }
            return draft.outcome();
          }};
}

}  // namespace

std::vector<Operator> light_operators() {
  ArgumentDesc work{.name = "work",
                    .title = tr("Work"),
                    .kind = ArgumentKind::id,
                    .tables = {"placements"},
                    .source = Source::selection};
  return {
      {.id = "light.add",
       .title = tr("Add a light"),
       .help = tr("Hangs a spot below the ceiling, aimed straight down."),
       .arguments = {room_argument(), east(Source::optional), south(Source::optional),
                     metres("height", tr("Height"), 0.5, 30, Source::optional)},
       .shortcuts = {{"L"}},
       .runs_at_once = true,
       .run = add},
      {.id = "light.light-work",
       .title = tr("Light this work"),
       .help = tr("Gives each work a spot by the museum's 30° rule, strong enough for its sensitivity: 50 or 180 lx."),
       .arguments = {selected({"placements"}),
                     {.name = "illuminance",
                      .title = tr("Illuminance"),
                      .unit = Unit::lux,
                      .low = 1,
                      .high = 5'000,
                      .source = Source::optional}},
       .shortcuts = {{"Shift+L"}},
       .runs_at_once = true,
       .run = light_works},
      {.id = "light.aim-at",
       .title = tr("Aim at a work"),
       .help = tr("Turns the selected lights to a work's middle."),
       .arguments = {selected({"lights"}), work},
       .run = aim_at},
      {.id = "light.aim-to",
       .title = tr("Aim at a place"),
       .help = tr("Turns the selected lights to a place; its height is told above the ground."),
       .arguments = {selected({"lights"}), east(), south(), metres("height", tr("Height"), -100, 100)},
       .present =
           [](const Session& session, const Arguments& given) {
             const dvec3 aim = session.document.find(given.ids_of<LightId>("items").front())->aim_m;
             return Arguments{{"x", aim.x}, {"z", aim.z}, {"height", aim.y}};
           },
       .run = aim_to},
      {.id = "light.aim-by-click",
       .title = tr("Aim by clicking"),
       .help = tr(
           "Turns the selected lights to what is clicked in the perspective next; once more leaves them as they are."),
       .arguments = {selected({"lights"})},
       .changes_document = false,
       .run = [](const Session& session, const Arguments&) -> Result<Outcome> {
         return Outcome{.aims_lights = !session.aims_lights};
       }},
      {.id = "light.show-lux",
       .title = tr("Illuminance in false colours"),
       .help = tr("Colours all surfaces by what the spots give them, without daylight and reflections."),
       .shortcuts = {{"I"}},
       .changes_document = false,
       .run = [](const Session& session, const Arguments&) -> Result<Outcome> {
         return Outcome{.shows_lux = !session.shows_lux};
       }},
      {.id = "light.use-file",
       .title = tr("Use a luminaire file"),
       .help = tr("Lets the selected lights shine as an IES or EULUMDAT file of the exhibition tells."),
       .arguments = {selected({"lights"}),
                     words("file", tr("File")),
                     {.name = "intensity", .title = tr("Intensity"), .unit = Unit::candela, .low = 0.001, .high = 1e7},
                     {.name = "beam", .title = tr("Beam angle"), .unit = Unit::degrees, .low = 0.5, .high = 170},
                     {.name = "field", .title = tr("Field angle"), .unit = Unit::degrees, .low = 0.5, .high = 179}},
       .run = use_file},
      setting(
          "light.set-intensity", tr("Set the intensity"), tr("Sets the candela in the middle of the beam, undimmed."),
          {.name = "intensity", .title = tr("Intensity"), .unit = Unit::candela, .low = 0, .high = 100'000},
          [](const Light& light) { return light.intensity_cd; },
          [](Light& light, double value) { light.intensity_cd = value; }),
      setting(
          "light.set-dimming", tr("Dim"), tr("Sets how much of its intensity the light gives."),
          {.name = "dimming", .title = tr("Dimming"), .unit = Unit::percent, .low = 0, .high = 100},
          [](const Light& light) { return light.dimming * 100; },
          [](Light& light, double value) { light.dimming = value / 100; }),
      setting(
          "light.set-colour-temperature", tr("Set the colour temperature"), tr("Sets how warm or cool the light is."),
          {.name = "temperature",
           .title = tr("Colour temperature"),
           .unit = Unit::kelvin,
           .low = 1'500,
           .high = 10'000},
          [](const Light& light) { return light.colour_temperature_k; },
          [](Light& light, double value) { light.colour_temperature_k = value; }),
      setting(
          "light.set-colour-rendering", tr("Set the colour rendering"),
          tr("Notes the colour rendering index Ra that the lamp's maker tells."),
          {.name = "index", .title = tr("Colour rendering"), .low = 0, .high = 100},
          [](const Light& light) { return light.colour_rendering_index; },
          [](Light& light, double value) { light.colour_rendering_index = value; }),
      setting(
          "light.turn", tr("Turn the luminaire about its axis"),
          tr("Sets where a luminaire file's C0 plane points: 0° east, growing counter-clockwise as the plan shows it."),
          {.name = "turn", .title = tr("Turn"), .unit = Unit::degrees, .low = -360, .high = 360},
          [](const Light& light) { return glm::degrees(light.turn_rad); },
          [](Light& light, double value) { light.turn_rad = glm::radians(value); }),
      setting(
          "light.set-beam", tr("Set the beam angle"), tr("Sets the full angle at half intensity."),
          {.name = "beam", .title = tr("Beam angle"), .unit = Unit::degrees, .low = 3, .high = 90},
          [](const Light& light) { return glm::degrees(light.beam_angle_rad); },
          [](Light& light, double value) {
            double field = light.field_angle_rad / light.beam_angle_rad;
            light.luminaire_file.clear();
            light.beam_angle_rad = glm::radians(value);
            light.field_angle_rad = std::clamp(light.beam_angle_rad * field, light.beam_angle_rad, 2.9);
          }),
  };
}

}  // namespace enf::editor
