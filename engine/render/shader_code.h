// Owns: the compiled shaders.
// Must not know: what they are used for.
// Called by: the makers of pipelines.
#pragma once

#include "engine/gpu/pipeline.h"

namespace enf::shader {

gpu::ShaderCode surface_vert();
gpu::ShaderCode surface_frag();
gpu::ShaderCode picture_vert();
gpu::ShaderCode picture_frag();
gpu::ShaderCode depth_vert();
gpu::ShaderCode depth_frag();
gpu::ShaderCode fullscreen_vert();
gpu::ShaderCode shadow_span_frag();
gpu::ShaderCode shadow_width_frag();
gpu::ShaderCode shadow_filter_frag();
gpu::ShaderCode overlay_vert();
gpu::ShaderCode overlay_frag();

}  // namespace enf::shader
