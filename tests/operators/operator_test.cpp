// What the operators do, one by one, to numbers worked out here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "editor/operators/soundness.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/validate.h"
#include "tests/operators/operators_fixture.h"

namespace enf::editor {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(Operators, DrawingInThePlanIsBegunAndEndedAndThePlanIsInSightForIt) {
  run("exhibition.show-texts");
  EXPECT_TRUE(editing->session().shows_texts);
  run("room.draw-by-hand");
  EXPECT_EQ(editing->session().draws, Drawing::room);
  EXPECT_FALSE(editing->session().shows_texts);
  run("wall.draw-temporary");
  EXPECT_EQ(editing->session().draws, Drawing::temporary_wall);
  run("wall.draw-temporary");
  EXPECT_EQ(editing->session().draws, Drawing::nothing) << "once more ends it";
  run("room.draw-by-hand");
  run("exhibition.show-texts");
  EXPECT_EQ(editing->session().draws, Drawing::nothing) << "nobody draws in a plan that is not seen";
  editing.reset();
  editing.emplace(Editing::open(folder_.path, Editing::Mode::read_only).value());
  EXPECT_EQ(refused("room.draw-by-hand").id, "operator.unavailable");
  EXPECT_EQ(refused("wall.draw-temporary").id, "operator.unavailable");
  run("exhibition.show-texts");
}

TEST_F(Operators, HangingPutsTheWorkOnTheCentreLineWithALabelAndSelectsIt) {
  run("wall.set-centre-line", {{"height", 1.55}});
  run("placement.hang", {{"work", work("a")}});
  EXPECT_EQ(hung("at-a"), (OnWall{2, 4.0, 1.55})) << "in the middle of the free wall";
  EXPECT_EQ(doc().find(LabelId{"label-a"})->placement.value, "at-a");
  EXPECT_EQ(editing->session().selection, std::vector{placement("at-a")});
  run("placement.hang", {{"work", work("a")}, {"wall", 0.0}, {"along", 1.0}});
  EXPECT_EQ(hung("at-a").wall, 0u) << "a work hangs once: it moved";
  EXPECT_EQ(refused("placement.hang", {{"work", work("stone")}}).id, "operator.refused");
  Error error = refused("placement.hang", {{"work", work("a")}, {"along", 0.1}});
  EXPECT_EQ(error.id, "placement.outside_wall");
  EXPECT_EQ(sentence_for(error), "A work would reach beyond its wall.");
}

TEST_F(Operators, WithoutAWallTheReasonSaysWhatToDo) {
  run("room.enter", {{"room", room("hall")}});
  const Operator& hang = *find_operator("placement.hang");
  EXPECT_EQ(why_not(hang, editing->session()), "Select something first.");
  EXPECT_THAT(std::string(why_not(hang, editing->session(), {{"work", work("a")}})), HasSubstr("Choose a wall first"));
  EXPECT_EQ(why_not(*find_operator("arrange.distribute"), editing->session()), "Select at least three works first.");
  EXPECT_EQ(why_not(*find_operator("edit.undo"), editing->session()), "There is nothing to undo.");
}

TEST_F(Operators, Aligning) {
  hang_three();
  run("arrange.align-top");  // b: 1.7 + 0.4 = 2.1
  EXPECT_DOUBLE_EQ(hung("at-a").centre_height_m, 2.1 - 0.25);
  EXPECT_DOUBLE_EQ(hung("at-c").centre_height_m, 2.1 - 0.15);
  run("arrange.align-bottom");  // b: 1.3
  EXPECT_DOUBLE_EQ(hung("at-a").centre_height_m, 1.3 + 0.25);
  run("arrange.to-centre-line");
  EXPECT_DOUBLE_EQ(hung("at-b").centre_height_m, 1.5);
  run("arrange.align-left");  // a: 0.8
  EXPECT_DOUBLE_EQ(hung("at-b").along_m, 0.8 + 0.3);
  EXPECT_DOUBLE_EQ(hung("at-c").along_m, 0.8 + 0.15);
}

TEST_F(Operators, SpacingDistributingMirroring) {
  hang_three();
  run("arrange.distribute");  // from 0.8 to 5.15 with 1.3 m of works: two gaps of 1.525
  EXPECT_NEAR(hung("at-b").along_m, 1.2 + 1.525 + 0.3, 1e-12);
  run("arrange.space", {{"gap", 0.5}});  // 1.3 + 1.0 wide about 2.975
  EXPECT_NEAR(hung("at-a").along_m, 2.975 - 1.15 + 0.2, 1e-12);
  EXPECT_NEAR(hung("at-c").along_m, 2.975 + 1.15 - 0.15, 1e-12);
  run("arrange.mirror");
  EXPECT_NEAR(hung("at-c").along_m, 2.975 - 1.15 + 0.15, 1e-12);
  run("arrange.to-middle");
  EXPECT_NEAR(hung("at-c").along_m, 4.0 - 1.15 + 0.15, 1e-12);
}

TEST_F(Operators, HangingASetKeepsItsOrderAndStaysClearOfDoorways) {
  std::vector<AnyId> order{work("c"), work("a"), work("b")};
  run("arrange.hang-set", {{"items", order}});  // 8 m, 1.3 m of works, four gaps of 1.675
  EXPECT_NEAR(hung("at-c").along_m, 1.675 + 0.15, 1e-12);
  EXPECT_NEAR(hung("at-a").along_m, 2 * 1.675 + 0.3 + 0.2, 1e-12);
  run("arrange.hang-set", {{"items", order}, {"wall", 1.0}});  // the doorway is at 3 m, 1.8 m wide: 2.1 m on each side
  for (const char* id : {"at-c", "at-a", "at-b"}) EXPECT_GT(std::abs(hung(id).along_m - 3), 0.9 + 0.15);
  EXPECT_LT(hung("at-c").along_m, hung("at-a").along_m);
  EXPECT_LT(hung("at-a").along_m, hung("at-b").along_m);
  EXPECT_THAT(validate(doc()), IsEmpty());
  EXPECT_EQ(refused("arrange.hang-set", {{"items", order}, {"wall", 1.0}, {"gap", 1.0}}).id, "operator.refused");
}

TEST_F(Operators, ASalonHangReadsLikeAPage) {
  run("arrange.hang-set",
      {{"items", std::vector{work("a"), work("b"), work("c")}}, {"how", std::string("salon")}, {"gap", 0.1}});
  EXPECT_EQ(hung("at-a").centre_height_m, hung("at-b").centre_height_m) << "one row is enough on 8 m";
  run("room.rectangle", {{"x", 0.0}, {"z", 20.0}, {"width", 1.5}, {"depth", 3.0}});
  run("arrange.hang-set", {{"items", std::vector{work("a"), work("b"), work("c")}},
                           {"room", AnyId(editing->session().room)},
                           {"wall", 0.0},
                           {"how", std::string("salon")},
                           {"gap", 0.1}});
  // 1.3 m to hang in: two rows, the wider as narrow as can be: a above b and c, 0.5 and 0.8 m high.
  EXPECT_NEAR(hung("at-a").centre_height_m, 1.5 + 0.7 - 0.25, 1e-12);
  EXPECT_NEAR(hung("at-a").along_m, 0.75, 1e-12);
  EXPECT_NEAR(hung("at-c").centre_height_m, 1.5 - 0.7 + 0.4, 1e-12);
  EXPECT_NEAR(hung("at-b").along_m, 0.75 - 0.5 + 0.3, 1e-12);
  EXPECT_LT(hung("at-b").along_m, hung("at-c").along_m);
}

TEST_F(Operators, NudgesAreOneStepUntilTheGestureEnds) {
  hang_three();
  std::size_t steps = editing->project().history().steps().size();
  for (int i = 0; i < 5; ++i) run("arrange.nudge", {{"way", std::string("right")}, {"step", 10.0}});
  EXPECT_NEAR(hung("at-a").along_m, 1.05, 1e-12);
  EXPECT_EQ(editing->project().history().steps().size(), steps + 1);
  editing->end_gesture();
  run("arrange.nudge", {{"way", std::string("up")}, {"step", 1.0}});
  EXPECT_NEAR(hung("at-b").centre_height_m, 1.701, 1e-12);
  run("edit.undo"), run("edit.undo");
  EXPECT_EQ(hung("at-a").along_m, 1.0);
}

TEST_F(Operators, MovingACornerLeavesWhatHangsWhereItIsInTheWorld) {
  dvec3 before = pose_of(*doc().find(RoomId{"hall"}), *doc().find(PlacementId{"carpet-hung"})).position;
  run("room.move-corner", {{"corner", 0.0}, {"x", -1.5}, {"z", 0.0}});
  EXPECT_EQ(pose_of(*doc().find(RoomId{"hall"}), *doc().find(PlacementId{"carpet-hung"})).position, before);
  EXPECT_EQ(hung("carpet-hung").along_m, 5.5);
  EXPECT_EQ(refused("room.move-corner", {{"corner", 0.0}, {"x", 3.8}, {"z", 0.0}}).id, "placement.outside_wall");
  EXPECT_EQ(refused("room.move-corner", {{"corner", 0.0}, {"x", 20.0}, {"z", 3.0}}).id.substr(0, 5), "room.");
}

TEST_F(Operators, AWallTakesTheWallBehindItsDoorwayAlong) {
  run("room.move-wall", {{"wall", 1.0}, {"outwards", 0.5}});
  EXPECT_EQ(doc().find(RoomId{"hall"})->plan[1], dvec2(8.5, 0));
  EXPECT_EQ(doc().find(RoomId{"cabinet"})->plan[0], dvec2(8.8, 0));
  EXPECT_THAT(validate(doc()), IsEmpty());
}

TEST_F(Operators, ALengthMovesTheNextWallParallel) {
  run("room.set-wall-length",
      {{"wall", 0.0}, {"length", 7.8}});  // the doorway's wall would leave the cabinet: too far?
  EXPECT_EQ(doc().find(RoomId{"hall"})->plan[1], dvec2(7.8, 0));
  EXPECT_EQ(doc().find(RoomId{"hall"})->plan[2], dvec2(7.8, 6));
  EXPECT_EQ(refused("room.set-wall-length", {{"wall", 0.0}, {"length", 7.0}}).id, "doorway.sides_apart");
}

TEST_F(Operators, ADoorwayFindsTheRoomBehindTheWall) {
  run("edit.delete", {{"items", std::vector<AnyId>{DoorwayId{"door"}}}});
  run("doorway.add", {{"wall", 1.0}, {"along", 2.0}, {"width", 1.2}});
  const Doorway& door = *doc().find(std::get<DoorwayId>(editing->session().selection.front()));
  ASSERT_TRUE(door.to);
  EXPECT_EQ(door.to->room.value, "cabinet");
  EXPECT_EQ(door.to->wall, 3u);
  EXPECT_DOUBLE_EQ(door.to->along_m, 4.0) << "from its own left end";
  run("doorway.add", {{"wall", 2.0}, {"along", 1.5}});
  EXPECT_FALSE(doc().find(std::get<DoorwayId>(editing->session().selection.front()))->to) << "outside";
  EXPECT_THAT(validate(doc()), IsEmpty());
}

TEST_F(Operators, DividingAWallRenumbersWhatHangsBehindIt) {
  hang_three();
  run("room.add-corner", {{"wall", 2.0}, {"along", 4.0}});
  EXPECT_EQ(hung("at-a"), (OnWall{2, 1.0, 1.5}));
  EXPECT_EQ(hung("at-c"), (OnWall{3, 1.0, 1.5}));
  EXPECT_EQ(doc().find(RoomId{"hall"})->walls.size(), 5u);
}

TEST_F(Operators, LightingAWorkFollowsTheThirtyDegreeRule) {
  hang_three();
  run("light.light-work", {{"items", std::vector{placement("at-a")}}});
  const Light& light = *doc().find(LightId{"light-a"});
  dvec3 way = light.position_m - light.aim_m;
  EXPECT_NEAR(std::atan2(std::abs(way.z), way.y), glm::radians(30.0), 1e-9);
  double d2 = glm::dot(way, way), cosine = std::abs(way.z) / std::sqrt(d2);
  EXPECT_NEAR(light.intensity_cd * cosine / d2, 180, 1e-6) << "lux on a work of low sensitivity";
  run("light.set-dimming", {{"dimming", 40.0}});
  EXPECT_DOUBLE_EQ(doc().find(LightId{"light-a"})->dimming, 0.4);
  run("light.light-work", {{"items", std::vector{placement("at-a")}}, {"illuminance", 50.0}});
  EXPECT_NEAR(doc().find(LightId{"light-a"})->intensity_cd * cosine / d2, 50, 1e-6);
  EXPECT_EQ(doc().lights.size(), 2u) << "in place of the one before";
  run("item.set-position", {{"item", placement("at-a")}, {"height", 2.6}});
  run("light.light-work", {{"items", std::vector{placement("at-a")}}});
  way = doc().find(LightId{"light-a"})->position_m - doc().find(LightId{"light-a"})->aim_m;
  EXPECT_NEAR(std::atan2(std::abs(way.z), way.y), glm::radians(30.0), 1e-9) << "hung high";
}

TEST_F(Operators, TheCeilingTakesItsLightsAlong) {
  double y = doc().find(LightId{"spot"})->position_m.y;
  run("room.set-ceiling", {{"height", 3.8}});
  EXPECT_DOUBLE_EQ(doc().find(LightId{"spot"})->position_m.y, y - 0.4);
  EXPECT_EQ(doc().find(RoomId{"hall"})->walls[3].height_m, 3.8);
}

TEST_F(Operators, CutAndPasteMovesWorksToAnotherWallWithTheirGaps) {
  hang_three();
  run("edit.cut");
  EXPECT_EQ(doc().find(PlacementId{"at-a"}), nullptr);
  EXPECT_NE(doc().find(WorkId{"a"}), nullptr);
  run("room.enter", {{"room", room("hall")}, {"wall", 0.0}});
  run("arrange.move", {{"items", std::vector{placement("carpet-hung")}}, {"right", 3.0}});
  run("edit.paste");
  EXPECT_EQ(hung("at-a").wall, 0u);
  EXPECT_NEAR(hung("at-b").along_m - hung("at-a").along_m, 2.0, 1e-12);
}

TEST_F(Operators, LabelsAreCutAndPastedWithTheirWorks) {
  hang_three();
  run("label.set-width", {{"items", std::vector<AnyId>{LabelId{"label-b"}}}, {"width", 240.0}});
  run("label.add", {{"items", std::vector{placement("at-b")}}, {"side", std::string("below")}});
  const std::size_t labels = doc().labels.size();
  run("edit.select", {{"items", std::vector{placement("at-a"), placement("at-b")}}});
  run("edit.cut");
  EXPECT_EQ(doc().labels.size(), labels - 3);
  run("room.enter", {{"room", room("cabinet")}, {"wall", 1.0}});
  run("edit.paste");
  EXPECT_EQ(doc().labels.size(), labels);
  std::vector<std::pair<LabelSide, double>> of_b;
  for (const Label& label : doc().labels)
    if (label.placement == PlacementId{"at-b"}) of_b.push_back({label.side, label.width_mm});
  EXPECT_THAT(of_b,
              testing::UnorderedElementsAre(std::pair{LabelSide::right, 240.0}, std::pair{LabelSide::below, 180.0}));
  run("edit.paste");  // they hang already
  EXPECT_EQ(doc().labels.size(), labels);
}

TEST_F(Operators, AHungSetLeavesRoomForItsLabels) {
  run("arrange.hang-set", {{"items", std::vector{work("a"), work("b"), work("c")}}});
  for (const Error& found : validate(doc())) EXPECT_NE(found.id, "label.overlap") << to_string(found);
  run("arrange.hang-set", {{"items", std::vector{work("a"), work("b"), work("c")}}, {"gap", 0.15}});
  run("arrange.space", {{"items", std::vector{placement("at-a"), placement("at-b"), placement("at-c")}}, {"gap", 0.1}});
  EXPECT_TRUE(std::ranges::any_of(validate(doc()), [](const Error& found) { return found.id == "label.overlap"; }))
      << "so near they lie over the neighbour";
}

TEST_F(Operators, ASalonIsHungWithoutLabels) {
  run("arrange.hang-set", {{"items", std::vector{work("a"), work("b"), work("c")}}, {"how", std::string("salon")}});
  EXPECT_NE(doc().find(PlacementId{"at-a"}), nullptr);
  for (const Label& label : doc().labels) EXPECT_NE(label.placement.value, "at-a");
}

TEST_F(Operators, TypedSettingsAreAStepEach) {
  run("light.add");
  const std::size_t steps = editing->project().history().steps().size();
  run("light.set-intensity", {{"intensity", 900.0}});
  run("light.set-intensity", {{"intensity", 1'200.0}});
  EXPECT_EQ(editing->project().history().steps().size(), steps + 2);
}

TEST_F(Operators, ARoomIsMovedWithThoseItsDoorwaysJoinItTo) {
  const dvec2 corner = doc().find(RoomId{"hall"})->plan[0], other = doc().find(RoomId{"cabinet"})->plan[0];
  run("arrange.move", {{"items", std::vector{room("hall"), room("cabinet")}}, {"right", 2.0}, {"up", -1.0}});
  EXPECT_EQ(doc().find(RoomId{"hall"})->plan[0], corner + dvec2(2, 1)) << "once, though two were named";
  EXPECT_EQ(doc().find(RoomId{"cabinet"})->plan[0], other + dvec2(2, 1));
  run("item.set-position", {{"item", room("cabinet")}, {"x", other.x}});
  EXPECT_EQ(doc().find(RoomId{"hall"})->plan[0].x, corner.x);
  EXPECT_EQ(doc().find(RoomId{"hall"})->plan[0].y, corner.y + 1) << "what is not told stays";
}

// What a form begins with changes nothing if it is sent off as it is.
TEST_F(Operators, WhatIsPresentIsWhatIs) {
  hang_three();
  run("placement.stand", {{"work", work("stone")}, {"x", 2.0}, {"z", 2.0}, {"heading", 30.0}});
  run("light.add", {{"x", 3.0}});
  run("wall-text.add", {{"title", std::string("Silk")}});
  run("furniture.add", {{"kind", std::string("vitrine")}, {"x", 4.0}, {"z", 3.0}});
  run("furniture.add", {{"kind", std::string("bench")}, {"x", 6.0}, {"z", 3.0}});
  run("window.add", {{"wall", 0.0}});
  run("label.set-template", {{"width", 200.0}});
  editing->set_look({});
  std::vector<AnyId> all;
  for_each_record_type([&]<class T>() {
    for (const T& record : doc().table<T>()) all.emplace_back(record.id);
  });
  std::map<std::string_view, int> ran;
  for (const AnyId& one : all) {
    run("edit.select", {{"items", std::vector{one}}});
    for (const Operator& op : all_operators()) {
      if (!op.present || !why_not(op, editing->session()).empty()) continue;
      // The room's become the wall's own, an angle is told in degrees; others make something new.
      if (op.id == "wall.set-centre-line" || op.id == "light.set-beam") continue;
      if (op.id == "arrange.hang-set" || op.id == "room.rectangle") continue;
      const Arguments answered = answers(op, editing->session(), {});
      if (!complete(op, editing->session(), answered)) continue;  // one must choose first
      const Document before = doc();
      Result<void> done = editing->run(op, answered);
      if (!done) continue;
      ++ran[op.id];
      EXPECT_EQ(doc(), before) << op.id << " of " << text_of(one);
      if (doc() != before) run("edit.undo");
    }
  }
  for (const Operator& op : all_operators())
    if (ran[op.id] == 0 && op.present) {
      EXPECT_THAT(op.id, testing::AnyOf("arrange.hang-set", "room.rectangle", "light.set-beam", "room.move-corner",
                                        "light.set-colour-rendering", testing::StartsWith("wall.")));
    }
}

TEST_F(Operators, WhatIsLeftOutIsNotTold) {
  const Operator& op = *find_operator("wall.set-centre-line");
  run("wall.set-centre-line", {{"height", 1.6}});
  EXPECT_EQ(answers(op, editing->session(), {}).number("height"), 1.6);
  EXPECT_FALSE(answers(op, editing->session(), {}, {"height"}).has("height"));
  run("wall.set-centre-line");
  EXPECT_EQ(answers(op, editing->session(), {}).number("height"), 1.5) << "the room's";
  const Operator& writes = *find_operator("work.write");
  run("work.write", {{"item", work("a")}, {"field", std::string("maker")}, {"text", std::string("Leyla")}});
  EXPECT_EQ(answers(writes, editing->session(), {{"item", work("a")}}).text("text"), "");
  EXPECT_EQ(answers(writes, editing->session(), {{"item", work("a")}, {"field", std::string("maker")}}).text("text"),
            "Leyla");
}

// Its usual ids may be taken by what somebody else hung.
TEST_F(Operators, APlaceIsFoundWhateverOthersAreCalled) {
  run("placement.hang", {{"work", work("b")}, {"along", 3.0}});
  Placement other = *doc().find(PlacementId{"at-b"});
  other.id = {"at-a"};
  const Document renamed = apply(doc(), all_of({remove(LabelId{"label-b"}), remove(PlacementId{"at-b"}), put(other),
                                                put(Label{.id = {"label-a"}, .placement = {"at-a"}})}))
                               .value();
  editing.reset();
  save_project(folder_.path, renamed).value();
  editing.emplace(Editing::open(folder_.path).value());
  run("placement.find-place", {{"work", work("a")}});
  EXPECT_EQ(doc().find(PlacementId{"at-a"})->work.value, "b") << "it keeps its place";
  EXPECT_EQ(doc().find(PlacementId{"at-a-2"})->work.value, "a");
  EXPECT_EQ(doc().find(LabelId{"label-a-2"})->placement.value, "at-a-2");
}

TEST_F(Operators, TheWindowIsAskedOnlyWhereThereIsOne) {
  EXPECT_EQ(refused("window.visit").what, "This needs the editor's window.");
  EXPECT_EQ(refused("view.theme", {{"theme", std::string("dark")}}).id, "operator.unavailable");
  editing->set_look({});
  run("window.visit");
  run("file.locate", {{"item", work("a")}});
  const std::vector<WindowRequest> requests = editing->take_requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(requests[0].what, WindowRequest::What::visit);
  EXPECT_EQ(requests[1].about, work("a"));
  EXPECT_TRUE(editing->take_requests().empty());
  run("view.theme", {{"theme", std::string("dark")}});
  run("view.scale", {{"percent", 150.0}});
  EXPECT_EQ(*editing->session().look, (Look{true, 150, "en"}));
}

TEST_F(Operators, ADoorwayMovesAndIsPlacedAsItIsSeenFromTheRoomOneWorksIn) {
  const Doorway before = *doc().doorways.begin();
  ASSERT_TRUE(before.to);
  const AnyId door = before.id;
  run("room.enter", {{"room", AnyId(before.to->room)}});
  run("arrange.move", {{"items", std::vector{door}}, {"right", 0.2}});
  EXPECT_NEAR(doc().find(before.id)->to->along_m, before.to->along_m + 0.2, 1e-9) << "to the right of who faces it";
  EXPECT_NEAR(doc().find(before.id)->from.along_m, before.from.along_m - 0.2, 1e-9);
  run("item.set-position", {{"item", door}, {"along", before.to->along_m}});
  EXPECT_NEAR(doc().find(before.id)->to->along_m, before.to->along_m, 1e-9);
  run("room.enter", {{"room", AnyId(before.from.room)}});
  run("arrange.move", {{"items", std::vector{door}}, {"right", 0.2}});
  EXPECT_NEAR(doc().find(before.id)->from.along_m, before.from.along_m + 0.2, 1e-9);
}

TEST_F(Operators, AFileIsReplacedWhereverItIsNamed) {
  run("light.add");
  const AnyId light = editing->session().selection.at(0);
  const Document before = doc();
  run("light.use-file", {{"items", std::vector{light}},
                         {"file", std::string("luminaires/spot.ies")},
                         {"intensity", 900.0},
                         {"beam", 20.0},
                         {"field", 40.0}});
  run("work.set-media", {{"item", work("a")}, {"file", std::string("institutions/baku/a.png")}});
  run("file.replace", {{"file", std::string("luminaires/spot.ies")}, {"by", std::string("luminaires/spot-2.ies")}});
  const Light& lit = *doc().find(std::get<LightId>(light));
  EXPECT_EQ(lit.luminaire_file, "luminaires/spot-2.ies");
  EXPECT_DOUBLE_EQ(lit.intensity_cd, 900) << "as the curator set it";
  run("file.replace",
      {{"file", std::string("institutions/baku/a.png")}, {"by", std::string("institutions/baku/b.png")}});
  EXPECT_EQ(doc().find(doc().find(WorkId{"a"})->asset)->path, "institutions/baku/b.png");
  EXPECT_EQ(
      refused("file.replace", {{"file", std::string("institutions/baku/a.png")}, {"by", std::string("b.png")}}).what,
      "Nothing in the exhibition is shown by this file.");
  EXPECT_EQ(
      refused("file.replace", {{"file", std::string("institutions/baku/b.png")}, {"by", std::string("../b.png")}}).id,
      "asset.path");
}

TEST_F(Operators, TextsAreWrittenPerLanguageAndEmptyOnesGo) {
  run("work.write", {{"item", work("a")}, {"text", std::string("Günəş")}, {"language", std::string("az")}});
  EXPECT_EQ(doc().find(WorkId{"a"})->title.at("az"), "Günəş");
  run("work.write", {{"item", work("a")}, {"text", std::string()}, {"language", std::string("az")}});
  EXPECT_TRUE(doc().find(WorkId{"a"})->title.empty());
  EXPECT_EQ(refused("work.write", {{"item", work("a")}, {"text", std::string("x")}, {"language", std::string("!")}}).id,
            "record.language");
}

TEST_F(Operators, StandingInAVitrineAndOnAPlinth) {
  run("placement.stand", {{"work", work("stone")}, {"x", 2.0}, {"z", 2.0}});
  auto floor = [&](const char* id) { return std::get<OnFloor>(doc().find(PlacementId{id})->where); };
  EXPECT_EQ(floor("at-stone").support, Support::plinth);
  EXPECT_DOUBLE_EQ(floor("at-stone").support_height_m, 1.1) << "as high as a plinth goes";
  run("placement.set-support", {{"support", std::string("vitrine")}, {"hood", 0.7}});
  EXPECT_EQ(floor("at-stone").hood_height_m, 0.7);
  run("placement.stand", {{"work", work("b")}, {"x", 6.0}, {"z", 2.0}});
  EXPECT_EQ(floor("at-b").support, Support::vitrine) << "a flat work lies in a case";
  EXPECT_EQ(refused("placement.stand", {{"work", work("a")}, {"support", std::string("free")}}).id, "operator.refused");
  EXPECT_EQ(refused("placement.stand", {{"work", work("stone")}, {"x", 0.05}, {"z", 2.0}}).id,
            "placement.outside_room");
}

TEST_F(Operators, ASecondEditorIsToldAndMayRead) {
  EXPECT_EQ(Editing::open(folder_.path).error().id, "project.in_use");
  Editing reader = Editing::open(folder_.path, Editing::Mode::read_only).value();
  Result<void> done = reader.run("placement.hang", {{"work", work("a")}, {"room", room("hall")}, {"wall", 2.0}});
  EXPECT_EQ(done.error().id, "operator.unavailable");
  EXPECT_TRUE(reader.run("edit.select-all"));
}

TEST_F(Operators, GoingToAStepIsUndoOrRedo) {
  hang_three();
  Document last = doc();
  ASSERT_TRUE(editing->run("edit.go-to-step", {{"step", double(0)}}));
  EXPECT_EQ(doc().find(PlacementId{"at-a"}), nullptr);
  ASSERT_TRUE(editing->run("edit.go-to-step", {{"step", double(3)}}));
  EXPECT_EQ(doc(), last);
}

TEST_F(Operators, ArgumentsThatDontFitAreNamed) {
  EXPECT_EQ(refused("placement.hang", {{"work", work("a")}, {"wrok", work("a")}}).id, "argument.unknown");
  EXPECT_EQ(refused("placement.hang", {{"work", placement("carpet-hung")}}).field, "work");
  EXPECT_EQ(refused("placement.hang", {{"work", work("a")}, {"wall", 9.0}}).field, "wall");
  EXPECT_EQ(refused("arrange.space", {{"items", std::vector{placement("carpet-hung")}}}).id, "argument.value");
  EXPECT_EQ(refused("edit.dance").id, "operator.unknown");
  EXPECT_EQ(read_value({.name = "n"}, "1,5").error().id, "argument.value");
}

}  // namespace
}  // namespace enf::editor
