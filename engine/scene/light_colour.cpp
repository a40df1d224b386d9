#include <algorithm>
#include <cmath>

#include "engine/geometry/polygon.h"
#include "engine/scene/build.h"

namespace enf {

// Linear sRGB of a black body with luminance 1. Chromaticity after Kim et al. 2002 (US patent 7024034), valid from
// 1667 to 25000 K, within 0.002 of the Planckian locus.
static vec3 black_body(double temperature_k) {
  double t = std::clamp(temperature_k, 1667.0, 25000.0), t2 = t * t, t3 = t2 * t;
  double x = t <= 4000 ? -0.2661239e9 / t3 - 0.2343589e6 / t2 + 0.8776956e3 / t + 0.179910
                       : -3.0258469e9 / t3 + 2.1070379e6 / t2 + 0.2226347e3 / t + 0.240390;
  double x2 = x * x, x3 = x2 * x;
  double y = t <= 2222   ? -1.1063814 * x3 - 1.34811020 * x2 + 2.18555832 * x - 0.20219683
             : t <= 4000 ? -0.9549476 * x3 - 1.37418593 * x2 + 2.09137015 * x - 0.16748867
                         : 3.0817580 * x3 - 5.87338670 * x2 + 3.75112997 * x - 0.37001483;
  double X = x / y, Z = (1 - x - y) / y;
  // IEC 61966-2-1, XYZ (D65) to linear sRGB.
  vec3 rgb(static_cast<float>(3.2406 * X - 1.5372 - 0.4986 * Z), static_cast<float>(-0.9689 * X + 1.8758 + 0.0415 * Z),
           static_cast<float>(0.0557 * X - 0.2040 + 1.0570 * Z));
  return glm::max(rgb, vec3(0.001f));
}

vec3 light_colour(double temperature_k, double adapted_k) {
  vec3 relative = black_body(temperature_k) / black_body(adapted_k);
  return relative / std::max({relative.x, relative.y, relative.z});
}

static double reciprocal_of(double temperature_k) { return 1 / std::clamp(temperature_k, 1667.0, 25000.0); }

double adapted_white(const Room& room, std::span<const std::shared_ptr<const Light>> lights) {
  constexpr double neutral_k = 4000, towards_neutral = 0.2;
  double flux_sum = 0, weighted = 0;
  auto add = [&](double flux_lm, double temperature_k) {
    flux_sum += flux_lm, weighted += flux_lm * reciprocal_of(temperature_k);
  };
  for (const auto& light : lights)
    add(light->intensity_cd * light->dimming * 2 * glm::pi<double>() * (1 - std::cos(light->beam_angle_rad / 2)),
        light->colour_temperature_k);
  add(room.laylight.illuminance_lx * std::abs(signed_area(room.plan)), room.laylight.colour_temperature_k);
  if (flux_sum <= 0) return neutral_k;
  return 1 / (weighted / flux_sum * (1 - towards_neutral) + towards_neutral / neutral_k);
}

double perceived_temperature(double temperature_k, double adapted_k) {
  return 2 / (reciprocal_of(temperature_k) + reciprocal_of(adapted_k));
}

}  // namespace enf
