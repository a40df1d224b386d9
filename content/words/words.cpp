#include "content/words/words.h"

#include <cassert>

#include "content/words/rooms.h"

namespace enf {

WorkWords words_of(std::string_view work) {
  for (auto table : {&light_room_words, &fire_room_words, &thread_room_words})
    for (const auto& [id, words] : table())
      if (id == work) return words;
  assert(false && "a work without words");
  return {};
}

}  // namespace enf
