// Owns: Ctrl-C as a request to stop.
// Must not know: what is to stop.
// Called by: commands that take long, on the main thread.
#pragma once

#include <stop_token>

namespace enf::cli {

// From now on Ctrl-C (SIGINT) asks this token to stop instead of ending the process; the work looks at it and ends in
// order. Always the same token. Where the system has no descriptor to spare, Ctrl-C ends the process as before.
std::stop_token stop_on_interrupt();

}  // namespace enf::cli
