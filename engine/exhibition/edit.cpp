#include "engine/exhibition/edit.h"

#include <fmt/format.h>

#include <set>
#include <tuple>

#include "engine/exhibition/diff.h"
#include "engine/exhibition/fields.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/validate.h"

namespace enf {
namespace {

// Ids of all record types.
struct IdSet {
  template <class IdType>
  using Ids = std::set<IdType>;
  std::tuple<Ids<InstitutionId>, Ids<AssetId>, Ids<RoomId>, Ids<DoorwayId>, Ids<WindowId>, Ids<WorkId>,
             Ids<PlacementId>, Ids<FurnitureId>, Ids<LightId>, Ids<LabelId>, Ids<WallTextId>, Ids<ViewpointId>,
             Ids<TourId>>
      ids;
  template <class Tag>
  bool add(const Id<Tag>& id) {
    return std::get<Ids<Id<Tag>>>(ids).insert(id).second;
  }
  template <class Tag>
  bool contains(const Id<Tag>& id) const {
    return std::get<Ids<Id<Tag>>>(ids).contains(id);
  }
  // Whether records of type T can refer to any of these at all.
  template <class T>
  bool concerns() const {
    T sample;
    if constexpr (std::is_same_v<T, Room>) sample.model.emplace();
    if constexpr (std::is_same_v<T, Tour>) sample.stops = {{.audio = {TourAudio{}}}};
    bool any = false;
    visit_references(sample, [&]<class IdType>(std::string_view, const IdType&, Need) {
      any = any || !std::get<Ids<IdType>>(ids).empty();
    });
    return any;
  }
};

// Makes the change without asking whether the outcome is sound.
Result<void> change(Document& document, const Edit& edit) {
  if (auto* list = std::get_if<std::vector<Edit>>(&edit.what)) {
    for (const Edit& part : *list)
      if (auto done = change(document, part); !done) return done;
    return {};
  }
  if (auto* set = std::get_if<SetExhibition>(&edit.what)) {
    if (*document.exhibition != *set->exhibition) document.exhibition = set->exhibition;
    return {};
  }
  if (auto* put = std::get_if<PutRecord>(&edit.what)) {
    std::visit(
        [&]<class T>(const std::shared_ptr<const T>& record) {
          auto& table = document.table<T>();
          const T* present = table.find(record->id);
          if (!present || !(*present == *record)) table = table.with(record);
        },
        put->record);
    return {};
  }
  return std::visit(
      [&]<class IdType>(const IdType& id) -> Result<void> {
        auto& table = document.table<RecordOf<IdType>>();
        if (!table.contains(id))
          return fail(
              {.id = "edit.no_such_record", .what = "there is no such record to remove", .record = record_name(id)});
        table = table.without(id);
        return {};
      },
      std::get<RemoveRecord>(edit.what).id);
}

// Who names what is gone: removed records, and walls of rooms that have fewer now.
std::vector<std::string> users_of(const Document& document, const IdSet& removed, const std::set<RoomId>& shrunk) {
  std::vector<std::string> users;
  auto uses_them = [&]<class R>(const R& record) {
    constexpr bool opens_walls =
        std::is_same_v<R, Doorway> || std::is_same_v<R, Window>;  // free walls have no openings
    bool uses = false;
    visit_references(record, [&](std::string_view, const auto& id, Need) { uses = uses || removed.contains(id); });
    if (!shrunk.empty())
      visit_walls(record, [&](std::string_view, const RoomId& id, std::uint32_t wall) {
        if (!shrunk.contains(id)) return;
        const Room& room = *document.find(id);
        uses = uses || wall >= (opens_walls ? room.plan.size() : wall_count(room));
      });
    return uses;
  };
  if (uses_them(*document.exhibition)) users.push_back("the exhibition");
  for_each_record_type([&]<class T>() {
    if (!removed.concerns<T>() && shrunk.empty()) return;
    for (const T& record : document.table<T>())
      if (uses_them(record)) users.push_back(record_name(record.id));
  });
  return users;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 5; ++i) text += (i ? ", " : "") + names[i];
  if (names.size() > 5) text += fmt::format(" and {} more", names.size() - 5);
  return text;
}

// Checks what differs. The document before was sound.
Result<void> check_outcome(const Document& before, const Document& after) {
  std::vector<Error> errors;
  auto keep = [&](std::vector<Error> found) {
    if (errors.empty()) errors = std::move(found);
  };
  IdSet removed;
  std::set<RoomId> shrunk;
  std::string first_loss;
  for_each_record_type([&]<class T>() {
    Table<T>::differences(before.table<T>(), after.table<T>(), [&](const auto& old, const auto& now) {
      if (now) keep(check_record(after, now));
      if (!now) {
        removed.add(old->id);
        if (first_loss.empty()) first_loss = record_name(old->id);
      }
      if constexpr (std::is_same_v<T, Room>)
        if (old && now && (wall_count(*now) < wall_count(*old) || now->plan.size() < old->plan.size())) {
          shrunk.insert(now->id);
          if (first_loss.empty()) first_loss = record_name(now->id);
        }
    });
  });
  if (before.exhibition != after.exhibition) keep(check_exhibition(after, *after.exhibition));
  if (errors.empty() && !first_loss.empty())
    if (auto users = users_of(after, removed, shrunk); !users.empty())
      errors.push_back({.id = "edit.in_use",
                        .what = "is still used by " + list_of(users),
                        .record = first_loss,
                        .advice = "Remove or move these first, or remove it together with them"});
  if (!errors.empty()) return fail(std::move(errors.front()));
  return {};
}

}  // namespace

Result<Document> apply(const Document& document, const Edit& edit) {
  Document next = document;
  if (auto done = change(next, edit); !done) return fail(std::move(done.error()));
  if (auto sound = check_outcome(document, next); !sound) return fail(std::move(sound.error()));
  return next;
}

namespace {

// What goes from a document with all that cannot be without it.
struct Removal {
  const Document& document;
  IdSet gone;  // some may never have been there
  std::vector<Edit> edits;
  void take(const auto& id) {
    if (document.find(id) && gone.add(id)) edits.push_back(remove(id));
  }
  Edit finish();
};

Edit Removal::finish() {
  std::size_t known = 0;
  do {  // until nothing more hangs on what goes
    known = edits.size();
    for_each_record_type([&]<class T>() {
      if constexpr (std::is_same_v<T, Room>) return;  // a room without its model is still a room
      if constexpr (std::is_same_v<T, Tour>) {        // a tour goes on without a stop, but not without all
        for (const Tour& tour : document.tours)
          if (std::ranges::all_of(tour.stops,
                                  [&](const TourStop& s) { return s.viewpoint.empty() || gone.contains(s.viewpoint); }))
            take(tour.id);
        return;
      }
      for (const T& record : document.table<T>())
        visit_references(record, [&](std::string_view, const auto& to, Need need) {
          if (need == Need::required && gone.contains(to)) take(record.id);
        });
    });
  } while (known != edits.size());
  auto emptied = [&](auto record) {  // what stays, without references to what goes
    visit_references(record, [&](std::string_view, auto& to, Need) {
      if (gone.contains(to)) to = {};
    });
    return record;
  };
  for_each_record_type([&]<class T>() {
    for (const T& record : document.table<T>()) {
      if (gone.contains(record.id)) continue;
      T without = emptied(record);
      if constexpr (std::is_same_v<T, Room>)
        if (without.model && without.model->asset.empty()) without.model.reset();
      if constexpr (std::is_same_v<T, Tour>) {
        std::erase_if(without.stops, [](const TourStop& stop) { return stop.viewpoint.empty(); });
        for (TourStop& stop : without.stops)
          std::erase_if(stop.audio, [](const TourAudio& audio) { return audio.asset.empty(); });
      }
      if (!(without == record)) edits.push_back(put(std::move(without)));
    }
  });
  if (Exhibition without = emptied(*document.exhibition); without != *document.exhibition)
    edits.push_back(set_exhibition(std::move(without)));
  return all_of(std::move(edits));
}

}  // namespace

Edit removal_with_dependants(const Document& document, const AnyId& id) {
  Removal removal{document, {}, {}};
  std::visit([&](const auto& one) { removal.take(one); }, id);
  return removal.finish();
}

Edit removal_of_dangling(const Document& document) {
  Removal removal{document, {}, {}};
  auto note_missing = [&](std::string_view, const auto& to, Need) {
    if (!to.empty() && !document.find(to)) removal.gone.add(to);
  };
  visit_references(*document.exhibition, note_missing);
  for_each_record_type([&]<class T>() {
    for (const T& record : document.table<T>()) {
      visit_references(record, note_missing);
      visit_references(record, [&](std::string_view, const auto& to, Need need) {
        // Rooms and tours let go of what is empty.
        constexpr bool lets_go = std::is_same_v<T, Room> || std::is_same_v<T, Tour>;
        if (to.empty() && need == Need::required && !lets_go) removal.take(record.id);
      });
      visit_walls(record, [&](std::string_view, const RoomId& id, std::uint32_t wall) {
        constexpr bool opens_walls = std::is_same_v<T, Doorway> || std::is_same_v<T, Window>;
        const Room* room = document.find(id);
        if (room && wall >= (opens_walls ? room->walls.size() : wall_count(*room))) removal.take(record.id);
      });
    }
  });
  return removal.finish();
}

Edit edit_between(const Document& before, const Document& after) {
  std::vector<Edit> edits;
  if (before.exhibition != after.exhibition && *before.exhibition != *after.exhibition)
    edits.push_back({SetExhibition{after.exhibition}});
  for_each_record_type([&]<class T>() {
    Table<T>::differences(before.table<T>(), after.table<T>(), [&](const auto& old, const auto& now) {
      if (!now)
        edits.push_back(remove(old->id));
      else if (!old || !(*old == *now))
        edits.push_back({PutRecord{AnyRecord(now)}});
    });
  });
  if (edits.size() == 1) return std::move(edits.front());
  return all_of(std::move(edits));
}

}  // namespace enf
