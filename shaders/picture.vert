#version 460
#extension GL_GOOGLE_include_directive : require
// A flat work: one instance a patch of its quadtree, each showing a part of one tile of the pool.
#include "frame.glsl"
#include "project.glsl"

layout(location = 0) in vec4 where;  // the patch in the picture: left, top, right, bottom, 0..1
layout(location = 1) in vec4 texels; // the same corners in the tile, 0..1
layout(location = 2) in float tile;  // layer of the pool
layout(location = 3) in vec4 tint;   // multiplies: a mean colour over the white layer stands in for tiles that are not there

layout(location = 0) out vec3 out_position;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec2 out_uv;
layout(location = 3) out flat float out_layer;
layout(location = 4) out vec3 out_ambient;
layout(location = 5) out flat vec3 out_tint;
layout(location = 6) out flat vec4 out_texels;

layout(constant_id = 17) const bool baked = false;

void main() {
  // Corners 0 1 2, 2 1 3: upper left, lower left, upper right, lower right; front faces are counter-clockwise.
  int corner = gl_VertexIndex < 3 ? gl_VertexIndex : gl_VertexIndex == 3 ? 2 : gl_VertexIndex == 4 ? 1 : 3;
  vec2 part = vec2(corner >> 1, corner & 1);
  vec2 at = mix(where.xy, where.zw, part);
  vec3 world = draw.row[0].xyz + draw.row[1].xyz * at.x + draw.row[2].xyz * at.y;
  gl_Position = project(frame.view_projection, world);
  out_position = world;
  out_normal = normalize(cross(draw.row[1].xyz, -draw.row[2].xyz));
  out_uv = mix(texels.xy, texels.zw, part);
  out_layer = tile;
  out_tint = tint.rgb;
  out_texels = texels;
  out_ambient = baked ? vec3(0) : ambient_irradiance(out_normal);
}
