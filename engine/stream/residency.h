// Owns: the decision what to load and what to let go, as a pure function of wants, what is resident and the budget.
// Must not know: Vulkan, files, what a key stands for.
// Called by: the streamer each frame, tests; any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace enf {

// Names one loadable thing: a tile, a level of a mesh, a texture's mip chain.
enum class StreamKind : std::uint8_t { tile, mesh_level, texture };
struct StreamKey {
  StreamKind kind = StreamKind::tile;
  std::uint32_t source = 0;  // handle of the pyramid or model
  std::uint32_t part = 0;    // mesh or texture of a model; 0 for tiles
  std::uint32_t level = 0;   // tile level, mesh level, or first (finest) mip
  std::uint32_t x = 0, y = 0;
  friend auto operator<=>(const StreamKey&, const StreamKey&) = default;
};

// What somebody would like to be resident in this frame.
struct PlanWant {
  StreamKey key;
  std::uint64_t bytes = 0;
  float screen_error_px = 0;  // how wrong the screen is without it, in pixels
  float priority = 1;         // multiplies the error: what is looked at goes before what is at the edge
  bool is_coarsest = false;   // the last thing that can stand in: loaded first, not evicted while wanted
};

struct PlanResident {
  StreamKey key;
  std::uint64_t bytes = 0;
  std::uint64_t last_used = 0;  // frame number in which it was last wanted
  bool pinned = false;          // stays, wanted or not (the coarsest of everything known)
};

struct PlanBudget {
  std::uint64_t total_bytes = 0;  // resident and being loaded
  std::uint64_t load_bytes = 0;   // to be started now; at least one load is started whatever its size
  std::uint64_t keep_frames = 30; // what was used in the last so many frames is not evicted for something new unless
                                  // the newcomer's weight is twice as large: no thrashing at the budget's edge
};

struct Plan {
  std::vector<PlanWant> loads;    // in order
  std::vector<StreamKey> evict;   // before the loads
  bool over_budget = false;       // the coarsest wants alone do not fit; they are loaded nevertheless
  bool starved = false;           // something wanted does not fit and will not be loaded
};

// Weight of a want: screen_error_px * priority. Order of loads: coarsest first, then by weight, ties by key. Evicted are
// things nobody wants, longest unused first, and only as many as the loads need; then wanted ones whose weight is less
// than half that of the newcomer. `loading`: keys under way (their bytes count as taken; they are not asked for again).
// After the plan is carried out, resident bytes never exceed total_bytes unless over_budget says so. Deterministic: the
// order of the inputs does not matter.
Plan plan_residency(std::span<const PlanWant> wants, std::span<const PlanResident> resident,
                    std::span<const PlanResident> loading, const PlanBudget& budget, std::uint64_t frame);

}  // namespace enf
