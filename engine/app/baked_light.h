// Owns: baking an exhibition's rooms and keeping the results: what is due, what is ready.
// Must not know: how light is traced or shown.
// Called by: the CLI; the main thread.
#pragma once

#include <string>
#include <vector>

#include "engine/app/project_scene.h"
#include "engine/base/jobs.h"
#include "engine/base/progress.h"

namespace enf {

enum class BakeQuality { preview, final };

// Something a curator should know about a room's light; bakes none the less.
struct BakeNote {
  RoomId room;
  std::string id;  // "bake.dark", "bake.open", "bake.triangles"
  std::string text;
};

struct BakeSummary {
  std::uint32_t fresh = 0, ready = 0;  // rooms baked now; rooms that were as they are
  std::uint64_t probes = 0, texels = 0;  // of the rooms baked now
  std::vector<BakeNote> notes;         // of these
};

// Bakes the light of all rooms that are not in the project's store as they are now. A room's key is the hash of all
// that is drawn in it and in the rooms next door, and of the quality: what an edit does not touch stays baked, and a
// bake that was stopped goes on where it was. A room whose final light is there keeps it when a preview is asked for. Errors: light.embree, work.cancelled, bake.medium,
// those of writing the store.
Result<BakeSummary> bake_exhibition(OpenedExhibition& exhibition, BakeQuality quality, Jobs& jobs,
                                    const WorkContext& work);

}  // namespace enf
