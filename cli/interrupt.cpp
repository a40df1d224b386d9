#include "cli/interrupt.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <thread>

namespace enf::cli {

namespace {

int wake = -1;

// A stop_source takes a lock and may run callbacks, which a signal must not: the signal only wakes a thread that asks.
void on_interrupt(int) {
  const int before = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] ssize_t written = ::write(wake, &one, sizeof one);  // can't fail: nobody interrupts 2^64 times
  errno = before;
}

std::stop_source listen() {
  std::stop_source source;
  wake = ::eventfd(0, EFD_CLOEXEC);
  if (wake < 0) return source;
  std::thread([source]() mutable {
    std::uint64_t count = 0;
    while (::read(wake, &count, sizeof count) != sizeof count) {
    }
    source.request_stop();
  }).detach();
  std::signal(SIGINT, on_interrupt);
  return source;
}

}  // namespace

std::stop_token stop_on_interrupt() {
  static const std::stop_source source = listen();
  return source.get_token();
}

}  // namespace enf::cli
