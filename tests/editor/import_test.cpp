// Files let go over the editor: what comes in, what is asked, what stands in the exhibition afterwards.
#include <gmock/gmock.h>

#include <thread>

#include "editor_fixture.h"
#include "engine/app/png.h"
#include "engine/app/scene_source.h"
#include "engine/base/file.h"
#include "engine/exhibition/validate.h"
#include "tests/cook/cook_shapes.h"

namespace enf::editor {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class ImportTest : public EditorTest {
 protected:
  ImportTest() { fs::create_directories(desk_); }
  ~ImportTest() override { fs::remove_all(desk_); }
  // A picture of 80 x 60 pixels.
  fs::path picture(const std::string& name, std::uint8_t red = 180) {
    ImageData image;
    image.width = 80, image.height = 60;
    for (int i = 0; i < 80 * 60; ++i) image.rgba.insert(image.rgba.end(), {red, 90, 40, 255});
    write_png(desk_ / name, image).value();
    return desk_ / name;
  }
  // A bust of that height in units, half as wide and deep.
  fs::path model(const std::string& name, float high) {
    SourcePart part = cube();
    for (vec3& p : part.positions) p = (p + vec3(0, 1, 0)) * vec3(high / 4, high / 2, high / 4);
    write_obj(desk_ / name, part);
    return desk_ / name;
  }
  void drop(std::vector<fs::path> files, vec2 at = vec2(-1)) {
    const Event event = DropEvent{std::move(files), at};
    ASSERT_TRUE(host->run(2, {&event, 1}));
    driver->settle();
  }
  vec2 in_perspective(float x, float y) {
    const Widget view = *driver->widget("Perspective/picture");
    return view.low + (view.high - view.low) * vec2(x, y);
  }
  void keep_picture(const char* name) {
    if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
      (void)write_png(fs::path(folder) / name, host->app().read_back().value());
  }
  const Work* work_titled(const std::string& title) {
    for (const Work& work : doc().works)
      for (const auto& [language, text] : work.title)
        if (text == title) return &work;
    return nullptr;
  }
  const Placement* placement_of(const Work& work) {
    for (const Placement& placement : doc().placements)
      if (placement.work == work.id) return &placement;
    return nullptr;
  }
  fs::path desk_ = fs::temp_directory_path() / ("enfilade-desk-" + std::to_string(::getpid()));
};

TEST_F(ImportTest, APictureDroppedOnTheWallIsAskedForItsSizeAndHangsThereInOneStep) {
  open(test::small_show());
  const Document before = doc();
  drop({picture("Evening_sea.png")}, in_perspective(0.25f, 0.4f));
  keep_picture("import-picture.png");
  ASSERT_TRUE(driver->has("###import/take"));
  driver->click("###import/take");
  EXPECT_EQ(doc(), before) << "without a size nothing is taken in";
  driver->fill("###import/height", "600");
  driver->click("###import/take");
  driver->settle();
  const Work* work = work_titled("Evening sea");
  ASSERT_TRUE(work) << notice();
  EXPECT_DOUBLE_EQ(work->height_mm, 600);
  EXPECT_DOUBLE_EQ(work->width_mm, 800) << "as the picture's sides";
  const Placement* placement = placement_of(*work);
  ASSERT_TRUE(placement);
  const OnWall where = std::get<OnWall>(placement->where);
  EXPECT_EQ(where.wall, 0u);
  EXPECT_DOUBLE_EQ(where.centre_height_m, 1.5);
  EXPECT_LT(where.along_m, 4.2);
  EXPECT_GT(where.along_m, 1.5);
  const Asset& asset = *doc().find(work->asset);
  EXPECT_EQ(read_file(folder_.path / asset.path).value(), read_file(desk_ / "Evening_sea.png").value());
  EXPECT_FALSE(driver->has("###import/take")) << "the sheet is gone";
  // It is cooked: the very index that visitors read has it.
  EXPECT_TRUE(read_cooked_index(folder_.path).value().contains(asset.id.value));
  keep_picture("import-hung.png");
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc(), before);
  driver->press("Ctrl+Y");
  EXPECT_TRUE(work_titled("Evening sea"));
}

TEST_F(ImportTest, WhatIsCookedIsSeenAtOnce) {
  open(test::small_show());
  drop({picture("red.png", 250)}, in_perspective(0.25f, 0.4f));
  driver->fill("###import/height", "900");
  driver->click("###import/take");
  driver->settle();
  driver->press("Shift+L");
  driver->settle();
  const Work& work = *work_titled("red");
  EXPECT_TRUE(driver->has("Catalogue/" + work.id.value));
  auto redness = [&] {
    const ImageData shown = host->app().read_back().value();
    const vec2 low = in_perspective(0, 0), high = in_perspective(1, 1);
    int red = 0;
    for (auto y = static_cast<std::uint32_t>(low.y); y < static_cast<std::uint32_t>(high.y); ++y)
      for (auto x = static_cast<std::uint32_t>(low.x); x < static_cast<std::uint32_t>(high.x); ++x) {
        const std::uint8_t* c = &shown.rgba[std::size_t{4} * (y * shown.width + x)];
        red += c[0] > 90 && c[0] > 2 * c[1] && c[0] > 3 * c[2];
      }
    return red;
  };
  EXPECT_GT(redness(), 300) << "the picture, not the grey that stood for it";
}

TEST_F(ImportTest, AScanInMillimetresIsShownWithBothSizesAndStandsAtItsTrueOne) {
  open(test::small_show());
  drop({model("venus.obj", 2118)}, in_perspective(0.5f, 0.93f));
  keep_picture("import-model.png");
  driver->click("###import/take");
  driver->settle();
  const Work* work = work_titled("venus");
  ASSERT_TRUE(work) << notice();
  EXPECT_EQ(work->form, WorkForm::three_dimensional);
  EXPECT_NEAR(work->height_mm, 2118, 0.5);
  EXPECT_NEAR(work->width_mm, 1059, 0.5);
  EXPECT_DOUBLE_EQ(doc().find(work->asset)->metres_per_unit, 0.001);
  const Placement* placement = placement_of(*work);
  ASSERT_TRUE(placement);
  EXPECT_TRUE(std::holds_alternative<OnFloor>(placement->where));
}

TEST_F(ImportTest, ATypedHeightDecidesTheUnit) {
  open(test::small_show());
  drop({model("jug.obj", 12)});
  driver->fill("###import/height", "305");
  driver->click("###import/take");
  driver->settle();
  const Work* work = work_titled("jug");
  ASSERT_TRUE(work) << notice();
  EXPECT_NEAR(work->height_mm, 305, 1e-6);
  EXPECT_DOUBLE_EQ(doc().find(work->asset)->metres_per_unit, 0.0254) << "12 inches";
  EXPECT_FALSE(placement_of(*work)) << "dropped beside all views it comes into the catalogue";
}

TEST_F(ImportTest, SeveralFilesHangBesideEachOtherAndWhatIsNoArtworkIsSaid) {
  open(test::small_show());
  const fs::path letter = desk_ / "letter.txt";
  write_file_atomic(letter, std::string_view("Dear colleagues")).value();
  drop({picture("one.png"), letter, picture("two.png", 60)}, in_perspective(0.25f, 0.4f));
  driver->click("###import/file.1");
  keep_picture("import-several.png");
  driver->click("###import/file.0");
  driver->fill("###import/height", "450");
  driver->click("###import/file.2");
  driver->fill("###import/width", "500");
  driver->click("###import/take");
  driver->settle();
  const Work *one = work_titled("one"), *two = work_titled("two");
  ASSERT_TRUE(one && two) << notice();
  ASSERT_TRUE(placement_of(*one) && placement_of(*two));
  EXPECT_THAT(validate(doc()), IsEmpty()) << "neither is in the way of anything";
  EXPECT_EQ(std::get<OnWall>(placement_of(*one)->where).wall, std::get<OnWall>(placement_of(*two)->where).wall);
}

TEST_F(ImportTest, AFileThatIsNoArtworkChangesNothing) {
  open(test::small_show());
  const Document before = doc();
  const fs::path broken = desk_ / "broken.png";
  write_file_atomic(broken, std::string_view("\x89PNG\r\n\x1a\n and then nothing")).value();
  drop({broken}, in_perspective(0.25f, 0.4f));
  driver->click("###import/take");
  driver->press("Escape");
  driver->settle();
  EXPECT_FALSE(driver->has("###import/take"));
  EXPECT_EQ(doc(), before);
}

TEST_F(ImportTest, ADropOnAWorkWithoutAFileGivesItThatFile) {
  open(test::small_show());  // nobody has its painting's file
  const Document before = doc();
  drop({picture("scan-0815.png")}, in_perspective(0.5f, 0.45f));
  driver->click("###import/take");
  driver->settle();
  EXPECT_EQ(doc().works.size(), before.works.size());
  const Asset& asset = *doc().find(doc().find(WorkId{"painting"})->asset);
  EXPECT_TRUE(fs::exists(folder_.path / asset.path));
  EXPECT_NE(asset.path, "institutions/baku/media/shore.png");
  EXPECT_EQ(*doc().find(PlacementId{"p-painting"}), *before.find(PlacementId{"p-painting"}));
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc(), before);
}

TEST_F(ImportTest, AMissingFileIsListedAndLocated) {
  settings.home = desk_;
  open(test::small_show());
  const Document before = doc();
  picture("the-real-shore.png");
  driver->click("Inspector/problems-tab");
  ASSERT_TRUE(driver->has("Inspector/locate"));
  keep_picture("missing.png");
  driver->click("Inspector/locate");
  driver->settle();
  keep_picture("chooser.png");
  driver->click("###choose/the-real-shore.png");
  driver->settle();
  ASSERT_TRUE(driver->has("###import/take"));
  keep_picture("located.png");
  driver->click("###import/take");
  driver->settle();
  const Asset& asset = *doc().find(doc().find(WorkId{"painting"})->asset);
  EXPECT_TRUE(fs::exists(folder_.path / asset.path));
  EXPECT_FALSE(driver->has("Inspector/locate")) << "nothing is missing any more";
  driver->press("Ctrl+Z");
  driver->settle();
  EXPECT_EQ(doc(), before);
  EXPECT_TRUE(driver->has("Inspector/locate")) << "and now it is again";
}

TEST_F(ImportTest, AFileThatComesBackIsShownWithoutBeingAskedFor) {
  open(test::small_show());
  driver->click("Inspector/problems-tab");
  ASSERT_TRUE(driver->has("Inspector/locate"));
  const fs::path place = folder_.path / doc().find(AssetId{"shore"})->path;
  fs::create_directories(place.parent_path());
  fs::copy_file(picture("shore.png"), place);
  ASSERT_TRUE(host->run(90, {}));  // more than a second
  driver->settle();
  ASSERT_TRUE(host->run(2, {}));
  driver->settle();
  EXPECT_FALSE(driver->has("Inspector/locate"));
  EXPECT_TRUE(read_cooked_index(folder_.path).value().contains("shore"));
}

TEST_F(ImportTest, WhoReadsOnlySeesWhatIsMissingToo) {
  save_project(folder_.path, test::small_show()).value();
  reopen(Editing::Mode::read_only);
  driver->click("Inspector/problems-tab");
  EXPECT_TRUE(driver->has("Inspector/locate"));
  const fs::path place = folder_.path / doc().find(AssetId{"shore"})->path;
  fs::create_directories(place.parent_path());
  fs::copy_file(picture("shore.png"), place);
  ASSERT_TRUE(host->run(90, {}));  // more than a second
  driver->settle();
  EXPECT_FALSE(driver->has("Inspector/locate"));
}

TEST_F(ImportTest, MissingLuminairesAndRecordingsAreListedAndLocated) {
  settings.home = desk_;
  Document show = test::small_show();
  Light light = *show.find(LightId{"s-1"});
  light.luminaire_file = "luminaires/spot.ies";
  test::put(show.lights, light);
  light.id = {"s-2"}, light.position_m.x = 6;
  test::put(show.lights, light);
  test::put(show.assets, Asset{.id = {"spoken"}, .path = "sounds/spoken.wav"});
  test::put(show.assets, Asset{.id = {"said"}, .path = "sounds/said.wav"});
  test::put(show.tours, Tour{.id = {"walk"},
                             .title = {{"en", "A walk"}},
                             .stops = {{.viewpoint = {"middle"}, .audio = {{"az", {"said"}}, {"en", {"spoken"}}}}}});
  fs::create_directories(folder_.path / "institutions/baku/media");
  fs::copy_file(picture("shore.png"), folder_.path / "institutions/baku/media/shore.png");
  open(show);
  const Document before = doc();
  write_file_atomic(desk_ / "a-spot.ies",
                    std::string_view("IESNA:LM-63-1995\nTILT=NONE\n1 1000 1 3 1 1 2 0 0 0\n1 1 20\n"
                                     "0 45 90\n0\n1000 500 0\n"))
      .value();
  std::string wav(
      "RIFF\x2c\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00"
      "data\x08\x00\x00\x00\x00\x00\x10\x00\x20\x00\x10\x00",
      52);
  write_file_atomic(desk_ / "b-voice.wav", std::string_view(wav)).value();
  driver->click("Inspector/problems-tab");
  keep_picture("missing-lights-and-sounds.png");
  ASSERT_TRUE(driver->has("Inspector/locate"));
  // The list is in the order of their paths: the luminaire, then the recordings.
  driver->click("Inspector/locate");
  driver->settle();
  driver->click("###choose/a-spot.ies");
  driver->settle();
  EXPECT_EQ(doc().find(LightId{"s-1"})->luminaire_file, "luminaires/a-spot.ies") << notice();
  EXPECT_EQ(doc().find(LightId{"s-2"})->luminaire_file, "luminaires/a-spot.ies") << "both shone after it";
  EXPECT_DOUBLE_EQ(doc().find(LightId{"s-1"})->intensity_cd, light.intensity_cd);
  ASSERT_TRUE(driver->has("Inspector/locate"));
  // The second recording first, which lies below the first as far as that is high.
  const Widget line = *driver->widget("Inspector/file"), button = *driver->widget("Inspector/locate");
  driver->click_at((button.low + button.high) * 0.5f + vec2(0, button.high.y - line.low.y + 18));
  driver->settle();
  driver->click("###choose/b-voice.wav");
  driver->settle();
  EXPECT_EQ(doc().find(AssetId{"spoken"})->path, "sounds/b-voice.wav") << notice();
  driver->click("Inspector/locate");
  driver->settle();
  driver->click("###choose/b-voice.wav");
  driver->settle();
  EXPECT_EQ(doc().find(AssetId{"said"})->path, "sounds/b-voice.wav") << notice();
  EXPECT_FALSE(driver->has("Inspector/locate")) << "nothing is missing any more";
  driver->press("Ctrl+Z");
  driver->press("Ctrl+Z");
  driver->settle();
  EXPECT_TRUE(driver->has("Inspector/locate"));
  driver->press("Ctrl+Z");
  driver->settle();
  EXPECT_EQ(doc(), before);
}

TEST_F(ImportTest, AScanThatIsNotAsLargeAsCataloguedIsListedWithTheUnitThatFits) {
  Document show = test::small_show();  // the stone is 400 mm high
  test::put(show.assets, Asset{.id = {"stone"}, .path = "institutions/baku/media/stone.obj"});
  Work stone = *show.find(WorkId{"stone"});
  stone.width_mm = stone.depth_mm = 200, stone.asset = {"stone"};
  test::put(show.works, stone);
  fs::create_directories(folder_.path / "institutions/baku/media");
  fs::copy_file(picture("shore.png"), folder_.path / "institutions/baku/media/shore.png");  // 3 : 4, not 2 : 3
  fs::copy_file(model("stone.obj", 40), folder_.path / "institutions/baku/media/stone.obj");
  open(show);
  const Document before = doc();
  driver->click("Inspector/problems-tab");
  keep_picture("sizes.png");
  ASSERT_TRUE(driver->has("Inspector/size"));
  ASSERT_TRUE(driver->has("Inspector/read"));
  driver->click("Inspector/read");
  driver->settle();
  EXPECT_DOUBLE_EQ(doc().find(AssetId{"stone"})->metres_per_unit, 0.01) << "40 centimetres";
  EXPECT_FALSE(driver->has("Inspector/read")) << "it is as catalogued now";
  EXPECT_TRUE(driver->has("Inspector/size")) << "the picture's proportions are still others";
  driver->press("Ctrl+Z");
  driver->settle();
  EXPECT_EQ(doc(), before);
  EXPECT_TRUE(driver->has("Inspector/read"));
}

TEST_F(ImportTest, AMissingFileLeavesThePlacementWithABlankOfTrueSize) {
  open(test::small_show());
  bool is_complete = true;
  auto source = SceneSource::open(folder_.path).value();
  auto house = lay_out_house(*divide(doc()).house);
  auto room = build_room(*house, house->index_of({"west"}), std::make_shared<const Document>(doc()),
                         source->resources({"en"}, is_complete));
  Box box;
  for (const SurfaceItem& item : room->surfaces)
    if (item.owner == "placement:p-painting") box.add(item.mesh->bounds);
  const OuterSize size = outer_size(*doc().find(WorkId{"painting"}));
  EXPECT_NEAR(box.size().x, size.width_m, 0.002);
  EXPECT_NEAR(box.size().y, size.height_m, 0.002);
}

TEST_F(ImportTest, WhatIsInTheWayIsSeenAtOnceAndListed) {
  Document show = test::small_show();
  open(apply(show, all_of({put(Furniture{.id = {"bench"},
                                         .room = {"west"},
                                         .position_m = {9.4, 3.5},
                                         .heading_rad = glm::radians(90.0),
                                         .width_m = 1.6,
                                         .depth_m = 0.5,
                                         .height_m = 0.45}),
                           put(Furniture{.id = {"other"},
                                         .room = {"west"},
                                         .position_m = {9, 3.5},
                                         .width_m = 1.2,
                                         .depth_m = 0.5,
                                         .height_m = 0.45})}))
           .value());
  const Workspace& workspace = host->app().workspace();
  auto kinds = [&] {
    std::multiset<ConflictKind> found;
    for (const Conflict& one : workspace.conflicts_in(RoomId{"west"}).list) found.insert(one.kind);
    return found;
  };
  EXPECT_EQ(kinds().count(ConflictKind::stands), 1u);
  EXPECT_EQ(kinds().count(ConflictKind::blocks), 2u) << "both stand before the doorway";
  driver->click("Inspector/problems-tab");
  keep_picture("in-the-way.png");
  driver->click("Inspector/conflict.west.0");
  EXPECT_EQ(session().selection.size(), 1u);
  // While it is dragged the marks follow, before anything is done.
  host->app().workspace().try_change("item.set-position",
                                     {{"item", AnyId(FurnitureId{"bench"})}, {"x", 4.0}, {"z", 5.0}});
  EXPECT_EQ(kinds().count(ConflictKind::stands), 0u);
  host->app().workspace().cancel_gesture();
  EXPECT_EQ(kinds().count(ConflictKind::stands), 1u);
}

TEST_F(ImportTest, ALostDeviceIsReplacedAndTheWorkGoesOn) {
  fs::create_directories(folder_.path / "institutions/baku/media");
  fs::copy_file(picture("shore.png"), folder_.path / "institutions/baku/media/shore.png");
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->press("Right");
  driver->press("I");
  driver->settle();
  const Document moved = doc();
  const ImageData before = host->app().read_back().value();
  host->device().pretend_lost();
  driver->press("Ctrl+Z");
  driver->settle();
  EXPECT_NE(doc(), moved);
  EXPECT_EQ(session().selection.size(), 1u);
  driver->press("Ctrl+Y");
  driver->settle();
  EXPECT_EQ(doc(), moved);
  const ImageData after = host->app().read_back().value();
  EXPECT_EQ(after.width, before.width);
  EXPECT_EQ(after.rgba, before.rgba);
  host->device().pretend_lost();
  driver->press("Ctrl+P");
  driver->settle();
  EXPECT_NE(host->app().read_back().value().rgba, after.rgba) << "and another time";
}

TEST_F(ImportTest, ReadingIsStoppedByCancel) {
  open(test::small_show());
  const Document before = doc();
  const Event event = DropEvent{{picture("one.png")}, in_perspective(0.25f, 0.4f)};
  ASSERT_TRUE(host->run(2, {&event, 1}));
  driver->click("###import/cancel");
  driver->settle();
  EXPECT_EQ(doc(), before);
  EXPECT_FALSE(driver->has("###import/take"));
}

}  // namespace
}  // namespace enf::editor
