#include "ciede2000.h"

#include <cmath>

namespace enf {

dvec3 lab_of_srgb(vec3 encoded) {
  dvec3 c;
  for (int i = 0; i < 3; ++i) {
    double e = encoded[i];
    c[i] = e <= 0.04045 ? e / 12.92 : std::pow((e + 0.055) / 1.055, 2.4);
  }
  dvec3 xyz(0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b, 0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b,
            0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b);
  auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
  double fx = f(xyz.x / 0.95047), fy = f(xyz.y), fz = f(xyz.z / 1.08883);
  return {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

double ciede2000(dvec3 lab1, dvec3 lab2) {
  constexpr double turn = 2 * 3.14159265358979323846;
  auto radians = [](double degrees) { return degrees * turn / 360; };
  double c1 = std::hypot(lab1.y, lab1.z), c2 = std::hypot(lab2.y, lab2.z);
  double c7 = std::pow((c1 + c2) / 2, 7);
  double g = 0.5 * (1 - std::sqrt(c7 / (c7 + std::pow(25.0, 7))));
  double a1 = (1 + g) * lab1.y, a2 = (1 + g) * lab2.y;
  double p1 = std::hypot(a1, lab1.z), p2 = std::hypot(a2, lab2.z);
  auto hue = [&](double b, double a) {
    if (a == 0 && b == 0) return 0.0;
    double h = std::atan2(b, a);
    return h < 0 ? h + turn : h;
  };
  double h1 = hue(lab1.z, a1), h2 = hue(lab2.z, a2);
  double dh = 0;
  if (p1 * p2 != 0) {
    dh = h2 - h1;
    if (dh > turn / 2) dh -= turn;
    if (dh < -turn / 2) dh += turn;
  }
  double dl = lab2.x - lab1.x, dc = p2 - p1, d_hue = 2 * std::sqrt(p1 * p2) * std::sin(dh / 2);
  double l = (lab1.x + lab2.x) / 2, c = (p1 + p2) / 2, h = h1 + h2;
  if (p1 * p2 != 0) {
    if (std::abs(h1 - h2) <= turn / 2) h /= 2;
    else h = h < turn ? (h + turn) / 2 : (h - turn) / 2;
  }
  double t = 1 - 0.17 * std::cos(h - radians(30)) + 0.24 * std::cos(2 * h) + 0.32 * std::cos(3 * h + radians(6)) -
             0.20 * std::cos(4 * h - radians(63));
  double theta = radians(30) * std::exp(-std::pow((h * 360 / turn - 275) / 25, 2));
  double rc = 2 * std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7)));
  double sl = 1 + 0.015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2));
  double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
  double rt = -std::sin(2 * theta) * rc;
  double x = dl / sl, y = dc / sc, z = d_hue / sh;
  return std::sqrt(x * x + y * y + z * z + rt * y * z);
}

}  // namespace enf
