#include "engine/app/visit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/scene/build.h"
#include "tests/app/show.h"
#include "tests/scene/whole_scene.h"

namespace enf {
namespace {

constexpr auto down = KeyEvent::Phase::down, up = KeyEvent::Phase::up;
using Phase = PointerEvent::Phase;

class Visits : public testing::Test {
 protected:
  Visits() {
    SceneResources resources;
    resources.finishes = &finishes;
    scene = test::build_scene(doc, resources).scene;
  }
  Visit begin(const std::string& language = "", const std::string& start = "") {
    auto visit = Visit::begin(doc, &scene, language, start);
    EXPECT_TRUE(visit) << to_string(visit.error());
    return *visit;
  }
  static void send(Visit& visit, std::vector<Event> events, double seconds = 0) { visit.tick(events, seconds); }
  static void pass(Visit& visit, double seconds) {
    for (double t = 0; t < seconds; t += 1.0 / 60) visit.tick({}, 1.0 / 60);
  }
  static void tap(Visit& visit, vec2 at) {
    send(visit, {PointerEvent{Phase::down, at, PointerKind::touch}, PointerEvent{Phase::up, at, PointerKind::touch}});
  }
  Document doc = test::small_show();
  FinishLibrary finishes;
  RenderScene scene;
};

TEST_F(Visits, BeginAtTheViewpointInTheFirstLanguage) {
  Visit visit = begin();
  EXPECT_NEAR(visit.pose().eye.x, 5, 1e-4);
  EXPECT_NEAR(visit.pose().eye.y, 1.6, 1e-4);
  EXPECT_NEAR(forward_of(visit.pose()).z, -1, 1e-4);
  EXPECT_EQ(visit.language(), "az");
  EXPECT_EQ(Visit::begin(doc, &scene, "ka", "").error().id, "visit.no_language");
  EXPECT_EQ(Visit::begin(doc, &scene, "", "roof").error().id, "visit.no_viewpoint");
  EXPECT_THAT(Visit::begin(doc, &scene, "", "roof").error().advice, testing::HasSubstr("middle"));
}

TEST_F(Visits, StandWhereAndAsTheyAreToldIfOneCan) {
  Visit visit = begin();
  visit.stand_at({.eye = {3, 2.9f, 2.5f}, .heading = 1, .pitch = -0.2f, .fov_y = 0.8f});
  EXPECT_NEAR(glm::distance(visit.pose().eye, vec3(3, 1.6f, 2.5f)), 0, 1e-4) << "on the floor, at eye height";
  EXPECT_FLOAT_EQ(visit.pose().heading, 1);
  EXPECT_FLOAT_EQ(visit.pose().pitch, -0.2f);
  visit.stand_at({.eye = {-50, 1.6f, -50}});
  EXPECT_NEAR(visit.pose().eye.x, 3, 1e-4) << "nobody can stand outside the house";
}

TEST_F(Visits, WalkAtAnUnhurriedPaceAndStopAtWalls) {
  Visit visit = begin();
  send(visit, {KeyEvent{Key::w, down}});
  pass(visit, 1);
  EXPECT_NEAR(4.5f - visit.pose().eye.z, 1.25f, 0.2f);
  pass(visit, 10);
  EXPECT_GT(visit.pose().eye.z, 0.2f);  // a body's width before the wall
  EXPECT_LT(visit.pose().eye.z, 0.5f);
  send(visit, {KeyEvent{Key::w, up}});
  pass(visit, 2);
  EXPECT_TRUE(std::isinf(visit.seconds_until_change()));
}

TEST_F(Visits, NeverLeaveTheRoomsHoweverTheyRun) {
  Visit visit = begin();
  const Key keys[] = {Key::w, Key::a, Key::s, Key::d, Key::left, Key::right};
  std::uint32_t seed = 7;
  for (int i = 0; i < 300; ++i) {
    seed = seed * 1664525 + 1013904223;
    send(visit, {KeyEvent{keys[(seed >> 16) % 6], (seed >> 24) % 3 ? down : up}});
    pass(visit, 0.3);
    vec3 eye = visit.pose().eye;
    ASSERT_GT(eye.x, 0.2f);
    ASSERT_LT(eye.x, 18.2f);
    ASSERT_GT(eye.z, 0.2f);
    ASSERT_LT(eye.z, 6.8f);
    ASSERT_NEAR(eye.y, 1.6f, 0.05f);
  }
}

TEST_F(Visits, ATapOnTheFloorWalksThere) {
  Visit visit = begin();
  tap(visit, {900, 700});
  EXPECT_EQ(visit.seconds_until_change(), 0);
  vec3 from = visit.pose().eye;
  pass(visit, 6);
  EXPECT_GT(glm::distance(from, visit.pose().eye), 0.4f);
  EXPECT_GT(visit.pose().eye.x, 5.1f);
  EXPECT_FALSE(visit.close_to());
}

TEST_F(Visits, ADragLooksAroundAndIsNoTap) {
  Visit visit = begin();
  float heading = visit.pose().heading;
  send(visit, {PointerEvent{Phase::down, {640, 360}}, PointerEvent{Phase::move, {540, 360}}, PointerEvent{Phase::up, {540, 360}}});
  // What was under the hand followed it to the left: the visitor looks further right, towards +x.
  EXPECT_GT(forward_of(visit.pose()).x, 0.05f);
  EXPECT_NE(visit.pose().heading, heading);
  EXPECT_FALSE(visit.close_to());
}

TEST_F(Visits, ATapOnAWorkStepsCloseAndEscGoesBack) {
  Visit visit = begin();
  EyePose before = visit.pose();
  tap(visit, {640, 380});
  ASSERT_EQ(visit.close_to(), PlacementId{"p-painting"});
  pass(visit, 3);
  EXPECT_LT(visit.pose().eye.z, before.eye.z);
  ASSERT_TRUE(visit.ui_state().panel);
  EXPECT_EQ(visit.ui_state().panel->title, (ChosenText{"az", "Sahil"}));
  EXPECT_EQ(visit.ui_state().panel_opacity, 1);
  // Square to the wall, and the picture's middle left of the screen's, where the panel leaves room.
  EXPECT_NEAR(forward_of(visit.pose()).x, 0, 0.02);
  EXPECT_GT(visit.pose().eye.x, 5.1f);
  send(visit, {KeyEvent{Key::escape, down}, KeyEvent{Key::escape, up}});
  pass(visit, 3);
  EXPECT_FALSE(visit.close_to());
  EXPECT_NEAR(glm::distance(visit.pose().eye, before.eye), 0, 1e-3);
  EXPECT_FALSE(visit.ui_state().panel);
  EXPECT_TRUE(std::isinf(visit.seconds_until_change()));
}

TEST_F(Visits, WithoutMotionEverythingIsACut) {
  Visit visit = begin();
  send(visit, {KeyEvent{Key::m, down}, KeyEvent{Key::m, up}});
  vec3 from = visit.pose().eye;
  tap(visit, {640, 380});
  EXPECT_NE(visit.pose().eye, from);
  send(visit, {}, 1.0 / 60);
  vec3 close = visit.pose().eye;
  pass(visit, 1);
  EXPECT_EQ(visit.pose().eye, close);
}

TEST_F(Visits, LanguageAndEyeHeightAreTheVisitors) {
  Visit visit = begin();
  send(visit, {KeyEvent{Key::l, down}, KeyEvent{Key::l, up}});
  EXPECT_EQ(visit.language(), "en");
  for (float eye : {1.15f, 1.1f, 1.6f}) {
    send(visit, {KeyEvent{Key::h, down}, KeyEvent{Key::h, up}});
    pass(visit, 2);
    EXPECT_NEAR(visit.pose().eye.y, eye, 1e-3);
  }
}

TEST_F(Visits, TheStripComesWithTheHandAndLeavesAfterIt) {
  Visit visit = begin();
  EXPECT_EQ(visit.ui_state().strip_opacity, 0);
  send(visit, {PointerEvent{Phase::move, {300, 300}}});
  pass(visit, 1);
  EXPECT_EQ(visit.ui_state().strip_opacity, 1);
  EXPECT_GT(visit.seconds_until_change(), 1);  // the host may sleep until it goes
  pass(visit, 5);
  EXPECT_EQ(visit.ui_state().strip_opacity, 0);
  EXPECT_TRUE(std::isinf(visit.seconds_until_change()));
}

TEST_F(Visits, ALostFocusLetsGoOfTheKeys) {
  Visit visit = begin();
  send(visit, {KeyEvent{Key::s, down}});
  pass(visit, 0.2);
  send(visit, {FocusLostEvent{}});
  pass(visit, 2);
  EXPECT_TRUE(std::isinf(visit.seconds_until_change()));
}

class Interfaces : public testing::Test {
 protected:
  Ui ui{Typesetter::open().value(), Messages::open().value()};
  Document doc = test::small_show();
};

TEST_F(Interfaces, FitEveryLanguageOnSmallAndLargeScreens) {
  PanelWords words = panel_words(doc, *doc.find(WorkId{"painting"}), "ru");
  struct Screen {
    std::uint32_t width, height;
    float scale;
  };
  for (Screen screen : {Screen{1280, 720, 1}, Screen{3840, 2160, 2}, Screen{1024, 768, 1}, Screen{1080, 1920, 1}})
    for (const char* language : {"az", "uz", "ru", "tr", "ka", "en"}) {
      UiFrame frame = ui.lay_out({.width = screen.width, .height = screen.height, .scale = screen.scale,
                                  .language = language, .languages = {"az", "uz", "ru", "tr", "ka", "en"},
                                  .strip_opacity = 1, .notice = "enfilade-0001.png", .notice_opacity = 1,
                                  .panel = &words, .panel_opacity = 1});
      for (const UiImage& image : frame.images) {
        EXPECT_GE(image.place.x, 0) << language << ' ' << screen.width;
        EXPECT_LE(image.place.x + image.place.width, static_cast<float>(screen.width) + 1) << language << ' ' << screen.width;
        EXPECT_LE(image.place.y + image.place.height, static_cast<float>(screen.height) + 1) << language;
      }
      for (const UiButton& button : frame.buttons) EXPECT_GE(button.place.height, 48 * screen.scale);
    }
}

TEST_F(Interfaces, KeepTheirPicturesWhileNothingChanges) {
  UiState state{.language = "az", .languages = {"az", "en"}, .strip_opacity = 1};
  EXPECT_EQ(ui.lay_out(state).images, ui.lay_out(state).images);
  UiState other = state;
  other.language = "en";
  EXPECT_NE(ui.lay_out(state).images, ui.lay_out(other).images);
}

TEST_F(Interfaces, SayWhichLanguageStandsInForAMissingOne) {
  PanelWords words = panel_words(doc, *doc.find(WorkId{"painting"}), "ru");
  EXPECT_EQ(words.title.language, "ru");
  EXPECT_EQ(words.description, (ChosenText{"en", "Sea and light."}));
  EXPECT_EQ(words.lender, (ChosenText{"en", "Baku museum"}));
  EXPECT_EQ(words.size_cm, "80 × 120,5");
  EXPECT_EQ(size_in_cm(*doc.find(WorkId{"painting"}), "en"), "80 × 120.5");
}

}  // namespace
}  // namespace enf
