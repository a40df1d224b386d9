// Owns: the mark of messages to translate.
// Must not know: languages.
// Called by: whoever has words for people; the catalogues' test looks for it.
#pragma once

#include <string_view>

namespace enf::editor {

// Marks an English message for the catalogues (editor/po); it is translated where it is shown.
constexpr std::string_view tr(std::string_view english) { return english; }

}  // namespace enf::editor
