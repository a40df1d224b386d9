#include "editor/lesson_card.h"

#include <fmt/format.h>

#include <algorithm>

#include "editor/icons.h"
#include "editor/theme.h"

namespace enf::editor {

namespace {

float covered(const ScreenBox& box, ImVec2 low, ImVec2 size) {
  float wide = std::min(box.high.x, low.x + size.x) - std::max(box.low.x, low.x),
        high = std::min(box.high.y, low.y + size.y) - std::max(box.low.y, low.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

bool main_button(const std::string& label) {
  ImGui::PushStyleColor(ImGuiCol_Button, palette().accent);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, palette().accent);
  ImGui::PushStyleColor(ImGuiCol_Text, palette().on_accent);
  bool clicked = ImGui::Button(label.c_str());
  ImGui::PopStyleColor(3);
  return clicked;
}

void paragraph(std::string_view text, ImFont* font, ImU32 colour) {
  ImGui::PushFont(font);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::PushTextWrapPos(px(300));
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

}  // namespace

ImVec2 place_beside(const ScreenBox& beside, std::span<const ScreenBox> free, ImVec2 size, ImVec2 screen) {
  const float gap = px(14), margin = px(12);
  const float x = (beside.low.x + beside.high.x - size.x) / 2, y = (beside.low.y + beside.high.y - size.y) / 2;
  ImVec2 sides[] = {{beside.high.x + gap, y},
                    {x, beside.high.y + gap},
                    {x, beside.low.y - gap - size.y},
                    {beside.low.x - gap - size.x, y}};
  if (beside.high.y - beside.low.y < size.y / 2) std::swap(sides[0], sides[1]);  // a button is spoken of from below
  ImVec2 best{0, 0};
  float least = -1;
  for (ImVec2 side : sides) {
    ImVec2 at{std::clamp(side.x, margin, std::max(margin, screen.x - margin - size.x)),
              std::clamp(side.y, margin, std::max(margin, screen.y - margin - size.y))};
    float over = covered(beside, at, size);
    for (const ScreenBox& box : free) over += covered(box, at, size);
    if (least < 0 || over < least) least = over, best = at;
  }
  return best;
}

LessonCard::Wish LessonCard::draw(const Workspace& workspace, const Lesson& lesson) {
  if (lesson.state() == Lesson::State::off) return Wish::none;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const bool is_offer = lesson.state() == Lesson::State::offered;
  auto place = [&](std::string_view name) {
    auto found = places_.find(std::string(name));
    return found == places_.end() ? nullptr : &found->second;
  };
  const ScreenBox* beside = is_offer ? nullptr : place(lesson.step().place);
  ImVec2 at{(screen.x - size_.x) / 2, (screen.y - size_.y) / 2};
  if (beside) {
    std::vector<ScreenBox> free;
    if (const ScreenBox* used = place(lesson.step().uses)) free.push_back(*used);
    at = place_beside(*beside, free, size_, screen);
  } else if (const ScreenBox* view = place("Perspective"); view && is_offer) {
    at = {view->low.x + px(16), view->high.y - size_.y - px(16)};
  }
  ImGui::SetNextWindowPos(at);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(18), px(15)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleColor(ImGuiCol_Border, is_offer ? palette().line : palette().accent);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, palette().panel);
  ImGui::Begin("Lesson", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  if (beside) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRectFullScreen();
    const ImVec2 low{beside->low.x + px(1), beside->low.y + px(1)},
        high{beside->high.x - px(1), beside->high.y - px(1)};
    list.AddRect(low, high, palette().accent_soft, px(5), 0, px(6));
    list.AddRect(low, high, palette().accent, px(5), 0, px(2));
    list.PopClipRect();
  }
  Wish wish = is_offer ? draw_offer(workspace) : draw_words(workspace, lesson);
  const ImVec2 size = ImGui::GetWindowSize();
  size_ = size;
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(3);
  return wish;
}

LessonCard::Wish LessonCard::draw_words(const Workspace& workspace, const Lesson& lesson) {
  Wish wish = Wish::none;
  const std::size_t number = lesson.number(), count = Lesson::count();
  if (!lesson.is_at_end()) {
    // The way so far: a short line a step.
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImVec2 low = ImGui::GetCursorScreenPos();
    const float wide = px(264) / static_cast<float>(count);
    for (std::size_t i = 0; i < count; ++i) {
      ImVec2 a{low.x + wide * static_cast<float>(i), low.y + px(1)};
      list.AddRectFilled(a, {a.x + wide - px(4), a.y + px(3)}, i <= number ? palette().accent : palette().line,
                         px(1.5f));
    }
    ImGui::Dummy({px(264), px(8)});
  }
  paragraph(workspace.tr(lesson.step().title), fonts().strong, palette().text);
  paragraph(workspace.tr(lesson.step().text), fonts().text, palette().text);
  ImGui::Dummy({0, px(4)});
  if (lesson.is_at_end()) {
    if (main_button(workspace.label("Open an exhibition", "open-exhibition"))) wish = Wish::open_exhibition;
    ImGui::SameLine();
    if (ImGui::Button(workspace.label("Stay here", "leave").c_str())) wish = Wish::leave;
    return wish;
  }
  ImGui::PushStyleColor(ImGuiCol_Text, palette().text_quiet);
  if (ImGui::Button(workspace.label("Leave the practice", "leave").c_str())) wish = Wish::leave;
  ImGui::PopStyleColor();
  return wish;
}

LessonCard::Wish LessonCard::draw_offer(const Workspace& workspace) {
  Wish wish = Wish::none;
  paragraph(workspace.tr("New here?"), fonts().strong, palette().text);
  paragraph(workspace.tr("Hang three works in a practice exhibition: ten short steps, each done by you."), fonts().text,
            palette().text);
  ImGui::Dummy({0, px(4)});
  if (main_button(workspace.label("Begin the practice", "begin"))) wish = Wish::begin;
  ImGui::SameLine();
  if (ImGui::Button(workspace.label("Not now", "leave").c_str())) wish = Wish::leave;
  return wish;
}

}  // namespace enf::editor
