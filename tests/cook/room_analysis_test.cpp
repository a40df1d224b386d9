// What a curator expects of a whole floor brought in as one mesh: its rooms at their true size, its doorways where they
// are, and an honest "one room" where neither can be told.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "engine/base/random.h"
#include "engine/cook/import.h"
#include "engine/geometry/polygon.h"
#include "tests/cook/room_shapes.h"

using namespace enf;

namespace {

std::string told(const RoomAnalysis& a) {
  std::string text = "confidence " + std::to_string(a.confidence);
  for (const FoundRoom& room : a.rooms) {
    text += "\n  room " + std::to_string(signed_area(room.plan)) + " m2, " + std::to_string(room.floor_m) + ".." +
            std::to_string(room.ceiling_m) + ":";
    for (dvec2 p : room.plan) text += " (" + std::to_string(p.x) + " " + std::to_string(p.y) + ")";
  }
  for (const FoundDoorway& d : a.doorways)
    text += "\n  doorway " + std::to_string(d.from.room) + "-" + (d.to ? std::to_string(d.to->room) : "out") + " " +
            std::to_string(d.width_m) + " x " + std::to_string(d.height_m);
  for (const RoomNote& note : a.notes) text += "\n  " + to_string(note);
  return text;
}

void expect_areas(const RoomAnalysis& a, std::vector<double> areas) {
  ASSERT_EQ(a.rooms.size(), areas.size()) << told(a);
  std::vector<double> found;
  for (const FoundRoom& room : a.rooms) {
    EXPECT_FALSE(self_intersects(room.plan));
    EXPECT_EQ(room.thickness_m.size(), room.plan.size());
    found.push_back(signed_area(room.plan));
  }
  std::ranges::sort(found), std::ranges::sort(areas);
  for (std::size_t i = 0; i < areas.size(); ++i) EXPECT_NEAR(found[i], areas[i], 0.02 * areas[i]) << told(a);
}

dvec2 place_of(const RoomAnalysis& a, const FoundSide& side) {
  const auto& plan = a.rooms[side.room].plan;
  dvec2 from = plan[side.wall], to = plan[(side.wall + 1) % plan.size()];
  return from + glm::normalize(to - from) * side.along_m;
}

// All doorways join two rooms, measure this, and have sides that face each other.
void expect_doorways(const RoomAnalysis& a, std::size_t count, double width, double height, double wall) {
  ASSERT_EQ(a.doorways.size(), count) << told(a);
  for (const FoundDoorway& d : a.doorways) {
    ASSERT_TRUE(d.to) << told(a);
    EXPECT_NEAR(d.width_m, width, 0.1) << told(a);
    EXPECT_NEAR(d.height_m, height, 0.1) << told(a);
    EXPECT_NEAR(glm::distance(place_of(a, d.from), place_of(a, *d.to)), wall, 0.02) << told(a);
  }
}

}  // namespace

TEST(RoomAnalysis, findsOneRoom) {
  RoomAnalysis a = analyse_rooms(enfilade_of(1).triangles);
  expect_areas(a, {30});
  EXPECT_TRUE(a.doorways.empty()) << told(a);
  EXPECT_NEAR(a.rooms[0].ceiling_m - a.rooms[0].floor_m, 3.5, 0.05);
  EXPECT_EQ(a.rooms[0].plan.size(), 4u) << told(a);
  EXPECT_GT(a.confidence, 0.9);
}

TEST(RoomAnalysis, findsAnEnfilade) {
  for (int rooms : {2, 6}) {
    RoomAnalysis a = analyse_rooms(enfilade_of(rooms).triangles);
    expect_areas(a, std::vector<double>(static_cast<std::size_t>(rooms), 30.0));
    expect_doorways(a, static_cast<std::size_t>(rooms - 1), 1.6, 2.4, 0.3);
    for (const FoundDoorway& d : a.doorways) EXPECT_NEAR(place_of(a, d.from).y, 2.5, 0.05);
  }
}

TEST(RoomAnalysis, findsThinAndThickWalls) {
  for (float wall : {0.0f, 0.1f, 0.8f}) {
    RoomAnalysis a = analyse_rooms(enfilade_of(3, wall).triangles);
    expect_areas(a, {30, 30, 30});
    expect_doorways(a, 2, 1.6, 2.4, static_cast<double>(wall));
    for (const FoundDoorway& d : a.doorways)
      EXPECT_NEAR(a.rooms[d.from.room].thickness_m[d.from.wall], static_cast<double>(wall) / 2, 0.015) << told(a);
  }
}

TEST(RoomAnalysis, turnedByAnyAngle) {
  for (float degrees : {30.0f, 45.0f, -7.3f, 123.0f}) {
    FloorMesh m = enfilade_of(3);
    m.turn(degrees);
    RoomAnalysis a = analyse_rooms(m.triangles);
    expect_areas(a, {30, 30, 30});
    expect_doorways(a, 2, 1.6, 2.4, 0.3);
  }
}

TEST(RoomAnalysis, flippedFacesDoNotMatter) {
  FloorMesh m = enfilade_of(3);
  m.flip_some();
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30, 30, 30});
  expect_doorways(a, 2, 1.6, 2.4, 0.3);
}

TEST(RoomAnalysis, withoutCeilingTheLintelsTell) {
  RoomAnalysis a = analyse_rooms(enfilade_of(3, 0.3f, 2.4f, false).triangles);
  expect_areas(a, {30, 30, 30});
  expect_doorways(a, 2, 1.6, 2.4, 0.3);
  EXPECT_FALSE(a.rooms[0].has_ceiling);
  EXPECT_NEAR(a.rooms[0].ceiling_m, 3.5, 0.15);
}

TEST(RoomAnalysis, openingsUpToTheCeilingAreNarrowPlaces) {
  for (bool roofed : {true, false}) {
    RoomAnalysis a = analyse_rooms(enfilade_of(3, 0.3f, 3.5f, roofed).triangles);
    expect_areas(a, {30, 30, 30});
    expect_doorways(a, 2, 1.6, 3.5, 0.3);
    for (const FoundDoorway& d : a.doorways) EXPECT_EQ(d.cue, DoorwayCue::narrowing);
  }
}

TEST(RoomAnalysis, roomsAroundACourt) {
  // Eight rooms of 4 x 4 m around a court of 4 x 4 m, walls 0.4 m; a way all around, and two into the court.
  FloorMesh m;
  const float pitch = 4.4f, side = 3 * pitch - 0.4f;
  m.level(0, 0, side, side, 0), m.level(0, 0, side, side, m.height);
  m.shell(0, 0, side, side, 0.4f);
  WallHole door{1.3f, 2.7f, 2.2f};
  auto at = [&](float from) { return WallHole{from + door.from, from + door.to, door.head}; };
  for (float x : {4.0f, 4.0f + pitch}) m.wall_z(0, side, x, 0.4f, {at(0), at(2 * pitch)});
  m.wall_x(0, side, 4.0f, 0.4f, {at(0), at(pitch), at(2 * pitch)});
  m.wall_x(0, side, 4.0f + pitch, 0.4f, {at(0), at(pitch), at(2 * pitch)});
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, std::vector<double>(9, 16.0));
  expect_doorways(a, 10, 1.4, 2.2, 0.4);
}

TEST(RoomAnalysis, anAngledRoomIsOneRoom) {
  // An L of 8 x 8 m without its corner of 4 x 4 m, and a room of 4 x 3.7 m behind a doorway in that corner.
  FloorMesh m;
  m.level(0, 0, 8, 8, 0), m.level(0, 0, 8, 8, m.height);
  m.shell(0, 0, 8, 8, 0.3f);
  m.wall_x(4, 8, 4, 0.3f, {{5.5f, 6.5f, 2.1f}}), m.wall_z(4.3f, 8, 4, 0.3f);
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {48, 3.7 * 3.7});
  expect_doorways(a, 1, 1.0, 2.1, 0.3);
  auto larger = std::ranges::max_element(a.rooms, {}, [](const FoundRoom& r) { return signed_area(r.plan); });
  EXPECT_EQ(larger->plan.size(), 6u) << told(a);
}

TEST(RoomAnalysis, columnsAndFurnitureStayInTheirRoom) {
  FloorMesh m = enfilade_of(2);
  m.box({2.8f, 0, 2.2f}, {3.2f, 3.5f, 2.6f});                               // a column
  m.box({0, 0, 0}, {0.6f, 1.9f, 2}), m.box({8, 0, 4.3f}, {11, 2.1f, 5});    // cupboards along walls
  m.box({8, 0, 1}, {9, 0.75f, 2}), m.box({10, 0, 1}, {10.4f, 1.1f, 1.4f});  // a table, a plinth
  m.box({3, 2.6f, 4}, {3.4f, 2.8f, 4.4f});                                  // a lamp
  m.box({0, 3.2f, 2}, {6, 3.5f, 2.3f});                                     // a beam from wall to wall
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30, 30});
  expect_doorways(a, 1, 1.6, 2.4, 0.3);
}

TEST(RoomAnalysis, corniceAndSkirtingDoNotJoinRooms) {
  FloorMesh m = enfilade_of(2);
  for (float x : {0.0f, 6.3f}) {
    m.box({x, 3.3f, 0}, {x + 6, 3.5f, 0.2f}), m.box({x, 3.3f, 4.8f}, {x + 6, 3.5f, 5});
    m.box({x, 3.3f, 0}, {x + 0.2f, 3.5f, 5}), m.box({x + 5.8f, 3.3f, 0}, {x + 6, 3.5f, 5});
    m.box({x, 0, 0}, {x + 6, 0.12f, 0.02f}), m.box({x, 0, 4.98f}, {x + 6, 0.12f, 5});
  }
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30, 30});
  expect_doorways(a, 1, 1.6, 2.4, 0.3);
}

TEST(RoomAnalysis, windowsAreWalls) {
  FloorMesh m;
  m.level(0, 0, 6, 5, 0), m.level(0, 0, 6, 5, m.height);
  m.wall_x(-0.3f, 6.3f, -0.3f, 0.3f, {{1, 2.2f, 2.6f, 0.9f}, {3.5f, 4.7f, 2.6f, 0.9f}}), m.wall_x(-0.3f, 6.3f, 5, 0.3f);
  m.wall_z(0, 5, -0.3f, 0.3f), m.wall_z(0, 5, 6, 0.3f);
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30});
  EXPECT_TRUE(a.doorways.empty()) << told(a);
}

TEST(RoomAnalysis, doorLeavesAndThresholds) {
  FloorMesh open = enfilade_of(2);
  open.box({6.3f, 0, 3.28f}, {7.1f, 2.35f, 3.32f});  // a leaf that stands open
  open.box({6, 0, 1.7f}, {6.3f, 0.04f, 3.3f});       // a threshold
  RoomAnalysis a = analyse_rooms(open.triangles);
  expect_areas(a, {30, 30});
  expect_doorways(a, 1, 1.6, 2.4, 0.3);

  FloorMesh shut = enfilade_of(2);
  shut.box({6.13f, 0, 1.7f}, {6.17f, 2.4f, 3.3f});
  RoomAnalysis b = analyse_rooms(shut.triangles);
  expect_areas(b, {30, 30});
  expect_doorways(b, 1, 1.6, 2.4, 0.3);

  shut.quad({6.15f, 2.4f, 1.7f}, {6.15f, 2.4f, 3.3f}, {6.15f, 3.5f, 3.3f}, {6.15f, 3.5f, 1.7f});  // solid above it, too
  RoomAnalysis c = analyse_rooms(shut.triangles);
  expect_areas(c, {30, 30});
  expect_doorways(c, 1, 1.6, 2.4, 0.3);
  EXPECT_EQ(c.doorways[0].cue, DoorwayCue::leaf);
}

TEST(RoomAnalysis, aDoorwayToTheOutsideHasNoFarSide) {
  FloorMesh m;
  m.level(-3, -3, 9, 5.3f, 0), m.level(0, 0, 6, 5, m.height);  // a terrace before the room
  m.wall_x(-0.3f, 6.3f, -0.3f, 0.3f, {{2, 3.2f, 2.2f}}), m.wall_x(-0.3f, 6.3f, 5, 0.3f);
  m.wall_z(0, 5, -0.3f, 0.3f), m.wall_z(0, 5, 6, 0.3f);
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30});
  ASSERT_EQ(a.doorways.size(), 1u) << told(a);
  EXPECT_FALSE(a.doorways[0].to);
  EXPECT_NEAR(a.doorways[0].width_m, 1.2, 0.1);
}

TEST(RoomAnalysis, storeysAreRoomsOfTheirOwn) {
  FloorMesh m = enfilade_of(2);
  FloorMesh upper = enfilade_of(2);
  for (ModelTriangle t : upper.triangles) {
    for (vec3& p : t) p.y += 4;
    m.triangles.push_back(t);
  }
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30, 30, 30, 30});
  expect_doorways(a, 2, 1.6, 2.4, 0.3);
  EXPECT_NEAR(a.rooms[0].floor_m, 0, 0.05);
  EXPECT_NEAR(a.rooms[3].floor_m, 4, 0.05);
  EXPECT_NEAR(a.rooms[0].ceiling_m, 3.5, 0.1);
}

TEST(RoomAnalysis, finelyDividedMeshesAreTheSame) {
  // Every triangle in 64, each moved by up to 3 mm, as a scan's.
  FloorMesh m = enfilade_of(2);
  Random random(5);
  for (int round = 0; round < 3; ++round) {
    std::vector<ModelTriangle> finer;
    for (const ModelTriangle& t : m.triangles) {
      vec3 ab = (t[0] + t[1]) * 0.5f, bc = (t[1] + t[2]) * 0.5f, ca = (t[2] + t[0]) * 0.5f;
      finer.insert(finer.end(), {{t[0], ab, ca}, {ab, t[1], bc}, {ca, bc, t[2]}, {ab, bc, ca}});
    }
    m.triangles = finer;
  }
  for (ModelTriangle& t : m.triangles)
    for (vec3& p : t)
      p += vec3(random.between(-0.003f, 0.003f), random.between(-0.003f, 0.003f), random.between(-0.003f, 0.003f));
  RoomAnalysis a = analyse_rooms(m.triangles);
  expect_areas(a, {30, 30});
  expect_doorways(a, 1, 1.6, 2.4, 0.3);
}

TEST(RoomAnalysis, saysWhyItLeavesAModelWhole) {
  FloorMesh field;
  field.level(0, 0, 40, 40, 0), field.box({10, 0, 10}, {11, 2, 11});
  FloorMesh dust;
  FloorMesh vast;
  vast.level(0, 0, 90000, 90000, 0);
  using enum RoomNote::Kind;
  for (auto [m, why] : {std::pair{&field, no_walled_floor}, {&dust, no_walled_floor}, {&vast, too_large}}) {
    RoomAnalysis a = analyse_rooms(m->triangles);
    EXPECT_TRUE(a.rooms.empty()) << told(a);
    EXPECT_TRUE(a.doorways.empty());
    ASSERT_EQ(a.notes.size(), 1u);
    EXPECT_EQ(a.notes[0].kind, why) << told(a);
  }
}

TEST(RoomAnalysis, realRoomModels) {
  std::filesystem::path rooms = std::filesystem::path(ENFILADE_SOURCE_DIR) / "../shared/data/rooms";
  if (!std::filesystem::exists(rooms)) GTEST_SKIP() << "the reference data is not here: " << rooms;
  struct Case {
    const char* file;
    std::size_t rooms;
    double area_m2;
  };
  for (Case c : {Case{"cube-room/cube-room.gltf", 1, 100},
                 {"home-theater/home-theater.gltf", 1, 39.8},
                 {"openvgal/T_pannels.glb", 1, 1806},
                 {"openvgal/T_root.glb", 1, 684},
                 {"simple-office/office.obj", 8, 1039},
                 {"vr-gallery/vr-gallery.glb", 1, 100}}) {
    auto model = import_model(rooms / c.file);
    ASSERT_TRUE(model) << c.file << to_string(model.error());
    RoomAnalysis a = analyse_rooms(triangles_of(model->model));
    EXPECT_EQ(a.rooms.size(), c.rooms) << c.file << told(a);
    EXPECT_NEAR(a.area_m2(), c.area_m2, 0.02 * c.area_m2) << c.file << told(a);
  }
}
