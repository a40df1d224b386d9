// A colour chart's whole way: a scan of 16 bits in another colour space, the jail, the cook, tiles, a wall, lamps, the
// exposure, the tone curve.
#include "tests/render/chart.h"

#include <gtest/gtest.h>
#include <vips/vips.h>

#include <algorithm>
#include <cmath>

#include "engine/app/live_scene.h"
#include "engine/app/traced_house.h"
#include "engine/cook/cook.h"
#include "engine/render/renderer.h"
#include "tests/app/show.h"
#include "tests/render/ciede2000.h"

namespace enf {
namespace {

// 600 x 400 pixels as 16-bit TIFF in Display P3, which holds all of sRGB in other numbers.
void write_scan(const std::filesystem::path& file) {
  std::vector<std::uint16_t> pixels;
  for (std::uint32_t y = 0; y < 400; ++y)
    for (std::uint32_t x = 0; x < 600; ++x)
      for (std::uint8_t part : test::colour_chart[y / 100 * 6 + x / 100])
        pixels.push_back(static_cast<std::uint16_t>(part * 257));
  VipsImage* raw = vips_image_new_from_memory(pixels.data(), pixels.size() * 2, 600, 400, 3, VIPS_FORMAT_USHORT);
  VipsImage *named = nullptr, *p3 = nullptr;
  ASSERT_NE(raw, nullptr);
  ASSERT_EQ(vips_copy(raw, &named, "interpretation", VIPS_INTERPRETATION_RGB16, nullptr), 0);
  ASSERT_EQ(vips_icc_transform(named, &p3, "p3", "input_profile", "srgb", "depth", 16, nullptr), 0)
      << vips_error_buffer();
  ASSERT_EQ(vips_tiffsave(p3, file.c_str(), nullptr), 0) << vips_error_buffer();
  for (VipsImage* image : {raw, named, p3}) g_object_unref(image);
}

TEST(ColourChart, HungAsAWorkComesBackTrue) {
  test::TestFolder folder;
  std::filesystem::create_directories(folder.path() / "media");
  write_scan(folder.path() / "media" / "chart.tif");

  Document doc;
  doc.exhibition = std::make_shared<const Exhibition>();
  Room room = test::box_room("room", 0, 10);
  room.wall_finish = room.ceiling_finish = {"paint", "#808080"}, room.floor_finish = {"paint", "#606060"};
  test::put(doc.rooms, room);
  test::put(doc.assets, Asset{.id = {"chart"}, .path = "media/chart.tif"});
  test::put(doc.works,
            Work{.id = {"chart"}, .height_mm = 200, .width_mm = 300, .asset = {"chart"}, .edge_depth_mm = 3});
  test::put(doc.placements, Placement{{"p"}, {"chart"}, {"room"}, OnWall{0, 5, 1.5}});
  // Neutral light from both sides at 45 degrees, even over the chart.
  for (double side : {-3.2, 3.2})
    test::put(doc.lights, Light{.id = {side < 0 ? "left" : "right"},
                                .room = {"room"},
                                .position_m = {5 + side, 1.5, 3.2},
                                .aim_m = {5, 1.5, 0},
                                .intensity_cd = 3000,
                                .beam_angle_rad = 0.8,
                                .field_angle_rad = 1.2,
                                .colour_temperature_k = 4000});
  ASSERT_TRUE(save_project(folder.path(), doc));
  Jobs jobs;
  auto store = Store::open(store_folder(folder.path()));
  auto cooked = cook_picture(folder.path() / "media" / "chart.tif", *store, jobs, {});
  ASSERT_TRUE(cooked) << to_string(cooked.error());
  ASSERT_TRUE(write_cooked_index(folder.path(), {{"chart", {ChunkKind::pyramid, cooked->key}}}));
  ASSERT_TRUE(write_visitor_document(folder.path(), doc, project_state(folder.path()).value()));

  auto exhibition = open_exhibition(folder.path());
  ASSERT_TRUE(exhibition) << to_string(exhibition.error());
  Camera camera{.eye = vec3(5, 1.5f, 1.5f), .forward = vec3(0, 0, -1), .fov_y = 2 * std::atan(0.1f / 1.497f)};
  // The exposure a light meter before the chart asks for.
  auto tracer = trace_view(**exhibition, camera, 1.5f, {}, jobs);
  ASSERT_TRUE(tracer) << to_string(tracer.error());
  float exposure_lx = (*tracer)->illuminance(vec3(5, 1.5f, 0.02f), vec3(0, 0, 1), 1 << 14).sum_lx().g;

  auto device = gpu::Device::create({.validation = gpu::Validation::on});
  ASSERT_TRUE(device) << to_string(device.error());
  auto renderer = Renderer::create(**device, jobs, {.width = 600, .height = 400});
  ASSERT_TRUE(renderer) << to_string(renderer.error());
  LiveScene live(**exhibition, jobs, {});
  live.update(camera, 1.5f);
  ASSERT_TRUE((*renderer)->set_scene(live.scene()));
  ASSERT_TRUE((*renderer)->draw(camera, {.exposure_lx = exposure_lx, .wait_for_streaming = true}));
  auto picture = (*renderer)->read_back();
  ASSERT_TRUE(picture);
  double sum = 0, most = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    vec3 got(0);
    for (std::size_t y = 40; y < 60; ++y)
      for (std::size_t x = 40; x < 60; ++x)
        for (int k = 0; k < 3; ++k)
          got[k] +=
              static_cast<float>(picture->rgba[((i / 6 * 100 + y) * 600 + i % 6 * 100 + x) * 4 + std::size_t(k)]) / 400;
    vec3 wanted(test::colour_chart[i][0], test::colour_chart[i][1], test::colour_chart[i][2]);
    double difference = ciede2000(lab_of_srgb(got / 255.0f), lab_of_srgb(wanted / 255.0f));
    EXPECT_LE(difference, 3) << "patch " << i + 1 << ": " << got.r << " " << got.g << " " << got.b;
    sum += difference, most = std::max(most, difference);
  }
  EXPECT_LE(sum / 24, 1);
  RecordProperty("mean_ciede2000", std::to_string(sum / 24));
  RecordProperty("max_ciede2000", std::to_string(most));
}

}  // namespace
}  // namespace enf
