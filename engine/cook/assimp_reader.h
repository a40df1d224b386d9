// Owns: reading OBJ, PLY, STL, FBX and COLLADA through Assimp into a SourceModel, inside the import worker, with what
//   Assimp leaves undone: FBX axes, units and levels of detail, UTF-16, colour spaces, legacy materials.
// Must not know: processes, chunks, glTF.
// Called by: the import worker, one thread; failures are thrown as ImportFailure.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "engine/cook/import.h"
#include "engine/cook/import_files.h"

namespace enf {

SourceModel read_with_assimp(std::span<const std::byte> bytes, const std::string& name, SideFiles& files, IntakeReport& report);

// UTF-16 with or without byte order mark as UTF-8 (an XML declaration's encoding is adapted); other text as it is.
std::string utf8_text(std::span<const std::byte> bytes);

}  // namespace enf
