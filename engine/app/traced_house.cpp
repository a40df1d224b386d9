#include "engine/app/traced_house.h"

#include <atomic>

#include "engine/scene/visibility.h"

namespace enf {

Result<std::unique_ptr<PathTracer>> trace_view(OpenedExhibition& exhibition, const Camera& camera, float aspect,
                                               const std::vector<std::string>& languages, Jobs& jobs) {
  const House& house = exhibition.house();
  mat4 view_projection = reversed_perspective(camera.fov_y, aspect, camera.near_m, camera.far_m) *
                         view_matrix(camera.eye, camera.forward, camera.up);
  std::vector<VisibleRoom> seen;
  visible_rooms(house.shell, camera, view_projection, seen);
  std::vector<std::uint32_t> rooms;
  for (const VisibleRoom& room : seen) rooms.push_back(room.room);
  rooms = lit_together(house.shell, rooms);
  std::vector<TracedScene> parts(rooms.size());
  std::atomic<bool> is_complete = true;
  jobs.parallel_for(rooms.size(), [&](std::size_t i) {
    std::vector<std::shared_ptr<const RoomScene>> drawn(house.shells.size());
    BuiltRoom built = exhibition.build_room(rooms[i], languages, nullptr);
    if (!built.is_complete) is_complete = false;
    drawn[rooms[i]] = std::move(built.room);
    parts[i] = traced_room(join_rooms(house, drawn), rooms[i], {});
  });
  if (!is_complete)
    return fail({.id = "project.medium_gone",
                 .what = "the exhibition's files cannot be read any more, so the picture would lack works",
                 .file = exhibition.folder().string(),
                 .advice = "Bring the disk or stick back and try again"});
  TracedScene scene;
  for (const TracedScene& part : parts) join(scene, part);
  return PathTracer::create(std::move(scene));
}

}  // namespace enf
