#include "engine/base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <cstdlib>

namespace enf {

static std::array<std::atomic<std::uint64_t>, 4> counts;

static spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: break;
  }
  return spdlog::level::err;
}

static spdlog::logger& logger() {
  static auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("enfilade", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    made->set_pattern("%^%l%$: %v");
    const char* wish = std::getenv("ENFILADE_LOG");
    made->set_level(wish && std::string_view(wish) == "debug" ? spdlog::level::debug : spdlog::level::info);
    return made;
  }();
  return *instance;
}

void log(LogLevel level, std::string_view line) {
  counts[static_cast<std::size_t>(level)].fetch_add(1, std::memory_order_relaxed);
  logger().log(to_spdlog(level), line);
}

void set_log_level(LogLevel level) { logger().set_level(to_spdlog(level)); }

std::uint64_t logged(LogLevel level) { return counts[static_cast<std::size_t>(level)].load(std::memory_order_relaxed); }

}  // namespace enf
