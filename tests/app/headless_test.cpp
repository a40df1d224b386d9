#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <set>
#include <thread>

#include "engine/app/headless_host.h"
#include "engine/base/file.h"
#include "engine/base/log.h"
#include "engine/base/trace.h"
#include "tests/app/show.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

VisitorSettings settings_for(const fs::path& project) {
  VisitorSettings settings{.project = project, .picture_folder = project / "pictures"};
  settings.render.width = 320, settings.render.height = 200;
  settings.render.shadow_texels = 128;
  return settings;
}

double resident_mib() {
  std::ifstream statm("/proc/self/statm");
  double all = 0, resident = 0;
  statm >> all >> resident;
  return resident * 4096 / 1048576;
}

TEST(OpeningAProject, SaysWhatIsMissing) {
  test::TestFolder folder;
  EXPECT_EQ(open_exhibition(folder.path() / "nowhere").error().id, "project.missing");
  ASSERT_TRUE(save_project(folder.path(), test::small_show()));
  Error error = open_exhibition(folder.path()).error();
  EXPECT_EQ(error.id, "project.not_cooked");
  EXPECT_THAT(error.advice, testing::HasSubstr("enfilade cook " + folder.path().string()));
}

TEST(OpeningAProject, ShowsADamagedWorkAsABlankAndSaysSo) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  CookedIndex index = read_cooked_index(folder.path()).value();
  fs::path chunk = Store::open(store_folder(folder.path()))->path_of(index["shore"].key);
  fs::resize_file(chunk, fs::file_size(chunk) / 2);
  auto opened = open_exhibition(folder.path());
  ASSERT_TRUE(opened) << to_string(opened.error());
  Jobs jobs(1);
  LiveScene live(**opened, jobs, {"az"});
  live.update({}, 1);
  for (const PictureItem& picture : live.scene()->pictures) EXPECT_THAT(picture.owner, testing::StartsWith("label:"));
  ASSERT_EQ((*opened)->notes().size(), 1u);
  EXPECT_EQ((*opened)->notes()[0].record, "asset shore");
  EXPECT_THAT((*opened)->notes()[0].advice, testing::HasSubstr("enfilade cook"));
}

TEST(OpeningAProject, DrawsARoomAnewThatWasEnteredWhileTheMediumWasGone) {
  test::TestFolder folder;
  fs::path project = folder.path() / "show", away = folder.path() / "away";
  test::write_small_show(project);
  auto opened = open_exhibition(project);
  ASSERT_TRUE(opened) << to_string(opened.error());
  Jobs jobs(1);
  LiveScene live(**opened, jobs, {"az"});
  fs::rename(project, away);
  live.update({}, 1);
  EXPECT_TRUE(live.scene()->pictures.empty());
  EXPECT_LE(live.seconds_until_retry(), 2);
  fs::rename(away, project);
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  EXPECT_EQ(live.seconds_until_retry(), 0);
  live.update({}, 1);
  auto is_work = [](const PictureItem& picture) { return !picture.owner.starts_with("label:"); };
  EXPECT_TRUE(std::ranges::any_of(live.scene()->pictures, is_work));
  EXPECT_TRUE(std::isinf(live.seconds_until_retry()));
  EXPECT_TRUE((*opened)->notes().empty());
}

TEST(OpeningAProject, KeepsAllButTheTextsWhenTheLanguageChanges) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  auto opened = open_exhibition(folder.path());
  ASSERT_TRUE(opened) << to_string(opened.error());
  Jobs jobs(1);
  LiveScene live(**opened, jobs, {"az"});
  live.update({}, 1);
  auto az = live.scene();
  live.set_languages({"en"});
  auto en = live.scene();
  ASSERT_EQ(az->surfaces.size(), en->surfaces.size());
  ASSERT_EQ(az->pictures.size(), en->pictures.size());
  std::size_t changed = 0;
  for (std::size_t i = 0; i < az->pictures.size(); ++i)
    EXPECT_EQ(az->pictures[i].source == en->pictures[i].source, !az->pictures[i].owner.starts_with("label:"));
  for (std::size_t i = 0; i < az->surfaces.size(); ++i)
    if (az->surfaces[i].mesh != en->surfaces[i].mesh || az->surfaces[i].material != en->surfaces[i].material) {
      EXPECT_THAT(az->surfaces[i].owner, testing::StartsWith("label:"));
      ++changed;
    }
  EXPECT_GT(changed, 0u);
}

class Walks : public testing::Test {
 protected:
  void SetUp() override {
    test::write_small_show(folder.path());
    auto opened = HeadlessHost::open(settings_for(folder.path()));
    ASSERT_TRUE(opened) << to_string(opened.error());
    host = std::move(*opened);
    ASSERT_TRUE(host->settle());
  }
  void run(std::uint32_t steps, std::vector<Event> events = {}) {
    auto ran = host->run(steps, events);
    ASSERT_TRUE(ran) << to_string(ran.error());
  }
  ImageData picture() { return host->app().read_back().value(); }
  test::TestFolder folder;
  std::unique_ptr<HeadlessHost> host;
};

TEST_F(Walks, ShowTheRoomAndDrawNothingAtRest) {
  ImageData image = picture();
  ASSERT_EQ(image.width, 320u);
  std::set<std::uint32_t> colours;
  for (std::size_t i = 0; i < image.rgba.size(); i += 4)
    colours.insert(image.rgba[i] << 16 | image.rgba[i + 1] << 8 | image.rgba[i + 2]);
  EXPECT_GT(colours.size(), 100u);
  std::uint64_t drawn = host->frames_drawn();
  run(300);
  EXPECT_EQ(host->frames_drawn(), drawn);
  EXPECT_TRUE(std::isinf(host->app().seconds_until_change()));
}

TEST_F(Walks, StepCloseOpenTheTextChangeLanguageAndTakeAPicture) {
  ImageData before = picture();
  vec2 middle(160, 104);
  run(1, {PointerEvent{PointerEvent::Phase::down, middle, PointerKind::touch},
          PointerEvent{PointerEvent::Phase::up, middle, PointerKind::touch}});
  ASSERT_EQ(host->app().visit().close_to(), PlacementId{"p-painting"});
  ASSERT_TRUE(host->settle());
  ImageData close = picture();
  EXPECT_NE(close.rgba, before.rgba);
  EXPECT_EQ(host->app().title(), "İki sahil");

  run(1, {KeyEvent{Key::l, KeyEvent::Phase::down}, KeyEvent{Key::l, KeyEvent::Phase::up}});
  ASSERT_TRUE(host->settle());
  EXPECT_EQ(host->app().title(), "Two shores");
  EXPECT_NE(picture().rgba, close.rgba);

  run(1, {KeyEvent{Key::p, KeyEvent::Phase::down}, KeyEvent{Key::p, KeyEvent::Phase::up}});
  EXPECT_EQ(host->app().last_picture(), folder.path() / "pictures" / "enfilade-0001.png");
  EXPECT_GT(fs::file_size(host->app().last_picture()), 1000u);
  EXPECT_TRUE(host->settle());
}

TEST_F(Walks, GoOnWithANewDeviceWhenTheOldOneIsLost) {
  run(1, {KeyEvent{Key::l, KeyEvent::Phase::down}, KeyEvent{Key::l, KeyEvent::Phase::up}});
  ASSERT_TRUE(host->settle());
  ImageData before = picture();
  EyePose pose = host->app().visit().pose();
  host->device().pretend_lost();
  run(1, {ResizeEvent{300, 200, 1}});
  run(1, {ResizeEvent{320, 200, 1}});
  ASSERT_TRUE(host->settle());
  EXPECT_EQ(host->app().visit().pose(), pose);
  EXPECT_EQ(host->app().visit().language(), "en");
  ImageData after = picture();
  EXPECT_EQ(after.width, before.width);
  EXPECT_EQ(after.rgba, before.rgba);
}

TEST_F(Walks, GoOnWithWhatIsLoadedWhileTheMediumIsGone) {
  fs::path store = store_folder(folder.path()), away = folder.path() / "away";
  fs::rename(store, away);
  vec2 middle(160, 104);
  run(1, {ResizeEvent{640, 400, 1}, PointerEvent{PointerEvent::Phase::down, 2.0f * middle, PointerKind::touch},
          PointerEvent{PointerEvent::Phase::up, 2.0f * middle, PointerKind::touch}});
  run(120);
  EXPECT_TRUE(host->app().renderer().streamer().stats().medium_is_gone);
  EXPECT_FALSE(host->app().visit().ui_state().notice.empty());
  EXPECT_LE(host->app().seconds_until_change(), 2.0);
  fs::rename(away, store);
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  run(1);
  ASSERT_TRUE(host->settle());
  EXPECT_FALSE(host->app().renderer().streamer().stats().medium_is_gone);
  EXPECT_TRUE(std::isinf(host->app().seconds_until_change()));
}

// The project with so many more pictures on the wall one looks at, all of them small and in view.
void hang_more(const fs::path& project, int count) {
  Document doc = test::small_show();
  CookedIndex index = read_cooked_index(project).value();
  for (int i = 0; i < count; ++i) {
    std::string n = fmt::format("more-{}", i);
    test::put(doc.assets, Asset{.id = {n}, .path = "institutions/baku/media/shore.png"});
    Work work{.id = {n}, .lender = {"baku"}};
    work.title = {{"en", n}};
    work.height_mm = work.width_mm = 200;
    work.asset = {n};
    test::put(doc.works, work);
    test::put(doc.placements, Placement{{"p-" + n}, {n}, {"west"}, OnWall{0, 2.5 + 0.3 * (i % 15), i < 15 ? 2.4 : 0.7}});
    index[n] = index["shore"];
  }
  save_project(project, doc).value();
  write_cooked_index(project, index).value();
  write_visitor_document(project, doc, project_state(project).value()).value();
}

TEST(AVisit, TellsOfABudgetTooSmallForTheCoarsestAndGoesOn) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  hang_more(folder.path(), 20);
  for (bool is_small : {true, false}) {
    VisitorSettings settings = settings_for(folder.path());
    if (is_small) settings.render.stream.tile_bytes = 1;  // the least there is: sixteen miniatures
    auto host = HeadlessHost::open(settings);
    ASSERT_TRUE(host) << to_string(host.error());
    ASSERT_TRUE((*host)->settle());
    const VisitorApp& app = (*host)->app();
    EXPECT_EQ((*host)->app().renderer().streamer().stats().over_budget, is_small);
    EXPECT_EQ(app.visit().ui_state().notice.empty(), !is_small) << app.visit().ui_state().notice;
    const std::array<Event, 1> turn{KeyEvent{Key::left, KeyEvent::Phase::down}};
    auto walked = (*host)->run(60, turn);
    EXPECT_TRUE(walked) << to_string(walked.error());
  }
}

TEST_F(Walks, ShowTheProfilerWithoutDrawingAtRest) {
  auto key = [&](Key k) { run(1, {KeyEvent{k, KeyEvent::Phase::down}, KeyEvent{k, KeyEvent::Phase::up}}); };
  ImageData before = picture();
  key(Key::f3);
  ASSERT_TRUE(host->settle());
  ImageData with = picture();
  EXPECT_NE(with.rgba, before.rgba);
  std::uint64_t drawn = host->frames_drawn();
  run(300);
  EXPECT_EQ(host->frames_drawn(), drawn);
  EXPECT_TRUE(std::isinf(host->app().seconds_until_change()));
  // A look around brings new numbers; they need no frame of their own afterwards.
  run(30, {KeyEvent{Key::left, KeyEvent::Phase::down}});
  run(30, {KeyEvent{Key::left, KeyEvent::Phase::up}, KeyEvent{Key::right, KeyEvent::Phase::down}});
  run(1, {KeyEvent{Key::right, KeyEvent::Phase::up}});
  ASSERT_TRUE(host->settle());
  EXPECT_TRUE(std::isinf(host->app().seconds_until_change()));

  key(Key::f4);
  EXPECT_EQ(host->app().last_trace(), folder.path() / "pictures" / "enfilade-0001.trace.json");
  std::string trace = read_text_file(host->app().last_trace()).value();
  for (const char* name :
       {"\"frame\"", "\"tick\"", "\"visibility\"", "\"record\"", "\"triangles\"", "\"GPU\"", "\"main\""})
    EXPECT_THAT(trace, testing::HasSubstr(name));
  key(Key::f3);
  ASSERT_TRUE(host->settle());
  trace::stop();
}

TEST_F(Walks, FollowTheWindowsSize) {
  run(1, {ResizeEvent{200, 320, 1}});
  ASSERT_TRUE(host->settle());
  EXPECT_EQ(picture().width, 200u);
  run(1, {ResizeEvent{0, 0, 1}});  // minimised
  EXPECT_FALSE(host->app().needs_frame());
  run(1, {ResizeEvent{320, 200, 1}});
  ASSERT_TRUE(host->settle());
  EXPECT_EQ(picture().width, 320u);
}

TEST_F(Walks, ForThousandsOfStepsWithoutGrowingOrComplaining) {
  std::uint64_t complaints = logged(LogLevel::warning) + logged(LogLevel::error);
  auto round = [&] {
    for (Key key : {Key::w, Key::right, Key::s, Key::left}) {
      run(20, {KeyEvent{key, KeyEvent::Phase::down}});
      run(10, {KeyEvent{key, KeyEvent::Phase::up}, PointerEvent{PointerEvent::Phase::move, {50, 50}}});
    }
    run(100, {KeyEvent{Key::l, KeyEvent::Phase::down}, KeyEvent{Key::l, KeyEvent::Phase::up}});
  };
  for (int i = 0; i < 3; ++i) round();
  double before = resident_mib();
  for (int i = 0; i < 9; ++i) round();
  EXPECT_LT(resident_mib() - before, 32);
  EXPECT_EQ(logged(LogLevel::warning) + logged(LogLevel::error), complaints);
}

}  // namespace
}  // namespace enf
