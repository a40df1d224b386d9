// The report's numbers, and the unit and up axis it proposes.
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

Box box_of(vec3 size) { return {.low = vec3(0), .high = size}; }

TEST(Intake, CataloguedSizeDecidesTheUnit) {
  auto venus = propose_size(box_of({694, 2119, 638}), {.height_mm = 2110});
  ASSERT_TRUE(venus);
  EXPECT_EQ(venus->metres_per_unit, 0.001);
  EXPECT_EQ(venus->up, UpAxis::y);
  EXPECT_NEAR(venus->size_m.y, 2.119, 1e-3);
  auto cornell = propose_size(box_of({556, 549, 559}), {.width_mm = 5560, .height_mm = 5490, .depth_mm = 5590});
  ASSERT_TRUE(cornell);
  EXPECT_EQ(cornell->metres_per_unit, 0.01);
  auto triptych = propose_size(box_of({424, 289, 17.7f}), {.width_mm = 411, .height_mm = 290});
  ASSERT_TRUE(triptych);
  EXPECT_EQ(triptych->metres_per_unit, 0.001);
}

TEST(Intake, CataloguedSizeDecidesTheUpAxis) {
  auto lying = propose_size(box_of({0.3f, 0.2f, 1.8f}), {.width_mm = 300, .height_mm = 1800, .depth_mm = 200});
  ASSERT_TRUE(lying);
  EXPECT_EQ(lying->metres_per_unit, 1);
  EXPECT_EQ(lying->up, UpAxis::z);
  SourceModel model;
  model.meshes.push_back({.name = "m", .parts = {{.positions = {{0, 0, 0}, {0.3f, 0, 0}, {0, 0.2f, 1.8f}}, .indices = {0, 1, 2}}}});
  model.instances.push_back({0, mat4(1)});
  apply(*lying, model);
  IntakeReport report;
  summarise(model, report);
  EXPECT_NEAR(report.bounds.size().y, 1.8, 1e-5);
  EXPECT_NEAR(report.bounds.size().z, 0.2, 1e-5);
}

TEST(Intake, NothingIsProposedForWhatFitsOrNeverFits) {
  EXPECT_FALSE(propose_size(box_of({0.5f, 1.0f, 0.4f}), {.height_mm = 1050}));
  EXPECT_FALSE(propose_size(box_of({0.5f, 1.0f, 0.4f}), {.width_mm = 3, .height_mm = 40000, .depth_mm = 7}));
  IntakeReport report;
  report.bounds = box_of({0.5f, 1.0f, 0.4f});
  judge_size(report, {.width_mm = 3, .height_mm = 40000, .depth_mm = 7});
  EXPECT_TRUE(has_warning(report, "model.size_mismatch"));
  IntakeReport huge;
  huge.bounds = box_of({694, 2119, 638});
  judge_size(huge, {});
  EXPECT_TRUE(has_warning(huge, "model.size_implausible"));
}

TEST(Intake, OpenEdgesIgnoreSeamsInTexture) {
  // Two triangles of a square that share an edge by place but not by vertex.
  SourceModel model;
  SourcePart part{.positions = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 0, 0}, {1, 1, 0}, {0, 1, 0}}, .indices = {0, 1, 2, 3, 4, 5}};
  model.meshes.push_back({.name = "square", .parts = {part}});
  model.instances.push_back({0, mat4(1)});
  EXPECT_EQ(count_open_edges(model), 4u);
}

TEST(Intake, JsonKeepsTheContract) {
  IntakeReport report{.format = "PLY", .triangles = 2, .vertices = 4, .materials = 1};
  report.bounds = box_of({1, 2, 3});
  report.textures.push_back({"a\xff.png", 2, 3});
  report.warnings.push_back({"texture.missing", "b.png"});
  EXPECT_EQ(to_json(report),
            "{\"ok\":true,\"kind\":\"model\",\"format\":\"PLY\",\"triangles\":2,\"vertices\":4,\"materials\":1,"
            "\"textures\":[{\"name\":\"a\xef\xbf\xbd.png\",\"width\":2,\"height\":3}],\"size_m\":[1.0,2.0,3.0],"
            "\"warnings\":[{\"id\":\"texture.missing\",\"text\":\"b.png\"}]}");
  EXPECT_TRUE(to_json(Error{.id = "file.missing", .what = "there is no such file", .file = "x.glb"})
                  .starts_with("{\"ok\":false,\"error\":{\"id\":\"file.missing\",\"text\":"));
}

TEST(SharedIntake, VenusInMillimetresIsNoticed) {
  NEED_SHARED_DATA();
  auto report = examine(shared_data() / "scans3d/venus-de-milo-smk/venus.glb", {.height_mm = 2110});
  ASSERT_TRUE(report) << to_string(report.error());
  ASSERT_TRUE(report->proposal);
  EXPECT_EQ(report->proposal->metres_per_unit, 0.001);
  EXPECT_TRUE(has_warning(*report, "model.unit_guess"));
  EXPECT_EQ(report->open_edges, 0u);
}

}  // namespace
}  // namespace enf
