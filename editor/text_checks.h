// Owns: what is amiss with the exhibition's words: languages without a text, labels and wall texts that do not fit,
//   letters that no font has.
// Must not know: widgets.
// Called by: the sheet of texts, main thread; a letter is looked for once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/exhibition/document.h"
#include "engine/text/layout.h"

namespace enf::editor {

// A text of a record in all languages, with what it is called in the operators that write it.
struct TextField {
  std::string_view name;     // "title", as work.write and wall-text.write take it
  std::string_view heading;  // a message to translate
  bool has_lines = false;    // paragraphs rather than a line
  const LocalizedText* text = nullptr;
};
std::vector<TextField> fields_of(const Work& work);
std::vector<TextField> fields_of(const WallText& text);

// Of these languages, those in which a field has no words although it has some in another.
std::vector<std::string> missing_in(const LocalizedText& text, const std::vector<std::string>& languages);

// How high a plate or a wall text must be in one language, and how high it may be.
struct TextFit {
  double needs_mm = 0, may_mm = 0;
  bool fits() const { return needs_mm <= may_mm; }
};
// As visitors see it who chose this language; a label that prints languages of its own is the same for all of them.
TextFit fit_of(const Document& document, const Label& label, const std::string& language);
// A wall text may reach from the floor to the wall's top.
TextFit fit_of(const Document& document, const WallText& text, const std::string& language);

// All that is amiss with one work's or wall text's words.
struct TextMarks {
  std::set<std::string> missing;    // languages; all of them where there is not a word
  std::set<std::string> too_large;  // languages
  std::u32string unknown;           // letters
  bool all_well() const { return missing.empty() && too_large.empty() && unknown.empty(); }
};

class TextChecks {
 public:
  // The letters of the text that no font has. Errors are told as none: texts are then drawn as blanks anyway.
  std::u32string unknown_letters(const std::string& text, const std::string& language, FontRole role);
  TextMarks marks_of(const Document& document, const Work& work, const Label* label);
  TextMarks marks_of(const Document& document, const WallText& text);

 private:
  void look_at(const std::vector<TextField>& fields, const Document& document, TextMarks& marks);
  std::optional<Typesetter> typesetter_;
  bool is_tried_ = false;
  // Letters, each with the marks set upon it, and which of them no font has.
  using Known = std::map<std::u32string, std::u32string>;
  std::map<std::pair<FontRole, std::string>, Known> known_;  // by role and language
};

}  // namespace enf::editor
