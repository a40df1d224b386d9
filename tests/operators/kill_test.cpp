// No committed work is lost, whenever the process is killed.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "editor/operators/editing.h"
#include "engine/base/hash.h"
#include "engine/exhibition/json.h"
#include "random_arguments.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {
namespace {

constexpr int script_steps = 60;

Hash state_of(const Document& document) {
  std::string text = write_document(document);
  return hash_bytes(std::as_bytes(std::span(text)));
}

// A session that is the same each time: operators at random, undo among them, a save now and then. Tells the state
// after each step.
template <class Told>
void run_script(Editing& editing, Told&& told) {
  Random random(8);
  for (int i = 0; i < script_steps; ++i) {
    const Operator& op = i % 20 == 19
                             ? *find_operator("edit.save")
                             : all_operators()[random.below(static_cast<std::uint32_t>(all_operators().size()))];
    if (random.chance(0.2f)) (void)editing.run("edit.select-all");
    if (i % 2 == 0)
      (void)editing.run("furniture.add", {{"room", AnyId(RoomId{"hall"})},
                                          {"x", 1.0 + random.below(60) / 10.0},
                                          {"z", 1.0 + random.below(40) / 10.0}});
    else
      (void)editing.run(op, sample::random_arguments(random, editing.session(), op));
    told(state_of(editing.document()));
  }
}

TEST(Kill, AtTwoHundredRandomMomentsLosesNothingThatWasCommitted) {
  enf::sample::Folder folder("kill");
  auto begin_anew = [&] {
    std::filesystem::remove_all(folder.path);
    save_project(folder.path, enf::sample::exhibition()).value();
  };
  begin_anew();
  std::vector<Hash> states{state_of(enf::sample::exhibition())};
  {
    Editing editing = Editing::open(folder.path).value();
    run_script(editing, [&](const Hash& state) { states.push_back(state); });
  }
  int differing = 0;
  for (std::size_t i = 1; i < states.size(); ++i) differing += states[i] != states[i - 1];
  ASSERT_GT(differing, 10) << "the session changes something";
  Random random(99);
  int cut_short = 0;
  for (int round = 0; round < 200; ++round) {
    begin_anew();
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    pid_t child = ::fork();
    if (child == 0) {
      Editing editing = Editing::open(folder.path).value();
      run_script(editing, [&](const Hash&) {
        char step = 1;
        if (::write(pipe_ends[1], &step, 1) != 1) ::_exit(1);
      });
      ::_exit(0);
    }
    ::close(pipe_ends[1]);
    // Some step's end and a little: in the middle of applying, of writing the journal, of saving.
    std::size_t told = 0;  // steps it had finished for certain
    char step;
    for (std::size_t wanted = random.below(script_steps); told < wanted && ::read(pipe_ends[0], &step, 1) == 1;) ++told;
    ::usleep(random.below(3'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    while (::read(pipe_ends[0], &step, 1) == 1) ++told;
    ::close(pipe_ends[0]);
    cut_short += told < script_steps;
    Result<Editing> reopened = Editing::open(folder.path);
    ASSERT_TRUE(reopened) << to_string(reopened.error());
    Hash found = state_of(reopened->document());
    bool exact = found == states[told] || (told + 1 < states.size() && found == states[told + 1]);
    ASSERT_TRUE(exact) << "killed after step " << told;
  }
  EXPECT_GT(cut_short, 100) << "most were killed in the middle";
}

}  // namespace
}  // namespace enf::editor
