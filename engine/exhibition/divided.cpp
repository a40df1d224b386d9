#include "engine/exhibition/divided.h"

#include <map>
#include <utility>

#include "engine/exhibition/by_room.h"

namespace enf {

namespace {

template <class T>
bool differ(const Document& a, const Document& b) {
  bool found = false;
  Table<T>::differences(a.table<T>(), b.table<T>(), [&](const auto&, const auto&) { found = true; });
  return found;
}

// Calls visit(before, after) for every record of the type that is another object; either may be null.
template <class T, class Visit>
void each_difference(const Document& a, const Document& b, Visit&& visit) {
  Table<T>::differences(a.table<T>(), b.table<T>(), visit);
}

// A work as one walks round it.
std::shared_ptr<const Work> form_of(const Work& work) {
  return std::make_shared<const Work>(Work{.id = work.id,
                                           .form = work.form,
                                           .height_mm = work.height_mm,
                                           .width_mm = work.width_mm,
                                           .depth_mm = work.depth_mm});
}

bool stands(const std::shared_ptr<const Placement>& placement) {
  return placement && std::holds_alternative<OnFloor>(placement->where);
}

// The rooms that change, opened one by one.
class Opened {
 public:
  Opened(const DividedDocument& before, const Document& after) : before_(before), after_(after) {
    for (const Room& room : after.rooms) index_.emplace(room.id, index_.size());
  }

  // Null if there is no such room.
  Document* room(const RoomId& id) {
    auto found = index_.find(id);
    return found == index_.end() ? nullptr : &opened(found->second);
  }
  Document& opened(std::size_t r) { return rooms_.try_emplace(r, *before_.rooms[r]).first->second; }

  // A record that says itself in which room it is.
  template <class T>
  void move(const std::shared_ptr<const T>& was, const std::shared_ptr<const T>& is) {
    if (was && (!is || is->room != was->room))
      if (Document* from = room(was->room)) from->table<T>() = from->table<T>().without(was->id);
    if (is)
      if (Document* to = room(is->room)) to->table<T>() = to->table<T>().with(is);
  }
  template <class T>
  void move_all() {
    each_difference<T>(before_.document, after_, [&](const auto& was, const auto& is) { move(was, is); });
  }

  // Works and their files are known in the rooms they are placed in.
  void know_works() {
    each_difference<Work>(before_.document, after_, [&](const auto& was, const auto&) {
      if (was) open_where([&](const Document& contents) { return contents.works.contains(was->id); });
    });
    each_difference<Asset>(before_.document, after_, [&](const auto& was, const auto&) {
      if (was) open_where([&](const Document& contents) { return contents.assets.contains(was->id); });
    });
    for (auto& [r, contents] : rooms_) {
      std::vector<std::shared_ptr<const Work>> works;
      std::vector<std::shared_ptr<const Asset>> assets;
      for (const Placement& placement : contents.placements)
        if (auto work = after_.works.get(placement.work)) {
          if (auto asset = after_.assets.get(work->asset)) assets.push_back(std::move(asset));
          works.push_back(std::move(work));
        }
      contents.works = Table<Work>::from_records(std::move(works));
      contents.assets = Table<Asset>::from_records(std::move(assets));
    }
  }

  void close(std::vector<std::shared_ptr<const Document>>& rooms) {
    for (auto& [r, contents] : rooms_) rooms[r] = std::make_shared<const Document>(std::move(contents));
  }

 private:
  template <class Holds>
  void open_where(Holds&& holds) {
    for (std::size_t r = 0; r < before_.rooms.size(); ++r)
      if (holds(*before_.rooms[r])) opened(r);
  }
  const DividedDocument& before_;
  const Document& after_;
  std::map<RoomId, std::size_t> index_;
  std::map<std::size_t, Document> rooms_;
};

// Labels go with their placements, whether they differ or not.
void move_labels(Opened& opened, const DividedDocument& before, const Document& after) {
  auto room_of = [&](const Document& document, const Label& label) {
    const Placement* placement = document.find(label.placement);
    return placement ? opened.room(placement->room) : nullptr;
  };
  auto move = [&](const std::shared_ptr<const Label>& was, const std::shared_ptr<const Label>& is) {
    Document *from = was ? room_of(before.document, *was) : nullptr, *to = is ? room_of(after, *is) : nullptr;
    if (from && from != to) from->labels = from->labels.without(was->id);
    if (to) to->labels = to->labels.with(is);
  };
  each_difference<Placement>(before.document, after, [&](const auto& was, const auto& is) {
    if (!was || !is || was->room == is->room) return;
    const Document* contents = before.contents(was->room);
    if (!contents) return;
    std::vector<std::shared_ptr<const Label>> its;
    for (auto it = contents->labels.begin(); it != contents->labels.end(); ++it)
      if (it->placement == was->id) its.push_back(it.record());
    for (const auto& label : its)
      if (after.labels.get(label->id) == label) move(label, label);
  });
  each_difference<Label>(before.document, after, move);
}

// The house of `after`; null if it is the one before.
std::shared_ptr<const Document> house_of(const DividedDocument& before, const Document& after) {
  const Document& old = before.document;
  bool is_other = old.exhibition != after.exhibition;
  Document house = *before.house;
  house.exhibition = after.exhibition;
  auto take = [&]<class T>(std::type_identity<T>) {
    const bool differs = differ<T>(old, after);
    if (differs) house.table<T>() = after.table<T>();
    is_other = is_other || differs;
    return differs;
  };
  take(std::type_identity<Institution>{}), take(std::type_identity<Doorway>{}), take(std::type_identity<Window>{});
  take(std::type_identity<Viewpoint>{}), take(std::type_identity<Furniture>{});
  bool names_others = take(std::type_identity<Room>{});
  names_others = take(std::type_identity<Tour>{}) || names_others;
  if (names_others || differ<Asset>(old, after)) {
    std::vector<std::shared_ptr<const Asset>> assets;
    auto add = [&](const AssetId& id) {
      if (auto asset = after.assets.get(id)) assets.push_back(std::move(asset));
    };
    for (const Room& room : after.rooms)
      if (room.model) add(room.model->asset);
    for (const Tour& tour : after.tours)
      for (const TourStop& stop : tour.stops)
        for (const TourAudio& audio : stop.audio) add(audio.asset);
    house.assets = Table<Asset>::from_records(std::move(assets));
    is_other = is_other || differ<Asset>(*before.house, house);
  }
  auto left = [&](const WorkId& work) {
    for (const Placement& placement : house.placements)
      if (placement.work == work) return;
    house.works = house.works.without(work);
  };
  each_difference<Placement>(old, after, [&](const auto& was, const auto& is) {
    if (stands(was)) house.placements = house.placements.without(was->id), is_other = true;
    if (stands(is)) {
      house.placements = house.placements.with(is), is_other = true;
      if (const Work* work = after.find(is->work)) house.works = house.works.with(form_of(*work));
    }
    if (stands(was) && (!stands(is) || is->work != was->work)) left(was->work);
  });
  each_difference<Work>(old, after, [&](const auto& was, const auto& is) {
    if (!was || !is || !house.works.contains(is->id)) return;
    auto form = form_of(*is);
    if (*house.works.find(is->id) != *form) house.works = house.works.with(std::move(form)), is_other = true;
  });
  return is_other ? std::make_shared<const Document>(std::move(house)) : nullptr;
}

}  // namespace

const Document* DividedDocument::contents(const RoomId& room) const {
  std::size_t r = 0;
  for (const Room& one : document.rooms) {
    if (one.id == room) return rooms[r].get();
    ++r;
  }
  return nullptr;
}

DividedDocument divide(const Document& document) {
  DocumentByRoom parts = divide_by_room(document);
  DividedDocument divided{document, std::make_shared<const Document>(std::move(parts.house)), {}};
  for (Document& room : parts.rooms) divided.rooms.push_back(std::make_shared<const Document>(std::move(room)));
  return divided;
}

DividedDocument divide(const DividedDocument& before, const Document& after) {
  bool same_rooms = true;
  each_difference<Room>(before.document, after,
                        [&](const auto& was, const auto& is) { same_rooms = same_rooms && was && is; });
  if (!same_rooms || before.rooms.size() != after.rooms.size()) return divide(after);
  DividedDocument now{after, before.house, before.rooms};
  if (auto house = house_of(before, after)) now.house = std::move(house);
  Opened opened(before, after);
  opened.move_all<Placement>(), opened.move_all<Furniture>(), opened.move_all<Light>(), opened.move_all<WallText>();
  move_labels(opened, before, after);
  opened.know_works();
  opened.close(now.rooms);
  return now;
}

std::set<RoomId> rooms_touched(const DividedDocument& before, const DividedDocument& after) {
  std::set<RoomId> touched;
  each_difference<Room>(before.document, after.document,
                        [&](const auto& was, const auto& is) { touched.insert((is ? is : was)->id); });
  auto contents_differ = [&](const DividedDocument& of, const DividedDocument& other) {
    std::size_t r = 0;
    for (const Room& room : of.document.rooms) {
      bool at_same_place = of.rooms.size() == other.rooms.size();
      const Document* theirs = at_same_place ? other.rooms[r].get() : other.contents(room.id);
      if (theirs && theirs != of.rooms[r].get() && (at_same_place || *theirs != *of.rooms[r])) touched.insert(room.id);
      ++r;
    }
  };
  contents_differ(after, before);
  each_difference<Doorway>(before.document, after.document, [&](const auto& was, const auto& is) {
    for (const auto& door : {was, is})
      if (door) {
        touched.insert(door->from.room);
        if (door->to) touched.insert(door->to->room);
      }
  });
  auto in_room = [&](const auto& was, const auto& is) {
    if (was) touched.insert(was->room);
    if (is) touched.insert(is->room);
  };
  each_difference<Window>(before.document, after.document, in_room);
  each_difference<Viewpoint>(before.document, after.document, in_room);
  return touched;
}

}  // namespace enf
