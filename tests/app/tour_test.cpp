// A tour leads through doorways and never through walls, waits as long as it should, obeys who leads and who leaves,
// and spares those whom motion makes ill.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "content/two_shores.h"
#include "engine/app/visit.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/build.h"
#include "tests/app/show.h"
#include "tests/scene/whole_scene.h"

namespace enf {
namespace {

using Phase = PointerEvent::Phase;

class Tours : public testing::Test {
 protected:
  Tours() {
    // Round a bench in the doorway's line: the way has a corner.
    test::put(doc.furniture,
              Furniture{.id = {"bench"}, .room = {"west"}, .position_m = {7.5, 3.5}, .heading_rad = 1.57});
    test::put(doc.viewpoints, Viewpoint{.id = {"stone"},
                                        .room = {"east"},
                                        .name = {{"en", "The stone"}},
                                        .eye_m = {15, 1.6, 4.8},
                                        .target_m = {15, 1.2, 1.5},
                                        .fov_y_rad = 0.7});
    test::put(
        doc.tours,
        Tour{.id = {"short"},
             .title = {{"az", "Qısa tur"}, {"en", "A short tour"}},
             .stops = {{.viewpoint = {"middle"}, .narration = {{"az", "Dəniz."}, {"en", "The sea."}}, .dwell_s = 4},
                       {.viewpoint = {"stone"}, .narration = {{"en", "A stone."}}, .dwell_s = 5}}});
    SceneResources resources;
    resources.finishes = &finishes;
    scene = test::build_scene(doc, resources).scene;
  }
  Visit begin(bool reduced = false) {
    Visit visit = *Visit::begin(doc, &scene, "az", "");
    if (reduced) visit.tick(std::vector<Event>{KeyEvent{Key::m, KeyEvent::Phase::down}}, 0);
    return visit;
  }
  // Lets time pass in frames until `done` or the time is up; `look` sees every frame.
  template <class Done, class Look>
  static double pass(Visit& visit, double seconds, Done done, Look look) {
    double t = 0;
    for (; t < seconds && !done(); t += 1.0 / 60) visit.tick({}, 1.0 / 60), look();
    return t;
  }
  bool in_a_room_or_doorway(vec2 at) const {
    for (const Room& room : doc.rooms)
      if (contains(room.plan, dvec2(at))) return true;
    return at.x > 9.9f && at.x < 10.4f && at.y > 2.5f && at.y < 4.5f;  // the passage between the rooms
  }
  Document doc = test::small_show();
  FinishLibrary finishes;
  RenderScene scene;
};

TEST_F(Tours, LeadFromStopToStopThroughTheDoorwayAndEnd) {
  Visit visit = begin();
  EXPECT_FALSE(visit.guide().leads());
  visit.begin_tour({"short"});
  ASSERT_TRUE(visit.guide().leads());
  vec3 last = visit.pose().eye;
  float last_heading = visit.pose().heading;
  bool crossed = false;
  auto look = [&] {
    vec2 at(visit.pose().eye.x, visit.pose().eye.z);
    ASSERT_TRUE(in_a_room_or_doorway(at)) << at.x << " " << at.y;
    ASSERT_LT(glm::distance(visit.pose().eye, last), 0.05f) << "no jump: " << last.x << " to " << at.x;
    ASSERT_LT(std::abs(wrapped(visit.pose().heading - last_heading)), 0.08f) << "no jerk";
    bool on_bench = std::abs(at.x - 7.5f) < 0.25f && std::abs(at.y - 3.5f) < 0.8f;
    ASSERT_FALSE(on_bench);
    crossed = crossed || (at.x > 10 && at.x < 10.3f);
    last = visit.pose().eye, last_heading = visit.pose().heading;
  };
  double took = pass(
      visit, 60, [&] { return !visit.guide().leads(); }, look);
  EXPECT_TRUE(crossed);
  EXPECT_GT(took, 9 + 5) << "two stops and the way between";
  EXPECT_LT(took, 9 + 20);
  EXPECT_NEAR(visit.pose().eye.x, 15, 0.05);
  EXPECT_NEAR(visit.pose().eye.z, 4.8, 0.05);
  EXPECT_LT(forward_of(visit.pose()).z, -0.95f) << "looks at the stone";
}

// A window draws and ticks only when something changes: the time it sleeps through is time at the stop.
TEST_F(Tours, GoOnInAWindowThatSleepsBetweenChanges) {
  Visit visit = begin();
  visit.begin_tour({"short"});
  double passed = 0, longest_sleep = 0;
  for (int ticks = 0; ticks < 4'000 && visit.guide().leads(); ++ticks) {
    double sleep = visit.seconds_until_change();
    ASSERT_TRUE(std::isfinite(sleep));
    longest_sleep = std::max(longest_sleep, sleep);
    passed += std::max(sleep, 1.0 / 60);
    visit.tick({}, std::max(sleep, 1.0 / 60));
  }
  EXPECT_FALSE(visit.guide().leads());
  EXPECT_GT(longest_sleep, 1) << "nothing is drawn meanwhile";
  EXPECT_LT(passed, 9 + 20);
}

TEST_F(Tours, CutBehindAVeilForThoseWhoWishLittleMotion) {
  Visit visit = begin(true);
  visit.begin_tour({"short"});
  pass(
      visit, 3, [&] { return !visit.guide().travels(); }, [] {});
  vec3 first = visit.pose().eye;
  float darkest = 0;
  int moved = 0;
  vec3 last = first;
  pass(
      visit, 12, [&] { return !visit.guide().leads(); },
      [&] {
        if (visit.pose().eye != last) {
          ++moved;
          EXPECT_EQ(visit.ui_state().veil, 1) << "moves only when nothing is seen";
        }
        last = visit.pose().eye;
        darkest = std::max(darkest, visit.ui_state().veil);
      });
  EXPECT_EQ(moved, 1);
  EXPECT_EQ(darkest, 1);
  EXPECT_NEAR(last.x, 15, 0.05);
}

TEST_F(Tours, TellWhereTheyAreInTheVisitorsLanguage) {
  Visit visit = begin();
  visit.tick({}, 0);
  ASSERT_EQ(visit.ui_state().tours.size(), 1u);
  EXPECT_EQ(visit.ui_state().tours[0].title.text, "Qısa tur");
  EXPECT_EQ(visit.ui_state().tour, nullptr);
  visit.begin_tour({"short"});
  pass(
      visit, 2, [&] { return visit.guide().leads() && !visit.guide().travels(); }, [] {});
  visit.tick({}, 0.1);
  ASSERT_NE(visit.ui_state().tour, nullptr);
  EXPECT_EQ(visit.ui_state().tour->narration.text, "Dəniz.");
  EXPECT_FALSE(visit.ui_state().tour->travels);
  visit.tick(std::vector<Event>{KeyEvent{Key::l, KeyEvent::Phase::down}}, 0.1);
  EXPECT_EQ(visit.ui_state().tour->narration.text, "The sea.");
  EXPECT_NE(visit.seconds_until_change(), std::numeric_limits<double>::infinity()) << "it goes on by itself";
}

TEST_F(Tours, WhoWalksAwayOrEscapesIsLetGo) {
  for (Key key : {Key::w, Key::escape}) {
    Visit visit = begin();
    visit.begin_tour({"short"});
    pass(
        visit, 1, [] { return false; }, [] {});
    visit.tick(std::vector<Event>{KeyEvent{key, KeyEvent::Phase::down}}, 0.02);
    EXPECT_FALSE(visit.guide().leads());
    visit.tick(std::vector<Event>{KeyEvent{key, KeyEvent::Phase::up}}, 0.02);
    pass(
        visit, 2, [] { return false; }, [] {});
    EXPECT_EQ(visit.ui_state().tour, nullptr);
  }
}

TEST_F(Tours, ButtonsGoOnBackAndOut) {
  Visit visit = begin();
  auto press = [&](UiAction action, const std::string& tour = "") {
    visit.set_ui({{.action = action, .tour = tour, .place = {0, 0, 100, 50}}}, {}, 0);
    visit.tick(std::vector<Event>{PointerEvent{Phase::down, {10, 10}}, PointerEvent{Phase::up, {10, 10}}}, 0.02);
  };
  press(UiAction::tours);
  EXPECT_TRUE(visit.ui_state().tours_are_open);
  press(UiAction::tour, "short");
  ASSERT_TRUE(visit.guide().leads());
  EXPECT_FALSE(visit.ui_state().tours_are_open);
  press(UiAction::tour_next);
  EXPECT_EQ(visit.guide().stop(), 1u);
  EXPECT_TRUE(visit.guide().travels());
  press(UiAction::tour_next);
  EXPECT_EQ(visit.guide().stop(), 1u) << "there is no further stop";
  press(UiAction::tour_previous);
  EXPECT_EQ(visit.guide().stop(), 0u);
  press(UiAction::tour_leave);
  EXPECT_FALSE(visit.guide().leads());
  visit.begin_tour({"long"});
  EXPECT_FALSE(visit.guide().leads()) << "no such tour";
}

TEST_F(Tours, TheListAndTheCaptionCanBeReadAndPressedInEveryLanguage) {
  Ui ui{Typesetter::open().value(), Messages::open().value()};
  TourWords words{.tour = "short",
                  .title = {"az", "Qısa tur"},
                  .place = {"az", "Daş"},
                  .narration = {"az", "Dəniz."},
                  .stop = 1,
                  .stops = 3};
  for (const char* language : {"az", "uz", "en", "ru", "tr", "ka"})
    for (auto [width, height] : {std::pair(1280u, 720u), std::pair(720u, 1280u)}) {
      UiState state{.width = width, .height = height, .language = language, .strip_opacity = 1};
      auto has = [](const UiFrame& frame, UiAction action) {
        return std::ranges::any_of(frame.buttons, [&](const UiButton& b) { return b.action == action; });
      };
      EXPECT_FALSE(has(ui.lay_out(state), UiAction::tours)) << "no tours, no choice";
      state.tours = {{"short", {"az", "Qısa tur"}, 3}, {"long", {"az", "Uzun tur"}, 9}};
      EXPECT_TRUE(has(ui.lay_out(state), UiAction::tours)) << language << " " << width;
      EXPECT_FALSE(has(ui.lay_out(state), UiAction::tour));
      state.tours_are_open = true, state.tour = &words, state.tour_opacity = 1, state.veil = 0.5f;
      UiFrame frame = ui.lay_out(state);
      for (UiAction action : {UiAction::tour, UiAction::tour_next, UiAction::tour_previous, UiAction::tour_leave})
        EXPECT_TRUE(has(frame, action)) << language;
      for (std::size_t i = 0; i < frame.buttons.size(); ++i) {
        const UiRect& a = frame.buttons[i].place;
        EXPECT_GE(a.x, -0.5f) << language;
        EXPECT_LE(a.x + a.width, static_cast<float>(width) + 0.5f) << language;
        for (std::size_t k = i + 1; k < frame.buttons.size(); ++k) {
          const UiRect& b = frame.buttons[k].place;
          bool list = frame.buttons[i].action == UiAction::tour ||
                      frame.buttons[k].action == UiAction::tour;  // the list lies over the caption
          bool apart = a.x + a.width <= b.x + 0.5f || b.x + b.width <= a.x + 0.5f || a.y + a.height <= b.y + 0.5f ||
                       b.y + b.height <= a.y + 0.5f;
          EXPECT_TRUE(list || apart) << language << " " << width << ": buttons " << i << " and " << k;
        }
      }
    }
}

TEST_F(Tours, WhereNoWayLeadsThePictureCuts) {
  doc.doorways = {};
  Visit visit = begin();
  visit.begin_tour({"short"});
  double took = pass(
      visit, 30, [&] { return visit.guide().leads() && visit.guide().stop() == 1 && !visit.guide().travels(); }, [] {});
  EXPECT_LT(took, 10);
  EXPECT_NEAR(visit.pose().eye.x, 15, 0.05);
}

// The demo's own tours: every stop can be walked to from the one before, without a cut.
TEST(ToursOfTheDemo, AreWalkedFromEndToEnd) {
  Document show = two_shores();
  auto walker = std::make_shared<const Walker>(show);
  TourGuide guide(show, walker);
  for (const Tour& tour : show.tours) {
    const Viewpoint& start = *show.find(show.exhibition->start);
    EyePose pose = pose_towards(start.eye_m, start.target_m, 0.9f);
    guide.begin(tour.id, pose, {});
    double seconds = 0;
    while (guide.leads() && seconds < 900) {
      guide.tick(0.05f, {}, pose);
      seconds += 0.05;
      ASSERT_EQ(guide.veil(), 0) << tour.id.value << " cuts on its way to stop " << guide.stop();
      if (!guide.leads() || guide.travels()) continue;
      const Viewpoint& view = *show.find(tour.stops[guide.stop()].viewpoint);
      ASSERT_LT(glm::distance(vec2(pose.eye.x, pose.eye.z), vec2(view.eye_m.x, view.eye_m.z)), 0.3f) << view.id.value << " stands in something";
    }
    EXPECT_FALSE(guide.leads()) << tour.id.value;
    if (tour.id.value == "highlights") {
      EXPECT_LT(seconds, 5 * 60 + 15) << "five minutes, with the ways between";
    }
  }
}

}  // namespace
}  // namespace enf
