// Owns: setting out several works on one wall: aligning, spacing, mirroring, rows, and what of a wall is free.
// Must not know: documents but for what is free of a wall; who asks, the editor.
// Called by: editor operators, the finding of places (arrange.h); any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// What a hung work takes up, with frame and mat, in metres along the wall and above the floor.
struct OnWallBox {
  double along_m = 0, height_m = 0;  // of its middle
  double wide_m = 0, high_m = 0;
  double left() const { return along_m - wide_m / 2; }
  double right() const { return along_m + wide_m / 2; }
  double bottom() const { return height_m - high_m / 2; }
  double top() const { return height_m + high_m / 2; }
  friend bool operator==(const OnWallBox&, const OnWallBox&) = default;
};

enum class WallEdge { left, centre, right, top, middle, bottom };

// Moves all to the outermost of their edges; centre and middle: to the middle of what they take up together.
void align(std::span<OnWallBox> boxes, WallEdge edge);
// From left to right, whatever their order here: the outermost stay, the gaps between become equal. Fewer than three
// stay as they are.
void distribute(std::span<OnWallBox> boxes);
// From left to right, with this gap between, their middle where it was.
void space(std::span<OnWallBox> boxes, double gap_m);
// What hung to the left hangs to the right, about the middle of what they take up together.
void mirror(std::span<OnWallBox> boxes);

// A part of a wall, in metres from its left end.
struct Stretch {
  double from = 0, to = 0;
  double length() const { return to - from; }
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

// The parts of a wall where nothing hangs and nobody walks through, from left to right. Placements for which `ignores`
// is true count as nothing. The room must have the wall.
std::vector<Stretch> free_stretches(const Document& document, const Room& room, std::uint32_t wall,
                                    std::span<const PlacementId> ignores = {});

// Where to hang works of these widths, in this order from left to right, so that the smallest gap between works, or to
// the end of a stretch, is as wide as can be; within a stretch all gaps are equal. One middle a width; nothing if some
// gap would be below `least_gap_m`. Costs stretches x widths².
std::optional<std::vector<double>> spread(std::span<const double> widths_m, std::span<const Stretch> stretches,
                                          double least_gap_m);

// A salon hang: rows one above the other with the works in their order from left to right and from top to bottom, in
// as few rows as fit, the rows of much the same width, all about the middle of `within` and the line `centre_m`,
// `gap_m` apart. Fills in the boxes' places. False, and nothing is changed, if they don't fit below `top_m` and above
// 0.3 m.
bool hang_in_rows(std::span<OnWallBox> boxes, Stretch within, double centre_m, double top_m, double gap_m);

}  // namespace enf
