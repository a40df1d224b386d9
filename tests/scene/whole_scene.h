// All rooms of a document drawn at once: what tests look at where the program draws room by room.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/scene/build.h"

namespace enf::test {

using BuildCache = std::map<std::string, std::shared_ptr<const RoomScene>>;
struct BuildResult {
  RenderScene scene;
  std::vector<SceneNote> notes;
  std::shared_ptr<const BuildCache> cache;  // hand it to the next build
};

inline BuildResult build_scene(const Document& document, const SceneResources& resources,
                               const std::shared_ptr<const BuildCache>& previous = {}) {
  std::shared_ptr<const House> house = lay_out_house(document);
  std::vector<std::shared_ptr<const RoomScene>> rooms;
  auto contents = std::make_shared<const Document>(document);
  auto cache = std::make_shared<BuildCache>();
  BuildResult result;
  for (std::uint32_t r = 0; r < house->shells.size(); ++r) {
    const std::string& id = house->shell.rooms[r].id;
    const RoomScene* before = nullptr;
    if (previous)
      if (auto found = previous->find(id); found != previous->end()) before = found->second.get();
    rooms.push_back(build_room(*house, r, contents, resources, before));
    cache->emplace(id, rooms.back());
    result.notes.insert(result.notes.end(), rooms.back()->notes.begin(), rooms.back()->notes.end());
  }
  result.scene = join_rooms(*house, rooms);
  result.cache = std::move(cache);
  return result;
}

}  // namespace enf::test
