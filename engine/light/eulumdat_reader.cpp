#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "engine/light/number_reader.h"
#include "engine/light/photometry_file.h"

namespace enf {

namespace {

// Which of all the planes a file of this symmetry indicator holds: so many, from the first on.
struct Held {
  std::size_t first, count;
  PhotometricSymmetry symmetry;
};
Held held_planes(std::size_t indicator, std::size_t planes) {
  using enum PhotometricSymmetry;
  switch (indicator) {
    case 1:
      return {0, 1, rotational};
    case 2:
      return {0, planes / 2 + 1, bilateral};
    case 3:
      return {3 * planes / 4, planes / 2 + 1, bilateral};  // from C270 over C0 to C90
    case 4:
      return {0, planes / 4 + 1, quadrant};
    default:
      return {0, planes, none};
  }
}

}  // namespace

Result<Photometry> read_eulumdat(std::string_view text, const std::string& name) {
  NumberReader reader(text, name);
  auto count = [&](std::string_view what, std::size_t least, std::size_t most) {
    return reader.whole(reader.number_of_line(what), what, least, most);
  };
  Photometry p{.format = "EULUMDAT"};
  p.maker = reader.line("the maker");
  count("the type indicator", 0, 3);
  std::size_t indicator = count("the symmetry indicator", 0, 4);
  std::size_t planes = count("the number of C planes", 1, most_angles);
  reader.number_of_line("the distance of C planes");
  std::size_t angles = count("the number of intensities in a plane", 2, most_angles);
  reader.number_of_line("the distance of intensities");
  reader.line("the report's number");
  p.luminaire = reader.line("the luminaire's name");
  for (const char* what : {"the luminaire's number", "the file's name", "the date"}) reader.line(what);
  reader.numbers_of_lines("size of the luminaire", 3);
  std::vector<double> opening_mm = reader.numbers_of_lines("size of the luminous opening", 6);  // 2 sides, 4 heights
  reader.numbers_of_lines("share of the flux", 2);  // downwards, and out of the luminaire
  double conversion = reader.number_of_line("the conversion factor");
  reader.number_of_line("the tilt");
  std::size_t sets = count("the number of sets of lamps", 1, 20);
  double lamps = 0, lamp_lumens = 0;
  for (std::size_t i = 0; i < sets && !reader.error(); ++i) {
    double number = reader.number_of_line("the number of lamps");
    std::string type = reader.line("the type of lamps");
    double lumens = reader.number_of_line("the lumens of the lamps");
    reader.line("the colour of the lamps");
    reader.line("the colour rendering of the lamps");
    double watts = reader.number_of_line("the watts of the lamps");
    if (i == 0) lamps = number, lamp_lumens = lumens, p.lamp = type, p.watts = std::max(watts, 0.0);
  }
  reader.numbers_of_lines("direct ratio", 10);
  std::vector<double> plane_deg = reader.numbers_of_lines("C angle", planes);
  p.vertical_deg = reader.numbers_of_lines("G angle", angles);
  Held held = held_planes(indicator, planes);
  reader.check_size(held.count, angles);
  p.intensities_cd = reader.numbers_of_lines("intensity", held.count * angles);
  if (reader.error()) return fail(*reader.error());

  reader.check_angles("C", plane_deg, 0, 360);
  reader.check_angles("G", p.vertical_deg, 0, 180);
  if ((indicator == 2 && planes % 2 != 0) || (indicator >= 3 && planes % 4 != 0))
    reader.fail_with("photometry.count", fmt::format("{} C planes cannot have the symmetry {}", planes, indicator),
                     "Expected an even number for 2, a multiple of 4 for 3 and 4");
  if (auto least = std::ranges::min(opening_mm); least < 0)
    reader.fail_with("photometry.size", fmt::format("a size of the luminous opening is {} mm", least),
                     "Expected 0 or more");
  if (!(lamp_lumens > 0))
    reader.fail_with("photometry.number", fmt::format("the lamps have {} lm", lamp_lumens), "Expected more than 0");
  if (reader.error()) return fail(*reader.error());

  p.symmetry = held.symmetry;
  for (std::size_t i = held.first; i < held.first + held.count; ++i)
    p.horizontal_deg.push_back(plane_deg[i % planes] + (i >= planes ? 360 : 0));
  double cd_per_unit = lamp_lumens / 1000 * (conversion > 0 ? conversion : 1);
  for (double& cd : p.intensities_cd) cd *= cd_per_unit;
  if (held.symmetry == PhotometricSymmetry::none) {  // once around; the first plane closes the circle
    p.horizontal_deg.push_back(p.horizontal_deg.front() + 360);
    std::vector<double> first(p.intensities_cd.begin(), p.intensities_cd.begin() + std::ssize(p.vertical_deg));
    p.intensities_cd.insert(p.intensities_cd.end(), first.begin(), first.end());
  }
  p.is_round = opening_mm[1] == 0 && opening_mm[0] > 0;
  p.opening_m = dvec3(opening_mm[0], std::ranges::max(std::span(opening_mm).subspan(2)),
                      p.is_round ? opening_mm[0] : opening_mm[1]) /
                1000.0;
  drop_negative(p);
  if (sets > 1)
    p.notes.push_back({"photometry.lamp_sets", fmt::format("of {} sets of lamps the first is taken", sets)});
  if (lamps < 0)
    note_absolute(p);
  else
    p.rated_lumens = lamp_lumens;
  return p;
}

}  // namespace enf
