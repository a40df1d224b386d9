#version 460
// A triangle from a vertex buffer; positions are in clip space.
layout(location = 0) in vec3 position;
layout(location = 1) in vec4 colour;
layout(location = 0) out vec4 out_colour;
layout(push_constant) uniform Push { vec4 offset; };
void main() {
  gl_Position = vec4(position + offset.xyz, 1);
  out_colour = colour;
}
