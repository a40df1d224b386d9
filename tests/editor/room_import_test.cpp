// A building's model let go over the editor: its rooms are found, taken in, checked against it and corrected.
#include <gmock/gmock.h>

#include <fstream>

#include "editor_fixture.h"
#include "engine/app/png.h"
#include "engine/exhibition/validate.h"
#include "engine/package/cooked_index.h"
#include "tests/cook/room_shapes.h"

namespace enf::editor {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class RoomImportTest : public EditorTest {
 protected:
  RoomImportTest() { fs::create_directories(desk_); }
  ~RoomImportTest() override { fs::remove_all(desk_); }
  // Three rooms of 6 x 5 m in a row, doorways of 1.6 m between.
  fs::path floor() {
    const FloorMesh mesh = enfilade_of(3);
    std::ofstream out(desk_ / "Old_wing.obj");
    int corners = 0;
    for (const ModelTriangle& t : mesh.triangles) {
      for (vec3 p : t) out << "v " << p.x << ' ' << p.y << ' ' << p.z << '\n';
      out << "f " << corners + 1 << ' ' << corners + 2 << ' ' << corners + 3 << '\n';
      corners += 3;
    }
    return desk_ / "Old_wing.obj";
  }
  void drop(const fs::path& file) {
    send(DropEvent{{file}, vec2(-1)});
    driver->settle();
  }
  void take_in() {
    open(test::small_show());
    drop(floor());
    ASSERT_TRUE(driver->has("###import/take"));
    keep_picture("room-sheet.png");
    driver->click("###import/take");
    driver->settle();
    ASSERT_EQ(doc().rooms.size(), 5u) << notice();
  }
  void keep_picture(const char* name) {
    if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
      (void)write_png(fs::path(folder) / name, host->app().read_back().value());
  }
  std::size_t steps() { return host->app().workspace().editing().project().history().steps().size(); }
  void ask(std::string_view op, Arguments arguments) {
    host->app().workspace().ask(op, std::move(arguments));
    driver->settle();
  }
  // The room's wall that looks that way, inwards.
  std::uint32_t wall_looking(const Room& room, dvec3 inward) {
    for (std::uint32_t wall = 0; wall < room.plan.size(); ++wall)
      if (glm::dot(wall_frame(room, wall).inward, inward) > 0.99) return wall;
    ADD_FAILURE() << "no such wall";
    return 0;
  }
  fs::path desk_ = fs::temp_directory_path() / ("enfilade-building-" + std::to_string(::getpid()));
};

TEST_F(RoomImportTest, AFloorsModelIsTakenForRoomsWhichAreRecordedInOneStep) {
  open(test::small_show());
  const Document before = doc();
  const std::size_t steps_before = steps();
  drop(floor());
  ASSERT_TRUE(driver->has("###import/kind")) << "it may be a work as well";
  EXPECT_EQ(doc(), before);
  driver->click("###import/take");
  driver->settle();
  ASSERT_EQ(doc().rooms.size(), 5u) << notice();
  EXPECT_EQ(doc().doorways.size(), 3u) << "one was there";
  EXPECT_EQ(steps(), steps_before + 1);
  EXPECT_TRUE(validate(doc()).empty());
  const Room& first = *doc().find(session().room);
  ASSERT_TRUE(first.model) << "one works in a room of the model";
  const Asset& asset = *doc().find(first.model->asset);
  EXPECT_THAT(asset.path, HasSubstr("venue/"));
  EXPECT_TRUE(fs::exists(folder_.path / asset.path));
  EXPECT_TRUE(read_cooked_index(folder_.path).value().contains(asset.id.value));
  EXPECT_EQ(first.name.at(session().language), "Old wing 1");
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc(), before);
}

TEST_F(RoomImportTest, WholeItIsOneRoomAndAsAWorkItStands) {
  open(test::small_show());
  drop(floor());
  driver->click("###import/rooms");
  driver->click("##Combo/whole");
  driver->settle();
  driver->click("###import/take");
  driver->settle();
  EXPECT_EQ(doc().rooms.size(), 3u) << notice();
  driver->press("Ctrl+Z");
  drop(floor());
  driver->click("###import/kind");
  driver->click("##Combo/a-work");
  driver->settle();
  driver->click("###import/take");
  driver->settle();
  EXPECT_EQ(doc().rooms.size(), 2u);
  EXPECT_EQ(doc().works.size(), 3u) << notice();
}

TEST_F(RoomImportTest, AWallThatDoesNotStandAsTheModelHasItIsMovedThereAndTheModelDividedAnew) {
  take_in();
  const Room before = *doc().find(session().room);
  const std::uint32_t wall = wall_looking(before, {0, 0, 1});  // the northern one
  auto key = [&] { return read_cooked_index(folder_.path).value().at(before.model->asset.value).key; };
  const Hash divided = key();
  ask("room.move-wall", {{"room", AnyId(before.id)}, {"wall", double(wall)}, {"outwards", 0.2}});
  ask("room.enter", {{"room", AnyId(before.id)}, {"wall", double(wall)}});
  keep_picture("room-check.png");
  EXPECT_NE(key(), divided);
  ASSERT_TRUE(driver->has("Inspector/to-model"));
  driver->click("Inspector/to-model");
  driver->settle();
  const Room& after = *doc().find(before.id);
  for (std::size_t i = 0; i < before.plan.size(); ++i)
    EXPECT_LT(glm::distance(after.plan[i], before.plan[i]), 0.015) << i;
  EXPECT_FALSE(driver->has("Inspector/to-model")) << "it stands there now";
}

TEST_F(RoomImportTest, AMissingModelOfRoomsIsListedOnceAndLocated) {
  settings.home = desk_;
  take_in();
  const Room first = *doc().find(session().room);
  const fs::path was = folder_.path / doc().find(first.model->asset)->path;
  const fs::path moved = desk_ / ("moved" + was.extension().string());
  host->app().workspace().ask("edit.save", {});
  driver->settle();
  driver.reset(), host.reset();
  fs::rename(was, moved);
  fs::remove_all(was.parent_path());
  ImageData grey;  // so that the show's own picture is there
  grey.width = grey.height = 64, grey.rgba.assign(64 * 64 * 4, 128);
  fs::create_directories(folder_.path / "institutions/baku/media");
  write_png(folder_.path / "institutions/baku/media/shore.png", grey).value();
  reopen();
  const Document before = doc();
  driver->click("Inspector/problems-tab");
  keep_picture("missing-rooms.png");
  ASSERT_TRUE(driver->has("Inspector/locate"));
  driver->click("Inspector/locate");
  driver->settle();
  driver->click("###choose/" + moved.filename().string());
  driver->settle();
  EXPECT_FALSE(driver->has("Inspector/locate")) << notice();
  EXPECT_EQ(fs::path(doc().find(first.model->asset)->path).filename(), moved.filename());
  EXPECT_EQ(doc().rooms, before.rooms) << "the rooms stay as they were corrected";
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc(), before);
}

TEST_F(RoomImportTest, WhereTheModelIsOpenADoorwayIsAddedAndItsFloorIsTaken) {
  take_in();
  const RoomId id = session().room;
  const Doorway removed = [&] {
    for (const Doorway& door : doc().doorways)
      if (door.from.room == id || (door.to && door.to->room == id)) return door;
    return Doorway{};
  }();
  const DoorwaySide side = removed.from.room == id ? removed.from : *removed.to;
  ask("edit.delete", {{"items", std::vector<AnyId>{removed.id}}});
  ASSERT_EQ(doc().doorways.size(), 2u);
  ask("room.enter", {{"room", AnyId(id)}, {"wall", double(side.wall)}});
  keep_picture("room-gap.png");
  ASSERT_TRUE(driver->has("Inspector/gap.0"));
  driver->click("Inspector/gap.0");
  driver->settle();
  ASSERT_EQ(doc().doorways.size(), 3u) << notice();
  const Doorway added = *doc().find(std::get<DoorwayId>(session().selection.at(0)));
  EXPECT_TRUE(added.to) << "it joins the next room";
  EXPECT_NEAR(added.width_m, removed.width_m, 0.03);
  EXPECT_NEAR(added.from.along_m, side.along_m, 0.03);
  // The floor was told 30 cm too high, and with it those next door.
  ask("edit.select-none", {});
  ask("room.set-floor", {{"room", AnyId(id)}, {"height", 0.3}});
  EXPECT_DOUBLE_EQ(doc().find(added.to->room)->floor_level_m, 0.3) << notice();
  keep_picture("room-floor.png");
  driver->click("Inspector/model-floor");
  driver->settle();
  EXPECT_NEAR(doc().find(id)->floor_level_m, 0, 0.011);
}

}  // namespace
}  // namespace enf::editor
