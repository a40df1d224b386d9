#version 460
#extension GL_GOOGLE_include_directive : require
// Meshes of both vertex layouts: positions and uvs arrive as floats or as normalised integers; the draw's rows and
// scales make them metres and texture coordinates.
#include "frame.glsl"
#include "project.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec2 normal;  // octahedral
layout(location = 2) in vec4 tangent;
layout(location = 3) in vec2 uv;
layout(location = 4) in vec4 colour;

layout(location = 0) out vec3 out_position;
layout(location = 1) out vec3 out_normal;
layout(location = 2) out vec2 out_uv;
layout(location = 3) out vec4 out_colour;   // a: how open to ambient light
layout(location = 4) out vec3 out_ambient;  // lux
layout(location = 5) out vec4 out_tangent;

layout(constant_id = 4) const bool normal_map = false;
layout(constant_id = 11) const bool separate_transforms = false;
layout(constant_id = 17) const bool baked = false;

void main() {
  vec4 p = vec4(position, 1);
  vec3 world = vec3(dot(draw.row[0], p), dot(draw.row[1], p), dot(draw.row[2], p));
  // Octahedral unfolding (Cigolle et al. 2014, "A Survey of Efficient Representations for Independent Unit Vectors").
  vec3 n = vec3(normal, 1.0 - abs(normal.x) - abs(normal.y));
  float fold = max(-n.z, 0.0);
  n.xy += mix(vec2(fold), vec2(-fold), greaterThanEqual(n.xy, vec2(0)));
  // Normals go with the cofactors, which need no inverse and are right for every scale.
  mat3 m = transpose(mat3(draw.row[0].xyz, draw.row[1].xyz, draw.row[2].xyz));
  mat3 cofactors = mat3(cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1]));
  float side = dot(m[0], cofactors[0]) < 0.0 ? -1.0 : 1.0;
  vec3 world_normal = normalize(cofactors * n) * side;

  gl_Position = project(frame.view_projection, world);
  out_position = world;
  out_normal = world_normal;
  vec2 t = uv * draw.uv.xy + draw.uv.zw;
  out_uv = separate_transforms ? t
                               : vec2(dot(material.transform[0].xyz, vec3(t, 1)), dot(material.transform[1].xyz, vec3(t, 1)));
  out_colour = vec4(colour.rgb * colour.rgb, colour.a);  // stored as square roots: 8 bits last longer
  out_ambient = normal_map || baked ? vec3(0) : ambient_irradiance(world_normal);
  out_tangent = normal_map ? vec4(normalize(m * tangent.xyz + vec3(1e-9, 0, 0)), tangent.w * side) : vec4(0);
}
