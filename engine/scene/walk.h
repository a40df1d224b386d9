// Owns: where a visitor can stand and how they slide along what stands in the way.
// Must not know: input, time, cameras.
// Called by: the visitor's main thread; immutable after construction.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/exhibition/document.h"
#include "engine/scene/model_triangles.h"
#include "engine/scene/render_scene.h"

namespace enf {

// Eye heights above the floor, metres.
constexpr float standing_eye_m = 1.6f, seated_eye_m = 1.15f, child_eye_m = 1.1f;

// A visitor is a circle of `radius_m` on the floor plan (x, z). Solid are: walls, closed doors, plinths, vitrines,
// benches, barriers, stanchions, free-standing works, and in rooms brought in as models whatever rises between 0.35 m
// and 1.7 m above their floor.
class Walker {
 public:
  static constexpr float radius_m = 0.3f;

  // `scene`, if given, is the document's scene; its room models are walked on as they are.
  explicit Walker(const Document& document, const RenderScene* scene = nullptr);

  // Where one gets when walking from `from` straight to `to`, sliding along what is solid. Never passes through
  // anything, however far; never leaves the floor. A start inside something solid is first moved to the nearest free
  // place.
  vec2 move(vec2 from, vec2 to) const;
  // Whether one can stand here.
  bool free(vec2 at) const;
  // The nearest place where one can stand within 3 m; `at` itself if there is none.
  vec2 nearest_free(vec2 at) const;
  // The floor's height below a place, metres.
  float floor_m(vec2 at) const;
  // The corners of a way from `from` to `to` (or to the free place nearest to it), both included; empty if there is
  // none. Around obstacles and through doorways, at most about 60 m.
  std::vector<vec2> path(vec2 from, vec2 to) const;

 private:
  struct Segment {
    vec2 a, b;
  };
  struct Area {  // a room's plan or a doorway's passage
    std::vector<dvec2> corners;
    float from_m = 0, to_m = 0;  // floor height at its first and third corner
    vec2 from{0}, to{0};         // where those heights hold
  };
  // Things by grid cell of one metre.
  template <class T>
  struct Grid {
    std::vector<T> items;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells;
    void add(const T& item, vec2 low, vec2 high);
    template <class Visit>
    void near(vec2 at, float reach, Visit&& visit) const;
  };

  void add_box(vec2 centre, float heading, vec2 half);
  void add_room_model(const ModelItem& item);
  std::optional<float> model_floor(vec2 at, float level) const;
  // Calls visit(nearest point) for each solid thing within `reach`.
  template <class Visit>
  void obstacles(vec2 at, float reach, Visit&& visit) const;
  bool on_floor(vec2 at) const;
  bool inside_box(vec2 at) const;
  std::optional<vec2> pushed_out(vec2 at) const;
  bool clear(vec2 from, vec2 to) const;

  Grid<Segment> segments_;
  Grid<std::array<vec2, 4>> boxes_;
  Grid<Triangle> triangles_;
  std::vector<Area> areas_;
  std::vector<Box> model_bounds_;
};

}  // namespace enf
