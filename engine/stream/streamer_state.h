// Owns: the streamer's insides: what is resident, on its way and wanted.
// Must not know: scenes, cameras.
// Called by: streamer.cpp and streamer_state.cpp alone.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/stream/loading.h"
#include "engine/stream/streamer.h"

namespace enf {

// What may be under way at most, in bytes of each kind.
struct UnderWay {
  std::uint64_t miniatures, tiles, models;
};

struct Streamer::State {
  using Clock = std::chrono::steady_clock;

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
  std::vector<StreamKey> missing;  // of those, what was not resident when it began; each once
  std::uint64_t frame_number = 0;
  std::uint32_t next_version = 1;
  StreamStats stats;
  Inbox inbox;

  static Group group_of(const StreamKey& key);
  const StreamSource* find(const StreamKey& key) const {
    return key.source < sources.size() ? sources[key.source].get() : nullptr;
  }

  bool can_read(const StreamSource& source) const { return !source.chunk || !stats.medium_is_gone; }

  std::span<const PlanWant> expand(std::span<const Want> wants);
  void take_back(const Loaded& loaded);
  void try_medium();
  void collect_arrivals();
  void upload_waiting(gpu::Frame& frame, std::uint64_t budget);
  void bring_coarsest(gpu::Frame& frame, std::span<const PlanWant> wants);
  void adopt(Loaded&& loaded);
  std::uint32_t take_place(Group group);
  void give_place(Group group, std::uint32_t place);
  void forget_loading(const StreamKey& key);
  void evict(const StreamKey& key);
  void start(const PlanWant& want);
  void plan(std::span<const PlanWant> wants, const UnderWay& most_under_way, std::uint64_t keep_frames);
  void plan_group(std::span<const PlanWant> wants, Group group, std::uint64_t free_places, const PlanBudget& budget);
  void remove(std::uint32_t source);
  void refresh_stats();
};

}  // namespace enf
