// Owns: reading PLY (text and binary of both ends) into a SourceModel.
// Must not know: processes.
// Called by: the import worker and tests, one thread; failures are thrown as ImportFailure.
#pragma once

#include <cstddef>
#include <span>

#include "engine/cook/import.h"
#include "engine/import/import_files.h"

namespace enf {

SourceModel read_ply(std::span<const std::byte> bytes, SideFiles& files, IntakeReport& report);

}  // namespace enf
