#include "content/drawing.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cstdint>
#include <mutex>

namespace enf {
namespace {

// Fontconfig's start-up and Pango's default font map are safe a thread; the first use is not worth the doubt.
std::mutex writing_mutex;

cairo_surface_t* drawn_surface(int pixels_x, int pixels_y, float width, const std::function<void(cairo_t*)>& draw) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels_x, pixels_y);
  cairo_t* cr = cairo_create(surface);
  double scale = pixels_x / static_cast<double>(width);
  cairo_scale(cr, scale, scale);
  draw(cr);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  return surface;
}

template <class Visit>
void visit_pixels(cairo_surface_t* surface, Visit visit) {
  const unsigned char* data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < cairo_image_surface_get_height(surface); ++y) {
    auto* row = reinterpret_cast<const std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < cairo_image_surface_get_width(surface); ++x) visit(x, y, row[x]);
  }
}

}  // namespace

void draw_over(Picture& picture, float width, const std::function<void(cairo_t*)>& draw) {
  cairo_surface_t* surface = drawn_surface(picture.width(), picture.height(), width, draw);
  visit_pixels(surface, [&](int x, int y, std::uint32_t argb) {
    std::uint32_t alpha = argb >> 24;
    if (alpha == 0) return;
    float a = static_cast<float>(alpha) / 255.0f;
    vec3 encoded = vec3((argb >> 16) & 255u, (argb >> 8) & 255u, argb & 255u) / (255.0f * a);
    picture.at(x, y) = mixed(picture.at(x, y), linear_from_encoded(glm::min(encoded, vec3(1))), a);
  });
  cairo_surface_destroy(surface);
}

Field drawn_mask(int pixels_x, int pixels_y, float width, const std::function<void(cairo_t*)>& draw) {
  Field mask(pixels_x, pixels_y);
  cairo_surface_t* surface = drawn_surface(pixels_x, pixels_y, width, draw);
  visit_pixels(surface, [&](int x, int y, std::uint32_t argb) { mask.at(x, y) = static_cast<float>(argb >> 24) / 255.0f; });
  cairo_surface_destroy(surface);
  return mask;
}

void set_colour(cairo_t* cr, std::uint32_t hex, double alpha) {
  cairo_set_source_rgba(cr, ((hex >> 16) & 255u) / 255.0, ((hex >> 8) & 255u) / 255.0, (hex & 255u) / 255.0, alpha);
}

void writing_path(cairo_t* cr, const std::string& text, const char* font, double width, double height, double x, double y) {
  std::lock_guard lock(writing_mutex);
  PangoLayout* layout = pango_cairo_create_layout(cr);
  PangoFontDescription* description = pango_font_description_from_string(font);
  pango_font_description_set_absolute_size(description, 64.0 * PANGO_SCALE);
  pango_layout_set_font_description(layout, description);
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
  PangoRectangle ink;
  pango_layout_get_extents(layout, &ink, nullptr);
  double unit = 1.0 / PANGO_SCALE, scale = std::min(width / (ink.width * unit), height / (ink.height * unit));
  cairo_save(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, scale, scale);
  cairo_translate(cr, -(ink.x + ink.width / 2.0) * unit, -(ink.y + ink.height / 2.0) * unit);
  cairo_move_to(cr, 0, 0);
  pango_cairo_layout_path(cr, layout);
  cairo_restore(cr);
  pango_font_description_free(description);
  g_object_unref(layout);
}

}  // namespace enf
