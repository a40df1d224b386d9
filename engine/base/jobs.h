// Owns: the worker threads.
// Must not know: what the jobs do.
// Called by: any thread; jobs run on the workers.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
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

// Tasks that run beside their starter, on the workers of `jobs`, until it waits for them. One thread starts and waits;
// it may be a worker itself. Tasks must not throw.
class TaskGroup {
 public:
  explicit TaskGroup(Jobs& jobs);
  // Forgets the tasks not yet begun and waits for the others.
  ~TaskGroup();
  TaskGroup(TaskGroup&&) noexcept = default;

  void run(std::function<void()> task);
  // Returns when all are done; does those that no worker has begun.
  void wait();

 private:
  struct Shared;
  Jobs* jobs_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace enf
