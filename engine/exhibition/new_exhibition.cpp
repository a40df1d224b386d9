#include "engine/exhibition/new_exhibition.h"

namespace enf {

Edit first_room(const std::string& name, const std::string& language) {
  Room room{.id = {"room-1"}, .name = {{language, name}}, .plan = {{0, 0}, {9, 0}, {9, 7}, {0, 7}}};
  room.walls.assign(4, Wall{});
  room.laylight = {.illuminance_lx = 60};
  Viewpoint viewpoint{.id = {"view-room-1"}, .room = room.id, .name = {{language, name}}};
  viewpoint.eye_m = {1.0, 1.6, 6.2};
  viewpoint.target_m = {5.5, 1.45, 1.5};
  return all_of({put(std::move(room)), put(std::move(viewpoint))});
}

}  // namespace enf
