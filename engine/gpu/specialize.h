// Owns: shaders with their specialization constants folded in, before a driver sees them.
// Must not know: which shaders there are.
// Called by: PipelineCache, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/error.h"

namespace enf::gpu {

// SPIR-V as the build embeds it (shaders/<name>.h).
using ShaderCode = std::span<const std::uint32_t>;

struct SpecializationConstant {
  std::uint32_t id = 0;
  std::uint32_t value = 0;  // int and bool as they are, float by std::bit_cast
};

// The shader with these constants' values (those it does not have are passed over) and without what they switch off.
// A driver may specialize by itself, but keeps what it started from: in Mesa's software driver a pipeline of a shader
// with many features then takes more memory, and longer to be made.
// `label` names it in errors: gpu.shader (not SPIR-V, or not valid).
Result<std::vector<std::uint32_t>> specialize(ShaderCode code, std::span<const SpecializationConstant> constants,
                                              std::string_view label);

}  // namespace enf::gpu
