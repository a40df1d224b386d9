// Drawing in the plan, and what the hand holds there while something else happens to it.
#include <gmock/gmock.h>

#include "editor/text_checks.h"
#include "editor_fixture.h"
#include "engine/app/png.h"

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

// What has several ways asks which is meant: a screen is as near as a bench.
TEST_F(PlanTest, AKindIsChosenBeforeFurnitureIsAdded) {
  open(test::small_show());
  driver->click("Toolbar/furniture.add");
  driver->click("###form/kind");
  driver->click("##Combo/screen");
  driver->click("###form/run");
  driver->settle();
  ASSERT_EQ(doc().furniture.size(), 1u) << notice();
  EXPECT_EQ(doc().furniture.begin()->kind, FurnitureKind::screen);
}

TEST_F(PlanTest, ARoomIsSelectedByItsNameAndDraggedWithTheRoomItsDoorwayJoinsItTo) {
  open(test::small_show());
  const dvec2 corner = doc().find(RoomId{"west"})->plan[0], other = doc().find(RoomId{"east"})->plan[0];
  const std::size_t steps = host->app().workspace().editing().project().history().steps().size();
  driver->click_at(in_plan(5, 3.4));
  EXPECT_EQ(session().selection, std::vector<AnyId>{RoomId{"west"}});
  driver->drag(in_plan(5, 3.4), in_plan(6, 4.4));
  const dvec2 by = doc().find(RoomId{"west"})->plan[0] - corner;
  EXPECT_NEAR(glm::distance(by, dvec2(1, 1)), 0, 0.1);
  EXPECT_EQ(doc().find(RoomId{"east"})->plan[0], other + by) << "a doorway joins them";
  EXPECT_EQ(host->app().workspace().editing().project().history().steps().size(), steps + 1);
  driver->fill("Inspector/room-x", "-2000", "Tab");
  EXPECT_NEAR(doc().find(RoomId{"west"})->plan[0].x, -2, 1e-9);
}

TEST_F(PlanTest, WorksAreDraggedIntoAVitrineAndMoveWithIt) {
  open(test::small_show());
  driver->click("Toolbar/furniture.add");
  driver->click("###form/kind");
  driver->click("##Combo/vitrine");
  driver->click("###form/run");
  driver->settle();
  ASSERT_EQ(doc().furniture.size(), 1u) << notice();
  const FurnitureId vitrine = doc().furniture.begin()->id;
  driver->fill("Inspector/depth", "1400", "Tab");
  driver->drag(driver->find("Catalogue/painting"), in_plan(5.02, 3.52));
  driver->settle();
  auto where = [&](const char* id) { return std::get<OnFloor>(doc().find(PlacementId{id})->where); };
  ASSERT_TRUE(std::holds_alternative<OnFloor>(doc().find(PlacementId{"p-painting"})->where)) << notice();
  EXPECT_EQ(where("p-painting").support, Support::shelf);
  EXPECT_TRUE(driver->has("Inspector/x")) << "it can be looked at";
  const dvec2 before = where("p-painting").position_m;
  driver->drag(in_plan(5, 4.15), in_plan(5, 5.15));  // by the edge, which the painting leaves free
  EXPECT_NEAR(doc().find(vitrine)->position_m.y, 4.5, 0.25) << notice();
  EXPECT_NEAR(where("p-painting").position_m.y - before.y, doc().find(vitrine)->position_m.y - 3.5, 1e-6);
  driver->settle();
  if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
    (void)write_png(std::filesystem::path(folder) / "vitrine.png", host->app().read_back().value());
}

// Down and up come at once where a frame takes long.
TEST_F(PlanTest, AKeyThatIsTappedWithinOneFrameIsTaken) {
  open(test::small_show());
  driver->press("Ctrl+P");
  driver->type("corner by corner");
  const Event tap[] = {KeyEvent{.key = Key::enter, .down = true}, KeyEvent{.key = Key::enter, .down = false}};
  ASSERT_TRUE(host->run(2, tap));
  EXPECT_EQ(session().draws, Drawing::room);
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

TEST_F(PlanTest, AFrameDrawnInPlanOrElevationSelectsWhatLiesInIt) {
  open(test::small_show());
  const std::vector<AnyId> painting{PlacementId{"p-painting"}}, lamp{LightId{"s-1"}};
  driver->drag(in_plan(4, 1.2), in_plan(6, -0.1));
  EXPECT_EQ(session().selection, painting);
  driver->drag(in_plan(4, 1.2), in_plan(6, 3));
  EXPECT_EQ(session().selection, lamp);
  driver->drag(in_plan(4, 1.2), in_plan(6, -0.1), {.shift = true});
  EXPECT_EQ(session().selection, (std::vector<AnyId>{lamp[0], painting[0]}));
  const Document before = doc();
  host->app().workspace().ask("room.enter", {{"room", AnyId(RoomId{"west"})}, {"wall", 0.0}});
  driver->settle();
  driver->drag(on_wall(1, 0.4), on_wall(3, 2.5));
  EXPECT_TRUE(session().selection.empty()) << "nothing hangs there";
  driver->drag(on_wall(3.5, 0.4), on_wall(6.5, 2.5));
  EXPECT_EQ(session().selection, painting);
  EXPECT_EQ(doc(), before);
}

TEST_F(PlanTest, CornersAreMadeAndTakenAwayByADoubleClick) {
  open(test::small_show());
  auto twice = [&](vec2 place) {
    ASSERT_TRUE(host->run(40));  // or it would be a third click
    driver->click_at(place);
    driver->click_at(place);
    driver->settle();
  };
  twice(in_plan(3, 7.05));
  ASSERT_EQ(doc().find(RoomId{"west"})->plan.size(), 5u) << notice();
  twice(in_plan(3, 7));
  EXPECT_EQ(doc().find(RoomId{"west"})->plan.size(), 4u) << notice();
}

// A text takes up what its words need, not what somebody guessed.
TEST_F(PlanTest, AWallTextIsAsHighInTheElevationAsItIsSet) {
  settings.render.width = 1600;
  std::string body;
  for (int i = 0; i < 170; ++i) body += "words ";
  const WallText many{.id = {"many"},
                      .room = {"west"},
                      .along_m = 2,
                      .centre_height_m = 2,
                      .title = {{"en", "Many"}},
                      .body = {{"en", body}}},
      few{.id = {"few"}, .room = {"west"}, .along_m = 8.5, .centre_height_m = 2, .title = {{"en", "Few"}}};
  open(apply(test::small_show(), all_of({put(many), put(few)})).value());
  host->app().workspace().ask("room.enter", {{"room", AnyId(RoomId{"west"})}, {"wall", 0.0}});
  driver->settle();
  const double high = fit_of(doc(), many, "en").needs_mm / 1000, low = fit_of(doc(), few, "en").needs_mm / 1000;
  ASSERT_GT(high, 0.9);
  ASSERT_LT(low, 0.5);
  driver->click_at(on_wall(2, 2 - high / 2 + 0.06));
  EXPECT_EQ(session().selection, std::vector<AnyId>{many.id});
  driver->click_at(on_wall(8.5, 2 - low / 2 - 0.1));
  EXPECT_TRUE(session().selection.empty()) << "below it";
  driver->click_at(on_wall(8.5, 2));
  EXPECT_EQ(session().selection, std::vector<AnyId>{few.id});
}

TEST_F(PlanTest, PanesAreReachedByKeysAndWorksSelectedOneAfterTheOther) {
  open(test::small_show());
  driver->press("Tab");
  EXPECT_EQ(session().selection, std::vector<AnyId>{PlacementId{"p-painting"}}) << notice();
  driver->press("Escape");
  EXPECT_TRUE(session().selection.empty());
  driver->press("F6"), driver->press("F6");  // past the toolbar to the catalogue
  driver->settle();
  const double before = std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m;
  for (int i = 0; i < 8 && session().selection.empty(); ++i) driver->press("Down"), driver->press("Space");
  EXPECT_FALSE(session().selection.empty()) << "a work was reached";
  driver->press("Right");
  EXPECT_EQ(std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m, before) << "no nudge";
  driver->press("Escape");
  host->app().workspace().select(PlacementId{"p-painting"}, false);
  driver->settle();
  driver->press("Right");
  EXPECT_NE(std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m, before) << "a nudge again";
}

TEST_F(PlanTest, WhatIsInTheWayNextDoorIsSeenThroughTheDoorway) {
  Document show = test::small_show();
  auto bench = [](const char* id, double x) {
    return put(Furniture{.id = {id}, .room = {"east"}, .position_m = {x, 3.5}, .width_m = 0.5, .depth_m = 1.2});
  };
  const Viewpoint view{.id = {"middle"}, .room = {"west"}, .eye_m = {5, 1.6, 3.5}, .target_m = {10, 1.2, 3.5}};
  auto red_in_view = [&] {
    const ImageData picture = host->app().read_back().value();
    const Widget pane = *driver->widget("Perspective/picture");
    int red = 0;
    for (auto y = std::size_t(pane.low.y); y < std::size_t(pane.high.y); ++y)
      for (auto x = std::size_t(pane.low.x); x < std::size_t(pane.high.x); ++x) {
        const std::uint8_t* p = &picture.rgba[std::size_t{4} * (y * picture.width + x)];
        red += p[0] > 150 && p[1] < 100 && p[2] < 100;
      }
    return red;
  };
  open(apply(show, all_of({put(view), bench("a", 13.5), bench("b", 15.5)})).value());
  EXPECT_EQ(red_in_view(), 0);
  host->app().workspace().ask("arrange.move",
                              {{"items", std::vector<AnyId>{FurnitureId{"b"}}}, {"right", -1.8}, {"up", 0.0}});
  driver->settle();
  ASSERT_EQ(session().room.value, "west");
  EXPECT_GT(red_in_view(), 20);
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
