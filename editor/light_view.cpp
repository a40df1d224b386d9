// Light as numbers in the perspective pane: false colours with their legend, the value under the cursor, what the
// selected work receives, and aiming by a click.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "editor/editor_app.h"
#include "editor/lux_colours.h"
#include "engine/exhibition/hanging.h"
#include "engine/render/light.h"

namespace enf::editor {

namespace {

ImU32 colour_of(float lux) {
  vec3 c = lux_colour(lux);
  return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1});
}

void text_at(ImDrawList& list, ImVec2 at, ImU32 colour, const std::string& text) {
  list.AddText(fonts().small, fonts().small->FontSize, at, colour, text.c_str());
}
ImVec2 size_of(const std::string& text) {
  return fonts().small->CalcTextSizeA(fonts().small->FontSize, 1e6f, 0, text.c_str());
}
ImU32 sheet() { return (palette().panel & 0x00ffffffu) | (230u << IM_COL32_A_SHIFT); }

// In the lower right corner: a bar of the bands, each as wide as the others, with the steps between them.
void draw_legend(const Workspace& w, ImDrawList& list, ImVec2 low, ImVec2 space) {
  constexpr std::size_t bands = lux_steps.size() + 1;
  const std::string title(w.tr("Light of the spots, lx"));
  float wide = std::max(px(250), size_of(title).x + px(20)), line = fonts().small->FontSize;
  float high = line * 2 + px(30);
  ImVec2 at{low.x + space.x - wide - px(10), low.y + space.y - high - px(10)};
  list.AddRectFilled(at, {at.x + wide, at.y + high}, sheet(), px(4));
  text_at(list, {at.x + px(10), at.y + px(6)}, palette().text, title);
  float left = at.x + px(10), bar = (wide - px(20)) / bands, top = at.y + line + px(12), bottom = top + px(8);
  auto edge = [](std::size_t band) {
    return band == 0 ? 0.0f : band <= lux_steps.size() ? lux_steps[band - 1] : lux_end;
  };
  for (std::size_t b = 0; b < bands; ++b) {
    float from = left + bar * static_cast<float>(b);
    ImU32 a = colour_of(edge(b)), z = colour_of(edge(b + 1));
    list.AddRectFilledMultiColor({from, top}, {from + bar, bottom}, a, z, z, a);
    if (b == 0) continue;
    std::string number = fmt::format("{:.0f}", lux_steps[b - 1]);
    list.AddLine({from, top}, {from, bottom + px(3)}, palette().text);
    text_at(list, {from - size_of(number).x / 2, bottom + px(3)}, palette().text_quiet, number);
  }
}

}  // namespace

void EditorApp::show_light(ImVec2 low, ImVec2 space) {
  std::shared_ptr<const ImageData> picture = shows_lux() && stage_->meter() ? stage_->meter()->picture() : nullptr;
  if (lux_picture_ != picture && lux_picture_) shell_->pass().let_go(lux_picture_.get());
  lux_picture_ = picture;
  if (!shows_lux()) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (picture)
    list.AddImage(shell_->pass().show(picture), low, {low.x + space.x, low.y + space.y}, {0, 0}, {1, 1},
                  IM_COL32(255, 255, 255, 235));
  draw_legend(*workspace_, list, low, space);
}

// The number beside the cursor.
void EditorApp::probe_light(ImVec2 low, ImVec2 space, vec2 point) {
  if (!shows_lux() || !stage_->meter()) return;
  std::shared_ptr<const DirectLight> light = stage_->meter()->light();
  auto met = light ? light->along(stage_->ray_through(point)) : std::nullopt;
  if (!met) return;
  std::string number = workspace_->tr("{} lx", workspace_->number(met->lux, met->lux < 10 ? 1 : 0));
  ImVec2 size = size_of(number), mouse = ImGui::GetIO().MousePos, at{mouse.x + px(16), mouse.y + px(14)};
  at.x = std::min(at.x, low.x + space.x - size.x - px(14)), at.y = std::min(at.y, low.y + space.y - size.y - px(10));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + size.x + px(12), at.y + size.y + px(6)}, sheet(), px(4));
  text_at(list, {at.x + px(6), at.y + px(3)}, palette().text, number);
}

// At the middle of a work that was clicked, else at the very place.
void EditorApp::aim_lights(const Pick& hit) {
  Workspace& w = *workspace_;
  std::vector<AnyId> lights;
  for (const AnyId& id : w.session().selection)
    if (std::holds_alternative<LightId>(id)) lights.push_back(id);
  if (lights.empty()) return;
  w.ask("light.aim-by-click");  // this was the click
  constexpr std::string_view of_work = "placement:";
  if (PlacementId id{hit.owner.starts_with(of_work) ? hit.owner.substr(of_work.size()) : ""};
      w.session().document.find(id))
    return w.ask("light.aim-at", {{"items", lights}, {"work", AnyId(id)}});
  auto rounded = [](float v) { return std::round(double(v) * 1000) / 1000; };
  w.ask(
      "light.aim-to",
      {{"items", lights}, {"x", rounded(hit.point.x)}, {"z", rounded(hit.point.z)}, {"height", rounded(hit.point.y)}});
}

// What the wall one works at receives, while light is shown.
std::optional<WallView::Light> EditorApp::light_of_wall() {
  constexpr double slice_s = 0.004;
  const Session& session = workspace_->session();
  const Room* room = workspace_->room();
  std::shared_ptr<const DirectLight> light = shows_lux() && stage_->meter() ? stage_->meter()->light() : nullptr;
  if (!light || !room || !session.wall || *session.wall >= wall_count(*room)) {
    if (!shows_lux()) wall_lux_.forget();
    return std::nullopt;
  }
  const bool is_another = wall_lux_.follow(light, *room, *session.wall, slice_s);
  if (!wall_lux_.is_done() || is_another) shell_->changed();
  if (is_another && wall_lux_shown_) shell_->pass().let_go(wall_lux_shown_.get());
  wall_lux_shown_ = wall_lux_.picture();
  return WallView::Light{
      .picture = wall_lux_shown_ && wall_lux_.is_done() ? shell_->pass().show(wall_lux_shown_) : nullptr,
      .lux = [light, frame = wall_frame(*room, *session.wall)](double along, double above) {
        return double(light->lux(vec3(frame.at(along, above, 0.012)), vec3(frame.inward)));
      }};
}

// The integral of its intensity over all directions.
double EditorApp::lumens_per_candela(const Light& light) {
  if (!light.luminaire_file.empty()) {
    auto [found, is_new] = flux_of_files_.try_emplace(light.luminaire_file, 0.0);
    if (is_new)
      if (auto facts = luminaire_facts(source_->folder(), light.luminaire_file))
        found->second = facts->lumens / facts->peak_cd;
    return found->second;
  }
  const ConeCurve cone = cone_of({.cos_beam = static_cast<float>(std::cos(light.beam_angle_rad / 2)),
                                  .cos_field = static_cast<float>(std::cos(light.field_angle_rad / 2))});
  constexpr int steps = 2'000;
  double sum = 0;  // over the cosine, from straight ahead to straight back
  for (int i = 0; i < steps; ++i) sum += cone_at(cone, static_cast<float>(1 - 2 * (i + 0.5) / steps));
  return 2 * pi * sum * 2 / steps;
}

void EditorApp::measure_light() {
  const std::vector<AnyId>& selection = workspace_->session().selection;
  bool shows_work =
      side_ == Side::properties && selection.size() == 1 && std::holds_alternative<PlacementId>(selection.front());
  stage_->measure(shows_lux()  ? Stage::Measuring::picture
                  : shows_work ? Stage::Measuring::places
                               : Stage::Measuring::nothing);
  if (std::uint64_t now = meter_changes(); now != meter_seen_) meter_seen_ = now, shell_->changed();
}

// On a hung work's picture as it hangs, on others around and on top.
const WorkLight* EditorApp::light_on(const Placement& placement) {
  std::shared_ptr<const DirectLight> light = stage_->meter() ? stage_->meter()->light() : nullptr;
  if (!light) return nullptr;
  if (measured_ && measured_->by == light && measured_->placement == placement) return &measured_->light;
  const Document& document = workspace_->shown();
  const Work& work = *document.find(placement.work);
  constexpr int steps = 12;
  WorkLight found;
  int places = 0;
  auto add = [&](dvec3 point, dvec3 normal) {
    double lux = light->lux(vec3(point), vec3(normal));
    found.mean_lx += lux, found.most_lx = std::max(found.most_lx, lux), ++places;
  };
  auto part = [](int i) { return (i + 0.5) / steps - 0.5; };
  double w = work.width_mm / 1000, h = work.height_mm / 1000, d = work.depth_mm / 1000;
  if (auto* hung = std::get_if<OnWall>(&placement.where)) {
    WallFrame frame = wall_frame(*document.find(placement.room), hung->wall);
    // In front of its frame, so that the frame's own depth does not shade the middle of the picture.
    double out = std::max({outer_size(work).depth_m, d, work.edge_depth_mm / 1000}) + 0.002;
    for (int y = 0; y < steps; ++y)
      for (int x = 0; x < steps; ++x)
        add(frame.at(hung->along_m + part(x) * w, hung->centre_height_m + part(y) * h, out), frame.inward);
  } else {
    const OnFloor& floor = std::get<OnFloor>(placement.where);
    dvec3 base = pose_of(*document.find(placement.room), placement).position;
    dvec3 front(std::sin(floor.heading_rad), 0, std::cos(floor.heading_rad)), side(front.z, 0, -front.x), up(0, 1, 0);
    if (work.form == WorkForm::flat) {  // it lies
      for (int y = 0; y < steps; ++y)
        for (int x = 0; x < steps; ++x) add(base + side * (part(x) * w) + front * (part(y) * h) + up * 0.01, up);
    } else {
      // Its box: four sides and the top.
      for (int y = 0; y < steps; ++y)
        for (int x = 0; x < steps; ++x) {
          double high = (part(y) + 0.5) * h;
          for (double way : {-1.0, 1.0}) {
            add(base + front * (way * (d / 2 + 0.005)) + side * (part(x) * w) + up * high, front * way);
            add(base + side * (way * (w / 2 + 0.005)) + front * (part(x) * d) + up * high, side * way);
          }
          add(base + side * (part(x) * w) + front * (part(y) * d) + up * (h + 0.005), up);
        }
    }
  }
  found.mean_lx /= places;
  measured_ = MeasuredWork{std::move(light), placement, found};
  return &measured_->light;
}

}  // namespace enf::editor
