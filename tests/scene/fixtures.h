// Small exhibitions for the scene's tests.
#pragma once

#include <memory>

#include "engine/scene/build.h"
#include "tests/scene/whole_scene.h"

namespace enf::test {

inline Room rectangular_room(const std::string& id, double x, double z, double width, double depth,
                             double height = 4.2) {
  Room room;
  room.id = {id};
  room.plan = {{x, z}, {x + width, z}, {x + width, z + depth}, {x, z + depth}};
  room.walls.assign(4, Wall{.height_m = height});
  room.ceiling_height_m = height;
  return room;
}

// Shared by all tests: finishes take a while to make.
inline FinishLibrary& finishes() {
  static FinishLibrary library;
  return library;
}

inline BuildResult built(const Document& doc, const std::shared_ptr<const BuildCache>& previous = {}) {
  SceneResources resources;
  resources.finishes = &finishes();
  return build_scene(doc, resources, previous);
}

template <class T>
void put(Table<T>& table, T record) {
  table = table.with(std::make_shared<const T>(std::move(record)));
}

// Two rooms side by side (0.3 m of wall between them), a doorway between, one closed door, a window, a painting, a
// plinth with a block, a vitrine, a bench, a barrier and lights.
inline Document two_rooms() {
  Document doc;
  put(doc.rooms, rectangular_room("east", 10.3, 0, 8, 7));
  put(doc.rooms, rectangular_room("west", 0, 0, 10, 7));
  put(doc.doorways, Doorway{.id = {"d-1"}, .from = {{"west"}, 1, 3.5}, .to = DoorwaySide{{"east"}, 3, 3.5}});
  put(doc.doorways, Doorway{.id = {"d-2"}, .from = {{"west"}, 3, 3.5}});
  put(doc.windows, Window{.id = {"w-1"}, .room = {"east"}, .wall = 0, .along_m = 4});
  Work painting{.id = {"painting"}};
  painting.title = {{"en", "A shore"}};
  painting.height_mm = 800, painting.width_mm = 1200;
  painting.frame = Frame{"gilded-ogee", 90, 60};
  put(doc.works, painting);
  Work stone{.id = {"stone"}};
  stone.form = WorkForm::three_dimensional;
  stone.height_mm = 400, stone.width_mm = 200, stone.depth_mm = 150;
  put(doc.works, stone);
  put(doc.placements, Placement{{"p-1"}, {"painting"}, {"west"}, OnWall{0, 5, 1.5}});
  put(doc.placements, Placement{{"p-2"}, {"stone"}, {"west"}, OnFloor{.position_m = {5, 3.5}}});
  put(doc.placements, Placement{{"p-3"},
                                {"stone"},
                                {"east"},
                                OnFloor{.position_m = {14, 3},
                                        .heading_rad = 0.4,
                                        .support = Support::vitrine,
                                        .support_width_m = 0.9,
                                        .support_depth_m = 0.6}});
  put(doc.furniture, Furniture{.id = {"f-1"}, .room = {"west"}, .position_m = {5, 5.5}});
  put(doc.furniture, Furniture{.id = {"f-2"},
                               .room = {"east"},
                               .kind = FurnitureKind::barrier,
                               .position_m = {14, 1},
                               .width_m = 2,
                               .depth_m = 0.1,
                               .height_m = 0.95});
  put(doc.labels, Label{.id = {"l-1"}, .placement = {"p-1"}});
  for (int i = 0; i < 3; ++i)
    put(doc.lights, Light{.id = {"s-" + std::to_string(i)},
                          .room = {"west"},
                          .position_m = {3.0 + 2 * i, 3.9, 2},
                          .aim_m = {3.0 + 2 * i, 1.5, 0}});
  return doc;
}

}  // namespace enf::test
