#include "cli/bench_lines.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <numeric>

namespace enf::cli {

static const Clock::time_point process_entry = Clock::now();

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}
double ms_since_process_entry() { return ms_since(process_entry); }

static double clock_ms(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}
double cpu_ms() { return clock_ms(CLOCK_PROCESS_CPUTIME_ID); }
double thread_cpu_ms() { return clock_ms(CLOCK_THREAD_CPUTIME_ID); }

long peak_rss_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
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
