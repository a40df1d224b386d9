#include "content/picture.h"

#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>

#include "content/noise.h"

namespace enf {
namespace {

float linear_of(float e) { return e <= 0.04045f ? e / 12.92f : std::pow((e + 0.055f) / 1.055f, 2.4f); }
float encoded_of(float l) {
  l = glm::clamp(l, 0.0f, 1.0f);
  return l <= 0.0031308f ? l * 12.92f : 1.055f * std::pow(l, 1 / 2.4f) - 0.055f;
}

// encoded_of by table: pictures have millions of pixels. Steps of the square root keep the darks exact enough.
float encoded_quickly(float l) {
  static const std::array<float, 2049> table = [] {
    std::array<float, 2049> t{};
    for (std::size_t i = 0; i < t.size(); ++i) {
      float root = static_cast<float>(i) / 2048.0f;
      t[i] = encoded_of(root * root);
    }
    return t;
  }();
  float at = std::sqrt(glm::clamp(l, 0.0f, 1.0f)) * 2048.0f;
  auto i = std::min(static_cast<std::size_t>(at), std::size_t{2047});
  return mixed(table[i], table[i + 1], at - static_cast<float>(i));
}

template <class Get>
auto bilinear(vec2 pixel, Get get) {
  pixel = pixel - 0.5f;
  vec2 base = glm::floor(pixel);
  vec2 t = pixel - base;
  int x = static_cast<int>(base.x), y = static_cast<int>(base.y);
  return mixed(mixed(get(x, y), get(x + 1, y), t.x), mixed(get(x, y + 1), get(x + 1, y + 1), t.x), t.y);
}

// A running mean along rows; called twice with exchanged axes.
Picture box_blurred_transposed(const Picture& in, int radius) {
  Picture out(in.height(), in.width());
  float scale = 1.0f / static_cast<float>(2 * radius + 1);
  for (int y = 0; y < in.height(); ++y) {
    vec3 sum(0);
    for (int x = -radius; x <= radius; ++x) sum += in.near(x, y);
    for (int x = 0; x < in.width(); ++x) {
      out.at(y, x) = sum * scale;
      sum += in.near(x + radius + 1, y) - in.near(x - radius, y);
    }
  }
  return out;
}

Error encode_error() {
  Error error{.id = "content.encode", .what = std::string("the picture could not be encoded: ") + vips_error_buffer()};
  vips_error_clear();
  return error;
}

void start_vips() {
  static std::once_flag once;
  std::call_once(once, [] { VIPS_INIT("enfilade"); });
}

// One row of a picture whose first pixel lies at `at` in the whole, as sRGB bytes.
void encode_row(const Picture& picture, int y, ivec2 at, std::uint8_t* out) {
  for (int x = 0; x < picture.width(); ++x) {
    float dither = hash_unit(x + at.x, y + at.y, 77) - 0.5f;  // less than a step: no bands in skies
    for (int c = 0; c < 3; ++c) {
      float v = encoded_quickly(picture.at(x, y)[c]) * 255.0f + 0.5f + dither * 0.9f;
      *out++ = static_cast<std::uint8_t>(glm::clamp(v, 0.0f, 255.0f));
    }
  }
}

// Encodes sRGB bytes, three a pixel; `save` is given the image and where to put the file, and returns 0 if it did.
template <class Save>
Result<std::vector<std::byte>> encoded(std::span<const std::uint8_t> rgb, int width, int height, double width_mm, Save save) {
  start_vips();
  VipsImage* raw = vips_image_new_from_memory(rgb.data(), rgb.size(), width, height, 3, VIPS_FORMAT_UCHAR);
  if (!raw) return fail(encode_error());
  VipsImage* image = nullptr;
  double dots_per_mm = static_cast<double>(width) / width_mm;
  int failed = vips_copy(raw, &image, "interpretation", VIPS_INTERPRETATION_sRGB, "xres", dots_per_mm, "yres", dots_per_mm,
                         nullptr);
  g_object_unref(raw);
  if (failed) return fail(encode_error());

  void* buffer = nullptr;
  std::size_t size = 0;
  failed = save(image, &buffer, &size);
  g_object_unref(image);
  if (failed) return fail(encode_error());
  auto* first = static_cast<const std::byte*>(buffer);
  std::vector<std::byte> result(first, first + size);
  g_free(buffer);
  return result;
}

}  // namespace

vec3 linear_from_encoded(vec3 e) { return {linear_of(e.x), linear_of(e.y), linear_of(e.z)}; }
vec3 encoded_from_linear(vec3 l) { return {encoded_of(l.x), encoded_of(l.y), encoded_of(l.z)}; }

vec3 srgb(std::uint32_t hex) {
  return linear_from_encoded(vec3((hex >> 16) & 255u, (hex >> 8) & 255u, hex & 255u) / 255.0f);
}

vec3 Picture::sample(vec2 pixel) const {
  return bilinear(pixel, [&](int x, int y) { return near(x, y); });
}

float Field::sample(vec2 pixel) const {
  return bilinear(pixel, [&](int x, int y) { return near(x, y); });
}

Picture blurred(const Picture& picture, int radius) {
  if (radius < 1) return picture;
  Picture p = picture;
  for (int pass = 0; pass < 3; ++pass) p = box_blurred_transposed(box_blurred_transposed(p, radius), radius);
  return p;
}

Picture resized(const Picture& picture, int width, int height) {
  Picture out(width, height);
  vec2 step(static_cast<float>(picture.width()) / static_cast<float>(width),
            static_cast<float>(picture.height()) / static_cast<float>(height));
  int taps_x = std::max(1, static_cast<int>(std::ceil(step.x))), taps_y = std::max(1, static_cast<int>(std::ceil(step.y)));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      vec3 sum(0);
      for (int j = 0; j < taps_y; ++j)
        for (int i = 0; i < taps_x; ++i)
          sum += picture.sample(vec2(static_cast<float>(x) + (static_cast<float>(i) + 0.5f) / static_cast<float>(taps_x),
                                     static_cast<float>(y) + (static_cast<float>(j) + 0.5f) / static_cast<float>(taps_y)) *
                                step);
      out.at(x, y) = sum / static_cast<float>(taps_x * taps_y);
    }
  return out;
}

Picture painted(const VastPicture& vast) {
  Picture whole(vast.width, vast.height);
  vast.paint(whole, ivec2(0));
  return whole;
}

Result<std::vector<std::byte>> encode_vast(const VastPicture& vast, double width_mm) {
  start_vips();
  VipsImage* image = vips_image_new();
  double dots_per_mm = vast.width / width_mm;
  vips_image_init_fields(image, vast.width, vast.height, 3, VIPS_FORMAT_UCHAR, VIPS_CODING_NONE, VIPS_INTERPRETATION_sRGB, dots_per_mm, dots_per_mm);
  auto paint_region = [](VipsRegion* region, void*, void* a, void*, gboolean*) {
    const VipsRect& r = region->valid;
    Picture part(r.width, r.height);
    static_cast<const VastPicture*>(a)->paint(part, ivec2(r.left, r.top));
    for (int y = 0; y < r.height; ++y) encode_row(part, y, ivec2(r.left, r.top), VIPS_REGION_ADDR(region, r.left, r.top + y));
    return 0;
  };
  void* buffer = nullptr;
  std::size_t size = 0;
  int failed = vips_image_pipelinev(image, VIPS_DEMAND_STYLE_FATSTRIP, nullptr);
  if (!failed)
    failed = vips_image_generate(image, nullptr, paint_region, nullptr, const_cast<VastPicture*>(&vast), nullptr);
  if (!failed) failed = vips_jpegsave_buffer(image, &buffer, &size, "Q", 90, "profile", "srgb", nullptr);
  g_object_unref(image);
  if (failed) return fail(encode_error());
  auto* first = static_cast<const std::byte*>(buffer);
  std::vector<std::byte> result(first, first + size);
  g_free(buffer);
  return result;
}

Result<std::vector<std::byte>> encode_picture(const Picture& picture, PictureFormat format, double width_mm) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(picture.width()) * static_cast<std::size_t>(picture.height()) * 3);
  for (int y = 0; y < picture.height(); ++y)
    encode_row(picture, y, ivec2(0), bytes.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width()) * 3);

  return encoded(bytes, picture.width(), picture.height(), width_mm, [&](VipsImage* image, void** buffer, std::size_t* size) {
    switch (format) {
      case PictureFormat::png:
        return vips_pngsave_buffer(image, buffer, size, "compression", 3, "profile", "srgb", nullptr);
      case PictureFormat::jpeg:
        return vips_jpegsave_buffer(image, buffer, size, "Q", 93, "profile", "srgb", nullptr);
      case PictureFormat::tiff:
        return vips_tiffsave_buffer(image, buffer, size, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_LZW, "predictor",
                                    VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL, "profile", "srgb", nullptr);
    }
    return 1;
  });
}

Result<std::vector<std::byte>> encode_photograph(std::span<const std::uint8_t> rgb, int width, int height, double width_mm) {
  return encoded(rgb, width, height, width_mm, [](VipsImage* image, void** buffer, std::size_t* size) {
    return vips_jpegsave_buffer(image, buffer, size, "Q", 90, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON, "profile", "srgb", nullptr);
  });
}

}  // namespace enf
