// Owns: baking an exhibition's rooms and keeping the results: what is due, what is ready, where it lies.
// Must not know: how light is traced or shown.
// Called by: the CLI bakes, whoever lights rooms reads; the main thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/app/project_scene.h"
#include "engine/base/hash.h"
#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/light/irradiance_volume.h"

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
  std::uint64_t probes = 0;            // of the rooms baked now
  std::vector<BakeNote> notes;         // of these
};

// Bakes the light of all rooms that are not in the project's store as they are now. A room's key is the hash of all
// that is drawn in it and in the rooms next door, and of the quality: what an edit does not touch stays baked, and a
// bake that was stopped goes on where it was. Errors: light.embree, work.cancelled, those of writing the store.
Result<BakeSummary> bake_exhibition(OpenedExhibition& exhibition, BakeQuality quality, Jobs& jobs,
                                    const WorkContext& work);

// Which chunk holds a room's light; nothing for rooms not baked. Errors: baked_index.damaged, file.*.
Result<std::map<RoomId, Hash>> read_baked_index(const std::filesystem::path& project);

// A volume as a chunk of kind `light`, and back. Errors: those of the chunk functions, chunk.foreign.
Result<void> write_volume(ChunkWriter& writer, const IrradianceVolume& volume);
Result<IrradianceVolume> read_volume(const ChunkReader& chunk);

}  // namespace enf
