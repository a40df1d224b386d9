// Owns: taking a lighting maker's file into a project, and what a light needs to know of it.
// Must not know: panels, operators.
// Called by: the editor, any thread: such files are a few kilobytes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/error.h"

namespace enf {

struct LuminaireFacts {
  std::string file;  // within the project folder, with '/'
  double peak_cd = 0, lumens = 0;
  double beam_rad = 0, field_rad = 0;  // full angles at half and at a tenth of the peak
};

// Copies the file into the project's folder "luminaires", where another one of that name is never overwritten. Errors:
// those of read_photometry, luminaire.dark (it emits nothing), file.unwritable.
Result<LuminaireFacts> take_luminaire(const std::filesystem::path& project, const std::filesystem::path& file);

// The same of a file that lies in the project already; `file` as in LuminaireFacts. Errors: those of read_photometry,
// luminaire.dark.
Result<LuminaireFacts> luminaire_facts(const std::filesystem::path& project, const std::string& file);

// The IES and EULUMDAT files in the project's folder "luminaires", as in LuminaireFacts, by name; none if there is no
// such folder.
std::vector<std::string> luminaire_files(const std::filesystem::path& project);

}  // namespace enf
