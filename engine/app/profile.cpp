#include "engine/app/profile.h"

#include <algorithm>
#include <string>

#include "engine/base/trace.h"

namespace enf {

namespace {

float ms_of(std::uint64_t ns) { return static_cast<float>(ns) * 1e-6f; }

// Where the row is among `rows`, or where the search for it ended: of level 0 anywhere, of level 1 right after its
// parent.
std::size_t find_row(const std::vector<ProfileRow>& rows, std::string_view name, int level, std::size_t parent) {
  std::size_t at = level == 0 ? 0 : parent + 1;
  while (at < rows.size() && (rows[at].level != level || rows[at].name != name)) {
    if (level == 1 && rows[at].level == 0) break;
    ++at;
  }
  return at;
}
bool is_row(const std::vector<ProfileRow>& rows, std::size_t at, std::string_view name, int level) {
  return at < rows.size() && rows[at].level == level && rows[at].name == name;
}

// The zones within the frame, two levels of them, those of one name and parent added up.
std::vector<ProfileRow> rows_within(std::vector<trace::Event> events, std::uint64_t begin_ns, std::uint64_t end_ns) {
  std::erase_if(events, [&](const trace::Event& e) {
    return e.kind != trace::Event::Kind::zone || e.begin_ns < begin_ns || e.end_ns > end_ns ||
           std::string_view(e.name) == "frame";
  });
  std::ranges::sort(events, [](const trace::Event& a, const trace::Event& b) {
    return a.begin_ns != b.begin_ns ? a.begin_ns < b.begin_ns : a.end_ns > b.end_ns;
  });
  std::vector<ProfileRow> rows;
  std::vector<std::uint64_t> open;  // where the zones end that the next may lie in
  std::size_t parent = 0;           // the row of the outermost of them
  for (const trace::Event& event : events) {
    while (!open.empty() && open.back() <= event.begin_ns) open.pop_back();
    int level = static_cast<int>(open.size());
    open.push_back(event.end_ns);
    if (level > 1) continue;
    std::size_t at = find_row(rows, event.name, level, parent);
    if (!is_row(rows, at, event.name, level))
      rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), {event.name, 0, level});
    rows[at].ms += ms_of(event.end_ns - event.begin_ns);
    if (level == 0) parent = at;
  }
  return rows;
}

// Brings the newest times into the rows that are shown already. New ones come after the one they followed; those of no
// account stay out.
void update(std::vector<ProfileRow>& shown, const std::vector<ProfileRow>& newest) {
  constexpr float of_account_ms = 0.05f;
  for (ProfileRow& row : shown) row.ms = 0;
  std::size_t next = 0, parent = 0;
  bool parent_shown = false;
  for (const ProfileRow& row : newest) {
    if (row.level == 1 && !parent_shown) continue;
    std::size_t at = find_row(shown, row.name, row.level, parent);
    bool known = is_row(shown, at, row.name, row.level);
    if (row.level == 0) parent_shown = known || row.ms >= of_account_ms;
    if (!known && row.ms < of_account_ms) continue;
    if (!known) {
      // Not between a row and its parts.
      while (row.level == 0 && next < shown.size() && shown[next].level == 1) ++next;
      at = next;
      shown.insert(shown.begin() + static_cast<std::ptrdiff_t>(at), row);
    }
    shown[at].ms = row.ms;
    if (row.level == 0) parent = at;
    next = at + 1;
  }
}

}  // namespace

void ProfileHistory::add(std::uint64_t begin_ns, std::uint64_t end_ns) {
  if (frames_ms_.size() == frames) frames_ms_.erase(frames_ms_.begin());
  frames_ms_.push_back(ms_of(end_ns - begin_ns));
  begin_ns_ = begin_ns, end_ns_ = end_ns;
}

Profile ProfileHistory::profile(const FrameStats& frame, const StreamStats& stream, const gpu::PassTimes& passes) {
  Profile result{.frames_ms = frames_ms_, .frame = frame, .stream = stream};
  if (!frames_ms_.empty()) {
    std::vector<float> sorted = frames_ms_;
    std::ranges::sort(sorted);
    result.median_ms = sorted[sorted.size() / 2], result.worst_ms = sorted.back();
    result.hitches = static_cast<std::uint32_t>(
        std::ranges::count_if(sorted, [&](float ms) { return ms > hitch_factor * result.median_ms; }));
  }
  update(cpu_, rows_within(trace::read_this_thread(begin_ns_).events, begin_ns_, end_ns_));
  std::vector<ProfileRow> gpu;
  for (const auto& [name, ms] : passes) gpu.push_back({name, static_cast<float>(ms), 0});
  update(gpu_, gpu);
  result.cpu = cpu_, result.gpu = gpu_;
  return result;
}

}  // namespace enf
