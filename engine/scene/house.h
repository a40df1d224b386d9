// Owns: a document's rooms as the room graph sees them: all that is known of a house before any of its rooms is drawn.
// Must not know: meshes, cooked files, who looks.
// Called by: whoever builds scenes; immutable once laid out, any thread.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/exhibition/document.h"
#include "engine/scene/render_scene.h"

namespace enf {

// A room and the openings in its walls, each list in the document's order.
struct RoomShell {
  std::shared_ptr<const Room> room;
  std::vector<std::shared_ptr<const Doorway>> doorways;  // with either side here
  std::vector<std::shared_ptr<const Window>> windows;
};

struct House {
  Document document;              // what stands in its rooms may be missing (by_room.h)
  RenderScene shell;              // rooms and portals, nothing to draw
  std::vector<RoomShell> shells;  // one a room
  std::map<RoomId, std::uint32_t> index;

  // no_room for an id that names none.
  std::uint32_t index_of(const RoomId& id) const;
};

// Costs one look at each room, doorway and window.
std::shared_ptr<const House> lay_out_house(const Document& document);

}  // namespace enf
