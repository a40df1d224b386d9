#include "engine/base/jobs.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "engine/base/trace.h"

namespace enf {

Jobs::Jobs(std::size_t workers) {
  if (workers == 0) workers = std::max(1u, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < workers; ++i)
    threads_.emplace_back([this, i] {
      trace::name_thread(fmt::format("worker {}", i + 1));
      work();
    });
}

Jobs::~Jobs() {
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Jobs::submit(std::function<void()> job) {
  {
    std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
}

void Jobs::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

void Jobs::parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  // Helpers that start after all is taken find nothing to do, so the caller never waits for a queue position.
  struct Shared {
    const std::function<void(std::size_t)>* body;
    std::size_t count;
    std::atomic<std::size_t> next{0}, finished{0};
    std::mutex mutex;
    std::condition_variable all_done;
  };
  auto shared = std::make_shared<Shared>();
  shared->body = &body;
  shared->count = count;
  auto run = [](const std::shared_ptr<Shared>& s) {
    for (;;) {
      std::size_t i = s->next.fetch_add(1);
      if (i >= s->count) return;
      (*s->body)(i);
      if (s->finished.fetch_add(1) + 1 == s->count) {
        std::lock_guard lock(s->mutex);
        s->all_done.notify_all();
      }
    }
  };
  for (std::size_t i = 0; i + 1 < count && i < threads_.size(); ++i) submit([shared, run] { run(shared); });
  run(shared);
  std::unique_lock lock(shared->mutex);
  shared->all_done.wait(lock, [&] { return shared->finished.load() == count; });
}

struct TaskGroup::Shared {
  std::mutex mutex;
  std::condition_variable none_running;
  std::deque<std::function<void()>> waiting;
  std::size_t running = 0, helpers = 0;

  // Runs waiting tasks until there are none. Takes and gives back the lock held.
  void run_all(std::unique_lock<std::mutex>& lock) {
    while (!waiting.empty()) {
      std::function<void()> task = std::move(waiting.front());
      waiting.pop_front();
      ++running;
      lock.unlock();
      task();
      task = nullptr;
      lock.lock();
      if (--running == 0) none_running.notify_all();
    }
  }
};

TaskGroup::TaskGroup(Jobs& jobs) : jobs_(&jobs), shared_(std::make_shared<Shared>()) {}

TaskGroup::~TaskGroup() {
  if (!shared_) return;  // moved away
  std::unique_lock lock(shared_->mutex);
  shared_->waiting.clear();
  shared_->none_running.wait(lock, [&] { return shared_->running == 0; });
}

void TaskGroup::run(std::function<void()> task) {
  std::lock_guard lock(shared_->mutex);
  shared_->waiting.push_back(std::move(task));
  // As many helpers as workers are enough; where all workers are busy they would only pile up.
  if (shared_->helpers == jobs_->workers()) return;
  ++shared_->helpers;
  jobs_->submit([shared = shared_] {
    std::unique_lock inner(shared->mutex);
    shared->run_all(inner);
    --shared->helpers;
  });
}

void TaskGroup::wait() {
  std::unique_lock lock(shared_->mutex);
  shared_->run_all(lock);
  shared_->none_running.wait(lock, [&] { return shared_->running == 0; });
}

}  // namespace enf
