// How the editor's window is divided: menus, toolbar, panes, status bar.
#include <fmt/format.h>
#include <imgui_internal.h>  // BringWindowToDisplayBack

#include <algorithm>
#include <array>
#include <cmath>

#include "editor/editor_app.h"
#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/operators/snap.h"
#include "engine/app/localized.h"
#include "engine/exhibition/hanging.h"
#include "engine/text/languages.h"

namespace enf::editor {

namespace {

constexpr ImGuiWindowFlags pane_flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                        ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

bool begin_pane(const char* id, ImVec2 low, ImVec2 high, bool padded) {
  ImGui::SetNextWindowPos(low);
  ImGui::SetNextWindowSize({std::max(1.0f, high.x - low.x), std::max(1.0f, high.y - low.y)});
  if (!padded) ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  bool shown = ImGui::Begin(id, nullptr, pane_flags);
  if (!padded) ImGui::PopStyleVar();
  return shown;
}

// The strip that names a view, over its upper left corner.
void view_name(const Workspace& workspace, std::string_view english, const std::string& detail) {
  ImVec2 at = ImGui::GetWindowPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  std::string name(workspace.tr(english));
  ImFont *strong = fonts().strong, *small = fonts().small;
  ImVec2 size = strong->CalcTextSizeA(strong->FontSize, 1e6f, 0, name.c_str());
  float more = detail.empty() ? 0 : small->CalcTextSizeA(small->FontSize, 1e6f, 0, detail.c_str()).x + px(10);
  ImVec2 low{at.x + px(10), at.y + px(10)};
  list.AddRectFilled(low, {low.x + size.x + more + px(16), low.y + size.y + px(8)},
                     (palette().panel & 0x00ffffffu) | (225u << IM_COL32_A_SHIFT), px(4));
  list.AddText(strong, strong->FontSize, {low.x + px(8), low.y + px(4)}, palette().text, name.c_str());
  if (!detail.empty())
    list.AddText(small, small->FontSize, {low.x + px(18) + size.x, low.y + px(6)}, palette().text_quiet,
                 detail.c_str());
}

// A bar between panes, dragged to resize them: the mouse's way along its short side.
float divider(const char* id, ImVec2 low, ImVec2 high, bool upright) {
  ImGui::SetCursorScreenPos(low);
  ImGui::InvisibleButton(id, {high.x - low.x, high.y - low.y});
  bool active = ImGui::IsItemActive();
  if (active || ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    ImGui::GetWindowDrawList()->AddRectFilled(low, high, palette().accent);
  }
  return !active ? 0 : upright ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
}

// Whether an operator that is run once more to end it is on.
bool is_on(std::string_view op, const Session& session) {
  return (op == "exhibition.show-texts" && session.shows_texts) || (op == "light.show-lux" && session.shows_lux) ||
         (op == "room.draw-by-hand" && session.draws == Drawing::room) ||
         (op == "wall.draw-temporary" && session.draws == Drawing::temporary_wall);
}

constexpr std::pair<std::string_view, std::array<const char*, 4>> menus[] = {
    {tr("Edit"), {"edit.", "item.", "", ""}},
    {tr("Room"), {"room.", "wall.", "doorway.", "window."}},
    {tr("Hang"), {"placement.", "arrange.", "", ""}},
    {tr("Light"), {"light.", "", "", ""}},
    {tr("Text"), {"label.", "work.", "wall-text.", "exhibition."}},
    {tr("Place"), {"furniture.", "viewpoint.", "tour.", "opening."}}};

}  // namespace

void EditorApp::draw_menus() {
  Workspace& w = *workspace_;
  if (!ImGui::BeginMainMenuBar()) return;
  auto menu_item = [&](std::string_view id) {
    const Operator& op = *find_operator(id);
    const bool has_keys = !op.shortcuts.empty() && op.shortcuts.front().arguments.empty();
    const std::string title = fmt::format("{}{}###{}", w.tr(op.title), has_questions(op) ? "…" : "", op.id);
    if (ImGui::MenuItem(title.c_str(), has_keys ? op.shortcuts.front().keys.data() : "", is_on(op.id, w.session()),
                        why_not(op, w.session()).empty()))
      form_.start(w, op, OperatorForm::By::name);
    if (ImGui::IsItemHovered()) w.hint = w.tr(op.help);
  };
  if (ImGui::BeginMenu(w.label("Exhibition", "Exhibition").c_str())) {
    for (std::string_view id : {"window.open-another", "window.bring-in", "window.visit"}) menu_item(id);
    ImGui::EndMenu();
  }
  for (const auto& [name, prefixes] : menus) {
    if (!ImGui::BeginMenu(w.label(name, name).c_str())) continue;
    std::string_view group;
    for (const Operator& op : all_operators()) {
      if (op.is_of_panels) continue;
      if (std::ranges::none_of(prefixes, [&](std::string_view p) { return !p.empty() && op.id.starts_with(p); }))
        continue;
      std::string_view of = op.id.substr(0, op.id.find('.'));
      if (!group.empty() && of != group) ImGui::Separator();
      group = of;
      menu_item(op.id);
    }
    ImGui::EndMenu();
  }
  if (ImGui::BeginMenu(w.label("View", "View").c_str())) {
    if (ImGui::MenuItem(w.label("Find a command", "palette").c_str(), "Ctrl+P")) palette_.open();
    for (std::string_view id : {"light.show-lux", "exhibition.show-texts", "view.fit-house", "view.fit-room"})
      menu_item(id);
    ImGui::Separator();
    if (ImGui::MenuItem(w.label("Dark", "dark").c_str(), nullptr, w.look().is_dark))
      w.ask("view.theme", {{"theme", std::string(w.look().is_dark ? "light" : "dark")}});
    if (ImGui::BeginMenu(w.label("Size", "scale").c_str())) {
      for (int percent : {80, 100, 125, 150, 200})
        if (ImGui::MenuItem(fmt::format("{} %###scale{}", percent, percent).c_str(), nullptr,
                            std::lround(w.look().scale_percent) == percent))
          w.ask("view.scale", {{"percent", double(percent)}});
      ImGui::EndMenu();
    }
    if (ImGui::BeginMenu(w.label("Language", "language").c_str())) {
      for (const std::string& tag : w.messages().languages())
        if (ImGui::MenuItem(fmt::format("{}###language.{}", native_name(tag), tag).c_str(), nullptr,
                            tag == w.language()))
          w.ask("view.language", {{"tag", tag}});
      ImGui::EndMenu();
    }
    ImGui::EndMenu();
  }
  if (ImGui::BeginMenu(w.label("Help", "Help").c_str())) {
    if (ImGui::MenuItem(w.label("Find a command", "find").c_str(), "Ctrl+P")) palette_.open();
    if (offers_practice_) menu_item("window.practise");
    if (lesson_.state() == Lesson::State::on &&
        ImGui::MenuItem(w.label("Leave the practice", "leave-practice").c_str()))
      lesson_.leave();
    ImGui::EndMenu();
  }
  ImGui::EndMainMenuBar();
}

void EditorApp::draw_toolbar(float top, float high) {
  Workspace& w = *workspace_;
  begin_pane("Toolbar", {0, top}, {static_cast<float>(shell_->width()), top + high}, true);
  ImGui::SetCursorPosY((high - ImGui::GetFrameHeight()) / 2);
  constexpr std::pair<const char*, const char*> tools[] = {{"edit.save", icon::save},
                                                           {"edit.undo", icon::undo},
                                                           {"edit.redo", icon::redo},
                                                           {nullptr, nullptr},
                                                           {"room.rectangle", icon::add_room},
                                                           {"room.draw-by-hand", icon::polygon},
                                                           {"wall.draw-temporary", icon::free_wall},
                                                           {"doorway.add", icon::door},
                                                           {"window.add", icon::window_opening},
                                                           {nullptr, nullptr},
                                                           {"arrange.align-left", icon::align_left},
                                                           {"arrange.align-centre", icon::align_centre},
                                                           {"arrange.align-right", icon::align_right},
                                                           {"arrange.align-top", icon::align_top},
                                                           {"arrange.align-middle", icon::align_middle},
                                                           {"arrange.align-bottom", icon::align_bottom},
                                                           {"arrange.distribute", icon::distribute},
                                                           {"arrange.mirror", icon::mirror},
                                                           {"arrange.to-centre-line", icon::centre_line},
                                                           {nullptr, nullptr},
                                                           {"light.light-work", icon::spotlight},
                                                           {"light.add", icon::light},
                                                           {"label.add", icon::label},
                                                           {"wall-text.add", icon::text},
                                                           {"exhibition.show-texts", icon::translate},
                                                           {"furniture.add", icon::furniture},
                                                           {nullptr, nullptr},
                                                           {"edit.delete", icon::remove}};
  // Where they do not all fit, those for several works are left to the menus and the properties.
  const float whole = static_cast<float>(shell_->width()), tool = px(36), gap_between = px(14), margins = px(28);
  float tools_wide = 0;
  for (auto [op, symbol] : tools) tools_wide += op ? tool : gap_between;
  const bool has_room_for_words = tools_wide + px(250) + margins < whole;
  const bool has_room_for_all = tools_wide + px(40) + margins < whole;
  bool follows_line = false;
  for (auto [op, symbol] : tools) {
    if (op && !has_room_for_all && std::string_view(op).starts_with("arrange.")) continue;
    if (!op && follows_line) continue;
    follows_line = !op;
    if (op) {
      const bool on = is_on(op, w.session());
      if (on) ImGui::PushStyleColor(ImGuiCol_Button, palette().accent_soft);
      operator_button(w, form_, op, symbol, px(34));
      if (on) ImGui::PopStyleColor();
      lesson_card_.note(op, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      ImGui::SameLine(0, px(2));
      continue;
    }
    ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine({at.x + px(6), at.y + px(4)},
                                        {at.x + px(6), at.y + ImGui::GetFrameHeight() - px(4)}, palette().line);
    ImGui::Dummy({px(12), 1});
    ImGui::SameLine(0, px(2));
  }
  const float wide = has_room_for_words ? px(250) : px(40);
  ImGui::SameLine(std::max(ImGui::GetCursorPosX() + px(8), static_cast<float>(shell_->width()) - wide - px(12)));
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, {0.04f, 0.5f});
  const std::string find = fmt::format("{}   Ctrl+P", w.tr("Find a command"));
  const std::string shown = has_room_for_words ? fmt::format("{}  {}", icon::search, find) : std::string(icon::search);
  if (ImGui::Button((shown + "###palette").c_str(), {wide, 0})) palette_.open();
  if (!has_room_for_words && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", find.c_str());
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  ImGui::End();
}

// Plan and elevation, or the sheet of texts.
void EditorApp::draw_lower_panes(float left, float right, float middle, float bottom) {
  Workspace& w = *workspace_;
  const float gap = px(4), centre = left + (right - left) * split_x_;
  stage_->set_language(shows_texts() && !texts_.language().empty() ? texts_.language() : w.language());
  if (shows_texts()) {
    begin_pane("Texts", {left, middle}, {right, bottom}, true);
    texts_.draw(w, form_);
    ImGui::End();
    if (std::optional<AnyId> wanted = texts_.take_wanted()) show_text(*wanted);
    return;
  }
  begin_pane("Plan", {left, middle}, {centre - gap, bottom}, false);
  plan_.draw(w, stage_->gaze(), side_ == Side::tours ? player_->path() : nullptr, *sections_);
  view_name(w, "Plan", "");
  ImGui::End();

  begin_pane("Wall", {centre, middle}, {right, bottom}, false);
  const std::optional<WallView::Light> light = light_of_wall();
  wall_.draw(
      w, [this](const Work& work) { return texture(work); }, light ? &*light : nullptr);
  std::string wall;
  if (w.session().wall && w.room()) {
    const std::optional<std::uint32_t> free = free_wall_of(*w.room(), *w.session().wall);
    wall = fmt::format("{}, {} {}", w.name_of(w.room()->id), w.tr(free ? tr("temporary wall") : tr("wall")),
                       free.value_or(*w.session().wall) + 1);
  }
  view_name(w, "Elevation", wall);
  ImGui::End();
}

void EditorApp::draw_panes(float top, float bottom) {
  Workspace& w = *workspace_;
  float width = static_cast<float>(shell_->width()), gap = px(4);
  // However large everything is, the views keep half the window.
  float left = std::min(px(left_px_), width * 0.23f), right = width - std::min(px(right_px_), width * 0.27f);
  float middle = top + (bottom - top) * split_y_, centre = left + (right - left) * split_x_;
  auto texture_of = [this](const Work& work) { return texture(work); };

  lesson_card_.note("Catalogue", {0, top}, {left - gap, bottom});
  lesson_card_.note("Perspective", {left, top}, {right, middle - gap});
  lesson_card_.note("Plan", {left, middle}, {centre - gap, bottom});
  lesson_card_.note("Wall", {centre, middle}, {right, bottom});
  begin_pane("Catalogue", {0, top}, {left - gap, bottom}, true);
  heading(w, "Catalogue");
  catalogue_.draw(w, texture_of);
  ImGui::End();

  begin_pane("Perspective", {left, top}, {right, middle - gap}, false);
  draw_perspective();
  view_name(w, "Perspective", w.room() ? w.name_of(w.room()->id) : "");
  ImGui::End();

  draw_lower_panes(left, right, middle, bottom);

  begin_pane("Inspector", {right + gap, top}, {width, bottom}, true);
  auto tab = [&](const char* english, const char* id, Side side) {
    bool on = side_ == side;
    ImGui::PushFont(fonts().strong);
    ImGui::PushStyleColor(ImGuiCol_Text, on ? palette().text : palette().text_quiet);
    if (ImGui::Button(w.label(english, id).c_str())) side_ = side;
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    if (on) ImGui::GetWindowDrawList()->AddRectFilled({a.x + px(8), b.y}, {b.x - px(8), b.y + px(2)}, palette().accent);
  };
  const float tabs_end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  auto beside = [&](const std::string& text) {  // else below
    const float wide = fonts().strong->CalcTextSizeA(fonts().strong->FontSize, 1e6f, 0, text.c_str()).x;
    if (ImGui::GetItemRectMax().x + wide + 2 * ImGui::GetStyle().FramePadding.x <= tabs_end) ImGui::SameLine(0, 0);
  };
  tab("Properties", "properties", Side::properties);
  beside(std::string(w.tr("Tours")));
  tab("Tours", "tours-tab", Side::tours);
  beside(std::string(w.tr("History")));
  tab("History", "history", Side::history);
  beside(problems_tab_text());
  draw_problems_tab();
  ImGui::Dummy({0, px(4)});
  if (side_ == Side::history)
    draw_history(w);
  else if (side_ == Side::problems)
    problems_.draw(w, troubles_);
  else if (side_ == Side::tours)
    draw_tours();
  else
    inspector_.draw(w, form_, *sections_, texture_of,
                    [this](const Placement& placement) { return light_on(placement); },
                    {.lumens_per_candela = [this](const Light& light) { return lumens_per_candela(light); },
                     .files = [this] { return luminaire_files(source_->folder()); },
                     .use =
                         [this](const LightId& light, const std::string& file) {
                           if (auto facts = luminaire_facts(source_->folder(), file))
                             use_luminaire({light}, *facts);
                           else
                             workspace_->tell_error(facts.error());
                         }});
  ImGui::End();

  begin_pane("Dividers", {0, top}, {width, bottom}, false);
  ImGui::BringWindowToDisplayBack(ImGui::GetCurrentWindow());  // also behind panes that are shown later
  ImGui::GetWindowDrawList()->AddRectFilled({0, top}, {width, bottom}, palette().window);
  left_px_ = std::clamp(left_px_ + divider("left", {left - gap, top}, {left, bottom}, true) / px(1), 180.0f, 480.0f);
  right_px_ =
      std::clamp(right_px_ - divider("right", {right, top}, {right + gap, bottom}, true) / px(1), 220.0f, 520.0f);
  split_y_ = std::clamp(split_y_ + divider("middle", {left, middle - gap}, {right, middle}, false) / (bottom - top),
                        0.15f, 0.85f);
  split_x_ = std::clamp(split_x_ + divider("centre", {centre - gap, middle}, {centre, bottom}, true) / (right - left),
                        0.15f, 0.85f);
  ImGui::End();
}

std::string EditorApp::problems_tab_text() const {
  const std::size_t count = problem_count(*workspace_, troubles_);
  return count > 0 ? fmt::format("{} {}", icon::warning, count) : std::string(icon::check);
}

// The last tab of the inspector: how much is wrong.
void EditorApp::draw_problems_tab() {
  const std::string text = problems_tab_text();
  const bool is_on = side_ == Side::problems;
  const ImU32 quiet = is_on ? palette().text : palette().text_quiet;
  ImGui::PushStyleColor(ImGuiCol_Text, text != icon::check ? palette().warning : quiet);
  if (ImGui::Button((text + "###problems-tab").c_str())) side_ = Side::problems;
  ImGui::PopStyleColor();
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  if (is_on)
    ImGui::GetWindowDrawList()->AddRectFilled({a.x + px(8), b.y}, {b.x - px(8), b.y + px(2)}, palette().accent);
  if (ImGui::IsItemHovered())
    ImGui::SetTooltip("%s", workspace_->tr("What is missing, of another size than catalogued, or in each other's way").data());
}

void EditorApp::draw_status(float top, float high) {
  Workspace& w = *workspace_;
  begin_pane("Status", {0, top}, {static_cast<float>(shell_->width()), top + high}, false);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Palette& p = palette();
  list.AddLine({0, top}, {static_cast<float>(shell_->width()), top}, p.line);
  ImFont* font = fonts().small;
  float y = top + (high - font->FontSize) / 2;
  const Session& s = w.session();
  std::string text = w.hint;
  ImU32 colour = p.text_quiet;
  if (w.notice()) text = w.notice()->text, colour = w.notice()->is_error ? p.error : p.accent;
  if (w.notice() && w.notice()->is_error) text = fmt::format("{}  {}", icon::warning, text);
  const bool in_trouble = !w.save_trouble().empty();
  std::string state = s.is_read_only        ? fmt::format("{} {}", icon::lock, w.tr("Read only"))
                      : w.is_saving()       ? std::string(w.tr("Saving…"))
                      : in_trouble          ? fmt::format("{} {}", icon::warning, w.save_trouble())
                      : s.has_unsaved_edits ? std::string(w.tr("Not saved yet; kept in the journal"))
                                            : std::string(w.tr("Saved"));
  const std::size_t cooking = cooker_->waiting();
  std::string preparing = cooking > 0 ? w.tr("Preparing {} files…", std::to_string(cooking)) + "   ·   " : "";
  tells_of_tracing_ = stage_->is_tracing();
  if (tells_of_tracing_) preparing += std::string(w.tr("Light is being calculated…")) + "   ·   ";
  std::string right = fmt::format("{}{}   ·   {}", preparing,
                                  w.tr("{} works placed", std::to_string(s.document.placements.size())), state);
  auto wide = [&] { return font->CalcTextSizeA(font->FontSize, 1e6f, 0, right.c_str()).x; };
  const float whole = static_cast<float>(shell_->width());
  if (wide() > whole * 0.5f) right = state;  // the hint needs its place too
  const float from = whole - wide() - px(14);
  draw_cut(list, font, {px(14), y}, from - px(20), colour, text);
  list.AddText(font, font->FontSize, {from, y}, in_trouble ? p.error : p.text_quiet, right.c_str());
  ImGui::End();
}

void EditorApp::lay_out() {
  workspace_->hint.clear();
  draw_menus();
  float top = ImGui::GetFrameHeight(), tools = px(46), status = px(26),
        bottom = static_cast<float>(shell_->height()) - status;
  draw_toolbar(top, tools);
  draw_panes(top + tools, bottom);
  draw_lesson();
  palette_.draw(*workspace_, form_);
  form_.draw(*workspace_);
  chooser_.draw(*workspace_);
  sheet_->draw(*workspace_,
               {[this](const std::shared_ptr<const ImageData>& image) { return shell_->pass().show(image); },
                [this](const ImageData* image) { shell_->pass().let_go(image); }});
  draw_status(bottom, status);
  focus_.follow("Plan");
}

}  // namespace enf::editor
