#include "content/abr.h"

#include <array>
#include <cmath>

#include "content/noise.h"

namespace enf {

Picture woven_abr(const AbrCloth& how, int long_side_px, const std::function<vec3(float, float)>& dye_at) {
  float px_per_cm = static_cast<float>(long_side_px) / std::max(how.width_cm, how.height_cm);
  Picture cloth(static_cast<int>(std::lround(how.width_cm * px_per_cm)),
                static_cast<int>(std::lround(how.height_cm * px_per_cm)));
  std::uint32_t seed = how.seed;
  constexpr float thread = 0.14f;  // a bundle of warp threads
  for (int x = 0; x < cloth.width(); ++x) {
    float cm_x = (static_cast<float>(x) + 0.5f) / px_per_cm;
    auto bundle = static_cast<int>(cm_x / thread);
    float own_x = (static_cast<float>(bundle) + 0.5f) * thread;
    float bound = own_x / 1.1f;  // threads bound together move together
    float shift = how.feather_cm * (noise(vec2(bound, 0.5f), seed) + 0.5f * noise(vec2(bound * 3, 0.5f), seed + 1) +
                                    0.73f * (hash_unit(bundle, 1, seed + 2) - 0.5f));
    float creep = 0.25f + 0.9f * hash_unit(bundle, 2, seed + 3);  // how far dye ran under the bindings of this bundle
    float sideways = 0.35f * (hash_unit(bundle, 3, seed + 4) - 0.5f);
    for (int y = 0; y < cloth.height(); ++y) {
      vec2 cm(cm_x, (static_cast<float>(y) + 0.5f) / px_per_cm);
      float local = shift * (1 + 0.5f * noise(vec2(bound, cm.y * 0.05f), seed + 5));
      vec3 dye(0);
      constexpr std::array<float, 5> weights = {0.1f, 0.2f, 0.4f, 0.2f, 0.1f};
      for (std::size_t k = 0; k < 5; ++k)
        dye += weights[k] * dye_at(own_x + sideways, cm.y + local + (static_cast<float>(k) - 2) * 0.5f * creep);
      float in_thread = cm_x / thread - static_cast<float>(bundle);
      float moire = 0.05f * noise(vec2(cm.x * 0.10f, cm.y * 0.35f), seed + 8) +
                    0.04f * noise(vec2(cm.x * 0.9f, cm.y * 0.07f), seed + 9);
      float uneven = 0.10f * fractal_noise(cm * vec2(0.9f, 0.08f), 3, seed + 10);
      float seam = std::abs(cm_x / how.loom_cm - std::round(cm_x / how.loom_cm)) * how.loom_cm;
      float face;
      if (how.velvet) {  // tufts in rows, stroked this way and that
        float tuft = 0.5f + 0.5f * std::sin(cm.y * 2 * pi * 5.5f + 2 * hash_unit(bundle, 4, seed + 6));
        face = 0.62f + 0.24f * tuft * std::sin(pi * in_thread) +
               0.22f * fractal_noise(cm * vec2(0.10f, 0.16f), 4, seed + 7);
      } else {  // ribs of the cotton weft under a silk face, threads of uneven gloss
        float rib = 0.5f + 0.5f * std::sin(cm.y * 2 * pi * 4.2f + 0.6f * noise(cm * 0.5f, seed + 6));
        float gloss = 0.86f + 0.12f * std::sin(pi * in_thread) +
                      0.09f * (hash_unit(bundle, static_cast<int>(cm.y * 0.8f), seed + 7) - 0.5f);
        face = gloss * (0.90f + 0.12f * rib);
      }
      cloth.at(x, y) = dye * (face * (1 + moire + uneven) - (seam < 0.18f ? 0.22f : 0)) * 0.97f + vec3(0.012f);
      cloth.at(x, y) = glm::max(cloth.at(x, y), vec3(0.003f));
    }
  }
  return cloth;
}

}  // namespace enf
