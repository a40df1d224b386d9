// Owns: baking an exhibition's rooms and keeping the results: what is due, what is ready.
// Must not know: how light is traced or shown.
// Called by: the CLI, the editor's light; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/app/project_scene.h"
#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/light/room_light.h"
#include "engine/light/traced_scene.h"

namespace enf {

// A draft is for a room that is being edited; a preview for a first look; final for visitors.
enum class BakeQuality { draft, preview, final };

// Something a curator should know about a room's light; bakes none the less.
struct BakeNote {
  RoomId room;
  std::string id;  // "bake.dark", "bake.open", "bake.triangles"
  std::string text;
};

// A drawn room as a bake sees it.
TracedScene scene_to_bake(const House& house, std::uint32_t room, std::shared_ptr<const RoomScene> drawn);

struct BakedRoomLight {
  RoomLight light;
  std::vector<BakeNote> notes;
};
// Bakes one room; `scene`: it and the rooms next door, joined. Errors: light.embree, work.cancelled.
Result<BakedRoomLight> bake_room(TracedScene scene, const RoomItem& room, const RoomScene& drawn, BakeQuality quality,
                                 Jobs& jobs, const WorkContext& work);

struct BakeSummary {
  std::uint32_t fresh = 0, ready = 0;    // rooms baked now; rooms that were as they are
  std::uint64_t probes = 0, texels = 0;  // of the rooms baked now
  std::vector<BakeNote> notes;           // of these
};

// Bakes the light of all rooms that are not in the project's store as they are now. A room's key is the hash of all
// that is drawn in it and in the rooms next door, and of the quality: what an edit does not touch stays baked, and a
// bake that was stopped goes on where it was. A room whose final light is there keeps it when a preview is asked for.
// Errors: light.embree, work.cancelled, bake.medium, those of writing the store.
Result<BakeSummary> bake_exhibition(OpenedExhibition& exhibition, BakeQuality quality, Jobs& jobs,
                                    const WorkContext& work);

}  // namespace enf
