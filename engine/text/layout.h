// Owns: setting text with Pango into bitmaps: shaping, direction, line breaking, fonts pinned by family.
// Must not know: what the words mean, what a label is, GPUs.
// Called by: whoever needs text as pixels. A Typesetter is used by one thread at a time; several may exist.
//
// Lengths are in the block's own units: millimetres for labels, design pixels for the interface. `texels_per_unit` says
// how many texels one unit becomes. The same block gives the same bytes everywhere the same fonts are installed: grey
// antialiasing, no hinting, no subpixel order, fractional positions, and no other font than the pinned ones.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/text/languages.h"

namespace enf {

// sRGB with straight alpha.
using TextColour = std::array<std::uint8_t, 4>;

enum class TextAlign { start, centre, end };  // start is left, or right in a paragraph that runs from right to left

struct TextStyle {
  FontRole role = FontRole::sans;
  double size = 16;     // of the em, in units; 1 pt = 0.3528 mm
  int weight = 400;     // 400 regular, 500 medium, 600 semibold, 700 bold
  bool italic = false;  // faces without an italic (Georgian, Arabic) stay upright
  TextColour colour{20, 20, 20, 255};
  std::string language = "en";  // BCP 47: chooses fonts and the language's own shapes of letters
};

struct TextRun {
  std::string text;  // UTF-8; invalid bytes become U+FFFD
  TextStyle style;
};

struct Paragraph {
  std::vector<TextRun> runs;
  TextAlign align = TextAlign::start;
  double line_height = 1.35;  // baseline to baseline, in ems of the first run
  double space_before = 0;    // units; not above the first paragraph
};

struct TextBlock {
  std::vector<Paragraph> paragraphs;
  double width = 400;            // lines are broken at this width, units
  double margin = 0;             // around all, units; the bitmap is wider by twice this
  double texels_per_unit = 1;
  TextColour background{255, 255, 255, 0};
  bool shrink_to_fit = false;    // make the bitmap only as wide as the longest line
};

// RGBA8, sRGB, straight alpha, first row on top. Texels that are all but transparent carry the first run's colour, so that
// filtering draws no dark seams.
struct TextBitmap {
  std::uint32_t width = 0, height = 0;  // texels
  double width_units = 0, height_units = 0;
  std::vector<std::uint8_t> rgba;
};

class Typesetter {
 public:
  // Error: text.font_missing (names the family and its Debian package).
  static Result<Typesetter> open();
  Typesetter(Typesetter&&) noexcept;
  Typesetter& operator=(Typesetter&&) noexcept;
  ~Typesetter();

  // Errors: text.too_large (a side above 16,384 texels), text.nothing (width or density not above zero).
  Result<TextBitmap> set(const TextBlock& block);

  // Size the block would have, in units, without drawing it.
  struct Size {
    double width = 0, height = 0;
  };
  Size measure(const TextBlock& block);

  // The characters of `text` that no pinned font can show in this role and language, each once, in order.
  std::u32string missing_glyphs(std::string_view text, std::string_view language, FontRole role = FontRole::sans);

 private:
  struct State;
  explicit Typesetter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace enf
