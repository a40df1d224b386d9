// The streamer's work of each frame: what is wanted is planned, what has arrived is uploaded, what must go is dropped.
#include "engine/stream/streamer_state.h"

#include <algorithm>

#include "engine/base/log.h"
#include "engine/base/trace.h"

namespace enf {

namespace {

constexpr std::chrono::seconds retry_after(2);  // when the medium is gone
constexpr int most_tries = 3;                   // of one thing whose medium seems to be there

}  // namespace

Streamer::State::Group Streamer::State::group_of(const StreamKey& key) {
  return key.kind == StreamKind::miniature ? Group::miniatures
         : key.kind == StreamKind::tile    ? Group::tiles
                                           : Group::models;
}

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
    if (!source->bring && (!is_miniature || key.source != last_picture))  // one for all of a picture's tiles
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
    if (key != coarsest || source->bring) add(*source, key, want, Claim::detail);
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
    if (!loading.contains(loaded.key)) continue;  // it was brought from memory meanwhile
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
    if (!loading.contains(loaded.key)) continue;
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

// Meshes in view whose coarsest level is not there, from memory: there are no holes in a picture. If the
// budget is full, what this is too much goes with the next plan.
void Streamer::State::bring_coarsest(gpu::Frame& frame, std::span<const PlanWant> wants) {
  for (const PlanWant& want : wants) {
    if (want.claim != Claim::now || want.key.kind != StreamKind::mesh_level || resident.contains(want.key)) continue;
    const auto& source = sources[want.key.source];
    if (!in_memory(*source, want.key)) continue;
    Loaded loaded = load(device, source, want.key);
    if (loaded.error || !upload_some(frame, loaded, UINT64_MAX, pool.image(), {})) continue;
    loading[want.key] = {want.bytes, 0};  // in place of one that is on its way, which is left out when it arrives
    adopt(std::move(loaded));
  }
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
  if (loaded.key.kind == StreamKind::texture) {  // what lies between it and the coarsest serves nobody any more
    StreamKey coarsest = coarsest_of(source, loaded.key), between = loaded.key;
    for (++between.level; between < coarsest; ++between.level) evict(between);
  }
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
  if (std::ranges::none_of(missing, [&](const StreamKey& key) { return concerns(key) && !loading.contains(key); }))
    return;  // the usual case: a view whose things are all there or under way
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
  missing.clear();
  for (const PlanWant& want : wants) {
    if (auto it = resident.find(want.key); it != resident.end())
      it->second.last_used = frame_number;
    else
      missing.push_back(want.key);
  }
  std::ranges::sort(missing);
  missing.erase(std::ranges::unique(missing).begin(), missing.end());
  plan_group(wants, Group::miniatures, miniatures.capacity() - miniatures.in_use(),
             {miniatures.capacity() * miniature_bytes, most_under_way.miniatures, keep_frames});
  plan_group(wants, Group::tiles, pool.capacity() - pool.in_use(),
             {stats.tiles_capacity * pyramid_tile_bytes, most_under_way.tiles, keep_frames});
  plan_group(wants, Group::models, UINT64_MAX / 2, {desc.model_bytes, most_under_way.models, keep_frames});
  refresh_stats();
}

void Streamer::State::refresh_stats() {
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

}  // namespace enf
