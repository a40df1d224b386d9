#version 460
#include "tint.glsl"
layout(location = 0) in vec2 uv;
layout(location = 0) out vec4 target;
layout(set = 0, binding = 0) uniform Frame { vec4 tint; float lod; };
layout(set = 0, binding = 1) uniform sampler2D picture;
void main() { target = tinted(textureLod(picture, uv, lod), tint); }
