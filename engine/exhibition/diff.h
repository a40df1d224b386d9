// Owns: what differs between two documents, as ids.
// Must not know: why it differs, who asks.
// Called by: the render scene, reports, the journal; any thread.
#pragma once

#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// The ids of one table's differences, each list in order.
template <class IdType>
struct TableDiff {
  std::vector<IdType> added, removed, changed;
  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
  friend bool operator==(const TableDiff&, const TableDiff&) = default;
};

struct DocumentDiff {
  bool exhibition = false;  // whether the exhibition's own record changed
  TableDiff<InstitutionId> institutions;
  TableDiff<AssetId> assets;
  TableDiff<RoomId> rooms;
  TableDiff<DoorwayId> doorways;
  TableDiff<WindowId> windows;
  TableDiff<WorkId> works;
  TableDiff<PlacementId> placements;
  TableDiff<FurnitureId> furniture;
  TableDiff<LightId> lights;
  TableDiff<LabelId> labels;
  TableDiff<WallTextId> wall_texts;
  TableDiff<ViewpointId> viewpoints;
  TableDiff<TourId> tours;

  // The differences of a record type: diff.table<Work>().
  template <class T>
  const TableDiff<decltype(T::id)>& table() const {
    return pick<T>(*this);
  }
  template <class T>
  TableDiff<decltype(T::id)>& table() {
    return pick<T>(*this);
  }
  bool empty() const;
  friend bool operator==(const DocumentDiff&, const DocumentDiff&) = default;

 private:
  template <class T, class Self>
  static auto& pick(Self& self);
};

// What leads from `before` to `after`. Costs what differs (shared chunks are skipped by pointer); records that are
// other objects with equal content don't count as changed.
DocumentDiff diff(const Document& before, const Document& after);

template <class T, class Self>
auto& DocumentDiff::pick(Self& self) {
  if constexpr (std::is_same_v<T, Institution>)
    return self.institutions;
  else if constexpr (std::is_same_v<T, Asset>)
    return self.assets;
  else if constexpr (std::is_same_v<T, Room>)
    return self.rooms;
  else if constexpr (std::is_same_v<T, Doorway>)
    return self.doorways;
  else if constexpr (std::is_same_v<T, Window>)
    return self.windows;
  else if constexpr (std::is_same_v<T, Work>)
    return self.works;
  else if constexpr (std::is_same_v<T, Placement>)
    return self.placements;
  else if constexpr (std::is_same_v<T, Furniture>)
    return self.furniture;
  else if constexpr (std::is_same_v<T, Light>)
    return self.lights;
  else if constexpr (std::is_same_v<T, Label>)
    return self.labels;
  else if constexpr (std::is_same_v<T, WallText>)
    return self.wall_texts;
  else if constexpr (std::is_same_v<T, Viewpoint>)
    return self.viewpoints;
  else
    return self.tours;
}

}  // namespace enf
