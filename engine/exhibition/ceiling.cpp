#include "engine/exhibition/ceiling.h"

#include <algorithm>
#include <cmath>

#include "engine/geometry/polygon.h"

namespace enf {

namespace {

constexpr double laylight_frame_m = 0.3;  // the panes lie above the ceiling's surface

dvec2 centroid(const std::vector<dvec2>& plan) {
  dvec2 sum(0);
  double area = 0;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    dvec2 a = plan[i], b = plan[(i + 1) % plan.size()];
    double twice = a.x * b.y - b.x * a.y;
    sum += (a + b) * twice, area += 3 * twice;
  }
  return sum / area;
}

bool is_rectangle(const std::vector<dvec2>& plan) {
  if (plan.size() != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    dvec2 a = plan[(i + 1) % 4] - plan[i], b = plan[(i + 2) % 4] - plan[(i + 1) % 4];
    if (std::abs(glm::dot(a, b)) > 0.002 * glm::length(a) * glm::length(b)) return false;
  }
  return true;
}

// Height of a half ellipse at `x` from -1 to 1, 1 in the middle.
double arch(double x) { return std::sqrt(std::max(0.0, 1 - x * x)); }

}  // namespace

std::string_view ceiling_problem(const Room& room) {
  switch (room.ceiling.form) {
    case CeilingForm::flat:
    case CeilingForm::coved:
      return {};
    case CeilingForm::barrel_vault:
    case CeilingForm::groin_vault:
      if (!is_rectangle(room.plan)) return "a vault needs a plan with four right angles";
      if (room.ceiling.form == CeilingForm::groin_vault && room.laylight.illuminance_lx > 0)
        return "a groin vault's crossing leaves no place for a laylight";
      return {};
    case CeilingForm::dome: {
      dvec2 middle = centroid(room.plan);
      for (std::size_t i = 0; i < room.plan.size(); ++i) {
        dvec2 a = room.plan[i], d = room.plan[(i + 1) % room.plan.size()] - a;
        double distance = (d.x * (middle - a).y - d.y * (middle - a).x) / glm::length(d);
        if (distance < 0.5) return "a dome needs a plan whose middle sees every wall";
      }
      return {};
    }
  }
  return {};
}

VaultBay vault_bay(const Room& room) {
  dvec2 a = room.plan[1] - room.plan[0], b = room.plan[2] - room.plan[1];
  if (glm::length(b) > glm::length(a)) std::swap(a, b);
  return {(room.plan[0] + room.plan[2]) * 0.5, glm::normalize(a), glm::length(a) / 2, glm::length(b) / 2};
}

double DomeRing::ring_height_m() const { return std::sqrt(std::max(0.0, sphere_m * sphere_m - ring_m * ring_m)); }

DomeRing dome_ring(const Room& room) {
  DomeRing dome{.middle = centroid(room.plan), .ring_m = 1e9};
  for (std::size_t i = 0; i < room.plan.size(); ++i) {
    dvec2 a = room.plan[i], b = room.plan[(i + 1) % room.plan.size()];
    dome.sphere_m = std::max(dome.sphere_m, glm::distance(dome.middle, a));
    dome.ring_m = std::min(dome.ring_m, distance_to_segment(dome.middle, a, b).distance);
  }
  return dome;
}

double ceiling_height_at_m(const Room& room, dvec2 place) {
  double walls = room.ceiling_height_m, rise = room.ceiling.rise_m;
  switch (room.ceiling.form) {
    case CeilingForm::flat:
      return walls;
    case CeilingForm::coved: {
      double distance = 1e9;
      for (std::size_t i = 0; i < room.plan.size(); ++i)
        distance = std::min(distance,
                            distance_to_segment(place, room.plan[i], room.plan[(i + 1) % room.plan.size()]).distance);
      return walls + rise * arch(1 - std::min(1.0, distance / cove_reach_m(room)));
    }
    case CeilingForm::barrel_vault:
    case CeilingForm::groin_vault: {
      VaultBay bay = vault_bay(room);
      double across = arch(glm::dot(place - bay.middle, bay.across()) / bay.half_width_m);
      if (room.ceiling.form == CeilingForm::barrel_vault) return walls + rise * across;
      return walls + rise * std::max(across, arch(glm::dot(place - bay.middle, bay.along) / bay.half_length_m));
    }
    case CeilingForm::dome: {
      DomeRing dome = dome_ring(room);
      double out = glm::distance(place, dome.middle);
      if (out > dome.ring_m) return walls + dome.sphere_m * arch(out / dome.sphere_m);
      return walls + dome.ring_height_m() + room.ceiling.drum_m + rise * arch(out / dome.ring_m);
    }
  }
  return walls;
}

double ceiling_top_m(const Room& room) {
  const Ceiling& ceiling = room.ceiling;
  double top = room.ceiling_height_m + laylight_frame_m;
  if (ceiling.form != CeilingForm::flat) top += ceiling.rise_m;
  if (ceiling.form == CeilingForm::dome && ceiling_problem(room).empty())
    top += ceiling.drum_m + dome_ring(room).ring_height_m();
  return top;
}

}  // namespace enf
