// The practice: a curator who has never seen the editor hangs three works, led step by step.
#include "editor/lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drive.h"
#include "editor/lesson_card.h"
#include "editor/practice.h"
#include "engine/app/png.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/validate.h"
#include "tests/app/show.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {
namespace {

namespace fs = std::filesystem;

class LessonTest : public testing::Test {
 protected:
  LessonTest() : folder_("lesson") {
    settings.render.width = 1440, settings.render.height = 900;
    settings.render.samples = 1, settings.render.shadows = false;
    settings.practice_folder = folder_.path / "practice";
    settings.recents_file = folder_.path / "recent";
  }
  void open(const fs::path& project, bool practises) {
    driver.reset(), host.reset();
    settings.project = project, settings.practises = practises;
    auto opened = EditorHost::open(settings);
    ASSERT_TRUE(opened) << to_string(opened.error());
    host = std::move(*opened);
    driver.emplace(*host);
    driver->settle();
  }
  const Lesson& lesson() { return host->app().lesson(); }
  const Document& doc() { return host->app().workspace().editing().document(); }
  // A place on the room's northern wall, which is 9 m long, in the elevation.
  vec2 on_wall(double along, double above) {
    const Room& room = *doc().rooms.begin();
    const Widget& pane = *driver->widget("Wall/sheet");
    vec2 size = pane.high - pane.low, middle = (pane.low + pane.high) * 0.5f + vec2(64 - 30, 44 - 118) * 0.5f;
    double scale = std::min((size.x - 94) / 10.0, (size.y - 162) / room.ceiling_height_m);
    return middle + vec2(dvec2(along - 4.5, room.ceiling_height_m / 2 - above) * scale);
  }
  vec2 on_work(const PlacementId& id) {
    OnWall where = std::get<OnWall>(doc().find(id)->where);
    return on_wall(where.along_m, where.centre_height_m);
  }
  void keep(const char* name) {
    if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
      (void)write_png(fs::path(folder) / name, host->app().read_back().value());
  }
  sample::Folder folder_;
  std::unique_ptr<EditorHost> host;
  std::optional<Driver> driver;
  EditorSettings settings;
};

TEST_F(LessonTest, EachStepGoesOnWhenTheCuratorHasDoneItAndNotBefore) {
  ASSERT_TRUE(write_practice(settings.practice_folder, "en"));
  open(settings.practice_folder, true);
  ASSERT_EQ(lesson().state(), Lesson::State::on);
  EXPECT_EQ(lesson().number(), 0u);
  EXPECT_TRUE(driver->has("Lesson/leave"));
  keep("lesson-1.png");
  // Another wall is not what was asked for.
  const Widget plan = *driver->widget("Plan/sheet");
  float scale = std::min((plan.high.x - plan.low.x - 104) / 9.6f, (plan.high.y - plan.low.y - 104) / 7.6f);
  auto in_plan = [&](double x, double z) {
    return (plan.low + plan.high) * 0.5f + vec2(static_cast<float>(x - 4.5), static_cast<float>(z - 3.5)) * scale;
  };
  driver->click_at(in_plan(0, 3));
  EXPECT_EQ(lesson().number(), 0u);
  driver->click_at(in_plan(4.5, -0.2));  // in the middle of its thickness
  ASSERT_EQ(lesson().number(), 1u);
  driver->settle();

  driver->click("Catalogue/morning");
  EXPECT_EQ(lesson().number(), 1u) << "chosen is not hung";
  driver->drag(driver->find("Catalogue/morning"), on_wall(1.4, 1.6));
  ASSERT_EQ(lesson().number(), 2u);
  driver->click("Catalogue/noon");
  driver->press("H");
  ASSERT_EQ(lesson().number(), 3u);
  driver->settle();
  keep("lesson-4.png");
  const Widget view = *driver->widget("Perspective/picture");
  driver->drag(driver->find("Catalogue/evening"), view.low + (view.high - view.low) * vec2(0.3f, 0.45f));
  ASSERT_EQ(lesson().number(), 4u) << "it hangs on the same wall";
  driver->settle();

  driver->click_at(on_work({"at-morning"}));
  for (const char* other : {"at-noon", "at-evening"}) driver->click_at(on_work({other}), {.shift = true});
  ASSERT_EQ(lesson().number(), 5u);
  driver->click("Toolbar/arrange.distribute");
  ASSERT_EQ(lesson().number(), 6u);
  driver->press("Shift+L");
  ASSERT_EQ(doc().lights.size(), 3u);
  ASSERT_EQ(lesson().number(), 7u);
  driver->settle();
  keep("lesson-8.png");
  driver->press("Ctrl+Z");
  ASSERT_EQ(lesson().number(), 8u);
  driver->press("Ctrl+Y");
  ASSERT_EQ(lesson().number(), 9u);
  driver->press("F5");
  EXPECT_EQ(host->app().take_wish(), EditorApp::Wish::visit);
  ASSERT_TRUE(lesson().is_at_end());
  driver->settle();
  keep("lesson-end.png");
  EXPECT_THAT(validate(doc()), testing::IsEmpty());
  driver->click("Lesson/open-exhibition");
  EXPECT_EQ(host->app().take_wish(), EditorApp::Wish::another_exhibition);
  EXPECT_EQ(lesson().state(), Lesson::State::off);
}

TEST_F(LessonTest, ItIsLeftAtAnyTimeAndBegunAgainFromHelp) {
  ASSERT_TRUE(write_practice(settings.practice_folder, "en"));
  open(settings.practice_folder, true);
  driver->click("Lesson/leave");
  EXPECT_EQ(lesson().state(), Lesson::State::off);
  EXPECT_FALSE(driver->has("Lesson/leave"));
  driver->click("##MainMenuBar/Help");
  driver->click("##Menu_00/window.practise");
  EXPECT_EQ(host->app().take_wish(), EditorApp::Wish::practice);
}

TEST_F(LessonTest, ItIsOfferedOnceToWhomeverOpensAFirstExhibition) {
  test::write_small_show(folder_.path / "show");
  open(folder_.path / "show", false);
  EXPECT_EQ(lesson().state(), Lesson::State::offered);
  keep("lesson-offer.png");
  driver->click("Lesson/begin");
  EXPECT_EQ(host->app().take_wish(), EditorApp::Wish::practice);
  open(folder_.path / "show", false);
  EXPECT_EQ(lesson().state(), Lesson::State::off) << "an exhibition was opened before";
}

TEST_F(LessonTest, WrittenAgainThePracticeBeginsFromNothing) {
  ASSERT_TRUE(write_practice(settings.practice_folder, "ka"));
  open(settings.practice_folder, true);
  driver->click("Catalogue/noon");
  host->app().workspace().ask("room.enter", {{"room", AnyId(RoomId{"room-1"})}, {"wall", 0.0}});
  driver->press("H");
  ASSERT_EQ(doc().placements.size(), 1u);
  driver.reset(), host.reset();
  ASSERT_TRUE(write_practice(settings.practice_folder, "ka"));
  Project again = load_project(settings.practice_folder).value();
  EXPECT_EQ(again.document().placements.size(), 0u);
  EXPECT_EQ(again.recovered_edits(), 0u);
  EXPECT_EQ(again.document().works.size(), 3u);
  for (const Asset& asset : again.document().assets) EXPECT_TRUE(fs::exists(settings.practice_folder / asset.path));
  EXPECT_EQ(again.document().rooms.begin()->name.at("ka"), "დარბაზი 1");
}

TEST_F(LessonTest, TheCardStandsBesideAndLeavesFreeWhatIsNeeded) {
  open(
      [&] {
        test::write_small_show(folder_.path / "show");
        return folder_.path / "show";
      }(),
      false);
  const ImVec2 screen{1440, 900}, size{300, 160};
  const ScreenBox catalogue{{0, 70}, {266, 870}}, wall{{700, 480}, {1140, 870}}, perspective{{270, 70}, {1140, 470}};
  auto meets = [&](const ScreenBox& box, ImVec2 at) {
    return at.x < box.high.x && box.low.x < at.x + size.x && at.y < box.high.y && box.low.y < at.y + size.y;
  };
  for (const ScreenBox& beside : {catalogue, wall, perspective}) {
    ImVec2 at = place_beside(beside, std::span(&catalogue, 1), size, screen);
    EXPECT_FALSE(meets(beside, at)) << at.x << " " << at.y;
    EXPECT_FALSE(meets(catalogue, at)) << at.x << " " << at.y;
    EXPECT_GE(std::min(at.x, at.y), 0);
    EXPECT_LE(at.x + size.x, screen.x);
    EXPECT_LE(at.y + size.y, screen.y);
  }
}

}  // namespace
}  // namespace enf::editor
