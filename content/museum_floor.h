// Owns: the floor of a generated museum: equal rooms in rows, the doorways between them, the ways that must stay free
// and the tour through all rooms.
// Must not know: works, light, files.
// Called by: museum.cpp, the museum bench and tests; values, any thread.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/geometry/math.h"

namespace enf {

// The sides of a room, as its walls are numbered: north is -z.
enum class Side : std::uint32_t { north, east, south, west };
constexpr std::array<Side, 4> all_sides = {Side::north, Side::east, Side::south, Side::west};

struct MuseumDoor {
  double along_m = 0;               // of its middle, along its wall as records.h has it
  std::optional<std::size_t> room;  // beyond it; none: a closed door
};

struct MuseumRoom {
  dvec2 corner{0};                                 // north-west, (x, z)
  std::array<std::optional<MuseumDoor>, 4> doors;  // by Side

  const std::optional<MuseumDoor>& door(Side side) const { return doors[static_cast<std::size_t>(side)]; }
};

struct TourPose {
  dvec3 eye{0}, forward{0, 0, -1};
};

// `rooms` equal rooms, numbered along a serpentine through rows that run east and west. The first has a closed door in
// the west and a door in the east whatever the number, so that it looks the same in every museum.
class MuseumFloor {
 public:
  static constexpr double wall_m = 0.6;  // between neighbouring rooms
  static constexpr double door_width_m = 1.8, door_height_m = 2.8;

  MuseumFloor(std::size_t rooms, double width_m, double depth_m);

  const std::vector<MuseumRoom>& rooms() const { return rooms_; }
  double width_m() const { return width_m_; }
  double depth_m() const { return depth_m_; }
  double wall_length_m(Side side) const { return side == Side::north || side == Side::south ? width_m_ : depth_m_; }

  // The middle of a door on the plan.
  dvec2 door_place(std::size_t room, Side side) const;
  // How far a place of the room is from every way between two of its doors, in metres.
  double distance_to_ways(std::size_t room, dvec2 place) const;

  // So many poses at equal distances along the tour, which goes through the doorways' middles, looking ahead and,
  // within a room, to the works on the left and then on the right.
  std::vector<TourPose> tour(std::size_t poses) const;
  // A fixed pose in the first room, facing the north wall; no doorway is in view at up to 90 degrees across.
  TourPose viewpoint() const;

 private:
  void join(std::size_t from, Side side, std::size_t to, double along_from_m);
  std::vector<dvec2> way(std::size_t room, Side enter, std::optional<Side> leave) const;
  std::optional<Side> side_towards(std::size_t room, std::size_t neighbour) const;

  std::vector<MuseumRoom> rooms_;
  double width_m_, depth_m_;
};

}  // namespace enf
