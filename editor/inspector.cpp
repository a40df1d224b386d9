#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/operators/groups.h"
#include "editor/panels.h"
#include "editor/problems_panel.h"
#include "editor/theme.h"
#include "engine/app/localized.h"
#include "engine/exhibition/arrange.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/finishes.h"

namespace enf::editor {

namespace {

// What is in its way, or in whose way it is.
void warn_of_conflicts(const Workspace& workspace, const RoomId& room, const AnyId& id) {
  const std::string text = conflicts_of(workspace, room, id);
  if (text.empty()) return;
  ImGui::Dummy({0, px(2)});
  ImGui::PushStyleColor(ImGuiCol_Text, palette().error);
  ImGui::PushTextWrapPos();
  ImGui::TextUnformatted(fmt::format("{}  {}", icon::warning, text).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

const std::vector<std::string> supports = {"free", "plinth", "vitrine"}, sides = {"right", "left", "below"};

double degrees(double radians) {
  double d = std::remainder(radians * 180 / glm::pi<double>(), 360);
  return std::round(d * 10) / 10 + 0.0;
}

void title(const char* icon, const std::string& text) {
  ImGui::PushFont(fonts().strong);
  ImGui::PushTextWrapPos();
  ImGui::TextUnformatted(fmt::format("{}  {}", icon, text).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
}

}  // namespace

void InspectorPanel::draw(Workspace& workspace, OperatorForm& form, const ModelSections& sections,
                          const WorkTexture& texture, const WorkLightOf& light, const LuminaireHands& luminaires) {
  const Document& document = workspace.shown();
  const std::vector<AnyId>& selection = workspace.session().selection;
  ImGui::BeginChild("inspector", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  if (selection.size() > 1) {
    draw_several(workspace, form);
  } else if (selection.empty()) {
    draw_room(workspace, form, sections);
  } else {
    ImGui::PushID(text_of(selection.front()).c_str());
    std::visit(
        [&]<class IdType>(const IdType& id) {
          using T = RecordOf<IdType>;
          const T* record = document.find(id);
          if (!record) return;
          if constexpr (std::is_same_v<T, Placement>) draw_placement(workspace, form, *record, texture, light);
          if constexpr (std::is_same_v<T, Light>) draw_light(workspace, *record, luminaires);
          if constexpr (std::is_same_v<T, Label>) draw_label(workspace, *record);
          if constexpr (std::is_same_v<T, WallText>) draw_wall_text(workspace, *record);
          if constexpr (std::is_same_v<T, Furniture>) draw_furniture(workspace, *record);
          if constexpr (std::is_same_v<T, Viewpoint>) draw_viewpoint(workspace, form, *record);
          if constexpr (std::is_same_v<T, Doorway>) {
            draw_opening(workspace, id, side_seen_from(*record, workspace.session().room).along_m, record->width_m,
                         record->height_m, nullptr);
            draw_leads_to(workspace, *record);
          }
          if constexpr (std::is_same_v<T, Window>)
            draw_opening(workspace, id, record->along_m, record->width_m, record->height_m, &record->sill_m);
          if constexpr (std::is_same_v<T, Room>) draw_room(workspace, form, sections);
          if constexpr (std::is_same_v<T, Work>) {
            title(icon::picture, workspace.title_of(*record));
            fact(workspace, "Size", workspace.tr("{} cm", size_in_cm(*record, workspace.language())));
            ImGui::Dummy({0, px(4)});
            for (std::string_view op : {"placement.hang", "placement.stand", "placement.find-place"})
              operator_button(workspace, form, op, nullptr, -1);
          }
        },
        selection.front());
    ImGui::PopID();
  }
  ImGui::EndChild();
}

void InspectorPanel::draw_room(Workspace& workspace, OperatorForm& form, const ModelSections& sections) {
  const Room* room = workspace.room();
  if (!room) {
    ImGui::TextDisabled("%s", workspace.tr("There is no room yet.").data());
    operator_button(workspace, form, "room.rectangle", nullptr, -1);
    return;
  }
  title(icon::room, workspace.name_of(room->id));
  fact(workspace, "Area", workspace.tr("{} m²", workspace.number(signed_area(room->plan), 1)));
  fact(workspace, "Wall to hang at",
       workspace.tr("{} m", workspace.number(running_wall_m(workspace.shown(), *room), 1)));
  if (auto v = metres_field(workspace, "Ceiling", "ceiling-height", room->ceiling_height_m))
    workspace.ask("room.set-ceiling", {{"height", *v}});
  if (auto v = metres_field(workspace, "Centre line", "centre-line", room->hanging_centre_m))
    workspace.ask("room.set-centre-line", {{"height", *v}});
  if (auto v = metres_field(workspace, "Floor level", "floor-level", room->floor_level_m))
    workspace.ask("room.set-floor", {{"height", *v}});
  const dvec2 corner = north_west_of(*room);
  auto place = [&](const char* name, double value) {
    workspace.ask("item.set-position", {{"item", AnyId(room->id)}, {name, value}});
  };
  if (auto v = metres_field(workspace, "East", "room-x", corner.x)) place("x", *v);
  if (auto v = metres_field(workspace, "South", "room-z", corner.y)) place("z", *v);
  if (room->model) draw_room_model(workspace, form, *room, sections);
  heading(workspace, "Finishes");
  auto finish = [&](const char* english, const char* surface, const Finish& now) {
    if (auto v = choice_field(workspace, english, surface, finish_names(), now.name)) {
      Arguments arguments{{"surface", std::string(surface)}, {"finish", *v}};
      if (!now.tint.empty()) arguments.set("tint", now.tint);
      workspace.ask("room.set-finish", std::move(arguments));
    }
  };
  finish("Walls", "walls", room->wall_finish), finish("Floor", "floor", room->floor_finish),
      finish("Ceiling", "ceiling", room->ceiling_finish);
  if (auto wall = workspace.session().wall; wall && free_wall_of(*room, *wall)) {
    draw_free_wall(workspace, form, *room, *wall);
  } else if (wall && *wall < room->walls.size()) {
    heading(workspace, "Wall");
    if (auto v = metres_field(workspace, "Length", "wall-length", wall_frame(*room, *wall).length_m))
      workspace.ask("room.set-wall-length", {{"length", *v}});
    if (auto v = metres_field(workspace, "Centre line", "wall-centre-line", hanging_centre_m(*room, *wall)))
      workspace.ask("wall.set-centre-line", {{"height", *v}});
    draw_wall_finish(workspace, room->walls[*wall].finish);
    ImGui::Dummy({0, px(4)});
    for (std::string_view op : {"doorway.add", "window.add", "wall-text.add"})
      operator_button(workspace, form, op, nullptr, -1);
  }
}

// Its own, or the room's.
void InspectorPanel::draw_wall_finish(Workspace& workspace, const std::optional<Finish>& own) {
  const Operator& op = *find_operator("wall.set-finish");
  const auto finish = std::ranges::find(op.arguments, "finish", &ArgumentDesc::name);
  if (auto v = choice_field(workspace, "Finish", "wall-finish", finish->choices,
                            own ? own->name : finish->choices.front())) {
    Arguments arguments{{"finish", *v}};
    if (own && !own->tint.empty()) arguments.set("tint", own->tint);
    workspace.ask(op.id, std::move(arguments));
  }
}

void InspectorPanel::draw_free_wall(Workspace& workspace, OperatorForm& form, const Room& room, std::uint32_t wall) {
  const FreeWall& own = room.free_walls[*free_wall_of(room, wall)];
  heading(workspace, "Temporary wall");
  auto size = [&](const char* english, const char* name, double value) {
    if (auto v = metres_field(workspace, english, fmt::format("free-{}", name), value))
      workspace.ask("wall.resize-temporary", {{name, *v}});
  };
  size("Length", "length", glm::distance(own.from_m, own.to_m)), size("Height", "height", own.height_m),
      size("Thickness", "thickness", own.thickness_m);
  draw_wall_finish(workspace, own.finish);
  ImGui::Dummy({0, px(4)});
  for (std::string_view op : {"wall-text.add", "wall.remove-temporary"})
    operator_button(workspace, form, op, nullptr, -1);
}

void InspectorPanel::draw_placement(Workspace& workspace, OperatorForm& form, const Placement& placement,
                                    const WorkTexture& texture, const WorkLightOf& light) {
  const Work& work = *workspace.shown().find(placement.work);
  AnyId id = placement.id;
  if (ImTextureID picture = texture(work)) {
    float wide = ImGui::GetContentRegionAvail().x, most = px(170),
          aspect = static_cast<float>(work.width_mm / work.height_mm);
    ImVec2 size = wide / aspect > most ? ImVec2{most * aspect, most} : ImVec2{wide, wide / aspect};
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (wide - size.x) / 2);
    ImGui::Image(picture, size);
  }
  title(work.form == WorkForm::flat ? icon::picture : icon::sculpture, workspace.title_of(work));
  if (std::string maker = workspace.words_of(work.maker); !maker.empty()) ImGui::TextDisabled("%s", maker.c_str());
  fact(workspace, "Size", workspace.tr("{} cm", size_in_cm(work, workspace.language())));
  warn_of_conflicts(workspace, placement.room, id);
  heading(workspace, "Position");
  auto set = [&](const char* name, double value) { workspace.ask("item.set-position", {{"item", id}, {name, value}}); };
  if (auto* hung = std::get_if<OnWall>(&placement.where)) {
    if (auto v = metres_field(workspace, "From the left", "along", hung->along_m)) set("along", *v);
    if (auto v = metres_field(workspace, "Above the floor", "height", hung->centre_height_m)) set("height", *v);
    ImGui::Dummy({0, px(4)});
    operator_button(workspace, form, "arrange.to-centre-line", nullptr, -1);
    operator_button(workspace, form, "arrange.to-middle", nullptr, -1);
  } else {
    const OnFloor& floor = std::get<OnFloor>(placement.where);
    if (auto v = metres_field(workspace, "East", "x", floor.position_m.x)) set("x", *v);
    if (auto v = metres_field(workspace, "South", "z", floor.position_m.y)) set("z", *v);
    if (auto v = number_field(workspace, "Heading", "heading", degrees(floor.heading_rad), tr("{}°")))
      workspace.ask("item.turn", {{"items", std::vector{id}}, {"heading", *v}});
    heading(workspace, "Support");
    if (floor.support == Support::shelf) {
      const Furniture* holder = holder_of(workspace.shown(), placement.room, floor);
      fact(workspace, "Stands in", holder ? holder->id.value : "—");
      fact(workspace, "Height", workspace.tr("{} m", workspace.number(floor.support_height_m, 2)));
    } else {
      draw_support(workspace, id, floor);
    }
  }
  draw_work_light(workspace, work, light(placement));
  ImGui::Dummy({0, px(4)});
  for (std::string_view op : {"light.light-work", "label.add", "placement.remove"})
    operator_button(workspace, form, op, nullptr, -1);
  heading(workspace, "Title");
  edit_texts(workspace, work.title, "work.write", work.id, "title", false);
  heading(workspace, "Description");
  edit_texts(workspace, work.description, "work.write", work.id, "description", true);
}

// What a work has for itself to stand on.
void InspectorPanel::draw_support(Workspace& workspace, const AnyId& id, const OnFloor& floor) {
  const std::string& now = supports[static_cast<std::size_t>(floor.support)];
  if (auto v = choice_field(workspace, "Kind", "support", supports, now))
    workspace.ask("placement.set-support", {{"item", id}, {"support", *v}});
  auto size = [&](const char* english, const char* name, double value) {
    if (auto v = metres_field(workspace, english, name, value))
      workspace.ask("placement.set-support", {{"item", id}, {"support", now}, {name, *v}});
  };
  if (floor.support != Support::free)
    size("Width", "width", floor.support_width_m), size("Depth", "depth", floor.support_depth_m),
        size("Height", "height", floor.support_height_m);
  if (floor.support == Support::vitrine) size("Hood height", "hood", floor.hood_height_m);
}

// What the spots give it, and what it may get.
void InspectorPanel::draw_work_light(Workspace& workspace, const Work& work, const WorkLight* light) {
  heading(workspace, "Light");
  std::optional<double> limit = limiting_illuminance_lx(work.sensitivity);
  bool is_over = light && limit && std::lround(light->most_lx) > std::lround(*limit);
  fact(workspace, "On the work", light ? workspace.tr("{} lx on average", workspace.number(light->mean_lx, 0)) : "…");
  if (is_over) ImGui::PushStyleColor(ImGuiCol_Text, palette().warning);
  fact(workspace, "Brightest place",
       light ? (is_over ? std::string(icon::warning) + " " : "") +
                   workspace.tr("{} lx", workspace.number(light->most_lx, 0))
             : "…");
  if (is_over) ImGui::PopStyleColor();
  fact(workspace, "Limit",
       limit ? workspace.tr("{} lx", workspace.number(*limit, 0)) : std::string(workspace.tr("none")));
}

void InspectorPanel::draw_several(Workspace& workspace, OperatorForm& form) {
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(workspace.tr("{} selected", std::to_string(workspace.session().selection.size())).c_str());
  ImGui::PopFont();
  heading(workspace, "Align");
  constexpr std::array<std::pair<const char*, const char*>, 6> aligning = {
      {{"arrange.align-left", icon::align_left},
       {"arrange.align-centre", icon::align_centre},
       {"arrange.align-right", icon::align_right},
       {"arrange.align-top", icon::align_top},
       {"arrange.align-middle", icon::align_middle},
       {"arrange.align-bottom", icon::align_bottom}}};
  for (auto [op, symbol] : aligning) {
    operator_button(workspace, form, op, symbol, px(36));
    ImGui::SameLine(0, px(2));
  }
  ImGui::NewLine();
  heading(workspace, "Arrange");
  for (std::string_view op : {"arrange.distribute", "arrange.space", "arrange.mirror", "arrange.to-centre-line",
                              "arrange.to-middle", "arrange.hang-set"})
    operator_button(workspace, form, op, nullptr, -1);
  heading(workspace, "Group");
  for (std::string_view op : {"edit.group", "edit.ungroup"}) operator_button(workspace, form, op, nullptr, -1);
  heading(workspace, "Light and labels");
  for (std::string_view op : {"light.light-work", "label.add", "edit.delete"})
    operator_button(workspace, form, op, nullptr, -1);
}

// The exhibition's luminaire files, or a round beam by its angle.
void InspectorPanel::choose_luminaire(Workspace& workspace, const Light& light, const LuminaireHands& luminaires) {
  auto name_of = [](const std::string& file) { return file.substr(file.rfind('/') + 1); };
  const std::string_view by_angle = workspace.tr("none: a round beam");
  begin_field(workspace, tr("Luminaire file"));
  if (begin_combo("###luminaire",
                  light.luminaire_file.empty() ? by_angle.data() : name_of(light.luminaire_file).c_str())) {
    if (ImGui::IsWindowAppearing()) luminaire_files_ = luminaires.files();
    if (ImGui::Selectable(fmt::format("{}###none", by_angle).c_str(), light.luminaire_file.empty()))
      workspace.ask("light.set-beam", {{"items", std::vector<AnyId>{light.id}},
                                       {"beam", std::clamp(degrees(light.beam_angle_rad), 3.0, 90.0)}});
    for (const std::string& file : luminaire_files_)
      if (ImGui::Selectable(fmt::format("{}###{}", name_of(file), file).c_str(), file == light.luminaire_file))
        luminaires.use(light.id, file);
    ImGui::EndCombo();
  }
  if (ImGui::IsItemHovered()) workspace.hint = workspace.tr("Drop a maker's IES or LDT file on the window to add it.");
}

void InspectorPanel::draw_light(Workspace& workspace, const Light& light, const LuminaireHands& luminaires) {
  title(icon::spotlight, light.id.value);
  AnyId id = light.id;
  auto set = [&](const char* op, const char* name, double value) {
    workspace.ask(op, {{"items", std::vector{id}}, {name, value}});
  };
  if (auto v = number_field(workspace, "Intensity", "intensity", std::round(light.intensity_cd), tr("{} cd")))
    set("light.set-intensity", "intensity", *v);
  if (const double lumens_per_candela = luminaires.lumens_per_candela(light); lumens_per_candela > 0)
    if (auto v = number_field(workspace, "Luminous flux", "flux", std::round(light.intensity_cd * lumens_per_candela),
                              tr("{} lm")))
      set("light.set-intensity", "intensity", *v / lumens_per_candela);
  if (auto v = number_field(workspace, "Dimming", "dimming", std::round(light.dimming * 1000) / 10, tr("{} %")))
    set("light.set-dimming", "dimming", *v);
  if (auto v = number_field(workspace, "Colour temperature", "temperature", std::round(light.colour_temperature_k),
                            tr("{} K")))
    set("light.set-colour-temperature", "temperature", *v);
  if (auto v = number_field(workspace, "Colour rendering", "rendering", light.colour_rendering_index, tr("Ra {}")))
    set("light.set-colour-rendering", "index", *v);
  if (auto v = number_field(workspace, "Beam angle", "beam", degrees(light.beam_angle_rad), tr("{}°")))
    set("light.set-beam", "beam", *v);
  choose_luminaire(workspace, light, luminaires);
  if (!light.luminaire_file.empty())
    if (auto v = number_field(workspace, "Turned by", "turn", degrees(light.turn_rad), tr("{}°")))
      set("light.turn", "turn", *v);
  ImGui::Dummy({0, px(4)});
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  if (ImGui::Button(
          workspace
              .label(workspace.session().aims_lights ? tr("Click where it should shine") : tr("Aim by clicking"), "aim")
              .c_str(),
          {-1, 0}))
    workspace.ask("light.aim-by-click");
  ImGui::PopStyleColor();
  heading(workspace, "Position");
  auto place = [&](const char* name, double value) {
    workspace.ask("item.set-position", {{"item", id}, {name, value}});
  };
  if (auto v = metres_field(workspace, "East", "x", light.position_m.x)) place("x", *v);
  if (auto v = metres_field(workspace, "South", "z", light.position_m.z)) place("z", *v);
  if (auto v = metres_field(workspace, "Height", "height", light.position_m.y)) place("height", *v);
}

void InspectorPanel::draw_label(Workspace& workspace, const Label& label) {
  AnyId id = label.id;
  title(icon::label, workspace.name_of(label.placement));
  if (auto v = choice_field(workspace, "Side", "side", sides, sides[static_cast<std::size_t>(label.side)]))
    workspace.ask("label.set-side", {{"items", std::vector{id}}, {"side", *v}});
  if (auto v = number_field(workspace, "Width", "width", std::round(label.width_mm), tr("{} mm")))
    workspace.ask("label.set-width", {{"items", std::vector{id}}, {"width", *v}});
}

void InspectorPanel::draw_wall_text(Workspace& workspace, const WallText& text) {
  AnyId id = text.id;
  title(icon::text, workspace.name_of(text.id));
  auto set = [&](const char* name, double value) { workspace.ask("item.set-position", {{"item", id}, {name, value}}); };
  if (auto v = metres_field(workspace, "From the left", "along", text.along_m)) set("along", *v);
  if (auto v = metres_field(workspace, "Above the floor", "height", text.centre_height_m)) set("height", *v);
  if (auto v = metres_field(workspace, "Width", "width", text.width_m))
    workspace.ask("wall-text.set-width", {{"item", id}, {"width", *v}});
  heading(workspace, "Title");
  edit_texts(workspace, text.title, "wall-text.write", id, "title", false);
  heading(workspace, "Text");
  edit_texts(workspace, text.body, "wall-text.write", id, "body", true);
}

void InspectorPanel::draw_furniture(Workspace& workspace, const Furniture& piece) {
  AnyId id = piece.id;
  title(icon::furniture, piece.id.value);
  warn_of_conflicts(workspace, piece.room, id);
  auto place = [&](const char* name, double value) {
    workspace.ask("item.set-position", {{"item", id}, {name, value}});
  };
  if (auto v = metres_field(workspace, "East", "x", piece.position_m.x)) place("x", *v);
  if (auto v = metres_field(workspace, "South", "z", piece.position_m.y)) place("z", *v);
  if (auto v = number_field(workspace, "Heading", "heading", degrees(piece.heading_rad), tr("{}°")))
    workspace.ask("item.turn", {{"items", std::vector{id}}, {"heading", *v}});
  auto size = [&](const char* english, const char* name, double value) {
    if (auto v = metres_field(workspace, english, name, value))
      workspace.ask("furniture.resize", {{"item", id}, {name, *v}});
  };
  size("Width", "width", piece.width_m), size("Depth", "depth", piece.depth_m),
      size("Height", "height", piece.height_m);
  if (piece.kind == FurnitureKind::vitrine) size("Hood height", "hood", hood_height_m(piece));
}

void InspectorPanel::draw_opening(Workspace& workspace, const AnyId& id, double along, double width, double height,
                                  const double* sill) {
  title(sill ? icon::window_opening : icon::door, std::string(workspace.tr(sill ? tr("Window") : tr("Doorway"))));
  if (auto v = metres_field(workspace, "From the left", "along", along))
    workspace.ask("item.set-position", {{"item", id}, {"along", *v}});
  auto size = [&](const char* english, const char* name, double value) {
    if (auto v = metres_field(workspace, english, name, value))
      workspace.ask("opening.resize", {{"item", id}, {name, *v}});
  };
  size("Width", "width", width), size("Height", "height", height);
  if (sill) size("Sill", "sill", *sill);
}

void InspectorPanel::draw_viewpoint(Workspace& workspace, OperatorForm& form, const Viewpoint& view) {
  title(icon::camera, workspace.name_of(view.id));
  for (std::string_view op : {"viewpoint.rename", "viewpoint.start-here", "viewpoint.remove"})
    operator_button(workspace, form, op, nullptr, -1);
}

void InspectorPanel::edit_texts(Workspace& workspace, const LocalizedText& texts, std::string_view op,
                                const AnyId& item, const char* field, bool several_lines) {
  if (auto typed = localized_field(workspace, texts, drafts_, text_of(item), field, several_lines))
    workspace.ask(
        op, {{"item", item}, {"field", std::string(field)}, {"text", typed->text}, {"language", typed->language}});
}

}  // namespace enf::editor
