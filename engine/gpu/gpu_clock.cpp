#include "engine/gpu/gpu_clock.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "engine/base/trace.h"

namespace enf::gpu {

GpuClock::GpuClock(VkPhysicalDevice physical) {
  std::uint32_t count = 0;
  vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> extensions(count);
  vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, extensions.data());
  if (std::ranges::none_of(extensions, [](const auto& e) { return std::strcmp(e.extensionName, extension) == 0; }))
    return;
  vkGetPhysicalDeviceCalibrateableTimeDomainsEXT(physical, &count, nullptr);
  std::vector<VkTimeDomainEXT> domains(count);
  vkGetPhysicalDeviceCalibrateableTimeDomainsEXT(physical, &count, domains.data());
  // The steady clock of libstdc++ on Linux is CLOCK_MONOTONIC.
  calibrated_ = std::ranges::count(domains, VK_TIME_DOMAIN_CLOCK_MONOTONIC_EXT) > 0 &&
                std::ranges::count(domains, VK_TIME_DOMAIN_DEVICE_EXT) > 0;
}

std::int64_t GpuClock::offset_ns(VkDevice device, double period_ns, std::uint64_t submitted_ns, std::int64_t gpu_ns) {
  if (calibrated_) {
    constexpr std::array domains{VkCalibratedTimestampInfoEXT{.sType = VK_STRUCTURE_TYPE_CALIBRATED_TIMESTAMP_INFO_EXT,
                                                              .timeDomain = VK_TIME_DOMAIN_CLOCK_MONOTONIC_EXT},
                                 VkCalibratedTimestampInfoEXT{.sType = VK_STRUCTURE_TYPE_CALIBRATED_TIMESTAMP_INFO_EXT,
                                                              .timeDomain = VK_TIME_DOMAIN_DEVICE_EXT}};
    std::array<std::uint64_t, 2> now{};
    std::uint64_t deviation = 0;
    if (vkGetCalibratedTimestampsEXT(device, 2, domains.data(), now.data(), &deviation) == VK_SUCCESS) {
      trace::note_gpu_clock("calibrated");
      return static_cast<std::int64_t>(now[0]) - static_cast<std::int64_t>(static_cast<double>(now[1]) * period_ns);
    }
  }
  trace::note_gpu_clock("aligned at submission");
  std::int64_t bound = static_cast<std::int64_t>(submitted_ns) - gpu_ns;
  bound_ns_ = bounded_ ? std::max(bound_ns_, bound) : bound;
  bounded_ = true;
  return bound_ns_;
}

}  // namespace enf::gpu
