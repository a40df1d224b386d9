// A small project for the app's tests: two rooms, a picture on a wall (cooked by hand), a blank on a plinth, labels in
// three languages.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/app/visitor_document.h"
#include "engine/exhibition/project.h"
#include "engine/package/cooked_index.h"
#include "engine/package/pyramid.h"
#include "engine/package/store.h"
#include "engine/package/tile.h"

namespace enf::test {

template <class T>
void put(Table<T>& table, T record) {
  table = table.with(std::make_shared<const T>(std::move(record)));
}

inline Room box_room(const std::string& id, double x, double width) {
  Room room;
  room.id = {id};
  room.plan = {{x, 0}, {x + width, 0}, {x + width, 7}, {x, 7}};
  room.walls.assign(4, Wall{});
  room.wall_finish = {"paint", "#e8e2d6"};
  room.floor_finish = {"paint", "#7a6a58"};
  return room;
}

// Rooms "west" (10 x 7 m) and "east" (8 x 7 m) with a doorway between; the painting hangs in the middle of west's north
// wall; the visit begins in west's middle, looking at it.
inline Document small_show() {
  Document doc;
  Exhibition exhibition;
  exhibition.title = {{"az", "İki sahil"}, {"en", "Two shores"}, {"ru", "Два берега"}};
  exhibition.languages = {"az", "en", "ru"};
  doc.exhibition = std::make_shared<const Exhibition>(exhibition);
  put(doc.institutions, Institution{.id = {"baku"}, .name = {{"az", "Bakı muzeyi"}, {"en", "Baku museum"}}});
  put(doc.rooms, box_room("west", 0, 10));
  put(doc.rooms, box_room("east", 10.3, 8));
  put(doc.doorways, Doorway{.id = {"d-1"}, .from = {{"west"}, 1, 3.5}, .to = DoorwaySide{{"east"}, 3, 3.5}});
  put(doc.assets, Asset{.id = {"shore"}, .path = "institutions/baku/media/shore.png"});
  Work painting{.id = {"painting"}, .lender = {"baku"}, .accession_number = "AX-12"};
  painting.title = {{"az", "Sahil"}, {"en", "A shore"}, {"ru", "Берег"}};
  painting.description = {{"az", "Dəniz və işıq."}, {"en", "Sea and light."}};
  painting.height_mm = 800, painting.width_mm = 1205;
  painting.asset = {"shore"};
  painting.frame = Frame{};
  put(doc.works, painting);
  Work stone{.id = {"stone"}, .lender = {"baku"}};
  stone.title = {{"en", "A stone"}};
  stone.form = WorkForm::three_dimensional;
  stone.height_mm = 400, stone.width_mm = 200, stone.depth_mm = 150;
  put(doc.works, stone);
  put(doc.placements, Placement{{"p-painting"}, {"painting"}, {"west"}, OnWall{0, 5, 1.5}});
  put(doc.placements, Placement{{"p-stone"}, {"stone"}, {"east"}, OnFloor{.position_m = {15, 1.5}}});
  put(doc.labels, Label{.id = {"l-1"}, .placement = {"p-painting"}});
  put(doc.lights, Light{.id = {"s-1"}, .room = {"west"}, .position_m = {5, 3.9, 2.2}, .aim_m = {5, 1.5, 0}});
  put(doc.viewpoints, Viewpoint{.id = {"middle"}, .room = {"west"}, .eye_m = {5, 1.6, 4.5}, .target_m = {5, 1.6, 0}});
  return doc;
}

// The project on disk as the cook leaves it, its picture in the store. A picture of `side` x `side` texels, red to the left, blue to the
// right.
inline Document write_small_show(const std::filesystem::path& folder, std::uint32_t side = 600) {
  Document doc = small_show();
  save_project(folder, doc).value();
  Store store = Store::open(store_folder(folder)).value();
  Hash key = hash_bytes(std::as_bytes(std::span("shore", 5)));
  Pyramid pyramid = plan_pyramid(side, side);
  ChunkWriter writer = store.write_chunk(key, ChunkKind::pyramid).value();
  std::vector<std::uint8_t> tile(3 * pyramid_tile * pyramid_tile);
  for (std::size_t level = pyramid.levels.size(); level-- > 0;)
    for (std::uint32_t y = 0; y < pyramid.levels[level].tiles_y; ++y)
      for (std::uint32_t x = 0; x < pyramid.levels[level].tiles_x; ++x) {
        for (std::size_t i = 0; i < tile.size(); i += 3) {
          bool red = x * 2 < pyramid.levels[level].tiles_x;
          tile[i] = red ? 200 : 30, tile[i + 1] = 40, tile[i + 2] = red ? 30 : 200;
        }
        writer.add(pack_tile(pyramid, tile)).value();
      }
  write_pyramid_table(writer, pyramid).value();
  writer.finish().value();
  write_cooked_index(folder, {{"shore", {ChunkKind::pyramid, key}}}).value();
  write_visitor_document(folder, doc, project_state(folder).value()).value();
  return doc;
}

// A folder of its own for a test, gone afterwards.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "enfilade-app-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace enf::test
