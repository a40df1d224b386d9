#version 460
// A vertex of the interface, in pixels of the target.
layout(push_constant) uniform Gui {
  vec2 scale, shift;  // pixels to clip space
} gui;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 colour;
layout(location = 0) out vec2 out_uv;
layout(location = 1) out vec4 out_colour;

void main() {
  gl_Position = vec4(position * gui.scale + gui.shift, 0, 1);
  out_uv = uv;
  out_colour = colour;
}
