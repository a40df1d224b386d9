// Owns: attempts to break out of the jail, made inside it on request, so that a test sees that it holds.
// Must not know: file formats.
// Called by: the import worker, after lock_down.
#pragma once

#include <string>
#include <string_view>

namespace enf {

// What became of the attempt named `task` ("probe-socket", "probe-write", ...): "refused", or
// what succeeded.
std::string probe_jail(std::string_view task);

}  // namespace enf
