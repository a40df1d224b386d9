#include "editor/text_checks.h"

#include <algorithm>
#include <iterator>

#include "editor/operators/tr.h"
#include "engine/exhibition/hanging.h"
#include "engine/text/label.h"

namespace enf::editor {

namespace {

// The text's different letters, each with the marks that are set upon it; no line breaks.
std::vector<std::u32string> letters_of(const std::string& text) {
  std::vector<std::u32string> letters;
  for (std::size_t i = 0; i < text.size();) {
    auto bits = [&](unsigned mask) { return static_cast<unsigned char>(text[i]) & mask; };
    const unsigned first = bits(0xFF);
    char32_t c = first & (first < 0x80 ? 0x7Fu : first < 0xE0 ? 0x1Fu : first < 0xF0 ? 0x0Fu : 0x07u);
    for (++i; i < text.size() && bits(0xC0) == 0x80; ++i) c = c << 6 | bits(0x3F);
    if (c == U'\n') continue;
    const bool is_mark = c >= 0x300 && c <= 0x36F;
    if (is_mark && !letters.empty())
      letters.back() += c;
    else
      letters.push_back({c});
  }
  std::ranges::sort(letters);
  letters.erase(std::ranges::unique(letters).begin(), letters.end());
  return letters;
}

std::string in(const LocalizedText& text, const std::string& language) {
  auto found = text.find(language);
  return found == text.end() ? std::string() : found->second;
}

}  // namespace

std::vector<TextField> fields_of(const Work& work) {
  return {{"title", tr("Title"), false, &work.title},
          {"maker", tr("Maker"), false, &work.maker},
          {"date", tr("Date"), false, &work.date},
          {"materials", tr("Materials"), false, &work.materials},
          {"description", tr("Description"), true, &work.description},
          {"credit", tr("Credit line"), false, &work.credit_line}};
}

std::vector<TextField> fields_of(const WallText& text) {
  return {{"title", tr("Title"), false, &text.title}, {"body", tr("Text"), true, &text.body}};
}

std::vector<std::string> missing_in(const LocalizedText& text, const std::vector<std::string>& languages) {
  std::vector<std::string> missing;
  if (text.empty()) return missing;
  for (const std::string& language : languages)
    if (in(text, language).empty()) missing.push_back(language);
  return missing;
}

TextFit fit_of(const Document& document, const Label& label, const std::string& language) {
  const LabelTemplate look = document.exhibition->labels.value_or(LabelTemplate{});
  TextFit fit{0, look.greatest_height_mm};
  const Placement* placement = document.find(label.placement);
  const Work* work = placement ? document.find(placement->work) : nullptr;
  if (!work) return fit;
  LabelPlate plate{.accession_number = work->accession_number, .width_mm = label.width_mm};
  const std::vector<std::string> printed = label.languages.empty() ? std::vector{language} : label.languages;
  for (const std::string& one : printed)
    plate.languages.push_back({.language = one,
                               .title = in(work->title, one),
                               .maker = in(work->maker, one),
                               .date = in(work->date, one),
                               .materials = in(work->materials, one),
                               .description = in(work->description, one),
                               .credit_line = in(work->credit_line, one)});
  fit.needs_mm = label_height_mm(plate);
  return fit;
}

TextFit fit_of(const Document& document, const WallText& text, const std::string& language) {
  const Room& room = *document.find(text.room);
  WallPlate plate{.languages = {{language, in(text.title, language), in(text.body, language)}},
                  .width_mm = text.width_m * 1000};
  const double top_m = std::min(wall_frame(room, text.wall).height_m, room.ceiling_height_m);
  return {wall_text_height_mm(plate),
          2000 * std::max(0.0, std::min(text.centre_height_m, top_m - text.centre_height_m))};
}

std::u32string TextChecks::unknown_letters(const std::string& text, const std::string& language, FontRole role) {
  Known& known = known_[{role, language}];
  const std::vector<std::u32string> letters = letters_of(text);
  auto is_new = [&](const std::u32string& letter) { return !known.contains(letter); };
  if (std::ranges::any_of(letters, is_new)) {
    if (!std::exchange(is_tried_, true))
      if (Result<Typesetter> opened = Typesetter::open()) typesetter_.emplace(std::move(*opened));
    const std::u32string missing = typesetter_ ? typesetter_->missing_glyphs(text, language, role) : std::u32string();
    for (const std::u32string& letter : letters)
      if (auto [found, is_first] = known.try_emplace(letter); is_first)
        std::ranges::copy_if(letter, std::back_inserter(found->second),
                             [&](char32_t c) { return missing.find(c) != missing.npos; });
  }
  std::u32string unknown;
  for (const std::u32string& letter : letters)
    for (char32_t c : known.at(letter))
      if (unknown.find(c) == unknown.npos) unknown += c;
  return unknown;
}

void TextChecks::look_at(const std::vector<TextField>& fields, const Document& document, TextMarks& marks) {
  // Not a word in any language, as a text panel just set up, is no text that is complete.
  if (std::ranges::all_of(fields, [](const TextField& field) { return field.text->empty(); }))
    marks.missing.insert(document.exhibition->languages.begin(), document.exhibition->languages.end());
  for (const TextField& field : fields) {
    for (std::string& language : missing_in(*field.text, document.exhibition->languages))
      marks.missing.insert(std::move(language));
    for (const auto& [language, text] : *field.text)
      for (char32_t letter : unknown_letters(text, language, field.name == "title" ? FontRole::serif : FontRole::sans))
        if (marks.unknown.find(letter) == marks.unknown.npos) marks.unknown += letter;
  }
}

TextMarks TextChecks::marks_of(const Document& document, const Work& work, const Label* label) {
  TextMarks marks;
  look_at(fields_of(work), document, marks);
  if (label)
    for (const std::string& language : document.exhibition->languages)
      if (!fit_of(document, *label, language).fits()) marks.too_large.insert(language);
  return marks;
}

TextMarks TextChecks::marks_of(const Document& document, const WallText& text) {
  TextMarks marks;
  look_at(fields_of(text), document, marks);
  for (const std::string& language : document.exhibition->languages)
    if (!fit_of(document, text, language).fits()) marks.too_large.insert(language);
  return marks;
}

}  // namespace enf::editor
