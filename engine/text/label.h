// Owns: how a museum label and a wall text are composed: what stands where, in which face and size.
// Must not know: the exhibition's records; words arrive as plain strings.
// Called by: whoever paints label plates and wall texts, with a Typesetter of its own thread.
#pragma once

#include <string>
#include <vector>

#include "engine/text/layout.h"

namespace enf {

// A work in one language. Empty fields leave no gap.
struct LabelWords {
  std::string language;
  std::string title, maker, date, materials, description, credit_line;
};

// A label plate. Type sizes follow museum practice: 24 pt for what must be read (Canadian Museum for Human Rights), 18
// pt for credits; the plate's height follows from its words.
struct LabelPlate {
  std::vector<LabelWords> languages;  // in printed order; the first is set largest
  std::string accession_number;
  double width_mm = 180;
  double texels_per_mm = 3;
  TextColour paper{236, 234, 229, 255};
  TextColour ink{28, 27, 26, 255};
};

// The height such a plate is cut to, mm: enough for the words at usual widths of letters, rounded up to whole
// centimetres as plates are made. Cheap: nothing is set.
double label_height_mm(const LabelPlate& plate);

// The plate as cut: paper all over, the text from the top, set smaller where it would not fit.
Result<TextBitmap> set_label_to_fit(Typesetter& typesetter, const LabelPlate& plate, double height_mm);

// Up to two languages are set in full. With more, each has its title, maker, date and materials, and the descriptions
// are left to the visitor's panel: a plate with four essays is read by nobody. The credit line stands once, in the
// first language that has one. Units of the bitmap are millimetres. Errors: those of Typesetter::set.
Result<TextBitmap> set_label(Typesetter& typesetter, const LabelPlate& plate);

// A wall text in one language.
struct WallWords {
  std::string language;
  std::string title, body;  // the body's paragraphs are separated by newlines
};

// Text set directly on a wall, without a plate (transparent around the letters). The body's size follows from the
// width: about 50 characters a line, which at a metre's width is legible from 2 m (x-height 19 mm). Several languages
// stand one below the other.
struct WallPlate {
  std::vector<WallWords> languages;
  double width_mm = 1000;
  double texels_per_mm = 1.5;
  TextColour ink{40, 38, 36, 255};
};

Result<TextBitmap> set_wall_text(Typesetter& typesetter, const WallPlate& plate);

// About the height it takes, mm, in whole centimetres. Cheap: nothing is set.
double wall_text_height_mm(const WallPlate& plate);

}  // namespace enf
