// Owns: what making pipelines took the last time, in a file: the driver's compiled pipelines and specialized shaders.
// Must not know: what is drawn; where caches lie (the host says).
// Called by: the renderer; Pipeline::create, any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/device.h"
#include "engine/gpu/specialize.h"

namespace enf::gpu {

// A file that is damaged or of another driver is ignored with one line in the log.
class PipelineCache {
 public:
  // An empty folder: nothing is kept. Error: gpu.out_of_memory.
  static Result<PipelineCache> open(Device& device, const std::filesystem::path& folder);
  PipelineCache() = default;
  PipelineCache(PipelineCache&& other) noexcept { *this = std::move(other); }
  PipelineCache& operator=(PipelineCache&& other) noexcept;
  ~PipelineCache();

  VkPipelineCache handle() const { return handle_; }
  // As specialize(), which takes longer than all the rest of making a pipeline. Any thread.
  Result<std::vector<std::uint32_t>> specialized(ShaderCode code, std::span<const SpecializationConstant> constants,
                                                 std::string_view label) const;
  // Writes the file in one step, if what was asked for since it was opened is not what it holds. Errors: those of
  // write_file_atomic.
  Result<void> save();

 private:
  struct Shader {
    std::vector<std::uint32_t> code;
    bool is_asked = false;  // since the file was opened; others are not kept
  };
  struct Shaders {
    std::mutex mutex;
    std::map<std::uint64_t, Shader> by_hash;  // of the code and the constants
  };

  // The file without its header.
  Result<std::vector<std::byte>> bytes() const;

  Device* device_ = nullptr;
  VkPipelineCache handle_ = VK_NULL_HANDLE;
  std::unique_ptr<Shaders> shaders_;
  std::filesystem::path file_;
  std::uint64_t saved_hash_ = 0;
};

}  // namespace enf::gpu
