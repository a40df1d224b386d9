// Owns: what an operator is told: descriptions of named arguments, their values, reading them from text.
// Must not know: what operators do, widgets.
// Called by: operators, the editor's forms, the command line; any thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/error.h"
#include "engine/exhibition/edit.h"

namespace enf::editor {

using Value = std::variant<double, std::string, AnyId, std::vector<AnyId>, std::vector<dvec2>>;

enum class ArgumentKind {
  number,
  whole,  // a whole number
  text,
  choice,  // one of `choices`
  id,      // one record
  ids,     // at least `at_least` records, in order
  points,  // at least `at_least` places (x, z) on the floor, in metres
};
enum class Unit { none, metres, millimetres, degrees, candela, lux, kelvin, percent };

// Where a value comes from that is not given.
enum class Source {
  given,      // it must be given, unless there is a preset
  optional,   // it may be left out
  selection,  // the selected records of the tables named
  room,       // the room one works in
  wall,       // the wall one works at, of the room one works in
  language,   // the language texts are written in
};

struct ArgumentDesc {
  std::string_view name;   // "along"
  std::string_view title;  // for people, in English: a message to translate
  ArgumentKind kind = ArgumentKind::number;
  Unit unit = Unit::none;
  double low = -1e4, high = 1e4;  // of numbers
  std::vector<std::string> choices = {};
  std::vector<std::string_view> tables = {};  // of ids: RecordKind<T>::table; empty: all
  std::size_t at_least = 1;
  Source source = Source::given;
  std::optional<Value> preset = {};
};

// "metres", "candela", ...; empty for none.
std::string_view unit_word(Unit unit);
std::string_view kind_word(ArgumentKind kind);
std::string_view source_word(Source source);

// A record's name across tables, "placements/p-1", and back. Error: argument.value.
std::string text_of(const AnyId& id);
Result<AnyId> id_of(std::string_view text);
// The table of an id: "placements".
std::string_view table_of(const AnyId& id);
bool exists(const Document& document, const AnyId& id);

// Named values. After complete() (operator.h) all that an operator asks for are there, of the right kind and range, and
// name records that exist; asking for another one is our own mistake.
class Arguments {
 public:
  Arguments() = default;
  Arguments(std::initializer_list<std::pair<const std::string, Value>> values) : values_(values) {}
  void set(std::string_view name, Value value) { values_.insert_or_assign(std::string(name), std::move(value)); }
  void remove(std::string_view name) {
    if (auto found = values_.find(name); found != values_.end()) values_.erase(found);
  }
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  const Value* find(std::string_view name) const;
  double number(std::string_view name) const { return get<double>(name); }
  std::optional<double> number_if_given(std::string_view name) const;
  std::uint32_t whole(std::string_view name) const { return static_cast<std::uint32_t>(number(name)); }
  const std::string& text(std::string_view name) const { return get<std::string>(name); }
  std::string text_or(std::string_view name, std::string_view otherwise) const;
  const std::vector<dvec2>& points(std::string_view name) const { return get<std::vector<dvec2>>(name); }
  template <class IdType>
  const IdType& id(std::string_view name) const {
    return std::get<IdType>(get<AnyId>(name));
  }
  const std::vector<AnyId>& ids(std::string_view name) const { return get<std::vector<AnyId>>(name); }
  // Those of one type.
  template <class IdType>
  std::vector<IdType> ids_of(std::string_view name) const {
    std::vector<IdType> found;
    for (const AnyId& any : ids(name))
      if (auto* one = std::get_if<IdType>(&any)) found.push_back(*one);
    return found;
  }
  const std::map<std::string, Value, std::less<>>& values() const { return values_; }

 private:
  template <class T>
  const T& get(std::string_view name) const;
  std::map<std::string, Value, std::less<>> values_;
};

// Reads one value as the command line writes it: "1.52", "gilded", "placements/p-1" (or "p-1" where only one table is
// allowed), "p-1,p-2", "0,0;6,0;6,4". Error: argument.value, its field the argument's name.
Result<Value> read_value(const ArgumentDesc& desc, std::string_view text);
// The same the other way round.
std::string write_value(const Value& value);

// Nothing if the value fits the description; else what is wrong with it. Error: argument.value, its field the name.
Result<void> check_value(const ArgumentDesc& desc, const Value& value, const Document& document);

template <class T>
const T& Arguments::get(std::string_view name) const {
  return std::get<T>(values_.find(name)->second);
}

}  // namespace enf::editor
