#version 460
// Bitmaps with straight alpha over the finished picture; both are sRGB-encoded, and so is the blend, as interfaces are
// drawn to look.
layout(push_constant) uniform Quad {
  vec4 rect;
  vec4 source;
  vec4 tint;
} quad;
layout(set = 0, binding = 0) uniform sampler2D bitmap;
layout(location = 0) in vec2 uv;
layout(location = 0) out vec4 result;

void main() { result = texture(bitmap, uv) * quad.tint; }
