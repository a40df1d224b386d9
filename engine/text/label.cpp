#include "engine/text/label.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace enf {
namespace {

constexpr double mm_from_points(double points) { return points * 25.4 / 72; }

// Sizes in points, gaps and margins in millimetres.
constexpr double title_pt = 32, second_title_pt = 28, text_pt = 24, credit_pt = 18;
constexpr double margin_mm = 12, between_lines_mm = 1.5, before_description_mm = 4, between_languages_mm = 8;

TextColour quieter(TextColour ink) {
  // Two fifths of the way to mid grey: still above 7:1 on white paper.
  for (std::size_t i = 0; i < 3; ++i) ink[i] = static_cast<std::uint8_t>(ink[i] + (110 - ink[i]) * 2 / 5);
  return ink;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// Adds a paragraph of one style, if there is a text.
void add(TextBlock& block, const std::string& text, const TextStyle& style, double space_before,
         double line_height = 1.3) {
  if (text.empty()) return;
  block.paragraphs.push_back({.runs = {{text, style}}, .line_height = line_height, .space_before = space_before});
}

std::string joined(const std::string& a, const std::string& b, const std::string& between) {
  return a.empty() ? b : b.empty() ? a : a + between + b;
}

}  // namespace

static TextBlock label_block(const LabelPlate& plate) {
  TextBlock block{.width = plate.width_mm - 2 * margin_mm,
                  .margin = margin_mm,
                  .texels_per_unit = plate.texels_per_mm,
                  .background = plate.paper};
  bool in_full = plate.languages.size() <= 2;
  std::string credit, credit_language = "en";
  for (const LabelWords& words : plate.languages) {
    bool first = &words == &plate.languages.front();
    TextStyle title{.role = FontRole::serif,
                    .size = mm_from_points(first ? title_pt : second_title_pt),
                    .colour = plate.ink,
                    .language = words.language};
    TextStyle text{.size = mm_from_points(text_pt), .colour = plate.ink, .language = words.language};
    TextStyle quiet = text;
    quiet.colour = quieter(plate.ink);
    add(block, words.title, title, first ? 0 : between_languages_mm, 1.15);
    add(block, joined(words.maker, words.date, ", "), text, between_lines_mm);
    add(block, words.materials, quiet, words.title.empty() ? between_languages_mm : 0);
    if (in_full) {
      double space = before_description_mm;
      for (const std::string& line : lines_of(words.description)) {
        add(block, line, text, space, 1.4);
        space = between_lines_mm;
      }
    }
    if (credit.empty() && !words.credit_line.empty()) credit = words.credit_line, credit_language = words.language;
  }
  TextStyle small{.size = mm_from_points(credit_pt), .colour = quieter(plate.ink), .language = credit_language};
  add(block, joined(plate.accession_number, credit, " · "), small, between_languages_mm);
  return block;
}

Result<TextBitmap> set_label(Typesetter& typesetter, const LabelPlate& plate) {
  return typesetter.set(label_block(plate));
}

// What a block will need, by its letters' usual widths.
static double estimated_height(const TextBlock& block) {
  double height = 2 * block.margin;
  for (const Paragraph& paragraph : block.paragraphs) {
    const TextRun& run = paragraph.runs.front();
    // Letters of our faces are about half as wide as their size (Cyrillic a little wider); lines break at words, so one
    // in ten is lost.
    auto letters = static_cast<double>(std::ranges::count_if(run.text, [](char c) { return (c & 0xC0) != 0x80; }));
    bool wide = static_cast<double>(run.text.size()) > letters * 1.4;
    double lines = std::ceil(letters * run.style.size * (wide ? 0.58 : 0.52) * 1.1 / block.width);
    bool first = &paragraph == &block.paragraphs.front();
    height += (first ? 0 : paragraph.space_before) + lines * run.style.size * paragraph.line_height;
  }
  return std::ceil(height / 10) * 10;
}

double label_height_mm(const LabelPlate& plate) { return estimated_height(label_block(plate)); }

Result<TextBitmap> set_label_to_fit(Typesetter& typesetter, const LabelPlate& plate, double height_mm) {
  // A plate that is wider by so much, shown at the plate's own width, has smaller letters.
  for (double smaller : {1.0, 1.12, 1.25, 1.4, 1.6, 2.0}) {
    LabelPlate larger = plate;
    larger.width_mm *= smaller, larger.texels_per_mm /= smaller;
    Result<TextBitmap> set = set_label(typesetter, larger);
    if (!set) return set;
    auto rows = static_cast<std::uint32_t>(std::lround(height_mm * plate.texels_per_mm));
    if (set->height > rows && smaller < 2) continue;
    TextBitmap& bitmap = *set;
    bitmap.rgba.resize(std::size_t{4} * bitmap.width * rows);
    for (std::size_t i = std::size_t{4} * bitmap.width * std::min(bitmap.height, rows); i < bitmap.rgba.size(); i += 4)
      std::ranges::copy(plate.paper, bitmap.rgba.begin() + static_cast<std::ptrdiff_t>(i));
    bitmap.height = rows;
    bitmap.width_units = plate.width_mm, bitmap.height_units = height_mm;
    return set;
  }
  std::unreachable();
}

static TextBlock wall_block(const WallPlate& plate) {
  // 28 ems a line are about 52 characters of Inter or EB Garamond.
  double size = std::clamp(plate.width_mm / 28, mm_from_points(text_pt), 44.0);
  // The margin holds the dots and tails that reach out of the first and the last line.
  double margin = size * 0.4;
  TextBlock block{.width = plate.width_mm - 2 * margin, .margin = margin, .texels_per_unit = plate.texels_per_mm};
  for (const WallWords& words : plate.languages) {
    TextStyle title{.role = FontRole::serif, .size = size * 2.4, .colour = plate.ink, .language = words.language};
    TextStyle body{.size = size, .colour = plate.ink, .language = words.language};
    add(block, words.title, title, size * 2.4, 1.1);
    double space = words.title.empty() ? size * 2.4 : size;
    for (const std::string& line : lines_of(words.body)) {
      add(block, line, body, space, 1.45);
      space = size * 0.6;
    }
  }
  return block;
}

Result<TextBitmap> set_wall_text(Typesetter& typesetter, const WallPlate& plate) {
  return typesetter.set(wall_block(plate));
}

double wall_text_height_mm(const WallPlate& plate) { return estimated_height(wall_block(plate)); }

}  // namespace enf
