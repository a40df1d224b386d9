#include "editor/operators/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace enf::editor {

namespace {

std::unexpected<Error> bad_value(const ArgumentDesc& desc, std::string what, std::string advice = {}) {
  return fail(
      {.id = "argument.value", .what = std::move(what), .field = std::string(desc.name), .advice = std::move(advice)});
}

std::optional<double> number_from(std::string_view text) {
  double value = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string list_of(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

// "p-1" where only one table is allowed, else "placements/p-1".
Result<AnyId> read_id(const ArgumentDesc& desc, std::string_view text) {
  Result<AnyId> id = text.find('/') == text.npos && desc.tables.size() == 1
                         ? id_of(fmt::format("{}/{}", desc.tables.front(), text))
                         : id_of(text);
  if (!id) id.error().field = desc.name;
  return id;
}

Result<void> check_id(const ArgumentDesc& desc, const AnyId& id, const Document& document) {
  if (!desc.tables.empty() && std::ranges::find(desc.tables, table_of(id)) == desc.tables.end())
    return bad_value(desc, fmt::format("must be one of the {}, but is {}", fmt::join(desc.tables, ", "), text_of(id)));
  if (!exists(document, id)) return bad_value(desc, fmt::format("there is no {}", text_of(id)));
  return {};
}

}  // namespace

std::string_view unit_word(Unit unit) {
  constexpr std::string_view words[] = {"", "metres", "millimetres", "degrees", "candela", "lux", "kelvin", "percent"};
  return words[static_cast<std::size_t>(unit)];
}
std::string_view kind_word(ArgumentKind kind) {
  constexpr std::string_view words[] = {"number", "whole", "text", "choice", "id", "ids", "points"};
  return words[static_cast<std::size_t>(kind)];
}
std::string_view source_word(Source source) {
  constexpr std::string_view words[] = {"given", "optional", "selection", "room", "wall", "language"};
  return words[static_cast<std::size_t>(source)];
}

std::string_view table_of(const AnyId& id) {
  return std::visit([]<class IdType>(const IdType&) { return RecordKind<RecordOf<IdType>>::table; }, id);
}

std::string text_of(const AnyId& id) {
  return fmt::format("{}/{}", table_of(id), std::visit([](const auto& one) { return one.value; }, id));
}

Result<AnyId> id_of(std::string_view text) {
  std::size_t slash = text.find('/');
  std::string_view table = text.substr(0, slash), value = slash == text.npos ? "" : text.substr(slash + 1);
  std::optional<AnyId> found;
  for_each_record_type([&]<class T>() {
    if (RecordKind<T>::table == table) found = decltype(T::id){std::string(value)};
  });
  if (found && is_id(value)) return *found;
  return fail({.id = "argument.value",
               .what = fmt::format("\"{}\" does not name a record", text),
               .advice = "Write its table and its id, such as placements/p-1"});
}

bool exists(const Document& document, const AnyId& id) {
  return std::visit([&](const auto& one) { return document.find(one) != nullptr; }, id);
}

const Value* Arguments::find(std::string_view name) const {
  auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

std::optional<double> Arguments::number_if_given(std::string_view name) const {
  const Value* value = find(name);
  return value ? std::optional(std::get<double>(*value)) : std::nullopt;
}

std::string Arguments::text_or(std::string_view name, std::string_view otherwise) const {
  const Value* value = find(name);
  return value ? std::get<std::string>(*value) : std::string(otherwise);
}

Result<Value> read_value(const ArgumentDesc& desc, std::string_view text) {
  switch (desc.kind) {
    case ArgumentKind::number:
    case ArgumentKind::whole:
      if (auto value = number_from(text)) return Value(*value);
      return bad_value(desc, fmt::format("\"{}\" is not a number", text), "Write it with a point, such as 1.52");
    case ArgumentKind::text:
    case ArgumentKind::choice:
      return Value(std::string(text));
    case ArgumentKind::id: {
      Result<AnyId> id = read_id(desc, text);
      if (!id) return std::unexpected(id.error());
      return Value(std::move(*id));
    }
    case ArgumentKind::ids: {
      std::vector<AnyId> ids;
      for (std::string_view part : split(text, ',')) {
        Result<AnyId> id = read_id(desc, part);
        if (!id) return std::unexpected(id.error());
        ids.push_back(std::move(*id));
      }
      return Value(std::move(ids));
    }
    case ArgumentKind::points:
      break;
  }
  std::vector<dvec2> points;
  for (std::string_view part : split(text, ';')) {
    std::vector<std::string_view> pair = split(part, ',');
    auto x = number_from(pair[0]), z = pair.size() == 2 ? number_from(pair[1]) : std::nullopt;
    if (!x || !z)
      return bad_value(desc, fmt::format("\"{}\" is not a place", part), "Write places as x,z;x,z;x,z in metres");
    points.emplace_back(*x, *z);
  }
  return Value(std::move(points));
}

std::string write_value(const Value& value) {
  struct Write {
    std::string operator()(double v) const { return fmt::format("{}", v); }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(const AnyId& v) const { return text_of(v); }
    std::string operator()(const std::vector<AnyId>& v) const {
      std::string text;
      for (const AnyId& id : v) text += (text.empty() ? "" : ",") + text_of(id);
      return text;
    }
    std::string operator()(const std::vector<dvec2>& v) const {
      std::string text;
      for (dvec2 p : v) text += fmt::format("{}{},{}", text.empty() ? "" : ";", p.x, p.y);
      return text;
    }
  };
  return std::visit(Write{}, value);
}

Result<void> check_value(const ArgumentDesc& desc, const Value& value, const Document& document) {
  constexpr std::size_t held[] = {0, 0, 1, 1, 2, 3, 4};  // Value's alternative of each kind
  if (value.index() != held[static_cast<std::size_t>(desc.kind)])
    return bad_value(desc, fmt::format("must be of the kind \"{}\"", kind_word(desc.kind)));
  if (auto* number = std::get_if<double>(&value)) {
    if (!std::isfinite(*number) || *number < desc.low || *number > desc.high)
      return bad_value(desc, fmt::format("must lie between {} and {} {}, but is {}", desc.low, desc.high,
                                         unit_word(desc.unit), *number));
    if (desc.kind == ArgumentKind::whole && *number != std::floor(*number))
      return bad_value(desc, fmt::format("must be a whole number, but is {}", *number));
  } else if (auto* text = std::get_if<std::string>(&value)) {
    if (desc.kind == ArgumentKind::choice && std::ranges::find(desc.choices, *text) == desc.choices.end())
      return bad_value(desc, fmt::format("must be one of {}, but is \"{}\"", list_of(desc.choices), *text));
  } else if (auto* id = std::get_if<AnyId>(&value)) {
    return check_id(desc, *id, document);
  } else if (auto* ids = std::get_if<std::vector<AnyId>>(&value)) {
    if (ids->size() < desc.at_least) return bad_value(desc, fmt::format("must name at least {}", desc.at_least));
    for (const AnyId& one : *ids)
      if (auto fits = check_id(desc, one, document); !fits) return fits;
    for (std::size_t i = 0; i < ids->size(); ++i)
      if (std::find(ids->begin(), ids->begin() + static_cast<std::ptrdiff_t>(i), (*ids)[i]) !=
          ids->begin() + static_cast<std::ptrdiff_t>(i))
        return bad_value(desc, fmt::format("names {} twice", text_of((*ids)[i])));
  } else {
    const auto& points = std::get<std::vector<dvec2>>(value);
    if (points.size() < desc.at_least)
      return bad_value(desc, fmt::format("must have at least {} places", desc.at_least));
    for (dvec2 p : points)
      if (!std::isfinite(p.x) || !std::isfinite(p.y) || std::abs(p.x) > 1e4 || std::abs(p.y) > 1e4)
        return bad_value(desc, "must lie within 10,000 m of the origin");
  }
  return {};
}

}  // namespace enf::editor
