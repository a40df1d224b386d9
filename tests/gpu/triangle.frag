#version 460
layout(location = 0) in vec4 colour;
layout(location = 0) out vec4 target;
layout(constant_id = 0) const float factor = 1.0;
void main() { target = colour * factor; }
