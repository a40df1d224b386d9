// Owns: taking a document apart into the house one walks through and what each of its rooms holds.
// Must not know: files, drawing.
// Called by: whoever opens an exhibition to look at it, and the cook; any thread.
#pragma once

#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

struct DocumentByRoom {
  // The exhibition, institutions, rooms with their models' assets, doorways, windows and viewpoints; tours
  // with what is spoken on them; and what one walks round: furniture and placements on floors, their works by form and size alone.
  Document house;
  // In the order of house.rooms: the room's placements with their works and assets, furniture, lights, labels and wall
  // texts. Works that are placed nowhere are in none.
  std::vector<Document> rooms;
};

// Costs one look at each record that stands in a room.
DocumentByRoom divide_by_room(const Document& document);

// The house knowing one room's records in full; what stands in other rooms is left out.
Document with_room(const Document& house, const Document& room);

}  // namespace enf
