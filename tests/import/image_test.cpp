// Flat works come out upright, in sRGB, whole.
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

class Images : public Import {};

double mean_difference(const WholeImage& a, const WholeImage& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.bytes.size(); ++i) sum += std::abs(int(a.bytes[i]) - int(b.bytes[i]));
  return sum / static_cast<double>(a.bytes.size());
}

TEST(SharedImages, AllEightOrientationsGiveOnePicture) {
  NEED_SHARED_DATA();
  auto upright = whole_image(shared_data() / "images/exif-orientation/Landscape_2.jpg");
  ASSERT_TRUE(upright) << to_string(upright.error());
  EXPECT_EQ(upright->info.width, 600u);
  EXPECT_EQ(upright->info.height, 450u);
  for (int i = 1; i <= 8; ++i) {
    auto image = whole_image(shared_data() / ("images/exif-orientation/Landscape_" + std::to_string(i) + ".jpg"));
    ASSERT_TRUE(image) << i;
    ASSERT_EQ(image->info.width, 600u) << i;
    ASSERT_EQ(image->bytes.size(), upright->bytes.size()) << i;
    // A JPEG each, turned and compressed anew (the first without the others' profile): alike, not equal; turned wrongly
    // they differ by 40 and more.
    EXPECT_LT(mean_difference(*image, *upright), 16) << i;
  }
}

TEST(SharedImages, OnePaintingInFiveFormats) {
  NEED_SHARED_DATA();
  auto png = whole_image(shared_data() / "images/harvesters/harvesters.png");
  ASSERT_TRUE(png);
  for (auto [name, tolerance] : {std::pair{"harvesters.tiff", 0.0}, {"harvesters.lossless.webp", 0.0}, {"harvesters.jpeg", 4.0}, {"harvesters.lossy.webp", 6.0}}) {
    auto image = whole_image(shared_data() / "images/harvesters" / name);
    ASSERT_TRUE(image) << name;
    ASSERT_EQ(image->bytes.size(), png->bytes.size()) << name;
    EXPECT_LE(mean_difference(*image, *png), tolerance) << name;
  }
}

TEST(SharedImages, ProfilesAreConverted) {
  NEED_SHARED_DATA();
  auto p3 = whole_image(shared_data() / "images/technical/p3.png");
  ASSERT_TRUE(p3);
  EXPECT_EQ(p3->report.colour_profile, "Display P3");
  auto cmyk = whole_image(shared_data() / "images/technical/pil_sample_cmyk.jpg");
  ASSERT_TRUE(cmyk);
  EXPECT_TRUE(has_warning(cmyk->report, "image.cmyk_without_profile"));
  auto deep = whole_image(shared_data() / "images/technical/tiff_16bit_RGB.tiff");
  ASSERT_TRUE(deep);
  EXPECT_EQ(deep->bytes.size(), 3u * 100 * 40);
  auto clear = whole_image(shared_data() / "images/technical/transparent.webp");
  ASSERT_TRUE(clear);
  EXPECT_TRUE(clear->info.has_alpha);
}

TEST(SharedImages, ATruncatedImageIsAnError) {
  NEED_SHARED_DATA();
  for (const char* name : {"truncated_image.png", "truncated_jpeg.jpg"}) {
    auto image = whole_image(shared_data() / "hostile/images" / name);
    ASSERT_FALSE(image) << name;
    EXPECT_EQ(image.error().id, "import.malformed") << name;
  }
}

TEST(SharedImages, TheSinkCanEndTheImport) {
  NEED_SHARED_DATA();
  ImageSink sink;
  sink.begin = [](const ImageInfo&) -> Result<void> { return fail({.id = "work.cancelled", .what = "stop"}); };
  auto image = import_image(shared_data() / "images/fsa/evans-fields-family-a.jpg", sink);
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().id, "work.cancelled");
}

}  // namespace
}  // namespace enf
