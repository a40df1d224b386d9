#include "content/words/words.h"

#include <cassert>

#include "content/words/rooms.h"

namespace enf {

LocalizedText after(std::string_view az, std::string_view uz, std::string_view ru, std::string_view en) {
  return said("Enfilade emalatxanası, " + std::string(az) + " əsasında", "Enfilade ustaxonasi, " + std::string(uz) + " asosida", "Мастерская Enfilade, по образцу " + std::string(ru),
              "Enfilade workshop, after " + std::string(en));
}

LocalizedText study(std::string_view az, std::string_view uz, std::string_view ru, std::string_view en) {
  return said("Hesablanmış etüd, " + std::string(az), "Hisoblangan etyud, " + std::string(uz), "Расчётный этюд, " + std::string(ru), "Computed study, " + std::string(en));
}

WorkWords words_of(std::string_view work) {
  for (auto table : {&light_room_words, &fire_room_words, &thread_room_words, &carpet_words, &cloth_words, &paper_words, &picture_words, &clay_words, &craft_words})
    for (const auto& [id, words] : table())
      if (id == work) return words;
  assert(false && "a work without words");
  return {};
}

}  // namespace enf
