// From scene-linear (1 = a white sheet at the exposure's illuminance) to display values.

// Leaves colours whose largest part is below 0.8 as they are, so that well-lit albedo comes back true; above, the largest
// part follows a hyperbola with the same slope that reaches 1 at infinity, hue and ratios kept, paling slowly. The same
// curve is tone_curve() in engine/render/tone.h.
vec3 tone_curve(vec3 c) {
  const float knee = 0.8;
  const float room = 1.0 - knee;
  float peak = max(max(c.r, c.g), max(c.b, 1e-6));
  float over = max(peak - knee, 0.0);
  float shaped = min(peak, knee) + over * room / (over + room);
  c *= shaped / peak;
  float pale = 1.0 - 1.0 / (0.15 * (peak - shaped) + 1.0);
  return mix(c, vec3(shaped), pale);
}

// sRGB encoding (IEC 61966-2-1) within 0.001 (a quarter of an 8-bit step) by square roots, which are cheaper than powers everywhere.
vec3 encode_srgb(vec3 c) {
  vec3 s1 = sqrt(c);
  vec3 s2 = sqrt(s1);
  vec3 s3 = sqrt(s2);
  vec3 high = 0.662002687 * s1 + 0.684122060 * s2 - 0.323583601 * s3 - 0.0225411470 * c;
  return mix(high, 12.92 * c, lessThan(c, vec3(0.0031308)));
}
