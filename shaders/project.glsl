// Where a corner comes to lie in clip space.

// SwiftShader sets triangles up in whole sixteenths of a pixel before it clips them. A corner beside the eye, in or close
// to its plane, overflows that (and a w of exactly 0 counts as 1), and the whole triangle is interpolated wrongly: a floor
// that ended there was lit as if it lay elsewhere. Such a corner moves forward by less than a ten-thousandth of its
// distance from the axis.
vec4 project(mat4 to_clip, vec3 position) {
  vec4 p = to_clip * vec4(position, 1);
  float least = 1e-4 * max(abs(p.x), abs(p.y));
  if (abs(p.w) < least) p.w = least;
  return p;
}
