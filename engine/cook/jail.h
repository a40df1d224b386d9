// Owns: the caller's side of the jail: starting the worker, handing it files from one folder, reading its result,
//   ending it. (The worker locks itself down: engine/import/jail_lock.h.)
// Must not know: file formats, models, images.
// Called by: import.cpp on any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/file.h"
#include "engine/cook/import.h"

namespace enf {

// The descriptor moved above those that a child is given, so that one dup2 cannot overwrite the next one's source;
// empty if it is none, when errno says why.
Descriptor raised(int fd);

// What a worker process is started for.
struct WorkerTask {
  std::string task;  // "model", "image", "nursery" or a probe's name
  std::string name;  // of the file
  std::uint64_t memory_bytes = 0, cpu_seconds = 0;
};

// Runs enfilade-import, which lies beside this program, with these files open. Errors: import.jail, import.worker (it
// is not there).
Result<int> spawn_worker(const WorkerTask& task, int source, int control, int result);

class Nursery;

// How the caller answers when the worker asks for a file beside the one it imports.
enum class FileAnswer : std::uint32_t { granted, missing, refused, unreadable };

// Opens files for the worker: regular files in and below one folder, nothing else, read-only.
class FolderKeeper {
 public:
  explicit FolderKeeper(std::filesystem::path folder) : folder_(std::move(folder)) {}

  struct Grant {
    FileAnswer answer = FileAnswer::missing;
    Descriptor file;
    std::string actual;  // the name under which it was found, if written otherwise (case, Unicode form)
  };
  // `name` as the lender's file has it: '/' or '\' between folders, relative to our folder.
  Grant open(std::string_view name);

  const std::set<std::filesystem::path>& read() const { return read_; }
  const std::set<std::filesystem::path>& missing() const { return missing_; }

 private:
  std::filesystem::path folder_;
  std::set<std::filesystem::path> read_, missing_;
};

// The parts of a relative path, or nothing if it is absolute, names a drive or a server, or leads out of its folder.
std::optional<std::vector<std::string>> parts_inside(std::string_view name);

// One worker process. Destroyed early, it is killed.
class Worker {
 public:
  // Starts a worker for `task` ("model", "image" or a probe's name): a process of its own or, if there is a nursery, a
  // fork of what waits there. Errors: file.missing, file.unreadable, import.jail, import.worker.
  static Result<Worker> start(const std::filesystem::path& path, std::string task, const ImportLimits& limits,
                              Nursery* nursery = nullptr);
  Worker(Worker&& other) noexcept;
  ~Worker();

  // Fills the span from the result, answering requests for files meanwhile.
  // Errors: import.crashed, import.timeout, import.out_of_memory, import.worker, work.cancelled.
  Result<void> read(std::span<std::byte> bytes);

  // Fills the span from the file that is being imported. Error: import.malformed (it is not so long).
  Result<void> read_source(std::uint64_t offset, std::span<std::byte> bytes);

  // Time that the caller needed for itself is none of the worker's.
  void extend(std::chrono::nanoseconds time) {
    deadline_ += std::chrono::duration_cast<std::chrono::steady_clock::duration>(time);
  }

  const FolderKeeper& keeper() const { return keeper_; }

 private:
  Worker(FolderKeeper keeper, std::filesystem::path path) : keeper_(std::move(keeper)), path_(std::move(path)) {}
  void answer_request();
  int end();  // kills it if need be; its status as of waitpid()
  Error ended_early();
  Error timed_out();

  FolderKeeper keeper_;
  std::filesystem::path path_;
  Descriptor source_, control_, result_;
  int pid_ = -1;                 // of a child of our own, or
  Descriptor process_, status_;  // of one that was born in a nursery
  bool greeted_ = false;
  ImportLimits limits_;
  std::chrono::steady_clock::time_point deadline_, greeting_deadline_;
};

}  // namespace enf
