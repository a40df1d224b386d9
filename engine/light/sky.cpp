#include "engine/light/sky.h"

#include <algorithm>
#include <cmath>

namespace enf {
namespace {

// ISO 15469, type 12: gradation and scattering indicatrix.
double gradation(double cos_zenith) { return 1 - std::exp(-0.32 / std::max(cos_zenith, 1e-3)); }
double indicatrix(double angle) {
  return 1 + 10 * (std::exp(-3 * angle) - std::exp(-3 * glm::half_pi<double>())) + 0.45 * std::pow(std::cos(angle), 2);
}
double angle_of(double cosine) { return std::acos(std::clamp(cosine, -1.0, 1.0)); }

double relative_luminance(const Sky& sky, vec3 d) {
  double up = std::max(static_cast<double>(d.y), 0.0);
  switch (sky.kind) {
    case SkyKind::uniform:
      return 1;
    case SkyKind::overcast:
      return (1 + 2 * up) / 3;
    case SkyKind::clear:
      return gradation(up) * indicatrix(angle_of(glm::dot(d, sky.to_sun))) /
             (gradation(1) * indicatrix(angle_of(sky.to_sun.y)));
    case SkyKind::none:
      break;
  }
  return 0;
}

double horizontal_share(const Sky& sky) {
  switch (sky.kind) {
    case SkyKind::uniform:
      return glm::pi<double>();
    case SkyKind::overcast:
      return 7.0 / 9 * glm::pi<double>();
    case SkyKind::clear: {
      // Equal shares of the cosine-weighted hemisphere.
      constexpr int rings = 64, parts = 128;
      double sum = 0;
      for (int r = 0; r < rings; ++r)
        for (int p = 0; p < parts; ++p) {
          double s = std::sqrt((r + 0.5) / rings), turn = 2 * glm::pi<double>() * (p + 0.5) / parts;
          vec3 d(static_cast<float>(s * std::cos(turn)), static_cast<float>(std::sqrt(1 - s * s)),
                 static_cast<float>(s * std::sin(turn)));
          sum += relative_luminance(sky, d);
        }
      return sum * glm::pi<double>() / (rings * parts);
    }
    case SkyKind::none:
      break;
  }
  return 0;
}

}  // namespace

vec3 sky_illuminance(const Sky& sky) {
  return sky.colour * static_cast<float>(sky.zenith_cd_m2 * horizontal_share(sky));
}

float overcast_day(vec3 direction) {
  // An upright pane receives pi / 6 + 4 / 9 times the zenith's luminance from half the sky, and pi / 2 times that of
  // the ground, which is 0.2 * 7 / 9 of the zenith's: together 1.2124 of it; from even surroundings pi.
  constexpr float zenith = pi / 1.2124f, ground = zenith * 0.2f * 7 / 9, haze = 0.03f;
  float sky = zenith * (1 + 2 * std::max(direction.y, 0.0f)) / 3;
  return glm::mix(ground, sky, glm::smoothstep(-haze, haze, direction.y));
}

vec3 sky_luminance(const Sky& sky, vec3 direction) {
  if (sky.kind == SkyKind::none) return vec3(0);
  if (direction.y < 0) return sky.ground_cd_m2;
  return sky.colour * static_cast<float>(sky.zenith_cd_m2 * relative_luminance(sky, direction));
}

}  // namespace enf
