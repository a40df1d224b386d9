#include "engine/import/jail_probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace enf {

namespace {

std::string outcome(bool succeeded, std::string_view what) {
  if (succeeded) return std::string(what);
  return errno == EPERM || errno == EACCES ? "refused" : "failed otherwise";
}

}  // namespace

std::string probe_jail(std::string_view task) {
  if (task == "probe-socket") return outcome(::socket(AF_INET, SOCK_STREAM, 0) >= 0, "opened a socket");
  if (task == "probe-write")
    return outcome(::open("/tmp/enfilade-probe", O_WRONLY | O_CREAT, 0600) >= 0, "opened a file to write");
  if (task == "probe-read") return outcome(::open("/etc/passwd", O_RDONLY) >= 0, "opened a file to read");
  if (task == "probe-unlink") return outcome(::unlink("/tmp/enfilade-probe-victim") == 0, "removed a file");
  if (task == "probe-kill") return outcome(::kill(::getppid(), 0) == 0, "reached another process");
  if (task == "probe-signal") return outcome(::syscall(SYS_tgkill, 1, 1, 0) == 0, "reached another process's thread");
  if (task == "probe-fork") {
    pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    return outcome(child > 0, "made a process");
  }
  if (task == "probe-exec") {
    char name[] = "/bin/true";
    char* arguments[] = {name, nullptr};
    ::execv(name, arguments);
    return outcome(false, "");
  }
  if (task == "probe-code") {
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return outcome(page != MAP_FAILED, "made executable memory");
  }
  if (task == "probe-spin") {
    volatile bool for_ever = true;
    while (for_ever) {
    }
  }
  if (task == "probe-crash") ::raise(SIGSEGV);
  if (task == "probe-sleep") {
    for (;;) ::sleep(1);
  }
  return "unknown probe";
}

}  // namespace enf
