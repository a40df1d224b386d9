// What an edit of the document costs: microseconds and bytes allocated, for documents of 1,000 and 10,000 placed works.
// One JSON object a line on standard output; the hash is of the last document, so that two runs can be compared.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>

#include "engine/base/hash.h"
#include "engine/base/random.h"
#include "engine/exhibition/diff.h"
#include "engine/exhibition/edit.h"
#include "engine/exhibition/json.h"

static std::atomic<std::size_t> allocated{0};

void* operator new(std::size_t size) {
  allocated += size;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace enf {
namespace {

Document gallery(std::uint32_t works) {
  std::vector<Edit> edits{put(Institution{.id = {"house"}})};
  std::uint32_t rooms = works / 20;
  for (std::uint32_t i = 0; i < rooms; ++i) {
    double x = i * 10.0;
    edits.push_back(put(Room{.id = {fmt::format("room-{}", i)},
                             .plan = {{x, 0}, {x + 9, 0}, {x + 9, 9}, {x, 9}},
                             .walls = std::vector<Wall>(4)}));
  }
  for (std::uint32_t i = 0; i < works; ++i) {
    edits.push_back(
        put(Work{.id = {fmt::format("work-{}", i)}, .lender = {"house"}, .height_mm = 500, .width_mm = 400}));
    edits.push_back(put(Placement{{fmt::format("place-{}", i)},
                                  {fmt::format("work-{}", i)},
                                  {fmt::format("room-{}", i % rooms)},
                                  OnWall{i % 4, 1, 1.5}}));
    edits.push_back(put(Label{.id = {fmt::format("label-{}", i)}, .placement = {fmt::format("place-{}", i)}}));
  }
  return apply({}, all_of(std::move(edits))).value();
}

template <class Body>
std::string measured(const char* name, int repeats, Body&& body) {
  std::size_t bytes = allocated;
  auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < repeats; ++i) body(i);
  double us = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
  return fmt::format("\"{}_us\":{:.2f},\"{}_bytes\":{}", name, us / repeats, name,
                     (allocated - bytes) / static_cast<std::size_t>(repeats));
}

void run(std::uint32_t works) {
  Document document = gallery(works);
  Random random(1);
  auto moved = [&] {
    Placement placement = *document.find(PlacementId{fmt::format("place-{}", random.below(works))});
    placement.where = OnWall{random.below(4), random.unit() * 8, 1.5};
    return put(placement);
  };
  std::vector<Edit> moves;
  for (int i = 0; i < 5000; ++i) moves.push_back(moved());
  Document before = document;
  std::string move =
      measured("move", 5000, [&](int i) { document = *apply(document, moves[static_cast<std::size_t>(i)]); });
  std::size_t changed = 0;
  Document last = *apply(document, put(*before.find(PlacementId{"place-7"})));
  std::string difference =
      measured("diff", 5000, [&](int) { changed += diff(document, last).placements.changed.size(); });
  std::string removal =
      measured("remove", 200, [&](int i) { document = *apply(document, remove(LabelId{fmt::format("label-{}", i)})); });
  std::string text;
  std::string writing = measured("write", 5, [&](int) { text = write_document(document); });
  std::string reading = measured("read", 5, [&](int) { changed += read_document(text, "")->works.size(); });
  fmt::print("{{\"works\":{},\"records\":{},{},{},{},{},{},\"json_bytes\":{},\"changed\":{},\"hash\":\"{}\"}}\n", works,
             works * 3 + works / 20 + 1, move, difference, removal, writing, reading, text.size(), changed,
             to_hex(hash_bytes(std::as_bytes(std::span(text)))).substr(0, 16));
}

}  // namespace
}  // namespace enf

int main() {
  enf::run(1'000);
  enf::run(10'000);
}
