// Owns: the labels' words, one table a room.
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

}  // namespace enf
