#include "cli/bench_lines.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>

namespace enf::cli {

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

static double clock_ms(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}
double cpu_ms() { return clock_ms(CLOCK_PROCESS_CPUTIME_ID); }
double thread_cpu_ms() { return clock_ms(CLOCK_THREAD_CPUTIME_ID); }

double ms_since_process_start() {
  std::ifstream file("/proc/self/stat");
  std::string stat{std::istreambuf_iterator(file), {}};
  // Field 22 of proc(5), in ticks since boot. The name, field 2, may hold spaces, but no later field a parenthesis.
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string passed;
  for (int field = 3; field < 22; ++field) fields >> passed;
  double start_ticks = 0;
  fields >> start_ticks;
  return clock_ms(CLOCK_BOOTTIME) - start_ticks * 1e3 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

long peak_rss_kib() {
  // Not getrusage(), whose peak begins with that of the program which started this one.
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  return 0;
}

void emit(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

std::string list_of(const std::vector<double>& values) {
  std::string list;
  for (double value : values) list += fmt::format("{}{:.3f}", list.empty() ? "" : ",", value);
  return list;
}

Times times_of(const std::vector<double>& times_ms) {
  std::vector<double> sorted = times_ms;
  std::ranges::sort(sorted);
  auto frames = static_cast<double>(sorted.size());
  auto quantile = [&](double q) { return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(q * frames))]; };
  return {.mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / frames,
          .p50 = quantile(0.5),
          .p95 = quantile(0.95),
          .p99 = quantile(0.99),
          .max = sorted.back(),
          .worst = static_cast<std::size_t>(std::ranges::max_element(times_ms) - times_ms.begin())};
}

std::string json_of(const Times& t) {
  return fmt::format(R"("mean":{:.3f},"p50":{:.3f},"p95":{:.3f},"p99":{:.3f},"max":{:.3f})", t.mean, t.p50, t.p95,
                     t.p99, t.max);
}

}  // namespace enf::cli
