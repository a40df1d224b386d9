// Owns: well-spread random numbers for one sample of one pixel or probe.
// Must not know: what they are for.
// Called by: the path tracer; one sampler a path, any thread.
#pragma once

#include <cstdint>

#include "engine/geometry/math.h"

namespace enf {

// Padded Owen-scrambled Sobol points (Burley 2020, "Practical Hash-based Owen Scrambling", JCGT 9:4; the scrambling is
// Laine and Karras 2011). For one seed, the samples 0, 1, 2... of each pair of dimensions fill the square evenly.
class Sampler {
 public:
  Sampler(std::uint32_t seed, std::uint32_t sample) : seed_(seed), sample_(reverse(sample)) {}

  vec2 next2() {
    std::uint32_t key = next_key(), index = reverse(permuted(sample_, key));
    // The first dimension is the index's bits reversed; its scrambling reverses them twice more.
    std::uint32_t x = reverse(permuted(index, mixed(key + 1)));
    std::uint32_t y = reverse(permuted(second_dimension(index), mixed(key + 2)));
    return {unit(x), unit(y)};
  }
  float next1() {
    std::uint32_t key = next_key();
    return unit(reverse(permuted(reverse(permuted(sample_, key)), mixed(key + 1))));
  }

 private:
  std::uint32_t next_key() { return mixed(seed_ + 0x9e3779b9u * ++pair_); }
  static std::uint32_t reverse(std::uint32_t x) {
    x = __builtin_bswap32(x);
    x = (x & 0x0f0f0f0fu) << 4 | (x >> 4 & 0x0f0f0f0fu);
    x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
    return (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
  }
  // Each bit depends on those below it only.
  static std::uint32_t permuted(std::uint32_t x, std::uint32_t seed) {
    x += seed;
    x ^= x * 0x6c50b47cu;
    x ^= x * 0xb82f1e52u;
    x ^= x * 0xc7afe638u;
    return x ^ x * 0x8d22f6e6u;
  }
  static std::uint32_t mixed(std::uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ x >> 16;
  }
  // Sobol's second dimension, its bits reversed: Pascal's triangle modulo 2, whose entry (i, j) is odd where j's bits
  // are among i's (Lucas).
  static std::uint32_t second_dimension(std::uint32_t index) {
    index ^= index >> 1 & 0x55555555u;
    index ^= index >> 2 & 0x33333333u;
    index ^= index >> 4 & 0x0f0f0f0fu;
    index ^= index >> 8 & 0x00ff00ffu;
    return index ^ index >> 16;
  }
  static float unit(std::uint32_t x) { return static_cast<float>(x >> 8) * 0x1p-24f; }

  std::uint32_t seed_, sample_, pair_ = 0;
};

}  // namespace enf
