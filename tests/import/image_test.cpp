// Flat works come out upright, in sRGB, whole.
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

class Images : public Import {};

void put16(std::string& out, unsigned v) { out += static_cast<char>(v & 255), out += static_cast<char>(v >> 8); }
void put32(std::string& out, unsigned v) { put16(out, v & 65535), put16(out, v >> 16); }

// A grey TIFF that lies on its side, a few megabytes whatever it shows: a stripe of 128 columns black, the next lighter,
// and so on.
std::string striped_tiff(unsigned width, unsigned height, unsigned orientation) {
  std::string row;  // PackBits: 129 - n, then the value that n columns have
  for (unsigned x = 0; x < width; x += 128) {
    row += static_cast<char>(257 - std::min(128u, width - x));
    row += static_cast<char>(x / 128);
  }
  constexpr unsigned rows_per_strip = 64;
  std::string out = "II";
  put16(out, 42), put32(out, 0);
  std::vector<unsigned> starts, sizes;
  for (unsigned y = 0; y < height; y += rows_per_strip) {
    starts.push_back(static_cast<unsigned>(out.size()));
    for (unsigned k = y; k < std::min(y + rows_per_strip, height); ++k) out += row;
    sizes.push_back(static_cast<unsigned>(out.size()) - starts.back());
  }
  auto list = [&](const std::vector<unsigned>& values) {
    auto at = static_cast<unsigned>(out.size());
    for (unsigned v : values) put32(out, v);
    return at;
  };
  const unsigned starts_at = list(starts), sizes_at = list(sizes);
  const auto directory = static_cast<unsigned>(out.size()), count = static_cast<unsigned>(starts.size());
  struct Entry {
    unsigned tag, type, count, value;
  };
  const std::vector<Entry> entries{{256, 4, 1, width}, {257, 4, 1, height}, {258, 3, 1, 8},  // a byte a pixel
                                   {259, 3, 1, 32773},                                       // PackBits
                                   {262, 3, 1, 1},                                           // 0 is black
                                   {273, 4, count, starts_at}, {274, 3, 1, orientation}, {277, 3, 1, 1},
                                   {278, 4, 1, rows_per_strip}, {279, 4, count, sizes_at}};
  put16(out, static_cast<unsigned>(entries.size()));
  for (const Entry& e : entries) put16(out, e.tag), put16(out, e.type), put32(out, e.count), put32(out, e.value);
  put32(out, 0);
  std::string at;
  put32(at, directory);
  return out.replace(4, 4, at);
}

// Nobody holds all of it: neither the child, whose memory would not do, nor the caller.
TEST_F(Images, OneThatLiesOnItsSideIsTurnedInBoundedMemory) {
  constexpr unsigned width = 20'000, height = 15'000;  // 860 MiB as sRGB
  auto path = write("on-its-side.tif", striped_tiff(width, height, 6));
  std::uint64_t wrong = 0, rows_taken = 0, most_at_once = 0;
  ImageSink sink{.folder = folder_};
  sink.rows = [&](std::uint32_t first_row, std::span<const std::uint8_t> rows) -> Result<void> {
    most_at_once = std::max<std::uint64_t>(most_at_once, rows.size());
    constexpr std::size_t row_bytes = std::size_t{height} * 3;
    for (std::size_t at = 0; at < rows.size(); at += row_bytes, ++rows_taken)  // a column of the file is a row here
      for (std::size_t x : {std::size_t{0}, row_bytes / 2, row_bytes - 1})
        wrong += rows[at + x] != (first_row + at / row_bytes) / 128;
    return {};
  };
  auto image = import_image(path, sink, {.memory_bytes = 640ull << 20});
  ASSERT_TRUE(image) << to_string(image.error());
  EXPECT_EQ(image->info.width, height);
  EXPECT_EQ(image->info.height, width);
  EXPECT_EQ(rows_taken, width);
  EXPECT_EQ(wrong, 0u);
  EXPECT_LE(most_at_once, 16u << 20);
}

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

// A JPEG without the colour profile it carries.
std::string without_profile(const std::filesystem::path& path) {
  std::string bytes = read_text_file(path).value();
  for (std::size_t at = 2; at + 4 <= bytes.size() && bytes[at] == '\xff' && bytes[at + 1] != '\xda';) {
    const std::size_t length =
        std::size_t{static_cast<unsigned char>(bytes[at + 2])} * 256 + static_cast<unsigned char>(bytes[at + 3]) + 2;
    if (bytes[at + 1] == '\xe2' && bytes.compare(at + 4, 11, "ICC_PROFILE") == 0)
      bytes.erase(at, length);
    else
      at += length;
  }
  return bytes;
}

TEST_F(Images, AProfileThatIsSrgbsChangesNothingAndOthersAreHonoured) {
  NEED_SHARED_DATA();
  auto differs = [&](const char* file) {
    const auto with = whole_image(shared_data() / "images" / file);
    const auto without = whole_image(write("plain.jpg", without_profile(shared_data() / "images" / file)));
    EXPECT_TRUE(with && without) << file;
    return with && without ? mean_difference(*with, *without) : -1;
  };
  EXPECT_EQ(differs("fsa/evans-graveyard.jpg"), 0) << "IEC's profile of sRGB";
  EXPECT_GT(differs("paintings/japanese_flower_sakai_hoitsu.jpg"), 1) << "Adobe RGB";
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
