// Owns: a floor's model as rooms of the document: the edit that records what analysis found, and the division of the
//   model among the rooms that share it.
// Must not know: files, arguments, how rooms are found.
// Called by: import, new and the cook's requests; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/cook/model_division.h"
#include "engine/cook/room_analysis.h"
#include "engine/exhibition/document.h"
#include "engine/exhibition/edit.h"

namespace enf {

// Rooms, doorways and a viewpoint in each room, as ordinary records that a curator may correct. The model stands at
// `shift`. Rooms are named `title` with a number if there are several, ids are unlike those of `document`.
std::vector<Edit> record_rooms(const Document& document, const RoomAnalysis& found, const AssetId& model, dvec3 shift,
                               const LocalizedText& title);

// Among which rooms the model is divided, in its own space; none unless several rooms have it in the same place.
std::vector<ModelRegion> regions_of(const Document& document, const AssetId& model);

}  // namespace enf
