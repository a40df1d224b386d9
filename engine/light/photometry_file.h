// Owns: reading luminaire files.
// Must not know: what becomes of them.
// Called by: the CLI, later the bake and the editor; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "engine/light/photometry.h"

namespace enf {

// Tells the format by the content, not by the name: IES LM-63 (1986, 1991, 1995, 2002, 2019) or EULUMDAT.
// Errors: file.*, photometry.unknown, and those of the two readers.
Result<Photometry> read_photometry(const std::filesystem::path& path);

// LM-63. A lamp's tilt factors are noted, not applied: they depend on how the luminaire is turned. `name` is for
// errors. Errors name the line: photometry.truncated, photometry.number, photometry.count, photometry.angles,
// photometry.type.
Result<Photometry> read_ies(std::string_view text, const std::string& name);

// EULUMDAT (Stockmar 1990), with the first set of lamps. Errors: as read_ies, and photometry.size.
Result<Photometry> read_eulumdat(std::string_view text, const std::string& name);

}  // namespace enf
