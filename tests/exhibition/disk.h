// Owns: a disk whose every wait the test holds in its hand. Included by one file of a test program: it takes the place
// of the system's fsync and fdatasync.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <limits>
#include <mutex>

namespace enf::disk {

inline std::mutex mutex;  // of all below
inline std::condition_variable changed;
inline int until_it_hangs = std::numeric_limits<int>::max(), until_it_works = 0, waiting = 0;

// After so many syncs, it keeps who wants another one waiting.
inline void hang_after(int syncs) {
  std::lock_guard lock(mutex);
  until_it_hangs = syncs;
}
// It takes so many syncs for it to work again.
inline void refuse(int syncs) {
  std::lock_guard lock(mutex);
  until_it_works = syncs;
}
inline void work() {
  std::lock_guard lock(mutex);
  until_it_hangs = std::numeric_limits<int>::max(), until_it_works = 0;
  changed.notify_all();
}
// Whether somebody is kept waiting.
inline bool is_waited_for() {
  std::lock_guard lock(mutex);
  return waiting > 0;
}

inline int sync(long call, int fd) {
  {
    std::unique_lock lock(mutex);
    ++waiting;
    changed.wait(lock, [] { return until_it_hangs > 0; });
    --waiting, --until_it_hangs;
    if (until_it_works > 0) {
      --until_it_works;
      errno = EIO;
      return -1;
    }
  }
  return static_cast<int>(::syscall(call, fd));
}

}  // namespace enf::disk

extern "C" int fsync(int fd) { return enf::disk::sync(SYS_fsync, fd); }
extern "C" int fdatasync(int fd) { return enf::disk::sync(SYS_fdatasync, fd); }
