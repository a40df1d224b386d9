#version 460
// Letters, lines and pictures of the interface: all sRGB-encoded, and so is the blend, as interfaces are drawn to look.
layout(set = 0, binding = 0) uniform sampler2D image;
layout(location = 0) in vec2 uv;
layout(location = 1) in vec4 colour;
layout(location = 0) out vec4 result;

void main() { result = texture(image, uv) * colour; }
