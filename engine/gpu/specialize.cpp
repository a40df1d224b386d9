#include "engine/gpu/specialize.h"

#include <fmt/format.h>

#include <spirv-tools/optimizer.hpp>
#include <string>
#include <unordered_map>

#include "engine/base/trace.h"

namespace enf::gpu {

Result<std::vector<std::uint32_t>> specialize(ShaderCode code, std::span<const SpecializationConstant> constants,
                                              std::string_view label) {
  trace::Zone zone("specialize");
  zone.say("{}", label);
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> values;
  for (const SpecializationConstant& constant : constants) values[constant.id] = {constant.value};

  spvtools::Optimizer optimizer(SPV_ENV_VULKAN_1_3);
  std::string said;
  optimizer.SetMessageConsumer([&](spv_message_level_t level, const char*, const spv_position_t&, const char* message) {
    if (level <= SPV_MSG_ERROR && said.empty()) said = message;
  });
  // The build has inlined all functions already. What more could be done here, as unrolling loops, drivers do too.
  optimizer.RegisterPass(spvtools::CreateSetSpecConstantDefaultValuePass(values))
      .RegisterPass(spvtools::CreateFreezeSpecConstantValuePass())
      .RegisterPass(spvtools::CreateFoldSpecConstantOpAndCompositePass())
      .RegisterPass(spvtools::CreateCCPPass())
      .RegisterPass(spvtools::CreateDeadBranchElimPass())
      .RegisterPass(spvtools::CreateAggressiveDCEPass());
  spvtools::OptimizerOptions options;
  options.set_run_validator(false);  // glslc's own; the validation layer looks at what comes out
  std::vector<std::uint32_t> folded;
  if (!optimizer.Run(code.data(), code.size(), &folded, options))
    return fail({.id = "gpu.shader",
                 .what = fmt::format("pipeline \"{}\": the shader can't be specialized: {}", label,
                                     said.empty() ? "it is not SPIR-V" : said)});
  return folded;
}

}  // namespace enf::gpu
