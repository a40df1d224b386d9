#include <algorithm>
#include <cmath>

#include "engine/light/traced_scene.h"

namespace enf {

namespace {
// Sideways directions of a type B or A luminaire differ from degree to degree as much as those along its axis.
constexpr std::size_t full_azimuths = 180;
}  // namespace

void IntensityTable::find_greatest() {
  greatest_.assign(polar_steps + 1, 0);
  for (std::size_t i = 0; i < candela_.size(); ++i)
    greatest_[i % (polar_steps + 1)] = std::max(greatest_[i % (polar_steps + 1)], candela_[i]);
}

IntensityTable IntensityTable::round(const std::function<double(double)>& candela) {
  IntensityTable table(1);
  for (std::size_t p = 0; p <= polar_steps; ++p)
    table.candela_[p] = static_cast<float>(candela(std::cos(glm::pi<double>() * static_cast<double>(p) / polar_steps)));
  table.find_greatest();
  return table;
}

IntensityTable IntensityTable::uniform(double candela) {
  return round([&](double) { return candela; });
}

IntensityTable IntensityTable::of(const Photometry& photometry) {
  bool is_round = photometry.symmetry == PhotometricSymmetry::rotational && photometry.type == PhotometricType::c;
  IntensityTable table(is_round ? 1 : full_azimuths);
  for (std::size_t a = 0; a < table.azimuths_; ++a)
    for (std::size_t p = 0; p <= polar_steps; ++p) {
      double polar = glm::pi<double>() * static_cast<double>(p) / polar_steps;
      double azimuth = 2 * glm::pi<double>() * static_cast<double>(a) / static_cast<double>(table.azimuths_);
      dvec3 d(std::sin(polar) * std::cos(azimuth), -std::cos(polar), std::sin(polar) * std::sin(azimuth));
      table.candela_[a * (polar_steps + 1) + p] = static_cast<float>(intensity_cd(photometry, d));
    }
  table.find_greatest();
  return table;
}

float IntensityTable::candela(vec3 d) const {
  float polar = std::acos(std::clamp(-d.y, -1.0f, 1.0f)) * (static_cast<float>(polar_steps) / pi);
  auto low = std::min(static_cast<std::size_t>(polar), polar_steps - 1);
  float part = polar - static_cast<float>(low);
  auto along = [&](std::size_t azimuth) {
    const float* row = &candela_[azimuth * (polar_steps + 1) + low];
    return row[0] + (row[1] - row[0]) * part;
  };
  if (azimuths_ == 1) return along(0);
  float turn = std::atan2(d.z, d.x) / (2 * pi);
  float azimuth = (turn < 0 ? turn + 1 : turn) * static_cast<float>(azimuths_);
  auto first = static_cast<std::size_t>(azimuth);
  float share = azimuth - static_cast<float>(first);
  return along(first % azimuths_) * (1 - share) + along((first + 1) % azimuths_) * share;
}

float IntensityTable::greatest_between(float from_rad, float to_rad) const {
  auto step = [](float angle) { return std::clamp(angle, 0.0f, pi) * (static_cast<float>(polar_steps) / pi); };
  auto first = static_cast<std::size_t>(step(from_rad));
  auto last = std::min(static_cast<std::size_t>(std::ceil(step(to_rad))), polar_steps);
  return *std::max_element(greatest_.begin() + static_cast<std::ptrdiff_t>(first),
                           greatest_.begin() + static_cast<std::ptrdiff_t>(last) + 1);
}

}  // namespace enf
