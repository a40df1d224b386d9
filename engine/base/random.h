// Owns: seeded random numbers that are the same on every machine.
// Must not know: what they are for.
// Called by: generators and tests, one generator a thread.
#pragma once

#include <cstdint>

namespace enf {

// PCG32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms", XSH-RR).
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : state_(0), increment_((stream << 1) | 1) {
    next();
    state_ += seed;
    next();
  }

  std::uint32_t next() {
    std::uint64_t old = state_;
    state_ = old * 6364136223846793005ull + increment_;
    auto shifted = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
    auto rotation = static_cast<std::uint32_t>(old >> 59);
    return (shifted >> rotation) | (shifted << ((32 - rotation) & 31));
  }
  // In [0, bound); bound > 0.
  std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(next()) * bound) >> 32);
  }
  // In [0, 1), with 24 random bits.
  float unit() { return static_cast<float>(next() >> 8) * 0x1p-24f; }
  float between(float low, float high) { return low + (high - low) * unit(); }
  bool chance(float probability) { return unit() < probability; }

 private:
  std::uint64_t state_, increment_;
};

}  // namespace enf
