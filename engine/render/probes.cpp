#include "engine/render/probes.h"

#include <algorithm>

#include "engine/base/hash.h"
#include "engine/gpu/readback.h"
#include "engine/gpu/upload.h"
#include "engine/render/light.h"

namespace enf {

namespace {

constexpr std::uint32_t probe_side = 48;
constexpr std::uint64_t face_bytes = std::uint64_t{probe_side} * probe_side * 8;  // of probe_format
constexpr std::uint32_t reflection_mips = 5;  // 48 24 12 6 3

// Floats: the CPU devices filter them quicker than halves, and the cubes are small.
constexpr VkFormat reflection_format = VK_FORMAT_R32G32B32A32_SFLOAT;

std::vector<vec4> with_alpha(const std::vector<vec3>& texels) {
  std::vector<vec4> result;
  result.reserve(texels.size());
  for (vec3 t : texels) result.push_back(vec4(t, 1));
  return result;
}

}  // namespace

Result<std::unique_ptr<Probes>> Probes::create(gpu::Device& device) {
  std::unique_ptr<Probes> p(new Probes(device));
  auto colour = gpu::Image::create(device, {.label = "probe",
                                            .kind = gpu::ImageKind::cube,
                                            .format = probe_format,
                                            .width = probe_side,
                                            .height = probe_side,
                                            .layers = 6,
                                            .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT});
  auto depth = gpu::Image::create(device, {.label = "probe depth",
                                           .format = depth_format,
                                           .width = probe_side,
                                           .height = probe_side,
                                           .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
  auto black = gpu::Image::create(
      device, {.label = "no reflections", .kind = gpu::ImageKind::cube, .format = probe_format, .layers = 6});
  auto readback = gpu::Buffer::create(device, {"probe faces", 6 * face_bytes, 0, gpu::MemoryUse::readback});
  if (!readback) return std::unexpected(readback.error());
  p->readback_ = std::move(*readback);
  if (!colour) return std::unexpected(colour.error());
  if (!depth) return std::unexpected(depth.error());
  if (!black) return std::unexpected(black.error());
  p->colour_ = std::move(*colour), p->depth_ = std::move(*depth), p->black_ = std::move(*black);
  auto cleared = gpu::run_now(device, [&](gpu::Frame& frame) {
    frame.commands().clear(p->black_, {0, 0, 0, 1});
    frame.commands().use(gpu::ImageUse{&p->black_, gpu::Access::sampled});
  });
  if (!cleared) return std::unexpected(cleared.error());
  return p;
}

void Probes::set_scene(const RenderScene& scene, const DrawableList& list) {
  rooms_.resize(scene.rooms.size());
  for (std::uint32_t r = 0; r < scene.rooms.size(); ++r) {
    std::uint64_t signature = 1;
    auto mix = [&](const auto& value) { signature = quick_hash(std::as_bytes(std::span(&value, 1)), signature); };
    const RoomItem& item = scene.rooms[r];
    if (!item.has_probe) {
      rooms_[r] = {.current = true, .complete = true};
      continue;
    }
    mix(item.probe_position), mix(item.laylight_lx), mix(item.exposure_lx);
    mix(item.light.get());
    for (const RoomDrawables* part : {&list.of(r), &list.of(no_room)}) {
      for (std::uint32_t index : part->spots) {
        const SpotItem& s = scene.spots[index];
        mix(s.position), mix(s.direction), mix(s.colour), mix(s.intensity_cd), mix(s.falloff);
        mix(s.cos_beam), mix(s.cos_field);
      }
      for (const Drawable& d : std::span(list.drawables).subspan(part->first, part->count))
        mix(d.mesh), mix(d.material), mix(d.model), mix(d.picture), mix(d.instance), mix(d.transform), mix(d.bounds);
    }
    if (signature != rooms_[r].signature) {
      if (list.of(r).count == 0) rooms_[r] = {};  // it is no longer drawn
      rooms_[r].current = false;
    }
    rooms_[r].signature = signature;
  }
}

Result<void> Probes::take(std::uint32_t room, const RoomItem& item, const DrawProbeFace& draw_face) {
  ProbeOfRoom& light = rooms_[room];
  light.ambient = {};
  // Eyes of the six faces in Vulkan's order; the picture's rows run downwards.
  constexpr std::array<std::pair<vec3, vec3>, 6> views{{{{1, 0, 0}, {0, 1, 0}},
                                                        {{-1, 0, 0}, {0, 1, 0}},
                                                        {{0, 1, 0}, {0, 0, -1}},
                                                        {{0, -1, 0}, {0, 0, 1}},
                                                        {{0, 0, 1}, {0, 1, 0}},
                                                        {{0, 0, -1}, {0, 1, 0}}}};
  // What the picture does not show (beyond doorways that lead to nothing) is dim.
  float beyond = item.exposure_lx * 0.1f;
  CubePicture cube{probe_side, {}};
  for (bool second : {false, true}) {
    if (item.light && !second) continue;  // baked light has been reflected already
    auto drawn = gpu::run_now(device_, [&](gpu::Frame& frame) {
      frame.begin_timer("probes");
      for (std::uint32_t face = 0; face < 6; ++face) {
        mat4 projection = reversed_perspective(radians_from_degrees(90), 1, 0.05f, 500);
        mat4 view = view_matrix(item.probe_position, views[face].first, views[face].second);
        frame.commands().begin_pass(
            {.label = "probe",
             .colour = {{.image = &colour_, .layer = face, .clear = {beyond, beyond, beyond, 1}}},
             .depth = gpu::DepthTarget{.image = &depth_, .store = gpu::Store::discard}});
        draw_face(frame, {room, projection * view, item.probe_position, second});
        frame.commands().end_pass();
      }
      for (std::uint32_t face = 0; face < 6; ++face)
        frame.commands().copy_to_buffer(colour_, 0, face, readback_, face * face_bytes);
      frame.commands().use(gpu::BufferUse{&readback_, gpu::Access::host_read});
      frame.end_timer();
    });
    if (!drawn) return drawn;
    for (std::uint32_t face = 0; face < 6; ++face) {
      auto bytes = readback_.mapped().subspan(face * face_bytes, face_bytes);
      gpu::Pixels pixels{probe_format, probe_side, probe_side, {bytes.begin(), bytes.end()}};
      auto& texels = cube.faces[face];
      texels.resize(std::size_t{probe_side} * probe_side);
      for (std::uint32_t y = 0; y < probe_side; ++y)
        for (std::uint32_t x = 0; x < probe_side; ++x) {
          // A cube's faces are seen from inside: what a camera sees is their mirror picture.
          auto p = pixels.at(probe_side - 1 - x, y);
          texels[y * probe_side + x] = vec3(p[0], p[1], p[2]);
        }
    }
    light.ambient = irradiance_of(cube);
  }
  auto mips = reflections_of(cube, reflection_mips);
  auto image = gpu::Image::create(device_, {.label = "reflections",
                                            .kind = gpu::ImageKind::cube,
                                            .format = reflection_format,
                                            .width = probe_side,
                                            .height = probe_side,
                                            .layers = 6,
                                            .mips = reflection_mips});
  if (!image) return std::unexpected(image.error());
  light.reflections = std::move(*image);
  auto uploaded = gpu::run_now(device_, [&](gpu::Frame& frame) {
    for (std::uint32_t m = 0; m < reflection_mips; ++m)
      for (std::uint32_t face = 0; face < 6; ++face) {
        auto texels = with_alpha(mips[m].faces[face]);
        gpu::upload(frame, light.reflections, gpu::ImagePlace{.mip = m, .layer = face},
                    std::as_bytes(std::span(texels)));
      }
  });
  if (!uploaded) return uploaded;
  light.current = true;
  return {};
}

GpuRoom Probes::constants(std::uint32_t room, const RoomItem* item) const {
  GpuRoom constants;
  if (!item) return constants;
  for (std::size_t i = 0; i < 9; ++i) constants.ambient[i] = vec4(rooms_[room].ambient[i], 0);
  constants.laylight = vec4(item->laylight_lx, 0);
  constants.probe = vec4(item->probe_position, 0);
  if (!item->bounds.empty()) {
    constants.box_low = vec4(item->bounds.low, 0);
    constants.box_high = vec4(item->bounds.high, 0);
  }
  return constants;
}

const gpu::Image& Probes::reflections(std::uint32_t room) const {
  return room < rooms_.size() && rooms_[room].reflections ? rooms_[room].reflections : black_;
}

}  // namespace enf
