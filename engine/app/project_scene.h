// Owns: opening a project for looking at it: its document, its cooked works and the render scene they give.
// Must not know: importers, the cook, windows, how a scene is drawn.
// Called by: the visitor, the CLI's render, tests; main thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/app/scene_source.h"
#include "engine/app/visitor_document.h"
#include "engine/base/error.h"
#include "engine/exhibition/document.h"
#include "engine/scene/build.h"

namespace enf {

// A room as it could be built. Not complete: the project's medium is gone, and what could not be read is left out.
struct BuiltRoom {
  std::shared_ptr<const RoomScene> room;
  bool is_complete = true;
};

// A project opened read-only: the house at once, a room's records and cooked works when it is first built. Without a
// visitor's document that fits the project, all records are read from exhibition.json at once.
class OpenedExhibition {
 public:
  const std::filesystem::path& folder() const { return source_->folder(); }
  // What stands in its rooms is in the rooms built (RoomItem::contents).
  const House& house() const { return *house_; }

  // One room with labels and wall texts in these languages (empty: the exhibition's). With the complete room as it was
  // before, all that did not change keeps its meshes and materials by pointer. Any thread.
  BuiltRoom build_room(std::uint32_t room, const std::vector<std::string>& languages, const RoomScene* previous);
  // light_state() of a room as it is now; nothing if the medium is gone. Any thread.
  std::optional<Hash> light_state_of(std::uint32_t room);
  // The house with nothing in it but the models that rooms were brought in as: what is walked on.
  std::shared_ptr<const RenderScene> walked_models();

  // Whether the project's files are out of reach, as when their disk was pulled out. Any thread.
  bool medium_is_gone() const { return source_->medium_is_gone(); }

  // What a curator should know: works that are not cooked or damaged and are shown as blanks, edits found in the
  // journal. Grows as rooms are built. Any thread.
  std::vector<Error> notes() const;

 private:
  friend Result<std::unique_ptr<OpenedExhibition>> open_exhibition(const std::filesystem::path& folder);
  OpenedExhibition() = default;

  std::shared_ptr<const Document> contents(std::uint32_t room);  // null: the medium is gone
  std::shared_ptr<const RoomLight> light(std::uint32_t room, bool& is_complete);
  void read_all_rooms();                                         // mutex_ is held

  std::shared_ptr<const House> house_;
  std::unique_ptr<SceneSource> source_;

  mutable std::mutex mutex_;  // of all below
  std::shared_ptr<const VisitorDocument> cooked_;
  std::vector<Document> rooms_;  // without it
  std::map<std::uint32_t, Hash> lit_contents_;
  std::vector<Error> notes_;
};

// Errors: those of load_project, text.font_missing, cooked_index.*, project.not_cooked (works or rooms have assets and
// none of them is in the store: run 'enfilade cook PROJECT').
Result<std::unique_ptr<OpenedExhibition>> open_exhibition(const std::filesystem::path& folder);

}  // namespace enf
