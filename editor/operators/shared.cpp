// What the groups' definitions share.
#include <set>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/reshape.h"
#include "engine/exhibition/room_graph.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

dvec2 middle_of(const Room& room) {
  dvec2 low = room.plan[0], high = room.plan[0];
  for (dvec2 corner : room.plan) low = glm::min(low, corner), high = glm::max(high, corner);
  if (contains(room.plan, (low + high) / 2.0)) return (low + high) / 2.0;
  auto triangles = triangulate(room.plan);
  if (triangles.empty()) return (low + high) / 2.0;
  auto area = [&](const std::array<std::uint32_t, 3>& t) {
    return std::abs(signed_area(std::array{room.plan[t[0]], room.plan[t[1]], room.plan[t[2]]}));
  };
  auto largest = std::ranges::max(triangles, {}, area);
  return (room.plan[largest[0]] + room.plan[largest[1]] + room.plan[largest[2]]) / 3.0;
}

dvec2 north_west_of(const Room& room) {
  dvec2 corner = room.plan[0];
  for (dvec2 one : room.plan) corner = glm::min(corner, one);
  return corner;
}

double running_wall_m(const Document& document, const Room& room) {
  double running = 0;
  for (std::size_t i = 0; i < room.plan.size(); ++i)
    running += glm::distance(room.plan[i], room.plan[(i + 1) % room.plan.size()]);
  for (const Doorway& door : document.doorways)
    if (door.from.room == room.id || (door.to && door.to->room == room.id)) running -= door.width_m;
  for (const Window& window : document.windows)
    if (window.room == room.id) running -= window.width_m;
  for (const FreeWall& wall : room.free_walls) running += 2 * glm::distance(wall.from_m, wall.to_m);
  return running;
}

std::string words_now(const LocalizedText& text, const Arguments& arguments) {
  auto found = text.find(arguments.text("language"));
  return found == text.end() ? std::string() : found->second;
}

void write(LocalizedText& text, const std::string& words, const Arguments& arguments) {
  if (words.empty())
    text.erase(arguments.text("language"));
  else
    text[arguments.text("language")] = words;
}

void write(LocalizedText& text, const Arguments& arguments) { write(text, arguments.text("text"), arguments); }

const Work& work_meant(const Session& session, const Arguments& arguments) {
  const AnyId& item = std::get<AnyId>(*arguments.find("item"));
  const PlacementId* placed = std::get_if<PlacementId>(&item);
  return *session.document.find(placed ? session.document.find(*placed)->work : std::get<WorkId>(item));
}

std::string file_of(const Document& document, const AnyId& id) {
  if (auto* light = std::get_if<LightId>(&id)) {
    const Light* found = document.find(*light);
    return found ? found->luminaire_file : "";
  }
  AssetId asset;
  if (auto* own = std::get_if<AssetId>(&id)) asset = *own;
  if (auto* room = std::get_if<RoomId>(&id))
    if (const Room* found = document.find(*room); found && found->model) asset = found->model->asset;
  WorkId work;
  if (auto* own = std::get_if<WorkId>(&id)) work = *own;
  if (auto* placement = std::get_if<PlacementId>(&id))
    if (const Placement* found = document.find(*placement)) work = found->work;
  if (const Work* found = document.find(work)) asset = found->asset;
  const Asset* found = document.find(asset);
  return found ? found->path : "";
}

OnWallBox box_of(const Document& document, const Placement& placement) {
  const OnWall& where = std::get<OnWall>(placement.where);
  OuterSize size = outer_size(*document.find(placement.work));
  return {where.along_m, where.centre_height_m, size.width_m, size.height_m};
}

const Placement* placement_of(const Document& document, const WorkId& work) {
  for (const Placement& placement : document.placements)
    if (placement.work == work) return &placement;
  return nullptr;
}

namespace {

bool moved(Placement& p, double right, double up) {
  if (auto* hung = std::get_if<OnWall>(&p.where))
    hung->along_m += right, hung->centre_height_m += up;
  else
    std::get<OnFloor>(p.where).position_m += dvec2(right, -up);
  return true;
}
bool moved(WallText& t, double right, double up) { return t.along_m += right, t.centre_height_m += up, true; }
bool moved(Furniture& f, double right, double up) { return f.position_m += dvec2(right, -up), true; }
bool moved(Light& l, double right, double up) {
  return l.position_m += dvec3(right, 0, -up), l.aim_m += dvec3(right, 0, -up), true;
}
bool moved(Viewpoint& v, double right, double up) {
  return v.eye_m += dvec3(right, 0, -up), v.target_m += dvec3(right, 0, -up), true;
}
bool moved(Window& w, double right, double up) { return w.along_m += right, w.sill_m += up, true; }

}  // namespace

std::vector<RoomId> joined_rooms(const Document& document, const std::vector<RoomId>& rooms) {
  const RoomGraph graph(document);
  std::set<RoomId> joined;
  for (const RoomId& room : rooms)
    for (const RoomId& one : graph.within(room, document.rooms.size())) joined.insert(one);
  return {joined.begin(), joined.end()};
}

const DoorwaySide& side_seen_from(const Doorway& doorway, const RoomId& room) {
  return doorway.to && doorway.to->room == room ? *doorway.to : doorway.from;
}

bool move_record(Draft& draft, const RoomId& room, const AnyId& id, double right_m, double up_m) {
  return std::visit(
      [&]<class IdType>(const IdType& one) {
        using T = RecordOf<IdType>;
        if constexpr (std::is_same_v<T, Room>) {
          draft.apply(rooms_moved(draft.now(), joined_rooms(draft.now(), {one}), {right_m, -up_m}));
          return true;
        } else if constexpr (std::is_same_v<T, Doorway>) {  // its sides face each other
          Doorway doorway = *draft.now().find(one);
          const double by = &side_seen_from(doorway, room) == &doorway.from ? right_m : -right_m;
          doorway.from.along_m += by;
          if (doorway.to) doorway.to->along_m -= by;
          draft.put(std::move(doorway));
          return true;
        } else if constexpr (requires(T t) { moved(t, 0.0, 0.0); }) {
          T record = *draft.now().find(one);
          moved(record, right_m, up_m);
          draft.put(std::move(record));
          return true;
        }
        return false;
      },
      id);
}

}  // namespace enf::editor
