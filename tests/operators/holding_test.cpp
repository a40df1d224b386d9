// Works in vitrines: laid in, moved, turned and taken away with them.
#include <gmock/gmock.h>

#include "engine/exhibition/conflicts.h"
#include "engine/exhibition/holders.h"
#include "engine/exhibition/validate.h"
#include "tests/operators/operators_fixture.h"

namespace enf::editor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A vitrine of 1.4 x 0.7 m in the hall, its bed 0.9 m high, with a print and a stone in it.
class Holding : public Operators {
 protected:
  Holding() {
    run("furniture.add", {{"room", room("hall")}, {"kind", std::string("vitrine")}, {"x", 2.0}, {"z", 3.0}});
    for (const Furniture& piece : doc().furniture)
      if (piece.kind == FurnitureKind::vitrine) vitrine = piece.id;
    run("furniture.resize", {{"item", AnyId(vitrine)}, {"hood", 0.6}, {"height", 1.5}});
    run("placement.stand", {{"work", work("a")}, {"room", room("hall")}, {"x", 1.6}, {"z", 3.0}});
    run("placement.stand", {{"work", work("stone")}, {"room", room("hall")}, {"x", 2.6}, {"z", 3.3}});
  }
  OnFloor stands(const char* id) const { return std::get<OnFloor>(doc().find(PlacementId{id})->where); }
  void expect_in(const char* id, double x, double z) const {
    const OnFloor where = stands(id);
    EXPECT_EQ(where.support, Support::shelf) << id;
    EXPECT_NEAR(where.position_m.x, x, 1e-9) << id;
    EXPECT_NEAR(where.position_m.y, z, 1e-9) << id;
    EXPECT_NEAR(where.support_height_m, 0.906, 1e-9) << id;
  }
  FurnitureId vitrine;
};

TEST_F(Holding, WorksDroppedOverAVitrineStandAndLieInIt) {
  expect_in("at-a", 1.6, 2.95);
  // 0.3 x 0.2 m, kept 3 cm from the sides of what reaches from 1.3 to 2.7 m, and 15 from its front at 3.35 m.
  expect_in("at-stone", 2.52, 3.1);
  EXPECT_THAT(validate(doc()), IsEmpty());
  EXPECT_THAT(held_by(doc(), *doc().find(vitrine)), ElementsAre(PlacementId{"at-a"}, PlacementId{"at-stone"}));
}

TEST_F(Holding, TheyGoWhereItGoesOnce) {
  run("edit.select", {{"items", std::vector<AnyId>{vitrine, placement("at-a")}}});
  run("arrange.move", {{"right", 1.0}, {"up", -0.5}});
  expect_in("at-a", 2.6, 3.45);
  expect_in("at-stone", 3.52, 3.6);
  run("item.set-position", {{"item", AnyId(vitrine)}, {"x", 2.0}, {"z", 3.0}});
  expect_in("at-a", 1.6, 2.95);
  run("item.turn", {{"items", std::vector<AnyId>{vitrine}}, {"heading", 90.0}});
  expect_in("at-a", 1.95, 3.4);
  EXPECT_NEAR(stands("at-a").heading_rad, glm::radians(90.0), 1e-9);
  run("furniture.resize", {{"item", AnyId(vitrine)}, {"height", 1.6}});
  EXPECT_NEAR(stands("at-a").support_height_m, 1.006, 1e-9);
}

TEST_F(Holding, APlinthCarriesSeveralWorksHoweverTall) {
  run("furniture.add", {{"room", room("hall")}, {"kind", std::string("plinth")}, {"x", 6.0}, {"z", 4.5}});
  const FurnitureId plinth = std::get<FurnitureId>(editing->session().selection.front());
  run("furniture.resize", {{"item", AnyId(plinth)}, {"height", 2.5}});
  run("placement.stand", {{"work", work("stone")}, {"room", room("hall")}, {"x", 5.7}, {"z", 4.5}});
  run("placement.stand", {{"work", work("jug")}, {"room", room("hall")}, {"x", 6.3}, {"z", 4.5}, {"heading", 90.0}});
  EXPECT_EQ(stands("at-stone").support, Support::shelf);
  EXPECT_EQ(stands("at-stone").support_height_m, 2.5);
  EXPECT_THAT(held_by(doc(), *doc().find(plinth)), testing::SizeIs(2));
  EXPECT_THAT(conflicts(doc()), IsEmpty());
}

TEST_F(Holding, DraggedOutTheyStandByThemselvesAndDraggedInAgainTheyLie) {
  run("arrange.move", {{"items", std::vector{placement("at-stone")}}, {"right", 0.0}, {"up", -1.5}});
  EXPECT_EQ(stands("at-stone").support, Support::plinth);
  run("arrange.move", {{"items", std::vector{placement("at-a")}}, {"right", 0.0}, {"up", -1.5}});
  EXPECT_EQ(stands("at-a").support, Support::vitrine) << "a flat work does not stand on a plinth";
  EXPECT_THAT(validate(doc()), IsEmpty());
  run("item.set-position", {{"item", placement("at-stone")}, {"x", 2.2}, {"z", 3.1}});
  expect_in("at-stone", 2.2, 3.1);
  run("arrange.move", {{"items", std::vector{placement("at-stone")}}, {"right", 0.1}, {"up", 0.0}});
  expect_in("at-stone", 2.3, 3.1);
}

TEST_F(Holding, WhatIsTooLargeIsRefusedAndWhatSticksOutIsShown) {
  EXPECT_THAT(refused("placement.stand", {{"work", work("b")}, {"room", room("hall")}, {"x", 2.0}, {"z", 3.0}}).what,
              HasSubstr("too large"));
  EXPECT_THAT(conflicts(doc()), IsEmpty());
  EXPECT_THAT(refused("furniture.resize", {{"item", AnyId(vitrine)}, {"hood", 0.4}, {"height", 1.3}}).what,
              HasSubstr("no longer fit"));
  run("arrange.move", {{"items", std::vector{placement("at-stone")}}, {"right", 0.1}, {"up", 0.0}});
  EXPECT_THAT(conflicts(doc()), ElementsAre(Conflict{ConflictKind::stands, vitrine, placement("at-stone")}))
      << "it reaches over the edge";
  EXPECT_THAT(refused("furniture.resize", {{"item", AnyId(vitrine)}, {"height", 0.3}}).what, HasSubstr("hood"));
}

TEST_F(Holding, AWorkIsInOneVitrineOnly) {
  run("edit.duplicate", {{"items", std::vector<AnyId>{vitrine}}});
  const AnyId copy = editing->session().selection.front();
  run("arrange.move", {{"items", std::vector{placement("at-stone")}}, {"right", 0.0}, {"up", -0.1}});
  run("edit.delete", {{"items", std::vector{copy}}});
  EXPECT_TRUE(doc().find(PlacementId{"at-stone"}));
  EXPECT_TRUE(doc().find(PlacementId{"at-a"}));
}

TEST_F(Holding, CutAndPastedTheyStayTogether) {
  run("edit.cut", {{"items", std::vector<AnyId>{vitrine}}});
  run("edit.paste", {{"room", room("hall")}});
  const Furniture* pasted = nullptr;
  for (const Furniture& piece : doc().furniture)
    if (piece.kind == FurnitureKind::vitrine) pasted = &piece;
  ASSERT_TRUE(pasted);
  EXPECT_THAT(held_by(doc(), *pasted), testing::SizeIs(2));
  expect_in("at-a", pasted->position_m.x - 0.4, pasted->position_m.y - 0.05);
  run("edit.cut", {{"items", std::vector{placement("at-a")}}});
  run("edit.paste", {{"room", room("cabinet")}});
  EXPECT_EQ(stands("at-a").support, Support::vitrine) << "it would hang in the air";
}

TEST_F(Holding, ASmallerVitrineKeepsThemInOrRefuses) {
  run("furniture.resize", {{"item", AnyId(vitrine)}, {"width", 1.0}});
  EXPECT_THAT(held_by(doc(), *doc().find(vitrine)), testing::SizeIs(2));
  expect_in("at-a", 1.73, 2.95);
  EXPECT_THAT(refused("furniture.resize", {{"item", AnyId(vitrine)}, {"width", 0.3}}).what, HasSubstr("no longer fit"));
}

TEST_F(Holding, AWorkIsLaidInOnlyWhereItIsPointedAt) {
  run("item.set-position", {{"item", AnyId(vitrine)}, {"x", 4.0}, {"z", 3.0}});  // the room's middle
  run("placement.remove", {{"items", std::vector{placement("at-stone")}}});
  run("placement.stand", {{"work", work("stone")}, {"room", room("hall")}});
  EXPECT_EQ(stands("at-stone").support, Support::plinth);
}

TEST_F(Holding, TheyAreTakenAwayWithItAndComeBackWithIt) {
  const Document before = doc();
  run("edit.select", {{"items", std::vector<AnyId>{vitrine}}});
  run("edit.delete");
  EXPECT_FALSE(doc().find(PlacementId{"at-a"}));
  EXPECT_TRUE(doc().find(WorkId{"a"}));
  run("edit.undo");
  EXPECT_EQ(doc(), before);
}

}  // namespace
}  // namespace enf::editor
