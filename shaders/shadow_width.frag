#version 460
// How wide a shadow's edge is around a block of 8 x 8 texels of a spot's depth map, and how many taps its filter needs:
// x: radius in texels of the depth map, y: taps.
layout(set = 0, binding = 0) uniform sampler2D spans;  // shadow_span.frag
layout(push_constant) uniform Filter {
  float near_m, far_m;
  float tangent;          // of the map's half angle
  float source_radius_m;
  float warp_per_m, warp_zero_m;
  float texels;           // of the depth map, a side
  float result_texels;    // of the filtered map, a side
} f;
layout(location = 0) out vec2 result;

void main() {
  ivec2 block = ivec2(gl_FragCoord.xy);
  ivec2 last = ivec2(f.texels * 0.125) - 1;
  vec2 blocks[9];
  vec2 stored = vec2(0.0, 1.0);
  for (int i = 0; i < 9; ++i) {
    blocks[i] = texelFetch(spans, clamp(block + ivec2(i % 3 - 1, i / 3 - 1), ivec2(0), last), 0).xy;
    stored = vec2(max(stored.x, blocks[i].x), min(stored.y, blocks[i].y));
  }
  vec2 span = f.near_m * f.far_m / (stored * (f.far_m - f.near_m) + f.near_m);  // metres along the axis
  // Stored depth is linear across the map on a plane, so there opposite blocks lie evenly around the middle one.
  float middle = blocks[4].x + blocks[4].y;
  float bent = 0.0;
  for (int i = 0; i < 4; ++i) {
    vec2 opposite = blocks[i] + blocks[8 - i];
    bent = max(bent, abs(opposite.x + opposite.y - 2.0 * middle));
  }
  bool plane = bent < 0.002 * middle;
  // Similar triangles: half the penumbra's width on the receiver, in texels there (Fernando 2005).
  float radius = f.source_radius_m * (span.y - span.x) / span.x * f.texels / (2.0 * f.tangent * span.y);
  radius = clamp(radius, 2.4, 14.0);  // at least a texel of the result: edges are never jagged
  // Most of a map is plain wall and floor and needs few taps, just enough for the plane's own slope.
  result = vec2(radius, plane ? 6.0 : 12.0 + floor(radius * 3.0));
}
