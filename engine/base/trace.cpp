#include "engine/base/trace.h"

#include <bit>
#include <chrono>
#include <memory>
#include <mutex>
#include <ranges>
#include <span>

namespace enf::trace {

namespace {

// An event as words, so that a reader may look while the owner writes over it.
constexpr std::size_t slot_words = 8;
using Words = std::array<std::uint64_t, slot_words>;

enum : std::size_t { word_name, word_begin, word_end_or_value, word_kind, word_detail };
static_assert(sizeof(Detail) == (slot_words - word_detail) * 8);

// One writer, any reader. A slot's words are stored with release order: whoever reads a word of a newer event also sees
// that the ring had moved on before it was written, and throws away what it copied.
struct Ring {
  std::string name;
  std::uint64_t base = 0;               // events before this one belong to an earlier recording
  std::atomic<std::uint64_t> head = 0;  // events ever written
  std::atomic<bool> ended = false;      // its thread is gone
  std::vector<std::array<std::atomic<std::uint64_t>, slot_words>> slots{ring_events};

  void push(const Words& words) {
    std::uint64_t at = head.load(std::memory_order_relaxed);
    auto& slot = slots[at % ring_events];
    for (std::size_t i = 0; i < slot_words; ++i) slot[i].store(words[i], std::memory_order_release);
    head.store(at + 1, std::memory_order_release);
  }
};

Event event_of(const Words& words) {
  Event event{.kind = static_cast<Event::Kind>(words[word_kind]),
              .name = std::bit_cast<const char*>(words[word_name]),
              .begin_ns = words[word_begin],
              .end_ns = words[word_begin]};
  if (event.kind == Event::Kind::zone)
    event.end_ns = words[word_end_or_value];
  else
    event.value = words[word_end_or_value];
  std::array<std::uint64_t, slot_words - word_detail> text;
  std::ranges::copy(std::span(words).subspan(word_detail), text.begin());
  event.detail = std::bit_cast<Detail>(text);
  return event;
}

Track read(const Ring& ring, std::uint64_t since_ns) {
  Track track{.name = ring.name};
  std::uint64_t head = ring.head.load(std::memory_order_acquire);
  std::vector<std::pair<std::uint64_t, Event>> copies;  // newest first
  bool all_asked_for = true;
  for (std::uint64_t at = head; all_asked_for && at > ring.base && at + ring_events > head; --at) {
    const auto& slot = ring.slots[(at - 1) % ring_events];
    Words words;
    for (std::size_t i = 0; i < slot_words; ++i) words[i] = slot[i].load(std::memory_order_acquire);
    Event event = event_of(words);
    all_asked_for = event.end_ns >= since_ns;
    if (all_asked_for) copies.emplace_back(at - 1, event);
  }
  // The slot that the owner may be writing right now held the event `ring_events` before.
  std::uint64_t now = ring.head.load(std::memory_order_acquire);
  std::uint64_t oldest = std::max(ring.base, now + 1 > ring_events ? now + 1 - ring_events : 0);
  if (all_asked_for) track.lost = oldest - ring.base;
  for (const auto& [at, event] : copies | std::views::reverse)
    if (at >= oldest) track.events.push_back(event);
  return track;
}

struct Registry {
  std::mutex mutex;
  std::vector<std::shared_ptr<Ring>> rings;
  std::shared_ptr<Ring> gpu;
  std::atomic<const char*> gpu_clock = nullptr;
  std::atomic<std::uint64_t> frames = 0;
};
Registry registry;

struct ThisThread {
  std::string name;
  std::shared_ptr<Ring> ring;
  ~ThisThread() {
    if (ring) ring->ended.store(true, std::memory_order_relaxed);
  }
};
thread_local ThisThread this_thread_state;

Ring& ring_here() {
  ThisThread& here = this_thread_state;
  if (!here.ring) {
    here.ring = std::make_shared<Ring>();
    std::lock_guard lock(registry.mutex);
    here.ring->name = here.name.empty() ? fmt::format("thread {}", registry.rings.size() + 1) : here.name;
    registry.rings.push_back(here.ring);
  }
  return *here.ring;
}

}  // namespace

namespace detail {

void close(Detail& text, std::size_t size) {
  if (size >= text.size()) {
    size = text.size() - 1;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  }
  text[size] = 0;
}

static Words words_of(Event::Kind kind, const char* name, std::uint64_t begin_ns, std::uint64_t end_or_value,
                      const Detail& text) {
  Words words{std::bit_cast<std::uint64_t>(name), begin_ns, end_or_value, static_cast<std::uint64_t>(kind)};
  std::ranges::copy(std::bit_cast<std::array<std::uint64_t, slot_words - word_detail>>(text),
                    words.begin() + word_detail);
  return words;
}

void add_zone(const char* name, std::uint64_t begin_ns, std::uint64_t end_ns, const Detail& text) {
  ring_here().push(words_of(Event::Kind::zone, name, begin_ns, end_ns, text));
}

void add_count(const char* name, std::uint64_t value) {
  ring_here().push(words_of(Event::Kind::counter, name, now_ns(), value, {}));
}

}  // namespace detail

void start() {
  std::lock_guard lock(registry.mutex);
  std::erase_if(registry.rings, [](const auto& ring) { return ring->ended.load(std::memory_order_relaxed); });
  for (const auto& ring : registry.rings) ring->base = ring->head.load(std::memory_order_relaxed);
  registry.gpu.reset();
  registry.frames = 0;
  detail::recording.store(true, std::memory_order_relaxed);
}

void stop() { detail::recording.store(false, std::memory_order_relaxed); }

std::uint64_t now_ns() {
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1));
}

void name_thread(std::string_view name) {
  this_thread_state.name = name;
  std::lock_guard lock(registry.mutex);
  if (this_thread_state.ring) this_thread_state.ring->name = name;
}

void mark_frame(std::uint64_t begin_ns) {
  if (!recording()) return;
  Detail number{};
  detail::close(number, fmt::format_to_n(number.data(), number.size(), "{}", ++registry.frames).size);
  detail::add_zone("frame", begin_ns, now_ns(), number);
}

void gpu_pass(Name name, std::uint64_t begin_ns, std::uint64_t end_ns) {
  if (!recording()) return;
  if (!registry.gpu) {
    auto ring = std::make_shared<Ring>();
    ring->name = "GPU";
    std::lock_guard lock(registry.mutex);
    registry.gpu = std::move(ring);
  }
  registry.gpu->push(detail::words_of(Event::Kind::zone, name.text, begin_ns, end_ns, {}));
}

void note_gpu_clock(Name how) { registry.gpu_clock.store(how.text, std::memory_order_relaxed); }

Recording read(std::uint64_t since_ns) {
  std::lock_guard lock(registry.mutex);
  Recording recording;
  for (const auto& ring : registry.rings) recording.tracks.push_back(read(*ring, since_ns));
  if (registry.gpu) recording.tracks.push_back(read(*registry.gpu, since_ns));
  if (const char* how = registry.gpu_clock.load(std::memory_order_relaxed)) recording.gpu_clock = how;
  return recording;
}

Track read_this_thread(std::uint64_t since_ns) {
  std::lock_guard lock(registry.mutex);
  return this_thread_state.ring ? read(*this_thread_state.ring, since_ns) : Track{};
}

}  // namespace enf::trace
