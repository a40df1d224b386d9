#version 460
// Turns a spot's depth map into warped moments, averaged over a disc as wide as the penumbra is there: near an edge the
// nearest depth around is the object that throws the shadow and the farthest is what it falls on. What is constant around
// needs few taps; a loop that ends early is cheap on every device.
layout(set = 0, binding = 0) uniform sampler2D depth_map;
layout(set = 0, binding = 1) uniform sampler2D spans;
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
  ivec2 block = ivec2(place * f.texels * 0.125);
  ivec2 last = ivec2(f.texels * 0.125) - 1;
  vec2 span = vec2(f.far_m, 0.0);
  for (int y = -1; y <= 1; ++y)
    for (int x = -1; x <= 1; ++x) {
      vec2 s = texelFetch(spans, clamp(block + ivec2(x, y), ivec2(0), last), 0).xy;
      span = vec2(min(span.x, s.x), max(span.y, s.y));
    }
  // Similar triangles: half the penumbra's width on the receiver, in texels there (Fernando 2005).
  float radius = f.source_radius_m * (span.y - span.x) / span.x * f.texels / (2.0 * f.tangent * span.y);
  radius = clamp(radius, 2.4, 14.0);  // at least a texel of the result: edges are never jagged
  int taps = span.y - span.x > 0.004 * span.y ? 12 + int(radius * 3.0) : 6;
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
