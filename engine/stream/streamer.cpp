#include "engine/stream/streamer.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "engine/base/trace.h"
#include "engine/gpu/upload.h"
#include "engine/stream/streamer_state.h"

namespace enf {

Want want_miniature(PyramidId pyramid, float screen_error_px, float priority) {
  return {{.kind = StreamKind::miniature, .source = pyramid.value}, screen_error_px, priority};
}
Want want_tile(PyramidId pyramid, std::uint32_t level, std::uint32_t x, std::uint32_t y, float screen_error_px,
               float priority) {
  return {{StreamKind::tile, pyramid.value, 0, level, x, y}, screen_error_px, priority};
}
Want want_mesh(ModelId model, std::uint32_t mesh, std::uint32_t level, float screen_error_px, float priority) {
  return {{StreamKind::mesh_level, model.value, mesh, level}, screen_error_px, priority};
}
Want want_texture(ModelId model, std::uint32_t texture, std::uint32_t first_mip, float screen_error_px,
                  float priority) {
  return {{StreamKind::texture, model.value, texture, first_mip}, screen_error_px, priority};
}
namespace {

// What a frame may have under way, and what load_now may. Reading a tile or a miniature costs a worker a millisecond or
// two, and where the GPU is the CPU workers take from frames: so few at a time that none becomes late. What is under
// way is held twice or three times meanwhile, so of a small budget it is a small part.
UnderWay frame_under_way(const StreamerDesc& desc) {
  return {48 * miniature_bytes, 16 * pyramid_tile_bytes, std::min<std::uint64_t>(8ull << 20, desc.model_bytes / 8)};
}
UnderWay now_under_way(const StreamerDesc& desc) {
  return {1024 * miniature_bytes, std::min<std::uint64_t>(64ull << 20, desc.tile_bytes / 4),
          std::min<std::uint64_t>(64ull << 20, desc.model_bytes / 4)};
}

}  // namespace

Streamer::Streamer(std::unique_ptr<State> state) : state_(std::move(state)) {}

Streamer::~Streamer() {
  std::unique_lock lock(state_->inbox.mutex);
  state_->inbox.changed.wait(lock, [this] { return state_->inbox.running == 0; });
}

Result<std::unique_ptr<Streamer>> Streamer::create(gpu::Device& device, Jobs& jobs, const StreamerDesc& desc) {
  auto pool = TilePool::create(device, desc.tile_bytes);
  if (!pool) return std::unexpected(pool.error());
  auto state = std::make_unique<State>(device, jobs, desc, std::move(*pool));
  // Shaders see the whole array, so all of it is brought into the layout for it.
  auto whitened = gpu::run_now(device, [&](gpu::Frame& frame) {
    const std::vector<std::byte> white(pyramid_tile_bytes, std::byte{255});
    std::size_t at = 0;
    for (std::uint32_t mip = 0; mip < pyramid_tile_mips; ++mip) {
      std::size_t size = std::size_t{4} * (pyramid_tile >> mip) * (pyramid_tile >> mip);
      gpu::upload(frame, state->pool.image(), {.mip = mip, .layer = state->white_layer},
                  std::span(white).subspan(at, size));
      at += size;
    }
    frame.commands().use(gpu::ImageUse{&state->pool.image(), gpu::Access::sampled});
  });
  if (!whitened) return std::unexpected(whitened.error());
  return std::unique_ptr<Streamer>(new Streamer(std::move(state)));
}

PyramidId Streamer::add_pyramid(std::shared_ptr<const ChunkReader> chunk, Pyramid pyramid) {
  assert(!pyramid.levels.empty());
  state_->sources.push_back(std::make_shared<StreamSource>(std::move(chunk), std::move(pyramid)));
  return {static_cast<std::uint32_t>(state_->sources.size() - 1)};
}

PyramidId Streamer::add_pyramid(Pyramid pyramid, TilePainter paint) {
  assert(!pyramid.levels.empty() && paint);
  state_->sources.push_back(std::make_shared<StreamSource>(nullptr, std::move(pyramid), std::move(paint)));
  return {static_cast<std::uint32_t>(state_->sources.size() - 1)};
}

ModelId Streamer::add_model(std::shared_ptr<const ChunkReader> chunk, CookedModel model,
                            std::shared_ptr<const std::vector<LevelBytes>> coarsest) {
  state_->sources.push_back(std::make_shared<StreamSource>(std::move(chunk), std::move(model), TilePainter{},
                                                           TextureBringer{}, std::move(coarsest)));
  return {static_cast<std::uint32_t>(state_->sources.size() - 1)};
}

ModelId Streamer::add_texture(CookedTexture texture, TextureBringer bring) {
  assert(bring);
  CookedModel model;
  model.textures.push_back(std::move(texture));
  state_->sources.push_back(std::make_shared<StreamSource>(nullptr, std::move(model), TilePainter{}, std::move(bring)));
  return {static_cast<std::uint32_t>(state_->sources.size() - 1)};
}

void Streamer::remove(PyramidId pyramid) { state_->remove(pyramid.value); }
void Streamer::remove(ModelId model) { state_->remove(model.value); }
const CookedModel& Streamer::model(ModelId model) const { return state_->sources[model.value]->model(); }
const Pyramid& Streamer::pyramid(PyramidId pyramid) const { return state_->sources[pyramid.value]->pyramid(); }

void Streamer::update(gpu::Frame& frame, std::span<const Want> wants) {
  trace::Zone zone("stream");
  State& s = *state_;
  ++s.frame_number;
  s.collect_arrivals();
  s.try_medium();
  s.upload_waiting(frame, s.desc.frame_bytes);
  constexpr std::uint64_t keep_frames = 30;
  auto expanded = s.expand(wants);
  s.bring_coarsest(frame, expanded);
  s.plan(expanded, frame_under_way(s.desc), keep_frames);
}

Result<void> Streamer::load_now(std::span<const Want> wants) {
  trace::Zone zone("load");
  State& s = *state_;
  ++s.frame_number;
  for (;;) {
    s.plan(s.expand(wants), now_under_way(s.desc), 0);
    if (s.loading.empty()) return {};
    {
      std::unique_lock lock(s.inbox.mutex);
      s.inbox.changed.wait(lock, [&] { return s.inbox.running == 0 || s.inbox.arrived_bytes >= s.desc.frame_bytes; });
    }
    s.collect_arrivals();
    if (s.waiting.empty()) continue;
    auto done = gpu::run_now(s.device, [&](gpu::Frame& frame) { s.upload_waiting(frame, UINT64_MAX); });
    if (!done) return done;
  }
}

bool Streamer::quiet() const { return state_->loading.empty() && !state_->is_trying && seconds_until_retry() > 0; }

double Streamer::seconds_until_retry() const {
  if (!state_->stats.medium_is_gone) return std::numeric_limits<double>::infinity();
  return std::max(0.0, std::chrono::duration<double>(state_->retry_at - State::Clock::now()).count());
}

std::optional<ResidentTile> Streamer::resident_tile(PyramidId pyramid, std::uint32_t level, std::uint32_t x,
                                                    std::uint32_t y) const {
  const StreamSource* source = state_->find({.source = pyramid.value});
  if (!source) return std::nullopt;
  auto levels = static_cast<std::uint32_t>(source->pyramid().levels.size());
  for (std::uint32_t up = 0; level + up < levels; ++up) {
    auto it = state_->resident.find({StreamKind::tile, pyramid.value, 0, level + up, x >> up, y >> up});
    if (it == state_->resident.end()) continue;
    // The tile's square in its ancestor's own texels, then in the layer with its gutter.
    float side = 1.0f / static_cast<float>(1u << up);
    vec2 corner = vec2(static_cast<float>(x - (x >> up << up)), static_cast<float>(y - (y >> up << up))) * side;
    constexpr float scale = static_cast<float>(pyramid_inner) / pyramid_tile;
    constexpr float gutter = static_cast<float>(pyramid_gutter) / pyramid_tile;
    return ResidentTile{it->second.place, level + up, vec2(gutter) + corner * scale, vec2(side * scale)};
  }
  auto it = state_->resident.find({.kind = StreamKind::miniature, .source = pyramid.value});
  if (it == state_->resident.end()) return std::nullopt;
  // The miniature shows what the coarsest tile does.
  std::uint32_t up = level < levels ? levels - 1 - level : 0;
  float side = 1.0f / static_cast<float>(1u << up);
  PoolPlace place = state_->miniatures.place(it->second.place);
  vec2 origin = vec2(place.x, place.y) + float{miniature_gutter} + vec2(x, y) * (side * miniature_inner);
  return ResidentTile{place.layer, levels, origin / float{pyramid_tile}, vec2(side * miniature_inner / pyramid_tile)};
}

std::optional<ResidentLevel> Streamer::resident_level(ModelId model, std::uint32_t mesh, std::uint32_t wanted) const {
  const StreamSource* source = state_->find({.source = model.value});
  if (!source || mesh >= source->model().meshes.size()) return std::nullopt;
  const auto& levels = source->model().meshes[mesh].levels;
  auto count = static_cast<std::uint32_t>(levels.size());
  auto look = [&](std::uint32_t level) -> std::optional<ResidentLevel> {
    auto it = state_->resident.find({StreamKind::mesh_level, model.value, mesh, level});
    if (it == state_->resident.end()) return std::nullopt;
    return ResidentLevel{level, &levels[level], gpu::slice(it->second.vertices), gpu::slice(it->second.indices)};
  };
  for (std::uint32_t level = wanted; level < count; ++level)
    if (auto found = look(level)) return found;
  for (std::uint32_t level = std::min(wanted, count); level-- > 0;)
    if (auto found = look(level)) return found;
  return std::nullopt;
}

std::optional<ResidentTexture> Streamer::resident_texture(ModelId model, std::uint32_t texture) const {
  auto it = state_->resident.lower_bound({StreamKind::texture, model.value, texture, 0});
  if (it == state_->resident.end()) return std::nullopt;
  const StreamKey& key = it->first;
  if (key.kind != StreamKind::texture || key.source != model.value || key.part != texture) return std::nullopt;
  return ResidentTexture{key.level, &it->second.image, it->second.version};
}

gpu::Image& Streamer::tile_image() { return state_->pool.image(); }
std::uint32_t Streamer::white_layer() const { return state_->white_layer; }
const StreamStats& Streamer::stats() const { return state_->stats; }

}  // namespace enf
