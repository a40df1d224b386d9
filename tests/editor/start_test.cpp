// The start screen used as a curator does, and the list it keeps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "drive.h"
#include "editor/start_app.h"
#include "engine/app/png.h"
#include "tests/app/show.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {
namespace {

namespace fs = std::filesystem;

class StartTest : public testing::Test {
 protected:
  void open(const std::string& language = "en") {
    driver.reset(), app.reset();
    EditorSettings settings;
    settings.home = folder_.path / "home", settings.recents_file = folder_.path / "state" / "recent";
    settings.look.language = language;
    settings.render.width = 1200, settings.render.height = 760;
    fs::create_directories(settings.home);
    if (!device_) device_ = gpu::Device::create({}).value();
    app = StartApp::open(*device_, settings).value();
    driver.emplace(*app);
    driver->settle();
  }
  fs::path recents() const { return folder_.path / "state" / "recent"; }
  sample::Folder folder_{"start"};
  std::unique_ptr<gpu::Device> device_;
  std::unique_ptr<StartApp> app;
  std::optional<Driver> driver;
};

TEST_F(StartTest, ANewExhibitionBeginsWithARoom) {
  open("tr");
  driver->click("Start/create");
  EXPECT_FALSE(app->chosen());
  EXPECT_EQ(app->trouble(), "Önce sergiye bir ad verin.");
  driver->click("Start/title");
  driver->type("Ipek/Yolu");
  driver->click("Start/create");
  ASSERT_TRUE(app->chosen()) << app->trouble();
  EXPECT_EQ(*app->chosen(), folder_.path / "home" / "Ipek-Yolu");
  Document document = load_project(*app->chosen()).value().document();
  EXPECT_EQ(document.exhibition->title.at("tr"), "Ipek/Yolu");
  EXPECT_EQ(document.exhibition->languages, std::vector<std::string>{"tr"});
  ASSERT_EQ(document.rooms.size(), 1u);
  EXPECT_EQ(document.rooms.begin()->name.at("tr"), "Salon 1");

  open();
  driver->click("Start/title");
  driver->type("Ipek/Yolu");
  driver->click("Start/create");
  EXPECT_FALSE(app->chosen()) << "it would write over the other one";
  EXPECT_THAT(app->trouble(), testing::HasSubstr("already"));
}

TEST_F(StartTest, WhereNothingCanBeMadeIsTold) {
  open();
  std::ofstream(folder_.path / "home" / "file") << "not a folder";
  driver->click("Start/title");
  driver->type("Show");
  driver->fill("Start/place", (folder_.path / "home" / "file").string(), "Tab");
  driver->click("Start/create");
  EXPECT_FALSE(app->chosen());
  EXPECT_THAT(app->trouble(), testing::HasSubstr("cannot be written"));
  driver->fill("Start/folder", (folder_.path / "state").string(), "Tab");
  driver->click("Start/open");
  EXPECT_FALSE(app->chosen());
  EXPECT_EQ(app->trouble(), "This folder holds no exhibition.");
}

TEST_F(StartTest, AnExhibitionIsOpenedFromItsFolderAndFromTheList) {
  fs::path show = folder_.path / "home" / "shore";
  save_project(show, test::small_show()).value();
  open();
  EXPECT_FALSE(app->chosen());
  EXPECT_FALSE(driver->has("Start/recent.0"));
  driver->click("Start/shore");
  ASSERT_TRUE(app->chosen());
  EXPECT_EQ(*app->chosen(), show);

  remember_project(recents(), {show, "Two shores"}).value();
  open();
  driver->click("Start/recent.0");
  EXPECT_EQ(app->chosen(), fs::canonical(show));
}

TEST_F(StartTest, ADamagedExhibitionIsOpenedWithoutWhatCannotBe) {
  const fs::path folder = folder_.path / "damaged";
  ASSERT_TRUE(save_project(folder, test::small_show()));
  std::string text = sample::read(exhibition_file(folder));
  const std::string_view named = "\"work\": \"stone\"";
  ASSERT_NE(text.find(named), text.npos);
  text.replace(text.find(named), named.size(), "\"work\": \"stine\"");
  ASSERT_TRUE(write_file_atomic(exhibition_file(folder), std::string_view(text)));
  Result<Project> refused = load_project(folder);
  ASSERT_FALSE(refused);
  open();
  app->tell_unopened(folder, refused.error());
  driver->settle();
  EXPECT_EQ(app->trouble(), folder.string() + ": Records that name what is not there: 1.");
  if (const char* pictures = std::getenv("ENFILADE_TEST_PICTURES"))
    (void)write_png(fs::path(pictures) / "damaged.png", app->read_back().value());
  driver->click("Start/mend");
  ASSERT_EQ(app->chosen(), folder) << app->trouble();
  const Document mended = load_project(folder).value().document();
  EXPECT_FALSE(mended.find(PlacementId{"p-stone"}));
  EXPECT_TRUE(mended.find(PlacementId{"p-painting"}));
  EXPECT_EQ(sample::read(folder / "exhibition.json.1.kept"), text);
}

TEST(Recents, TheNewestIsFirstEachOnceAndWhatIsGoneIsLeftOut) {
  sample::Folder folder("recents");
  fs::path file = folder.path / "state" / "recent";
  EXPECT_TRUE(read_recents(file).value().empty());
  EXPECT_TRUE(read_recents({}).value().empty());
  for (int i = 0; i < 15; ++i) {
    fs::path show = folder.path / fmt::format("show {}", i);
    save_project(show, {}).value();
    remember_project(file, {show, fmt::format("Show\t{}", i)}).value();
  }
  remember_project(file, {folder.path / "show 9", "Nine"}).value();
  fs::remove_all(folder.path / "show 14");
  std::vector<RecentProject> recents = read_recents(file).value();
  ASSERT_EQ(recents.size(), 11u) << "of twelve kept, one is gone";
  EXPECT_EQ(recents[0], (RecentProject{fs::canonical(folder.path / "show 9"), "Nine"}));
  EXPECT_EQ(recents[1].title, "Show 13");
}

}  // namespace
}  // namespace enf::editor
