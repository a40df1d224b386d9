#version 460
// Cut-out materials throw cut-out shadows.
layout(set = 0, binding = 0) uniform sampler2D base_texture;
layout(push_constant) uniform Draw {
  mat4 to_clip;
  vec4 uv;
  vec4 transform[2];  // of the texture: rows
} draw;
layout(location = 0) in vec2 uv;

void main() {
  vec2 place = vec2(dot(draw.transform[0].xyz, vec3(uv, 1)), dot(draw.transform[1].xyz, vec3(uv, 1)));
  if (texture(base_texture, place).a * draw.transform[0].w < draw.transform[1].w) discard;
}
