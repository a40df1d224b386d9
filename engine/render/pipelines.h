// Owns: the pipelines of surfaces and pictures, made when first asked for, one for each set of features.
// Must not know: scenes.
// Called by: the renderer, main thread.
#pragma once

#include <compare>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/base/heap.h"
#include "engine/base/jobs.h"
#include "engine/gpu/pipeline.h"
#include "engine/package/model.h"

namespace enf {

enum class Geometry : std::uint8_t { compact, wide, picture };
enum class Blending : std::uint8_t { opaque, mask, blend, glass };  // numbers are surface.frag's alpha_mode
enum class Target : std::uint8_t { main, probe };

// What a material asks of the shader.
struct Features {
  bool base_map = false, surface_map = false, normal_map = false, occlusion_map = false, emissive_map = false;
  Blending blending = Blending::opaque;
  bool glossy = false, coat = false, separate_transforms = false, unlit = false, double_sided = false;
  bool shows_sky = false;
  friend auto operator<=>(const Features&, const Features&) = default;
};

struct PipelineKey {
  Features features;
  Geometry geometry = Geometry::wide;
  Target target = Target::main;
  std::uint8_t lights = 1, shadows = 0;
  // By vertex; light from all around; lights that fade towards their range.
  bool coloured = true, ambient = true, fading = false;
  bool baked = false;  // its light comes from the room's map; then there are no lights
  friend auto operator<=>(const PipelineKey&, const PipelineKey&) = default;
};

// The next count there is a pipeline for: 1 2 3 4 6 8 12 16. For what takes little of a picture, a few more lights that
// are dark cost less than one more pipeline: 4 8 16; for what takes next to nothing: 8 16.
enum class LightCounts : std::uint8_t { fine, coarse, coarsest };
std::uint8_t light_bucket(std::size_t lights, LightCounts counts);

constexpr VkFormat main_colour_format = VK_FORMAT_R8G8B8A8_UNORM;  // encoded by the shader
constexpr VkFormat probe_format = VK_FORMAT_R16G16B16A16_SFLOAT;
constexpr VkFormat depth_format = VK_FORMAT_D32_SFLOAT;

// The stream of one of the two vertex layouts at the locations of surface.vert.
gpu::VertexStream vertex_stream(VertexLayout layout);

// In the cache folder: which pipelines were needed the last time, in the order in which they were.
constexpr const char* pipeline_keys_file = "pipelines.keys";

class Pipelines {
 public:
  // The references must outlive it. `samples`: of the main target.
  enum class Code { fast, small };
  Pipelines(gpu::Device& device, const gpu::PipelineCache& cache, std::vector<const gpu::SetLayout*> sets,
            std::uint32_t samples, Code code, Jobs& jobs);
  // Waits for those that are being made.
  ~Pipelines();
  // Has workers make the pipelines that `file` says were needed the last time: at once those of the first picture, the
  // others when it is drawn. A file that isn't there or says something else is no error.
  void make_ahead(const std::filesystem::path& file);
  // To be called after each picture.
  void picture_is_drawn();
  // Writes which pipelines were asked for since the beginning, making the folder if need be. Errors: those of
  // make_folder and write_file_atomic.
  Result<void> remember(const std::filesystem::path& file) const;
  // Null if it could not be made; error() tells why.
  const gpu::Pipeline* get(const PipelineKey& key);
  const std::optional<Error>& error() const { return error_; }

 private:
  // Made ahead or when asked for.
  struct Entry {
    gpu::Pipeline pipeline;
    bool is_asked = false, is_there = false;
  };
  void begin(const PipelineKey& key);
  Result<gpu::Pipeline> make(const PipelineKey& key) const;

  gpu::Device& device_;
  const gpu::PipelineCache& cache_;
  std::vector<const gpu::SetLayout*> sets_;
  std::uint32_t samples_;
  Code code_;
  mutable std::mutex mutex_;  // of the entries
  std::condition_variable made_one_;
  std::map<PipelineKey, Entry> entries_;
  std::optional<Error> error_;

  Jobs& jobs_;
  std::vector<PipelineKey> asked_;              // in this order
  std::optional<std::uint64_t> first_picture_;  // how many of them were asked for by the first picture
  // Drivers compile some of a pipeline when it is first drawn with, in threads of their own.
  std::optional<SparseBlocks> while_new_;
  int pictures_without_new_ = 0;
  std::vector<PipelineKey> later_;              // to be made when that is drawn
};

}  // namespace enf
