#include "engine/exhibition/room_graph.h"

#include <algorithm>
#include <deque>
#include <set>

#include "engine/geometry/polygon.h"

namespace enf {

RoomGraph::RoomGraph(const Document& document) {
  for (const Room& room : document.rooms) links_[room.id];
  for (const Doorway& doorway : document.doorways) {
    if (!doorway.to || doorway.from.room == doorway.to->room) continue;
    auto from = links_.find(doorway.from.room), to = links_.find(doorway.to->room);
    if (from == links_.end() || to == links_.end()) continue;
    from->second.push_back({doorway.id, to->first});
    to->second.push_back({doorway.id, from->first});
  }
}

const std::vector<RoomLink>& RoomGraph::neighbours(const RoomId& room) const {
  static const std::vector<RoomLink> none;
  auto found = links_.find(room);
  return found == links_.end() ? none : found->second;
}

std::optional<std::vector<DoorwayId>> RoomGraph::path(const RoomId& from, const RoomId& to) const {
  if (!links_.contains(from) || !links_.contains(to)) return std::nullopt;
  std::map<RoomId, RoomLink> came;  // how each room was reached: the doorway, and the room before
  std::deque<RoomId> queue{from};
  came[from] = {};
  while (!queue.empty() && !came.contains(to)) {
    RoomId room = std::move(queue.front());
    queue.pop_front();
    for (const RoomLink& link : neighbours(room))
      if (came.try_emplace(link.room, RoomLink{link.doorway, room}).second) queue.push_back(link.room);
  }
  if (!came.contains(to)) return std::nullopt;
  std::vector<DoorwayId> doorways;
  for (RoomId room = to; room != from; room = came[room].room) doorways.push_back(came[room].doorway);
  std::reverse(doorways.begin(), doorways.end());
  return doorways;
}

std::vector<RoomId> RoomGraph::within(const RoomId& room, std::size_t doorways) const {
  if (!links_.contains(room)) return {};
  std::vector<RoomId> found{room};
  std::set<RoomId> seen{room};
  std::size_t ring_begin = 0;
  for (std::size_t step = 0; step < doorways && ring_begin < found.size(); ++step) {
    std::size_t ring_end = found.size();
    for (std::size_t i = ring_begin; i < ring_end; ++i)
      for (const RoomLink& link : neighbours(found[i]))
        if (seen.insert(link.room).second) found.push_back(link.room);
    ring_begin = ring_end;
  }
  return found;
}

std::vector<std::vector<RoomId>> RoomGraph::components() const {
  std::vector<std::vector<RoomId>> groups;
  std::set<RoomId> seen;
  for (const auto& [room, links] : links_) {
    if (seen.contains(room)) continue;
    groups.push_back(within(room, links_.size()));
    std::sort(groups.back().begin(), groups.back().end());
    seen.insert(groups.back().begin(), groups.back().end());
  }
  return groups;
}

std::optional<RoomId> room_at(const Document& document, dvec3 point) {
  constexpr double step_m = 0.3;  // a foot may hover or sink this much and still stand on the floor
  const Room* best = nullptr;
  auto rank = [&](const Room& room) {
    double above = point.y - room.floor_level_m;
    return above >= -step_m ? above : 1e6 - above;  // floors overhead come last, the lowest of them first
  };
  for (const Room& room : document.rooms)
    if (room.plan.size() >= 3 && contains(room.plan, {point.x, point.z}) && (!best || rank(room) < rank(*best)))
      best = &room;
  return best ? std::optional(best->id) : std::nullopt;
}

}  // namespace enf
