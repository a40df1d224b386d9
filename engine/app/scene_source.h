// Owns: what scenes are built from in an opened project: its cooked works, finishes and set texts.
// Must not know: documents, windows, the GPU.
// Called by: who builds rooms (the visitor's exhibition, the editor's view), on any thread.
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
#include "engine/app/light_index.h"
#include "engine/base/error.h"
#include "engine/package/cooked_index.h"
#include "engine/package/store.h"
#include "engine/scene/build.h"

namespace enf {

class SceneSource {
 public:
  // An unreadable index of baked light is noted; the lamps are drawn as they are then. Errors: cooked_index.*,
  // text.font_missing.
  static Result<std::unique_ptr<SceneSource>> open(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  // An asset has been cooked anew: what is asked for from now on is this.
  void set_cooked(const AssetId& asset, const CookedAsset& cooked);
  bool has_cooked(const AssetId& asset) const;
  bool has_any_cooked() const;

  // What a room is built with, its texts in these languages. `is_complete` becomes false where something could not be
  // read because the medium is gone; it and this source outlive the resources.
  SceneResources resources(const std::vector<std::string>& languages, bool& is_complete);

  // A cooked work, opened. Null: a blank stands in, which a note explains, or the medium is gone.
  std::shared_ptr<const ModelSource> model(const AssetId& asset, bool& is_complete);
  std::shared_ptr<const PyramidSource> pyramid(const AssetId& asset, bool& is_complete);

  // A luminaire's distribution, from a file within the project folder. Null: unreadable, which a note explains once.
  std::shared_ptr<const IntensityTable> luminaire(const std::string& file);
  // Of that file's content; of nothing if it is unreadable.
  Hash luminaire_hash(const std::string& file);
  // The luminaires asked for so far whose files were replaced since, which are read anew from now on. Costs a look at
  // each file's time and size.
  std::set<std::string> changed_luminaires();

  bool has_baked(const RoomId& room) const { return lights_.contains(room); }
  // A room's baked light, if it was baked in this state. Null: it has none, or the medium is gone.
  std::shared_ptr<const RoomLight> light(const RoomId& room, const Hash& state, bool& is_complete);

  // Whether the project's files are out of reach, as when their disk was pulled out.
  bool medium_is_gone() const;
  // Works that are not cooked or damaged and are shown as blanks. Grows as rooms are built.
  std::vector<Error> notes() const;

 private:
  SceneSource() = default;
  Result<std::shared_ptr<const ChunkReader>> open_chunk(const AssetId& asset, ChunkKind kind) const;
  void note(const Error& error, const AssetId& asset, bool& is_complete);

  std::filesystem::path folder_;
  std::optional<Store> store_;
  LightIndex lights_;
  std::unique_ptr<FinishLibrary> finishes_;
  std::shared_ptr<LabelPainter> painter_;

  mutable std::mutex mutex_;  // of all below
  CookedIndex index_;
  std::map<AssetId, std::weak_ptr<const ModelSource>> models_;
  std::map<AssetId, std::weak_ptr<const PyramidSource>> pyramids_;
  struct Luminaire {
    std::shared_ptr<const IntensityTable> table;  // null: unreadable
    Hash content;
    std::int64_t written = 0;  // when, and how large, as the file system tells
    std::uintmax_t bytes = 0;
  };
  const Luminaire& luminaire_of(const std::string& file);
  std::map<std::string, Luminaire> luminaires_;
  std::set<AssetId> noted_;
  std::set<RoomId> noted_lights_;
  std::vector<Error> notes_;
};

// What to do about works that are not cooked.
std::string cook_advice(const std::filesystem::path& folder);

}  // namespace enf
