// Owns: a picture in linear light, its colours, and how it becomes a PNG, JPEG or TIFF file.
// Must not know: what is pictured.
// Called by: the generators, each on one thread with pictures of its own.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/geometry/math.h"

namespace enf {

// The linear colour of an sRGB value written as 0xrrggbb (IEC 61966-2-1).
vec3 srgb(std::uint32_t hex);
// The sRGB-encoded colour of a linear one, clamped to [0, 1], and back.
vec3 encoded_from_linear(vec3 linear);
vec3 linear_from_encoded(vec3 encoded);

inline float luminance(vec3 linear) { return glm::dot(linear, vec3(0.2126f, 0.7152f, 0.0722f)); }
// 0 below `low`, 1 above `high`, smooth between; low > high turns it round.
inline float ramp(float low, float high, float x) {
  float t = glm::clamp((x - low) / (high - low), 0.0f, 1.0f);
  return t * t * (3 - 2 * t);
}
inline vec3 mixed(vec3 a, vec3 b, float t) { return a + (b - a) * t; }
inline float mixed(float a, float b, float t) { return a + (b - a) * t; }

// Rows from the top, colours linear and within [0, 1] when it is written.
class Picture {
 public:
  Picture() = default;
  Picture(int width, int height, vec3 colour = vec3(0))
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), colour) {}

  int width() const { return width_; }
  int height() const { return height_; }
  bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
  vec3& at(int x, int y) { return pixels_[index(x, y)]; }
  const vec3& at(int x, int y) const { return pixels_[index(x, y)]; }
  // The pixel nearest to (x, y), edges repeated.
  const vec3& near(int x, int y) const { return at(glm::clamp(x, 0, width_ - 1), glm::clamp(y, 0, height_ - 1)); }
  // Bilinear between pixel middles; (0.5, 0.5) is the middle of the first pixel. Edges are repeated.
  vec3 sample(vec2 pixel) const;

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }
  int width_ = 0, height_ = 0;
  std::vector<vec3> pixels_;
};

// One number a pixel: heights, masks, distances.
class Field {
 public:
  Field() = default;
  Field(int width, int height, float value = 0)
      : width_(width),
        height_(height),
        values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value) {}
  int width() const { return width_; }
  int height() const { return height_; }
  float& at(int x, int y) { return values_[index(x, y)]; }
  float at(int x, int y) const { return values_[index(x, y)]; }
  float near(int x, int y) const { return at(glm::clamp(x, 0, width_ - 1), glm::clamp(y, 0, height_ - 1)); }
  float sample(vec2 pixel) const;

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }
  int width_ = 0, height_ = 0;
  std::vector<float> values_;
};

// Blur by three box filters of this radius in pixels each way (close to a Gaussian).
Picture blurred(const Picture& picture, int radius);
// The picture at another size, by averaging (smaller) or bilinear sampling (larger).
Picture resized(const Picture& picture, int width, int height);

enum class PictureFormat { png, jpeg, tiff };

// The picture as a file's bytes, 8 bits an sRGB channel with the profile embedded, and a resolution tag that makes it
// `width_mm` wide. Error: content.encode.
Result<std::vector<std::byte>> encode_picture(const Picture& picture, PictureFormat format, double width_mm);

// A picture too large to hold: `paint` fills any part of it, whose upper left pixel is `at`. It is a pure function of the
// place and called from several threads.
struct VastPicture {
  int width = 0, height = 0;
  std::function<void(Picture& part, ivec2 at)> paint;
};
// The whole of it, for small ones.
Picture painted(const VastPicture& vast);
// A JPEG file's bytes, as encode_picture; the picture is painted strip by strip while it is written.
Result<std::vector<std::byte>> encode_vast(const VastPicture& vast, double width_mm);

// The same for bytes that are sRGB already, three a pixel, as a photographer's JPEG: quality 90, half the colour
// detail.
Result<std::vector<std::byte>> encode_photograph(std::span<const std::uint8_t> rgb, int width, int height,
                                                 double width_mm);

}  // namespace enf
