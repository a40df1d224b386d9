// Owns: the program's log: one line an event, on standard error (standard output belongs to results).
// Must not know: anything of our subject.
// Called by: everyone, on any thread.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace enf {

enum class LogLevel { debug, info, warning, error };

void log(LogLevel level, std::string_view line);
// Lines below this level are not printed (default: info, or debug when ENFILADE_LOG=debug).
void set_log_level(LogLevel level);
// How many lines of this level were logged since the program began; tests ask for it.
std::uint64_t logged(LogLevel level);

template <class... Args>
void log_debug(fmt::format_string<Args...> format, Args&&... args) {
  log(LogLevel::debug, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void log_info(fmt::format_string<Args...> format, Args&&... args) {
  log(LogLevel::info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void log_warning(fmt::format_string<Args...> format, Args&&... args) {
  log(LogLevel::warning, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void log_error(fmt::format_string<Args...> format, Args&&... args) {
  log(LogLevel::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace enf
