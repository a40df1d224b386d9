// Owns: what happens to files that are let go over the editor: they are read beside it, a sheet shows what came and
// asks
//   what nobody else knows, they are copied into the project, and each becomes one step of the history.
// Must not know: where the views are, scenes, cooking.
// Called by: the app, main thread; reads and copies on a thread of its own.
#pragma once

#include <imgui.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "editor/drop_place.h"
#include "editor/workspace.h"
#include "engine/base/jobs.h"
#include "engine/intake/examination.h"
#include "engine/intake/intake.h"
#include "engine/scene/render_scene.h"

namespace enf::editor {

// A picture for Dear ImGui, shown until it is let go.
struct PictureDesk {
  std::function<ImTextureID(const std::shared_ptr<const ImageData>&)> show;
  std::function<void(const ImageData*)> let_go;
};

class ImportSheet {
 public:
  explicit ImportSheet(std::filesystem::path project) : project_(std::move(project)) {}
  // Stops what is under way.
  ~ImportSheet();

  // Begins to read the files. Works in `without_file` have no file that can be shown: a new one may be theirs. Files
  // that come while the sheet is open join those that are there.
  void begin(const Workspace& workspace, const std::vector<std::filesystem::path>& files, const DropPlace& place,
             std::set<WorkId> without_file);
  // The same for one work that shall be shown by the file.
  void begin_for(const Workspace& workspace, const std::filesystem::path& file, const WorkId& work);
  bool is_open() const { return !items_.empty(); }
  // Whether the thread is at something that will change the sheet.
  bool is_busy() const;
  void draw(Workspace& workspace, const PictureDesk& pictures);

 private:
  // What the thread tells about one file.
  struct Reading {
    std::atomic<int> permille = 0;  // of the step
    std::atomic<bool> is_done = false;
    Result<Examination> found;  // once done
  };
  struct Copying {
    std::atomic<int> permille = 0;
    std::atomic<bool> is_done = false;
    Result<std::string> file;  // within the project, once done
  };
  // What a room's model was found to hold, read as chosen.
  struct FloorReading {
    double metres_per_unit = 1;
    UpAxis up = UpAxis::y;
    bool is_whole = false;  // its rooms are not looked for
    std::atomic<bool> is_done = false;
    Result<FloorExamination> found;  // once done
  };
  struct Item {
    std::filesystem::path file;
    std::shared_ptr<Reading> reading;
    std::shared_ptr<Copying> copying;
    bool is_looked_at = false;  // what was read has become the fields below
    std::array<std::shared_ptr<const ImageData>, 3> pictures;
    WorkId work;  // that is shown by it; empty: a new one
    std::string title, lender = "own-collection";
    double height_mm = 0, width_mm = 0, depth_mm = 0;
    bool follows_height = true, follows_width = true;  // a picture's other side, while nobody has typed it
    double metres_per_unit = 1;
    UpAxis up = UpAxis::y;
    bool is_framed = true;
    bool is_room = false, is_whole = false;  // a model that is a room or a whole floor; not to be divided
    std::shared_ptr<FloorReading> floor;
  };
  void add(const Workspace& workspace, const std::filesystem::path& file);
  void look_at(const Workspace& workspace, Item& item);
  void choose_work(const Workspace& workspace, Item& item, const WorkId& work);
  void follow_file(Item& item);
  void choose_room(Item& item, bool is_room);
  void look_for_rooms(Item& item);
  bool is_model(const Item& item) const;
  bool is_ready(const Item& item) const;
  void start_copying();
  void hand_over(Workspace& workspace);
  void close();

  void draw_list(Workspace& workspace);
  void draw_picture(Workspace& workspace, const Item& item, const PictureDesk& pictures);
  void draw_facts(Workspace& workspace, const Item& item);
  void draw_fields(Workspace& workspace, Item& item);
  void draw_sizes(Workspace& workspace, Item& item);
  void draw_unit_and_axis(Workspace& workspace, Item& item);
  void draw_unit(Workspace& workspace, Item& item);
  void draw_kind(Workspace& workspace, Item& item);
  void draw_room(Workspace& workspace, Item& item);
  void draw_place(const Workspace& workspace, const Item& item);
  bool draw_buttons(Workspace& workspace);

  std::filesystem::path project_;
  std::vector<Item> items_;
  std::size_t shown_ = 0, handed_over_ = 0;
  DropPlace place_;
  std::set<WorkId> without_file_;
  std::vector<std::shared_ptr<const ImageData>> shown_last_;  // let go when they are not drawn any more
  bool opens_ = false, is_copying_ = false;
  std::stop_source stop_;
  Jobs thread_{1};  // goes first
};

}  // namespace enf::editor
