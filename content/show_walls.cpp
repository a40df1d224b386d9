// What hangs: room by room, wall by wall, each work where a sight line or a neighbour asks for it.
#include "content/show.h"

namespace enf::show {

namespace {

// Metres along the wall of a rectangular room (0 north, 1 east, 2 south, 3 west) to the place x or z in the world.
double along(const Room& room, std::uint32_t wall, double place) {
  dvec2 low = room.plan[0], high = room.plan[2];
  switch (wall) {
    case 0: return place - low.x;
    case 1: return place - low.y;
    case 2: return high.x - place;
    default: return high.y - place;
  }
}

Work framed(Work work, const char* profile, double width_mm, double depth_mm) {
  work.frame = Frame{.profile = profile, .width_mm = width_mm, .depth_mm = depth_mm};
  return work;
}
Work oil(Curator& c, const char* id, const char* profile, double moulding) {
  Work work = framed(c.catalogued(id), profile, moulding, 55);
  work.varnished = true;
  return work;
}
Work cloth(Curator& c, const char* id) {
  Work work = c.catalogued(id);
  work.edge_depth_mm = 0;  // hangs as cloth from a batten
  return work;
}
Work sheet(Curator& c, const char* id, const char* profile, double mat) {
  Work work = framed(c.catalogued(id), profile, 22, 32);
  if (mat > 0) work.mat = Mat{.width_mm = mat};
  work.glazed = true;
  return work;
}

// Limits that leave air below the house's: 50 lx for cloth and paper, 200 for oil.
constexpr LampWish dim(int count) { return {.wanted_lx = 38, .limit_lx = 41, .kelvin = 2700, .count = count}; }
constexpr LampWish for_oil(int count) { return {.wanted_lx = 165, .limit_lx = 190, .kelvin = 3000, .count = count}; }
constexpr LampWish for_tile{.wanted_lx = 165, .limit_lx = 230, .kelvin = 3500, .count = 2};

}  // namespace

void hang_flat_works(Curator& c) {
  auto at = [&](const RoomId& room, std::uint32_t wall, double place, double centre) { return OnWall{wall, along(c.room(room), wall, place), centre}; };

  // The two shores hang left and right of the way in.
  c.hang(oil(c, "caspian-dusk", "gilded-ogee", 120), shores, at(shores, 0, -2.72, 1.62), for_oil(2), LabelSide::below);
  c.hang(oil(c, "square-at-noon", "gilded-ogee", 120), shores, at(shores, 0, 2.6, 1.62), for_oil(2), LabelSide::below);
  c.write_on_wall(shores, 1, along(c.room(shores), 1, 19.2), 120, 3200);

  // The dome: tile on three diagonal walls, words and a case on the fourth.
  c.hang(framed(c.catalogued("girih-panel"), "oak-flat", 50, 60), rotunda, OnWall{7, 1.824, 1.65}, for_tile);
  c.hang(framed(c.catalogued("star-and-cross"), "oak-flat", 50, 60), rotunda, OnWall{1, 1.824, 1.62}, for_tile);
  c.hang(framed(c.catalogued("bannai-panel"), "oak-flat", 45, 60), rotunda, OnWall{5, 1.824, 1.62}, for_tile);
  c.write_on_wall(rotunda, 3, 0.95, 110, 3300);

  // The court.
  c.hang(framed(c.catalogued("twelvefold-panel"), "oak-flat", 55, 60), court, at(court, 1, -3.9, 1.75), {.wanted_lx = 190, .limit_lx = 260, .kelvin = 4000, .count = 2});
  c.hang(framed(c.catalogued("shebeke"), "walnut-bevel", 60, 60), court, at(court, 3, -3.9, 1.75), {.wanted_lx = 150, .limit_lx = 190, .kelvin = 4000, .count = 1});
  c.write_on_wall(court, 2, along(c.room(court), 2, -3.5), 150, 4000);

  // The carpet hall: the great carpet closes the sight line from the entrance.
  c.hang(cloth(c, "great-carpet"), carpets, at(carpets, 0, 0, 2.45), dim(3));
  c.hang(cloth(c, "lattice-carpet"), carpets, at(carpets, 3, -18.1, 1.75), dim(2));
  c.hang(cloth(c, "kazak-carpet"), carpets, at(carpets, 3, -14.9, 1.6), dim(2));
  c.hang(cloth(c, "prayer-rug"), carpets, at(carpets, 3, -8.6, 1.55), dim(2));
  c.hang(cloth(c, "julkhir"), carpets, at(carpets, 1, -18.9, 1.6), dim(2));
  c.hang(cloth(c, "buta-carpet"), carpets, at(carpets, 1, -16.3, 1.57), dim(2));
  c.hang(cloth(c, "shirvan-carpet"), carpets, at(carpets, 1, -13.7, 1.55), dim(2));
  c.hang(cloth(c, "turkmen-carpet"), carpets, at(carpets, 1, -11.0, 1.6), dim(2));
  c.hang(cloth(c, "ensi-carpet"), carpets, at(carpets, 1, -8.5, 1.5), dim(2));
  c.write_on_wall(carpets, 2, along(c.room(carpets), 2, -2.8), 40, 2700);

  // The silk room.
  c.hang(cloth(c, "suzani"), silk, at(silk, 0, -7.9, 1.62), dim(2));
  c.hang(cloth(c, "palak"), silk, at(silk, 0, -11.2, 1.6), dim(2));
  c.hang(cloth(c, "ikat-velvet"), silk, at(silk, 3, -14.2, 1.55), dim(2));
  c.hang(cloth(c, "ikat-combs"), silk, at(silk, 3, -11.6, 1.58), dim(2));
  c.hang(cloth(c, "ikat-hanging"), silk, at(silk, 3, -8.75, 1.6), dim(2));
  c.hang(cloth(c, "kelaghayi-lattice"), silk, at(silk, 2, -12.45, 1.55), dim(2), LabelSide::below);
  c.hang(cloth(c, "nurata-suzani"), silk, at(silk, 2, -7.05, 1.55), dim(2));
  c.hang(cloth(c, "kelaghayi-sun"), silk, at(silk, 1, -14.1, 1.55), dim(2));
  c.write_on_wall(silk, 1, along(c.room(silk), 1, -8.5), 40, 2700);

  // The paper cabinet: the chart closes the sight line across the court.
  c.hang(sheet(c, "caspian-chart", "black-flat", 0), paper, at(paper, 3, -0.4, 1.55), dim(2));
  c.hang(sheet(c, "star-chart", "black-flat", 60), paper, at(paper, 3, 2.3, 1.52), dim(1));
  c.hang(sheet(c, "muqarnas-drawing", "black-flat", 70), paper, at(paper, 3, -2.95, 1.52), dim(1));
  c.hang(sheet(c, "tower-etching", "black-flat", 65), paper, at(paper, 3, -4.75, 1.52), dim(1));
  c.hang(sheet(c, "garden-feast", "walnut-bevel", 90), paper, at(paper, 1, -2.5, 1.52), dim(1));
  c.hang(sheet(c, "night-camp", "walnut-bevel", 90), paper, at(paper, 1, -3.75, 1.52), dim(1));
  c.hang(sheet(c, "ship-and-simurgh", "walnut-bevel", 90), paper, at(paper, 1, -5.0, 1.52), dim(1));
  c.hang(sheet(c, "illuminated-page", "walnut-bevel", 90), paper, at(paper, 1, 1.65, 1.52), dim(1));
  c.hang(sheet(c, "shamsa", "walnut-bevel", 90), paper, at(paper, 1, 2.95, 1.52), dim(1));
  c.hang(sheet(c, "slanted-verse", "walnut-bevel", 90), paper, at(paper, 1, 4.2, 1.52), dim(1));
  c.write_on_wall(paper, 0, along(c.room(paper), 0, -12.4), 40, 2700);

  // The picture gallery: the caravan closes the sight line across the court.
  c.hang(oil(c, "caravan", "gilded-ogee", 150), pictures, at(pictures, 1, -0.4, 2.15), for_oil(3));
  c.hang(oil(c, "dry-sea", "black-scoop", 90), pictures, at(pictures, 1, -5.4, 1.6), for_oil(2));
  c.hang(oil(c, "pomegranates", "gilded-reverse", 90), pictures, at(pictures, 1, 3.9, 1.55), for_oil(1));
  c.hang(oil(c, "mountain-morning", "gilded-reverse", 100), pictures, at(pictures, 0, 9.0, 1.6), for_oil(2));
  c.hang(oil(c, "red-hills", "black-flat", 40), pictures, at(pictures, 0, 12.9, 1.6), for_oil(1));
  c.write_on_wall(pictures, 3, along(c.room(pictures), 3, 2.6), 120, 3000);

  c.write_on_wall(craft, 0, along(c.room(craft), 0, 6.9), 90, 3000);
  c.write_on_wall(study, 2, along(c.room(study), 2, -6.6), 120, 3500);
}

}  // namespace enf::show
