// Owns: words for drawings that put one letter after the other from left to right, as Dear ImGui does.
// Must not know: fonts, who draws.
// Called by: the editor, any thread.
#pragma once

#include <string>
#include <string_view>

namespace enf {

// UTF-8 with the letters of each of its lines in the order in which they stand on the page from left to right, Arabic
// letters in the forms they have where they are joined (Unicode Bidirectional Algorithm, UAX #9, and Arabic
// presentation forms), marks that have no form left out. Text without letters that are written from right to left is as
// it was.
std::string in_visual_order(std::string_view text);

}  // namespace enf
