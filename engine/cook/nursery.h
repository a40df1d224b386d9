// Owns: starting import workers at a fraction of a new process's cost, by forking one that waits and saw no file.
// Must not know: file formats.
// Called by: cook_assets makes one for its files; jail.cpp on any thread (Nursery); the worker's main (run_nursery).
#pragma once

#include <functional>
#include <mutex>

#include "engine/cook/jail.h"

namespace enf {

// A process that has loaded all libraries and waits. Each file still gets a process of its own, which locks itself down
// as any worker does; the waiting one reads no file and so stays clean for the next. It starts with the first birth and
// ends with this object.
class Nursery {
 public:
  Nursery() = default;
  ~Nursery();

  struct Born {
    Descriptor process;  // a pidfd
    Descriptor status;   // a pipe that gives the int of waitpid() when the process has ended
  };
  // Lets a worker be born with these files open. Error: import.jail, import.worker.
  Result<Born> bear(const WorkerTask& task, int source, int control, int result);

 private:
  Result<void> start();

  std::mutex mutex_;
  Descriptor socket_;
  int pid_ = -1;
};

// The waiting process: forks for every request that comes over `socket`, and calls `work` in the child with its files
// in their places. Ends with the socket, and its children with it.
[[noreturn]] void run_nursery(int socket, const std::function<void(const WorkerTask&)>& work);

}  // namespace enf
