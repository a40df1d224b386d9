#include "engine/stream/streamer.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/log.h"
#include "engine/base/trace.h"
#include "engine/gpu/upload.h"
#include "engine/stream/loading.h"

namespace enf {

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

// What a frame may have under way, and what load_now may.
constexpr std::uint64_t loading_bytes = 32ull << 20;
constexpr std::uint64_t loading_bytes_now = 64ull << 20;
constexpr std::uint64_t batch_bytes_now = 16ull << 20;  // load_now uploads when so much has arrived

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds retry_after(2);  // when the medium is gone
constexpr int most_tries = 3;                   // of one thing whose medium seems to be there

struct Resident {
  std::uint64_t bytes = 0;
  std::uint64_t last_used = 0;
  std::uint32_t layer = 0;        // of a tile
  gpu::Buffer vertices, indices;  // of a mesh level
  gpu::Image image;               // of a texture
  std::uint32_t version = 0;
};

// Where workers leave what they have read.
struct Inbox {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Loaded> arrived;
  std::uint64_t arrived_bytes = 0;
  std::size_t running = 0;
  std::optional<bool> medium_is_back;  // as a worker found that tried
};

bool is_tile(const StreamKey& key) { return key.kind == StreamKind::tile; }

}  // namespace

struct Streamer::State {
  State(gpu::Device& a_device, Jobs& a_jobs, const StreamerDesc& a_desc, TilePool a_pool)
      : device(a_device), jobs(a_jobs), desc(a_desc), pool(std::move(a_pool)) {
    white_layer = pool.take().value();  // a pool has four layers at least
    stats.tiles_capacity = pool.capacity() - 1;
  }

  gpu::Device& device;
  Jobs& jobs;
  StreamerDesc desc;
  TilePool pool;
  std::uint32_t white_layer = 0;
  std::vector<std::shared_ptr<const StreamSource>> sources;  // by handle; null once removed
  std::map<StreamKey, Resident> resident;
  std::map<StreamKey, std::uint64_t> loading;  // on workers or waiting for upload, with their bytes
  std::set<StreamKey> unavailable;             // could not be loaded; not tried again
  std::vector<Loaded> waiting;                 // arrived, first come first
  // While stats.medium_is_gone: which file to try, when, and whether a worker is at it.
  std::filesystem::path gone_file;
  Clock::time_point retry_at;
  bool is_trying = false;
  std::map<StreamKey, int> tries;  // that could not be read
  std::uint64_t frame_number = 0;
  std::uint32_t next_version = 1;
  StreamStats stats;
  Inbox inbox;

  const StreamSource* find(const StreamKey& key) const {
    return key.source < sources.size() ? sources[key.source].get() : nullptr;
  }

  bool can_read(const StreamSource& source) const { return !source.chunk || !stats.medium_is_gone; }

  std::vector<PlanWant> expand(std::span<const Want> wants);
  void take_back(const Loaded& loaded);
  void try_medium();
  void collect_arrivals();
  void upload_waiting(gpu::Frame& frame, std::uint64_t budget);
  void adopt(Loaded&& loaded, std::uint32_t layer);
  void evict(const StreamKey& key);
  void start(const PlanWant& want);
  void plan(std::span<const PlanWant> wants, std::uint64_t most_under_way, std::uint64_t keep_frames);
  void plan_kind(std::span<const PlanWant> wants, StreamKind kind, const PlanBudget& budget);
  void remove(std::uint32_t source);
  void refresh_stats(std::span<const PlanWant> wants);
};

// What is wanted as the planner sees it: with sizes, with the coarsest forms, without what cannot be had.
std::vector<PlanWant> Streamer::State::expand(std::span<const Want> wants) {
  std::vector<PlanWant> result;
  auto add = [&](const StreamSource& source, const StreamKey& key, const Want& want, bool is_coarsest) {
    if (!unavailable.contains(key) && (can_read(source) || resident.contains(key)))
      result.push_back({key, stream_bytes(source, key), want.screen_error_px, want.priority, is_coarsest});
  };
  for (const Want& want : wants) {
    const StreamSource* source = find(want.key);
    if (!source || !has(*source, want.key)) continue;
    StreamKey coarsest = coarsest_of(*source, want.key);
    add(*source, coarsest, want, !want.is_ahead);
    StreamKey key = want.key;
    if (key.kind == StreamKind::texture) {
      key.level = std::min(key.level, coarsest.level);
      // A finer form that is there already serves as well.
      auto finest = resident.lower_bound({key.kind, key.source, key.part, 0});
      if (finest != resident.end() && finest->first < key) key = finest->first;
    }
    if (key != coarsest) add(*source, key, want, false);
  }
  return result;
}

// Something that could not be loaded. What is damaged stays away; what could not be read may come back with its medium.
void Streamer::State::take_back(const Loaded& loaded) {
  const Error& error = *loaded.error;
  if (error.id.starts_with("file.") && ++tries[loaded.key] < most_tries) {
    if (!stats.medium_is_gone) log_warning("{}; what is loaded stays, and it is tried again", to_string(error));
    stats.medium_is_gone = true;
    gone_file = loaded.source->chunk->path();
    retry_at = Clock::now() + retry_after;
    return;
  }
  unavailable.insert(loaded.key);
  if (error.id.starts_with("chunk.")) ++stats.damaged;
  log_warning("{}; something coarser stands in", to_string(error));
}

void Streamer::State::try_medium() {
  if (!stats.medium_is_gone || is_trying || Clock::now() < retry_at) return;
  is_trying = true;
  {
    std::lock_guard lock(inbox.mutex);
    ++inbox.running;
  }
  jobs.submit([this, path = gone_file] {
    bool is_back = ChunkReader::open(path).has_value();
    std::lock_guard lock(inbox.mutex);
    inbox.medium_is_back = is_back;
    --inbox.running;
    inbox.changed.notify_all();
  });
}

void Streamer::State::collect_arrivals() {
  std::vector<Loaded> arrived;
  std::optional<bool> is_back;
  {
    std::lock_guard lock(inbox.mutex);
    arrived.swap(inbox.arrived);
    inbox.arrived_bytes = 0;
    is_back = std::exchange(inbox.medium_is_back, std::nullopt);
  }
  if (is_back) {
    is_trying = false;
    retry_at = Clock::now() + retry_after;
    if (*is_back) log_info("the exhibition's files can be read again");
    stats.medium_is_gone = !*is_back;
  }
  for (Loaded& loaded : arrived) {
    if (loaded.error || !find(loaded.key)) {
      loading.erase(loaded.key);
      if (loaded.error) take_back(loaded);  // else it was removed meanwhile
      continue;
    }
    tries.erase(loaded.key);
    waiting.push_back(std::move(loaded));
  }
}

void Streamer::State::upload_waiting(gpu::Frame& frame, std::uint64_t budget) {
  trace::Zone zone("upload");
  std::uint64_t before = frame.uploaded_bytes();
  std::size_t done = 0;
  for (; done < waiting.size(); ++done) {
    Loaded& loaded = waiting[done];
    std::uint64_t used = frame.uploaded_bytes() - before;
    if (used >= budget && used > 0) break;
    if (!find(loaded.key)) {  // removed meanwhile
      loading.erase(loaded.key);
      continue;
    }
    std::uint32_t layer = 0;
    if (is_tile(loaded.key)) {
      auto taken = pool.take();
      assert(taken);  // start() keeps loads within the pool
      layer = *taken;
    }
    if (!upload_some(frame, loaded, budget - used, pool.image(), layer)) break;
    adopt(std::move(loaded), layer);
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(done));
  stats.uploaded_bytes += frame.uploaded_bytes() - before;
}

void Streamer::State::adopt(Loaded&& loaded, std::uint32_t layer) {
  const StreamSource& source = *loaded.source;
  loading.erase(loaded.key);
  std::uint64_t bytes = stream_bytes(source, loaded.key);
  if (!is_tile(loaded.key)) stats.model_bytes_resident += bytes;
  resident[loaded.key] = {.bytes = bytes,
                          .last_used = frame_number,
                          .layer = layer,
                          .vertices = std::move(loaded.vertices),
                          .indices = std::move(loaded.indices),
                          .image = std::move(loaded.image),
                          .version = next_version++};
}

void Streamer::State::evict(const StreamKey& key) {
  auto it = resident.find(key);
  if (it == resident.end()) return;
  if (is_tile(key)) {
    pool.give(it->second.layer);
  } else {
    stats.model_bytes_resident -= it->second.bytes;
  }
  resident.erase(it);
  ++stats.evicted;
}

void Streamer::State::start(const PlanWant& want) {
  loading.emplace(want.key, want.bytes);
  {
    std::lock_guard lock(inbox.mutex);
    ++inbox.running;
  }
  jobs.submit([this, source = sources[want.key.source], key = want.key, bytes = want.bytes] {
    Loaded loaded = load(device, source, key);
    std::lock_guard lock(inbox.mutex);
    inbox.arrived.push_back(std::move(loaded));
    inbox.arrived_bytes += bytes;
    --inbox.running;
    inbox.changed.notify_all();
  });
}

void Streamer::State::plan_kind(std::span<const PlanWant> wants, StreamKind kind, const PlanBudget& budget) {
  auto concerns = [&](const StreamKey& key) { return is_tile(key) == (kind == StreamKind::tile); };
  // The usual case, a view whose things are all there, costs no more than these look-ups.
  bool asks = std::ranges::any_of(wants, [&](const PlanWant& want) {
    return concerns(want.key) && !resident.contains(want.key) && !loading.contains(want.key);
  });
  if (!asks) return;
  std::vector<PlanWant> my_wants;
  std::vector<PlanResident> my_resident, my_loading;
  for (const PlanWant& want : wants)
    if (concerns(want.key)) my_wants.push_back(want);
  for (const auto& [key, r] : resident)
    if (concerns(key)) my_resident.push_back({key, r.bytes, r.last_used});
  for (const auto& [key, bytes] : loading)
    if (concerns(key)) my_loading.push_back({key, bytes});
  Plan plan = plan_residency(my_wants, my_resident, my_loading, budget, frame_number);
  for (const StreamKey& key : plan.evict) evict(key);
  std::size_t under_way = my_loading.size();
  for (const PlanWant& want : plan.loads) {
    // The pool cannot be overdrawn, not even for the coarsest.
    if (kind == StreamKind::tile && under_way >= pool.capacity() - pool.in_use()) break;
    start(want);
    ++under_way;
  }
  stats.over_budget = stats.over_budget || plan.over_budget;
  stats.starved = stats.starved || plan.starved;
}

void Streamer::State::plan(std::span<const PlanWant> wants, std::uint64_t most_under_way, std::uint64_t keep_frames) {
  trace::Zone zone("plan");
  stats.over_budget = stats.starved = false;
  for (const PlanWant& want : wants)
    if (auto it = resident.find(want.key); it != resident.end()) it->second.last_used = frame_number;
  plan_kind(wants, StreamKind::tile, {stats.tiles_capacity * pyramid_tile_bytes, most_under_way, keep_frames});
  plan_kind(wants, StreamKind::mesh_level, {desc.model_bytes, most_under_way, keep_frames});
  refresh_stats(wants);
}

void Streamer::State::refresh_stats(std::span<const PlanWant> wants) {
  std::set<StreamKey> missing;
  for (const PlanWant& want : wants)
    if (!resident.contains(want.key)) missing.insert(want.key);
  stats.missing = static_cast<std::uint32_t>(missing.size());
  stats.loading = static_cast<std::uint32_t>(loading.size());
  stats.tiles_resident = pool.in_use() - 1;
}

void Streamer::State::remove(std::uint32_t source) {
  if (source >= sources.size() || !sources[source]) return;
  for (StreamKind kind : {StreamKind::tile, StreamKind::mesh_level, StreamKind::texture})
    for (auto it = resident.lower_bound({.kind = kind, .source = source});
         it != resident.end() && it->first.kind == kind && it->first.source == source;)
      evict((it++)->first);
  sources[source] = nullptr;
}

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

ModelId Streamer::add_model(std::shared_ptr<const ChunkReader> chunk, CookedModel model) {
  state_->sources.push_back(std::make_shared<StreamSource>(std::move(chunk), std::move(model)));
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
  s.plan(s.expand(wants), loading_bytes, keep_frames);
}

Result<void> Streamer::load_now(std::span<const Want> wants) {
  trace::Zone zone("load");
  State& s = *state_;
  ++s.frame_number;
  for (;;) {
    s.plan(s.expand(wants), loading_bytes_now, 0);
    if (s.loading.empty()) return {};
    {
      std::unique_lock lock(s.inbox.mutex);
      s.inbox.changed.wait(lock, [&] { return s.inbox.running == 0 || s.inbox.arrived_bytes >= batch_bytes_now; });
    }
    s.collect_arrivals();
    if (s.waiting.empty()) continue;
    auto done = gpu::run_now(s.device, [&](gpu::Frame& frame) { s.upload_waiting(frame, UINT64_MAX); });
    if (!done) return done;
    s.device.collect();
  }
}

bool Streamer::quiet() const { return state_->loading.empty() && !state_->is_trying && seconds_until_retry() > 0; }

double Streamer::seconds_until_retry() const {
  if (!state_->stats.medium_is_gone) return std::numeric_limits<double>::infinity();
  return std::max(0.0, std::chrono::duration<double>(state_->retry_at - Clock::now()).count());
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
    return ResidentTile{it->second.layer, level + up, vec2(gutter) + corner * scale, vec2(side * scale)};
  }
  return std::nullopt;
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
