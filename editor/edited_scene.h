// Owns: the render scene of a document that is being edited: what of it must be built anew, and which rooms are in it.
// Must not know: the GPU, panels, operators.
// Called by: the stage, main thread; benchmarks.
#pragma once

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "editor/room_lights.h"
#include "engine/app/scene_source.h"
#include "engine/base/jobs.h"
#include "engine/exhibition/divided.h"
#include "engine/scene/visibility.h"

namespace enf::editor {

class EditedScene {
 public:
  // All must outlive it. Without `lights` rooms are lit by their lamps alone.
  EditedScene(SceneSource& source, Jobs& jobs, RoomLights* lights) : source_(source), jobs_(jobs), lights_(lights) {}
  // Waits for its job.
  ~EditedScene();

  // Shows this document. Costs what differs from the one before.
  void set_document(const DividedDocument& divided);
  // The assets have been cooked anew: the rooms in which they are shown are built with what they are now.
  void renew(const std::set<AssetId>& assets);
  // The same where lights shine as these luminaire files tell.
  void renew_luminaires(const std::set<std::string>& files);
  // Labels and wall texts are shown in this language.
  void set_language(const std::string& language);

  // Builds the rooms the camera sees that are not as the document has them; what did not change in them keeps its
  // meshes. How a room is shaded by what stands in it follows a little later, from a worker; so does its baked light,
  // in place of which it is lit by its lamps until then. True if scene() is another one than before. There must be a
  // document.
  bool update(const Camera& camera, float aspect);
  // Whether there is something that update() has not seen yet.
  bool is_stale() const { return !scene_ || (shading_ && shading_->is_done) || (lights_ && lights_->has_found()); }
  // Whether a worker is shading a room.
  bool is_shading() const { return shading_ != nullptr; }
  bool has_document() const { return house_ != nullptr; }
  // The rooms the camera saw at the last update, each with the part of the picture it shows in.
  struct InView {
    RoomId room;
    ScreenRect rect;
  };
  std::vector<InView> in_view() const;
  // The rooms seen of late; null while stale.
  const std::shared_ptr<const RenderScene>& scene() const { return scene_; }

 private:
  struct Room {
    std::shared_ptr<const RoomScene> drawn;
    std::shared_ptr<const Document> contents;
    RoomShell shell;
    std::shared_ptr<const RoomLight> light;
    std::uint64_t lit = 0;  // another number whenever what its light depends on has changed
    bool is_current = false;
    std::uint64_t last_seen = 0;
  };
  // A room being drawn in full beside the editing.
  struct Shading {
    std::size_t room;
    std::shared_ptr<const Document> contents;
    std::shared_ptr<const House> house;
    std::string language;
    std::shared_ptr<const RoomLight> light;
    std::shared_ptr<const RoomScene> drawn;
    std::atomic<bool> is_done = false;
  };
  std::shared_ptr<const RoomScene> build(const House& house, std::size_t room,
                                         const std::shared_ptr<const Document>& contents, const std::string& language,
                                         std::shared_ptr<const RoomLight> light, const RoomScene* previous,
                                         bool keeps_shading) const;
  void put_out(std::uint32_t room);
  void take_lights();
  void want_lights();
  bool take_shaded();
  void ask_for_shading();
  void lay_out(const DividedDocument& divided);
  void join();
  SceneSource& source_;
  Jobs& jobs_;
  RoomLights* lights_;
  DividedDocument divided_;
  std::shared_ptr<const House> house_;
  std::vector<Room> rooms_;
  std::shared_ptr<const RenderScene> scene_;
  std::vector<VisibleRoom> seen_;
  std::shared_ptr<Shading> shading_;
  std::uint64_t updates_ = 0, lit_states_ = 0;
  std::string language_;
};

}  // namespace enf::editor
