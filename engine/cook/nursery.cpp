#include "engine/cook/nursery.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "engine/cook/import_channel.h"

namespace enf {

namespace {

constexpr std::size_t largest_request = 8192, most_files = 4;

// Sends bytes and files as one message.
bool send_message(int socket, std::span<const std::byte> bytes, std::span<const int> files) {
  iovec part{const_cast<std::byte*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_files * sizeof(int))> space{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!files.empty()) {
    message.msg_control = space.data();
    message.msg_controllen = CMSG_SPACE(files.size_bytes());
    cmsghdr* c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(files.size_bytes());
    std::memcpy(CMSG_DATA(c), files.data(), files.size_bytes());
  }
  ssize_t sent;
  do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(bytes.size());
}

struct Message {
  std::vector<std::byte> bytes;  // empty: the other end is gone
  std::vector<Descriptor> files;
};

Message receive_message(int socket) {
  Message got;
  got.bytes.resize(largest_request);
  iovec part{got.bytes.data(), got.bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_files * sizeof(int))> space{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space.data();
  message.msg_controllen = space.size();
  ssize_t size;
  do size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (size < 0 && errno == EINTR);
  got.bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
    for (std::size_t at = 0; at + sizeof(int) <= c->cmsg_len - CMSG_LEN(0); at += sizeof(int)) {
      int fd;
      std::memcpy(&fd, CMSG_DATA(c) + at, sizeof fd);
      got.files.emplace_back(fd);
    }
  }
  return got;
}

struct Child {
  int pid = -1;
  Descriptor process, status;
};

// In the new child: its files in their places, all others closed.
void settle(std::span<const Descriptor> files) {
  std::array<int, 3> high{};
  for (std::size_t i = 0; i < 3; ++i) high[i] = ::fcntl(files[i].get(), F_DUPFD, 100);
  const std::array<int, 3> places{worker_source_fd, worker_control_fd, worker_result_fd};
  for (std::size_t i = 0; i < 3; ++i)
    if (high[i] < 0 || ::dup2(high[i], places[i]) < 0) ::_exit(1);
  ::closefrom(worker_result_fd + 1);
}

}  // namespace

Result<void> Nursery::start() {
  int pair[2];
  auto failed = [](std::string_view what) {
    return fail({.id = "import.jail", .what = fmt::format("could not start import workers: {}: {}", what, std::strerror(errno))});
  };
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return failed("socketpair");
  Descriptor ours(pair[0]);
  Descriptor theirs = raised(pair[1]);
  Descriptor nothing = raised(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!theirs || !nothing) return failed("too many open files");
  auto pid = spawn_worker({.task = "nursery"}, nothing.get(), theirs.get(), nothing.get());
  if (!pid) return std::unexpected(pid.error());
  pid_ = *pid;
  socket_ = std::move(ours);
  return {};
}

Nursery::~Nursery() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

Result<Nursery::Born> Nursery::bear(const WorkerTask& task, int source, int control, int result) {
  std::lock_guard lock(mutex_);
  if (pid_ < 0) {
    if (auto started = start(); !started) return std::unexpected(started.error());
  }
  auto failed = [](std::string_view what) {
    return fail({.id = "import.worker", .what = fmt::format("the process that starts import workers {}", what)});
  };
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failed("got no pipe");
  Born born{.process = {}, .status = Descriptor(ends[0])};
  Descriptor status(ends[1]);
  TableWriter request;
  request.text(task.task), request.text(task.name);
  request.value(task.memory_bytes), request.value(task.cpu_seconds);
  if (!send_message(socket_.get(), request.bytes(), std::array{source, control, result, status.get()}))
    return failed("does not take requests");
  Message answer = receive_message(socket_.get());
  if (answer.bytes.empty() || answer.files.size() != 1) return failed("could not fork");
  born.process = std::move(answer.files[0]);
  return born;
}

void run_nursery(int socket, const std::function<void(const WorkerTask&)>& work) {
  std::vector<Child> children;
  for (;;) {
    std::vector<pollfd> wait{{socket, POLLIN, 0}};
    for (const Child& child : children) wait.push_back({child.process.get(), POLLIN, 0});
    if (::poll(wait.data(), wait.size(), -1) < 0 && errno != EINTR) ::_exit(1);
    // From the back, for those that have ended are taken out.
    for (std::size_t i = children.size(); i-- > 0;) {
      if (wait[i + 1].revents == 0) continue;
      int status = 0;
      ::waitpid(children[i].pid, &status, 0);
      // Nobody may be waiting for it any more.
      (void)!::write(children[i].status.get(), &status, sizeof status);
      children.erase(children.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (wait[0].revents == 0) continue;
    Message request = receive_message(socket);
    if (request.bytes.empty()) ::_exit(0);
    TableReader t(request.bytes);
    WorkerTask task;
    task.task = t.text(), task.name = t.text();
    task.memory_bytes = t.value<std::uint64_t>(), task.cpu_seconds = t.value<std::uint64_t>();
    Child child;
    if (t.at_end() && request.files.size() == most_files) child.pid = ::fork();
    if (child.pid == 0) {
      settle(request.files);
      work(task);
      ::_exit(1);
    }
    const std::byte answer{1};
    if (child.pid > 0) child.process = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, child.pid, 0)));
    if (!child.process) {
      if (child.pid > 0) ::kill(child.pid, SIGKILL), ::waitpid(child.pid, nullptr, 0);
      if (!send_message(socket, std::span(&answer, 1), {})) ::_exit(0);
      continue;
    }
    if (!send_message(socket, std::span(&answer, 1), std::array{child.process.get()})) ::_exit(0);
    child.status = std::move(request.files[3]);
    children.push_back(std::move(child));
  }
}

}  // namespace enf
