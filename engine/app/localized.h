// Owns: choosing among a record's languages for a reader, and writing sizes his way.
// Must not know: where the words are shown.
// Called by: the visitor's interface; any thread.
#pragma once

#include <string>
#include <string_view>

#include "engine/exhibition/records.h"

namespace enf {

// A text and the language it is in. Both empty if there is none at all.
struct ChosenText {
  std::string language, text;
  friend bool operator==(const ChosenText&, const ChosenText&) = default;
};

// The text in the reader's language, else in the nearest of its fallback chain, else in whatever language there is.
ChosenText choose(const LocalizedText& text, std::string_view language);

// "120.5 × 85" or "120,5 × 85": the work's height, width and (three-dimensional works) depth in centimetres with at most
// one decimal, with the language's decimal mark. Empty if no size is known.
std::string size_in_cm(const Work& work, std::string_view language);

}  // namespace enf
