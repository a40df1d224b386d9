// Owns: the parts of "Two Shores": its rooms' ids, what hangs and stands in them, viewpoints, tours.
// Must not know: how works are made.
// Called by: two_shores.cpp.
#pragma once

#include "content/curator.h"

namespace enf::show {

inline const RoomId shores{"shores"}, rotunda{"rotunda"}, court{"court"}, carpets{"carpets"}, silk{"silk"},
    paper{"paper"}, pictures{"pictures"}, craft{"craft"}, study{"study"};

void hang_flat_works(Curator& c);
void stand_works(Curator& c);
void choose_viewpoints(Curator& c);
// Needs the viewpoints.
void add_tours(Curator& c);

}  // namespace enf::show
