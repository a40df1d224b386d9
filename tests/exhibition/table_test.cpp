#include "engine/exhibition/table.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "engine/base/random.h"

namespace enf {
namespace {

struct Thing {
  std::string id;
  int value = 0;
  friend bool operator==(const Thing&, const Thing&) = default;
};
using Things = Table<Thing>;

std::shared_ptr<const Thing> thing(std::uint32_t n, int value = 0) {
  return std::make_shared<const Thing>(std::to_string(n), value);
}

void expect_same(const Things& table, const std::map<std::string, int>& model) {
  ASSERT_EQ(table.size(), model.size());
  auto expected = model.begin();
  for (const Thing& t : table) {
    ASSERT_EQ(t.id, expected->first);
    ASSERT_EQ(t.value, expected->second);
    ++expected;
  }
}

TEST(Table, BehavesLikeAMapWhateverIsDoneToIt) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    Things table;
    std::map<std::string, int> model;
    std::uint32_t range = seed < 10 ? 2000 : 100;
    for (int step = 0; step < 4000; ++step) {
      std::uint32_t n = random.below(range);
      bool growing = step / 1000 % 2 == 0;
      if (random.chance(growing ? 0.8f : 0.2f)) {
        table = table.with(thing(n, step));
        model[std::to_string(n)] = step;
      } else {
        table = table.without(std::to_string(n));
        model.erase(std::to_string(n));
      }
      const Thing* found = table.find(std::to_string(n));
      ASSERT_EQ(found != nullptr, model.contains(std::to_string(n)));
    }
    expect_same(table, model);
    EXPECT_EQ(table.find("absent"), nullptr);
  }
}

TEST(Table, OldCopiesNeverChange) {
  Things before;
  for (std::uint32_t i = 0; i < 500; ++i) before = before.with(thing(i));
  Things after = before.with(thing(250, 1)).without("10").with(thing(1000));
  EXPECT_EQ(before.size(), 500u);
  EXPECT_EQ(before.find("250")->value, 0);
  EXPECT_TRUE(before.contains("10"));
  EXPECT_FALSE(before.contains("1000"));
  EXPECT_EQ(after.find("250")->value, 1);
}

TEST(Table, ItsDifferencesLeadFromOneToTheOther) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    Things before;
    for (int i = 0; i < 600; ++i) before = before.with(thing(random.below(1000), i));
    Things after = before;
    int edits = static_cast<int>(random.below(300));
    for (int i = 0; i < edits; ++i) {
      std::uint32_t n = random.below(1000);
      after = random.chance(0.5f) ? after.with(thing(n, -i)) : after.without(std::to_string(n));
    }
    Things patched = before;
    std::string last;
    Things::differences(before, after, [&](const auto& old, const auto& now) {
      const std::string& id = old ? old->id : now->id;
      EXPECT_LT(last, id);
      last = id;
      patched = now ? patched.with(now) : patched.without(id);
    });
    EXPECT_EQ(patched, after);
    EXPECT_EQ(patched == before, after == before);
  }
}

TEST(Table, OneEditTouchesOneChunkOnly) {
  std::vector<std::shared_ptr<const Thing>> all;
  for (std::uint32_t i = 0; i < 10'000; ++i) all.push_back(thing(i));
  Things before = Things::from_records(all);
  Things after = before.with(thing(5000, 1));
  std::set<const Thing*> old;
  for (const Thing& t : before) old.insert(&t);
  std::size_t fresh = 0;
  for (const Thing& t : after) fresh += !old.contains(&t);
  EXPECT_EQ(fresh, 1u);
  int calls = 0;
  Things::differences(before, after, [&](const auto& was, const auto& now) {
    ++calls;
    EXPECT_EQ(was->value, 0);
    EXPECT_EQ(now->value, 1);
  });
  EXPECT_EQ(calls, 1);
}

TEST(Table, BuiltAtOnceTheLaterOfTwoEqualIdsStays) {
  Things table = Things::from_records({thing(2), thing(1, 5), thing(2, 7)});
  expect_same(table, {{"1", 5}, {"2", 7}});
}

}  // namespace
}  // namespace enf
