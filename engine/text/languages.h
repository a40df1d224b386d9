// Owns: which fonts set which language, how languages name themselves, and which language stands in for a missing one.
// Must not know: what is written in them.
// Called by: everyone, on any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace enf {

enum class FontRole { serif, sans };  // serif: titles and wall texts; sans: everything else

// A font family that texts may use, and the Debian package that brings it.
struct PinnedFamily {
  std::string_view family;
  std::string_view package;
};
std::span<const PinnedFamily> pinned_families();

// The families for a language in the order they are asked for a character, as a comma-separated list. EB Garamond
// lacks the Uzbek Cyrillic letters, so that uz-Cyrl is set in one face throughout instead of a patchwork.
std::string_view families(FontRole role, std::string_view language);

// The language's name in itself ("Azərbaycanca"); the tag if we don't know it.
std::string_view native_name(std::string_view language);

// The tags to try for a reader of `language`, the language itself first: for a reader of Uzbek Latin also Uzbek Cyrillic,
// Russian, English. Every chain ends in "en".
std::vector<std::string> fallback_chain(std::string_view language);

}  // namespace enf
