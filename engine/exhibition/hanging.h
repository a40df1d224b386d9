// Owns: hanging mathematics: where walls and works lie in the world, and how works are set out on a wall.
// Must not know: pixels, meshes, the editor.
// Called by: the scene, editor operators, validation, generators; any thread.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "engine/exhibition/records.h"

namespace enf {

// A wall in the world. Someone inside who faces it sees `along` pointing right and `inward` towards them.
struct WallFrame {
  dvec3 origin{0};        // its left end on the plan's side, at floor level
  dvec3 along{1, 0, 0};   // unit
  dvec3 inward{0, 0, 1};  // unit, into the room
  double length_m = 0;
  double height_m = 0;
  double thickness_m = 0;  // outwards

  // The point `along_m` from the left end, `height_m` above the floor, `before_m` in front of the wall.
  dvec3 at(double along_m, double above_m, double before_m = 0) const {
    return origin + along * along_m + dvec3(0, above_m, 0) + inward * before_m;
  }
};

// How many walls works can hang on: those of the plan, then both faces of each free wall.
std::uint32_t wall_count(const Room& room);
// The free wall whose face that is; none of the plan's walls.
std::optional<std::uint32_t> free_wall_of(const Room& room, std::uint32_t wall);
// The wall's own finish or the room's. The room must have it.
const Finish& wall_finish(const Room& room, std::uint32_t wall);
// A free wall's corners on the floor.
std::array<dvec2, 4> footprint(const FreeWall& wall);

// The frame of wall `wall`, which the room must have. A free wall's faces have no thickness of their own.
WallFrame wall_frame(const Room& room, std::uint32_t wall);

// The centre line for works on that wall, which the room must have: the wall's own or the room's.
double hanging_centre_m(const Room& room, std::uint32_t wall);

// A place and a heading: what stands there faces (sin h, 0, cos h).
struct Pose {
  dvec3 position{0};
  double heading_rad = 0;

  double lean_rad = 0;  // back from upright; 90 degrees lies on its back

  dvec3 front() const;  // unit; towards the viewer
  dvec3 up() const;     // unit
  dvec3 right() const;  // unit; to the right of a viewer who faces the front
};

// A hung work: the middle of the work on the wall's surface, facing the room.
Pose pose_on_wall(const Room& room, const OnWall& where);
// A standing work: the middle of the work's base, on top of its plinth or case if it has one.
Pose pose_on_floor(const Room& room, const OnFloor& where);
Pose pose_of(const Room& room, const Placement& placement);

// Where a light's C0 half plane points, turned by its `turn_rad`: unit, square to its axis. The light must not be
// aimed at its own position.
dvec3 photometric_horizontal(const Light& light);

// What a work takes up, with frame and mat, in metres.
struct OuterSize {
  double width_m = 0, height_m = 0, depth_m = 0;
};
OuterSize outer_size(const Work& work);

// What a standing work takes up in the room: with its plinth or case if it has one; as it lies if it is flat.
// `bottom_m` and `top_m` above the floor; a board below it is not its own.
struct Standing {
  double width_m = 0, depth_m = 0, bottom_m = 0, top_m = 0;
};
Standing standing_of(const Work& work, const OnFloor& where);

// How far the picture's surface lies in front of the wall: within its frame, on its stretcher, or as cloth (3 mm).
double picture_offset_m(const Work& work);

// Centres along a wall (metres from its left end) for works of the given outer widths, from left to right.
// Equal gaps between works and to both ends `from_m` and `to_m`; gaps turn negative when the works don't fit.
std::vector<double> with_equal_gaps(std::span<const double> widths_m, double from_m, double to_m);
// A fixed gap between works, the group's middle at `middle_m`.
std::vector<double> with_gap(std::span<const double> widths_m, double gap_m, double middle_m);
// The first and the last work stay where they are, the gaps between all become equal. One centre a width.
std::vector<double> distributed(std::span<const double> widths_m, std::span<const double> centres_m);

enum class Alignment { top, centre, bottom };
// The centre height at which a work of that outer height has its top, centre or bottom at `line_m`.
double aligned_centre_m(double outer_height_m, Alignment alignment, double line_m);

// How far to stand from a work to see it whole: 1.4 times its diagonal (house rule between 1.2 and 1.6, MUSEUM-RULES
// section 2), at least 0.75 m, which also keeps out of reach of it.
double viewing_distance_m(const Work& work);
// Where to stand and which way to look for a placed work: the eye at `eye_height_m` above the room's floor, within the
// plan (the distance shrinks where a wall behind would be hit).
struct ViewOfWork {
  dvec3 eye{0}, target{0};
};
// One stays before `holder`, the furniture that holds the work, if there is any.
ViewOfWork view_of_work(const Room& room, const Placement& placement, const Work& work, double eye_height_m,
                        const Furniture* holder = nullptr);

constexpr double label_gap_m = 0.12;         // between a work's outer edge and its label
constexpr double label_lower_edge_m = 1.37;  // above the floor

// The middle of a label plate of that size. Hung works: on the wall, to the side of the frame with its lower edge at
// 1.37 m, or 0.12 m below the frame. Works on a plinth or in a case: on the front of the base, 0.1 m below its top
// edge. Works on a board or in a vitrine with others: before the work, leaning back. Free-standing works: 0.9 m above
// the floor beside the work.
Pose label_pose(const Room& room, const Placement& placement, const Work& work, LabelSide side, double plate_width_m,
                double plate_height_m);

}  // namespace enf
