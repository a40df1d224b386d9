// Owns: what all benches share: clocks from the process's start, its memory, their lines of JSON on standard output.
// Must not know: what is measured.
// Called by: the benches, on the main thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace enf::cli {

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point begin);
// Since the process was made: with the loading of the program and its libraries, which is over before any code of ours
// runs. That the kernel alone has timed, in steps of 10 ms: this is up to 10 ms too long, and never too short.
double ms_since_process_start();
// Processor time of all our threads so far.
double cpu_ms();
// The same of the calling thread alone.
double thread_cpu_ms();
// The most memory that this program has had resident so far; what its children had is not in it.
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
