// Set 0: what is the same for a whole pass. Set 1: a room. Set 2: a material. The C++ side is engine/render/gpu_types.h.

layout(set = 0, binding = 0) uniform Frame {
  mat4 view_projection;
  vec4 eye;       // xyz: camera in world space
  vec4 exposure;  // x: 1 / exposure_lx, y: 1 while tracing a probe's first bounce (no ambient yet)
} frame;
layout(set = 0, binding = 1) uniform sampler2DArray shadow_moments;

struct Light {
  vec4 position;  // xyz, w: cone offset
  vec4 towards;   // xyz: from the lit side back along the axis, w: cone scale
  vec4 colour;    // candela by colour, w: first cone factor
  vec4 cone;      // x, y: further cone factors, z: shadow layer, w: shadow warp per metre
  vec4 right;     // xyz: shadow map's u over depth, w: distance where the warp is 1
  vec4 up;        // xyz: shadow map's v over depth, w: 1 / range^4, 0: without end
};

// What is the same in a room; of a thing in a room whose light is baked, the light around this thing.
layout(set = 1, binding = 0) uniform Room {
  vec4 ambient[9];   // irradiance as spherical harmonics, in lux
  vec4 laylight;     // rgb: lux on a surface that looks up
  vec4 probe;        // xyz: where the reflections were taken
  vec4 box_low;      // xyz
  vec4 box_high;     // xyz
} room;
layout(set = 1, binding = 1) uniform samplerCube room_reflections;
layout(set = 1, binding = 2) uniform Lights { Light light[16]; } lights;

layout(set = 1, binding = 3) uniform sampler2D room_light;          // baked: lux
layout(set = 1, binding = 4) uniform sampler2D room_light_towards;  // where it comes from, 0.5 + 0.5 * mean direction; w: lamps' share

layout(set = 2, binding = 0) uniform Material {
  vec4 base_colour;
  vec4 emissive;       // rgb: in whites, w: occlusion strength
  vec4 surface;        // metallic, roughness, normal scale, alpha cutoff
  vec4 coat;           // clearcoat, its roughness, transmission, the sheen a picture's colours hold already
  vec4 transform[10];  // two rows for each of the five textures: u = dot(row.xyz, (uv, 1))
} material;

layout(push_constant) uniform Draw {
  vec4 row[3];  // stored position to world, rows
  vec4 uv;      // stored uv to uv: scale, offset
  vec4 light_u, light_v;  // (world, 1) to a place in room_light
} draw;

vec3 ambient_irradiance(vec3 n) {
  vec3 e = room.ambient[0].rgb;
  e += room.ambient[1].rgb * n.y + room.ambient[2].rgb * n.z + room.ambient[3].rgb * n.x;
  e += room.ambient[4].rgb * (n.x * n.y) + room.ambient[5].rgb * (n.y * n.z);
  e += room.ambient[6].rgb * (3.0 * n.z * n.z - 1.0) + room.ambient[7].rgb * (n.x * n.z);
  e += room.ambient[8].rgb * (n.x * n.x - n.y * n.y);
  return max(e, vec3(0)) + room.laylight.rgb * (0.5 + 0.5 * n.y);
}
