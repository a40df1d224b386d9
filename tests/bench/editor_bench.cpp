// What an edit costs in the editor, as computing time of the thread that waits for it: the operator that makes it,
// applying it soundly, dividing by rooms, the journal, bringing the render scene up to date; undo and redo of it; and
// what a save beside it costs who edits on. Prints one JSON object a line. Usage: bench_editor PROJECT [EDITS], for
// instance a museum made by "enfilade bench museum".
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "editor/edited_scene.h"
#include "editor/editor_host.h"
#include "editor/operators/editing.h"
#include "engine/base/random.h"
#include "engine/exhibition/json.h"
#include "engine/exhibition/project.h"

namespace enf::editor {
namespace {

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// What this thread has computed: other programs on the machine don't count.
double computed_ms() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

class Times {
 public:
  void add(double ms) { all_.push_back(ms); }
  double last() const { return all_.back(); }  // before json()
  std::string json(const char* name) {
    if (all_.empty()) return fmt::format("\"{}\":null", name);
    std::ranges::sort(all_);
    auto at = [&](double part) { return all_[std::min(all_.size() - 1, std::size_t(part * double(all_.size())))]; };
    return fmt::format("\"{}\":{{\"n\":{},\"median_ms\":{:.3f},\"p99_ms\":{:.3f},\"max_ms\":{:.3f}}}", name,
                       all_.size(), at(0.5), at(0.99), all_.back());
  }

 private:
  std::vector<double> all_;
};

Camera standing_in(const Room& room) {
  dvec2 low = room.plan[0], high = low;
  for (dvec2 c : room.plan) low = glm::min(low, c), high = glm::max(high, c);
  Camera camera;
  camera.eye = vec3((low.x + high.x) / 2, room.floor_level_m + 1.6, (low.y + high.y) / 2);
  camera.forward = vec3(0, 0, -1), camera.fov_y = 0.95f;
  return camera;
}

// A copy of the document in a project of its own, gone with this.
class Copy {
 public:
  explicit Copy(const Document& document) { save_project(folder, document).value(); }
  ~Copy() { std::filesystem::remove_all(folder); }
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / fmt::format("bench-editor-{}", ::getpid());
};

// As the editor does them: by an operator, into the journal, then the render scene. `wall` counts the waiting for the
// journal's file too.
void time_edits(SceneSource& source, const Document& document, int edits) {
  Copy copy(document);
  Editing editing = Editing::open(copy.folder).value();
  Jobs jobs;
  EditedScene scene(source, jobs, nullptr);
  scene.set_document(editing.divided());
  Random random(7);
  Times run_times, scene_times, edit_times, edit_walls, standing_times, undo_times, undo_walls, redo_times;
  int refused = 0;
  RoomId stands_in;
  for (int i = 0; i < edits; ++i) {
    auto one_of = [&](const Document& contents) {
      std::uint32_t n = random.below(std::uint32_t(contents.placements.size()));
      auto it = contents.placements.begin();
      while (n-- > 0) ++it;
      return *it;
    };
    // One works in a room for a while, and looks at what one moves.
    if (i % 20 == 0) stands_in = one_of(document).room;
    const Placement placement = one_of(*editing.divided().contents(stands_in));
    Camera camera = standing_in(*document.find(stands_in));
    scene.update(camera, 1.6f);  // the room as it was, built
    const double step = random.chance(0.5f) ? 0.01 : -0.01;
    Arguments arguments{{"item", AnyId(placement.id)}};
    if (auto* hung = std::get_if<OnWall>(&placement.where))
      arguments.set("along", hung->along_m + step);
    else
      arguments.set("x", std::get<OnFloor>(placement.where).position_m.x + step);
    double wall = 0;
    auto time = [&](std::string_view op, const Arguments& told, Times* run, Times* scene_only, Times& all) {
      const double begin = computed_ms(), begin_wall = now_ms();
      if (!editing.run(op, told)) return false;
      const double done = computed_ms();
      scene.set_document(editing.divided());
      scene.update(camera, 1.6f);
      const double shown = computed_ms();
      wall = now_ms() - begin_wall;
      if (run) run->add(done - begin), scene_only->add(shown - done);
      all.add(shown - begin);
      return true;
    };
    if (!time("item.set-position", arguments, &run_times, &scene_times, edit_times)) {
      ++refused;
      continue;
    }
    edit_walls.add(wall);
    if (std::holds_alternative<OnFloor>(placement.where)) standing_times.add(edit_times.last());
    if (time("edit.undo", {}, nullptr, nullptr, undo_times)) undo_walls.add(wall);
    time("edit.redo", {}, nullptr, nullptr, redo_times);
  }
  const std::string text = write_document(editing.document());
  fmt::print("{{\"bench\":\"edit\",\"placements\":{},\"refused\":{},{},{},{},{},{},{},{},{},\"hash\":\"{}\"}}\n",
             document.placements.size(), refused, edit_times.json("edit"), edit_walls.json("edit_wall"),
             standing_times.json("of_standing"), run_times.json("operator_and_journal"), scene_times.json("scene"),
             undo_times.json("undo"), undo_walls.json("undo_wall"), redo_times.json("redo"),
             to_hex(hash_bytes(std::as_bytes(std::span(text)))).substr(0, 16));
}

// From nothing to a picture one can work at, and what a frame of the interface costs then.
void time_opening(const std::filesystem::path& folder) {
  EditorSettings settings;
  settings.project = folder, settings.mode = Editing::Mode::read_only;
  settings.render.width = 1440, settings.render.height = 900;
  double begin = now_ms();
  auto host = EditorHost::open(settings).value();
  double opened = now_ms();
  host->run(1).value();
  double first = now_ms();
  host->settle().value();
  double settled = now_ms();
  Times ticks;
  for (int i = 0; i < 200; ++i) {
    Event move = PointerEvent{.position = vec2(500 + i, 700)};  // over the plan
    double start = computed_ms();
    host->app().tick(std::span(&move, 1), EditorHost::step_s).value();
    ticks.add(computed_ms() - start);
  }
  fmt::print("{{\"bench\":\"open\",\"open_ms\":{:.0f},\"first_picture_ms\":{:.0f},\"settled_ms\":{:.0f},{}}}\n",
             opened - begin, first - begin, settled - begin, ticks.json("tick"));
}

// One commits a thousand times a second, which no hand does, first alone, then while another thread saves the whole
// document.
void time_saving(const Document& document) {
  Copy copy(document);
  {
    Project project = load_project(copy.folder).value();
    Times alone, beside, saves, handing_over;
    auto commit = [&](int n, Times& times) {
      Exhibition exhibition = *project.document().exhibition;
      exhibition.subtitle["en"] = fmt::format("{}", n);
      double begin = now_ms();
      project.commit(set_exhibition(std::move(exhibition)), "Bench").value();
      times.add(now_ms() - begin);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    };
    for (int i = 0; i < 300; ++i) commit(i, alone);
    for (int save = 0, n = 1000; save < 10; ++save) {
      double begin = now_ms();
      SaveTask task = project.begin_save().value();
      double handed = now_ms() - begin;
      std::atomic<bool> is_done = false;
      std::jthread thread([&] {
        task.run().value();
        is_done = true;
      });
      while (!is_done) commit(n++, beside);
      thread.join();
      saves.add(now_ms() - begin);
      begin = now_ms();
      project.end_save(task);
      handing_over.add(handed + now_ms() - begin);
    }
    fmt::print("{{\"bench\":\"save\",{},{},{},{}}}\n", alone.json("commit_alone"), beside.json("commit_beside_save"),
               saves.json("save"), handing_over.json("begin_and_end"));
  }
}

}  // namespace
}  // namespace enf::editor

int main(int argc, char** argv) {
  using namespace enf;
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_editor PROJECT [EDITS]\n");
    return 2;
  }
  double begin = editor::now_ms();
  Result<Project> project = load_project(argv[1]);
  auto source = SceneSource::open(argv[1]);
  if (!project || !source) {
    fmt::print(stderr, "bench_editor: {}\n", to_string(project ? source.error() : project.error()));
    return 1;
  }
  fmt::print("{{\"bench\":\"load\",\"ms\":{:.1f}}}\n", editor::now_ms() - begin);
  editor::time_opening(argv[1]);
  editor::time_edits(**source, project->document(), argc > 2 ? std::atoi(argv[2]) : 1000);
  editor::time_saving(project->document());
  return 0;
}
