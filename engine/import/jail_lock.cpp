#include "engine/import/jail_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>

namespace enf {

namespace {

bool limit(__rlimit_resource what, std::uint64_t value) {
  rlimit both{value, value};
  return ::setrlimit(what, &both) == 0;
}

// All that a parser needs once its files are open: memory, clocks, reading and writing what it was given.
constexpr int allowed_calls[] = {SCMP_SYS(read),
                                 SCMP_SYS(readv),
                                 SCMP_SYS(pread64),
                                 SCMP_SYS(write),
                                 SCMP_SYS(writev),
                                 SCMP_SYS(sendto),
                                 SCMP_SYS(recvmsg),
                                 SCMP_SYS(close),
                                 SCMP_SYS(fstat),
                                 SCMP_SYS(lseek),
                                 SCMP_SYS(munmap),
                                 SCMP_SYS(mremap),
                                 SCMP_SYS(madvise),
                                 SCMP_SYS(brk),
                                 SCMP_SYS(futex),
                                 SCMP_SYS(rt_sigaction),
                                 SCMP_SYS(rt_sigprocmask),
                                 SCMP_SYS(rt_sigreturn),
                                 SCMP_SYS(sigaltstack),
                                 SCMP_SYS(exit),
                                 SCMP_SYS(exit_group),
                                 SCMP_SYS(getpid),
                                 SCMP_SYS(gettid),
                                 SCMP_SYS(clock_gettime),
                                 SCMP_SYS(gettimeofday),
                                 SCMP_SYS(clock_nanosleep),
                                 SCMP_SYS(nanosleep),
                                 SCMP_SYS(getrandom),
                                 SCMP_SYS(sched_yield),
                                 SCMP_SYS(sched_getaffinity),
                                 SCMP_SYS(getrusage),
                                 SCMP_SYS(sysinfo),
                                 SCMP_SYS(uname),
                                 SCMP_SYS(restart_syscall),
                                 SCMP_SYS(set_robust_list),
                                 SCMP_SYS(rseq)};

}  // namespace

Result<void> lock_down(std::uint64_t memory_bytes, std::uint64_t cpu_seconds) {
  auto failed = [](std::string_view what, int error) {
    return fail({.id = "import.jail",
                 .what = fmt::format("could not lock the import worker down: {}: {}", what, std::strerror(error)),
                 .advice = "The system must allow seccomp filters (containers: the default profile does)."});
  };
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#if !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)  // their shadow memory needs all of the address space
  if (!limit(RLIMIT_AS, memory_bytes)) return failed("memory limit", errno);
#else
  (void)memory_bytes;
#endif
  rlimit cpu{cpu_seconds, cpu_seconds + 5};
  if (::setrlimit(RLIMIT_CPU, &cpu) != 0 || !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0))
    return failed("limits", errno);

  // Whatever is not on the list fails as if we had no permission: libraries that ask for more carry on without it.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return failed("seccomp", ENOMEM);
  int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 1);
  for (int call : allowed_calls) error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)  // they try addresses by writing them into a pipe
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(pipe), 0);
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(pipe2), 0);
#endif
  // Signals to itself (abort), but not to what else runs for this user.
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
  // Memory, but none that can be executed.
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // The size of an open file, not of one by name.
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                            SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
  // Threads (libvips insists), but no processes. The flags of clone3 cannot be seen here: without it, libc uses clone.
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  error |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
  error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL));
  int loaded = error != 0 ? -EINVAL : seccomp_load(filter);
  seccomp_release(filter);
  if (loaded != 0) return failed("seccomp", -loaded);
  return {};
}

}  // namespace enf
