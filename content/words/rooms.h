// Owns: the labels' words, one table a theme, and the phrases they share.
// Must not know: where anything hangs.
// Called by: words.cpp.
#pragma once

#include <map>
#include <string_view>

#include "content/words/words.h"

namespace enf {

using WordTable = std::map<std::string_view, WorkWords>;
const WordTable& light_room_words();
const WordTable& fire_room_words();
const WordTable& thread_room_words();
const WordTable& carpet_words();
const WordTable& cloth_words();
const WordTable& paper_words();
const WordTable& picture_words();
const WordTable& clay_words();
const WordTable& craft_words();

// "Enfilade workshop, after ...".
LocalizedText after(std::string_view az, std::string_view uz, std::string_view ru, std::string_view en);
// "Computed study, ...".
LocalizedText study(std::string_view az, std::string_view uz, std::string_view ru, std::string_view en);

}  // namespace enf
