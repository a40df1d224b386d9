// Owns: how the command line talks: results on standard output, everything else on standard error.
// Must not know: the commands.
// Called by: the commands, on the main thread.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/base/progress.h"

namespace enf::cli {

// Exit codes. 1: the command could not do its work. 2: it was called wrongly (CLI11 says how).
constexpr int success = 0, failure = 1;

// Prints "enfilade: <error>" on standard error, or {"ok":false,"error":{"id","text"}} on standard output for programs.
// Returns `failure`.
int report(const Error& error, bool as_json = false);

// A progress bar on a terminal, a line a stage elsewhere. Finish it before printing anything else.
class ProgressBar {
 public:
  ProgressFn listener();
  void finish();

 private:
  std::string last_stage_;
  bool drawn_ = false;
};

// A text as a JSON string, with its quotes.
std::string json_text(std::string_view text);

// "1280x720" -> width and height, both 1..16384. Error: argument.size.
struct Size {
  unsigned width = 1280, height = 720;
};
Result<Size> parse_size(std::string_view text);

}  // namespace enf::cli
