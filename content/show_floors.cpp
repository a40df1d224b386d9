// What stands: sculpture, vessels, instruments, the study room's shelves, benches and barriers.
#include <numbers>
#include <tuple>
#include <utility>

#include "content/show.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"

namespace enf::show {

namespace {

constexpr double right_angle = std::numbers::pi / 2;

OnFloor plinth(dvec2 place, double heading, double width, double depth, double height, const char* finish = "stone",
               const char* tint = "") {
  return {.position_m = place,
          .heading_rad = heading,
          .support_width_m = width,
          .support_depth_m = depth,
          .support_height_m = height,
          .support_finish = {finish, tint}};
}
OnFloor vitrine(dvec2 place, double heading, double width, double height, double hood, const char* tint) {
  return {.position_m = place,
          .heading_rad = heading,
          .support = Support::vitrine,
          .support_width_m = width,
          .support_depth_m = width,
          .support_height_m = height,
          .hood_height_m = hood,
          .support_finish = {"paint", tint}};
}
OnFloor on_board(dvec2 place, double heading, double height) {
  return {.position_m = place, .heading_rad = heading, .support = Support::shelf, .support_height_m = height};
}

void bench(Curator& c, const char* id, const RoomId& room, dvec2 place, double heading, double width = 1.8) {
  c.add(Furniture{.id = {id},
                  .room = room,
                  .kind = FurnitureKind::bench,
                  .position_m = place,
                  .heading_rad = heading,
                  .width_m = width,
                  .finish = {"walnut", ""}});
}

void fill_study(Curator& c) {
  constexpr double kelvin = 3500;
  // Two shelves on the west wall, the dish that closes the sight line between them.
  Furniture north{.id = {"shelves-north"},
                  .room = study,
                  .kind = FurnitureKind::shelves,
                  .position_m = {-12.77, 7.95},
                  .heading_rad = right_angle,
                  .width_m = 3.0,
                  .depth_m = 0.42,
                  .height_m = 2.15,
                  .finish = {"oak", ""}};
  Furniture south = north;
  south.id = {"shelves-south"}, south.position_m = {-12.77, 13.25};
  c.add(north), c.add(south);
  std::vector<double> boards = board_heights_m(north);
  auto shelve = [&](const char* id, const Furniture& on, std::size_t board, double aside) {
    c.stand(c.catalogued(id), study, on_board(on.position_m + dvec2(0.02, -aside), right_angle, boards[board]), {});
  };
  shelve("study-jugs-1", north, 0, 0), shelve("study-bowls-1", north, 1, 0), shelve("study-dishes-1", north, 3, 0);
  shelve("fish-dish", north, 2, 0.85), shelve("sgraffito-bowl", north, 2, 0.1), shelve("albarello", north, 2, -0.6),
      shelve("piala", north, 2, -1.1);
  shelve("study-dishes-3", north, 4, 0), shelve("study-jugs-3", south, 0, 0);
  shelve("study-jugs-2", south, 4, 0), shelve("study-bowls-2", south, 3, 0), shelve("study-dishes-2", south, 1, 0);
  shelve("water-jug", south, 2, 0.2);
  c.stand(c.catalogued("glazed-dish"), study, vitrine({-12.35, 10.6}, right_angle, 0.66, 0.95, 0.62, "#c4beb2"),
          {.wanted_lx = 150, .limit_lx = 210, .kelvin = kelvin});
  // A chest of drawers for prints, with two flat cases before it where sheets lie in dim light.
  c.add(Furniture{.id = {"drawers"},
                  .room = study,
                  .kind = FurnitureKind::drawers,
                  .position_m = {-7.1, 6.62},
                  .heading_rad = 0,
                  .width_m = 2.8,
                  .depth_m = 0.72,
                  .height_m = 0.98,
                  .finish = {"oak", ""}});
  c.stand(c.catalogued("pomegranate-dish"), study, on_board({-6.7, 6.6}, 0, 0.98), {});
  for (auto [id, x] : {std::pair("marbled-combed", -10.3), std::pair("marbled-flowers", -8.9)})
    c.stand(c.catalogued(id), study, vitrine({x, 13.2}, 0, 0.72, 0.9, 0.22, "#b9b2a4"),
            {.wanted_lx = 34, .limit_lx = 40, .kelvin = kelvin});
  for (auto [id, z] : {std::pair("shelf-light-1", 7.2), std::pair("shelf-light-2", 8.7),
                       std::pair("shelf-light-3", 12.5), std::pair("shelf-light-4", 14.0)})
    c.add(Light{.id = {id},
                .room = study,
                .position_m = {-11.2, 3.65, z},
                .aim_m = {-12.8, 1.1, z},
                .intensity_cd = 1250,
                .beam_angle_rad = 0.75,
                .field_angle_rad = 1.3,
                .colour_temperature_k = kelvin});
}

}  // namespace

void stand_works(Curator& c) {
  c.stand(c.catalogued("stone-ram"), shores, plinth({-3.3, 21.2}, 1.45, 1.6, 0.7, 0.42),
          {.wanted_lx = 240, .limit_lx = 340, .kelvin = 3200});
  c.stand(c.catalogued("lustre-bowl"), rotunda, vitrine({2.3, 13.75}, -2.356, 0.58, 1.0, 0.42, "#c4beb2"),
          {.wanted_lx = 200, .limit_lx = 280, .kelvin = 3500});

  // The court: heads look towards its middle, the door stands against the wall.
  const LampWish day{.wanted_lx = 230, .limit_lx = 320, .kelvin = 3800};
  c.stand(c.catalogued("poet-head"), court, plinth({-2.5, -3.9}, 0.6, 0.42, 0.42, 1.16), day);
  c.stand(c.catalogued("girl-head"), court, plinth({2.8, -3.2}, 0.1, 0.42, 0.42, 1.16), day);
  c.stand(c.catalogued("potter-head"), court, plinth({2.7, 2.6}, -2.42, 0.42, 0.42, 1.16), day);
  c.stand(c.catalogued("carved-column"), court, plinth({-2.7, 2.4}, 2.42, 0.66, 0.66, 0.42),
          {.wanted_lx = 150, .limit_lx = 190, .kelvin = 4200});
  c.stand(c.catalogued("carved-door"), court, plinth({-3.7, -6.0}, 0, 1.1, 0.45, 0.45),
          {.wanted_lx = 130, .limit_lx = 180, .kelvin = 4200});
  c.stand(c.catalogued("storage-jar"), court, plinth({3.7, -5.6}, 0, 0.62, 0.62, 0.55), day);
  bench(c, "bench-court-west", court, {-4.8, 2.2}, right_angle),
      bench(c, "bench-court-east", court, {4.8, 2.2}, right_angle);

  // Copper and music: cases round the walls; the tray closes the sight line through the dome.
  const LampWish bright{.wanted_lx = 150, .limit_lx = 210, .kelvin = 3100},
      soft{.wanted_lx = 40, .limit_lx = 44, .kelvin = 2800};
  c.stand(c.catalogued("star-tray"), craft, plinth({12.3, 10.6}, -right_angle, 0.9, 0.7, 0.8, "paint", "#3a362f"),
          bright);
  c.stand(c.catalogued("chased-ewer"), craft, vitrine({6.9, 13.2}, 2.5, 0.6, 0.98, 0.65, "#3a362f"), bright);
  c.stand(c.catalogued("candlestick"), craft, vitrine({9.1, 13.6}, std::numbers::pi, 0.6, 1.0, 0.5, "#3a362f"), bright);
  c.stand(c.catalogued("incense-burner"), craft, vitrine({11.3, 13.0}, -2.5, 0.6, 1.0, 0.48, "#3a362f"), bright);
  c.stand(c.catalogued("book-stand"), craft, vitrine({11.6, 8.0}, -0.7, 0.62, 0.95, 0.6, "#3a362f"),
          {.wanted_lx = 120, .limit_lx = 170, .kelvin = 3000});
  c.stand(c.catalogued("tar-lute"), craft, vitrine({6.5, 8.0}, 0.9, 0.62, 0.72, 1.12, "#3a362f"), soft);
  c.stand(c.catalogued("frame-drum"), craft, vitrine({8.1, 7.5}, 0.3, 0.62, 0.9, 0.62, "#3a362f"), soft);
  for (auto [id, x, z] : {std::tuple("craft-floor-1", 7.6, 10.6), std::tuple("craft-floor-2", 10.4, 10.6)})
    c.light_floor(id, craft, {x, z}, 420, 3000);

  fill_study(c);

  // Light on the vaults, from their cornices, so that they float.
  for (auto [id, x, z] :
       {std::tuple("vault-1", -4.2, -9.5), std::tuple("vault-2", 4.2, -9.5), std::tuple("vault-3", -4.2, -14.0),
        std::tuple("vault-4", 4.2, -14.0), std::tuple("vault-5", -4.2, -18.5), std::tuple("vault-6", 4.2, -18.5)})
    c.add(Light{.id = {id},
                .room = carpets,
                .position_m = {x, 4.86, z},
                .aim_m = {-x * 0.3, 6.75, z},
                .intensity_cd = 120,
                .beam_angle_rad = 1.5,
                .field_angle_rad = 2.4,
                .colour_temperature_k = 2700,
                .casts_shadow = false});
  for (auto [id, x, z] : {std::tuple("dome-1", -2.6, 8.0), std::tuple("dome-2", 2.6, 8.0),
                          std::tuple("dome-3", -2.6, 13.2), std::tuple("dome-4", 2.6, 13.2)})
    c.add(Light{.id = {id},
                .room = rotunda,
                .position_m = {x, 4.3, z},
                .aim_m = {x * 0.1, 9.5, 10.6 + (z - 10.6) * 0.1},
                .intensity_cd = 150,
                .beam_angle_rad = 1.3,
                .field_angle_rad = 2.2,
                .colour_temperature_k = 3400,
                .casts_shadow = false});
  for (auto [id, x, z] : {std::tuple("groin-1", 5.5, 6.7), std::tuple("groin-2", 12.5, 6.7),
                          std::tuple("groin-3", 5.5, 14.5), std::tuple("groin-4", 12.5, 14.5)})
    c.add(Light{.id = {id},
                .room = craft,
                .position_m = {x, 3.72, z},
                .aim_m = {9 + (9 - x) * 0.1, 5.5, 10.6 + (10.6 - z) * 0.1},
                .intensity_cd = 700,
                .beam_angle_rad = 1.3,
                .field_angle_rad = 2.2,
                .colour_temperature_k = 3000,
                .casts_shadow = false});

  // The way through the dim rooms: soft light on the floor, so that nobody stumbles and walls don't sink into black.
  for (auto [id, z] :
       {std::pair("carpets-way-1", -9.4), std::pair("carpets-way-2", -12.6), std::pair("carpets-way-3", -15.8)})
    c.light_floor(id, carpets, {0, z}, 300, 2700);
  for (auto [id, x, z] : {std::tuple("silk-way-1", -9.4, -9.6), std::tuple("silk-way-2", -9.4, -12.6)})
    c.light_floor(id, silk, {x, z}, 240, 2700);
  for (auto [id, z] : {std::pair("paper-way-1", -3.4), std::pair("paper-way-2", -0.4), std::pair("paper-way-3", 2.6)})
    c.light_floor(id, paper, {-10, z}, 150, 2700);

  c.add(Furniture{.id = {"barrier-great-carpet"},
                  .room = carpets,
                  .kind = FurnitureKind::barrier,
                  .position_m = {0, -20.2},
                  .width_m = 3.8,
                  .depth_m = 0.05,
                  .height_m = 0.4,
                  .finish = {"bronze", ""}});
  c.add(Furniture{.id = {"barrier-caravan"},
                  .room = pictures,
                  .kind = FurnitureKind::barrier,
                  .position_m = {14.75, -0.4},
                  .heading_rad = right_angle,
                  .width_m = 4.6,
                  .depth_m = 0.05,
                  .height_m = 0.4,
                  .finish = {"brass", ""}});
  bench(c, "bench-pictures-1", pictures, {11.2, -1.7}, right_angle),
      bench(c, "bench-pictures-2", pictures, {11.2, 0.9}, right_angle);
  bench(c, "bench-carpets", carpets, {1.7, -14.6}, right_angle), bench(c, "bench-silk", silk, {-9.4, -11.2}, 0),
      bench(c, "bench-paper", paper, {-10.2, 1.4}, right_angle, 1.5);
}

}  // namespace enf::show
