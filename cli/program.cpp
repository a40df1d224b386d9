#include "cli/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "engine/base/file.h"

namespace enf::cli {

Result<nlohmann::json> run_program(const std::string& name, std::vector<std::string> arguments) {
  const std::filesystem::path program = program_beside(name);
  arguments.insert(arguments.begin(), name);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fail(file_error("open a pipe for", program, errno));
  Descriptor ours(ends[0]), theirs(ends[1]);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDOUT_FILENO);
  int pid = -1;
  int status = posix_spawn(&pid, program.c_str(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  theirs.reset();
  if (status != 0)
    return fail({.id = "program.missing",
                 .what = fmt::format("could not be started: {}", std::strerror(status)),
                 .file = program.string(),
                 .advice = "Install Enfilade again, all of it"});

  std::string printed;
  std::array<char, 4096> part;
  ssize_t got;
  while ((got = ::read(ours.get(), part.data(), part.size())) > 0 || (got < 0 && errno == EINTR))
    if (got > 0) printed.append(part.data(), static_cast<std::size_t>(got));
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  auto json = nlohmann::json::parse(printed, nullptr, false);
  if (status == 0 && json.is_object()) return json;
  return fail({.id = "program.failed",
               .what = fmt::format("{} could not do its work{}", name, json.is_object() ? ": " + json.dump() : "")});
}

}  // namespace enf::cli
