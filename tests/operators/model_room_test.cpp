// Rooms found in a building's model: taken in as one step, and corrected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "editor/operators/editing.h"
#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/json.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {
namespace {

// Two rooms of 6 x 5 m of one model, 0.3 m of wall between, as an import records them: no doorway was found, and the
// first room has a corner too many in its north wall.
class ModelRooms : public testing::Test {
 protected:
  ModelRooms() : folder_("model-rooms") {
    Document document;
    document.exhibition = std::make_shared<const Exhibition>();
    save_project(folder_.path, document).value();
    editing.emplace(Editing::open(folder_.path).value());
    Room west = room("floor-1", {{0, 0}, {2, 0}, {6, 0}, {6, 5}, {0, 5}}),
         east = room("floor-2", {{6.3, 0}, {12.3, 0}, {12.3, 5}, {6.3, 5}});
    taken_in = write_edit(all_of({put(Asset{.id = {"floor"}, .path = "venue/floor/floor.glb"}), put(west), put(east)}));
    run("room.take-in", {{"records", taken_in}});
  }
  static Room room(const char* id, std::vector<dvec2> plan) {
    Room one{.id = {id}, .plan = std::move(plan)};
    one.walls.assign(one.plan.size(), Wall{});
    one.model = RoomModel{.asset = {"floor"}};
    return one;
  }
  void run(std::string_view id, const Arguments& arguments = {}) {
    Result<void> done = editing->run(id, arguments);
    ASSERT_TRUE(done) << id << ": " << to_string(done.error());
  }
  std::string refused(std::string_view id, const Arguments& arguments) {
    const Document before = doc();
    Result<void> done = editing->run(id, arguments);
    EXPECT_FALSE(done) << id;
    EXPECT_EQ(doc(), before);
    return done ? "" : done.error().id;
  }
  const Document& doc() const { return editing->document(); }
  const Room& west() const { return *doc().find(RoomId{"floor-1"}); }
  enf::sample::Folder folder_;
  std::optional<Editing> editing;
  std::string taken_in;
  const AnyId west_id = RoomId{"floor-1"};
};

TEST_F(ModelRooms, AreTakenInAsOneStepAndOneWorksInTheFirst) {
  EXPECT_EQ(doc().rooms.size(), 2u);
  EXPECT_EQ(editing->session().room.value, "floor-1");
  EXPECT_EQ(editing->project().history().steps().size(), 2u) << "the beginning and this";
  EXPECT_EQ(refused("room.take-in", {{"records", taken_in}}), "operator.refused") << "they are there already";
  EXPECT_EQ(refused("room.take-in", {{"records", write_edit(remove(RoomId{"floor-1"}))}}), "operator.refused");
  EXPECT_EQ(refused("room.take-in", {{"records", std::string("a floor")}}), "document.syntax");
  run("edit.undo");
  EXPECT_EQ(doc().rooms.size(), 0u);
}

TEST_F(ModelRooms, ACornerTooManyIsTakenAwayAndWorksStayWhereTheyHang) {
  auto at = [&](const char* id) {
    const Placement& placement = *doc().find(PlacementId{id});
    return pose_of(*doc().find(placement.room), placement).position;
  };
  std::vector<Edit> edits;
  const std::uint32_t walls[] = {0, 1, 2, 4};
  for (int i = 0; i < 4; ++i) {
    const std::string id = fmt::format("print-{}", i);
    edits.push_back(put(Work{.id = {id}, .height_mm = 300, .width_mm = 400}));
    edits.push_back(put(Placement{.id = {id}, .work = {id}, .room = {"floor-1"}, .where = OnWall{walls[i], 1, 1.5}}));
  }
  Room divided = west();
  divided.free_walls.push_back({.from_m = {2, 2.5}, .to_m = {4, 2.5}});
  edits.push_back(put(divided));
  edits.push_back(put(Work{.id = {"free"}, .height_mm = 300, .width_mm = 400}));
  edits.push_back(put(Placement{.id = {"free"}, .work = {"free"}, .room = {"floor-1"}, .where = OnWall{6, 1, 1.5}}));
  const Document with = apply(doc(), all_of(std::move(edits))).value();
  editing.reset();
  save_project(folder_.path, with).value();
  editing.emplace(Editing::open(folder_.path).value());
  std::map<std::string, dvec3> before;
  for (const Placement& placement : doc().placements) before[placement.id.value] = at(placement.id.value.c_str());
  run("room.remove-corner", {{"room", west_id}, {"corner", 1.0}});
  EXPECT_EQ(west().plan, (std::vector<dvec2>{{0, 0}, {6, 0}, {6, 5}, {0, 5}}));
  EXPECT_EQ(west().walls.size(), 4u);
  for (const auto& [id, place] : before) EXPECT_NEAR(glm::distance(at(id.c_str()), place), 0, 1e-9) << id;
  EXPECT_EQ(std::get<OnWall>(doc().find(PlacementId{"print-1"})->where).wall, 0u);
  EXPECT_EQ(refused("room.remove-corner", {{"room", west_id}, {"corner", 7.0}}), "operator.refused");
  // The first corner as well: its wall is the last.
  run("edit.undo");
  run("room.remove-corner", {{"room", AnyId(RoomId{"floor-2"})}, {"corner", 0.0}});
  EXPECT_EQ(doc().find(RoomId{"floor-2"})->plan.size(), 3u);
  EXPECT_EQ(refused("room.remove-corner", {{"room", AnyId(RoomId{"floor-2"})}, {"corner", 0.0}}), "operator.refused");
}

TEST_F(ModelRooms, TheFloorIsSetWithAllThatIsInTheRoom) {
  run("light.add", {{"room", west_id}});
  const Light before = *doc().lights.begin();
  run("room.set-floor", {{"room", west_id}, {"height", 0.45}});
  EXPECT_DOUBLE_EQ(west().floor_level_m, 0.45);
  const Light after = *doc().lights.begin();
  EXPECT_NEAR(after.position_m.y - before.position_m.y, 0.45, 1e-12);
  EXPECT_NEAR(after.aim_m.y - before.aim_m.y, 0.45, 1e-12);
  EXPECT_DOUBLE_EQ(doc().find(RoomId{"floor-2"})->floor_level_m, 0) << "no doorway joins them";
  run("edit.undo");
  run("doorway.add", {{"room", west_id}, {"wall", 2.0}, {"along", 2.5}, {"width", 1.6}, {"height", 2.4}});
  run("room.set-floor", {{"room", west_id}, {"height", -0.2}});
  EXPECT_DOUBLE_EQ(doc().find(RoomId{"floor-2"})->floor_level_m, -0.2);
}

TEST_F(ModelRooms, ADoorwayIsAddedLetOutAndJoinedAgain) {
  run("doorway.add", {{"room", west_id}, {"wall", 2.0}, {"along", 2.5}, {"width", 1.6}, {"height", 2.4}});
  const DoorwayId id = doc().doorways.begin()->id;
  ASSERT_TRUE(doc().find(id)->to);
  EXPECT_EQ(doc().find(id)->to->room.value, "floor-2");
  const Doorway joined = *doc().find(id);
  run("doorway.join", {{"item", AnyId(id)}, {"to", std::string("outside")}});
  EXPECT_FALSE(doc().find(id)->to);
  run("doorway.join", {{"item", AnyId(id)}, {"to", std::string("room-behind")}});
  EXPECT_EQ(*doc().find(id), joined);
  run("doorway.add", {{"room", west_id}, {"wall", 4.0}, {"along", 2.5}, {"width", 1.0}, {"height", 2.0}});
  const AnyId out = editing->session().selection.front();
  EXPECT_EQ(refused("doorway.join", {{"item", out}, {"to", std::string("room-behind")}}), "operator.refused");
}

TEST_F(ModelRooms, ARoomThatWasMissedIsDrawnAndShowsTheModel) {
  run("room.rectangle", {{"x", 0.0}, {"z", 5.3}, {"width", 6.0}, {"depth", 4.0}});
  const AnyId drawn = editing->session().room;
  run("room.set-model", {{"room", drawn}, {"like", west_id}});
  EXPECT_EQ(doc().find(std::get<RoomId>(drawn))->model, west().model);
  const std::string drawn_walls = "drawn-walls";
  run("room.set-model", {{"room", drawn}, {"as", drawn_walls}});
  EXPECT_FALSE(doc().find(std::get<RoomId>(drawn))->model);
  EXPECT_EQ(refused("room.set-model", {{"room", drawn}, {"as", drawn_walls}}), "operator.refused");
  EXPECT_EQ(refused("room.set-model", {{"room", west_id}, {"like", drawn}}), "operator.refused");
  run("room.set-model", {{"room", drawn}});
  EXPECT_EQ(doc().find(std::get<RoomId>(drawn))->model, west().model) << "there is but one";
}

TEST_F(ModelRooms, WallOneCanHangAtIsCountedWithBothFacesOfTemporaryWalls) {
  EXPECT_DOUBLE_EQ(running_wall_m(doc(), west()), 22);
  run("doorway.add", {{"room", west_id}, {"wall", 2.0}, {"along", 2.5}, {"width", 1.6}, {"height", 2.4}});
  run("window.add", {{"room", west_id}, {"wall", 4.0}, {"along", 2.0}, {"width", 1.2}});
  EXPECT_NEAR(running_wall_m(doc(), west()), 22 - 1.6 - 1.2, 1e-12);
  run("wall.add-temporary", {{"room", west_id}, {"x", 1.0}, {"z", 2.5}, {"to-x", 3.5}, {"to-z", 2.5}});
  EXPECT_NEAR(running_wall_m(doc(), west()), 22 - 1.6 - 1.2 + 5, 1e-12);
}

TEST_F(ModelRooms, ATextPanelStandsWhereItIsAskedForAndFacesThere) {
  run("wall-text.add-panel", {{"room", west_id}, {"x", 3.0}, {"z", 2.0}, {"heading", 90.0}});
  ASSERT_EQ(west().free_walls.size(), 1u);
  const WallText& text = *doc().wall_texts.begin();
  const WallFrame frame = wall_frame(west(), text.wall);
  EXPECT_NEAR(glm::distance(frame.inward, dvec3(1, 0, 0)), 0, 1e-9) << "it faces east";
  EXPECT_NEAR(frame.length_m, 0.9, 1e-9);
  EXPECT_EQ(editing->session().selection, std::vector<AnyId>{text.id});
  EXPECT_EQ(editing->session().wall, text.wall);
}

}  // namespace
}  // namespace enf::editor
