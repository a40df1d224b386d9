// Owns: documents and random edits for this folder's tests.
// Must not know: what is tested with them.
// Called by: the tests here.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "engine/base/file.h"
#include "engine/base/random.h"
#include "engine/exhibition/edit.h"
#include "engine/exhibition/json.h"

namespace enf::sample {

inline const std::filesystem::path fixtures = std::filesystem::path(ENFILADE_SOURCE_DIR) / "tests/exhibition/fixtures";

// An empty folder for this test, removed with this object.
struct Folder {
  std::filesystem::path path;
  explicit Folder(const std::string& name)
      : path(std::filesystem::temp_directory_path() / fmt::format("enfilade-{}-{}", name, ::getpid())) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

inline std::string read(const std::filesystem::path& path) { return read_text_file(path).value(); }

inline Edit rename_to(const std::string& title) { return set_exhibition({.title = {{"en", title}}}); }
inline std::string title_of(const Document& document) {
  auto title = document.exhibition->title.find("en");
  return title == document.exhibition->title.end() ? "" : title->second;
}

// fixtures/valid.json: a hall and a cabinet, a carpet and a jug.
inline Document exhibition() {
  return read_document(read_text_file(fixtures / "valid.json").value(), "valid.json").value();
}

inline std::string id(const char* kind, std::uint32_t n) { return fmt::format("{}-{}", kind, n); }

// A record with that number, different for each `random`; it refers to others that may be there or not.
inline Edit random_put(Random& random) {
  auto some = [&](const char* kind) { return id(kind, random.below(12)); };
  auto length = [&] { return 0.01 + random.below(1000) / 7.0; };
  auto text = [&] {
    return LocalizedText{{"en", fmt::format("\"{}\" \\ \n \t ü", random.next())}, {"uz-Cyrl", "Гилам"}};
  };
  switch (random.below(13)) {
    case 0:
      return put(Institution{{some("house")}, text(), {}});
    case 1:
      return put(Asset{{some("scan")}, some("media/file"), length(), UpAxis(random.below(3)), "CC0-1.0", ""});
    case 2: {
      Room room{.id = {some("room")}, .name = text()};
      std::uint32_t corners = 3 + random.below(3);
      for (std::uint32_t i = 0; i < corners; ++i) room.plan.push_back({length(), -length()});
      room.walls.assign(corners, Wall{length(), 0.3, {}});
      if (random.chance(0.4f)) room.ceiling = {CeilingForm(random.below(5)), length(), length(), random.below(9)};
      if (random.chance(0.5f)) room.walls[0].finish = Finish{"silk", ""};
      room.floor_level_m = random.chance(0.5f) ? 0.0 : -0.0;
      if (random.chance(0.3f))
        room.free_walls.push_back({{length(), 0}, {0, length()}, length(), 0.2, Finish{"silk", ""}});
      if (random.chance(0.2f)) room.model = RoomModel{{some("scan")}, {length(), 1e-7, length()}, 0.1};
      return put(room);
    }
    case 3: {
      Doorway door{.id = {some("door")}, .from = {{some("room")}, random.below(4), length()}};
      if (random.chance(0.7f)) door.to = DoorwaySide{{some("room")}, random.below(4), length()};
      return put(door);
    }
    case 4:
      return put(Window{{some("window")}, {some("room")}, random.below(4), length()});
    case 5:
    case 6: {
      Work work{.id = {some("work")}, .title = text(), .height_mm = length(), .width_mm = length(), .depth_mm = 1};
      work.form = WorkForm(random.below(2));
      if (random.chance(0.7f)) work.lender = {some("house")};
      if (random.chance(0.5f)) work.asset = {some("scan")};
      if (random.chance(0.5f)) work.frame = Frame{"plain", length(), length()};
      return put(work);
    }
    case 7: {
      Placement placement{.id = {some("place")}, .work = {some("work")}, .room = {some("room")}};
      if (random.chance(0.5f))
        placement.where = OnWall{random.below(4), length(), 1.5};
      else
        placement.where = OnFloor{.position_m = {length(), length()}, .support = Support(random.below(4))};
      return put(placement);
    }
    case 8:
      return put(Light{.id = {some("light")},
                       .room = {some("room")},
                       .position_m = {length(), 4, 0},
                       .turn_rad = random.chance(0.5f) ? length() / 30 : 0.0,
                       .colour_rendering_index = random.chance(0.5f) ? std::optional(95.0) : std::nullopt,
                       .group = {random.chance(0.5f) ? "lamps" : ""}});
    case 9:
      return put(Label{{some("label")}, {some("place")}, LabelSide(random.below(3)), 150, {"en", "ru"}});
    case 10:
      return put(Viewpoint{.id = {some("view")}, .room = {some("room")}, .name = text(), .fov_y_rad = 0.1 / 0.3});
    case 11: {
      Tour tour{.id = {some("tour")}, .title = text()};
      for (std::uint32_t i = 0; i <= random.below(4); ++i) {
        TourStop stop{.viewpoint = {some("view")}, .narration = text(), .dwell_s = 1 + length()};
        if (random.chance(0.3f)) stop.audio.push_back({"uz-Cyrl", {some("scan")}});
        tour.stops.push_back(stop);
      }
      return put(tour);
    }
    default: {
      Exhibition exhibition{.title = text(), .languages = {"az", "uz"}};
      if (random.chance(0.5f)) exhibition.labels = LabelTemplate{.width_mm = 200, .side = LabelSide(random.below(3))};
      if (random.chance(0.5f)) exhibition.start = {some("view")};
      return set_exhibition(exhibition);
    }
  }
}

// An edit that may or may not be possible.
inline Edit random_edit(Random& random, const Document& document) {
  auto removal = [&]() -> AnyId {
    switch (random.below(7)) {
      case 0:
        return InstitutionId{id("house", random.below(12))};
      case 1:
        return AssetId{id("scan", random.below(12))};
      case 2:
        return RoomId{id("room", random.below(12))};
      case 3:
        return WorkId{id("work", random.below(12))};
      case 4:
        return PlacementId{id("place", random.below(12))};
      case 5:
        return TourId{id("tour", random.below(12))};
      default:
        return ViewpointId{id("view", random.below(12))};
    }
  };
  switch (random.below(8)) {
    case 0:
      return {RemoveRecord{removal()}};
    case 1:
      return removal_with_dependants(document, removal());
    case 2:
      return all_of({random_put(random), random_put(random)});
    default:
      return random_put(random);
  }
}

// A document after many random edits, those that were refused left out.
inline Document random_document(std::uint64_t seed, int edits = 200) {
  Random random(seed);
  Document document;
  for (int i = 0; i < edits; ++i)
    if (auto next = apply(document, random_edit(random, document))) document = *next;
  return document;
}

}  // namespace enf::sample
