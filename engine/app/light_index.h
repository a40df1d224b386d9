// Owns: where an exhibition's baked light lies, and for which state of its rooms it was baked.
// Must not know: how light is baked or drawn.
// Called by: the bake writes, whoever opens an exhibition reads; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <span>

#include "engine/base/hash.h"
#include "engine/package/store.h"
#include "engine/scene/house.h"

namespace enf {

struct BakedRoom {
  Hash chunk;  // of the store
  Hash state;  // light_state() when it was baked
};
using LightIndex = std::map<RoomId, BakedRoom>;

// Empty if nothing was baked. Errors: baked_index.damaged, file.*.
Result<LightIndex> read_light_index(const std::filesystem::path& project);
// Errors: those of write_file_atomic.
Result<void> write_light_index(const std::filesystem::path& project, const LightIndex& index);

// These rooms and those one doorway further, ascending, each once: light from beyond two doorways is left out.
std::vector<std::uint32_t> lit_together(const RenderScene& house, std::vector<std::uint32_t> rooms);

// Of the records in a room that light depends on, all but labels and texts, and of the luminaires' files they name:
// `luminaire` is a file's content.
Hash lit_contents(const Document& contents, const std::function<Hash(const std::string& file)>& luminaire);
// Of all records that a room's light depends on; `contents`: lit_contents() of the rooms that are lit_together with it.
Hash light_state(const House& house, std::uint32_t room, std::span<const Hash> contents);

}  // namespace enf
