#version 460
// The nearest and the farthest depth, as stored (reversed), of blocks of 8 x 8 texels of a spot's depth map.
layout(set = 0, binding = 0) uniform sampler2D depth_map;
layout(location = 0) out vec2 result;

void main() {
  ivec2 first = ivec2(gl_FragCoord.xy) * 8;
  float nearest = 0.0, farthest = 1.0;  // reversed depth
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x) {
      float d = texelFetch(depth_map, first + ivec2(x, y), 0).r;
      nearest = max(nearest, d);
      farthest = min(farthest, d);
    }
  result = vec2(nearest, farthest);
}
