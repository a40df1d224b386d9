#version 460
// Turns a spot's depth map into warped moments, averaged over a disc as wide as the penumbra is there (shadow_width.frag).
// A loop that ends early is cheap on every device.
layout(set = 0, binding = 0) uniform sampler2D depth_map;
layout(set = 0, binding = 1) uniform sampler2D widths;
layout(push_constant) uniform Filter {
  float near_m, far_m;
  float tangent;          // of the map's half angle
  float source_radius_m;
  float warp_per_m, warp_zero_m;
  float texels;           // of the depth map, a side
  float result_texels;    // of the result, a side
} f;
layout(location = 0) out vec2 result;

void main() {
  vec2 place = gl_FragCoord.xy / f.result_texels;
  vec2 width = texelFetch(widths, ivec2(place * f.texels * 0.125), 0).xy;
  float radius = width.x;
  int taps = int(width.y);
  vec2 sum = vec2(0);
  vec2 spot = place * f.texels;
  float step_radius = radius * inversesqrt(float(taps));
  vec2 turn = vec2(1, 0);
  for (int i = 0; i < taps; ++i) {
    // Vogel's spiral: the golden angle spreads any number of points evenly over a disc.
    vec2 p = clamp(spot + turn * (step_radius * sqrt(float(i) + 0.5)), vec2(0), vec2(f.texels - 1.0));
    turn = vec2(-0.73736888 * turn.x - 0.67549029 * turn.y, 0.67549029 * turn.x - 0.73736888 * turn.y);
    float z = f.near_m * f.far_m / (texelFetch(depth_map, ivec2(p), 0).r * (f.far_m - f.near_m) + f.near_m);
    vec2 across = (p / f.texels * 2.0 - 1.0) * f.tangent;
    float far_away = z * sqrt(1.0 + dot(across, across));
    float warped = exp2(clamp(f.warp_per_m * (far_away - f.warp_zero_m), -60.0, 60.0));
    sum += vec2(warped, warped * warped);
  }
  result = sum / float(taps);
}
