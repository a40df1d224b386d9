#include "content/museum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <string_view>

#include "content/words/words.h"
#include "engine/base/random.h"
#include "engine/exhibition/hanging.h"

namespace enf {
namespace {

constexpr std::size_t lenders = 4;
constexpr std::size_t spots_on_walls = 10, spots_in_the_middle = 2;
constexpr double wall_lx = 130, middle_lx = 150;  // of one spot; neighbours add theirs
constexpr double joint_m = 2.15;                  // where two works hang one above the other: between them

// ----- numbers of works -----

std::size_t most_works_in_a_room(const MuseumPlan& plan) { return (plan.works + plan.rooms - 1) / plan.rooms; }
// Rooms share the works as evenly as whole works allow; the first rooms have one more.
std::size_t works_before(const MuseumPlan& plan, std::size_t room) {
  return room * (plan.works / plan.rooms) + std::min(room, plan.works % plan.rooms);
}
std::size_t sculptures_before(const MuseumPlan& plan, std::size_t work) {
  return work * static_cast<std::size_t>(plan.sculptures_percent) / 100;
}
bool is_sculpture(const MuseumPlan& plan, std::size_t work) {
  return sculptures_before(plan, work + 1) > sculptures_before(plan, work);
}

// ----- works -----

struct Words {
  std::string_view az, uz, ru, en;
};
constexpr std::array<Words, 12> subjects = {{{"Sahil", "Sohil", "Берег", "Shore"},
                                             {"Bağ", "Bogʻ", "Сад", "Garden"},
                                             {"Bazar", "Bozor", "Базар", "Bazaar"},
                                             {"Gecə", "Tun", "Ночь", "Night"},
                                             {"Karvansara", "Karvonsaroy", "Караван-сарай", "Caravanserai"},
                                             {"Külək", "Shamol", "Ветер", "Wind"},
                                             {"Qapı", "Darvoza", "Ворота", "Gate"},
                                             {"Nar", "Anor", "Гранат", "Pomegranate"},
                                             {"Dağ", "Togʻ", "Гора", "Mountain"},
                                             {"Yağış", "Yomgʻir", "Дождь", "Rain"},
                                             {"Qüllə", "Minora", "Башня", "Tower"},
                                             {"Çay", "Daryo", "Река", "River"}}};

Work catalogued(std::string id, std::size_t number, Random& random) {
  const Words& subject = subjects[random.below(subjects.size())];
  auto title = [&](std::string_view word, std::string_view study) {
    return fmt::format("{}. {} № {}", word, study, number + 1);
  };
  Work work;
  work.id = {std::move(id)};
  work.lender = {fmt::format("lender-{}", number % lenders + 1)};
  work.accession_number = fmt::format("G.{}.{}", number % lenders + 1, number + 1);
  work.title = said(title(subject.az, "Etüd"), title(subject.uz, "Etyud"), title(subject.ru, "Этюд"),
                    fmt::format("{}. Study No. {}", subject.en, number + 1));
  work.date = said("2026", "2026", "2026", "2026");
  work.credit_line = said("Sınaq üçün düsturla yaradılıb", "Sinov uchun formula bilan yaratilgan",
                          "Создано по формуле для испытаний", "Made by a formula, for tests");
  return work;
}

Work picture(std::size_t number, std::uint64_t draw) {
  Random random(number, 1000 + draw);
  Work work = catalogued(fmt::format("work-{:05}", number), number, random);
  work.materials = said("Hesablanmış şəkil", "Hisoblangan rasm", "Вычисленное изображение", "Computed picture");
  float u = random.unit();
  double long_mm = 400 + 1200 * static_cast<double>(u * u * u);
  double aspect = static_cast<double>(random.between(0.66f, 1.0f));
  bool upright = random.chance(0.45f);
  work.width_mm = std::round(upright ? long_mm * aspect : long_mm);
  work.height_mm = std::round(upright ? long_mm : long_mm * aspect);
  constexpr std::array<const char*, 8> profiles = {"gilded-ogee", "gilded-reverse", "walnut-gilded-slip", "black-scoop",
                                                   "oak-flat",    "walnut-bevel",   "gilded-ogee",        "black-flat"};
  const char* profile = profiles[random.below(profiles.size())];
  double share = std::string_view(profile).starts_with("gilded") ? 0.09 : 0.06;
  work.frame = Frame{.profile = profile,
                     .width_mm = std::round(std::clamp(long_mm * share, 30.0, 110.0)),
                     .depth_mm = std::round(std::clamp(long_mm * 0.05, 28.0, 60.0))};
  work.varnished = random.chance(0.6f);
  work.asset = {fmt::format("picture-{:05}", number)};
  return work;
}

// `shape` gives its size, so that works of one shape are casts of one size.
Work sculpture(std::size_t number, std::size_t shape) {
  Random random(number, 7), size(shape, 8);
  Work work = catalogued(fmt::format("work-{:05}", number), number, random);
  work.materials = said("Hesablanmış cisim", "Hisoblangan jism", "Вычисленное тело", "Computed solid");
  work.form = WorkForm::three_dimensional;
  work.height_mm = std::round(static_cast<double>(size.between(260, 900)));
  work.width_mm = std::round(std::min(520.0, work.height_mm * static_cast<double>(size.between(0.45f, 0.9f))));
  work.depth_mm = std::round(work.width_mm * static_cast<double>(size.between(0.8f, 1.0f)));
  work.sensitivity = LightSensitivity::none;
  work.asset = {fmt::format("shape-{:03}", shape)};
  return work;
}

// ----- the hang -----

// A stretch of wall between doors, corners and the room's text.
struct Stretch {
  std::uint32_t wall = 0;
  double from_m = 0, to_m = 0;
  double filled_m = 0;               // by what hangs there, with the gaps between
  std::vector<std::size_t> columns;  // of Hang
};
// What hangs one above the other: one work, or two.
struct Column {
  double width_m = 0;
  const Work* lower = nullptr;  // or alone
  const Work* upper = nullptr;
};
struct Hang {
  std::vector<Stretch> stretches;
  std::vector<Column> columns;
};

std::vector<Stretch> stretches_of(const MuseumFloor& floor, std::size_t room) {
  constexpr double corner_m = 0.45, beside_door_m = MuseumFloor::door_width_m / 2 + 0.4, text_m = 1.6;
  std::vector<Stretch> result;
  for (Side side : all_sides) {
    double from = side == Side::south ? text_m : corner_m, to = floor.wall_length_m(side) - corner_m;
    auto wall = static_cast<std::uint32_t>(side);
    if (const auto& door = floor.rooms()[room].door(side)) {
      result.push_back({wall, from, door->along_m - beside_door_m});
      from = door->along_m + beside_door_m;
    }
    result.push_back({wall, from, to});
  }
  std::erase_if(result, [](const Stretch& s) { return s.to_m - s.from_m < 0.9; });
  return result;
}

// Gives each column, widest first, to the stretch with most room; false if one finds none.
bool distribute(Hang& hang, double gap_m) {
  std::vector<std::size_t> order(hang.columns.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return hang.columns[i].width_m; });
  for (std::size_t i : order) {
    Stretch& best =
        *std::ranges::max_element(hang.stretches, {}, [](const Stretch& s) { return s.to_m - s.from_m - s.filled_m; });
    double needs = hang.columns[i].width_m + (best.columns.empty() ? 0 : gap_m);
    if (best.filled_m + needs > best.to_m - best.from_m) return false;
    best.filled_m += needs;
    best.columns.push_back(i);
  }
  for (Stretch& s : hang.stretches) std::ranges::sort(s.columns);  // not by width along the wall
  return true;
}

// In one row if the walls are long enough; else the smaller ones in two. Nothing if they don't fit.
std::optional<Hang> hang_works(const MuseumFloor& floor, std::size_t room, const std::vector<Work>& works) {
  Hang one{stretches_of(floor, room), {}};
  for (const Work& work : works) one.columns.push_back({outer_size(work).width_m, &work, nullptr});
  if (distribute(one, 0.5)) return one;

  constexpr double tallest_in_two_rows_m = 1.0;
  Hang two{stretches_of(floor, room), {}};
  std::vector<const Work*> small;
  for (const Work& work : works)
    if (outer_size(work).height_m > tallest_in_two_rows_m)
      two.columns.push_back({outer_size(work).width_m, &work, nullptr});
    else
      small.push_back(&work);
  std::ranges::stable_sort(small, {}, [](const Work* work) { return outer_size(*work).width_m; });  // alike above alike
  for (std::size_t i = 0; i < small.size(); i += 2) {
    Column column{outer_size(*small[i]).width_m, small[i], nullptr};
    if (i + 1 < small.size()) {
      column.upper = small[i + 1];
      column.width_m = std::max(column.width_m, outer_size(*small[i + 1]).width_m);
    }
    two.columns.push_back(column);
  }
  // Columns of one size must not stand side by side all along a wall: deal them like cards.
  std::vector<Column> dealt;
  for (std::size_t start = 0; start < 5; ++start)
    for (std::size_t i = start; i < two.columns.size(); i += 5) dealt.push_back(two.columns[i]);
  two.columns = std::move(dealt);
  if (distribute(two, 0.26)) return two;
  return {};
}

// ----- the document -----

class Builder {
 public:
  explicit Builder(const MuseumPlan& plan) : plan_(plan), floor_(museum_floor(plan)) {}

  Document build() && {
    document_.exhibition = std::make_shared<const Exhibition>(Exhibition{
        .title = said("Sınaq muzeyi", "Sinov muzeyi", "Испытательный музей", "A museum for tests"),
        .subtitle = said("Düsturla yaradılıb", "Formula bilan yaratilgan", "Создан по формуле", "Made by formulas"),
        .languages = {"az", "uz", "ru", "en"},
        .start = {"room-001"}});
    for (std::size_t i = 1; i <= lenders; ++i) {
      auto name = [&](std::string_view word) { return fmt::format("{} {}", word, i); };
      LocalizedText names = said(name("Borc verən"), name("Ijaraga beruvchi"), name("Кредитор"), name("Lender"));
      add(Institution{{fmt::format("lender-{}", i)}, names, {}});
    }
    for (std::size_t i = 0; i < plan_.rooms; ++i) furnish(i);
    doorways();
    viewpoints();
    storage();
    return std::move(document_);
  }

 private:
  template <class T>
  void add(T record) {
    Table<T>& table = document_.table<T>();
    table = table.with(std::make_shared<const T>(std::move(record)));
  }
  static RoomId room_id(std::size_t room) { return {fmt::format("room-{:03}", room + 1)}; }
  static LocalizedText room_name(std::size_t room) {
    return said(fmt::format("Zal {}", room + 1), fmt::format("{}-zal", room + 1), fmt::format("Зал {}", room + 1),
                fmt::format("Room {}", room + 1));
  }

  Room drawn_room(std::size_t i) const {
    Random random(i, 3);
    dvec2 c = floor_.rooms()[i].corner;
    double w = floor_.width_m(), d = floor_.depth_m();
    Room room;
    room.id = room_id(i);
    room.name = room_name(i);
    room.plan = {c, c + dvec2(w, 0), c + dvec2(w, d), c + dvec2(0, d)};
    room.ceiling_height_m = 4.5 + 0.25 * random.below(5);
    room.walls.assign(4, Wall{.height_m = room.ceiling_height_m, .thickness_m = MuseumFloor::wall_m / 2});
    struct Colours {
      Finish walls, floor;
    };
    static const std::array<Colours, 9> themes = {{{{"paint", "#7a2f2a"}, {"oak-herringbone", ""}},
                                                   {{"paint", "#e8e2d5"}, {"oak-boards", ""}},
                                                   {{"fabric", "#4a5a4c"}, {"oak-herringbone", ""}},
                                                   {{"paint", "#3a5163"}, {"oak-boards", "#6b4a33"}},
                                                   {{"plaster", "#ece4d4"}, {"terrazzo", ""}},
                                                   {{"fabric", "#8a7350"}, {"oak-herringbone", ""}},
                                                   {{"paint", "#6d7f86"}, {"stone", ""}},
                                                   {{"paint", "#a8765a"}, {"oak-boards", ""}},
                                                   {{"paint", "#d9d3c4"}, {"marble", ""}}}};
    const Colours& theme = themes[i % themes.size()];
    room.wall_finish = theme.walls;
    room.floor_finish = theme.floor;
    room.picture_rail = i % 2 == 0;
    if (i % 3 != 2) room.laylight = {.illuminance_lx = 90, .colour_temperature_k = 3700, .inset_m = 1.9};
    room.exposure_lx = 220;
    return room;
  }

  void furnish(std::size_t i) {
    Room room = drawn_room(i);
    add(room);
    std::vector<Work> standing;
    for (std::size_t n = works_before(plan_, i); n < works_before(plan_, i + 1); ++n)
      if (is_sculpture(plan_, n)) standing.push_back(sculpture(n, sculptures_before(plan_, n) % museum_shapes));
    for (Work& work : standing) add_asset(work, "glb");
    std::vector<dvec2> stands = places_to_stand(i);
    assert(stands.size() >= standing.size());
    for (std::size_t k = 0; k < standing.size(); ++k)
      stand(room, standing[k], stands[k * stands.size() / standing.size()]);

    std::vector<Work> flat;
    std::optional<Hang> hang;
    for (std::uint64_t draw = 0; !hang; ++draw) {  // other sizes if these don't fit the walls
      assert(draw < 100);
      flat.clear();
      for (std::size_t n = works_before(plan_, i); n < works_before(plan_, i + 1); ++n)
        if (!is_sculpture(plan_, n)) flat.push_back(picture(n, draw));
      hang = hang_works(floor_, i, flat);
    }
    for (const Work& work : flat) add_asset(work, "jpg");
    for (const Stretch& stretch : hang->stretches) hang_stretch(room, *hang, stretch);
    light_walls(room, hang->stretches);
    light_middle(room, i);
    benches(room, i, standing.empty() ? std::vector<dvec2>{} : stands);
    add(WallText{
        .id = {"text-" + room.id.value},
        .room = room.id,
        .wall = 2,
        .along_m = 0.9,
        .centre_height_m = 1.6,
        .width_m = 0.95,
        .title = room_name(i),
        .body = said("Buradakı hər şey düsturla yaradılıb.", "Bu yerdagi hamma narsa formula bilan yaratilgan.",
                     "Всё здесь создано по формуле.", "Everything here was made by formulas.")});
  }

  void add_asset(const Work& work, std::string_view extension) {
    if (document_.assets.contains(work.asset)) return;
    add(Asset{.id = work.asset,
              .path = fmt::format("institutions/{}/media/{}.{}", work.lender.value, work.asset.value, extension),
              .licence = "CC0-1.0",
              .credit = "Generated by the Enfilade project"});
  }

  static constexpr double label_width_mm = 150;

  // Adds the work, its place and its label, in two of the languages so that plates stay small.
  void place(const Work& work, const Room& room, std::variant<OnWall, OnFloor> where, LabelSide side) {
    PlacementId id{work.id.value};
    add(work);
    add(Placement{.id = id, .work = work.id, .room = room.id, .where = std::move(where)});
    add(Label{.id = {id.value}, .placement = id, .side = side, .width_mm = label_width_mm, .languages = {"az", "en"}});
  }

  void hang_stretch(const Room& room, const Hang& hang, const Stretch& stretch) {
    if (stretch.columns.empty()) return;
    std::vector<double> widths;
    for (std::size_t c : stretch.columns) widths.push_back(hang.columns[c].width_m);
    std::vector<double> centres = with_equal_gaps(widths, stretch.from_m, stretch.to_m);
    bool in_two_rows = std::ranges::any_of(hang.columns, [](const Column& c) { return c.upper != nullptr; });
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const Column& column = hang.columns[stretch.columns[i]];
      // Beside the work where it leaves the neighbour free.
      const double right = centres[i] + widths[i] / 2;
      const double free_to = i + 1 < widths.size() ? centres[i + 1] - widths[i + 1] / 2 : stretch.to_m;
      const bool fits_beside = !in_two_rows && free_to - right > label_gap_m + label_width_mm / 1000;
      LabelSide side = fits_beside ? LabelSide::right : LabelSide::below;
      double half = outer_size(*column.lower).height_m / 2;
      double centre = column.upper  ? joint_m - 0.17 - half
                      : in_two_rows ? std::max(1.75, 0.8 + half)
                                    : room.hanging_centre_m + 0.05;
      place(*column.lower, room, OnWall{stretch.wall, centres[i], centre}, side);
      if (!column.upper) continue;
      place(*column.upper, room,
            OnWall{stretch.wall, centres[i], joint_m + 0.17 + outer_size(*column.upper).height_m / 2}, side);
    }
  }

  // Free places for works in the round: two rows along the long walls, clear of all ways.
  std::vector<dvec2> places_to_stand(std::size_t i) const {
    std::vector<dvec2> places;
    for (double x = 1.7; x <= floor_.width_m() - 1.7; x += stand_pitch_m)
      for (double z : {1.9, floor_.depth_m() - 1.9}) {
        dvec2 place = floor_.rooms()[i].corner + dvec2(x, z);
        if (floor_.distance_to_ways(i, place) > 0.85) places.push_back(place);
      }
    return places;
  }

  void stand(const Room& room, const Work& work, dvec2 place_m) {
    double middle = room.plan[0].y + floor_.depth_m() / 2;
    OnFloor where{.position_m = place_m, .heading_rad = place_m.y < middle ? 0 : std::numbers::pi};  // facing the way
    where.support = work.height_mm < 480 ? Support::vitrine : Support::plinth;
    where.support_width_m = std::max(0.46, work.width_mm / 1000 + 0.16);
    where.support_depth_m = std::max(0.46, work.depth_mm / 1000 + 0.16);
    where.support_height_m = work.height_mm > 700 ? 0.72 : 0.98;
    where.hood_height_m = work.height_mm / 1000 + 0.15;
    if (work.height_mm > 700) where.support_finish = {"stone", ""};
    place(work, room, where, LabelSide::right);
  }

  // Wall washers: shared out to the stretches of wall by their length, each lighting what hangs before it.
  void light_walls(const Room& room, const std::vector<Stretch>& stretches) {
    std::vector<std::size_t> counts(stretches.size(), 0);
    auto length = [&](std::size_t s) {
      return stretches[s].columns.empty() ? 0 : stretches[s].to_m - stretches[s].from_m;
    };
    for (std::size_t spot = 0; spot < spots_on_walls; ++spot) {
      std::size_t best = 0;
      for (std::size_t s = 1; s < stretches.size(); ++s)
        if (length(s) / static_cast<double>(counts[s] + 1) > length(best) / static_cast<double>(counts[best] + 1))
          best = s;
      ++counts[best];
    }
    std::size_t number = 0;
    for (std::size_t s = 0; s < stretches.size(); ++s)
      for (std::size_t k = 0; k < counts[s]; ++k) {
        WallFrame wall = wall_frame(room, stretches[s].wall);
        double part = (static_cast<double>(k) + 0.5) / static_cast<double>(counts[s]);
        double along = stretches[s].from_m + (stretches[s].to_m - stretches[s].from_m) * part;
        add_spot(room, ++number, wall.at(along, track_height_m(room), 1.75), wall.at(along, 1.75), wall.inward,
                 wall_lx);
      }
  }
  // Two for what stands before the long walls, or for the floor.
  void light_middle(const Room& room, std::size_t i) {
    dvec2 c = floor_.rooms()[i].corner;
    double middle = floor_.depth_m() / 2;
    for (std::size_t k = 0; k < spots_in_the_middle; ++k) {
      double x = c.x + floor_.width_m() * (static_cast<double>(k) + 0.5) / static_cast<double>(spots_in_the_middle);
      double aside = k % 2 == 0 ? 1.2 : -1.2;
      add_spot(room, spots_on_walls + k + 1, {x, track_height_m(room), c.y + middle}, {x, 1.0, c.y + middle + aside},
               {0, 1, 0}, middle_lx);
    }
  }
  static double track_height_m(const Room& room) { return room.ceiling_height_m - 0.28; }
  void add_spot(const Room& room, std::size_t number, dvec3 position, dvec3 aim, dvec3 normal, double lx) {
    dvec3 way = aim - position;
    double distance = glm::length(way), facing = -glm::dot(way / distance, normal);
    add(Light{.id = {fmt::format("{}-{:02}", room.id.value, number)},
              .room = room.id,
              .position_m = position,
              .aim_m = aim,
              .intensity_cd = std::round(lx * distance * distance / facing),  // E = I cos / d^2
              .beam_angle_rad = 0.95,
              .field_angle_rad = 1.65,
              .colour_temperature_k = 3100});
  }

  void benches(const Room& room, std::size_t i, const std::vector<dvec2>& stands) {
    dvec2 c = floor_.rooms()[i].corner;
    for (double x : {0.3, 0.7})
      for (double z : {0.5, 0.4, 0.6, 0.33, 0.67}) {
        dvec2 place = c + dvec2(floor_.width_m() * x, floor_.depth_m() * z);
        bool clear = floor_.distance_to_ways(i, place) > 1.0 &&
                     std::ranges::all_of(stands, [&](dvec2 s) { return glm::length(s - place) > 1.3; });
        if (!clear) continue;
        add(Furniture{.id = {fmt::format("bench-{}-{}", room.id.value, x < 0.5 ? 1 : 2)},
                      .room = room.id,
                      .position_m = place,
                      .width_m = 1.7,
                      .depth_m = 0.5,
                      .finish = {i % 2 == 0 ? "walnut" : "oak", ""}});
        break;
      }
  }

  void doorways() {
    for (std::size_t i = 0; i < plan_.rooms; ++i)
      for (Side side : all_sides) {
        const auto& door = floor_.rooms()[i].door(side);
        if (!door || (door->room && *door->room < i)) continue;
        Doorway doorway{.id = {fmt::format("door-{:03}-{}", i + 1, static_cast<std::uint32_t>(side))},
                        .from = {room_id(i), static_cast<std::uint32_t>(side), door->along_m},
                        .width_m = MuseumFloor::door_width_m,
                        .height_m = MuseumFloor::door_height_m};
        if (door->room) {
          Side back = static_cast<Side>((static_cast<std::uint32_t>(side) + 2) % 4);
          doorway.to = DoorwaySide{room_id(*door->room), static_cast<std::uint32_t>(back),
                                   floor_.rooms()[*door->room].door(back)->along_m};
        }
        add(std::move(doorway));
      }
  }

  void viewpoints() {
    auto view = [&](std::string id, std::size_t room, const TourPose& pose) {
      add(Viewpoint{.id = {std::move(id)},
                    .room = room_id(room),
                    .name = room_name(room),
                    .eye_m = pose.eye,
                    .target_m = pose.eye + pose.forward * 3.0});
    };
    view("room-001", 0, floor_.viewpoint());
    dvec2 door = floor_.door_place(0, Side::west);
    view("vista", 0, {{door.x + 1.2, 1.6, door.y}, {1, 0, 0}});
    for (std::size_t i = 0; i < plan_.rooms; ++i) {
      dvec2 c = floor_.rooms()[i].corner;
      dvec3 eye(c.x + 0.7, 1.6, c.y + floor_.depth_m() - 0.7), target(c.x + floor_.width_m() * 0.72, 1.6, c.y);
      view(fmt::format("corner-{:03}", i + 1), i, {eye, glm::normalize(target - eye)});
    }
  }

  void storage() {
    constexpr std::size_t shared_pictures = 16;
    std::vector<AssetId> pictures;
    for (const Asset& asset : document_.assets)
      if (asset.id.value.starts_with("picture-") && pictures.size() < shared_pictures) pictures.push_back(asset.id);
    for (std::size_t i = 0; i < plan_.storage; ++i) {
      Work work = picture(plan_.works + i, 0);
      work.id = {fmt::format("stored-{:05}", i)};
      work.asset = pictures.empty() ? AssetId{} : pictures[i % pictures.size()];
      add(std::move(work));
    }
  }

  static constexpr double stand_pitch_m = 1.15;

  MuseumPlan plan_;
  MuseumFloor floor_;
  Document document_;
};

}  // namespace

MuseumFloor museum_floor(const MuseumPlan& plan) {
  // Metres of wall that a framed picture takes in a hang of two rows, and metres of room that a sculpture takes.
  constexpr double metres_a_picture = 0.72, metres_a_sculpture = 0.62, depth_m = 8.5;
  auto works = static_cast<double>(most_works_in_a_room(plan));
  double sculptures = std::ceil(works * plan.sculptures_percent / 100);
  double walls_m = (works - std::floor(works * plan.sculptures_percent / 100)) * metres_a_picture;
  double width = std::max({8.0, (walls_m - 4) / 2, 6.5 + sculptures * metres_a_sculpture});
  return MuseumFloor(plan.rooms, std::round(width * 4) / 4, depth_m);
}

Document museum(const MuseumPlan& plan) { return Builder(plan).build(); }

}  // namespace enf
