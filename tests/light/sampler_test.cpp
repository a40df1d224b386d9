// Random numbers that fill the square evenly, whatever the seed.
#include "engine/light/sampler.h"

#include <gtest/gtest.h>

#include <set>

namespace enf {
namespace {

// Of 2^m samples, each elementary box of area 2^-m holds exactly one, for each pair of dimensions.
TEST(Sampler, EachElementaryBoxHoldsOneSample) {
  constexpr std::uint32_t m = 8, count = 1 << m;
  for (std::uint32_t seed : {0u, 1u, 77u})
    for (int pair = 0; pair < 3; ++pair)
      for (std::uint32_t columns = 1; columns <= count; columns *= 2) {
        std::set<std::pair<std::uint32_t, std::uint32_t>> boxes;
        for (std::uint32_t i = 0; i < count; ++i) {
          Sampler sampler(seed, i);
          for (int skipped = 0; skipped < pair; ++skipped) sampler.next2();
          vec2 p = sampler.next2();
          boxes.emplace(static_cast<std::uint32_t>(p.x * static_cast<float>(columns)),
                        static_cast<std::uint32_t>(p.y * static_cast<float>(count / columns)));
        }
        EXPECT_EQ(boxes.size(), count) << seed << " " << pair << " " << columns;
      }
}

TEST(Sampler, SeedsAndPairsDiffer) {
  Sampler a(1, 5), b(2, 5);
  vec2 first = a.next2();
  EXPECT_NE(first, b.next2());
  EXPECT_NE(first, a.next2());
}

}  // namespace
}  // namespace enf
