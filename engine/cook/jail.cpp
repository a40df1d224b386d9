#include "engine/cook/jail.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <glib.h>
#include <linux/openat2.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "engine/base/file.h"
#include "engine/cook/import_channel.h"
#include "engine/cook/nursery.h"

namespace enf {

namespace {

constexpr std::size_t largest_name = 4096;
constexpr std::size_t most_files = 10'000;

// Names that differ only in case or in how accents are composed are the same name to Windows and macOS.
std::string folded(std::string_view name) {
  if (!g_utf8_validate(name.data(), static_cast<gssize>(name.size()), nullptr)) return std::string(name);
  char* composed = g_utf8_normalize(name.data(), static_cast<gssize>(name.size()), G_NORMALIZE_NFC);
  char* folded = g_utf8_casefold(composed, -1);
  std::string out = folded;
  g_free(folded);
  g_free(composed);
  return out;
}

// The path below `folder` whose parts match exactly or, failing that, but for case and Unicode form.
std::optional<std::filesystem::path> find_below(const std::filesystem::path& folder,
                                                const std::vector<std::string>& parts) {
  std::filesystem::path found;
  for (const auto& part : parts) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / found / part, ignored)) {
      found /= part;
      continue;
    }
    std::string wanted = folded(part);
    std::optional<std::filesystem::path> match;
    for (const auto& entry : std::filesystem::directory_iterator(folder / found, ignored)) {
      auto name = entry.path().filename();
      if (folded(name.string()) == wanted && (!match || name < *match)) match = name;
    }
    if (!match) return std::nullopt;
    found /= *match;
  }
  return found;
}

// Opens a path below the folder without following links that lead out of it.
int open_below(const std::filesystem::path& folder, const std::filesystem::path& below) {
  Descriptor root(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root) return -1;
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  int fd = static_cast<int>(::syscall(SYS_openat2, root.get(), below.c_str(), &how, sizeof how));
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return fd;
  // Kernels and containers without openat2: no links at all.
  std::error_code ignored;
  auto plain = std::filesystem::weakly_canonical(folder.empty() ? "." : folder, ignored) / below;
  if (std::filesystem::weakly_canonical(plain, ignored) != plain) {
    errno = EXDEV;
    return -1;
  }
  return ::open(plain.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

bool is_regular(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

Descriptor raised(int fd) {
  if (fd < 0) return {};
  Descriptor low(fd);
  return Descriptor(::fcntl(fd, F_DUPFD_CLOEXEC, 10));
}

std::optional<std::vector<std::string>> parts_inside(std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos) return std::nullopt;
  if (name[0] == '/' || name[0] == '\\' || (name.size() > 1 && name[1] == ':')) return std::nullopt;
  if (name.find("://") != std::string_view::npos) return std::nullopt;
  std::vector<std::string> parts;
  while (!name.empty()) {
    std::size_t end = std::min(name.find_first_of("/\\"), name.size());
    std::string_view part = name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (parts.empty()) return std::nullopt;
      parts.pop_back();
      continue;
    }
    parts.emplace_back(part);
  }
  if (parts.empty()) return std::nullopt;
  return parts;
}

FolderKeeper::Grant FolderKeeper::open(std::string_view name) {
  Grant grant;
  auto parts = parts_inside(name);
  if (!parts || read_.size() >= most_files) {
    grant.answer = FileAnswer::refused;
    return grant;
  }
  std::filesystem::path wanted;
  for (const auto& part : *parts) wanted /= part;
  auto found = find_below(folder_, *parts);
  if (!found) {
    missing_.insert(wanted);
    return grant;
  }
  Descriptor file(open_below(folder_, *found));
  if (!file) {
    grant.answer = errno == EXDEV || errno == ELOOP ? FileAnswer::refused : FileAnswer::unreadable;
    return grant;
  }
  if (!is_regular(file.get())) {
    grant.answer = FileAnswer::refused;
    return grant;
  }
  read_.insert(*found);
  grant.answer = FileAnswer::granted;
  grant.file = std::move(file);
  if (*found != wanted) grant.actual = found->string();
  return grant;
}

Result<int> spawn_worker(const WorkerTask& task, int source, int control, int result) {
  std::string memory = std::to_string(task.memory_bytes), cpu = std::to_string(task.cpu_seconds);
  static const std::filesystem::path program = program_beside("enfilade-import");
  std::string self = program.filename(), what = task.task, name = task.name;
  std::array<char*, 6> arguments{self.data(), what.data(), name.data(), memory.data(), cpu.data(), nullptr};
  // A small environment of our own: no preloaded libraries, no plug-ins of the image library, the same on every
  // machine.
  std::string language = "LC_ALL=C.UTF-8", no_vector = "VIPS_NOVECTOR=1", no_modules = "VIPSHOME=/nonexistent",
              slices = "G_SLICE=always-malloc", path_variable = "PATH=/nonexistent";
  // What is to be forked binds its functions once; for one file alone that costs more than it saves.
  std::string binding = task.task == "nursery" ? "LD_BIND_NOW=1" : "LD_BIND_NOW=";
  std::array<char*, 7> environment{language.data(), no_vector.data(),     no_modules.data(),
                                   slices.data(),   path_variable.data(), binding.data(),
                                   nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  posix_spawn_file_actions_adddup2(&actions, source, worker_source_fd);
  posix_spawn_file_actions_adddup2(&actions, control, worker_control_fd);
  posix_spawn_file_actions_adddup2(&actions, result, worker_result_fd);
  posix_spawn_file_actions_addclosefrom_np(&actions, worker_result_fd + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  int pid = -1;
  int status = posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (status == 0) return pid;
  if (status == ENOENT) {
    return fail({.id = "import.worker",
                 .what = fmt::format("the program that reads lenders' files is missing: {}", program.string()),
                 .advice = "Install Enfilade again, all of it."});
  }
  return fail(
      {.id = "import.jail",
       .what = fmt::format("could not start the import worker {}: {}", program.string(), std::strerror(status))});
}

Result<Worker> Worker::start(const std::filesystem::path& path, std::string task, const ImportLimits& limits,
                             Nursery* nursery) {
  Descriptor source = raised(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!source && errno == ENOENT)
    return fail({.id = "file.missing", .what = "there is no such file", .file = path.string()});
  if (!source) return std::unexpected(file_error("open", path, errno));
  if (!is_regular(source.get())) {
    return fail({.id = "file.unreadable",
                 .what = "is not a file",
                 .file = path.string(),
                 .advice = "Give a model or an image."});
  }
  int pair[2], pipe_ends[2];
  auto jail_error = [&](std::string_view what) {
    return fail({.id = "import.jail",
                 .what = fmt::format("could not start the import worker: {}: {}", what, std::strerror(errno)),
                 .file = path.string()});
  };
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return jail_error("socketpair");
  Worker worker(FolderKeeper(path.parent_path()), path);
  worker.control_ = Descriptor(pair[0]);
  Descriptor control = raised(pair[1]);
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) return jail_error("pipe");
  worker.result_ = Descriptor(pipe_ends[0]);
  ::fcntl(pipe_ends[0], F_SETPIPE_SZ, 1 << 20);  // fewer switches; the default works, too
  Descriptor result = raised(pipe_ends[1]);
  if (!control || !result) return jail_error("too many open files");

  WorkerTask asked{.task = std::move(task),
                   .name = path.filename().string(),
                   .memory_bytes = limits.memory_bytes,
                   .cpu_seconds = static_cast<std::uint64_t>(limits.cpu_time.count())};
  if (nursery != nullptr) {
    auto born = nursery->bear(asked, source.get(), control.get(), result.get());
    if (!born) {
      born.error().file = path.string();
      return std::unexpected(born.error());
    }
    worker.process_ = std::move(born->process), worker.status_ = std::move(born->status);
  } else {
    auto pid = spawn_worker(asked, source.get(), control.get(), result.get());
    if (!pid) {
      pid.error().file = path.string();
      return std::unexpected(pid.error());
    }
    worker.pid_ = *pid;
  }
  worker.source_ = std::move(source);
  control.reset(), result.reset();  // only the worker's ends stay open, so that its end is seen
  worker.limits_ = limits;
  auto now = std::chrono::steady_clock::now();
  worker.deadline_ = now + limits.wall_time;
  worker.greeting_deadline_ = now + std::chrono::seconds(60);  // a loaded machine under sanitizers needs some

  std::uint64_t greeting = 0;
  if (auto r = worker.read(std::as_writable_bytes(std::span(&greeting, 1))); !r) return std::unexpected(r.error());
  if (greeting != worker_greeting) {
    return fail({.id = "import.worker",
                 .what = "the import worker does not answer as one of this version",
                 .file = path.string(),
                 .advice = "Install Enfilade again, all of it."});
  }
  worker.greeted_ = true;
  return worker;
}

Worker::Worker(Worker&& other) noexcept
    : keeper_(std::move(other.keeper_)),
      path_(std::move(other.path_)),
      source_(std::move(other.source_)),
      control_(std::move(other.control_)),
      result_(std::move(other.result_)),
      pid_(std::exchange(other.pid_, -1)),
      process_(std::move(other.process_)),
      status_(std::move(other.status_)),
      greeted_(other.greeted_),
      limits_(other.limits_),
      deadline_(other.deadline_),
      greeting_deadline_(other.greeting_deadline_) {}

Worker::~Worker() { end(); }

// It may have closed the pipe and live on; an ended one keeps its own status.
int Worker::end() {
  int status = 0;
  if (process_) {
    ::syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0);
    ssize_t got;
    do got = ::read(status_.get(), &status, sizeof status);
    while (got < 0 && errno == EINTR);
    process_.reset();
  } else if (pid_ >= 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
  }
  return status;
}

Result<void> Worker::read(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    auto deadline = greeted_ ? deadline_ : std::min(deadline_, greeting_deadline_);
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return std::unexpected(timed_out());
    if (limits_.stop.stop_requested())
      return fail({.id = "work.cancelled", .what = "reading was stopped", .file = path_.string()});
    // Who may be told to stop looks up now and then.
    if (limits_.stop.stop_possible()) left = std::min(left, std::chrono::milliseconds(50));
    std::array<pollfd, 2> wait{{{result_.get(), POLLIN, 0}, {control_.get(), POLLIN, 0}}};
    int ready =
        ::poll(wait.data(), control_ ? 2 : 1, static_cast<int>(std::min<std::int64_t>(left.count() + 1, 1'000'000)));
    if (ready < 0 && errno != EINTR) return std::unexpected(ended_early());
    if (ready <= 0) continue;
    if (control_ && wait[1].revents != 0) answer_request();
    if (wait[0].revents == 0) continue;
    ssize_t got = ::read(result_.get(), bytes.data(), bytes.size());
    if (got > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      return std::unexpected(ended_early());
    }
  }
  return {};
}

Result<void> Worker::read_source(std::uint64_t offset, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    ssize_t got = ::pread(source_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      return fail({.id = "import.malformed", .what = "the file ends while it is being read", .file = path_.string()});
    }
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return {};
}

void Worker::answer_request() {
  std::array<char, largest_name> name;
  ssize_t size = ::recv(control_.get(), name.data(), name.size(), MSG_DONTWAIT | MSG_TRUNC);
  if (size <= 0) {
    control_.reset();  // the worker is done asking
    return;
  }
  FolderKeeper::Grant grant;
  grant.answer = FileAnswer::refused;
  if (static_cast<std::size_t>(size) <= name.size())
    grant = keeper_.open({name.data(), static_cast<std::size_t>(size)});
  std::array<iovec, 2> parts{{{&grant.answer, sizeof grant.answer}, {grant.actual.data(), grant.actual.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> space{};
  if (grant.file) {
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    cmsghdr* c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    int fd = grant.file.get();
    std::memcpy(CMSG_DATA(c), &fd, sizeof fd);
  }
  if (::sendmsg(control_.get(), &message, MSG_NOSIGNAL) < 0) control_.reset();
}

Error Worker::timed_out() {
  if (!greeted_) return {.id = "import.worker", .what = "the import worker did not start", .file = path_.string()};
  return {.id = "import.timeout",
          .what = fmt::format("reading this file took longer than {} s and was stopped", limits_.wall_time.count()),
          .file = path_.string(),
          .advice = "The file may be damaged; open it in its own program and export it again."};
}

Error Worker::ended_early() {
  const int status = end();
  if (!greeted_) {
    return {.id = "import.worker",
            .what = "the import worker ended before it began",
            .file = path_.string(),
            .advice = "Make sure the program is installed completely."};
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
    return {.id = "import.timeout",
            .what = fmt::format("reading this file took more than {} s of processor time and was stopped",
                                limits_.cpu_time.count()),
            .file = path_.string(),
            .advice = "The file may be damaged; open it in its own program and export it again."};
  }
  std::string how = WIFSIGNALED(status) ? fmt::format(" ({})", strsignal(WTERMSIG(status))) : std::string();
  return {.id = "import.crashed",
          .what = fmt::format("the file is broken in a way that makes its reader fail{}", how),
          .file = path_.string(),
          .advice = "Open it in its own program and export it again, if possible as GLB."};
}

}  // namespace enf
