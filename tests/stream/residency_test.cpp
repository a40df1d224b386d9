#include "engine/stream/residency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/random.h"

namespace enf {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

StreamKey key(std::uint32_t source, std::uint32_t level = 0) { return {.source = source, .level = level}; }

std::vector<StreamKey> keys(const std::vector<PlanWant>& wants) {
  std::vector<StreamKey> result;
  for (const PlanWant& want : wants) result.push_back(want.key);
  return result;
}

constexpr PlanBudget roomy{.total_bytes = 1000, .loading_bytes = 1000};

TEST(Residency, CoarsestComesFirstThenWhatIsMostWrongOnScreen) {
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 10, .screen_error_px = 2},
                              {.key = key(2), .bytes = 10, .screen_error_px = 1, .priority = 5},
                              {.key = key(3), .bytes = 10, .screen_error_px = 0.1f, .claim = Claim::now},
                              {.key = key(4), .bytes = 10, .screen_error_px = 9, .claim = Claim::now}};
  Plan plan = plan_residency(wants, {}, {}, roomy, 1);
  EXPECT_THAT(keys(plan.loads), ElementsAre(key(4), key(3), key(2), key(1)));
  EXPECT_FALSE(plan.over_budget || plan.starved);
}

TEST(Residency, WhatIsThereOrUnderWayIsNotAskedForAgain) {
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 10, .screen_error_px = 1},
                              {.key = key(2), .bytes = 10, .screen_error_px = 1}};
  std::vector<PlanResident> resident{{.key = key(1), .bytes = 10}}, loading{{.key = key(2), .bytes = 10}};
  EXPECT_THAT(plan_residency(wants, resident, loading, roomy, 1).loads, IsEmpty());
}

TEST(Residency, OneThingMayAlwaysBeUnderWayHoweverLarge) {
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 500, .screen_error_px = 2},
                              {.key = key(2), .bytes = 1, .screen_error_px = 1}};
  PlanBudget budget{.total_bytes = 1000, .loading_bytes = 100};
  EXPECT_THAT(keys(plan_residency(wants, {}, {}, budget, 1).loads), ElementsAre(key(1)));
  std::vector<PlanResident> loading{{.key = key(1), .bytes = 500}};
  EXPECT_THAT(plan_residency(wants, {}, loading, budget, 1).loads, IsEmpty());
}

TEST(Residency, LongestUnusedGoesFirstAndOnlyAsMuchAsNeeded) {
  std::vector<PlanResident> resident{{key(1), 400, 5}, {key(2), 300, 3}, {key(3), 300, 4}};
  std::vector<PlanWant> wants{{.key = key(9), .bytes = 500, .screen_error_px = 1}};
  Plan plan = plan_residency(wants, resident, {}, {.total_bytes = 1000, .loading_bytes = 1000, .keep_frames = 10}, 100);
  EXPECT_THAT(plan.evict, ElementsAre(key(2), key(3)));
  EXPECT_THAT(keys(plan.loads), ElementsAre(key(9)));
}

TEST(Residency, WhatWasUsedLatelyStaysExceptForACoarsestWant) {
  std::vector<PlanResident> resident{{key(1), 1000, 95}};
  std::vector<PlanWant> wants{{.key = key(9), .bytes = 500, .screen_error_px = 1}};
  PlanBudget budget{.total_bytes = 1000, .loading_bytes = 1000, .keep_frames = 10};
  Plan plan = plan_residency(wants, resident, {}, budget, 100);
  EXPECT_THAT(plan.loads, IsEmpty());
  EXPECT_TRUE(plan.starved);
  wants[0].claim = Claim::now;
  EXPECT_THAT(keys(plan_residency(wants, resident, {}, budget, 100).loads), ElementsAre(key(9)));
}

TEST(Residency, WantedThingsYieldOnlyToTwiceTheirWeight) {
  std::vector<PlanResident> resident{{key(1), 1000, 100}};
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 1000, .screen_error_px = 1},
                              {.key = key(2), .bytes = 1000, .screen_error_px = 1.9f}};
  EXPECT_THAT(plan_residency(wants, resident, {}, roomy, 100).loads, IsEmpty());
  wants[1].screen_error_px = 2.1f;
  Plan plan = plan_residency(wants, resident, {}, roomy, 100);
  EXPECT_THAT(plan.evict, ElementsAre(key(1)));
  EXPECT_THAT(keys(plan.loads), ElementsAre(key(2)));
}

TEST(Residency, WhatMaySoonBeSeenComesBeforeDetailAndAfterWhatIsInView) {
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 10, .screen_error_px = 100},
                              {.key = key(2), .bytes = 10, .screen_error_px = 0.1f, .claim = Claim::ahead},
                              {.key = key(3), .bytes = 10, .screen_error_px = 0.1f, .claim = Claim::now}};
  EXPECT_THAT(keys(plan_residency(wants, {}, {}, roomy, 1).loads), ElementsAre(key(3), key(2), key(1)));
}

TEST(Residency, WhatMaySoonBeSeenTakesTheRoomOfDetailButNeverOfWhatIsInView) {
  std::vector<PlanResident> resident{{key(1), 500, 99}, {key(2), 500, 99}};
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 500, .screen_error_px = 100},
                              {.key = key(2), .bytes = 500, .screen_error_px = 0.1f, .claim = Claim::now},
                              {.key = key(3), .bytes = 500, .screen_error_px = 0.1f, .claim = Claim::ahead}};
  PlanBudget budget{.total_bytes = 1000, .loading_bytes = 1000, .keep_frames = 10};
  Plan plan = plan_residency(wants, resident, {}, budget, 100);
  EXPECT_THAT(plan.evict, ElementsAre(key(1)));
  EXPECT_THAT(keys(plan.loads), ElementsAre(key(3)));
  // And detail never takes it back.
  resident[0].key = key(3);
  EXPECT_THAT(plan_residency(wants, resident, {}, budget, 100).loads, IsEmpty());
}

TEST(Residency, CoarsestWantsThatDoNotFitAreLoadedAndReported) {
  std::vector<PlanWant> wants{{.key = key(1), .bytes = 600, .claim = Claim::now},
                              {.key = key(2), .bytes = 600, .claim = Claim::now}};
  Plan plan = plan_residency(wants, {}, {}, {.total_bytes = 1000, .loading_bytes = 5000}, 1);
  EXPECT_TRUE(plan.over_budget);
  EXPECT_EQ(plan.loads.size(), 2u);
}

// A world of things with coarse and fine forms, a view that wants some of them, and everything planned done at once.
struct World {
  explicit World(std::uint64_t seed) : random(seed) {
    for (std::uint32_t i = 0; i < 40; ++i) sizes.push_back({1 + random.next() % 20, 20 + random.next() % 200});
    budget = {.total_bytes = 300 + random.next() % 2000,
              .loading_bytes = 50 + random.next() % 400,
              .keep_frames = random.next() % 5};
  }
  std::vector<PlanWant> look() {
    std::vector<PlanWant> wants;
    std::uint32_t first = random.next() % 40, count = 1 + random.next() % 15;
    for (std::uint32_t i = first; i < std::min(40u, first + count); ++i) {
      wants.push_back({.key = key(i, 1), .bytes = sizes[i].first, .screen_error_px = 1, .claim = Claim::now});
      wants.push_back({.key = key(i, 0),
                       .bytes = sizes[i].second,
                       .screen_error_px = 0.1f * static_cast<float>(random.next() % 100)});
    }
    return wants;
  }
  std::vector<PlanResident> list() const {
    std::vector<PlanResident> result;
    for (const auto& [k, r] : resident) result.push_back(r);
    return result;
  }
  Plan step(const std::vector<PlanWant>& wants) {
    ++frame;
    for (const PlanWant& want : wants)
      if (auto it = resident.find(want.key); it != resident.end()) it->second.last_used = frame;
    Plan plan = plan_residency(wants, list(), {}, budget, frame);
    for (const StreamKey& k : plan.evict) EXPECT_EQ(resident.erase(k), 1u);
    for (const PlanWant& want : plan.loads)
      EXPECT_TRUE(resident.emplace(want.key, PlanResident{want.key, want.bytes, frame}).second);
    return plan;
  }
  std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& [k, r] : resident) sum += r.bytes;
    return sum;
  }
  Random random;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> sizes;
  PlanBudget budget;
  std::map<StreamKey, PlanResident> resident;
  std::uint64_t frame = 0;
};

TEST(ResidencyProperty, BudgetHoldsAndCoarsestIsNeverEvictedWhileWanted) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    World world(seed);
    for (int frame = 0; frame < 40; ++frame) {
      auto wants = world.look();
      std::uint64_t before = world.bytes();
      Plan plan = world.step(wants);
      if (!plan.over_budget) {
        ASSERT_LE(world.bytes(), std::max(before, world.budget.total_bytes)) << seed;
      }
      for (const StreamKey& gone : plan.evict)
        for (const PlanWant& want : wants) ASSERT_FALSE(want.claim == Claim::now && want.key == gone) << seed;
    }
  }
}

TEST(ResidencyProperty, AStillViewComesToRestWithEveryCoarsestThere) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    World world(seed);
    for (int i = 0; i < 10; ++i) world.step(world.look());
    auto wants = world.look();
    int frames = 0;
    for (; frames < 200; ++frames)
      if (Plan plan = world.step(wants); plan.loads.empty() && plan.evict.empty() && frames > 10) break;
    ASSERT_LT(frames, 200) << seed;
    for (const PlanWant& want : wants)
      ASSERT_TRUE(want.claim != Claim::now || world.resident.contains(want.key)) << seed;
  }
}

TEST(ResidencyProperty, TheOrderOfInputsDoesNotMatter) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    World world(seed);
    for (int i = 0; i < 10; ++i) world.step(world.look());
    auto wants = world.look();
    auto resident = world.list();
    Plan a = plan_residency(wants, resident, {}, world.budget, world.frame + 1);
    std::ranges::reverse(wants);
    std::ranges::reverse(resident);
    Plan b = plan_residency(wants, resident, {}, world.budget, world.frame + 1);
    ASSERT_EQ(keys(a.loads), keys(b.loads)) << seed;
    ASSERT_EQ(a.evict, b.evict) << seed;
  }
}

// A view that goes to and fro between two halves that do not fit together must not load on every turn.
TEST(ResidencyProperty, GoingToAndFroDoesNotThrash) {
  auto half = [](std::uint32_t first) {
    std::vector<PlanWant> wants;
    for (std::uint32_t i = first; i < first + 5; ++i)
      wants.push_back({.key = key(i), .bytes = 150, .screen_error_px = 2});
    return wants;
  };
  World world(1);
  world.budget = {.total_bytes = 1000, .loading_bytes = 1000, .keep_frames = 30};
  std::size_t loads = 0;
  for (int frame = 0; frame < 200; ++frame) loads += world.step(half(frame % 4 < 2 ? 0 : 5)).loads.size();
  EXPECT_EQ(loads, 6u);
}

}  // namespace
}  // namespace enf
