// Owns: keeping an operator from leaving what no curator can have meant: a work outside its wall, rooms in each other.
// Must not know: operators.
// Called by: the editing session and its previews; any thread.
#pragma once

#include "engine/base/error.h"
#include "engine/exhibition/divided.h"
#include "engine/exhibition/edit.h"

namespace enf::editor {

// apply(), and refuses what is newly wrong in the rooms the edit touches, as validate() tells it. Things in each
// other's way are let through: one moves them there on the way to somewhere else, and the editor shows it. Errors:
// those of apply, those of validate.
Result<DividedDocument> apply_soundly(const DividedDocument& before, const Edit& edit);

// What the curator is told about an error, as a sentence to translate; the error's own words if there is none.
std::string sentence_for(const Error& error);

}  // namespace enf::editor
