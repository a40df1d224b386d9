#include "content/two_shores.h"

#include <numbers>
#include <utility>

#include "content/catalogue.h"
#include "content/curator.h"
#include "content/show.h"
#include "content/words/words.h"

namespace enf {

namespace {

// Nine rooms: an enfilade on x = 0 from the entrance in the south (+z) through the dome and the court to the carpet hall, and on
// both sides of it rooms that make two rounds: dome, study, paper, silk, carpets; dome, copper, pictures, court.
std::vector<dvec2> box(double x0, double z0, double x1, double z1) { return {{x0, z0}, {x1, z0}, {x1, z1}, {x0, z1}}; }

struct RoomDesign {
  RoomId id;
  std::vector<dvec2> plan;
  double walls_m = 4.2;
  Ceiling ceiling;
  Laylight laylight;
  Finish wall, floor, above{"plaster", ""};
  double exposure_lx = 160;
  bool rail = false;
};

void add_rooms(Curator& c) {
  const std::vector<dvec2> octagon = {{-1.82, 6.2}, {1.82, 6.2}, {4.4, 8.78}, {4.4, 12.42}, {1.82, 15.0}, {-1.82, 15.0}, {-4.4, 12.42}, {-4.4, 8.78}};
  const RoomDesign designs[] = {
      // Umber and terrazzo, a coffered ceiling of glass.
      {show::shores, box(-4.5, 15.6, 4.5, 23.6), 4.6, {CeilingForm::flat, 1, 0, 5}, {95, 4000, 1.3}, {"plaster", "#5a4c40"}, {"terrazzo", "#8a8073"}, {"plaster", ""}, 150},
      // The blue-green of old glaze under a coffered dome with an oculus.
      {show::rotunda, octagon, 4.2, {CeilingForm::dome, 3.7, 0.9, 5}, {105, 3900, 3.0}, {"plaster", "#4a7074"}, {"stone", "#857b6c"}, {"plaster", "#c4c3b9"}, 150},
      // A court in daylight.
      {show::court, box(-6, -6.4, 6, 5.6), 5.4, {CeilingForm::flat, 1, 0, 7}, {150, 4800, 1.7}, {"plaster", "#b3a288"}, {"stone", "#8f8472"}, {"plaster", ""}, 195},
      // Aubergine cloth under a plain barrel vault, fifty lux.
      {show::carpets, box(-4.6, -21, 4.6, -7), 4.8, {CeilingForm::barrel_vault, 2.1}, {}, {"fabric", "#4d4046"}, {"oak-boards", "#5f432f"}, {"paint", "#8d8583"}, 37},
      // The brown of unbleached silk, fifty lux.
      {show::silk, box(-13.6, -16, -5.2, -7), 4.2, {}, {}, {"fabric", "#5d5344"}, {"oak-boards", "#6b4a33"}, {"paint", "#7c786f"}, 38},
      // Bottle green, low, fifty lux.
      {show::paper, box(-13.6, -6.4, -6.6, 5.6), 3.7, {CeilingForm::coved, 0.5}, {}, {"fabric", "#3c4a46"}, {"oak-herringbone", "#5d452f"}, {"paint", "#7c807a"}, 37},
      // Madder red under a cove and a long laylight.
      {show::pictures, box(6.6, -8.4, 15.6, 5.6), 4.9, {CeilingForm::coved, 0.9}, {82, 3700, 2.2}, {"paint", "#6f2b27"}, {"oak-herringbone", "#775a40"}, {"plaster", ""}, 175, true},
      // Warm grey lime under a groin vault.
      {show::craft, box(5.0, 6.2, 13.0, 15.0), 3.7, {CeilingForm::groin_vault, 2.0}, {}, {"plaster", "#a4937b"}, {"oak-boards", "#5a412d"}, {"plaster", ""}, 80},
      // Ivory and oak, coffered.
      {show::study, box(-13, 6.2, -5.0, 15.0), 3.9, {CeilingForm::flat, 1, 0, 5}, {75, 3800, 1.7}, {"paint", "#d9ceb6"}, {"oak-herringbone", "#8a6a4a"}, {"plaster", ""}, 165},
  };
  for (const RoomDesign& d : designs) {
    Room room;
    room.id = d.id;
    room.name = words_of_room(d.id.value).name;
    room.plan = d.plan;
    room.walls.assign(d.plan.size(), Wall{.height_m = d.walls_m, .thickness_m = 0.3});
    room.ceiling_height_m = d.walls_m;
    room.ceiling = d.ceiling, room.laylight = d.laylight;
    room.wall_finish = d.wall, room.floor_finish = d.floor, room.ceiling_finish = d.above;
    room.exposure_lx = d.exposure_lx;
    room.picture_rail = d.rail;
    c.add(std::move(room));
  }
}

void add_doorways(Curator& c) {
  auto door = [&](const char* id, DoorwaySide from, std::optional<DoorwaySide> to) {
    c.add(Doorway{.id = {id}, .from = std::move(from), .to = std::move(to), .width_m = 2.0, .height_m = 3.0});
  };
  door("entrance", {show::shores, 2, 4.5}, std::nullopt);
  door("shores-rotunda", {show::shores, 0, 4.5}, DoorwaySide{show::rotunda, 4, 1.82});
  door("rotunda-court", {show::rotunda, 0, 1.82}, DoorwaySide{show::court, 2, 6});
  door("court-carpets", {show::court, 0, 6}, DoorwaySide{show::carpets, 2, 4.6});
  door("rotunda-craft", {show::rotunda, 2, 1.82}, DoorwaySide{show::craft, 3, 4.4});
  door("rotunda-study", {show::rotunda, 6, 1.82}, DoorwaySide{show::study, 1, 4.4});
  door("court-pictures", {show::court, 1, 6}, DoorwaySide{show::pictures, 3, 6});
  door("court-paper", {show::court, 3, 6}, DoorwaySide{show::paper, 1, 6});
  door("paper-study", {show::paper, 2, 3.4}, DoorwaySide{show::study, 0, 3});
  door("paper-silk", {show::paper, 0, 3.6}, DoorwaySide{show::silk, 2, 4.8});
  door("silk-carpets", {show::silk, 1, 5}, DoorwaySide{show::carpets, 3, 4});
  door("pictures-craft", {show::pictures, 2, 5.6}, DoorwaySide{show::craft, 0, 5});
}

void add_lenders(Curator& c) {
  c.add(Institution{baku, said("Bakı, Milli Muzey", "Boku, Milliy muzey", "Баку, Национальный музей", "Baku, National Museum"), said("Bakı", "Boku", "Баку", "Baku")});
  c.add(Institution{tashkent, said("Daşkənd, Milli Muzey", "Toshkent, Milliy muzey", "Ташкент, Национальный музей", "Tashkent, National Museum"), said("Daşkənd", "Toshkent", "Ташкент", "Tashkent")});
  c.add(Institution{sheki, said("Şəki, İpək Evi", "Sheki, Ipak uyi", "Шеки, Дом шёлка", "Sheki, House of Silk"), said("Şəki", "Sheki", "Шеки", "Sheki")});
  c.add(Institution{khiva, said("Xivə, Sənət Evi", "Xiva, Hunar uyi", "Хива, Дом ремёсел", "Khiva, House of Crafts"), said("Xivə", "Xiva", "Хива", "Khiva")});
}

}  // namespace

Document two_shores() {
  Curator c;
  c.set(Exhibition{.title = said("İki sahil", "Ikki sohil", "Два берега", "Two Shores"),
                   .subtitle = said("Bakı, Daşkənd, Şəki və Xivə: birgə nümayiş sərgisi", "Boku, Toshkent, Sheki va Xiva: qoʻshma namoyish koʻrgazmasi",
                                    "Баку, Ташкент, Шеки и Хива: совместная показательная выставка", "Baku, Tashkent, Sheki and Khiva: a joint demonstration exhibition"),
                   .languages = {"az", "uz", "ru", "en"},
                   .host = baku,
                   .start = {"01-enfilade"}});
  add_lenders(c);
  add_rooms(c);
  add_doorways(c);
  show::hang_flat_works(c);
  show::stand_works(c);
  show::choose_viewpoints(c);
  show::add_tours(c);
  return std::move(c).document();
}

}  // namespace enf
