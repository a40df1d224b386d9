// Owns: which light to ask at a place: lamps, glowing meshes and openings, chosen by how much each may give there.
// Must not know: how light travels on.
// Called by: the path tracer; immutable once made, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/light/ray_scene.h"

namespace enf {

// A light as seen from a place.
struct LightSample {
  vec3 direction{0};
  float distance_m = 0;  // free sight that is needed
  float density = 0;     // probability per steradian, the choice of the light included
  vec3 luminance_cd_m2{0};
  bool is_lamp = false;
};

class LightChoice {
 public:
  // `rays` must outlive it.
  explicit LightChoice(const RayScene& rays);

  bool empty() const { return lamps_ + panels_.size() + openings_ == 0; }

  // Among which lights is chosen.
  enum class Among : std::uint8_t { all, others };  // others: all but lamps
  // A place on one light. Nothing where no light can reach.
  std::optional<LightSample> sample(vec3 at, float which, vec2 random, Among among = Among::all) const;
  bool has_others() const { return panels_.size() + openings_ > 0; }
  // The lamps that may shine to about this place, in their order.
  template <class Visit>
  void each_lamp(vec3 at, Visit&& visit) const {
    std::size_t cell = cell_of(at);
    for (std::uint32_t i = first_[cell]; i < first_other_[cell]; ++i) visit(choices_[i].light);
  }
  // A place on this lamp; its density is that of the direction alone. Nothing from within the lamp.
  std::optional<LightSample> sample_lamp(std::uint32_t lamp, vec3 at, vec2 random) const;
  // The density with which sample() from `at` gives the direction to this lamp, to this place of a glowing mesh, or out
  // through the openings.
  float lamp_density(vec3 at, std::uint32_t lamp) const;
  float panel_density(vec3 at, std::uint32_t mesh, vec3 point, vec3 face, vec3 direction,
                      Among among = Among::all) const;
  float sky_density(vec3 at, vec3 direction, Among among = Among::all) const;
  // What a lamp's ball shows to this place.
  vec3 lamp_luminance_cd_m2(std::uint32_t lamp, vec3 at) const;

 private:
  // A glowing mesh; its triangles are chosen by area.
  struct Panel {
    std::uint32_t mesh;
    Box bounds;
    float luminance, area_m2 = 0;
    std::vector<float> area_up_to;  // of each triangle
  };
  struct Choice {
    std::uint32_t light;  // lamps, panels, openings
    float chance_up_to;
  };
  std::size_t cell_of(vec3 at) const;
  void fill_cells();
  void add_cell(const Box& cell, std::uint32_t lights);
  float up_to(std::size_t cell, std::uint32_t choice) const;
  float weight(std::uint32_t light, const Box& cell) const;
  float seen_from(std::uint32_t light, const Box& cell, std::uint32_t number) const;
  float chance(vec3 at, std::uint32_t light, Among among) const;
  std::optional<LightSample> sample_panel(const Panel& panel, vec3 at, vec2 random) const;
  std::optional<LightSample> sample_opening(std::uint32_t opening, vec3 at, vec2 random) const;

  const RayScene& rays_;
  std::uint32_t lamps_ = 0, openings_ = 0;
  std::vector<Panel> panels_;
  std::vector<std::uint32_t> panel_of_mesh_;
  std::vector<mat3> lamp_axes_;  // world to the table's axes
  float sky_lx_ = 0;
  Box bounds_;
  glm::uvec3 cells_{1};
  vec3 cells_per_m_{0};
  std::vector<std::uint32_t> first_, first_other_;  // of each cell in choices_; first_ has one more
  std::vector<Choice> choices_;
};

}  // namespace enf
