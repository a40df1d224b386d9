// Drawing in the plan, and what the hand holds there while something else happens to it.
#include <gmock/gmock.h>

#include "editor_fixture.h"

namespace enf::editor {
namespace {

using Phase = PointerEvent::Phase;

class PlanTest : public EditorTest {
 protected:
  std::size_t steps() { return host->app().workspace().editing().project().history().steps().size(); }
  void hold(vec2 place) {
    send(PointerEvent{Phase::move, place});
    send(PointerEvent{Phase::down, place});
    send(PointerEvent{Phase::move, place + vec2(20, 0)});
    ASSERT_TRUE(host->app().workspace().has_gesture()) << "something is held";
  }
  void let_go(vec2 place) {
    send(PointerEvent{Phase::move, place});
    send(PointerEvent{Phase::up, place});
  }
};

TEST_F(PlanTest, AWorkDeletedUnderTheHandIsGoneAndNothingElseHappens) {
  open(test::small_show());
  for (vec2 place : {in_plan(5, 0.02), on_wall(5, 1.5)}) {
    hold(place);
    driver->press("Delete");
    ASSERT_FALSE(doc().find(PlacementId{"p-painting"}));
    const std::size_t after = steps();
    let_go(place + vec2(60, 0));
    EXPECT_FALSE(host->app().workspace().has_gesture());
    EXPECT_EQ(steps(), after);
    driver->press("Ctrl+Z");
    ASSERT_TRUE(doc().find(PlacementId{"p-painting"}));
    driver->settle();
  }
}

TEST_F(PlanTest, ACornerWhoseStepIsUndoneUnderTheHandIsLetGo) {
  open(test::small_show());
  host->app().workspace().ask("room.add-corner", {{"room", AnyId(RoomId{"west"})}, {"wall", 3.0}, {"along", 3.5}});
  driver->settle();
  ASSERT_EQ(doc().find(RoomId{"west"})->plan.size(), 5u) << notice();
  hold(in_plan(0, 3.5));
  driver->press("Ctrl+Z");
  ASSERT_EQ(doc().find(RoomId{"west"})->plan.size(), 4u);
  const Document before = doc();
  let_go(in_plan(1, 3.5));
  EXPECT_EQ(doc(), before);
}

TEST_F(PlanTest, ARoomThatCannotBeBuiltStaysOnTheSheetUntilItsCornerIsSetAnew) {
  open(test::small_show());
  driver->press("Shift+R");
  ASSERT_EQ(session().draws, Drawing::room);
  driver->click_at(in_plan(-2.5, 1));
  driver->click_at(in_plan(-0.9, 1));
  driver->click_at(in_plan(1.5, 5));  // within "west"
  driver->press("Enter");
  EXPECT_EQ(doc().rooms.size(), 2u);
  EXPECT_FALSE(notice().empty()) << "why is told";
  EXPECT_EQ(session().draws, Drawing::room);
  driver->press("Backspace");
  driver->click_at(in_plan(-0.9, 4));
  driver->press("Enter");
  EXPECT_EQ(doc().rooms.size(), 3u) << notice();
  EXPECT_EQ(session().draws, Drawing::nothing);
  driver->press("Shift+R");
  driver->press("Escape");
  EXPECT_EQ(session().draws, Drawing::nothing);
}

TEST_F(PlanTest, ATemporaryWallStandsInTheRoomItIsDrawnIn) {
  settings.render.width = 1600;  // the next room is in sight
  open(test::small_show());
  ASSERT_EQ(session().room.value, "west");
  driver->click("Toolbar/wall.draw-temporary");
  driver->click_at(in_plan(11, 5));
  driver->click_at(in_plan(13, 5));
  EXPECT_EQ(doc().find(RoomId{"east"})->free_walls.size(), 1u) << notice();
  EXPECT_EQ(session().room.value, "east");
}

TEST_F(PlanTest, DrawingIsFoundAsACommand) {
  open(test::small_show());
  driver->press("Ctrl+P");
  driver->type("corner by corner");
  driver->press("Enter");
  EXPECT_EQ(session().draws, Drawing::room);
  driver->press("Ctrl+P");
  driver->type("texts in all");
  driver->press("Enter");
  EXPECT_TRUE(session().shows_texts);
  EXPECT_EQ(session().draws, Drawing::nothing);
}

// What is in the way is red in the elevation whether it is selected or not.
TEST_F(PlanTest, ASelectedWorkThatIsInTheWayIsSeenToBe) {
  settings.render.width = 1600;
  Document show = test::small_show();
  const Work print{.id = {"print"}, .height_mm = 400, .width_mm = 300};
  open(
      apply(show, all_of({put(print), put(Placement{{"p-print"}, {"print"}, {"west"}, OnWall{0, 5.7, 1.5}})})).value());
  const OuterSize size = outer_size(print);
  auto is_red = [&] {
    const ImageData picture = host->app().read_back().value();
    const vec2 edge = on_wall(5.7 + size.width_m / 2, 1.62);
    bool found = false;
    for (int x = 0; x < 6; ++x) {
      const auto at = std::size_t{4} * (std::size_t(edge.y) * picture.width + std::size_t(edge.x) + std::size_t(x));
      const std::uint8_t* p = &picture.rgba[at];
      found = found || (p[0] > 150 && p[1] < 100 && p[2] < 100);
      EXPECT_FALSE(p[0] < 80 && p[1] > 110 && p[2] > 110) << "as if all were well";
    }
    return found;
  };
  EXPECT_TRUE(is_red());
  host->app().workspace().select(PlacementId{"p-print"}, false);
  driver->settle();
  EXPECT_TRUE(is_red());
}

}  // namespace
}  // namespace enf::editor
