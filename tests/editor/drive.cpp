#include "drive.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

namespace enf::editor {
namespace {

std::vector<Widget> widgets;
int widgets_frame = -1;

// Two widgets of one id take each other's clicks and keys; ImGui ends the program where they are of two kinds.
void expect_alone(const Widget& added) {
  for (const Widget& one : widgets) {
    const bool is_apart = one.low.x >= added.high.x || added.low.x >= one.high.x || one.low.y >= added.high.y ||
                          added.low.y >= one.high.y;
    if (one.id == added.id && is_apart)
      ADD_FAILURE() << fmt::format("two widgets of {} have one id: at {:.0f}, {:.0f} and at {:.0f}, {:.0f}",
                                   added.window, one.low.x, one.low.y, added.low.x, added.low.y);
  }
}

}  // namespace
}  // namespace enf::editor

// The linker calls this in place of ImGui::ItemAdd.
extern "C" bool __real__ZN5ImGui7ItemAddERK6ImRectjPS1_i(const ImRect& bb, ImGuiID id, const ImRect* nav_bb,
                                                         ImGuiItemFlags flags);
extern "C" bool __wrap__ZN5ImGui7ItemAddERK6ImRectjPS1_i(const ImRect& bb, ImGuiID id, const ImRect* nav_bb,
                                                         ImGuiItemFlags flags) {
  using namespace enf::editor;
  if (int frame = ImGui::GetFrameCount(); frame != widgets_frame) widgets_frame = frame, widgets.clear();
  const ImGuiWindow& window = *ImGui::GetCurrentWindow();
  const auto& seeds = window.IDStack;
  if (id) {
    Widget added{window.Name,          id,
                 seeds.back(),         seeds.Size > 1 ? seeds[seeds.Size - 2] : 0,
                 {bb.Min.x, bb.Min.y}, {bb.Max.x, bb.Max.y}};
    expect_alone(added);
    widgets.push_back(std::move(added));
  }
  return __real__ZN5ImGui7ItemAddERK6ImRectjPS1_i(bb, id, nav_bb, flags);
}

namespace enf::editor {

Driver::Driver(StartApp& app) {
  run_ = [&app](unsigned steps, std::span<const Event> events) -> Result<void> {
    for (unsigned i = 0; i < steps; ++i) {
      auto done = app.tick(i == 0 ? events : std::span<const Event>(), EditorHost::step_s);
      if (done && app.needs_frame()) done = app.draw();
      if (!done) return done;
    }
    return {};
  };
  settle_ = [this] { return run_(4, {}); };
}

const Widget* Driver::widget(std::string_view path) const {
  std::size_t slash = path.find('/');
  std::string_view window = path.substr(0, slash);
  std::string name(path.substr(slash + 1)), label = "###" + name;
  for (const Widget& one : widgets) {
    bool here = one.window.starts_with(window);
    if (here && (ImHashStr(label.c_str(), 0, one.seed) == one.id || ImHashStr(name.c_str(), 0, one.seed) == one.id))
      return &one;
    // Menus and their items name the place of a nameless widget.
    if (here && ImHashStr(label.c_str(), 0, one.outer_seed) == one.seed && ImHashStr("", 0, one.seed) == one.id)
      return &one;
  }
  return nullptr;
}

bool Driver::has(std::string_view path) const { return widget(path) != nullptr; }

vec2 Driver::find(std::string_view path) const {
  const Widget* found = widget(path);
  if (!found) {
    ADD_FAILURE() << "there is no widget " << path;
    return vec2(-1);
  }
  return (found->low + found->high) * 0.5f;
}

void Driver::run(std::vector<Event> events, unsigned steps) {
  Result<void> ran = run_(steps, events);
  ASSERT_TRUE(ran) << to_string(ran.error());
}

void Driver::click_at(vec2 place, Modifiers modifiers) {
  using Phase = PointerEvent::Phase;
  run({PointerEvent{Phase::move, place, 0, modifiers}});
  run({PointerEvent{Phase::down, place, 0, modifiers}});
  run({PointerEvent{Phase::up, place, 0, modifiers}}, 3);
}

void Driver::drag(vec2 from, vec2 to, Modifiers modifiers) {
  using Phase = PointerEvent::Phase;
  run({PointerEvent{Phase::move, from, 0, modifiers}});
  run({PointerEvent{Phase::down, from, 0, modifiers}});
  for (int i = 1; i <= 8; ++i)
    run({PointerEvent{Phase::move, from + (to - from) * (static_cast<float>(i) / 8), 0, modifiers}});
  run({PointerEvent{Phase::up, to, 0, modifiers}}, 3);
}

void Driver::press(std::string_view keys) {
  std::optional<KeyChord> chord = chord_from(keys);
  ASSERT_TRUE(chord) << keys;
  run({KeyEvent{chord->key, true, chord->modifiers}});
  run({KeyEvent{chord->key, false, {}}}, 3);
}

void Driver::type(std::string_view ascii) {
  std::vector<Event> events;
  for (char c : ascii) events.push_back(TextEvent{static_cast<char32_t>(c)});
  run(std::move(events));
}

void Driver::fill(std::string_view path, std::string_view ascii, std::string_view leaves_with) {
  click(path);
  press("Ctrl+A");
  type(ascii);
  press(leaves_with);
}

void Driver::settle() {
  Result<void> settled = settle_();
  ASSERT_TRUE(settled) << to_string(settled.error());
}

}  // namespace enf::editor
