// Owns: reading Wavefront OBJ with its material libraries into a SourceModel.
// Must not know: processes.
// Called by: the import worker and tests, one thread; failures are thrown as ImportFailure.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "engine/cook/import.h"
#include "engine/import/import_files.h"

namespace enf {

SourceModel read_obj(std::span<const std::byte> bytes, const std::string& name, SideFiles& files, IntakeReport& report);

}  // namespace enf
