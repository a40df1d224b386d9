// Owns: the worker threads.
// Must not know: what the jobs do.
// Called by: any thread; jobs run on the workers.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace enf {

// A fixed set of worker threads and one queue, first come first served. Jobs must not throw.
class Jobs {
 public:
  // workers = 0: as many as the machine has cores.
  explicit Jobs(std::size_t workers = 0);
  // Finishes all queued jobs.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  std::size_t workers() const { return threads_.size(); }

  // Runs `job` on a worker, some time.
  void submit(std::function<void()> job);

  // Calls body(i) for every i below count on the workers and this thread, in no order; returns when all are done.
  // May be called from within a job.
  void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace enf
