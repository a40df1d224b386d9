#include "engine/import/image_reader.h"

#include <fmt/format.h>
#include <vips/vips.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "engine/cook/import_channel.h"
#include "engine/cook/import_format.h"

namespace enf {

namespace {

constexpr int largest_texture_side = 8192;
// A strip of rows takes about this; the library holds several such.
constexpr std::uint64_t strip_bytes = 4 << 20;
constexpr std::uint32_t most_strip_rows = 128;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Image = std::unique_ptr<VipsImage, Unref>;
using Region = std::unique_ptr<VipsRegion, Unref>;

// Calls a libvips operation whose second argument is its output.
template <class Operation, class... Args>
Image run(Operation operation, const Image& in, Args... args) {
  VipsImage* out = nullptr;
  int failed = operation(in.get(), &out, args..., nullptr);
  Image result(out);
  if (failed != 0) throw ImportFailure("import.malformed", "");
  return result;
}

std::string vips_message() {
  std::string text = vips_error_buffer();
  vips_error_clear();
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ';');
  return text.empty() ? "the data do not add up" : text;
}

}  // namespace

void start_image_library() {
  static const bool started = [] {
    if (vips_init("enfilade-import") != 0) throw ImportFailure("import.worker", "libvips does not start");
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return true;
  }();
  (void)started;
}

namespace {

Image load(std::span<const std::byte> bytes) {
  auto format = image_format(bytes);
  VipsImage* out = nullptr;
  void* data = const_cast<std::byte*>(bytes.data());
  int failed = -1;
  auto with = [&](auto loader) {
    failed =
        loader(data, bytes.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
  };
  if (format == "JPEG") with(vips_jpegload_buffer);
  if (format == "PNG") with(vips_pngload_buffer);
  if (format == "TIFF" || format == "BigTIFF") with(vips_tiffload_buffer);
  if (format == "WebP") with(vips_webpload_buffer);
  if (format == "GIF") with(vips_gifload_buffer);
  Image image(out);
  if (format.empty()) throw ImportFailure("import.format", "is not JPEG, PNG, TIFF, WebP or GIF");
  if (failed != 0) throw ImportFailure("import.malformed", "");
  return image;
}

int colour_bands(const Image& image) {
  switch (vips_image_guess_interpretation(image.get())) {
    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16:
      return 1;
    case VIPS_INTERPRETATION_CMYK:
      return 4;
    default:
      return image->Bands >= 3 ? 3 : 1;
  }
}

// Float images hold 0..1; integers of more than 16 bits are cut to 16.
Image to_known_numbers(Image image) {
  switch (image->BandFmt) {
    case VIPS_FORMAT_UCHAR:
    case VIPS_FORMAT_USHORT:
    case VIPS_FORMAT_FLOAT:
      return image;
    case VIPS_FORMAT_DOUBLE:
      return run(vips_cast, image, VIPS_FORMAT_FLOAT);
    case VIPS_FORMAT_UINT:
      return run(vips_cast, image, VIPS_FORMAT_USHORT, "shift", TRUE);
    case VIPS_FORMAT_CHAR:
    case VIPS_FORMAT_SHORT:
    case VIPS_FORMAT_INT:
      return run(vips_cast, image, VIPS_FORMAT_UCHAR);
    default:
      throw ImportFailure("import.unsupported", "holds complex numbers, not colours");
  }
}

// By the profile it carries, or libvips' own for its kind. Null if that cannot be.
Image by_profile(const Image& colour, bool cmyk) {
  VipsImage* out = nullptr;
  int failed =
      vips_icc_transform(colour.get(), &out, "srgb", "embedded", TRUE, "input_profile", cmyk ? "cmyk" : "srgb",
                         "intent", VIPS_INTENT_RELATIVE, "black_point_compensation", TRUE, "depth", 8, nullptr);
  Image converted(out);
  return failed == 0 ? std::move(converted) : nullptr;
}

// Whether the profile is sRGB's under whatever name: it leaves all greys and a grid of colours as they are, but for
// rounding. Then nothing is to be converted.
bool is_srgb(const Image& colour, const void* profile, std::size_t profile_size) {
  if (colour->Bands != 3 || colour->BandFmt != VIPS_FORMAT_UCHAR) return false;
  constexpr int step = 17;
  std::vector<std::uint8_t> colours;
  for (int grey = 0; grey < 256; ++grey) colours.insert(colours.end(), 3, static_cast<std::uint8_t>(grey));
  for (int r = 0; r < 256; r += step)
    for (int g = 0; g < 256; g += step)
      for (int b = 0; b < 256; b += step)
        for (int c : {r, g, b}) colours.push_back(static_cast<std::uint8_t>(c));
  Image line(vips_image_new_from_memory(colours.data(), colours.size(), static_cast<int>(colours.size() / 3), 1, 3,
                                        VIPS_FORMAT_UCHAR));
  if (!line) return false;
  Image tagged = run(vips_copy, line, "interpretation", VIPS_INTERPRETATION_sRGB);
  vips_image_set_blob_copy(tagged.get(), VIPS_META_ICC_NAME, profile, profile_size);
  Image converted = by_profile(tagged, false);
  if (!converted || converted->Bands != 3 || converted->BandFmt != VIPS_FORMAT_UCHAR) return vips_error_clear(), false;
  std::size_t size = 0;
  std::unique_ptr<std::uint8_t, decltype(&g_free)> became(
      static_cast<std::uint8_t*>(vips_image_write_to_memory(converted.get(), &size)), &g_free);
  if (!became || size != colours.size()) return vips_error_clear(), false;
  return std::equal(colours.begin(), colours.end(), became.get(), [](int a, int b) { return std::abs(a - b) <= 1; });
}

// Colour without alpha to 8-bit sRGB in three bands.
Image colour_to_srgb(Image colour, bool honour_profile, const std::string& name, std::string& profile_name,
                     std::vector<IntakeWarning>& warnings) {
  const auto guess = vips_image_guess_interpretation(colour.get());
  const bool cmyk = guess == VIPS_INTERPRETATION_CMYK;
  const void* profile = nullptr;
  std::size_t profile_size = 0;
  if (vips_image_get_typeof(colour.get(), VIPS_META_ICC_NAME) != 0) {
    vips_image_get_blob(colour.get(), VIPS_META_ICC_NAME, &profile, &profile_size);
  }
  profile_name = profile_size > 0
                     ? profile_description(std::as_bytes(std::span(static_cast<const char*>(profile), profile_size)))
                     : "";
  if (colour->BandFmt == VIPS_FORMAT_FLOAT) {
    // Scene-linear RGB by TIFF's custom for floats, as libvips reads it; otherwise take 0..1 as encoded.
    if (profile_name.empty()) profile_name = "linear sRGB (assumed for floating point)";
    VipsInterpretation linear = colour->Bands >= 3 ? VIPS_INTERPRETATION_scRGB : VIPS_INTERPRETATION_B_W;
    if (linear == VIPS_INTERPRETATION_scRGB) {
      Image tagged = run(vips_copy, colour, "interpretation", linear);
      return run(vips_colourspace, tagged, VIPS_INTERPRETATION_sRGB);
    }
    Image scaled = run(vips_linear1, colour, 255.0, 0.0);
    Image grey = run(vips_cast, scaled, VIPS_FORMAT_UCHAR);
    Image tagged = run(vips_copy, grey, "interpretation", VIPS_INTERPRETATION_B_W);
    return run(vips_colourspace, tagged, VIPS_INTERPRETATION_sRGB);
  }
  if (cmyk || (honour_profile && profile_size > 0)) {
    if (!cmyk && is_srgb(colour, profile, profile_size))
      return run(vips_copy, colour, "interpretation", VIPS_INTERPRETATION_sRGB);
    if (Image converted = by_profile(colour, cmyk)) {
      if (profile_name.empty()) profile_name = profile_size > 0 ? "embedded, unnamed" : "generic CMYK (assumed)";
      if (cmyk && profile_size == 0 && honour_profile) {
        add_warning(warnings, "image.cmyk_without_profile",
                    fmt::format("{} is CMYK without a colour profile: its colours are a guess", name));
      }
      return converted;
    }
    add_warning(warnings, "image.profile_unusable",
                fmt::format("the colour profile of {} could not be used and was left out ({})", name, vips_message()));
  }
  if (profile_name.empty() || profile_size > 0) profile_name = "sRGB (assumed)";
  if (cmyk) throw ImportFailure("import.unsupported", "its CMYK colours could not be converted");
  VipsInterpretation plain =
      colour->Bands >= 3
          ? (colour->BandFmt == VIPS_FORMAT_USHORT ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB)
          : (colour->BandFmt == VIPS_FORMAT_USHORT ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W);
  // Lab and the like convert by themselves; everything else is RGB or grey.
  bool known =
      guess == VIPS_INTERPRETATION_LAB || guess == VIPS_INTERPRETATION_LABS || guess == VIPS_INTERPRETATION_XYZ;
  Image tagged = known ? std::move(colour) : run(vips_copy, colour, "interpretation", plain);
  return run(vips_colourspace, tagged, VIPS_INTERPRETATION_sRGB);
}

// Any image to 8-bit sRGB in three bands, or four with straight alpha.
Image to_srgb(Image image, bool honour_profile, const std::string& name, bool& has_alpha, std::string& profile_name,
              std::vector<IntakeWarning>& warnings) {
  image = to_known_numbers(std::move(image));
  const int bands = colour_bands(image);
  has_alpha = image->Bands > bands;
  const double alpha_top = image->BandFmt == VIPS_FORMAT_USHORT  ? 65535.0
                           : image->BandFmt == VIPS_FORMAT_FLOAT ? 1.0
                                                                 : 255.0;
  Image colour = has_alpha ? run(vips_extract_band, image, 0, "n", bands)
                           : Image(static_cast<VipsImage*>(g_object_ref(image.get())));
  Image rgb = colour_to_srgb(std::move(colour), honour_profile, name, profile_name, warnings);
  if (rgb->Bands > 3) rgb = run(vips_extract_band, rgb, 0, "n", 3);
  if (rgb->BandFmt != VIPS_FORMAT_UCHAR) rgb = run(vips_cast, rgb, VIPS_FORMAT_UCHAR);
  if (!has_alpha) return rgb;
  Image alpha = run(vips_extract_band, image, bands);
  if (alpha_top != 255.0) alpha = run(vips_linear1, alpha, 255.0 / alpha_top, alpha_top > 255.0 ? 0.0 : 0.5);
  if (alpha->BandFmt != VIPS_FORMAT_UCHAR) alpha = run(vips_cast, alpha, VIPS_FORMAT_UCHAR);
  VipsImage* both[2] = {rgb.get(), alpha.get()};
  VipsImage* out = nullptr;
  if (vips_bandjoin(both, &out, 2, nullptr) != 0) throw ImportFailure("import.malformed", "");
  return Image(out);
}

// Hands the image over strip by strip, computed in this thread.
std::uint32_t strip_rows_of(const Image& image) {
  auto rows = strip_bytes / VIPS_IMAGE_SIZEOF_LINE(image.get());
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(rows, 1, most_strip_rows));
}

template <class Strip>
void each_strip(const Image& image, Strip strip) {
  Region region(vips_region_new(image.get()));
  if (!region) throw ImportFailure("import.out_of_memory", "the image needs more memory than it may take");
  const auto height = static_cast<std::uint32_t>(image->Ysize), strip_rows = strip_rows_of(image);
  for (std::uint32_t y = 0; y < height; y += strip_rows) {
    std::uint32_t rows = std::min(strip_rows, height - y);
    VipsRect area{0, static_cast<int>(y), image->Xsize, static_cast<int>(rows)};
    if (vips_region_prepare(region.get(), &area) != 0) throw ImportFailure("import.malformed", "");
    strip(y, rows, region.get());
  }
}

BulkArray<std::uint8_t> all_rows(const Image& image) {
  BulkArray<std::uint8_t> pixels;
  const std::size_t row_bytes = VIPS_IMAGE_SIZEOF_LINE(image.get());
  pixels.reserve(row_bytes * static_cast<std::size_t>(image->Ysize));
  each_strip(image, [&](std::uint32_t y, std::uint32_t rows, VipsRegion* region) {
    for (std::uint32_t row = 0; row < rows; ++row) {
      const auto* p = VIPS_REGION_ADDR(region, 0, static_cast<int>(y + row));
      pixels.insert(pixels.end(), p, p + row_bytes);
    }
  });
  return pixels;
}

// Runs a decode; failures without words get libvips' own.
template <class Body>
void guarded(Body body) {
  start_image_library();
  try {
    body();
  } catch (const ImportFailure& failure) {
    std::string what = failure.what(), id = failure.id;
    if (what.empty()) {
      what = "cannot be decoded: " + vips_message();
      if (what.find("not supported") != std::string::npos || what.find("Unsupported") != std::string::npos)
        id = "import.unsupported";
    }
    throw ImportFailure(id, what);
  }
}

}  // namespace

DecodedTexture decode_texture(std::span<const std::byte> bytes, const std::string& name,
                              std::vector<IntakeWarning>& warnings) {
  DecodedTexture out;
  guarded([&] {
    Image image = load(bytes);
    bool has_alpha = false;
    std::string profile;
    Image rgba = to_srgb(std::move(image), false, name, has_alpha, profile, warnings);
    if (!has_alpha) rgba = run(vips_bandjoin_const1, rgba, 255.0);
    int shrink = 1;
    while (std::max(rgba->Xsize, rgba->Ysize) / shrink > largest_texture_side) shrink *= 2;
    if (shrink > 1) {
      add_warning(warnings, "texture.reduced",
                  fmt::format("texture {} of {}x{} was reduced to {} pixels on its longer side", name, rgba->Xsize,
                              rgba->Ysize, std::max(rgba->Xsize, rgba->Ysize) / shrink));
      Image small = run(vips_shrink, rgba, static_cast<double>(shrink), static_cast<double>(shrink));
      rgba = run(vips_cast, small, VIPS_FORMAT_UCHAR);
    }
    out.width = static_cast<std::uint32_t>(rgba->Xsize);
    out.height = static_cast<std::uint32_t>(rgba->Ysize);
    out.rgba = all_rows(rgba);
  });
  return out;
}

void decode_image(std::span<const std::byte> bytes, const std::string& name, const ImageConsumer& consumer,
                  std::vector<IntakeWarning>& warnings) {
  guarded([&] {
    Image image = load(bytes);
    const auto orientation = static_cast<std::uint32_t>(std::clamp(vips_image_get_orientation(image.get()), 1, 8));
    if (int pages = vips_image_get_n_pages(image.get()); pages > 1) {
      add_warning(warnings, "image.pages", fmt::format("{} holds {} pages or frames; the first is used", name, pages));
    }
    IntakeReport report{.kind = AssetKind::image, .format = std::string(image_format(bytes))};
    Image srgb = to_srgb(std::move(image), true, name, report.has_alpha, report.colour_profile, warnings);
    ImageInfo info{.width = static_cast<std::uint32_t>(srgb->Xsize),
                   .height = static_cast<std::uint32_t>(srgb->Ysize),
                   .has_alpha = report.has_alpha,
                   .lossy = is_lossy(bytes)};
    consumer.begin(info, orientation, report);
    const std::size_t row_bytes = VIPS_IMAGE_SIZEOF_LINE(srgb.get());
    std::vector<std::uint8_t> strip(row_bytes * strip_rows_of(srgb));
    each_strip(srgb, [&](std::uint32_t y, std::uint32_t rows, VipsRegion* region) {
      for (std::uint32_t row = 0; row < rows; ++row) {
        std::memcpy(strip.data() + row * row_bytes, VIPS_REGION_ADDR(region, 0, static_cast<int>(y + row)), row_bytes);
      }
      consumer.strip(y, rows, std::span(strip).first(rows * row_bytes));
    });
  });
}

std::string profile_description(std::span<const std::byte> profile) {
  auto byte = [&](std::size_t at) { return at < profile.size() ? std::to_integer<std::uint32_t>(profile[at]) : 0u; };
  auto word = [&](std::size_t at) { return byte(at) << 24 | byte(at + 1) << 16 | byte(at + 2) << 8 | byte(at + 3); };
  // ICC.1:2022, 7.3: the tag table follows the 128-byte header; 'desc' names the profile.
  for (std::uint32_t i = 0, count = std::min(word(128), 100u); i < count; ++i) {
    std::size_t entry = 132 + 12ull * i;
    if (word(entry) != 0x64657363) continue;
    std::size_t at = word(entry + 4);
    std::string text;
    if (word(at) == 0x64657363) {  // version 2: counted ASCII
      for (std::size_t k = 0; k + 1 < std::min(word(at + 8), 200u); ++k) text += static_cast<char>(byte(at + 12 + k));
    } else if (word(at) == 0x6d6c7563) {  // version 4: UTF-16BE in several languages; the first is taken
      std::size_t length = std::min(word(at + 20), 400u), from = at + word(at + 24);
      for (std::size_t k = 0; k + 1 < length; k += 2) {
        if (byte(from + k) == 0) text += static_cast<char>(byte(from + k + 1));
      }
    }
    std::erase_if(text, [](char c) { return c < 32 || c > 126; });
    return text;
  }
  return {};
}

}  // namespace enf
