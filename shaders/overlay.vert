#version 460
// A rectangle of the interface, in clip space.
layout(push_constant) uniform Quad {
  vec4 rect;    // left, top, right, bottom in clip space
  vec4 source;  // the same corners in the bitmap, 0..1
  vec4 tint;    // rgb multiplies, a: opacity
} quad;
layout(location = 0) out vec2 out_uv;

void main() {
  vec2 part = vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1);
  gl_Position = vec4(mix(quad.rect.xy, quad.rect.zw, part), 0, 1);
  out_uv = mix(quad.source.xy, quad.source.zw, part);
}
