// Owns: what all benches share: clocks from process entry, and their lines of JSON on standard output.
// Must not know: what is measured.
// Called by: the benches, on the main thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace enf::cli {

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point begin);
double ms_since_process_entry();
// Processor time of all our threads so far.
double cpu_ms();
// The same of the calling thread alone.
double thread_cpu_ms();
long peak_rss_kib();

// One JSON object a line, flushed at once.
void emit(const std::string& line);
// "1.000,2.500": the inside of a JSON array.
std::string list_of(const std::vector<double>& values);

// A walk's frames in short. `times_ms` is not empty.
struct Times {
  double mean = 0, p50 = 0, p95 = 0, p99 = 0, max = 0;
  std::size_t worst = 0;  // index of the longest frame
};
Times times_of(const std::vector<double>& times_ms);
// "mean":...,"p50":...,"p95":...,"p99":...,"max":...
std::string json_of(const Times& times);

}  // namespace enf::cli
