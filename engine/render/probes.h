// Owns: each room's ambient light: a small cube picture of the room, taken when its light has changed, turned into
// irradiance and blurred reflections.
// Must not know: cameras.
// Called by: the renderer, main thread, between frames.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/render/drawables.h"
#include "engine/render/probe_math.h"
#include "engine/scene/render_scene.h"

namespace enf {

struct ProbeOfRoom {
  std::array<vec3, 9> ambient{};
  gpu::Image reflections;       // cube with mips
  std::uint64_t signature = 0;  // of all that gives the room its light
  bool current = false;
  bool complete = false;  // with everything there
};

// Draws all opaque things of a room into one face; given by the renderer, which owns the pipelines and lists.
struct ProbeView {
  std::uint32_t room = 0;
  mat4 view_projection{1};
  vec3 position{0};
  bool with_ambient = false;  // the second bounce sees the first one's light
};
using DrawProbeFace = std::function<void(gpu::Frame& frame, const ProbeView& view)>;

class Probes {
 public:
  // Errors: gpu.*.
  static Result<std::unique_ptr<Probes>> create(gpu::Device& device);

  // Keeps the light of rooms whose signature did not change.
  void set_scene(const RenderScene& scene, const DrawableList& list);
  bool is_current(std::uint32_t room) const { return rooms_[room].current; }
  bool out_of_date(std::uint32_t room) const { return !rooms_[room].current || !rooms_[room].complete; }
  // Whether all that the room's last picture showed was there.
  enum class Showed { all, some };
  void note(std::uint32_t room, Showed showed) { rooms_[room].complete = showed == Showed::all; }
  // Takes the room's picture: direct light first, then once more with what the first picture gave. Waits for the GPU.
  // Errors: gpu.*.
  Result<void> take(std::uint32_t room, const RoomItem& item, const DrawProbeFace& draw_face);

  // What the shaders read for a room (no_room: no ambient light).
  GpuRoom constants(std::uint32_t room, const RoomItem* item) const;
  const gpu::Image& reflections(std::uint32_t room) const;

 private:
  explicit Probes(gpu::Device& device) : device_(device) {}
  gpu::Device& device_;
  gpu::Image colour_, depth_, black_;
  gpu::Buffer readback_;
  std::vector<ProbeOfRoom> rooms_;
};

}  // namespace enf
