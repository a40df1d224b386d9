// Owns: the document: one exhibition as an immutable value, and the names of its record types.
// Must not know: how it is changed (edit.h) or stored (json.h, project.h).
// Called by: everyone, on any thread; copies are cheap and share their records.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tuple>

#include "engine/exhibition/records.h"
#include "engine/exhibition/table.h"

namespace enf {

// Everything that is exhibited and where. Records refer to each other by id. Change it through apply (edit.h); who
// builds one by hand asks validate() afterwards.
struct Document {
  std::shared_ptr<const Exhibition> exhibition = std::make_shared<const Exhibition>();  // never null
  Table<Institution> institutions;
  Table<Asset> assets;
  Table<Room> rooms;
  Table<Doorway> doorways;
  Table<Window> windows;
  Table<Work> works;
  Table<Placement> placements;
  Table<Furniture> furniture;
  Table<Light> lights;
  Table<Label> labels;
  Table<WallText> wall_texts;
  Table<Viewpoint> viewpoints;
  Table<Tour> tours;

  // The table of a record type: document.table<Work>().
  template <class T>
  const Table<T>& table() const;
  template <class T>
  Table<T>& table();

  // The record of an id, or null: document.find(placement.work). Lives as long as this document or a copy of it.
  template <class Tag>
  auto find(const Id<Tag>& id) const;

  // Equal content, wherever it lies.
  friend bool operator==(const Document& a, const Document& b);
};

// A record type's names: `name` for one record in messages, `table` for its table, in files too.
template <class T>
struct RecordKind;

namespace detail {
template <class T, Table<T> Document::*Member>
struct RecordKindBase {
  static constexpr Table<T> Document::*member = Member;
};
}  // namespace detail

template <>
struct RecordKind<Institution> : detail::RecordKindBase<Institution, &Document::institutions> {
  static constexpr std::string_view name = "institution", table = "institutions";
};
template <>
struct RecordKind<Asset> : detail::RecordKindBase<Asset, &Document::assets> {
  static constexpr std::string_view name = "asset", table = "assets";
};
template <>
struct RecordKind<Room> : detail::RecordKindBase<Room, &Document::rooms> {
  static constexpr std::string_view name = "room", table = "rooms";
};
template <>
struct RecordKind<Doorway> : detail::RecordKindBase<Doorway, &Document::doorways> {
  static constexpr std::string_view name = "doorway", table = "doorways";
};
template <>
struct RecordKind<Window> : detail::RecordKindBase<Window, &Document::windows> {
  static constexpr std::string_view name = "window", table = "windows";
};
template <>
struct RecordKind<Work> : detail::RecordKindBase<Work, &Document::works> {
  static constexpr std::string_view name = "work", table = "works";
};
template <>
struct RecordKind<Placement> : detail::RecordKindBase<Placement, &Document::placements> {
  static constexpr std::string_view name = "placement", table = "placements";
};
template <>
struct RecordKind<Furniture> : detail::RecordKindBase<Furniture, &Document::furniture> {
  static constexpr std::string_view name = "furniture", table = "furniture";
};
template <>
struct RecordKind<Light> : detail::RecordKindBase<Light, &Document::lights> {
  static constexpr std::string_view name = "light", table = "lights";
};
template <>
struct RecordKind<Label> : detail::RecordKindBase<Label, &Document::labels> {
  static constexpr std::string_view name = "label", table = "labels";
};
template <>
struct RecordKind<WallText> : detail::RecordKindBase<WallText, &Document::wall_texts> {
  static constexpr std::string_view name = "wall text", table = "wall_texts";
};
template <>
struct RecordKind<Viewpoint> : detail::RecordKindBase<Viewpoint, &Document::viewpoints> {
  static constexpr std::string_view name = "viewpoint", table = "viewpoints";
};
template <>
struct RecordKind<Tour> : detail::RecordKindBase<Tour, &Document::tours> {
  static constexpr std::string_view name = "tour", table = "tours";
};

// All record types, each after those it refers to.
template <class... Ts>
struct TypeList {};
using RecordTypes =
    TypeList<Institution, Asset, Room, Doorway, Window, Work, Placement, Furniture, Light, Label, WallText, Viewpoint,
             Tour>;

// Calls visit.template operator()<T>() for every record type, in RecordTypes' order.
template <class Visit>
void for_each_record_type(Visit&& visit) {
  [&]<class... Ts>(TypeList<Ts...>) { (visit.template operator()<Ts>(), ...); }(RecordTypes{});
}

// The record type an id names: RecordOf<WorkId> is Work.
namespace detail {
template <class IdType, class... Ts>
auto record_of(TypeList<Ts...>) {
  return std::tuple_element_t<0, decltype(std::tuple_cat(
                                     std::conditional_t<std::is_same_v<decltype(Ts::id), IdType>,
                                                        std::tuple<std::type_identity<Ts>>, std::tuple<>>{}...))>{};
}
}  // namespace detail
template <class IdType>
using RecordOf = typename decltype(detail::record_of<IdType>(RecordTypes{}))::type;

// How messages name a record: "work w-017".
template <class Tag>
std::string record_name(const Id<Tag>& id) {
  return std::string(RecordKind<RecordOf<Id<Tag>>>::name) + " " + id.value;
}

// Whether the text may be an id: 1-64 characters of a-z 0-9 and '-'.
bool is_id(std::string_view text);

template <class T>
const Table<T>& Document::table() const {
  return this->*RecordKind<T>::member;
}
template <class T>
Table<T>& Document::table() {
  return this->*RecordKind<T>::member;
}
template <class Tag>
auto Document::find(const Id<Tag>& id) const {
  return table<RecordOf<Id<Tag>>>().find(id);
}

}  // namespace enf
