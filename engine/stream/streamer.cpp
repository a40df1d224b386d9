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

// What a frame may have under way of each kind, and what load_now may. Reading a tile or a miniature costs a worker a
// millisecond or two, and where the GPU is the CPU workers take from frames: so few at a time that none becomes late.
struct UnderWay {
  std::uint64_t miniatures, tiles, models;
};
constexpr UnderWay frame_under_way{48 * miniature_bytes, 16 * pyramid_tile_bytes, 8ull << 20};
constexpr UnderWay now_under_way{1024 * miniature_bytes, 64ull << 20, 64ull << 20};
constexpr std::uint64_t batch_bytes_now = 16ull << 20;  // load_now uploads when so much has arrived

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds retry_after(2);  // when the medium is gone
constexpr int most_tries = 3;                   // of one thing whose medium seems to be there

struct Resident {
  std::uint64_t bytes = 0;
  std::uint64_t last_used = 0;
  std::uint32_t place = 0;        // of a tile its layer, of a miniature its number in the pool
  gpu::Buffer vertices, indices;  // of a mesh level
  gpu::Image image;               // of a texture
  std::uint32_t version = 0;
};

// On its way. Its place is taken when it sets out, not when it arrives, so that where things lie, and with that the
// last bit of a picture, does not depend on which worker was quicker.
struct Loading {
  std::uint64_t bytes = 0;
  std::uint32_t place = 0;  // as Resident's
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

// Things that share a budget.
enum class Group : std::uint8_t { miniatures, tiles, models };
Group group_of(const StreamKey& key) {
  return key.kind == StreamKind::miniature ? Group::miniatures
         : key.kind == StreamKind::tile    ? Group::tiles
                                           : Group::models;
}

}  // namespace

struct Streamer::State {
  State(gpu::Device& a_device, Jobs& a_jobs, const StreamerDesc& a_desc, TilePool a_pool)
      : device(a_device), jobs(a_jobs), desc(a_desc), pool(std::move(a_pool)), miniatures(layers_for_miniatures()) {
    white_layer = pool.take().value();  // a pool has four layers at least
    stats.tiles_capacity = pool.capacity() - pool.in_use();
  }
  std::vector<std::uint32_t> layers_for_miniatures() {
    std::vector<std::uint32_t> layers;
    while (layers.size() < pool.capacity() / 4) layers.push_back(pool.take().value());
    return layers;
  }

  gpu::Device& device;
  Jobs& jobs;
  StreamerDesc desc;
  TilePool pool;
  MiniaturePool miniatures;
  std::uint32_t white_layer = 0;
  std::vector<std::shared_ptr<const StreamSource>> sources;  // by handle; null once removed
  std::map<StreamKey, Resident> resident;
  std::map<StreamKey, Loading> loading;  // on workers or waiting for upload
  std::set<StreamKey> unavailable;       // could not be loaded; not tried again
  std::vector<Loaded> waiting;           // arrived, first come first
  // While stats.medium_is_gone: which file to try, when, and whether a worker is at it.
  std::filesystem::path gone_file;
  Clock::time_point retry_at;
  bool is_trying = false;
  std::map<StreamKey, int> tries;  // that could not be read
  std::vector<PlanWant> expanded;  // of this frame
  std::uint64_t frame_number = 0;
  std::uint32_t next_version = 1;
  StreamStats stats;
  Inbox inbox;

  const StreamSource* find(const StreamKey& key) const {
    return key.source < sources.size() ? sources[key.source].get() : nullptr;
  }

  bool can_read(const StreamSource& source) const { return !source.chunk || !stats.medium_is_gone; }

  std::span<const PlanWant> expand(std::span<const Want> wants);
  void take_back(const Loaded& loaded);
  void try_medium();
  void collect_arrivals();
  void upload_waiting(gpu::Frame& frame, std::uint64_t budget);
  void adopt(Loaded&& loaded);
  std::uint32_t take_place(Group group);
  void give_place(Group group, std::uint32_t place);
  void forget_loading(const StreamKey& key);
  void evict(const StreamKey& key);
  void start(const PlanWant& want);
  void plan(std::span<const PlanWant> wants, const UnderWay& most_under_way, std::uint64_t keep_frames);
  void plan_group(std::span<const PlanWant> wants, Group group, std::uint64_t free_places, const PlanBudget& budget);
  void remove(std::uint32_t source);
  void refresh_stats(std::span<const PlanWant> wants);
};

// What is wanted as the planner sees it: with sizes, with the coarsest forms, without what cannot be had.
std::span<const PlanWant> Streamer::State::expand(std::span<const Want> wants) {
  std::vector<PlanWant>& result = expanded;
  result.clear();
  auto add = [&](const StreamSource& source, const StreamKey& key, const Want& want, Claim claim) {
    if (!unavailable.contains(key) && (can_read(source) || resident.contains(key)))
      result.push_back({key, stream_bytes(source, key), want.screen_error_px, want.priority, claim});
  };
  std::uint32_t last_picture = ~0u;
  for (const Want& want : wants) {
    const StreamSource* source = find(want.key);
    if (!source || !has(*source, want.key)) continue;
    StreamKey coarsest = coarsest_of(*source, want.key);
    StreamKey key = want.key;
    bool is_miniature = coarsest.kind == StreamKind::miniature;
    if (!is_miniature || key.source != last_picture)  // one for all of a picture's tiles
      add(*source, coarsest, want, want.is_ahead ? Claim::ahead : Claim::now);
    if (is_miniature && key != coarsest && key.source != last_picture) {
      // From the miniature to a fine tile is a long way: the coarsest tile comes between.
      Want between = want;
      between.key = {.kind = StreamKind::tile,
                     .source = key.source,
                     .level = static_cast<std::uint32_t>(source->pyramid().levels.size()) - 1};
      between.screen_error_px *= 4;
      if (key != between.key) add(*source, between.key, between, Claim::detail);
    }
    if (is_miniature) last_picture = key.source;
    if (key.kind == StreamKind::texture) {
      key.level = std::min(key.level, coarsest.level);
      // A finer form that is there already serves as well.
      auto finest = resident.lower_bound({key.kind, key.source, key.part, 0});
      if (finest != resident.end() && finest->first < key) key = finest->first;
    }
    if (key != coarsest) add(*source, key, want, Claim::detail);
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
      forget_loading(loaded.key);
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
      forget_loading(loaded.key);
      continue;
    }
    std::uint32_t place = loading.at(loaded.key).place;
    PoolPlace where{.layer = place};
    if (group_of(loaded.key) == Group::miniatures) where = miniatures.place(place);
    if (!upload_some(frame, loaded, budget - used, pool.image(), where)) break;
    adopt(std::move(loaded));
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(done));
  stats.uploaded_bytes += frame.uploaded_bytes() - before;
}

// plan_group keeps loads within the pools.
std::uint32_t Streamer::State::take_place(Group group) {
  switch (group) {
    case Group::miniatures:
      return miniatures.take().value();
    case Group::tiles:
      return pool.take().value();
    case Group::models:
      break;
  }
  return 0;
}

void Streamer::State::give_place(Group group, std::uint32_t place) {
  if (group == Group::miniatures) miniatures.give(place);
  if (group == Group::tiles) pool.give(place);
}

void Streamer::State::forget_loading(const StreamKey& key) {
  give_place(group_of(key), loading.at(key).place);
  loading.erase(key);
}

void Streamer::State::adopt(Loaded&& loaded) {
  const StreamSource& source = *loaded.source;
  std::uint32_t place = loading.at(loaded.key).place;
  loading.erase(loaded.key);
  std::uint64_t bytes = stream_bytes(source, loaded.key);
  if (group_of(loaded.key) == Group::models) stats.model_bytes_resident += bytes;
  resident[loaded.key] = {.bytes = bytes,
                          .last_used = frame_number,
                          .place = place,
                          .vertices = std::move(loaded.vertices),
                          .indices = std::move(loaded.indices),
                          .image = std::move(loaded.image),
                          .version = next_version++};
}

void Streamer::State::evict(const StreamKey& key) {
  auto it = resident.find(key);
  if (it == resident.end()) return;
  give_place(group_of(key), it->second.place);
  if (group_of(key) == Group::models) stats.model_bytes_resident -= it->second.bytes;
  resident.erase(it);
  ++stats.evicted;
}

void Streamer::State::start(const PlanWant& want) {
  loading.emplace(want.key, Loading{want.bytes, take_place(group_of(want.key))});
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

void Streamer::State::plan_group(std::span<const PlanWant> wants, Group group, std::uint64_t free_places,
                                 const PlanBudget& budget) {
  auto concerns = [&](const StreamKey& key) { return group_of(key) == group; };
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
  for (const auto& [key, l] : loading)
    if (concerns(key)) my_loading.push_back({key, l.bytes});
  Plan plan = plan_residency(my_wants, my_resident, my_loading, budget, frame_number);
  for (const StreamKey& key : plan.evict) evict(key);
  free_places += plan.evict.size();
  for (const PlanWant& want : plan.loads) {
    if (free_places-- == 0) break;  // a pool cannot be overdrawn, not even for what is in view
    start(want);
  }
  stats.over_budget = stats.over_budget || plan.over_budget;
  stats.starved = stats.starved || plan.starved;
}

void Streamer::State::plan(std::span<const PlanWant> wants, const UnderWay& most_under_way, std::uint64_t keep_frames) {
  trace::Zone zone("plan");
  stats.over_budget = stats.starved = false;
  for (const PlanWant& want : wants)
    if (auto it = resident.find(want.key); it != resident.end()) it->second.last_used = frame_number;
  plan_group(wants, Group::miniatures, miniatures.capacity() - miniatures.in_use(),
             {miniatures.capacity() * miniature_bytes, most_under_way.miniatures, keep_frames});
  plan_group(wants, Group::tiles, pool.capacity() - pool.in_use(),
             {stats.tiles_capacity * pyramid_tile_bytes, most_under_way.tiles, keep_frames});
  plan_group(wants, Group::models, UINT64_MAX / 2, {desc.model_bytes, most_under_way.models, keep_frames});
  refresh_stats(wants);
}

void Streamer::State::refresh_stats(std::span<const PlanWant> wants) {
  std::set<StreamKey> missing;
  for (const PlanWant& want : wants)
    if (!resident.contains(want.key)) missing.insert(want.key);
  stats.missing = static_cast<std::uint32_t>(missing.size());
  stats.loading = static_cast<std::uint32_t>(loading.size());
  auto on_the_way = [this](Group group) {
    return static_cast<std::uint32_t>(
        std::ranges::count_if(loading, [group](const auto& entry) { return group_of(entry.first) == group; }));
  };
  stats.tiles_resident = stats.tiles_capacity - (pool.capacity() - pool.in_use()) - on_the_way(Group::tiles);
  stats.miniatures_resident = miniatures.in_use() - on_the_way(Group::miniatures);
}

void Streamer::State::remove(std::uint32_t source) {
  if (source >= sources.size() || !sources[source]) return;
  for (StreamKind kind : {StreamKind::miniature, StreamKind::tile, StreamKind::mesh_level, StreamKind::texture})
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
  s.plan(s.expand(wants), frame_under_way, keep_frames);
}

Result<void> Streamer::load_now(std::span<const Want> wants) {
  trace::Zone zone("load");
  State& s = *state_;
  ++s.frame_number;
  for (;;) {
    s.plan(s.expand(wants), now_under_way, 0);
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
