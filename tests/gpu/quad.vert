#version 460
// One triangle that covers the target; uv (0,0) is the upper left corner.
layout(location = 0) out vec2 uv;
void main() {
  uv = vec2((gl_VertexIndex << 1) & 2, gl_VertexIndex & 2);
  gl_Position = vec4(uv * 2 - 1, 0.5, 1);
}
