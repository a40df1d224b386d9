#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/light/number_reader.h"
#include "engine/light/photometry_file.h"

namespace enf {

namespace {

constexpr double metres_per_foot = 0.3048;

// The first line of every version but the first, which has none.
std::string version_in(const std::string& line) {
  for (const char* known : {"LM-63-2019", "LM-63-2002", "LM-63-1995"})
    if (line.find(known) != std::string::npos) return known;
  return line.starts_with("IESNA91") ? "LM-63-1991" : "LM-63-1986";
}

void take_keyword(const std::string& line, Photometry& p) {
  auto take = [&](std::string_view keyword, std::string& into) {
    if (!line.starts_with(keyword)) return;
    std::size_t begin = line.find_first_not_of(' ', keyword.size());
    if (begin == std::string::npos) return;
    if (!into.empty()) into += ' ';
    into += line.substr(begin);
  };
  take("[MANUFAC]", p.maker);
  take("[LUMINAIRE]", p.luminaire);
  take("[LAMP]", p.lamp);
}

// The lamp's output by the luminaire's tilt: read past, and told.
void take_tilt(NumberReader& reader, const std::string& tilt, Photometry& p) {
  if (tilt == "NONE") return;
  std::string table = "in the file '" + tilt + "'";
  if (tilt == "INCLUDE") {
    reader.whole(reader.number("the lamp's place in the luminaire"), "the lamp's place in the luminaire", 1, 3);
    std::size_t pairs =
        reader.whole(reader.number("the number of tilt angles"), "the number of tilt angles", 1, most_angles);
    reader.numbers("tilt angle", pairs);
    std::vector<double> factors = reader.numbers("tilt factor", pairs);
    if (reader.error()) return;
    table = fmt::format("{} factors from {} to {}", pairs, std::ranges::min(factors), std::ranges::max(factors));
  }
  p.notes.push_back(
      {"photometry.tilt",
       fmt::format("the lamp's output depends on the luminaire's tilt ({}); what is given here is for the "
                   "position in which it was measured",
                   table)});
}

// Sizes below 0 tell round openings (LM-63-1995 on): a diameter, or an ellipse's axes.
void take_opening(dvec3 size_m, Photometry& p) {
  double width = std::abs(size_m.x), length = std::abs(size_m.y);
  p.is_round = size_m.x < 0 || size_m.y < 0;
  if (p.is_round && length == 0) length = width;
  if (p.is_round && width == 0) width = length;
  p.opening_m = {length, std::abs(size_m.z), width};
}

// Some makers leave out the last plane, which is the first.
void close_circle(Photometry& p) {
  std::vector<double>& h = p.horizontal_deg;
  if (p.type != PhotometricType::c || h.size() < 3 || h.front() != 0 || h.back() <= 180 || h.back() >= 360) return;
  if (360 - h.back() > 1.5 * (h.back() - h[h.size() - 2])) return;
  p.notes.push_back({"photometry.open_circle",
                     fmt::format("the horizontal angles end at {}; the plane at 0 closes the circle", h.back())});
  h.push_back(360);
  std::vector<double> first(p.intensities_cd.begin(), p.intensities_cd.begin() + std::ssize(p.vertical_deg));
  p.intensities_cd.insert(p.intensities_cd.end(), first.begin(), first.end());
}

PhotometricSymmetry symmetry_of(NumberReader& reader, const Photometry& p) {
  double first = p.horizontal_deg.front(), last = p.horizontal_deg.back();
  if (p.type != PhotometricType::c) {
    bool half_h = first >= 0, half_v = p.vertical_deg.front() >= 0;
    return half_h && half_v   ? PhotometricSymmetry::quadrant
           : half_h || half_v ? PhotometricSymmetry::bilateral
                              : PhotometricSymmetry::none;
  }
  if (p.horizontal_deg.size() == 1) return PhotometricSymmetry::rotational;
  if (first == 0 && last == 90) return PhotometricSymmetry::quadrant;
  if ((first == 0 && last == 180) || (first == 90 && last == 270)) return PhotometricSymmetry::bilateral;
  if (first != 0 || last != 360)
    reader.fail_with("photometry.angles", fmt::format("horizontal angles run from {} to {}", first, last),
                     "Expected 0 alone, 0 to 90, 0 to 180, 90 to 270 or 0 to 360");
  return PhotometricSymmetry::none;
}

}  // namespace

Result<Photometry> read_ies(std::string_view text, const std::string& name) {
  NumberReader reader(text, name);
  Photometry p;
  std::string line = reader.line("the line TILT=");
  p.format = version_in(line);
  for (; !line.starts_with("TILT=") && !reader.error(); line = reader.line("the line TILT=")) take_keyword(line, p);
  if (!reader.error()) take_tilt(reader, line.substr(5), p);

  double lamps = reader.number("the number of lamps"), lamp_lumens = reader.number("the lumens of a lamp");
  double factor = reader.number("the multiplier");
  auto count = [&](std::string_view what, std::size_t most) {
    return reader.whole(reader.number(what), what, 1, most);
  };
  std::size_t verticals = count("the number of vertical angles", most_angles);
  std::size_t horizontals = count("the number of horizontal angles", most_angles);
  reader.check_size(horizontals, verticals);
  std::size_t type = count("the photometric type (1 C, 2 B, 3 A)", 3);
  double unit_m = count("the unit of lengths (1 feet, 2 metres)", 2) == 1 ? metres_per_foot : 1;
  double width = reader.number("the opening's width"), length = reader.number("the opening's length");
  take_opening(unit_m * dvec3(width, length, reader.number("the opening's height")), p);
  double ballast = reader.number("the ballast factor"), ballast_lamp = reader.number("the ballast-lamp factor");
  p.watts = std::max(reader.number("the watts"), 0.0);
  p.vertical_deg = reader.numbers("vertical angle", verticals);
  p.horizontal_deg = reader.numbers("horizontal angle", horizontals);
  p.intensities_cd = reader.numbers("intensity", verticals * horizontals);
  if (reader.error()) return fail(*reader.error());

  p.type = std::array{PhotometricType::c, PhotometricType::b, PhotometricType::a}[type - 1];
  bool is_c = p.type == PhotometricType::c;
  reader.check_angles("vertical", p.vertical_deg, is_c ? 0 : -90, is_c ? 180 : 90);
  reader.check_angles("horizontal", p.horizontal_deg, is_c ? 0 : -180, is_c ? 360 : 180);
  close_circle(p);
  p.symmetry = symmetry_of(reader, p);
  // Up to 1991 the second factor is the ballast-lamp photometric factor; later it is kept for other uses.
  factor *= ballast * (p.format == "LM-63-1986" || p.format == "LM-63-1991" ? ballast_lamp : 1);
  if (!(factor > 0))
    reader.fail_with("photometry.number", fmt::format("multiplier and ballast factors make {}", factor),
                     "Expected more than 0");
  if (reader.error()) return fail(*reader.error());
  for (double& cd : p.intensities_cd) cd *= factor;
  drop_negative(p);
  if (lamp_lumens < 0)
    note_absolute(p);
  else
    p.rated_lumens = std::max(lamps * lamp_lumens, 0.0);
  return p;
}

}  // namespace enf
