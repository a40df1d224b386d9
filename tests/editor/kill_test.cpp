// No committed work is lost, whenever the editor is killed: in the middle of a drag, of the journal, of an autosave.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "editor/workspace.h"
#include "engine/base/hash.h"
#include "engine/exhibition/json.h"
#include "engine/exhibition/project.h"
#include "tests/exhibition/sample.h"
#include "tests/operators/random_arguments.h"

namespace enf {
std::span<const EmbeddedCatalogue> editor_catalogues();
}

namespace enf::editor {
namespace {

constexpr int script_steps = 150;
constexpr double autosave_s = 0.5;

Hash state_of(const Document& document) {
  std::string text = write_document(document);
  return hash_bytes(std::as_bytes(std::span(text)));
}

// What a curator does, the same each time for a seed: operators, drags with a preview at each move, held keys, undo,
// saving by hand while time passes and the editor saves by itself. Tells the state after each step.
template <class Told>
void run_session(const std::filesystem::path& folder, std::uint64_t seed, Told&& told) {
  const Messages messages = Messages::open(editor_catalogues()).value();
  Workspace workspace(Editing::open(folder).value(), messages, autosave_s, {});
  Random random(seed);
  const auto& all = all_operators();
  for (int i = 0; i < script_steps; ++i) {
    const Session& session = workspace.session();
    if (random.chance(0.3f)) workspace.ask("edit.select-all", {{"room", AnyId(RoomId{"hall"})}});
    if (i % 10 == 9) {
      workspace.ask("edit.save");
    } else if (i % 3 == 0) {
      for (int move = 0; move < 4; ++move)
        workspace.try_change("arrange.move", {{"items", std::vector<AnyId>{FurnitureId{"bench"}}},
                                              {"right", random.below(100) / 100.0 - 0.5},
                                              {"up", random.below(100) / 100.0 - 0.5}});
      workspace.finish_gesture();
    } else if (i % 3 == 1) {
      workspace.ask("furniture.add", {{"room", AnyId(RoomId{"hall"})},
                                      {"x", 1.0 + random.below(60) / 10.0},
                                      {"z", 1.0 + random.below(40) / 10.0}});
    } else {
      const Operator& op = all[random.below(static_cast<std::uint32_t>(all.size()))];
      Arguments arguments = sample::random_arguments(random, session, op);
      // Whether nudges are one step depends on when a save begins, and what undo takes back on that.
      if (!op.merges) workspace.ask(op.id, std::move(arguments));
    }
    (void)workspace.run_asked();
    workspace.pass(random.below(100) / 200.0);
    told(state_of(workspace.session().document));
  }
}

// The session in a process of its own, and what it tells.
struct Child {
  pid_t pid = 0;
  int told = -1;
  Child(const std::filesystem::path& folder, std::uint64_t seed) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return;
    pid = ::fork();
    if (pid == 0) {
      run_session(folder, seed, [&](const Hash& state) {
        if (::write(ends[1], &state, sizeof state) != sizeof state) ::_exit(1);
      });
      ::_exit(0);
    }
    ::close(ends[1]);
    told = ends[0];
  }
  ~Child() { ::close(told); }
  std::optional<Hash> next() const {
    Hash state;
    return ::read(told, &state, sizeof state) == sizeof state ? std::optional(state) : std::nullopt;
  }
  void kill() const {
    ::kill(pid, SIGKILL);
    int status = 0;
    ::waitpid(pid, &status, 0);
  }
};

TEST(KilledEditor, AtTwoHundredRandomMomentsLosesNothingThatWasCommitted) {
  enf::sample::Folder folder("killed-editor");
  Random random(41);
  int cut_short = 0, changes = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    auto begin_anew = [&] {
      std::filesystem::remove_all(folder.path);
      save_project(folder.path, enf::sample::exhibition()).value();
    };
    begin_anew();
    std::vector<Hash> states{state_of(enf::sample::exhibition())};
    {
      Child whole(folder.path, seed);
      while (auto state = whole.next()) states.push_back(*state);
      whole.kill();
    }
    ASSERT_EQ(states.size(), script_steps + 1u) << "seed " << seed;
    for (std::size_t i = 1; i < states.size(); ++i) changes += states[i] != states[i - 1];
    for (int round = 0; round < 20; ++round) {
      begin_anew();
      Child child(folder.path, seed);
      std::size_t told = 0;
      for (std::size_t wanted = random.below(script_steps); told < wanted && child.next();) ++told;
      ::usleep(random.below(4'000));
      child.kill();
      while (child.next()) ++told;
      cut_short += told < script_steps;
      Result<Editing> reopened = Editing::open(folder.path);
      ASSERT_TRUE(reopened) << to_string(reopened.error());
      for (const Error& note : reopened->project().notes())  // killed while it wrote a line
        EXPECT_EQ(note.id, "journal.torn") << to_string(note);
      const Hash found = state_of(reopened->document());
      const bool exact = found == states[told] || (told + 1 < states.size() && found == states[told + 1]);
      const auto known = std::ranges::find(states, found);
      ASSERT_TRUE(exact) << "seed " << seed << ", killed after step " << told << ", found that of step "
                         << known - states.begin() << " of " << states.size() - 1;
    }
  }
  EXPECT_GT(cut_short, 150) << "most were killed in the middle";
  EXPECT_GT(changes, 200) << "the sessions change something";
}

}  // namespace
}  // namespace enf::editor
