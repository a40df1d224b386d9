#version 460
#extension GL_GOOGLE_include_directive : require
// A spot's view of the scene, depth alone.
#include "project.glsl"

layout(push_constant) uniform Draw {
  mat4 to_clip;
  vec4 uv;  // scale, offset
} draw;
layout(location = 0) in vec3 position;
layout(location = 3) in vec2 uv;
layout(location = 0) out vec2 out_uv;

void main() {
  gl_Position = project(draw.to_clip, position);
  out_uv = uv * draw.uv.xy + draw.uv.zw;
}
