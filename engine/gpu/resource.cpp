#include "engine/gpu/resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

#include "engine/base/log.h"

namespace enf::gpu {

constexpr std::uint64_t largest_buffer_bytes = 2ull << 30;  // what every driver takes

Result<Buffer> Buffer::create(Device& device, const BufferDesc& desc) {
  if (desc.bytes == 0 || desc.bytes > largest_buffer_bytes)
    return fail({.id = "gpu.size",
                 .what = fmt::format("buffer \"{}\" has {} bytes; 1 to {} are possible", desc.label, desc.bytes,
                                     largest_buffer_bytes)});
  Buffer buffer;
  buffer.device_ = &device;
  buffer.bytes_ = desc.bytes;
  VkBufferCreateInfo info{.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO,
                          .size = desc.bytes,
                          .usage = desc.usage | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT};
  VkResult result = vkCreateBuffer(device.handle(), &info, nullptr, &buffer.handle_);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, fmt::format("could not make buffer \"{}\"", desc.label)));
  VkMemoryRequirements requirements{};
  vkGetBufferMemoryRequirements(device.handle(), buffer.handle_, &requirements);
  auto memory = device.memory().allocate(requirements, desc.memory, true);
  if (!memory) return std::unexpected(memory.error());
  buffer.allocation_ = *memory;
  result = vkBindBufferMemory(device.handle(), buffer.handle_, memory->memory, memory->offset);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, fmt::format("could not make buffer \"{}\"", desc.label)));
  device.name_object(VK_OBJECT_TYPE_BUFFER, std::bit_cast<std::uint64_t>(buffer.handle_), desc.label);
  return buffer;
}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this == &other) return *this;
  reset();
  device_ = other.device_;
  handle_ = std::exchange(other.handle_, VK_NULL_HANDLE);
  bytes_ = std::exchange(other.bytes_, 0);
  allocation_ = std::exchange(other.allocation_, {});
  state_ = other.state_;
  return *this;
}

void Buffer::reset() {
  if (!handle_) return;
  device_->retire([device = device_, handle = handle_, allocation = allocation_] {
    vkDestroyBuffer(device->handle(), handle, nullptr);
    device->memory().free(allocation);
  });
  handle_ = VK_NULL_HANDLE;
  allocation_ = {};
  bytes_ = 0;
}

std::uint32_t mip_count(std::uint32_t width, std::uint32_t height) {
  return static_cast<std::uint32_t>(std::bit_width(std::max({width, height, 1u})));
}

std::uint32_t texel_bytes(VkFormat format) {
  switch (format) {
    case VK_FORMAT_R8_UNORM:
      return 1;
    case VK_FORMAT_R8G8_UNORM:
    case VK_FORMAT_R16_SFLOAT:
    case VK_FORMAT_D16_UNORM:
      return 2;
    case VK_FORMAT_R8G8B8A8_UNORM:
    case VK_FORMAT_R8G8B8A8_SRGB:
    case VK_FORMAT_B8G8R8A8_UNORM:
    case VK_FORMAT_B8G8R8A8_SRGB:
    case VK_FORMAT_A2B10G10R10_UNORM_PACK32:
    case VK_FORMAT_B10G11R11_UFLOAT_PACK32:
    case VK_FORMAT_E5B9G9R9_UFLOAT_PACK32:
    case VK_FORMAT_R16G16_SFLOAT:
    case VK_FORMAT_R32_SFLOAT:
    case VK_FORMAT_R32_UINT:
    case VK_FORMAT_D32_SFLOAT:
      return 4;
    case VK_FORMAT_R16G16B16A16_SFLOAT:
    case VK_FORMAT_R32G32_SFLOAT:
      return 8;
    case VK_FORMAT_R32G32B32A32_SFLOAT:
      return 16;
    default:
      return 0;
  }
}

static VkImageAspectFlags aspect_of(VkFormat format) {
  return format == VK_FORMAT_D16_UNORM || format == VK_FORMAT_D32_SFLOAT || format == VK_FORMAT_X8_D24_UNORM_PACK32
             ? VK_IMAGE_ASPECT_DEPTH_BIT
             : VK_IMAGE_ASPECT_COLOR_BIT;
}

static bool is_cube(ImageKind kind) { return kind == ImageKind::cube || kind == ImageKind::cube_array; }

static Result<void> check_size(const Device& device, const ImageDesc& desc) {
  const DeviceInfo& limits = device.info();
  auto wrong = [&](std::string what) {
    return fail({.id = "gpu.size", .what = fmt::format("image \"{}\": {}", desc.label, what)});
  };
  if (desc.width == 0 || desc.height == 0 || desc.width > limits.max_image_size || desc.height > limits.max_image_size)
    return wrong(
        fmt::format("{} x {} texels; 1 to {} a side are possible", desc.width, desc.height, limits.max_image_size));
  if (desc.layers == 0 || desc.layers > limits.max_image_layers)
    return wrong(fmt::format("{} layers; 1 to {} are possible", desc.layers, limits.max_image_layers));
  if (desc.mips == 0 || desc.mips > mip_count(desc.width, desc.height))
    return wrong(fmt::format("{} mips; 1 to {} are possible", desc.mips, mip_count(desc.width, desc.height)));
  if (!std::has_single_bit(desc.samples) || desc.samples > limits.max_samples)
    return wrong(fmt::format("{} samples; powers of two up to {} are possible", desc.samples, limits.max_samples));
  if (is_cube(desc.kind) && (desc.layers % 6 != 0 || desc.width != desc.height))
    return wrong("a cube has square faces, six a cube");
  return {};
}

Result<Image> Image::create(Device& device, const ImageDesc& wanted) {
  ImageDesc desc = wanted;
  if (desc.mips == full_mips) desc.mips = mip_count(desc.width, desc.height);
  if (auto checked = check_size(device, desc); !checked) return std::unexpected(checked.error());
  VkImageUsageFlags usage = desc.usage;
  if (desc.samples == 1) usage |= VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
  VkImageCreateFlags flags = is_cube(desc.kind) ? VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT : 0;
  VkImageFormatProperties possible{};
  VkResult result = vkGetPhysicalDeviceImageFormatProperties(device.physical(), desc.format, VK_IMAGE_TYPE_2D,
                                                             VK_IMAGE_TILING_OPTIMAL, usage, flags, &possible);
  if (result != VK_SUCCESS || !(possible.sampleCounts & desc.samples) || desc.layers > possible.maxArrayLayers)
    return fail(
        {.id = "gpu.format",
         .what = fmt::format("image \"{}\": this device has no such images (format {}, {} samples, usage {:#x})",
                             desc.label, static_cast<int>(desc.format), desc.samples, usage)});
  Image image;
  image.device_ = &device;
  image.desc_ = desc;
  image.aspect_ = aspect_of(desc.format);
  image.tracker_ = ImageAccessTracker(desc.mips, desc.layers);
  VkImageCreateInfo info{.sType = VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO,
                         .flags = flags,
                         .imageType = VK_IMAGE_TYPE_2D,
                         .format = desc.format,
                         .extent = {desc.width, desc.height, 1},
                         .mipLevels = desc.mips,
                         .arrayLayers = desc.layers,
                         .samples = static_cast<VkSampleCountFlagBits>(desc.samples),
                         .tiling = VK_IMAGE_TILING_OPTIMAL,
                         .usage = usage,
                         .initialLayout = VK_IMAGE_LAYOUT_UNDEFINED};
  result = vkCreateImage(device.handle(), &info, nullptr, &image.handle_);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, fmt::format("could not make image \"{}\"", desc.label)));
  VkMemoryRequirements requirements{};
  vkGetImageMemoryRequirements(device.handle(), image.handle_, &requirements);
  auto memory = device.memory().allocate(requirements, MemoryUse::device, false);
  if (!memory) return std::unexpected(memory.error());
  image.allocation_ = *memory;
  result = vkBindImageMemory(device.handle(), image.handle_, memory->memory, memory->offset);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, fmt::format("could not make image \"{}\"", desc.label)));
  device.name_object(VK_OBJECT_TYPE_IMAGE, std::bit_cast<std::uint64_t>(image.handle_), desc.label);
  return image;
}

Image Image::borrow(Device& device, VkImage handle, const ImageDesc& desc) {
  Image image;
  image.device_ = &device;
  image.handle_ = handle;
  image.borrowed_ = true;
  image.desc_ = desc;
  image.aspect_ = aspect_of(desc.format);
  image.tracker_ = ImageAccessTracker(desc.mips, desc.layers);
  return image;
}

Image& Image::operator=(Image&& other) noexcept {
  if (this == &other) return *this;
  reset();
  device_ = other.device_;
  handle_ = std::exchange(other.handle_, VK_NULL_HANDLE);
  borrowed_ = other.borrowed_;
  desc_ = std::move(other.desc_);
  aspect_ = other.aspect_;
  allocation_ = std::exchange(other.allocation_, {});
  tracker_ = std::move(other.tracker_);
  views_ = std::exchange(other.views_, {});
  return *this;
}

void Image::reset() {
  if (!handle_) return;
  device_->retire(
      [device = device_, handle = handle_, borrowed = borrowed_, allocation = allocation_, views = std::move(views_)] {
        for (const auto& [desc, view] : views) vkDestroyImageView(device->handle(), view, nullptr);
        if (borrowed) return;
        vkDestroyImage(device->handle(), handle, nullptr);
        device->memory().free(allocation);
      });
  handle_ = VK_NULL_HANDLE;
  allocation_ = {};
  views_.clear();
}

std::uint32_t Image::width(std::uint32_t mip) const { return std::max(1u, desc_.width >> mip); }
std::uint32_t Image::height(std::uint32_t mip) const { return std::max(1u, desc_.height >> mip); }

static VkImageViewType view_type(ImageKind kind) {
  switch (kind) {
    case ImageKind::flat:
      return VK_IMAGE_VIEW_TYPE_2D;
    case ImageKind::array:
      return VK_IMAGE_VIEW_TYPE_2D_ARRAY;
    case ImageKind::cube:
      return VK_IMAGE_VIEW_TYPE_CUBE;
    case ImageKind::cube_array:
      break;
  }
  return VK_IMAGE_VIEW_TYPE_CUBE_ARRAY;
}

VkImageView Image::view(const ViewDesc& wanted) const {
  assert(handle_);
  ViewDesc desc = wanted;
  if (desc.type == VK_IMAGE_VIEW_TYPE_MAX_ENUM) desc.type = view_type(desc_.kind);
  if (desc.format == VK_FORMAT_UNDEFINED) desc.format = desc_.format;
  if (desc.range.mips == ImageRange::all) desc.range.mips = desc_.mips - desc.range.mip;
  if (desc.range.layers == ImageRange::all) desc.range.layers = desc_.layers - desc.range.layer;
  for (const auto& [known, view] : views_)
    if (known == desc) return view;
  VkImageViewCreateInfo info{
      .sType = VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO,
      .image = handle_,
      .viewType = desc.type,
      .format = desc.format,
      .subresourceRange = {aspect_, desc.range.mip, desc.range.mips, desc.range.layer, desc.range.layers}};
  VkImageView view = VK_NULL_HANDLE;
  if (VkResult result = vkCreateImageView(device_->handle(), &info, nullptr, &view); result != VK_SUCCESS) {
    log_error("{}", to_string(vulkan_error(result, fmt::format("could not make a view of \"{}\"", desc_.label))));
    return VK_NULL_HANDLE;
  }
  device_->name_object(VK_OBJECT_TYPE_IMAGE_VIEW, std::bit_cast<std::uint64_t>(view), desc_.label);
  views_.emplace_back(desc, view);
  return view;
}

SamplerCache::~SamplerCache() {
  for (const auto& [desc, sampler] : samplers_)
    device_.retire([&device = device_, handle = sampler] { vkDestroySampler(device.handle(), handle, nullptr); });
}

VkSampler SamplerCache::get(const SamplerDesc& desc) {
  for (const auto& [known, sampler] : samplers_)
    if (known == desc) return sampler;
  float anisotropy = std::min(desc.anisotropy, device_.info().max_anisotropy);
  bool compares = desc.compare != VK_COMPARE_OP_MAX_ENUM;
  VkSamplerCreateInfo info{.sType = VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO,
                           .magFilter = desc.filter,
                           .minFilter = desc.filter,
                           .mipmapMode = desc.mip_filter,
                           .addressModeU = desc.wrap_u,
                           .addressModeV = desc.wrap_v,
                           .addressModeW = desc.wrap_u,
                           .anisotropyEnable = anisotropy > 1 ? VK_TRUE : VK_FALSE,
                           .maxAnisotropy = anisotropy,
                           .compareEnable = compares ? VK_TRUE : VK_FALSE,
                           .compareOp = compares ? desc.compare : VK_COMPARE_OP_NEVER,
                           .maxLod = VK_LOD_CLAMP_NONE,
                           .borderColor = desc.border};
  VkSampler sampler = VK_NULL_HANDLE;
  if (VkResult result = vkCreateSampler(device_.handle(), &info, nullptr, &sampler); result != VK_SUCCESS) {
    log_error("{}", to_string(vulkan_error(result, "could not make a sampler")));
    return VK_NULL_HANDLE;
  }
  samplers_.emplace_back(desc, sampler);
  return sampler;
}

}  // namespace enf::gpu
