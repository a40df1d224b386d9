#include "engine/gpu/pipeline_cache.h"

#include <cstring>
#include <optional>
#include <utility>

#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/base/log.h"

namespace enf::gpu {

// The file: this header (so that a damaged file never reaches the driver), the number of bytes of the driver's data,
// these, and for each shader its hash, its number of words, and its words.
struct CacheHeader {
  char magic[8] = {'e', 'n', 'f', 'p', 'i', 'p', 'e', '2'};
  Hash hash;  // of all that follows
};

static std::vector<std::byte> read_cache_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.empty() || !std::filesystem::exists(file, ignored)) return {};
  auto bytes = read_file(file);
  if (!bytes) {
    log_warning("the pipeline cache is not used: {}", to_string(bytes.error()));
    return {};
  }
  CacheHeader expected, found;
  if (bytes->size() < sizeof found) {
    log_warning("{}: the pipeline cache is too short and is not used", file.string());
    return {};
  }
  std::memcpy(&found, bytes->data(), sizeof found);
  std::span<const std::byte> data = std::span(*bytes).subspan(sizeof found);
  if (std::memcmp(found.magic, expected.magic, sizeof found.magic) != 0 || hash_bytes(data) != found.hash) {
    log_warning("{}: the pipeline cache is damaged and is not used", file.string());
    return {};
  }
  return {data.begin(), data.end()};
}

// Whether the data were made by this device and driver (Vulkan 1.3, "Pipeline Cache Header").
static bool fits_driver(Device& device, std::span<const std::byte> data) {
  VkPipelineCacheHeaderVersionOne header{};
  if (data.size() < sizeof header) return false;
  std::memcpy(&header, data.data(), sizeof header);
  VkPhysicalDeviceProperties properties{};
  vkGetPhysicalDeviceProperties(device.physical(), &properties);
  return header.headerVersion == VK_PIPELINE_CACHE_HEADER_VERSION_ONE && header.vendorID == properties.vendorID &&
         header.deviceID == properties.deviceID &&
         std::memcmp(header.pipelineCacheUUID, properties.pipelineCacheUUID, VK_UUID_SIZE) == 0;
}

namespace {

// Takes numbers and runs of bytes off the front; nothing if there are not so many.
struct Reader {
  std::optional<std::span<const std::byte>> take(std::uint64_t count) {
    if (count > rest.size()) return std::nullopt;
    auto taken = rest.first(count);
    rest = rest.subspan(count);
    return taken;
  }
  std::optional<std::uint64_t> number() {
    auto bytes = take(sizeof(std::uint64_t));
    if (!bytes) return std::nullopt;
    std::uint64_t value = 0;
    std::memcpy(&value, bytes->data(), sizeof value);
    return value;
  }
  std::span<const std::byte> rest;
};

void put(std::vector<std::byte>& bytes, std::span<const std::byte> run) {
  bytes.insert(bytes.end(), run.begin(), run.end());
}
void put(std::vector<std::byte>& bytes, std::uint64_t number) { put(bytes, std::as_bytes(std::span(&number, 1))); }

}  // namespace

Result<PipelineCache> PipelineCache::open(Device& device, const std::filesystem::path& folder) {
  PipelineCache cache;
  cache.device_ = &device;
  cache.shaders_ = std::make_unique<Shaders>();
  // A new layout takes a new name: programs of two ages share the folder.
  if (!folder.empty()) cache.file_ = folder / "pipelines-2.bin";
  const std::vector<std::byte> bytes = read_cache_file(cache.file_);
  cache.saved_hash_ = quick_hash(bytes);
  Reader reader{bytes};
  std::span<const std::byte> drivers;
  if (auto size = reader.number())
    if (auto data = reader.take(*size)) drivers = *data;
  if (!drivers.empty() && !fits_driver(device, drivers)) {
    log_info("{}: the pipeline cache is of another driver and is not used", cache.file_.string());
    drivers = {};
  }
  while (auto hash = reader.number()) {
    auto count = reader.number();
    if (!count || *count > reader.rest.size() / sizeof(std::uint32_t)) break;
    auto words = reader.take(*count * sizeof(std::uint32_t));
    std::vector<std::uint32_t> code(*count);
    if (words && !code.empty()) std::memcpy(code.data(), words->data(), words->size());
    cache.shaders_->by_hash[*hash] = {.code = std::move(code)};
  }
  VkPipelineCacheCreateInfo info{.sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO,
                                 .initialDataSize = drivers.size(),
                                 .pInitialData = drivers.data()};
  VkResult result = vkCreatePipelineCache(device.handle(), &info, nullptr, &cache.handle_);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not make the pipeline cache"));
  return cache;
}

PipelineCache& PipelineCache::operator=(PipelineCache&& other) noexcept {
  std::swap(device_, other.device_);
  std::swap(handle_, other.handle_);
  std::swap(shaders_, other.shaders_);
  std::swap(file_, other.file_);
  std::swap(saved_hash_, other.saved_hash_);
  return *this;
}

PipelineCache::~PipelineCache() {
  if (handle_) vkDestroyPipelineCache(device_->handle(), handle_, nullptr);
}

Result<std::vector<std::uint32_t>> PipelineCache::specialized(ShaderCode code,
                                                              std::span<const SpecializationConstant> constants,
                                                              std::string_view label) const {
  const std::uint64_t hash = quick_hash(std::as_bytes(constants), quick_hash(std::as_bytes(code)));
  {
    std::lock_guard lock(shaders_->mutex);
    if (auto known = shaders_->by_hash.find(hash); known != shaders_->by_hash.end()) {
      known->second.is_asked = true;
      return known->second.code;
    }
  }
  auto folded = specialize(code, constants, label);
  if (!folded) return folded;
  std::lock_guard lock(shaders_->mutex);
  shaders_->by_hash[hash] = {.code = *folded, .is_asked = true};
  return folded;
}

Result<std::vector<std::byte>> PipelineCache::bytes() const {
  std::size_t size = 0;
  VkResult result = vkGetPipelineCacheData(device_->handle(), handle_, &size, nullptr);
  std::vector<std::byte> drivers(size);
  if (result == VK_SUCCESS) result = vkGetPipelineCacheData(device_->handle(), handle_, &size, drivers.data());
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not read the pipeline cache"));
  drivers.resize(size);
  std::vector<std::byte> bytes;
  put(bytes, drivers.size());
  put(bytes, drivers);
  std::lock_guard lock(shaders_->mutex);
  for (const auto& [hash, shader] : shaders_->by_hash) {
    if (!shader.is_asked) continue;
    put(bytes, hash);
    put(bytes, shader.code.size());
    put(bytes, std::as_bytes(std::span(shader.code)));
  }
  return bytes;
}

Result<void> PipelineCache::save() {
  if (file_.empty()) return {};
  auto data = bytes();
  if (!data) return std::unexpected(data.error());
  std::uint64_t hash = quick_hash(*data);
  if (hash == saved_hash_) return {};
  CacheHeader header;
  header.hash = hash_bytes(*data);
  std::vector<std::byte> file;
  put(file, std::as_bytes(std::span(&header, 1)));
  put(file, *data);
  if (auto made = make_folder(file_.parent_path()); !made) return made;
  if (auto written = write_file_atomic(file_, file); !written) return written;
  saved_hash_ = hash;
  return {};
}

}  // namespace enf::gpu
