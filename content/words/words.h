// Owns: what the exhibition says, in Azerbaijani, Uzbek, Russian and English: labels, room texts, tours, names.
// Must not know: where anything hangs.
// Called by: two_shores.cpp and its parts.
#pragma once

#include <string>
#include <string_view>

#include "engine/exhibition/records.h"

namespace enf {

// The same words in the exhibition's four languages.
inline LocalizedText said(std::string_view az, std::string_view uz, std::string_view ru, std::string_view en) {
  return {{"az", std::string(az)}, {"uz", std::string(uz)}, {"ru", std::string(ru)}, {"en", std::string(en)}};
}

struct WorkWords {
  LocalizedText title, maker, materials, description;
};

// The words of a work, by its id in the catalogue, which must be one.
WorkWords words_of(std::string_view work);

struct RoomWords {
  LocalizedText name, title, body;
};
// The words of a room, by its id, which must be one of the nine.
RoomWords words_of_room(std::string_view room);

}  // namespace enf
