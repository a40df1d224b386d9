// Owns: gathering an exhibition's records and filling in what follows from others: labels, credit lines, lamps.
// Must not know: which rooms and works there are.
// Called by: two_shores.cpp and its parts.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// What lamps bring to a work: wanted on average over it, and nowhere more than the limit.
struct LampWish {
  double wanted_lx = 160, limit_lx = 190;
  double kelvin = 3000;
  int count = 1;  // side by side; works in the round always have two
};

class Curator {
 public:
  Document document() && { return std::move(document_); }
  template <class T>
  void add(T record) {
    Table<T>& table = document_.table<T>();
    table = table.with(std::make_shared<const T>(std::move(record)));
  }
  void set(Exhibition exhibition) { document_.exhibition = std::make_shared<const Exhibition>(std::move(exhibition)); }
  const Room& room(const RoomId& id) const { return *document_.find(id); }

  // A work of the catalogue (catalogue.h), with its words and its file.
  Work catalogued(const char* id);
  // Hangs it, labelled and lit.
  void hang(Work work, const RoomId& room, const OnWall& where, const LampWish& lamps,
            LabelSide side = LabelSide::right);
  // Stands it on the floor, a plinth or in a case. On a shelf it has neither label nor lamps of its own.
  void stand(Work work, const RoomId& room, const OnFloor& where, const LampWish& lamps);
  // A room's introduction on its wall, with a lamp of its own.
  void write_on_wall(const RoomId& room, std::uint32_t wall, double along_m, double wanted_lx, double kelvin);
  // A soft lamp straight down.
  void light_floor(const char* id, const RoomId& room, dvec2 place, double candela, double kelvin);

 private:
  void place(Work work, const RoomId& room, std::variant<OnWall, OnFloor> where, LabelSide side, bool labelled);
  void light_hung(const char* id, const LampWish& wish);
  void light_standing(const char* id, const LampWish& wish);
  void dim(const std::string& id, std::vector<Light>& lamps, const std::vector<dvec3>& face, dvec3 normal,
           const LampWish& wish, const RoomId& room);
  // Where lamps hang in the room: under flat ceilings, or on tracks let down from vaults.
  static double track_height_m(const Room& room) { return room.ceiling_height_m - 0.25; }

  Document document_;
  std::map<InstitutionId, int> numbered_;
};

}  // namespace enf
