// Owns: a drawing sheet in a pane: its scale, panning and zooming, and what designers' drawings are made of.
// Must not know: what is drawn.
// Called by: the plan and the wall elevation, main thread.
#pragma once

#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>

#include "engine/geometry/math.h"

namespace enf::editor {

// Metres to pixels; on the sheet x grows to the right and y down the page.
class Sheet {
 public:
  // Makes the rest of the pane the sheet and follows wheel and right or middle button over it.
  struct Pane {
    ImVec2 low, high;
    bool is_hovered = false, has_moved = false;  // by the mouse
  };
  Pane begin();
  // Shows this box with margins in pixels around it.
  struct Margins {
    float left = 0, top = 0, right = 0, bottom = 0;
  };
  void fit(dvec2 low_m, dvec2 high_m, const Margins& margins_px);

  ImVec2 to_px(dvec2 m) const;
  dvec2 to_m(ImVec2 px) const;
  float pixels(double metres) const { return static_cast<float>(metres * pixels_per_m_); }
  double metres(float pixels) const { return pixels / pixels_per_m_; }
  ImVec2 low() const { return low_; }
  ImVec2 high() const { return high_; }
  bool holds(ImVec2 p) const { return p.x >= low_.x && p.y >= low_.y && p.x < high_.x && p.y < high_.y; }

  // A light grid whose lines lie a round number of metres apart; stronger at every fifth or tenth.
  void draw_grid(ImDrawList& list) const;
  // The scale bar in the lower left corner; `named` writes its length in metres.
  void draw_scale(ImDrawList& list, const std::function<std::string(double)>& named) const;

 private:
  bool follow_mouse(bool is_over);
  ImVec2 low_{0, 0}, high_{100, 100};
  dvec2 centre_m_{0};
  double pixels_per_m_ = 50;
};

// A dimension between two points, drawn `aside_px` to the right of the way from a to b (left if negative): extension
// lines, ticks, and the text on a patch of paper.
void draw_dimension(ImDrawList& list, ImVec2 a, ImVec2 b, float aside_px, std::string_view text, ImU32 colour);
// Text in its middle, turned by nothing, on a patch of paper if `paper` is not 0.
void draw_centred(ImDrawList& list, ImVec2 middle, std::string_view text, ImU32 colour, ImU32 paper = 0);
// A frame that is drawn around what is to be selected.
void draw_net(ImDrawList& list, ImVec2 a, ImVec2 b);
void draw_dashed(ImDrawList& list, ImVec2 a, ImVec2 b, ImU32 colour, float dash_px, float thickness = 1);

// "1 250" millimetres, as drawings are dimensioned; "3.25 m" for areas and lengths in running text.
std::string millimetres(double metres);

}  // namespace enf::editor
