#include "engine/light/photometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace enf {

namespace {

constexpr double radian = std::numbers::pi / 180;

// A place between two neighbours of a growing list.
struct Between {
  std::size_t low = 0, high = 0;
  double share = 0;  // of `high`
};

// Where `value` lies among the angles; false outside them. The ends are taken a hair wider than they are.
bool find(std::span<const double> angles, double value, Between& place) {
  constexpr double hair = 1e-6;
  if (value < angles.front() - hair || value > angles.back() + hair) return false;
  auto above = static_cast<std::size_t>(std::ranges::upper_bound(angles, value) - angles.begin());
  place.high = std::min(std::max<std::size_t>(above, 1), angles.size() - 1);
  place.low = place.high == 0 ? 0 : place.high - 1;
  double step = angles[place.high] - angles[place.low];
  place.share = step > 0 ? std::clamp((value - angles[place.low]) / step, 0.0, 1.0) : 0;
  return true;
}

// The angle among those measured at which the same is to be seen, by symmetry.
double fold(double horizontal, const Photometry& p) {
  double first = p.horizontal_deg.front();
  if (p.horizontal_deg.size() == 1) return first;
  if (p.type != PhotometricType::c) return first >= 0 ? std::abs(horizontal) : horizontal;
  horizontal = std::fmod(horizontal + 720, 360);
  if (p.symmetry == PhotometricSymmetry::quadrant) {
    double half = horizontal > 180 ? 360 - horizontal : horizontal;
    return half > 90 ? 180 - half : half;
  }
  if (p.symmetry == PhotometricSymmetry::bilateral) {
    double beyond = std::fmod(horizontal - first + 720, 360);  // the plane where the measurements begin is the mirror
    return first + std::min(beyond, 360 - beyond);
  }
  return horizontal;
}

struct Angles {
  double vertical = 0, horizontal = 0;  // degrees
};

Angles angles_of(PhotometricType type, dvec3 d) {
  // Along the axis any plane serves.
  auto degrees = [](double y, double x) { return std::hypot(x, y) < 1e-12 ? 0 : std::atan2(y, x) / radian; };
  switch (type) {
    case PhotometricType::c:
      return {std::acos(std::clamp(-d.y, -1.0, 1.0)) / radian, degrees(-d.z, d.x)};
    case PhotometricType::b:
      return {std::asin(std::clamp(d.x, -1.0, 1.0)) / radian, degrees(d.z, -d.y)};
    case PhotometricType::a:
      break;
  }
  return {std::asin(std::clamp(d.y, -1.0, 1.0)) / radian, degrees(d.z, d.x)};
}

// The integral over one measured plane, in lumens per radian of horizontal angle: each piece of the intensity is a line
// in the angle, whose product with the sine (type C) or cosine of it has a closed form.
double flux_of_plane(const Photometry& p, std::size_t h) {
  double sum = 0;
  for (std::size_t v = 0; v + 1 < p.vertical_deg.size(); ++v) {
    double a0 = p.vertical_deg[v] * radian, a1 = p.vertical_deg[v + 1] * radian;
    double slope = (p.at(h, v + 1) - p.at(h, v)) / (a1 - a0), start = p.at(h, v) - slope * a0;
    auto primitive = [&](double a) {
      return p.type == PhotometricType::c ? -(start + slope * a) * std::cos(a) + slope * std::sin(a)
                                          : (start + slope * a) * std::sin(a) + slope * std::cos(a);
    };
    sum += primitive(a1) - primitive(a0);
  }
  return sum;
}

}  // namespace

double intensity_cd(const Photometry& p, dvec3 direction) {
  Angles angles = angles_of(p.type, direction);
  if (p.type != PhotometricType::c && p.vertical_deg.front() >= 0) angles.vertical = std::abs(angles.vertical);
  Between h, v;
  if (!find(p.vertical_deg, angles.vertical, v) || !find(p.horizontal_deg, fold(angles.horizontal, p), h)) return 0;
  return std::lerp(std::lerp(p.at(h.low, v.low), p.at(h.low, v.high), v.share),
                   std::lerp(p.at(h.high, v.low), p.at(h.high, v.high), v.share), h.share);
}

double peak_cd(const Photometry& p) { return p.intensities_cd.empty() ? 0 : std::ranges::max(p.intensities_cd); }

double luminous_flux_lm(const Photometry& p) {
  std::size_t planes = p.horizontal_deg.size();
  if (planes == 1 && p.type == PhotometricType::c) return 2 * std::numbers::pi * flux_of_plane(p, 0);
  double sum = 0;
  for (std::size_t h = 0; h + 1 < planes; ++h)
    sum +=
        (p.horizontal_deg[h + 1] - p.horizontal_deg[h]) * radian * (flux_of_plane(p, h) + flux_of_plane(p, h + 1)) / 2;
  if (p.type == PhotometricType::c) return sum * 360 / (p.horizontal_deg.back() - p.horizontal_deg.front());
  if (p.horizontal_deg.front() >= 0) sum *= 2;
  if (p.vertical_deg.front() >= 0) sum *= 2;
  return sum;
}

double opening_angle_deg(const Photometry& p, double share) {
  double peak = peak_cd(p);
  if (!(peak > 0)) return 0;
  dvec3 axis(0, -1, 0);
  if (p.type == PhotometricType::a) axis = {1, 0, 0};
  if (p.type == PhotometricType::c) {
    std::size_t brightest =
        static_cast<std::size_t>(std::ranges::max_element(p.intensities_cd) - p.intensities_cd.begin());
    if (p.vertical_deg[brightest % p.vertical_deg.size()] > 90) axis = {0, 1, 0};
  }
  dvec3 side = axis.x != 0 ? dvec3(0, 0, 1) : dvec3(1, 0, 0), other = glm::cross(axis, side);
  constexpr int half_planes = 72;
  constexpr double step_deg = 0.1;
  double sum = 0;
  for (int i = 0; i < half_planes; ++i) {
    double around = 2 * std::numbers::pi * i / half_planes;
    dvec3 out = std::cos(around) * side + std::sin(around) * other;
    auto seen = [&](double deg) {
      return intensity_cd(p, std::cos(deg * radian) * axis + std::sin(deg * radian) * out) - share * peak;
    };
    double last = 0, before = seen(0);
    for (int k = 1; k <= 900; ++k) {
      double now = seen(k * step_deg);
      if (now >= 0) last = k * step_deg;
      if (before >= 0 && now < 0) last = (k - 1 + before / (before - now)) * step_deg;
      before = now;
    }
    sum += last;
  }
  return 2 * sum / half_planes;
}

}  // namespace enf
