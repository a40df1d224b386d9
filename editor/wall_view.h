// Owns: the elevation of the wall one works at: drawing it to scale with its dimensions, hanging and dragging on it.
// Must not know: other panes.
// Called by: the app, main thread.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "editor/drop_place.h"
#include "editor/operators/snap.h"
#include "editor/sheet.h"
#include "editor/workspace.h"

namespace enf::editor {

class WallView {
 public:
  // What a work looks like; 0 where there is no picture of it.
  using Texture = std::function<ImTextureID(const Work&)>;

  // What the spots give the wall: a picture in false colours, null while it is worked out, and the number at a place.
  struct Light {
    ImTextureID picture = nullptr;
    std::function<double(double along_m, double above_m)> lux;
  };

  // Draws into the current window's free space; with `light`, what the wall receives.
  void draw(Workspace& workspace, const Texture& texture, const Light* light);
  void fit() { wants_fit_ = true; }
  // Whether the elevation lies there in the window, and what place on the wall that is.
  bool holds(ImVec2 point) const { return sheet_.holds(point); }
  DropPlace place_at(const Workspace& workspace, ImVec2 point) const;

 private:
  struct Drag {
    AnyId id;
    dvec2 from{0};  // along the wall and above the floor
    bool moved = false;
  };
  // What hangs on the wall, with what it takes up.
  struct Hung {
    AnyId id;
    OnWallBox box;
    const Work* work = nullptr;  // null: a text, a label or an opening
    double tallest_m = 0;        // of a text, in the language that needs most
    // With what it takes up in any language.
    OnWallBox whole() const { return {box.along_m, box.height_m, box.wide_m, std::max(box.high_m, tallest_m)}; }
  };
  // How high a text is when it is set, in the interface's language and in the one that needs most.
  struct TextHeights {
    LocalizedText title, body;  // what they follow from
    double width_m = 0;
    std::string language;
    std::vector<std::string> languages;
    double shown_m = 0, tallest_m = 0;
  };
  const TextHeights& heights_of(const Workspace& workspace, const Document& document, const WallText& text) const;
  struct OnThisWall {
    const Room* room = nullptr;
    std::uint32_t wall = 0;
    double length_m = 0, height_m = 0, centre_line_m = 1.5;
    std::vector<Hung> hung;      // works and texts, from left to right
    std::vector<Hung> labels;    // as high as in the interface's language
    std::vector<Hung> openings;  // doorways and windows
  };
  OnThisWall gather(const Workspace& workspace, const DividedDocument& divided) const;
  ImVec2 to_px(double along, double above) const { return sheet_.to_px({along, -above}); }
  dvec2 to_m(ImVec2 p) const {
    dvec2 m = sheet_.to_m(p);
    return {m.x, -m.y};
  }
  std::optional<AnyId> hit_at(const OnThisWall& wall, dvec2 at) const;
  void drag(Workspace& workspace, dvec2 to);
  static void drag_label(Workspace& workspace, const LabelId& id, const OnThisWall& wall, dvec2 to);
  static bool is_covered(const Workspace& workspace, const OnThisWall& wall, const Hung& one);
  void draw_label(const Workspace& workspace, const OnThisWall& wall, const Hung& one, ImDrawList& list) const;
  void draw_mark(const Workspace& workspace, const OnThisWall& wall, const Hung& one, ImDrawList& list) const;
  static void select_within(Workspace& workspace, const OnThisWall& wall, dvec2 a, dvec2 b);
  void take_drop(Workspace& workspace, dvec2 at);
  std::vector<SnapGuide> guides_;
  void draw_wall(const OnThisWall& wall, ImDrawList& list) const;
  void draw_light(const Workspace& workspace, const OnThisWall& wall, const Light& light, dvec2 mouse,
                  ImDrawList& list) const;
  void draw_hung(const Workspace& workspace, const OnThisWall& wall, const Texture& texture, ImDrawList& list) const;
  void draw_dimensions(const Workspace& workspace, const OnThisWall& wall, ImDrawList& list) const;

  Sheet sheet_;
  std::optional<Drag> drag_;
  std::optional<AnyId> hover_;
  std::optional<dvec2> net_from_;  // where a frame is drawn from, around what is to be selected
  bool wants_fit_ = true;
  std::pair<RoomId, std::uint32_t> shown_;
  mutable std::map<WallTextId, TextHeights> heights_;  // of texts set before
};

}  // namespace enf::editor
