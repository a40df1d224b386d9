// Owns: what a new exhibition begins with.
// Must not know: files.
// Called by: the command line and the editor's start screen.
#pragma once

#include "engine/exhibition/edit.h"

namespace enf {

// One room of 9 x 7 m with a viewpoint, named in this language (a BCP 47 tag), so that works have somewhere to hang.
Edit first_room(const std::string& name, const std::string& language);

}  // namespace enf
