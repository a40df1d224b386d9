// The editor used as a curator does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>  // ImTextCharFromUtf8
#include <sys/resource.h>

#include <csignal>
#include <set>

#include "editor/look.h"
#include "editor_fixture.h"
#include "engine/app/png.h"
#include "engine/app/project_scene.h"
#include "engine/base/file.h"
#include "engine/exhibition/validate.h"
#include "tests/exhibition/disk.h"

namespace enf::editor {
namespace {

// Twelve prints and nothing else.
Document twelve_works() {
  std::vector<Edit> edits;
  for (int i = 0; i < 12; ++i)
    edits.push_back(put(
        Work{.id = {fmt::format("print-{:02}", i)}, .height_mm = 500.0 + 20 * i, .width_mm = 400, .frame = Frame{}}));
  return apply({}, all_of(std::move(edits))).value();
}

TEST_F(EditorTest, ATwoRoomShowOfTwelveWorksIsBuiltFromNothing) {
  open(twelve_works());
  auto room = [&](const char* x, const char* name) {
    driver->press("Ctrl+P");
    driver->type("rectangular");
    driver->press("Enter");
    ASSERT_TRUE(driver->has("###form/width"));
    driver->fill("###form/x", x, "Tab");
    driver->fill("###form/width", "8", "Tab");
    driver->fill("###form/depth", "6", "Tab");
    driver->click("###form/name");
    driver->type(name);
    driver->click("###form/run");
  };
  room("0", "Hall"), room("8.6", "Cabinet");
  ASSERT_EQ(doc().rooms.size(), 2u) << notice();
  EXPECT_EQ(doc().rooms.begin()->name.at("en"), "Hall");
  driver->settle();

  // The plan shows the cabinet: click its western wall, and join the rooms there.
  const Widget& plan = *driver->widget("Plan/sheet");
  RoomId cabinet = session().room;
  ASSERT_EQ(session().document.find(cabinet)->plan[0], dvec2(8.6, 0));
  // Its room fills the plan with a margin of 52 pixels and 0.3 m around it.
  float scale = std::min((plan.high.x - plan.low.x - 104) / 8.6f, (plan.high.y - plan.low.y - 104) / 6.6f);
  vec2 middle = (plan.low + plan.high) * 0.5f;
  auto in_plan = [&](double x, double z) {
    return middle + vec2(static_cast<float>(x - 12.6), static_cast<float>(z - 3)) * scale;
  };
  driver->click_at(in_plan(8.6, 1.5));
  ASSERT_EQ(session().wall, 3u);
  driver->click("Inspector/doorway.add");
  ASSERT_EQ(doc().doorways.size(), 1u) << notice();
  EXPECT_TRUE(doc().doorways.begin()->to) << "it found the hall behind the wall";

  // The northern wall: the first six works, chosen in the catalogue, hung as a set.
  driver->click_at(in_plan(12.6, 0));
  ASSERT_EQ(session().wall, 0u);
  driver->click("Catalogue/print-00");
  for (int i = 1; i < 6; ++i) driver->click(fmt::format("Catalogue/print-{:02}", i), {.ctrl = true});
  driver->click("Inspector/arrange.hang-set");
  driver->click("###form/run");  // in a row, not as a salon
  EXPECT_EQ(doc().placements.size(), 6u) << notice();
  driver->click("Inspector/light.light-work");
  EXPECT_EQ(doc().lights.size(), 6u) << notice();
  // The others one by one, dragged from the catalogue onto the southern wall's elevation.
  driver->click_at(in_plan(12.6, 6));
  ASSERT_EQ(session().wall, 2u);
  driver->settle();
  driver->click("Catalogue/free");
  for (int i = 6; i < 12; ++i) {
    vec2 place = on_wall(1 + 1.2 * (i - 6), 1.5);
    driver->drag(driver->find(fmt::format("Catalogue/print-{:02}", i)), place);
  }
  ASSERT_EQ(doc().placements.size(), 12u) << notice();
  EXPECT_EQ(doc().labels.size(), 12u);
  std::vector<Error> wrong = validate(doc());
  std::erase_if(wrong, [](const Error& e) { return e.id == "placement.overlap"; });
  EXPECT_THAT(wrong, testing::IsEmpty());

  driver->press("Ctrl+S");
  driver->settle();
  EXPECT_FALSE(session().has_unsaved_edits);
  ImageData picture = host->app().read_back().value();
  std::set<std::uint32_t> colours;
  for (std::size_t i = 0; i + 4 <= picture.rgba.size(); i += 4)
    colours.insert(picture.rgba[i] | picture.rgba[i + 1] << 8 | picture.rgba[i + 2] << 16);
  EXPECT_GT(colours.size(), 500u) << "something is drawn";
  if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
    (void)write_png(std::filesystem::path(folder) / "twelve.png", picture);
}

TEST_F(EditorTest, ADragOnTheWallShowsFirstAndIsOneStep) {
  open(test::small_show());
  ASSERT_EQ(session().room.value, "west");
  ASSERT_EQ(session().wall, 0u) << "the wall where something hangs";
  Document before = doc();
  std::size_t steps = host->app().workspace().editing().project().history().steps().size();
  vec2 middle = on_wall(5, 1.5);
  using Phase = PointerEvent::Phase;
  auto send = [&](Event event) { ASSERT_TRUE(host->run(2, std::span(&event, 1))); };
  send(PointerEvent{Phase::move, middle});
  send(PointerEvent{Phase::down, middle});
  send(PointerEvent{Phase::move, middle + vec2(60, 4)});
  EXPECT_EQ(doc(), before) << "not yet";
  ASSERT_TRUE(host->app().workspace().has_gesture());
  EXPECT_NE(host->app().workspace().shown(), before);
  send(PointerEvent{Phase::move, middle + vec2(120, 4)});
  send(PointerEvent{Phase::up, middle + vec2(120, 4)});
  OnWall where = std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where);
  EXPECT_GT(where.along_m, 5.5);
  EXPECT_EQ(where.centre_height_m, 1.5) << "snapped back to the centre line";
  EXPECT_EQ(host->app().workspace().editing().project().history().steps().size(), steps + 1);
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc(), before);
}

TEST_F(EditorTest, ThePerspectiveTakesDropsSelectsAndDrags) {
  Document show = test::small_show();
  open(apply(show, all_of({put(Work{.id = {"print"}, .height_mm = 400, .width_mm = 300}),
                           put(Work{.id = {"jug"},
                                    .form = WorkForm::three_dimensional,
                                    .height_mm = 300,
                                    .width_mm = 200,
                                    .depth_mm = 200})}))
           .value());
  // One stands in the room's middle, 4.5 m before the wall, and looks straight at the painting.
  const Widget view = *driver->widget("Perspective/picture");
  auto at = [&](float x, float y) { return view.low + (view.high - view.low) * vec2(x, y); };
  driver->drag(driver->find("Catalogue/print"), at(0.25f, 0.45f));
  const Placement* hung = doc().find(PlacementId{"at-print"});
  ASSERT_TRUE(hung) << notice();
  EXPECT_EQ(std::get<OnWall>(hung->where).wall, 0u);
  EXPECT_LT(std::get<OnWall>(hung->where).along_m, 4.2);
  driver->drag(driver->find("Catalogue/jug"), at(0.5f, 0.93f));
  ASSERT_TRUE(doc().find(PlacementId{"at-jug"})) << notice();
  EXPECT_TRUE(std::holds_alternative<OnFloor>(doc().find(PlacementId{"at-jug"})->where));
  driver->settle();
  driver->drag(at(0.5f, 0.5f), at(0.6f, 0.5f));
  EXPECT_EQ(session().selection, std::vector<AnyId>{PlacementId{"p-painting"}});
  EXPECT_GT(std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m, 5.2);
  driver->click_at(at(0.1f, 0.9f));
  EXPECT_THAT(session().selection, testing::IsEmpty());
}

TEST_F(EditorTest, EscapeLetsGoOfADrag) {
  open(test::small_show());
  Document before = doc();
  vec2 middle = on_wall(5, 1.5);
  using Phase = PointerEvent::Phase;
  auto send = [&](Event event) { ASSERT_TRUE(host->run(2, std::span(&event, 1))); };
  send(PointerEvent{Phase::move, middle});
  send(PointerEvent{Phase::down, middle});
  send(PointerEvent{Phase::move, middle + vec2(60, 0)});
  ASSERT_TRUE(host->app().workspace().has_gesture());
  send(KeyEvent{Key::escape});
  send(PointerEvent{Phase::move, middle + vec2(90, 0)});
  send(PointerEvent{Phase::up, middle + vec2(90, 0)});
  EXPECT_EQ(doc(), before);
}

TEST_F(EditorTest, ATypedPositionIsTaken) {
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->settle();
  driver->fill("Inspector/along", "3250");
  EXPECT_DOUBLE_EQ(std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m, 3.25);
  driver->fill("Inspector/along", "99999");
  EXPECT_DOUBLE_EQ(std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m, 3.25);
  EXPECT_FALSE(notice().empty()) << "a refusal is told";
  driver->click("Inspector/history");
  driver->click("Inspector/0");
  EXPECT_DOUBLE_EQ(std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m, 5);
}

TEST_F(EditorTest, NumbersAreTakenWithACommaOrAPoint) {
  settings.look.language = "ru";
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->fill("Inspector/along", "2500,5");
  auto along = [&] {
    return std::get<OnWall>(doc().find(std::get<PlacementId>(session().selection.front()))->where).along_m;
  };
  EXPECT_DOUBLE_EQ(along(), 2.5005);
  driver->fill("Inspector/along", "2250.5");
  EXPECT_DOUBLE_EQ(along(), 2.2505);
  EXPECT_EQ(host->app().workspace().number(12.25, 1), "12,2");
  driver->fill("Inspector/along", "(2000+100)/2");
  EXPECT_DOUBLE_EQ(along(), 1.05);
  driver->fill("Inspector/along", "2 250,5");
  EXPECT_DOUBLE_EQ(along(), 2.2505);
  driver->fill("Inspector/along", "wide");
  EXPECT_DOUBLE_EQ(along(), 2.2505);
}

TEST_F(EditorTest, ARoomsHeightIsTypedAndItsCeilingsFinishChosen) {
  open(test::small_show());
  driver->fill("Inspector/ceiling-height", "9000/2+30");
  EXPECT_DOUBLE_EQ(doc().find(session().room)->ceiling_height_m, 4.53);
  driver->click("Inspector/ceiling");
  driver->settle();
  EXPECT_DOUBLE_EQ(doc().find(session().room)->ceiling_height_m, 4.53);
}

TEST_F(EditorTest, ADragThatComesAtOnceIsADrag) {
  open(test::small_show());
  auto along = [&] { return std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where).along_m; };
  const double before = along();
  using Phase = PointerEvent::Phase;
  const vec2 from = on_wall(before, 1.5), to = on_wall(before + 1.37, 1.5);
  const std::vector<Event> events{PointerEvent{Phase::move, from}, PointerEvent{Phase::down, from},
                                  PointerEvent{Phase::move, (from + to) * 0.5f}, PointerEvent{Phase::move, to},
                                  PointerEvent{Phase::up, to}};
  ASSERT_TRUE(host->run(3, events));
  EXPECT_NEAR(along(), before + 1.37, 0.1);
  driver->press("Ctrl+Z");
  EXPECT_EQ(along(), before) << "one step";
}

TEST_F(EditorTest, AWorksLightIsMeasuredAndFollowsItsLamp) {
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->press("Shift+L");
  driver->click("Catalogue/painting");
  driver->press("I");
  driver->settle();
  const Placement placement = *doc().find(std::get<PlacementId>(session().selection.front()));
  const WorkLight* measured = host->app().light_on(placement);
  ASSERT_TRUE(measured);
  const double before = measured->mean_lx;
  EXPECT_GT(before, 20);
  EXPECT_GE(measured->most_lx, before);
  // All lamps at half their strength give half the light.
  std::vector<AnyId> lamps;
  for (const Light& light : doc().lights) lamps.push_back(light.id);
  Arguments dim{{"items", lamps}, {"dimming", 50.0}};
  host->app().workspace().ask("light.set-dimming", dim);
  driver->settle();
  measured = host->app().light_on(placement);
  ASSERT_TRUE(measured);
  EXPECT_NEAR(measured->mean_lx, before / 2, before * 0.01);
}

TEST_F(EditorTest, ADroppedLuminaireFileShinesAsMeasured) {
  // Half of the peak at 20 degrees off the axis, nothing beyond 40: beam 40, and all light within 40 degrees.
  const std::filesystem::path file = folder_.path / "from-maker.ies";
  write_file_atomic(file,
                    std::string_view("IESNA:LM-63-2002\n[MANUFAC] Lamps\nTILT=NONE\n1 -1 1 5 1 1 2 0 0 0\n1 1 20\n"
                                     "0 20 40 60 90\n0\n2000 1000 0 0 0\n"))
      .value();
  open(test::small_show());
  const LightId lamp = doc().lights.begin()->id;
  host->app().workspace().select(lamp, false);
  driver->press("I");
  driver->settle();
  const Placement painting = *doc().find(PlacementId{"p-painting"});
  const Light before = *doc().find(lamp);
  const double lit_before = host->app().light_on(painting)->most_lx;
  const Event drop = DropEvent{{file}};
  ASSERT_TRUE(host->run(2, {&drop, 1}));
  const Light after = *doc().find(lamp);
  EXPECT_EQ(after.luminaire_file, "luminaires/from-maker.ies");
  EXPECT_TRUE(std::filesystem::exists(folder_.path / after.luminaire_file));
  EXPECT_NEAR(after.intensity_cd, 2000, 1e-6);
  EXPECT_NEAR(glm::degrees(after.beam_angle_rad), 40, 0.5);
  driver->settle();
  EXPECT_NEAR(host->app().light_on(painting)->most_lx, lit_before * 2000 / before.intensity_cd, lit_before * 0.1);
  driver->press("Ctrl+Z");
  EXPECT_EQ(*doc().find(lamp), before);
  driver->press("Ctrl+Y");
  EXPECT_EQ(*doc().find(lamp), after);
  const Event broken = DropEvent{{folder_.path / "exhibition.ldt"}};
  ASSERT_TRUE(host->run(2, {&broken, 1}));
  EXPECT_THAT(notice(), testing::HasSubstr("exhibition.ldt"));
}

TEST_F(EditorTest, ALightIsAimedByAClickInOneStep) {
  open(test::small_show());
  ASSERT_GT(doc().lights.size(), 0u);
  const LightId lamp = doc().lights.begin()->id;
  host->app().workspace().select(lamp, false);
  driver->settle();
  driver->click("Inspector/aim");
  const dvec3 before = doc().find(lamp)->aim_m;
  driver->click_at(driver->find("Perspective/picture") + vec2(30, 60));
  driver->settle();
  EXPECT_NE(doc().find(lamp)->aim_m, before);
  EXPECT_EQ(session().selection, std::vector<AnyId>{lamp});
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc().find(lamp)->aim_m, before);
}

TEST_F(EditorTest, ArrowKeysNudge) {
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->press("Right"), driver->press("Shift+Up"), driver->press("Alt+Left");
  OnWall where = std::get<OnWall>(doc().find(PlacementId{"p-painting"})->where);
  EXPECT_NEAR(where.along_m, 5.009, 1e-9);
  EXPECT_NEAR(where.centre_height_m, 1.6, 1e-9);
}

TEST_F(EditorTest, TheTypeHasEveryLetterOfEveryLanguage) {
  open(test::small_show());
  std::string all = "Ərəğıöşü ƏĞİÖŞÇ oʻgʻʼ Ўқғҳ ხალიჩა № « » „ “ ” – — … ° ² × ·";
  const Messages& messages = host->app().workspace().messages();
  for (const std::string& language : messages.languages())
    for (const auto& [english, text] : messages.table(language)) all += text;
  std::set<unsigned> missing;
  for (const char* c = all.c_str(); *c;) {
    unsigned letter = 0;
    c += ImTextCharFromUtf8(&letter, c, nullptr);
    for (const ImFont* font : {fonts().text, fonts().strong, fonts().small})
      if (letter >= 0x20 && !font->FindGlyphNoFallback(static_cast<ImWchar>(letter))) missing.insert(letter);
  }
  EXPECT_THAT(missing, testing::IsEmpty());
}

TEST_F(EditorTest, RecoveredEditsAreTold) {
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->press("Right");
  reopen();
  EXPECT_THAT(notice(), testing::HasSubstr("1 edits since the last save were recovered"));
}

TEST_F(EditorTest, SavingGoesOnBesideEditing) {
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->press("Right");
  ASSERT_TRUE(session().has_unsaved_edits);
  driver->press("Ctrl+S");
  driver->press("Right");
  driver->settle();
  EXPECT_EQ(notice(), "Saved.");
  driver->press("Ctrl+S");
  driver->settle();
  EXPECT_FALSE(session().has_unsaved_edits);
  EXPECT_EQ(load_project(folder_.path).value().recovered_edits(), 0u);
  EXPECT_EQ(load_project(folder_.path).value().document(), doc());
}

TEST_F(EditorTest, NudgesAfterAPauseAreAStepOfTheirOwn) {
  open(test::small_show());
  driver->click("Catalogue/painting");
  auto steps = [&] { return host->app().workspace().editing().project().history().steps().size(); };
  const std::size_t before = steps();
  driver->press("Right");
  driver->press("Right");
  EXPECT_EQ(steps(), before + 1) << "as a held key";
  ASSERT_TRUE(host->app().tick({}, 1.2));
  driver->press("Right");
  EXPECT_EQ(steps(), before + 2);
  driver->press("Ctrl+S");
  driver->settle();
  driver->press("Right");
  EXPECT_EQ(steps(), before + 3) << "what was saved stays a step";
}

TEST_F(EditorTest, MenusAskForWhatMayBeToldAndBeginWithWhatIs) {
  open(test::small_show());
  driver->click("##MainMenuBar/Text");
  driver->click("##Menu_00/label.set-template");
  driver->fill("###form/width", "240", "Tab");
  driver->click("###form/run");
  ASSERT_TRUE(doc().exhibition->labels) << notice();
  EXPECT_EQ(doc().exhibition->labels->width_mm, 240);
  EXPECT_EQ(doc().exhibition->labels->greatest_height_mm, LabelTemplate{}.greatest_height_mm);
  // The ceiling is what it is, until another height is typed.
  auto find_ceiling = [&] {
    driver->press("Ctrl+P");
    driver->type("set the ceiling");
    driver->press("Enter");
  };
  const double height = doc().find(session().room)->ceiling_height_m;
  find_ceiling();
  driver->click("###form/run");
  EXPECT_EQ(doc().find(session().room)->ceiling_height_m, height);
  find_ceiling();
  driver->fill("###form/height", "5,1 m", "Tab");
  driver->click("###form/run");
  EXPECT_EQ(doc().find(session().room)->ceiling_height_m, 5.1);
}

TEST_F(EditorTest, ALabelIsDraggedToTheOtherSideOfItsWork) {
  open(test::small_show());
  ASSERT_EQ(session().wall, 0u);
  driver->click("Catalogue/painting");
  driver->click("Inspector/label.add");
  const Label label = *doc().labels.begin();
  const Placement& placement = *doc().find(label.placement);
  const OnWall where = std::get<OnWall>(placement.where);
  const double half = outer_size(*doc().find(placement.work)).width_m / 2;
  const vec2 at = on_wall(where.along_m + half + label_gap_m + label.width_mm / 2000, label_lower_edge_m + 0.03);
  driver->click_at(at);
  EXPECT_EQ(session().selection, std::vector<AnyId>{label.id});
  driver->drag(at, on_wall(where.along_m - half - 0.2, 1.5));
  EXPECT_EQ(doc().find(label.id)->side, LabelSide::left);
  // With the work it moves no further than the work does.
  driver->click_at(on_wall(where.along_m, where.centre_height_m), {.shift = true});
  ASSERT_EQ(session().selection.size(), 2u);
  driver->drag(on_wall(where.along_m, where.centre_height_m), on_wall(where.along_m + 0.5, where.centre_height_m));
  EXPECT_GT(std::get<OnWall>(doc().find(placement.id)->where).along_m, where.along_m + 0.3);
}

TEST_F(EditorTest, HowTheWindowLooksIsKept) {
  settings.look_file = folder_.path / "state" / "look";
  open(test::small_show());
  EXPECT_FALSE(std::filesystem::exists(settings.look_file)) << "nobody chose anything";
  driver->click("##MainMenuBar/View");
  driver->click("##Menu_00/dark");
  driver->click("##MainMenuBar/View");
  driver->click("##Menu_00/scale");
  driver->click("##Menu_01/scale125");
  const Look kept = read_look(settings.look_file, {}).value();
  EXPECT_EQ(kept, (Look{true, 125, "en"}));
  write_file_atomic(settings.look_file, std::string_view("scale_percent\t9000\nlanguage\tla\ntheme\nx")).value();
  EXPECT_EQ(read_look(settings.look_file, kept).value(), kept) << "what cannot be is left as it was";
}

TEST_F(EditorTest, AVisitShowsTheVeryDocumentSavedOrNot) {
  test::write_small_show(folder_.path);
  reopen();
  driver->click("Catalogue/painting");
  driver->press("Shift+Up");
  ASSERT_TRUE(session().has_unsaved_edits);
  driver->press("F5");
  EXPECT_EQ(host->app().take_wish(), EditorApp::Wish::visit);
  EXPECT_EQ(host->app().take_wish(), EditorApp::Wish::none) << "asked once";
  const EyePose pose = host->app().pose();  // that of the room's view, where the editor began
  EXPECT_NEAR(glm::distance(pose.eye, vec3(5, 1.6f, 4.5f)), 0, 1e-4);
  EXPECT_NEAR(glm::distance(forward_of(pose), vec3(0, 0, -1)), 0, 1e-4);
  auto visited = open_exhibition(folder_.path).value();
  std::uint32_t west = visited->house().index_of({"west"});
  auto contents = visited->build_room(west, {}, nullptr).room->contents;
  EXPECT_EQ(*contents->find(PlacementId{"p-painting"}), *doc().find(PlacementId{"p-painting"}));
}

TEST_F(EditorTest, AToursStopsAreMadeOrderedAndTold) {
  settings.render.height = 1000;  // the words of a stop stand far down
  open(test::small_show());
  driver->click("Inspector/tours-tab");
  driver->click("Inspector/save-view");
  driver->settle();
  ASSERT_EQ(doc().viewpoints.size(), 2u) << notice();
  driver->click("Inspector/view.middle");
  driver->click("Inspector/view.view-2", {.ctrl = true});
  driver->settle();
  driver->click("Inspector/tour.add");
  driver->click("###form/run");
  ASSERT_EQ(doc().tours.size(), 1u) << notice();
  const TourId tour = doc().tours.begin()->id;
  auto stops = [&] { return doc().find(tour)->stops; };
  ASSERT_EQ(stops().size(), 2u);
  EXPECT_EQ(stops()[0].viewpoint.value, "middle");
  driver->click("Inspector/" + tour.value);
  driver->settle();
  driver->drag(driver->find("Inspector/stop.1"), driver->find("Inspector/stop.0"));
  EXPECT_EQ(stops()[0].viewpoint.value, "view-2") << notice();
  driver->fill("Inspector/dwell", "12");
  EXPECT_DOUBLE_EQ(stops()[0].dwell_s, 12);
  driver->fill("Inspector/narration.en", "Look at the sea.", "Tab");
  driver->press("Escape");
  ASSERT_EQ(stops().size(), 2u);
  EXPECT_EQ(stops()[0].narration.at("en"), "Look at the sea.");
  if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
    (void)write_png(std::filesystem::path(folder) / "tours.png", host->app().read_back().value());
}

TEST_F(EditorTest, OldEditsAreSavedUnasked) {
  settings.autosave_s = 2;
  open(test::small_show());
  driver->click("Catalogue/painting");
  driver->press("Right");
  ASSERT_TRUE(host->run(60));
  EXPECT_TRUE(session().has_unsaved_edits) << "a second later";
  ASSERT_TRUE(host->run(70));
  driver->settle();
  EXPECT_FALSE(session().has_unsaved_edits);
  EXPECT_EQ(load_project(folder_.path).value().recovered_edits(), 0u);
}

TEST_F(EditorTest, ASaveThatFailsIsToldAndNothingIsLost) {
  open(twelve_works());
  driver->press("Ctrl+P"), driver->type("rectangular"), driver->press("Enter");
  driver->click("###form/run");
  ASSERT_EQ(doc().rooms.size(), 1u);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  auto* handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight{std::filesystem::file_size(exhibition_file(folder_.path)) / 2, old.rlim_max};
  ASSERT_GT(tight.rlim_cur, std::filesystem::file_size(journal_file(folder_.path)) + 500);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  driver->press("Ctrl+S");
  driver->settle();
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_TRUE(session().has_unsaved_edits);
  EXPECT_THAT(host->app().workspace().save_trouble(), testing::HasSubstr("Your work is kept in the journal"));
  EXPECT_EQ(load_project(folder_.path).value().document(), doc());
  driver->press("Ctrl+S");
  driver->settle();
  EXPECT_FALSE(session().has_unsaved_edits);
  EXPECT_EQ(host->app().workspace().save_trouble(), "");
}

TEST_F(EditorTest, WhatTheDiskRefusesIsToldAndSavedAtOnce) {
  open(test::small_show());
  disk::refuse(1);
  driver->click("Catalogue/painting");
  driver->press("Right");
  driver->settle();
  EXPECT_FALSE(session().has_unsaved_edits) << "saved unasked";
  EXPECT_EQ(load_project(folder_.path).value().recovered_edits(), 0u);

  disk::refuse(1000);
  driver->press("Left");
  driver->settle();
  EXPECT_TRUE(session().has_unsaved_edits);
  EXPECT_THAT(host->app().workspace().save_trouble(), testing::StartsWith("Not saved"));
  EXPECT_THAT(host->app().workspace().save_trouble(), testing::Not(testing::HasSubstr("journal"))) << "refused, too";
  disk::work();
  driver->press("Ctrl+S");
  driver->settle();
  EXPECT_FALSE(session().has_unsaved_edits);
  EXPECT_EQ(host->app().workspace().save_trouble(), "");
}

TEST_F(EditorTest, WhereNothingCanBeWrittenOneReads) {
  open(test::small_show());
  host.reset();
  namespace fs = std::filesystem;
  fs::remove_all(folder_.path / ".enfilade");
  fs::permissions(folder_.path, fs::perms{0555});
  const bool is_root = ::geteuid() == 0;
  ASSERT_EQ(::seteuid(is_root ? 65534 : ::geteuid()), 0) << "somebody whom permissions bind";
  reopen();
  ASSERT_EQ(::seteuid(is_root ? 0 : ::geteuid()), 0);
  fs::permissions(folder_.path, fs::perms::owner_all);
  EXPECT_TRUE(session().is_read_only);
  EXPECT_THAT(notice(), testing::HasSubstr("cannot be written"));
}

TEST_F(EditorTest, ASecondEditorReadsOnly) {
  open(test::small_show());
  settings.render.width = 800, settings.render.height = 600;
  auto second = EditorHost::open(settings);
  ASSERT_TRUE(second) << to_string(second.error());
  EXPECT_TRUE((*second)->app().workspace().session().is_read_only);
  ASSERT_TRUE((*second)->app().workspace().notice());
  EXPECT_THAT((*second)->app().workspace().notice()->text, testing::HasSubstr("Another program"));
}

}  // namespace
}  // namespace enf::editor
