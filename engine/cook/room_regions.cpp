#include "engine/cook/room_regions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace enf {

namespace {

constexpr float ceiling_step_m = 0.15f;  // neighbours under one ceiling differ by less
constexpr double widest_doorway_m = 3.2, widest_narrowing_m = 2.4, narrowest_doorway_m = 0.55;
constexpr double doorway_share = 0.75;  // of the narrower room's width; wider is one room
constexpr double narrowing_share = 0.6;
constexpr double least_room_m2 = 3, least_room_width_m = 1.0, least_walled = 0.45;

constexpr std::array<std::pair<int, int>, 4> sides{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

struct Extent {
  int low_x = 1 << 30, low_y = 1 << 30, high_x = -1, high_y = -1;
  void add(int x, int y) {
    low_x = std::min(low_x, x), low_y = std::min(low_y, y), high_x = std::max(high_x, x), high_y = std::max(high_y, y);
  }
  int longest() const { return std::max(high_x - low_x, high_y - low_y) + 1; }
};

using Cells = std::vector<std::pair<int, int>>;

class Divider {
 public:
  explicit Divider(const Storey& storey) : s_(storey), g_(storey.size), label_(g_.cells(), no_region) {}

  Regions divide() {
    find_plateaus();
    join_small_plateaus();
    join_wide_borders();
    split_at_narrowings();
    find_leaves();
    return finish();
  }

 private:
  double metres(double cells) const { return cells * g_.cell_m; }
  double area_m2(std::size_t cells) const { return static_cast<double>(cells) * g_.cell_m * g_.cell_m; }
  bool open(int x, int y) const {
    return g_.holds(x, y) && (s_.kind[g_.at(x, y)] == CellKind::open || s_.kind[g_.at(x, y)] == CellKind::furniture);
  }
  int label(int x, int y) const { return g_.holds(x, y) ? label_[g_.at(x, y)] : no_region; }

  int root(int l) {
    while (l >= 0 && parent_[static_cast<std::size_t>(l)] != l)
      l = parent_[static_cast<std::size_t>(l)] =
          parent_[static_cast<std::size_t>(parent_[static_cast<std::size_t>(l)])];
    return l;
  }
  void unify(int a, int b) {
    a = root(a), b = root(b);
    if (a == b) return;
    radius_[static_cast<std::size_t>(a)] =
        std::max(radius_[static_cast<std::size_t>(a)], radius_[static_cast<std::size_t>(b)]);
    parent_[static_cast<std::size_t>(b)] = a;
  }
  int new_label(int radius) {
    parent_.push_back(static_cast<int>(parent_.size()));
    radius_.push_back(radius);
    return parent_.back();
  }
  void settle() {
    for (int& l : label_) l = root(l);
  }

  // The cells that `same` joins to a first one.
  template <class Same>
  Cells flood(int x0, int y0, std::vector<std::uint8_t>& seen, Same&& same) const {
    Cells cells{{x0, y0}};
    seen[g_.at(x0, y0)] = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      auto [x, y] = cells[i];
      for (auto [dx, dy] : sides)
        if (open(x + dx, y + dy) && !seen[g_.at(x + dx, y + dy)] && same(g_.at(x, y), g_.at(x + dx, y + dy))) {
          seen[g_.at(x + dx, y + dy)] = 1;
          cells.emplace_back(x + dx, y + dy);
        }
    }
    return cells;
  }

  // Distance of each cell to the nearest of another label, where a step along an axis counts `straight` and one across
  // `diagonal`: 1 and 1 for the chessboard (Rosenfeld and Pfaltz 1966), 3 and 4 for nearly Euclid's times 3 (Borgefors
  // 1986).
  std::vector<int> distances(int straight = 1, int diagonal = 1) const {
    std::vector<int> d(g_.cells(), 0);
    auto relax = [&](int x, int y, std::initializer_list<std::pair<int, int>> around) {
      std::size_t c = g_.at(x, y);
      if (label_[c] == no_region) return;
      for (auto [dx, dy] : around) {
        int step = dx != 0 && dy != 0 ? diagonal : straight;
        d[c] = std::min(d[c], label(x + dx, y + dy) == label_[c] ? d[g_.at(x + dx, y + dy)] + step : step);
      }
    };
    for (std::size_t c = 0; c < d.size(); ++c) d[c] = label_[c] == no_region ? 0 : 1 << 20;
    for (int y = 0; y < g_.height; ++y)
      for (int x = 0; x < g_.width; ++x) relax(x, y, {{-1, -1}, {0, -1}, {1, -1}, {-1, 0}});
    for (int y = g_.height - 1; y >= 0; --y)
      for (int x = g_.width - 1; x >= 0; --x) relax(x, y, {{1, 1}, {0, 1}, {-1, 1}, {1, 0}});
    return d;
  }

  // Open floor under one ceiling. Large plateaus are rooms or parts of rooms; the small ones wait.
  void find_plateaus() {
    std::vector<std::uint8_t> seen(g_.cells(), 0);
    auto level = [this](std::size_t a, std::size_t b) {
      float ha = s_.headroom_m[a], hb = s_.headroom_m[b];
      return ha == hb || std::abs(ha - hb) < ceiling_step_m;
    };
    std::vector<Cells> plateaus;
    for (int y = 0; y < g_.height; ++y)
      for (int x = 0; x < g_.width; ++x)
        if (open(x, y) && !seen[g_.at(x, y)]) {
          plateaus.push_back(flood(x, y, seen, level));
          int l = new_label(0);
          for (auto [cx, cy] : plateaus.back()) label_[g_.at(cx, cy)] = l;
        }
    std::vector<int> d = distances();
    for (std::size_t i = 0; i < plateaus.size(); ++i) {
      for (auto [x, y] : plateaus[i]) radius_[i] = std::max(radius_[i], d[g_.at(x, y)]);
      if (area_m2(plateaus[i].size()) >= 2.5 && metres(2 * radius_[i]) >= 0.9) continue;
      for (auto [x, y] : plateaus[i]) label_[g_.at(x, y)] = no_region;
      small_.push_back(std::move(plateaus[i]));
    }
  }

  float usual_head(const Cells& cells) const {
    std::vector<float> heads;
    for (auto [x, y] : cells) heads.push_back(s_.headroom_m[g_.at(x, y)]);
    auto middle = heads.begin() + static_cast<std::ptrdiff_t>(heads.size() / 2);
    std::ranges::nth_element(heads, middle);
    return *middle;
  }

  // A doorway's head, a lamp, a beam: what lies between two rooms and is narrow is a passage, the rest belongs to a
  // room.
  void join_small_plateaus() {
    std::ranges::stable_sort(small_, std::greater(), [this](const Cells& c) { return usual_head(c); });
    bool again = true;
    while (again) {
      again = false;
      std::vector<Cells> waiting;
      for (Cells& cells : small_) {
        std::map<int, Extent> touched;
        for (auto [x, y] : cells)
          for (auto [dx, dy] : sides)
            if (int l = root(label(x + dx, y + dy)); l >= 0) touched[l].add(x, y);
        if (touched.empty()) {
          waiting.push_back(std::move(cells));
          continue;
        }
        again = true;
        std::vector<int> wide;
        for (auto& [l, extent] : touched)
          if (is_wide(extent.longest(), l)) wide.push_back(l);
        if (touched.size() > 1 && wide.empty()) {
          auto first = touched.begin();
          float head = usual_head(cells);
          for (auto other = std::next(first); other != touched.end(); ++other)
            passages_.push_back({first->first, other->first, cells, head < open_sky ? static_cast<double>(head) : 0,
                                 DoorwayCue::lintel});
          continue;
        }
        int into = wide.empty() ? touched.begin()->first : wide[0];
        for (int l : wide) unify(into, l);
        for (auto [x, y] : cells) label_[g_.at(x, y)] = root(into);
        if (wide.empty() && area_m2(cells.size()) < 3) niches_.push_back({into, std::move(cells)});
      }
      small_ = std::move(waiting);
    }
    settle();
  }

  bool is_wide(int cells, int l) {
    return metres(cells) > widest_doorway_m || cells > doorway_share * 2 * radius_[static_cast<std::size_t>(root(l))];
  }

  // Where two ceilings meet without a head between them.
  void join_wide_borders() {
    std::map<std::pair<int, int>, std::pair<Extent, Cells>> borders;
    for_borders([&](int a, int b, int x, int y) {
      auto& [extent, cells] = borders[{a, b}];
      extent.add(x, y);
      cells.emplace_back(x, y);
    });
    for (auto& [pair, border] : borders) {
      auto [a, b] = pair;
      if (is_wide(border.first.longest(), a) || is_wide(border.first.longest(), b))
        unify(a, b);
      else
        passages_.push_back({a, b, std::move(border.second), 0, DoorwayCue::narrowing});
    }
    settle();
  }

  // Visits the cells of the smaller label that touch the greater.
  template <class Visit>
  void for_borders(Visit&& visit) const {
    for (int y = 0; y < g_.height; ++y)
      for (int x = 0; x < g_.width; ++x) {
        int a = label_[g_.at(x, y)];
        if (a == no_region) continue;
        for (auto [dx, dy] : sides)
          if (int b = label(x + dx, y + dy); b > a) {
            visit(a, b, x, y);
            break;
          }
      }
  }

  // Watershed of the distance to the walls: basins that meet in a narrow place are rooms of their own.
  void split_at_narrowings() {
    std::vector<int> d = distances(3, 4);
    std::vector<std::size_t> order;
    for (std::size_t c = 0; c < d.size(); ++c)
      if (label_[c] != no_region) order.push_back(c);
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t c) { return d[c]; });
    std::vector<int> before = label_;
    std::vector<int> basin(g_.cells(), no_region), met;
    for (std::size_t c : order) {
      int x = static_cast<int>(c % static_cast<std::size_t>(g_.width)),
          y = static_cast<int>(c / static_cast<std::size_t>(g_.width));
      met.clear();
      int best = no_region, highest = -1;  // the cell belongs to the basin it descends from
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          if (g_.holds(x + dx, y + dy) && before[g_.at(x + dx, y + dy)] == before[c])
            if (int b = root(basin[g_.at(x + dx, y + dy)]); b >= 0) {
              if (std::ranges::find(met, b) == met.end()) met.push_back(b);
              if (d[g_.at(x + dx, y + dy)] > highest) highest = d[g_.at(x + dx, y + dy)], best = b;
            }
      if (met.empty()) {
        basin[c] = new_label(d[c]);
        basin_room_[basin[c]] = before[c];
        continue;
      }
      for (int b : met) {
        if (b == best) continue;
        int peak = std::min(radius_[static_cast<std::size_t>(b)], radius_[static_cast<std::size_t>(root(best))]);
        bool narrow = metres(2 * d[c] / 3.0) <= widest_narrowing_m && d[c] <= narrowing_share * peak &&
                      metres(2 * peak / 3.0) >= least_room_width_m;
        if (!narrow) unify(best, b);
      }
      basin[c] = root(best);
    }
    std::map<int, std::size_t> sizes;
    for (std::size_t c : order) ++sizes[basin[c] = root(basin[c])];
    // A basin too small to be a room goes to its neighbour.
    label_ = basin;
    std::map<int, std::map<int, std::size_t>> contact;
    for_borders([&](int a, int b, int x, int y) {
      if (before[g_.at(x, y)] == basin_room_[a] && basin_room_[a] == basin_room_[b]) ++contact[a][b], ++contact[b][a];
    });
    for (auto& [b, neighbours] : contact)
      if (area_m2(sizes[b]) < least_room_m2)
        unify(std::ranges::max_element(neighbours, {}, [](auto& n) { return n.second; })->first, b);
    settle();
    for (Passage& p : passages_) {
      p.from = basin_at(p, p.from), p.to = basin_at(p, p.to);
    }
    for (auto& [l, cells] : niches_) l = label(cells[0].first, cells[0].second);
    free_narrowings(before);
  }

  // Which of a label's basins the passage touches.
  int basin_at(const Passage& p, int room) {
    std::map<int, std::size_t> votes;
    for (auto [x, y] : p.cells)
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          if (int l = label(x + dx, y + dy); l >= 0 && basin_room_[l] == root(room)) ++votes[l];
    if (votes.empty()) return no_region;
    return std::ranges::max_element(votes, {}, [](auto& v) { return v.second; })->first;
  }

  // Takes the cells within the thickness of the wall out of both rooms: those that a square wider than the opening
  // cannot reach from within a room, where they have rooms on two sides. The basins' own border lies anywhere near
  // them.
  void free_narrowings(const std::vector<int>& before) {
    std::vector<int> basins = label_;
    label_ = before;
    std::vector<int> d = distances();  // within the rooms as they were
    label_ = std::move(basins);
    std::map<std::pair<int, int>, Cells> borders;
    for_borders([&](int a, int b, int x, int y) {
      if (basin_room_[a] == basin_room_[b]) borders[{a, b}].emplace_back(x, y);
    });
    for (auto& [pair, all] : borders)
      for (Cells& cells : connected(all)) {
        Extent border;
        int half = 1;  // of a square that does not go through
        for (auto [x, y] : cells) border.add(x, y), half = std::max(half, d[g_.at(x, y)] + 1);
        int reach = half + static_cast<int>(1.0 / g_.cell_m);
        std::set<std::pair<int, int>> unreached;
        for (int y = border.low_y - reach; y <= border.high_y + reach; ++y)
          for (int x = border.low_x - reach; x <= border.high_x + reach; ++x)
            if (int l = label(x, y); l == pair.first || l == pair.second)
              if (!reached_by_square(x, y, half, d, before)) unreached.emplace(x, y);
        for (Cells& group : connected({unreached.begin(), unreached.end()})) {
          std::set<std::pair<int, int>> beside;
          for (auto [x, y] : group)
            for (auto [dx, dy] : sides)
              if (int l = label(x + dx, y + dy);
                  (l == pair.first || l == pair.second) && !unreached.contains({x + dx, y + dy}))
                beside.emplace(x + dx, y + dy);
          if (connected({beside.begin(), beside.end()}).size() < 2) continue;
          for (auto [x, y] : group) label_[g_.at(x, y)] = no_region;
          passages_.push_back({pair.first, pair.second, std::move(group), 0, DoorwayCue::narrowing});
        }
      }
    if (!borders.empty()) return_fragments();
  }

  // What a passage cuts off from its basin belongs to the room it lies in, or is one; then the passages' sides are
  // known.
  void return_fragments() {
    std::vector<std::uint8_t> seen(g_.cells(), 0);
    std::map<int, std::vector<Cells>> parts;
    auto same = [this](std::size_t a, std::size_t b) { return label_[a] == label_[b]; };
    for (int y = 0; y < g_.height; ++y)
      for (int x = 0; x < g_.width; ++x)
        if (int l = label(x, y); l != no_region && !seen[g_.at(x, y)]) parts[l].push_back(flood(x, y, seen, same));
    for (auto& [l, pieces] : parts) {
      auto largest = std::ranges::max_element(pieces, {}, &Cells::size);
      for (Cells& piece : pieces) {
        if (&piece == &*largest) continue;
        std::map<int, std::size_t> beside;
        for (auto [x, y] : piece)
          for (auto [dx, dy] : sides)
            if (int other = label(x + dx, y + dy); other != no_region && other != l) ++beside[other];
        int to = beside.empty() ? new_label(0)
                                : std::ranges::max_element(beside, {}, [](auto& b) { return b.second; })->first;
        for (auto [x, y] : piece) label_[g_.at(x, y)] = to;
      }
    }
    for (Passage& p : passages_) {
      std::map<int, std::size_t> beside;
      for (auto [x, y] : p.cells)
        for (auto [dx, dy] : sides)
          if (int l = label(x + dx, y + dy); l != no_region) ++beside[l];
      if (beside.empty()) continue;
      p.from = std::ranges::max_element(beside, {}, [](auto& b) { return b.second; })->first;
      beside.erase(p.from);
      p.to = beside.empty() ? no_region : std::ranges::max_element(beside, {}, [](auto& b) { return b.second; })->first;
    }
  }

  bool reached_by_square(int x, int y, int half, const std::vector<int>& d, const std::vector<int>& before) const {
    int room = before[g_.at(x, y)];
    for (int dy = -half; dy <= half; ++dy)
      for (int dx = -half; dx <= half; ++dx)
        if (g_.holds(x + dx, y + dy) && before[g_.at(x + dx, y + dy)] == room && d[g_.at(x + dx, y + dy)] > half)
          return true;
    return false;
  }

  static std::vector<Cells> connected(const Cells& all) {
    std::set<std::pair<int, int>> left(all.begin(), all.end());
    std::vector<Cells> groups;
    while (!left.empty()) {
      Cells group{*left.begin()};
      left.erase(left.begin());
      for (std::size_t i = 0; i < group.size(); ++i) {
        auto [x, y] = group[i];
        for (int dy = -2; dy <= 2; ++dy)
          for (int dx = -2; dx <= 2; ++dx)
            if (auto found = left.find({x + dx, y + dy}); found != left.end())
              group.push_back(*found), left.erase(found);
      }
      groups.push_back(std::move(group));
    }
    return groups;
  }

  // A recess as large as a doorway, with another room behind its closed leaf.
  void find_leaves() {
    for (auto& [own, cells] : niches_) {
      if (own == no_region || cells.empty()) continue;
      float head = usual_head(cells);
      Extent extent;
      for (auto [x, y] : cells) extent.add(x, y);
      double width = metres(extent.longest());
      double depth = metres(std::min(extent.high_x - extent.low_x, extent.high_y - extent.low_y) + 1);
      if (head == open_sky || head > 3.3f || width < 0.65 || width > 2.6 || depth > 0.8) continue;
      if (area_m2(cells.size()) < 0.75 * width * depth) continue;
      int reach = static_cast<int>(std::lround(0.2 / g_.cell_m));
      bool along_x = extent.high_x - extent.low_x >= extent.high_y - extent.low_y;
      std::map<int, std::set<int>> behind;  // columns of the recess behind which a room begins
      for (auto [x, y] : cells)
        for (int way : {-1, 1})
          for (int k = 1; k <= reach; ++k) {
            int nx = along_x ? x : x + way * k, ny = along_x ? y + way * k : y;
            if (int l = label(nx, ny); l >= 0 && l != own) behind[l].insert(along_x ? x : y);
          }
      for (auto& [other, columns] : behind) {
        if (metres(static_cast<double>(columns.size())) < 0.7 * width || known(own, other, extent)) continue;
        passages_.push_back({own, other, cells, static_cast<double>(head), DoorwayCue::leaf});
      }
    }
    // Both sides' recesses lie in the doorway, not in the rooms.
    for (const Passage& p : passages_)
      if (p.cue == DoorwayCue::leaf)
        for (auto [x, y] : p.cells) label_[g_.at(x, y)] = no_region;
  }

  bool known(int a, int b, const Extent& e) const {
    int reach = static_cast<int>(0.5 / g_.cell_m);
    return std::ranges::any_of(passages_, [&](const Passage& p) {
      if (!((p.from == a && p.to == b) || (p.from == b && p.to == a))) return false;
      return std::ranges::any_of(p.cells, [&](auto c) {
        return c.first >= e.low_x - reach && c.first <= e.high_x + reach && c.second >= e.low_y - reach &&
               c.second <= e.high_y + reach;
      });
    });
  }

  Regions finish() {
    settle();
    for (Passage& p : passages_) p.from = root(p.from), p.to = root(p.to);
    std::vector<std::uint8_t> passable(g_.cells(), 0);
    for (const Passage& p : passages_)
      for (auto [x, y] : p.cells) passable[g_.at(x, y)] = 1;
    struct Count {
      std::size_t cells = 0, wall = 0, free = 0, sky = 0, standing = 0;
      std::vector<float> heads;
      int radius = 0;
    };
    std::map<int, Count> counts;
    std::vector<int> d = distances();
    for (int y = 0; y < g_.height; ++y)
      for (int x = 0; x < g_.width; ++x) {
        std::size_t c = g_.at(x, y);
        if (label_[c] == no_region) continue;
        Count& count = counts[label_[c]];
        ++count.cells;
        count.radius = std::max(count.radius, d[c]);
        count.standing += s_.kind[c] == CellKind::open;
        if (s_.headroom_m[c] == open_sky)
          ++count.sky;
        else
          count.heads.push_back(s_.headroom_m[c]);
        for (auto [dx, dy] : sides) {
          int nx = x + dx, ny = y + dy;
          if (label(nx, ny) == label_[c] || (g_.holds(nx, ny) && passable[g_.at(nx, ny)])) continue;
          if (g_.holds(nx, ny) && s_.kind[g_.at(nx, ny)] == CellKind::wall)
            ++count.wall;
          else if (label(nx, ny) == no_region)
            ++count.free;
        }
      }
    Regions out;
    double roofed_left = 0, open_left = 0;
    bool roofed = false;
    std::map<int, int> number;
    for (auto& [l, count] : counts) {
      double walled =
          static_cast<double>(count.wall) / static_cast<double>(std::max<std::size_t>(1, count.wall + count.free));
      if (area_m2(count.cells) < least_room_m2 || metres(2 * count.radius) < least_room_width_m) continue;
      if (walled < least_walled || 2 * count.standing < count.cells) {
        (2 * count.sky < count.cells ? roofed_left : open_left) += area_m2(count.cells);
        continue;
      }
      roofed = roofed || 2 * count.sky < count.cells;
      number[l] = static_cast<int>(out.regions.size());
      Region region{.cells = count.cells,
                    .walled = walled,
                    .ceiling_m = s_.wall_top_m,
                    .has_ceiling = count.sky * 2 < count.cells};
      if (region.has_ceiling) {
        auto at = count.heads.begin() + static_cast<std::ptrdiff_t>(count.heads.size() * 3 / 4);
        std::ranges::nth_element(count.heads, at);
        region.ceiling_m = static_cast<double>(*at);
      }
      out.regions.push_back(region);
    }
    for (int& l : label_) {
      auto found = number.find(l);
      l = found == number.end() ? no_region : found->second;
    }
    for (Passage& p : passages_) {
      auto number_of = [&](int l) {
        auto f = number.find(l);
        return f == number.end() ? no_region : f->second;
      };
      p.from = number_of(p.from), p.to = number_of(p.to);
      if (p.from == no_region) std::swap(p.from, p.to);
      if (p.from != no_region && p.from != p.to) out.passages.push_back(std::move(p));
    }
    out.left_m2 = roofed ? roofed_left : roofed_left + open_left;
    out.of_cell = std::move(label_);
    return out;
  }

  struct Niche {
    int label;
    Cells cells;
  };
  const Storey& s_;
  const GridSize& g_;
  std::vector<int> label_;
  std::vector<int> parent_, radius_;  // of labels: union-find, and the greatest distance to their border
  std::map<int, int> basin_room_;     // basins: the label they are part of
  std::vector<Cells> small_;
  std::vector<Niche> niches_;
  std::vector<Passage> passages_;
};

}  // namespace

Regions divide_storey(const Storey& storey) { return Divider(storey).divide(); }

}  // namespace enf
