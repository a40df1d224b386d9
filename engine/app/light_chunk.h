// Owns: a room's baked light as a chunk, and back.
// Must not know: where chunks lie, how light is baked.
// Called by: baking and opening exhibitions; any thread.
#pragma once

#include "engine/base/error.h"
#include "engine/light/room_light.h"
#include "engine/package/chunk.h"

namespace enf {

// Adds the sections; the caller finishes the chunk. Errors: those of ChunkWriter::add.
Result<void> write_room_light(ChunkWriter& writer, const RoomLight& light);
// Errors: those of ChunkReader::section, chunk.foreign, chunk.damaged.
Result<RoomLight> read_room_light(const ChunkReader& chunk);

}  // namespace enf
