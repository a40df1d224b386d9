// Tours played in the editor, and the small pictures of their views.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "editor/tour_player.h"
#include "editor_fixture.h"

namespace enf::editor {
namespace {

// The small show with a tour from the middle of "west" to a view of its painting, nine seconds at each.
Document with_tour() {
  const Tour tour{.id = {"walk"},
                  .title = {{"en", "A walk"}},
                  .stops = {{.viewpoint = {"middle"}, .dwell_s = 9}, {.viewpoint = {"near"}, .dwell_s = 9}}};
  return apply(
             test::small_show(),
             all_of({put(Viewpoint{.id = {"near"}, .room = {"west"}, .eye_m = {3, 1.6, 2.5}, .target_m = {5, 1.5, 0}}),
                     put(tour)}))
      .value();
}

class Playing : public testing::Test {
 protected:
  // Until the way is known as the document is now.
  void follow(const Document& document, const char* tour = "walk") {
    using namespace std::chrono_literals;
    for (auto end = std::chrono::steady_clock::now() + 1min; std::chrono::steady_clock::now() < end;
         std::this_thread::sleep_for(1ms)) {
      player.follow(document, TourId{tour});
      if (!player.is_working()) return;
    }
    FAIL() << "the way is not found";
  }
  Jobs jobs{1};
  TourPlayer player{jobs};
};

TEST(TourLengths, TellAllToursWithTheWaysBetweenTheirStops) {
  Jobs jobs{1};
  TourLengths lengths{jobs};
  const Document document = with_tour();
  EXPECT_FALSE(lengths.seconds(TourId{"walk"}));
  auto wait = [&](const Document& of) {
    for (int i = 0; i < 60'000; ++i) {
      lengths.follow(of);
      if (!lengths.is_working()) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    FAIL() << "nothing is worked out";
  };
  wait(document);
  ASSERT_TRUE(lengths.seconds(TourId{"walk"}));
  const double known = *lengths.seconds(TourId{"walk"});
  EXPECT_GT(known, 18.5) << "eighteen seconds at the stops, and the way";
  EXPECT_NEAR(known, path_of(document, TourId{"walk"}).seconds(), 0.01);
  Tour longer = *document.find(TourId{"walk"});
  longer.stops[0].dwell_s = 30;
  wait(apply(document, put(longer)).value());
  EXPECT_NEAR(*lengths.seconds(TourId{"walk"}), known + 21, 0.5);
}

TEST_F(Playing, TheEyeGoesFromStopToStopAndStaysAtTheLast) {
  const Document document = with_tour();
  EXPECT_FALSE(player.path());
  follow(document);
  ASSERT_TRUE(player.path());
  const double end = player.path()->seconds();
  ASSERT_EQ(player.path()->arrives_s.size(), 2u);
  EXPECT_LT(player.path()->arrives_s[0], 0.2);
  EXPECT_GT(player.path()->arrives_s[1], 9) << "after the time at the first stop";
  EXPECT_GT(end, player.path()->arrives_s[1] + 8);
  EXPECT_FALSE(player.pass(1)) << "nobody is led before it is played";
  player.play();
  std::optional<EyePose> pose = player.pass(1);
  ASSERT_TRUE(pose);
  EXPECT_NEAR(glm::distance(pose->eye, vec3(5, 1.6f, 4.5f)), 0, 0.05);
  EXPECT_DOUBLE_EQ(player.second(), 1);
  player.seek(player.path()->arrives_s[1] + 1);
  pose = player.pass(0);
  ASSERT_TRUE(pose);
  EXPECT_NEAR(glm::distance(pose->eye, vec3(3, 1.6f, 2.5f)), 0, 0.1);
  player.pass(1e6);
  EXPECT_FALSE(player.plays());
  EXPECT_EQ(player.second(), end);
  player.play();
  EXPECT_EQ(player.second(), 0) << "from the begin again";
}

TEST_F(Playing, WhatIsEditedIsFollowedAndPlayingGoesOn) {
  const Document document = with_tour();
  follow(document);
  const double before = player.path()->seconds();
  player.play();
  player.pass(2);
  Tour longer = *document.find(TourId{"walk"});
  longer.stops[0].dwell_s = 20;
  follow(apply(document, put(longer)).value());
  EXPECT_NEAR(player.path()->seconds(), before + 11, 0.5);
  EXPECT_TRUE(player.plays());
  EXPECT_EQ(player.second(), 2);
  follow(document, "");
  EXPECT_FALSE(player.path());
  EXPECT_FALSE(player.plays());
}

TEST_F(Playing, AnotherToursWayIsNeverTakenForThisOnes) {
  Document document = with_tour();
  document = apply(document, put(Tour{.id = {"other"}, .stops = {{.viewpoint = {"near"}, .dwell_s = 5}}})).value();
  player.follow(document, TourId{"walk"});
  player.follow(document, TourId{"other"});
  follow(document, "other");
  ASSERT_TRUE(player.path());
  EXPECT_EQ(player.path()->arrives_s.size(), 1u);
}

TEST_F(EditorTest, ATourIsPlayedInThePerspective) {
  open(with_tour());
  driver->click("Inspector/tours-tab");
  driver->click("Inspector/walk");
  driver->settle();
  const Widget slider = *driver->widget("Inspector/second");
  driver->click_at({slider.low.x + (slider.high.x - slider.low.x) * 0.95f, (slider.low.y + slider.high.y) / 2});
  driver->settle();
  EXPECT_NEAR(glm::distance(host->app().pose().eye, vec3(3, 1.6f, 2.5f)), 0, 0.1) << "near the end";
  driver->click("Inspector/play");
  ASSERT_TRUE(host->run(5, {}));
  EXPECT_TRUE(host->app().needs_frame()) << "it plays";
  driver->click("Inspector/play");
  driver->settle();
}

TEST_F(EditorTest, AViewsPictureIsTakenAnewWhereItsRoomWasHungAnew) {
  open(with_tour());
  driver->click("Inspector/tours-tab");
  driver->click("Inspector/view.near");
  driver->settle();
  auto picture = [&] { return ViewPictures(folder_.path).of(*doc().find(ViewpointId{"near"})); };
  const auto before = picture();
  ASSERT_TRUE(before);
  host->app().workspace().ask("arrange.move",
                              {{"items", std::vector<AnyId>{PlacementId{"p-painting"}}}, {"right", 1.0}});
  driver->settle();
  const auto after = picture();
  ASSERT_TRUE(after);
  EXPECT_NE(after->rgba, before->rgba);
}

// The perspective is narrower than a view's picture is wide.
TEST_F(EditorTest, ANarrowPerspectiveComesToRestAtAView) {
  settings.render.width = 740;
  open(with_tour());
  driver->click("Inspector/tours-tab");
  driver->click("Inspector/view.near");
  driver->settle();
  EXPECT_NEAR(glm::distance(host->app().pose().eye, vec3(3, 1.6f, 2.5f)), 0, 0.01);
  EXPECT_FALSE(host->app().needs_frame());
}

}  // namespace
}  // namespace enf::editor
