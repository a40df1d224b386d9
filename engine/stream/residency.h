// Owns: the decision what to load and what to let go, as a pure function of wants, what is resident and the budget.
// Must not know: Vulkan, files, what a key stands for.
// Called by: the streamer each frame, tests; any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace enf {

// Names one loadable thing: a picture's miniature, a tile of it, a level of a mesh, a texture's mip chain.
enum class StreamKind : std::uint8_t { miniature, tile, mesh_level, texture };
struct StreamKey {
  StreamKind kind = StreamKind::tile;
  std::uint32_t source = 0;  // handle of the pyramid or model
  std::uint32_t part = 0;    // mesh or texture of a model; 0 for pictures
  std::uint32_t level = 0;   // tile level, mesh level, or first (finest) mip; 0 for miniatures
  std::uint32_t x = 0, y = 0;
  friend auto operator<=>(const StreamKey&, const StreamKey&) = default;
};

// How much a want matters.
enum class Claim : std::uint8_t {
  detail,  // finer than the last thing that can stand in
  ahead,   // the last thing that can stand in for something that may soon come into view
  now,     // the same for something in view: never evicted while so wanted
};

// What somebody would like to be resident in this frame.
struct PlanWant {
  StreamKey key;
  std::uint64_t bytes = 0;
  float screen_error_px = 0;  // how wrong the screen is without it, in pixels
  float priority = 1;         // multiplies the error: what is looked at goes before what is at the edge
  Claim claim = Claim::detail;
};

struct PlanResident {
  StreamKey key;
  std::uint64_t bytes = 0;
  std::uint64_t last_used = 0;  // frame number in which it was last wanted
};

struct PlanBudget {
  std::uint64_t total_bytes = 0;    // resident and under way
  std::uint64_t loading_bytes = 0;  // under way; one thing may always be, whatever its size
  std::uint64_t keep_frames = 30;   // what was wanted in the last so many frames does not go for a detail: no
                                    // thrashing when the view goes to and fro
};

struct Plan {
  std::vector<PlanWant> loads;   // to start now, in this order
  std::vector<StreamKey> evict;  // before the loads
  bool over_budget = false;      // what is claimed now does not fit; it is loaded nevertheless
  bool starved = false;          // something wanted does not fit and will not be loaded
};

// What to load and evict now. A want's weight is screen_error_px * priority. Loads come by claim, then by weight, ties
// by key. To make room, things go in this order, and only as many as needed: what nobody wants, longest unused first
// (for a detail nothing that was wanted lately); then what has a lesser claim than the newcomer, lightest first; then,
// unless it is claimed now, what has the same claim and less than half the newcomer's weight. `loading` is what is
// under way: its bytes count as taken and it is not asked for again. After the plan is carried out, resident and
// loading bytes exceed total_bytes only if over_budget says so, or if they did before. The order of the inputs does not
// matter.
Plan plan_residency(std::span<const PlanWant> wants, std::span<const PlanResident> resident,
                    std::span<const PlanResident> loading, const PlanBudget& budget, std::uint64_t frame);

}  // namespace enf
