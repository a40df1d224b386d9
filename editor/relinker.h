// Owns: bringing in the files that the curator shows in the place of missing ones, but those of works, which the import
// sheet asks about: they are copied into the project and every record that named the old file names the new one.
// Must not know: how files are chosen, panels.
// Called by: the app, main thread; reads and copies on a thread of its own.
#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <memory>
#include <set>
#include <stop_token>
#include <string>

#include "editor/workspace.h"
#include "engine/base/jobs.h"

namespace enf::editor {

class Relinker {
 public:
  // `project` is its folder.
  explicit Relinker(std::filesystem::path project) : project_(std::move(project)) {}
  // Stops what is under way.
  ~Relinker() { stop_.request_stop(); }

  enum class Use { room_model, recording, luminaire };
  // Has `file` copied, which is to stand for `missing`, a path within the project, after those asked for before.
  void start(const std::string& missing, Use use, const std::filesystem::path& file);
  bool is_busy() const { return !under_way_.empty(); }
  // Has the records changed once a file is there, or tells why it is not. Returns the files that are where they were
  // named already, and other ones perhaps.
  std::set<std::string> finish(Workspace& workspace);

 private:
  struct UnderWay {
    std::string missing;
    Result<std::string> file;  // within the project, once done
    std::atomic<bool> is_done = false;
  };
  std::filesystem::path project_;
  std::deque<std::shared_ptr<UnderWay>> under_way_;  // the thread does them in this order
  std::stop_source stop_;
  Jobs thread_{1};  // goes first
};

}  // namespace enf::editor
