#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// The one material shader. Features are specialization constants, so that a plain wall costs a plain wall.
#include "frame.glsl"
#include "tone.glsl"

layout(constant_id = 0) const int light_count = 4;
layout(constant_id = 1) const int shadow_count = 0;  // the first so many lights have shadows
// Shaders branch on these and on what differs from pixel to pixel, never on a uniform alone: lavapipe compiles a shader anew
// for each value of that, and keeps them all.
layout(constant_id = 2) const bool base_map = false;
layout(constant_id = 3) const bool surface_map = false;  // metallic-roughness
layout(constant_id = 4) const bool normal_map = false;
layout(constant_id = 5) const bool occlusion_map = false;
layout(constant_id = 6) const bool emissive_map = false;
layout(constant_id = 7) const int alpha_mode = 0;  // 0 opaque, 1 mask, 2 blend, 3 thin glass
layout(constant_id = 8) const bool glossy = false;  // shows the room's reflections
layout(constant_id = 9) const bool coat = false;
const bool metal_possible = glossy;
layout(constant_id = 10) const bool separate_transforms = false;
layout(constant_id = 11) const bool unlit = false;
layout(constant_id = 12) const bool double_sided = false;
layout(constant_id = 13) const bool for_probe = false;  // diffuse only, in lux, not encoded
layout(constant_id = 14) const bool coloured = true;  // by vertex, or less open to ambient light here and there
layout(constant_id = 15) const bool ambient_light = true;
layout(constant_id = 16) const bool fading = false;  // lights fade towards their range
layout(constant_id = 17) const bool baked = false;  // all light but what the room reflects comes from its map
layout(constant_id = 18) const bool shows_sky = false;  // what it emits is seen through a window
layout(constant_id = 19) const bool looped = false;  // over the lights: slower, but a driver keeps less of the shader
const bool specular_light = !for_probe;
#ifdef PICTURE
const bool polished = false;
#else
const bool polished = glossy && baked && !coat;
#endif

#include "shade.glsl"

#ifdef PICTURE
layout(set = 2, binding = 1) uniform sampler2DArray base_texture;
#else
layout(set = 2, binding = 1) uniform sampler2D base_texture;
#endif
layout(set = 2, binding = 2) uniform sampler2D surface_texture;
layout(set = 2, binding = 3) uniform sampler2D normal_texture;
layout(set = 2, binding = 4) uniform sampler2D occlusion_texture;
layout(set = 2, binding = 5) uniform sampler2D emissive_texture;

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 uv;
#ifdef PICTURE
layout(location = 3) in flat float layer;
layout(location = 5) in flat vec3 tint;
layout(location = 6) in flat vec4 texels;  // the patch's own: left, top, right, bottom
#else
layout(location = 3) in vec4 colour;
layout(location = 5) in vec4 tangent;
#endif
layout(location = 4) in vec3 ambient;

layout(location = 0) out vec4 result;

vec2 texture_place(int index) {
  if (!separate_transforms) return uv;
  return vec2(dot(material.transform[2 * index].xyz, vec3(uv, 1)), dot(material.transform[2 * index + 1].xyz, vec3(uv, 1)));
}

#ifndef PICTURE
// What is seen through a window, by the height of the direction: see overcast_day() in engine/light/sky.cpp.
float day(float up) {
  float sky = 2.5912 * (1.0 + 2.0 * max(up, 0.0)) / 3.0;
  return mix(2.5912 * 0.2 * 7.0 / 9.0, sky, smoothstep(-0.03, 0.03, up));
}

vec3 glow() {
  vec3 c = material.emissive.rgb;
  if (emissive_map) c *= texture(emissive_texture, texture_place(4)).rgb;
  if (shows_sky) c *= day(normalize(position - frame.eye.xyz).y);
  return c;
}
#endif

// Light from the room's map, and what a glossy surface mirrors of the lamps among it; `open`: how much of the room it mirrors.
vec3 baked_light(const Surface s, float a, inout vec3 specular, inout float open) {
  vec3 n = normalize(normal);
  // A step that the map sees from its edge has no texels of its own, and takes the light in front of it.
  vec3 seen_from = normalize(cross(draw.light_v.xyz, draw.light_u.xyz));
  float edge = 1.0 - smoothstep(0.2, 0.4, dot(n, seen_from));
  vec4 at = vec4(position + edge * 0.06 * n, 1);
  vec2 place = vec2(dot(draw.light_u, at), dot(draw.light_v, at));
  vec3 e = textureLod(room_light, place, 0.0).rgb;
  if (!normal_map && !(glossy && specular_light) && edge == 0.0) return e;
  vec4 towards = textureLod(room_light_towards, place, 0.0);
  towards.xyz = towards.xyz * 2.0 - 1.0;
  // Even light, whose mean direction has a length of 2/3, gives half of it to what stands across.
  float even = (1.0 - towards.w) * (2.0 / 3.0);
  e *= mix(1.0, clamp((even + dot(n, towards.xyz)) / max(even + dot(seen_from, towards.xyz), 0.2), 0.3, 1.3), edge);
  float bent = 1.0;
  if (normal_map) {
    // Where surfaces turn within few texels the direction is that of a neighbour, and says nothing.
    float faces = dot(n, towards.xyz);
    bent = mix(1.0, clamp(dot(s.normal, towards.xyz) / max(faces, 0.1), 0.0, 4.0), smoothstep(0.1, 0.3, faces));
  }
  if (glossy && specular_light) {
    // Soft light comes from 2/3 n in the mean, the rest of the direction is the lamps' own. The shorter that is, the
    // further apart they are (of a von Mises-Fisher lobe: Banerjee et al. 2005): they are mirrored as one, wider.
    vec3 lamps = (towards.xyz - (1.0 - towards.w) * (2.0 / 3.0) * n) / max(towards.w, 0.05);
    float r = clamp(length(lamps), 0.05, 0.995);
    vec3 l = lamps / max(length(lamps), 1e-3);
    float n_l = dot(s.normal, l);
    // The fewer lamps there are in the light, the less the rest of its direction tells of them.
    float doubt = 0.1 * (1.0 - towards.w) / max(towards.w, 0.05);
    float a2 = min(a * a + 0.5 * (1.0 - r * r) / (r * (3.0 - r * r)) + doubt * doubt, 1.0);
    // Lamps that seem to shine from below the surface are where the map does not tell, and are not mirrored.
    if (n_l > 0.0) specular += e * towards.w * smoothstep(0.0, 0.1, n_l) * mirrored_share(s, l, max(n_l, 0.05), a2, sqrt(a2));
    // Where much less soft light arrives than where the reflections were taken, as between shelves, there is something
    // near that they do not show (after Lazarov 2013, normalised reflections).
    vec3 luminance = vec3(0.2126, 0.7152, 0.0722);
    open = min(4.0 * (1.0 - towards.w) * dot(e, luminance) / max(dot(ambient_irradiance(n), luminance), 1e-3), 1.0);
  }
  return e * bent;
}

void finish(vec3 c, float alpha) { result = for_probe ? vec4(c, alpha) : vec4(encode_srgb(tone_curve(c)), alpha); }

void main() {
#ifdef PICTURE
  // Of a pixel that the edge crosses the middle may lie outside, where in the layer another work's texels may be.
  vec4 base = texture(base_texture, vec3(clamp(uv, texels.xy, texels.zw), layer));
  base.rgb = max(base.rgb * tint - material.coat.w, vec3(0));
  float open = 1.0;
#else
  vec4 base = material.base_colour;
  if (base_map) base *= texture(base_texture, texture_place(0));
  float open = 1.0;
  if (coloured) {
    base.rgb *= colour.rgb;
    if (!baked) open = colour.a;
  }
  if (alpha_mode == 1 && base.a < material.surface.w) discard;
#endif
  if (unlit) {
    finish(for_probe ? base.rgb / frame.exposure.x : base.rgb, base.a);
    return;
  }

  Surface s;
  s.position = position;
  s.normal = normalize(normal);
#ifndef PICTURE
  if (double_sided && !gl_FrontFacing) s.normal = -s.normal;
  if (normal_map) {
    vec3 t = texture(normal_texture, texture_place(2)).xyz * 2.0 - 1.0;
    t.xy *= material.surface.z;
    vec3 bitangent = cross(s.normal, tangent.xyz) * tangent.w;
    s.normal = normalize(tangent.xyz * t.x + bitangent * t.y + s.normal * t.z);
  }
#endif
  s.view = normalize(frame.eye.xyz - position);
  s.n_v = max(dot(s.normal, s.view), 1e-3);
  s.roughness = material.surface.y;
  float metallic = material.surface.x;
#ifndef PICTURE
  if (surface_map) {
    vec2 rough_metal = texture(surface_texture, texture_place(1)).gb;
    s.roughness *= rough_metal.x;
    metallic *= rough_metal.y;
  }
#endif
  s.roughness = clamp(s.roughness, 0.06, 1.0);
  vec3 albedo = metal_possible ? base.rgb * (1.0 - metallic) : base.rgb;
  s.f0 = metal_possible ? mix(vec3(0.04), base.rgb, metallic) : vec3(0.04);

  // With a normal map the ambient light follows the small forms too.
  vec3 around = !ambient_light ? vec3(0) : normal_map ? ambient_irradiance(s.normal) : ambient;
  if (ambient_light && double_sided && !normal_map && !gl_FrontFacing) around = ambient_irradiance(s.normal);
  if (for_probe) around *= 1.0 - frame.exposure.y;
#ifndef PICTURE
  if (occlusion_map) open *= 1.0 + material.emissive.w * (texture(occlusion_texture, texture_place(3)).r - 1.0);
#endif
  float a = s.roughness * s.roughness;
  vec3 diffuse = vec3(0), specular = vec3(0);
  float open_to_room = open;
  if (baked)
    around = open * baked_light(s, a, specular, open_to_room);
  else
    around *= open;

  // Unrolled, the lights' values are read once for many pixels; in a loop some drivers read them for each.
  if (looped)
    [[dont_unroll]] for (int i = 0; i < light_count; ++i) add_light(lights.light[i], i < shadow_count, s, a * a, a, diffuse, specular);
  else
    [[unroll]] for (int i = 0; i < light_count; ++i) add_light(lights.light[i], i < shadow_count, s, a * a, a, diffuse, specular);

  if (for_probe) {
    vec3 c = (albedo + s.f0) * (diffuse + around);
#ifndef PICTURE
    c += glow() / frame.exposure.x;
#endif
    finish(c, 1.0);
    return;
  }

  vec3 mirrored = around;
  if (glossy && ambient_light) mirrored = open_to_room * (polished ? stretched_reflection(s, a) : reflected_room(s));
  vec3 c;
  if (alpha_mode == 3) {
    // Both faces of the pane reflect, back and forth: 2F / (1 + F). What is behind shows through unrefracted.
    float grazing = 1.0 - s.n_v;
    float f = 0.04 + 0.96 * grazing * grazing * grazing * grazing * grazing;
    f = 2.0 * f / (1.0 + f);
    c = (mirrored * f + specular) * frame.exposure.x;
    result = vec4(encode_srgb(tone_curve(c)), f);
    return;
  }
  // What the gloss returns does not reach the colour below.
  vec2 response = ambient_response(s.roughness, s.n_v);
  c = albedo * (diffuse + around) * (1.0 - 0.04 * response.x - response.y) + specular;
  if (ambient_light) c += mirrored * (s.f0 * response.x + response.y);
  if (coat) {
    // A varnish: a second, smooth dielectric layer that takes its Fresnel share from what lies below.
    float grazing = 1.0 - s.n_v;
    float f = (0.04 + 0.96 * grazing * grazing * grazing * grazing * grazing) * material.coat.x;
    Surface film = s;
    film.normal = normalize(normal);
#ifndef PICTURE
    if (double_sided && !gl_FrontFacing) film.normal = -film.normal;
#endif
    film.roughness = clamp(material.coat.y, 0.06, 1.0);
    vec3 ignored = vec3(0), gleam = vec3(0);
    film.f0 = vec3(0.04);
    film.n_v = max(dot(film.normal, film.view), 1e-3);
    float film_a = film.roughness * film.roughness;
    if (looped)
      [[dont_unroll]] for (int i = 0; i < light_count; ++i)
        add_light(lights.light[i], i < shadow_count, film, film_a * film_a, film_a, ignored, gleam);
    else
      [[unroll]] for (int i = 0; i < light_count; ++i)
        add_light(lights.light[i], i < shadow_count, film, film_a * film_a, film_a, ignored, gleam);
    gleam = gleam * material.coat.x + reflected_room(film) * open_to_room * f;
    // Light passes the varnish twice, on its way in by some 0.95.
    c = c * (1.0 - f) * (1.0 - 0.05 * material.coat.x) + gleam;
  }
  c *= frame.exposure.x;
#ifndef PICTURE
  c += glow();
#endif
  finish(c, base.a);
}
