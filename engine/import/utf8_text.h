// Owns: text files in other encodings as UTF-8.
// Must not know: formats.
// Called by: the readers of text formats inside the worker.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace enf {

// The text as UTF-8 (an XML declaration's encoding is adapted) if it is UTF-16, with or without byte order mark.
std::optional<std::string> from_utf16(std::span<const std::byte> bytes);

}  // namespace enf
