// Owns: reading STL, FBX and COLLADA through Assimp into a SourceModel, inside the import worker, with what
//   Assimp leaves undone: FBX axes, units and levels of detail, UTF-16, colour spaces.
// Must not know: processes, chunks, glTF.
// Called by: the import worker, one thread; failures are thrown as ImportFailure.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "engine/cook/import.h"
#include "engine/import/import_files.h"

namespace enf {

SourceModel read_with_assimp(std::span<const std::byte> bytes, const std::string& name, SideFiles& files,
                             IntakeReport& report);

}  // namespace enf
