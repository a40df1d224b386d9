// Light on a point of a surface. All light is in units of the exposure: 1 = a white sheet that is just white.

// Chebyshev's bound on warped depth (Donnelly and Lauritzen 2006; Lauritzen and McCool 2008): how much of the source is
// seen. The map was filtered once with the penumbra's width (shadow_filter.frag), so one tap is enough here.
float visibility(const Light light, vec3 to_light, float along, float distance_m) {
  vec2 place = 0.5 + vec2(dot(to_light, light.right.xyz), dot(to_light, light.up.xyz)) / along;
  vec2 moments = textureLod(shadow_moments, vec3(place, light.cone.z), 0.0).xy;
  float here = exp2(light.cone.w * (distance_m - light.right.w));
  float behind = max(here - moments.x, 0.0);
  float variance = max(moments.y - moments.x * moments.x, here * here * 1e-4);
  float seen = variance / (variance + behind * behind);
  return clamp((seen - 0.15) * (1.0 / 0.8), 0.0, 1.0);
}

struct Surface {
  vec3 position, normal, view;
  float n_v;
  float roughness;  // perceptual
  vec3 f0;
};

// What a surface reflects of the light that reaches it from l, as a diffuse white would: GGX with Hammon's approximation
// of the height-correlated Smith term (GDC 2017) and Schlick's Fresnel; with |l + v|^2 = 2 + 2 l.v there is no half vector
// to normalise.
vec3 mirrored_share(const Surface s, vec3 l, float n_l, float a2, float a) {
  float l_v = dot(l, s.view);
  float h2 = 0.5 / (1.0 + l_v + 1e-4);
  float n_h = n_l + s.n_v;
  float spread = n_h * n_h * h2 * (a2 - 1.0) + 1.0;
  float masking = mix(2.0 * n_l * s.n_v, n_l + s.n_v, a);
  float lobe = 0.5 * a2 / (spread * spread * masking + 1e-5);
  float grazing = 1.0 - sqrt(max(0.5 + 0.5 * l_v, 0.0));
  float grazing2 = grazing * grazing;
  float fresnel = grazing2 * grazing2 * grazing;
  return metal_possible ? lobe * (s.f0 + (1.0 - s.f0) * fresnel) : vec3(lobe * (0.04 + 0.96 * fresnel));
}

// Adds one spot's share: illuminance to `diffuse`, reflected light to `specular`.
void add_light(const Light light, bool shadowed, const Surface s, float a2, float a, inout vec3 diffuse,
               inout vec3 specular) {
  vec3 to_light = light.position.xyz - s.position;
  float d2 = max(dot(to_light, to_light), 1e-6);
  float inverse = inversesqrt(d2);
  vec3 l = to_light * inverse;
  float n_l = clamp(dot(s.normal, l), 0.0, 1.0);
  // Beam to field falloff: a cubic-like curve in the cosine, see cone_of() in engine/render/light.h.
  float along = dot(to_light, light.towards.xyz);
  float t = clamp(along * inverse * light.towards.w + light.position.w, 0.0, 1.0);
  float cone = clamp(t * t * (light.colour.w + t * (light.cone.x + t * light.cone.y)), 0.0, 1.0);
  float received = n_l * cone * inverse * inverse;
  if (fading) received *= max(1.0 - d2 * d2 * light.up.w, 0.0);  // as KHR_lights_punctual recommends
  if (shadowed) received *= visibility(light, to_light, along, d2 * inverse);
  vec3 e = light.colour.rgb * received;
  diffuse += e;
  if (specular_light) specular += e * mirrored_share(s, l, n_l, a2, a);
}

// The share of ambient light a surface of this roughness reflects: scale and offset for F0 (Karis 2014, "Physically
// Based Shading on Mobile").
vec2 ambient_response(float roughness, float n_v) {
  vec4 r = roughness * vec4(-1, -0.0275, -0.572, 0.022) + vec4(1, 0.0425, 1.04, -0.04);
  float a004 = min(r.x * r.x, exp2(-9.28 * n_v)) * r.x + r.y;
  return vec2(-1.04, 1.04) * a004 + r.zw;
}

// Light from the room along `direction`: the probe's picture moved to where the ray meets the room's box (Lagarde and
// Zanuttini 2012), and as much sharper as this place is nearer to what it mirrors than the probe is (Lagarde and de
// Rousiers 2014, 4.9.3).
vec3 room_along(vec3 position, vec3 direction, float roughness) {
  vec3 inverse = 1.0 / (direction + vec3(equal(direction, vec3(0))) * 1e-6);
  vec3 far = max((room.box_low.xyz - position) * inverse, (room.box_high.xyz - position) * inverse);
  float t = max(min(min(far.x, far.y), far.z), 0.0);
  vec3 from_probe = position + direction * t - room.probe.xyz;
  float nearer = clamp(t * inversesqrt(max(dot(from_probe, from_probe), 1e-4)), 0.0, 1.0);
  float blur = roughness * sqrt(mix(nearer, 1.0, roughness));
  return textureLod(room_reflections, from_probe, sqrt(blur) * 5.0).rgb;
}

vec3 reflected_room(const Surface s) { return room_along(s.position, reflect(-s.view, s.normal), s.roughness); }

// As a polished floor shows the room, along it more than across: facets that are tilted towards the eye or away from it turn
// what they mirror by twice as much, those tilted to the sides the less the lower the view. Two tilts, each blurred less.
vec3 stretched_reflection(const Surface s, float a) {
  vec3 tilt = 0.6 * a * normalize(s.view - s.n_v * s.normal + 1e-4);
  float narrow = s.roughness * sqrt(max(s.n_v, 0.5));
  vec3 up = reflect(-s.view, normalize(s.normal + tilt)), down = reflect(-s.view, normalize(s.normal - tilt));
  // What is mirrored into the floor itself is not seen.
  float share = 0.5 * clamp(dot(down, s.normal) * 8.0, 0.0, 1.0);
  return mix(room_along(s.position, up, narrow), room_along(s.position, down, narrow), share);
}
