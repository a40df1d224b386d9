#include "engine/render/shader_code.h"

namespace enf::shader {

namespace {

constexpr std::uint32_t surface_vert_words[] = {
#include "shaders/surface_vert.h"
};
constexpr std::uint32_t surface_frag_words[] = {
#include "shaders/surface_frag.h"
};
constexpr std::uint32_t picture_vert_words[] = {
#include "shaders/picture_vert.h"
};
constexpr std::uint32_t picture_frag_words[] = {
#include "shaders/picture_frag.h"
};
constexpr std::uint32_t depth_vert_words[] = {
#include "shaders/depth_vert.h"
};
constexpr std::uint32_t depth_frag_words[] = {
#include "shaders/depth_frag.h"
};
constexpr std::uint32_t fullscreen_vert_words[] = {
#include "shaders/fullscreen_vert.h"
};
constexpr std::uint32_t shadow_span_frag_words[] = {
#include "shaders/shadow_span_frag.h"
};
constexpr std::uint32_t shadow_width_frag_words[] = {
#include "shaders/shadow_width_frag.h"
};
constexpr std::uint32_t shadow_filter_frag_words[] = {
#include "shaders/shadow_filter_frag.h"
};
constexpr std::uint32_t overlay_vert_words[] = {
#include "shaders/overlay_vert.h"
};
constexpr std::uint32_t overlay_frag_words[] = {
#include "shaders/overlay_frag.h"
};

}  // namespace

gpu::ShaderCode surface_vert() { return surface_vert_words; }
gpu::ShaderCode surface_frag() { return surface_frag_words; }
gpu::ShaderCode picture_vert() { return picture_vert_words; }
gpu::ShaderCode picture_frag() { return picture_frag_words; }
gpu::ShaderCode depth_vert() { return depth_vert_words; }
gpu::ShaderCode depth_frag() { return depth_frag_words; }
gpu::ShaderCode fullscreen_vert() { return fullscreen_vert_words; }
gpu::ShaderCode shadow_span_frag() { return shadow_span_frag_words; }
gpu::ShaderCode shadow_width_frag() { return shadow_width_frag_words; }
gpu::ShaderCode shadow_filter_frag() { return shadow_filter_frag_words; }
gpu::ShaderCode overlay_vert() { return overlay_vert_words; }
gpu::ShaderCode overlay_frag() { return overlay_frag_words; }

}  // namespace enf::shader
