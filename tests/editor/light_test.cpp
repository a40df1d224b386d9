// Light in the editor: luminaires chosen from the exhibition's files, what walls receive.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>

#include "editor_fixture.h"
#include "engine/base/file.h"

namespace enf::editor {
namespace {

TEST_F(EditorTest, ALuminaireIsChosenFromTheExhibitionsFilesAndTakenAwayAgain) {
  const std::filesystem::path folder = folder_.path / "luminaires";
  std::filesystem::create_directories(folder);
  auto file = [&](const char* name, int peak) {
    write_file_atomic(folder / name,
                      fmt::format("IESNA:LM-63-2002\n[MANUFAC] Lamps\nTILT=NONE\n1 -1 1 5 1 1 2 0 0 0\n1 1 20\n"
                                  "0 20 40 60 90\n0\n{} {} 0 0 0\n",
                                  peak, peak / 2))
        .value();
  };
  file("wide.ies", 2000), file("strong.ies", 6000);
  open(test::small_show());
  const LightId lamp = doc().lights.begin()->id;
  const Light before = *doc().find(lamp);
  host->app().workspace().select(lamp, false);
  driver->settle();
  driver->click("Inspector/luminaire");
  driver->click("##Combo/luminaires/strong.ies");
  driver->settle();
  Light now = *doc().find(lamp);
  EXPECT_EQ(now.luminaire_file, "luminaires/strong.ies") << notice();
  EXPECT_NEAR(now.intensity_cd, 6000, 1e-6);
  driver->fill("Inspector/flux", "500", "Tab");
  // At 6,000 cd it gives 2,989 lm: the integral of an intensity that falls evenly to none at 40 degrees.
  EXPECT_NEAR(doc().find(lamp)->intensity_cd, 500 * 6000 / 2989.5, 1) << notice();
  driver->click("Inspector/luminaire");
  driver->click("##Combo/none");
  driver->settle();
  EXPECT_EQ(doc().find(lamp)->luminaire_file, "");
  driver->press("Ctrl+Z"), driver->press("Ctrl+Z"), driver->press("Ctrl+Z");
  EXPECT_EQ(*doc().find(lamp), before);
}

TEST_F(EditorTest, ALuminairesReplacedFileIsNoticed) {
  const std::filesystem::path file = folder_.path / "luminaires" / "spot.ies";
  std::filesystem::create_directories(file.parent_path());
  auto write = [&](const char* candela) {
    write_file_atomic(file, fmt::format("IESNA:LM-63-2002\n[MANUFAC] Lamps\nTILT=NONE\n1 -1 1 5 1 1 2 0 0 0\n1 1 20\n"
                                        "0 20 40 60 90\n0\n{}\n",
                                        candela))
        .value();
  };
  write("6000 3000 0 0 0");
  Document show = test::small_show();
  Light lamp = *show.lights.begin();
  lamp.luminaire_file = "luminaires/spot.ies", lamp.intensity_cd = 6000;
  open(apply(show, put(lamp)).value());
  host->app().workspace().select(lamp.id, false);
  driver->settle();
  driver->fill("Inspector/turn", "90", "Tab");
  EXPECT_NEAR(doc().find(lamp.id)->turn_rad, 1.5708, 1e-3) << notice();
  EXPECT_EQ(notice(), "");
  write("6000 6000 6000 3000 0");
  for (int i = 0; i < 200 && notice().empty(); ++i) ASSERT_TRUE(host->run(1));
  EXPECT_THAT(notice(), testing::HasSubstr("spot.ies"));
  driver->settle();
  driver->fill("Inspector/flux", "500", "Tab");
  // Far more lumens for each candela of its peak than the 2,989 / 6,000 of the first file.
  EXPECT_LT(doc().find(lamp.id)->intensity_cd, 0.5 * 500 * 6000 / 2989.5) << notice();
}

TEST_F(EditorTest, ColourRenderingIsNotKnownUntilItIsTypedWithItsSignOrWithout) {
  open(test::small_show());
  const LightId lamp = doc().lights.begin()->id;
  host->app().workspace().select(lamp, false);
  driver->settle();
  EXPECT_FALSE(doc().find(lamp)->colour_rendering_index);
  driver->fill("Inspector/rendering", "92", "Tab");
  EXPECT_EQ(doc().find(lamp)->colour_rendering_index, 92) << notice();
  driver->fill("Inspector/rendering", "Ra 97", "Tab");
  EXPECT_EQ(doc().find(lamp)->colour_rendering_index, 97) << notice();
}

TEST_F(EditorTest, TheElevationShowsWhatTheSpotsGiveItsWall) {
  open(test::small_show());
  auto at = [&](double along, double above) {
    const ImageData picture = host->app().read_back().value();
    const vec2 place = on_wall(along, above);
    const std::uint8_t* p =
        &picture.rgba[std::size_t{4} * (std::size_t(place.y) * picture.width + std::size_t(place.x))];
    return std::array{p[0], p[1], p[2]};
  };
  const auto beside = at(6, 1.2), far = at(0.5, 0.3);
  EXPECT_EQ(beside, far) << "a wall is drawn in one colour";
  driver->press("I");
  driver->settle();
  EXPECT_NE(at(6, 1.2), beside);
  EXPECT_NE(at(6, 1.2), at(0.5, 0.3)) << "the spot shines at the work";
  driver->press("I");
  driver->settle();
  EXPECT_EQ(at(6, 1.2), beside);
}

}  // namespace
}  // namespace enf::editor
