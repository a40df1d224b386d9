// Owns: drawing with lines and fills (Cairo) onto a Picture, and lines of writing (Pango).
// Must not know: what is drawn.
// Called by: the generators that draw rather than weave; each drawing on one thread.
#pragma once

#include <cairo.h>

#include <functional>
#include <string>

#include "content/picture.h"

namespace enf {

// Calls `draw` with a transparent Cairo context whose unit is one `width`-th of the picture's width, and lays the result
// over the picture.
void draw_over(Picture& picture, float width, const std::function<void(cairo_t*)>& draw);
// What `draw` covers, 0 to 1, whatever its colour.
Field drawn_mask(int pixels_x, int pixels_y, float width, const std::function<void(cairo_t*)>& draw);

void set_colour(cairo_t* cr, std::uint32_t hex, double alpha = 1);

// The line's outline as the current path, set right to left if its letters ask for it: its middle at (x, y), as large as
// fits into `width` by `height` units. `font` is a Pango description without size, such as "Noto Nastaliq Urdu".
void writing_path(cairo_t* cr, const std::string& text, const char* font, double width, double height, double x, double y);

}  // namespace enf
