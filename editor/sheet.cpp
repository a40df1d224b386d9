#include "editor/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "editor/theme.h"

namespace enf::editor {

Sheet::Pane Sheet::begin() {
  ImVec2 space = ImGui::GetContentRegionAvail();
  space = {std::max(space.x, 32.0f), std::max(space.y, 32.0f)};
  low_ = ImGui::GetCursorScreenPos(), high_ = {low_.x + space.x, low_.y + space.y};
  ImGui::InvisibleButton(
      "sheet", space,
      ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
  bool is_hovered = ImGui::IsItemHovered();
  return {low_, high_, is_hovered, follow_mouse(is_hovered || ImGui::IsItemActive())};
}

bool Sheet::follow_mouse(bool is_over) {
  const ImGuiIO& io = ImGui::GetIO();
  bool moved = false;
  if (is_over && io.MouseWheel != 0) {
    dvec2 under = to_m(io.MousePos);
    pixels_per_m_ = std::clamp(pixels_per_m_ * std::pow(1.15, io.MouseWheel), 2.0, 4'000.0);
    centre_m_ += under - to_m(io.MousePos);
    moved = true;
  }
  for (ImGuiMouseButton button : {ImGuiMouseButton_Right, ImGuiMouseButton_Middle})
    if (is_over && ImGui::IsMouseDragging(button, 0)) {
      centre_m_ -= dvec2(io.MouseDelta.x, io.MouseDelta.y) / pixels_per_m_;
      moved = moved || io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    }
  return moved;
}

void Sheet::fit(dvec2 low_m, dvec2 high_m, const Margins& m) {
  dvec2 size = glm::max(high_m - low_m, dvec2(0.5));
  double wide = std::max(40.0f, high_.x - low_.x - m.left - m.right),
         high = std::max(40.0f, high_.y - low_.y - m.top - m.bottom);
  pixels_per_m_ = std::clamp(std::min(wide / size.x, high / size.y), 2.0, 4'000.0);
  centre_m_ = (low_m + high_m) / 2.0 + dvec2(m.right - m.left, m.bottom - m.top) / (2 * pixels_per_m_);
}

ImVec2 Sheet::to_px(dvec2 m) const {
  dvec2 p = (m - centre_m_) * pixels_per_m_;
  return {static_cast<float>((low_.x + high_.x) / 2 + p.x), static_cast<float>((low_.y + high_.y) / 2 + p.y)};
}

dvec2 Sheet::to_m(ImVec2 p) const {
  return centre_m_ + dvec2(p.x - (low_.x + high_.x) / 2, p.y - (low_.y + high_.y) / 2) / pixels_per_m_;
}

void Sheet::draw_grid(ImDrawList& list) const {
  double step = 0.1;
  for (double next : {0.5, 1.0, 5.0, 10.0, 50.0})
    if (pixels(step) < px(14)) step = next;
  int strong = step == 0.5 ? 2 : step == 0.1 || step == 1.0 || step == 10.0 ? 5 : 2;
  dvec2 a = to_m(low_), b = to_m(high_);
  auto colour = [&](long i) { return i % strong == 0 ? palette().grid_strong : palette().grid; };
  for (long i = std::lround(std::ceil(a.x / step)); i * step <= b.x; ++i) {
    float x = std::floor(to_px({i * step, 0}).x) + 0.5f;
    list.AddLine({x, low_.y}, {x, high_.y}, colour(i));
  }
  for (long i = std::lround(std::ceil(a.y / step)); i * step <= b.y; ++i) {
    float y = std::floor(to_px({0, i * step}).y) + 0.5f;
    list.AddLine({low_.x, y}, {high_.x, y}, colour(i));
  }
}

void Sheet::draw_scale(ImDrawList& list, const std::function<std::string(double)>& named) const {
  double length = 0.1;
  for (double next : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0})
    if (pixels(next) < px(130)) length = next;
  ImVec2 a{low_.x + px(14), high_.y - px(14)}, b{a.x + pixels(length), a.y};
  ImU32 colour = palette().text_quiet;
  list.AddRectFilled({a.x - px(6), a.y - px(14)}, {b.x + px(44), a.y + px(8)}, palette().paper, px(3));
  list.AddLine(a, b, colour, 1.5f);
  for (ImVec2 end : {a, b}) list.AddLine({end.x, end.y - px(4)}, {end.x, end.y + px(1)}, colour, 1.5f);
  list.AddText(fonts().small, fonts().small->FontSize, {b.x + px(8), a.y - px(9)}, colour, named(length).c_str());
}

void draw_centred(ImDrawList& list, ImVec2 middle, std::string_view text, ImU32 colour, ImU32 paper) {
  ImFont* font = fonts().small;
  ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e6f, 0, text.data(), text.data() + text.size());
  ImVec2 low{std::round(middle.x - size.x / 2), std::round(middle.y - size.y / 2)};
  if (paper) list.AddRectFilled({low.x - px(3), low.y}, {low.x + size.x + px(3), low.y + size.y}, paper);
  list.AddText(font, font->FontSize, low, colour, text.data(), text.data() + text.size());
}

void draw_dimension(ImDrawList& list, ImVec2 a, ImVec2 b, float aside, std::string_view text, ImU32 colour) {
  vec2 from(a.x, a.y), to(b.x, b.y);
  float length = glm::distance(from, to);
  if (length < px(5)) return;
  vec2 along = (to - from) / length, out(-along.y, along.x);
  vec2 p = from + out * aside, q = to + out * aside;
  auto line = [&](vec2 s, vec2 e) { list.AddLine({s.x, s.y}, {e.x, e.y}, colour); };
  float sign = aside < 0 ? -1.0f : 1.0f;
  line(from + out * (px(4) * sign), p + out * (px(3) * sign)),
      line(to + out * (px(4) * sign), q + out * (px(3) * sign));
  line(p, q);
  vec2 tick = (along + out) * px(3);
  for (vec2 end : {p, q})
    list.AddLine({end.x - tick.x, end.y - tick.y}, {end.x + tick.x, end.y + tick.y}, colour, 1.5f);
  ImFont* font = fonts().small;
  float wide = font->CalcTextSizeA(font->FontSize, 1e6f, 0, text.data(), text.data() + text.size()).x;
  bool steep = std::abs(along.y) > 0.7f;
  if (!steep && wide + px(2) > length) return;  // it would lie over its neighbours
  vec2 middle = (p + q) * 0.5f;
  draw_centred(list, {middle.x, middle.y}, text, colour, palette().paper);
}

void draw_net(ImDrawList& list, ImVec2 a, ImVec2 b) {
  const ImVec2 low{std::min(a.x, b.x), std::min(a.y, b.y)}, high{std::max(a.x, b.x), std::max(a.y, b.y)};
  list.AddRectFilled(low, high, (palette().accent & 0x00ffffffu) | (28u << IM_COL32_A_SHIFT));
  list.AddRect(low, high, palette().accent, 0, 0, px(1));
}

void draw_dashed(ImDrawList& list, ImVec2 a, ImVec2 b, ImU32 colour, float dash, float thickness) {
  vec2 from(a.x, a.y), to(b.x, b.y);
  float length = glm::distance(from, to);
  if (length <= 0 || length > 20'000) return;
  vec2 along = (to - from) / length;
  for (float at = 0; at < length; at += 2 * dash) {
    vec2 s = from + along * at, e = from + along * std::min(at + dash, length);
    list.AddLine({s.x, s.y}, {e.x, e.y}, colour, thickness);
  }
}

std::string millimetres(double metres) {
  long mm = std::lround(metres * 1000);
  std::string sign = mm < 0 ? "-" : "";
  mm = std::abs(mm);
  return mm >= 1000 ? fmt::format("{}{}\u202f{:03}", sign, mm / 1000, mm % 1000) : fmt::format("{}{}", sign, mm);
}

}  // namespace enf::editor
