// Owns: ids for records that are named after something people wrote.
// Must not know: files, the editor.
// Called by: whoever adds works, their files or rooms; any thread.
#pragma once

#include <string>
#include <string_view>

#include "engine/exhibition/document.h"

namespace enf {

// An id made of any text: "Büste, 1890" -> "b-ste-1890", made unlike the ids of the document's works, assets and rooms
// by a number.
std::string id_from_text(const Document& document, std::string_view text);

}  // namespace enf
