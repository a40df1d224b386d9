#include "engine/exhibition/by_room.h"

#include <map>

namespace enf {

namespace {

// What gets collected for one document before its tables are made.
template <class T>
using Records = std::vector<std::shared_ptr<const T>>;
struct Collected {
  Records<Asset> assets;
  Records<Work> works;
  Records<Placement> placements;
  Records<Furniture> furniture;
  Records<Light> lights;
  Records<Label> labels;
  Records<WallText> wall_texts;

  void put_into(Document& document) {
    auto fill = [&]<class T>(Records<T>& records) { document.table<T>() = Table<T>::from_records(std::move(records)); };
    fill(assets), fill(works), fill(placements), fill(furniture), fill(lights), fill(labels), fill(wall_texts);
  }
};

template <class T, class Visit>
void each(const Table<T>& table, Visit&& visit) {
  for (auto it = table.begin(); it != table.end(); ++it) visit(it.record());
}

}  // namespace

DocumentByRoom divide_by_room(const Document& document) {
  std::map<RoomId, std::size_t> index;
  for (const Room& room : document.rooms) index.emplace(room.id, index.size());
  std::vector<Collected> rooms(index.size());
  Collected house;
  auto put = [&]<class T>(const RoomId& room, Records<T> Collected::*list, const std::shared_ptr<const T>& record) {
    if (auto found = index.find(room); found != index.end()) (rooms[found->second].*list).push_back(record);
  };

  for (const Room& room : document.rooms)
    if (room.model)
      if (auto asset = document.assets.get(room.model->asset)) house.assets.push_back(std::move(asset));
  for (const Tour& tour : document.tours)
    for (const TourStop& stop : tour.stops)
      for (const TourAudio& audio : stop.audio)
        if (auto asset = document.assets.get(audio.asset)) house.assets.push_back(std::move(asset));
  each(document.placements, [&](const auto& placement) {
    put(placement->room, &Collected::placements, placement);
    auto work = document.works.get(placement->work);
    if (!work) return;
    put(placement->room, &Collected::works, work);
    if (auto asset = document.assets.get(work->asset)) put(placement->room, &Collected::assets, asset);
    if (!std::holds_alternative<OnFloor>(placement->where)) return;
    house.placements.push_back(placement);
    house.works.push_back(std::make_shared<const Work>(Work{.id = work->id,
                                                            .form = work->form,
                                                            .height_mm = work->height_mm,
                                                            .width_mm = work->width_mm,
                                                            .depth_mm = work->depth_mm}));
  });
  each(document.furniture, [&](const auto& thing) {
    put(thing->room, &Collected::furniture, thing);
    house.furniture.push_back(thing);
  });
  each(document.lights, [&](const auto& light) { put(light->room, &Collected::lights, light); });
  each(document.labels, [&](const auto& label) {
    if (const Placement* placement = document.find(label->placement)) put(placement->room, &Collected::labels, label);
  });
  each(document.wall_texts, [&](const auto& text) { put(text->room, &Collected::wall_texts, text); });

  DocumentByRoom divided;
  divided.house.exhibition = document.exhibition;
  divided.house.institutions = document.institutions;
  divided.house.rooms = document.rooms;
  divided.house.doorways = document.doorways;
  divided.house.windows = document.windows;
  divided.house.viewpoints = document.viewpoints;
  divided.house.tours = document.tours;
  house.put_into(divided.house);
  divided.rooms.resize(rooms.size());
  for (std::size_t r = 0; r < rooms.size(); ++r) rooms[r].put_into(divided.rooms[r]);
  return divided;
}

Document with_room(const Document& house, const Document& room) {
  Document document = house;
  document.assets = room.assets;
  document.works = room.works;
  document.placements = room.placements;
  document.furniture = room.furniture;
  document.lights = room.lights;
  document.labels = room.labels;
  document.wall_texts = room.wall_texts;
  return document;
}

}  // namespace enf
