// Owns: how long work tells how far it is, and how it is told to stop.
// Must not know: who listens.
// Called by: long work on any thread; the listener is called on the thread that works.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace enf {

struct Progress {
  std::string stage;         // what is being done now, in a few words
  std::uint64_t done = 0;    // units of this stage that are finished
  std::uint64_t total = 0;   // units of this stage; 0 when not known
};

// Called now and then, never concurrently for one piece of work. An empty function is allowed everywhere.
using ProgressFn = std::function<void(const Progress&)>;

// What long work is given: where to tell, and whether to stop. Stopped work returns the error "work.cancelled".
struct WorkContext {
  ProgressFn progress;
  std::stop_token stop;

  void tell(std::string stage, std::uint64_t done, std::uint64_t total) const {
    if (progress) progress({std::move(stage), done, total});
  }
};

}  // namespace enf
