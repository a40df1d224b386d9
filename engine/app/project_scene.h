// Owns: opening a project for looking at it: its document, its cooked works and the render scene they give.
// Must not know: importers, the cook, windows, how a scene is drawn.
// Called by: the visitor, the CLI's render, tests; main thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/app/label_painter.h"
#include "engine/app/visitor_document.h"
#include "engine/base/error.h"
#include "engine/exhibition/document.h"
#include "engine/package/cooked_index.h"
#include "engine/package/store.h"
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
  const std::filesystem::path& folder() const { return folder_; }
  // What stands in its rooms is in the rooms built (RoomItem::contents).
  const House& house() const { return *house_; }

  // One room with labels and wall texts in these languages (empty: the exhibition's). With the complete room as it was
  // before, all that did not change keeps its meshes and materials by pointer. Any thread.
  BuiltRoom build_room(std::uint32_t room, const std::vector<std::string>& languages, const RoomScene* previous);
  // The house with nothing in it but the models that rooms were brought in as: what is walked on.
  std::shared_ptr<const RenderScene> walked_models();

  // Whether the project's files are out of reach, as when their disk was pulled out. Any thread.
  bool medium_is_gone() const;

  // What a curator should know: works that are not cooked or damaged and are shown as blanks, edits found in the
  // journal. Grows as rooms are built. Any thread.
  std::vector<Error> notes() const;

 private:
  friend Result<std::unique_ptr<OpenedExhibition>> open_exhibition(const std::filesystem::path& folder);
  OpenedExhibition() = default;

  std::shared_ptr<const Document> contents(std::uint32_t room);  // null: the medium is gone
  void read_all_rooms();                                         // mutex_ is held
  Result<std::shared_ptr<const ChunkReader>> open_chunk(const AssetId& asset, ChunkKind kind) const;
  // Null: a blank stands in, which a note explains, or the medium is gone, which `is_complete` tells.
  std::shared_ptr<const ModelSource> model(const AssetId& asset, bool& is_complete);
  std::shared_ptr<const PyramidSource> pyramid(const AssetId& asset, bool& is_complete);
  void note(const Error& error, const AssetId& asset, bool& is_complete);

  std::filesystem::path folder_;
  std::shared_ptr<const House> house_;
  std::optional<Store> store_;
  CookedIndex index_;
  std::unique_ptr<FinishLibrary> finishes_;
  std::shared_ptr<LabelPainter> painter_;

  mutable std::mutex mutex_;  // of all below
  std::shared_ptr<const VisitorDocument> cooked_;
  std::vector<Document> rooms_;  // without it
  std::map<AssetId, std::weak_ptr<const ModelSource>> models_;
  std::map<AssetId, std::weak_ptr<const PyramidSource>> pyramids_;
  std::set<AssetId> noted_;
  std::vector<Error> notes_;
};

// Errors: those of load_project, text.font_missing, cooked_index.*, project.not_cooked (works or rooms have assets and
// none of them is in the store: run 'enfilade cook PROJECT').
Result<std::unique_ptr<OpenedExhibition>> open_exhibition(const std::filesystem::path& folder);

}  // namespace enf
