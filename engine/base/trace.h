// Owns: what the program did and when: zones of every thread, passes of the GPU, counters, frames; the trace file.
// Must not know: what the zones mean.
// Called by: any thread records; gpu_pass, start, stop and the readers: the main thread.
//
// While nothing is recorded a zone costs one relaxed load. While recording, each thread writes into a ring of its own
// that keeps the newest events: no lock, no allocation after the thread's first event. Readers never stop a writer.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"

namespace enf::trace {

// A name that lives for ever, because only a constant can be one.
struct Name {
  const char* text;
  consteval Name(const char* literal) : text(literal) {}
};

// A few words on what a zone worked on, such as "tile 3/1,4 of 12"; what does not fit is cut off.
using Detail = std::array<char, 32>;

namespace detail {
inline std::atomic<bool> recording = false;
// Ends a text of `size` bytes (which may be more than there is room for) with a zero, on a whole UTF-8 character.
void close(Detail& text, std::size_t size);
void add_zone(const char* name, std::uint64_t begin_ns, std::uint64_t end_ns, const Detail& text);
void add_count(const char* name, std::uint64_t value);
}  // namespace detail

inline bool recording() { return detail::recording.load(std::memory_order_relaxed); }
// Begins anew: what was recorded before is forgotten.
void start();
// What was recorded stays readable.
void stop();
// Nanoseconds of the steady clock.
std::uint64_t now_ns();

// Names the calling thread in traces, now or later. Workers are named by Jobs.
void name_thread(std::string_view name);

// Times its own scope.
class Zone {
 public:
  explicit Zone(Name name) : name_(name.text) {
    if (recording()) begin_ns_ = now_ns();
  }
  ~Zone() {
    if (begin_ns_ != 0) detail::add_zone(name_, begin_ns_, now_ns(), detail_);
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

  // Says what it works on; nothing is formatted while nothing is recorded.
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    if (begin_ns_ == 0) return;
    auto written = fmt::format_to_n(detail_.data(), detail_.size(), format, std::forward<Args>(args)...);
    detail::close(detail_, written.size);
  }

 private:
  const char* name_;
  std::uint64_t begin_ns_ = 0;
  Detail detail_{};
};

// A frame of the calling thread ends now; it has a zone "frame" with its number.
void mark_frame(std::uint64_t begin_ns);
// The value of a counter from now on.
inline void count(Name name, std::uint64_t value) {
  if (recording()) detail::add_count(name.text, value);
}
// A pass on the GPU, in the CPU's time. Has a track of its own.
void gpu_pass(Name name, std::uint64_t begin_ns, std::uint64_t end_ns);
// How the GPU's times were brought to the CPU's clock; goes into the file.
void note_gpu_clock(Name how);

// --- reading
// -----------------------------------------------------------------------------------------------------------

struct Event {
  enum class Kind : std::uint8_t { zone, counter } kind = Kind::zone;
  const char* name = nullptr;
  std::uint64_t begin_ns = 0, end_ns = 0;  // a counter's are the same
  std::uint64_t value = 0;                 // of a counter
  Detail detail{};
};

struct Track {
  std::string name;
  std::vector<Event> events;  // in the order in which they ended
  std::uint64_t lost = 0;     // older ones that were asked for but had to make room
};

// How many events a thread's ring keeps.
constexpr std::size_t ring_events = 1 << 14;

struct Recording {
  std::vector<Track> tracks;
  std::string gpu_clock;  // how the GPU's times were brought to the CPU's clock
};

// What ended at or after `since_ns`: of all threads and the GPU, or of the calling thread alone.
Recording read(std::uint64_t since_ns = 0);
Track read_this_thread(std::uint64_t since_ns);

// As Chrome trace event JSON, for chrome://tracing and Perfetto (format: "Trace Event Format", Google, 2016).
std::string to_chrome_json(const Recording& recording);
// Writes what ended at or after `since_ns`. Errors: those of write_file_atomic.
Result<void> save(const std::filesystem::path& file, std::uint64_t since_ns = 0);

}  // namespace enf::trace
