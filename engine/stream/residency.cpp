#include "engine/stream/residency.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace enf {

static float weight(const PlanWant& want) { return want.screen_error_px * want.priority; }

namespace {

// Something resident that could make room.
struct Victim {
  StreamKey key;
  std::uint64_t bytes = 0;
  std::uint64_t last_used = 0;
  bool wanted = false, recent = false;
  Claim claim = Claim::detail;  // if wanted
  float weight = 0;
  bool gone = false;
};

// What goes first stands first.
auto order(const Victim& v) { return std::tuple(v.wanted, v.claim, v.wanted ? 0 : v.last_used, v.weight, v.key); }

bool may_go(const Victim& victim, const PlanWant& newcomer) {
  if (victim.gone) return false;
  if (!victim.wanted) return newcomer.claim > Claim::detail || !victim.recent;
  if (victim.claim != newcomer.claim) return victim.claim < newcomer.claim;
  return victim.claim != Claim::now && victim.weight < weight(newcomer) / 2;
}

}  // namespace

Plan plan_residency(std::span<const PlanWant> wants, std::span<const PlanResident> resident,
                    std::span<const PlanResident> loading, const PlanBudget& budget, std::uint64_t frame) {
  // One want a key, the heaviest.
  std::map<StreamKey, PlanWant> wanted;
  for (const PlanWant& want : wants) {
    auto [it, added] = wanted.emplace(want.key, want);
    if (!added && std::tuple(want.claim, weight(want)) > std::tuple(it->second.claim, weight(it->second)))
      it->second = want;
  }

  Plan plan;
  std::uint64_t taken = 0, under_way = 0, claimed_bytes = 0;
  std::set<StreamKey> present;
  std::vector<Victim> victims;
  for (const PlanResident& r : resident) {
    taken += r.bytes;
    present.insert(r.key);
    auto want = wanted.find(r.key);
    bool is_wanted = want != wanted.end();
    victims.push_back({.key = r.key,
                       .bytes = r.bytes,
                       .last_used = r.last_used,
                       .wanted = is_wanted,
                       .recent = r.last_used + budget.keep_frames >= frame && budget.keep_frames > 0,
                       .claim = is_wanted ? want->second.claim : Claim::detail,
                       .weight = is_wanted ? weight(want->second) : 0});
  }
  std::ranges::sort(victims, {}, order);
  for (const PlanResident& l : loading) {
    taken += l.bytes;
    under_way += l.bytes;
    present.insert(l.key);
  }

  std::vector<const PlanWant*> queue;
  for (const auto& [key, want] : wanted) {
    if (want.claim == Claim::now) claimed_bytes += want.bytes;
    if (!present.contains(key)) queue.push_back(&want);
  }
  std::ranges::stable_sort(queue, [](const PlanWant* a, const PlanWant* b) {
    return std::tuple(a->claim, weight(*a)) > std::tuple(b->claim, weight(*b));
  });
  plan.over_budget = claimed_bytes > budget.total_bytes;

  for (const PlanWant* want : queue) {
    if (under_way > 0 && under_way + want->bytes > budget.loading_bytes) break;  // the rest comes later, in order
    std::uint64_t room = budget.total_bytes > taken ? budget.total_bytes - taken : 0;
    std::vector<Victim*> going;
    for (Victim& victim : victims) {
      if (room >= want->bytes) break;
      if (!may_go(victim, *want)) continue;
      going.push_back(&victim);
      room += victim.bytes;
      if (taken > budget.total_bytes) {  // was over before: what goes pays that back first
        std::uint64_t over = taken - budget.total_bytes;
        std::uint64_t gone = 0;
        for (const Victim* v : going) gone += v->bytes;
        room = gone > over ? gone - over : 0;
      }
    }
    bool fits = room >= want->bytes;
    if (!fits && !(want->claim == Claim::now && plan.over_budget)) {
      plan.starved = true;
      continue;
    }
    for (Victim* victim : going) {
      victim->gone = true;
      taken -= victim->bytes;
      plan.evict.push_back(victim->key);
    }
    taken += want->bytes;
    under_way += want->bytes;
    plan.loads.push_back(*want);
  }
  return plan;
}

}  // namespace enf
