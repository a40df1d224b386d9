// Owns: what people mean by the numbers they type: "1500/2+30", "2 118,5", "12.5 mm".
// Must not know: widgets, units.
// Called by: fields and forms, main thread.
#pragma once

#include <optional>
#include <string_view>

namespace enf::editor {

// The value of a sum with + - * / and brackets, whose numbers are written as the language does: thousands are kept
// apart by spaces, in English also by commas and in Azerbaijani and Turkish by points ("2.118" is two thousand there),
// if three digits follow; any other comma or point begins the decimals. Words after a number, such as its unit, count
// for nothing. Nothing if it is none, or has no finite value.
std::optional<double> number_in(std::string_view text, std::string_view language);

}  // namespace enf::editor
