#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/exhibition/fields.h"
#include "engine/exhibition/journal_line.h"
#include "engine/exhibition/json.h"

namespace enf {
namespace {

using Json = nlohmann::json;

// ---- migration -------------------------------------------------------------------------------------------------

// Version 0, the first prototype: a room's corners were "corners", its walls one pair of numbers for all; a work's size
// was one list of height, width and depth.
void from_version_0(std::string_view table, Json& record) {
  auto rename = [&](const char* from, const char* to) {
    if (record.contains(from)) {
      record[to] = std::move(record[from]);
      record.erase(from);
    }
  };
  if (table == "rooms") {
    rename("corners", "plan");
    if (record.contains("wall_height_m") && record.contains("wall_thickness_m") && record.contains("plan")) {
      Json wall = {{"height_m", record["wall_height_m"]}, {"thickness_m", record["wall_thickness_m"]}};
      record["walls"] = Json::array();
      for (std::size_t i = 0; i < record["plan"].size(); ++i) record["walls"].push_back(wall);
      record.erase("wall_height_m"), record.erase("wall_thickness_m");
    }
  } else if (table == "works" && record.contains("size_mm") && record["size_mm"].is_array() &&
             record["size_mm"].size() == 3) {
    Json size = std::move(record["size_mm"]);
    record.erase("size_mm");
    record["height_mm"] = size[0], record["width_mm"] = size[1], record["depth_mm"] = size[2];
  }
}

// migrations[n] turns a record of version n into one of version n + 1. `table` is "exhibition" for the exhibition.
using Migration = void (*)(std::string_view table, Json& record);
constexpr Migration migrations[] = {from_version_0};
static_assert(std::size(migrations) == document_version);

void migrate(std::string_view table, Json& record, int version) {
  for (int v = version; v < document_version && record.is_object(); ++v) migrations[v](table, record);
}

// ---- reading ---------------------------------------------------------------------------------------------------

std::string_view kind_of(const Json& j) {
  if (j.is_null()) return "null";
  if (j.is_boolean()) return "true or false";
  if (j.is_number()) return "a number";
  if (j.is_string()) return "a text";
  return j.is_array() ? "a list" : "an object";
}

// Number of letters to change, add or drop between two words (Levenshtein 1966).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t up = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = up;
    }
  }
  return row[b.size()];
}

// A name from a file, fit for a message.
std::string shown(std::string_view name) {
  std::string text(name.substr(0, 64));
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = '?';
  return text;
}

// What a record is called in messages, from its table's name.
std::string shown_record(std::string_view table, std::string_view id) {
  std::string name(table);
  for_each_record_type([&]<class T>() {
    if (table == RecordKind<T>::table) name = std::string(RecordKind<T>::name) + " " + shown(id);
  });
  return name;
}

// Builds the values of a text, and stops at a key that an object has twice. (The library's own builder takes the last
// of two, and with its callback needs time quadratic in the size of a table.)
struct Builder : nlohmann::json_sax<Json> {
  Json root;
  std::vector<Json*> open;         // the objects and lists being read, outermost first
  std::vector<std::string> path;   // the key being read in each of the objects
  std::vector<std::string> twice;  // the path of a key that stands there twice
  std::size_t stopped_at = 0;      // bytes read up to a mistake
  bool too_large = false;          // the mistake is a number beyond double

  Json* add(Json value) {
    if (open.empty()) return &(root = std::move(value));
    if (open.back()->is_object()) return &((*open.back())[path.back()] = std::move(value));
    open.back()->push_back(std::move(value));
    return &open.back()->back();
  }
  bool null() override { return add(nullptr), true; }
  bool boolean(bool v) override { return add(v), true; }
  bool number_integer(Json::number_integer_t v) override { return add(v), true; }
  bool number_unsigned(Json::number_unsigned_t v) override { return add(v), true; }
  bool number_float(Json::number_float_t v, const std::string&) override { return add(v), true; }
  bool string(std::string& v) override { return add(std::move(v)), true; }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open.push_back(add(Json::object())), path.emplace_back(), true; }
  bool end_object() override { return open.pop_back(), path.pop_back(), true; }
  bool start_array(std::size_t) override { return open.push_back(add(Json::array())), true; }
  bool end_array() override { return open.pop_back(), true; }
  bool key(std::string& name) override {
    path.back() = std::move(name);
    if (open.back()->contains(path.back())) twice = path;
    return twice.empty();
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override {
    stopped_at = position;
    too_large = dynamic_cast<const Json::out_of_range*>(&e) != nullptr;
    return false;
  }
};

// Reads records by their field lists. The first error stays; reading goes on without effect after it.
struct Reader {
  std::string file;
  std::string record;
  std::optional<Error> error;

  void wrong(std::string_view id, std::string_view field, std::string what, std::string advice = {}) {
    if (!error)
      error = {.id = std::string(id),
               .what = std::move(what),
               .file = file,
               .record = record,
               .field = std::string(field),
               .advice = std::move(advice)};
  }
  void wrong_type(std::string_view field, std::string_view expected, const Json& found) {
    wrong("document.wrong_type", field, fmt::format("must be {}, but is {}", expected, kind_of(found)));
  }
  void unknown(std::string_view field, std::string_view name, const std::vector<std::string_view>& known) {
    std::string_view word = name.substr(0, 64);
    auto nearest = std::ranges::min_element(known, {}, [&](std::string_view k) { return distance(k, word); });
    bool near = nearest != known.end() && distance(*nearest, word) <= 1 + word.size() / 4;
    wrong("document.unknown_field", field, "is not a field this program knows",
          near ? fmt::format("Did you mean \"{}\"?", *nearest) : "Remove it, or check its spelling");
  }

  Json parse(std::string_view text) {
    Builder builder;
    if (Json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
    if (!builder.twice.empty()) {
      twice(builder.twice);
    } else if (builder.too_large) {
      wrong("document.syntax", "", "holds a number that is too large", "Correct the number");
    } else {
      std::size_t at = std::min(builder.stopped_at > 0 ? builder.stopped_at - 1 : 0, text.size());
      auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
      std::size_t begin = text.substr(0, at).rfind('\n');
      std::size_t column = at - (begin == text.npos ? 0 : begin + 1) + 1;
      wrong("document.syntax", "",
            at == text.size() ? fmt::format("ends in the middle of things, in line {}", line)
                              : fmt::format("is not JSON at line {}, column {}", line, column),
            "Restore the file from version control or a backup, or correct it there");
    }
    return {};
  }
  void twice(const std::vector<std::string>& path) {
    if (path.size() >= 2)
      record = path.size() == 2 && path[0] == "exhibition" ? path[0] : shown_record(path[0], path[1]);
    std::string field = shown(path.back());
    if (path.size() == 2 && path[0] != "exhibition") field = "id";
    wrong("document.duplicate", field, "stands there twice", "Remove or rename one of the two");
  }

  void value(const Json& j, const std::string& field, double& out) {
    if (j.is_number())
      out = j.get<double>();
    else
      wrong_type(field, "a number", j);
  }
  void value(const Json& j, const std::string& field, bool& out) {
    if (j.is_boolean())
      out = j.get<bool>();
    else
      wrong_type(field, "true or false", j);
  }
  void value(const Json& j, const std::string& field, std::uint32_t& out) {
    bool whole = j.is_number_unsigned() && j.get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max();
    if (whole)
      out = j.get<std::uint32_t>();
    else
      wrong_type(field, "a whole number from 0", j);
  }
  void value(const Json& j, const std::string& field, std::string& out) {
    if (j.is_string())
      out = j.get<std::string>();
    else
      wrong_type(field, "a text", j);
  }
  template <class Tag>
  void value(const Json& j, const std::string& field, Id<Tag>& out) {
    if (j.is_string())
      out.value = j.get<std::string>();
    else
      wrong_type(field, "an id", j);
  }
  template <class E>
  requires std::is_enum_v<E>
  void value(const Json& j, const std::string& field, E& out) {
    constexpr auto words = enum_words<E>();
    if (!j.is_string()) return wrong_type(field, "a word", j);
    auto word = std::find(words.begin(), words.end(), j.get_ref<const std::string&>());
    if (word != words.end())
      out = static_cast<E>(word - words.begin());
    else
      wrong("document.unknown_value", field,
            fmt::format("must be one of {}, but is \"{}\"", fmt::join(words, ", "),
                        shown(j.get_ref<const std::string&>())));
  }
  template <int N>
  void value(const Json& j, const std::string& field, glm::vec<N, double>& out) {
    if (!j.is_array() || j.size() != N) return wrong_type(field, fmt::format("a list of {} numbers", N), j);
    for (int i = 0; i < N; ++i) value(j[static_cast<std::size_t>(i)], field, out[i]);
  }
  void value(const Json& j, const std::string& field, LocalizedText& out) {
    if (!j.is_object()) return wrong_type(field, "an object of languages and texts such as {\"en\": \"Carpet\"}", j);
    out.clear();
    for (const auto& [language, text] : j.items()) value(text, field + "." + shown(language), out[language]);
  }
  template <class T>
  void value(const Json& j, const std::string& field, std::vector<T>& out) {
    if (!j.is_array()) return wrong_type(field, "a list", j);
    out.assign(j.size(), T{});
    for (std::size_t i = 0; i < j.size() && !error; ++i) value(j[i], fmt::format("{}[{}]", field, i), out[i]);
  }
  template <class T>
  void value(const Json& j, const std::string& field, std::optional<T>& out) {
    value(j, field, out.emplace());
  }
  template <class T>
  requires std::is_class_v<T>
  void value(const Json& j, const std::string& field, T& out) {
    out = T{};
    object(j, field, out);
  }

  template <class R>
  void object(const Json& j, const std::string& path, R& out) {
    if (!j.is_object()) return wrong_type(path, "an object", j);
    std::vector<std::string_view> known;
    auto full = [&](std::string_view name) {
      return path.empty() ? std::string(name) : path + "." + std::string(name);
    };
    auto field = [&](std::string_view name, auto& member, Need need) {
      known.push_back(name);
      auto found = j.find(name);
      if (found != j.end())
        value(*found, full(name), member);
      else if (need == Need::required)
        wrong("document.missing_field", full(name), "is missing");
    };
    visit_fields(out, [&](std::string_view name, auto& member, Need need) {
      if (error) return;
      if constexpr (std::is_same_v<decltype(member), std::variant<OnWall, OnFloor>&>) {
        if (j.contains("on_wall") == j.contains("on_floor"))
          return wrong("document.missing_field", "on_wall", "must stand there, or on_floor, but not both");
        bool wall = j.contains("on_wall");
        if (wall)
          field("on_wall", member.template emplace<OnWall>(), need);
        else
          field("on_floor", member.template emplace<OnFloor>(), need);
      } else {
        field(name, member, need);
      }
    });
    for (const auto& [name, ignored] : j.items())
      if (!error && std::find(known.begin(), known.end(), name) == known.end()) unknown(full(shown(name)), name, known);
  }

  // A record of version `version`.
  template <class T>
  std::shared_ptr<const T> read_record(std::string id, Json& j, int version) {
    auto made = std::make_shared<T>();
    record = shown_record(RecordKind<T>::table, id);
    if (!is_id(id)) wrong("record.id", "id", "must be 1 to 64 characters of a-z, 0-9 and '-'");
    made->id.value = std::move(id);
    migrate(RecordKind<T>::table, j, version);
    object(j, "", *made);
    return made;
  }
  std::shared_ptr<const Exhibition> read_exhibition(Json& j, int version) {
    auto made = std::make_shared<Exhibition>();
    record = "exhibition";
    migrate("exhibition", j, version);
    object(j, "", *made);
    return made;
  }

  // The version the file was written in; nothing if it is not for us.
  std::optional<int> read_version(const Json& root) {
    if (!root.contains("version")) {
      wrong("document.missing_version", "version", "is missing", "Is this an exhibition of Enfilade?");
    } else if (const Json& version = root["version"]; !version.is_number_integer() || version.get<std::int64_t>() < 0) {
      wrong_type("version", "a whole number from 0", version);
    } else if (version.get<std::int64_t>() > document_version) {
      wrong(
          "document.newer_version", "version",
          fmt::format("is {}, but this program reads versions up to {}", version.get<std::int64_t>(), document_version),
          "Update Enfilade to open this exhibition");
    } else {
      return version.get<int>();
    }
    return std::nullopt;
  }

  Document read(std::string_view text) {
    Document document;
    Json root = parse(text);
    if (error) return document;
    if (!root.is_object()) return wrong_type("", "an object", root), document;
    std::optional<int> version = read_version(root);
    if (!version) return document;
    std::vector<std::string_view> known{"version", "exhibition"};
    if (root.contains("exhibition"))
      document.exhibition = read_exhibition(root["exhibition"], *version);
    else
      wrong("document.missing_field", "exhibition", "is missing");
    for_each_record_type([&]<class T>() {
      known.push_back(RecordKind<T>::table);
      auto table = root.find(RecordKind<T>::table);
      if (error || table == root.end()) return;
      record.clear();
      if (!table->is_object()) return wrong_type(RecordKind<T>::table, "an object of ids and records", *table);
      std::vector<std::shared_ptr<const T>> records;
      for (auto& [id, j] : table->items())
        if (!error) records.push_back(read_record<T>(id, j, *version));
      document.table<T>() = Table<T>::from_records(std::move(records));
    });
    record.clear();
    for (const auto& [name, ignored] : root.items())
      if (!error && std::find(known.begin(), known.end(), name) == known.end()) unknown(shown(name), name, known);
    return document;
  }

  Edit edit(Json& j, int version, int depth) {
    constexpr int depth_limit = 16;
    Edit result{std::vector<Edit>{}};
    if (!j.is_object() || depth > depth_limit) return wrong_type("edit", "an edit", j), result;
    auto text = [&](const char* key) {
      std::string word;
      if (j.contains(key))
        value(j[key], key, word);
      else
        wrong("document.missing_field", key, "is missing");
      return word;
    };
    if (j.contains("all")) {
      auto& list = std::get<std::vector<Edit>>(result.what);
      if (!j["all"].is_array()) return wrong_type("all", "a list", j["all"]), result;
      for (Json& part : j["all"])
        if (!error) list.push_back(edit(part, version, depth + 1));
    } else if (j.contains("exhibition")) {
      result.what = SetExhibition{read_exhibition(j["exhibition"], version)};
    } else {
      bool puts = j.contains("put");
      std::string table = text(puts ? "put" : "remove"), id = text("id");
      bool found = false;
      for_each_record_type([&]<class T>() {
        if (error || table != RecordKind<T>::table) return;
        found = true;
        if (!puts)
          result.what = RemoveRecord{AnyId(decltype(T::id){id})};
        else if (j.contains("record"))
          result.what = PutRecord{AnyRecord(read_record<T>(id, j["record"], version))};
        else
          wrong("document.missing_field", "record", "is missing");
      });
      if (!found) wrong("document.unknown_value", puts ? "put" : "remove", "names no table: " + shown(table));
    }
    return result;
  }

  JournalLine journal_line(Json& j, int version) {
    auto hash = [&](const char* key) {
      std::string digits;
      value(j[key], key, digits);
      std::optional<Hash> found = hash_from_hex(digits);
      if (!found) wrong_type(key, "a hash", j[key]);
      return found.value_or(Hash{});
    };
    if (!j.is_object()) return wrong_type("", "an object", j), JournalSaved{};
    if (j.contains("saved")) {
      JournalSaved saved{hash("saved")};
      if (j.contains("later")) value(j["later"], "later", saved.later);
      return saved;
    }
    if (j.contains("base")) {
      std::uint32_t head_version = 0;
      value(j["version"], "version", head_version);
      return JournalHead{static_cast<int>(std::min(head_version, 1'000'000u)), hash("base")};
    }
    JournalEntry entry;
    value(j["did"], "did", entry.kind);
    value(j["label"], "label", entry.label);
    value(j["merge_key"], "merge_key", entry.merge_key);
    entry.edit = edit(j["edit"], version, 0);
    return entry;
  }
};

}  // namespace

Result<Document> read_document(std::string_view text, std::string_view file) {
  Reader reader{.file = std::string(file)};
  Document document = reader.read(text);
  if (reader.error) return fail(std::move(*reader.error));
  return document;
}

Result<Edit> read_edit(std::string_view text, int version, std::string_view file) {
  Reader reader{.file = std::string(file)};
  Json j = reader.parse(text);
  Edit edit{std::vector<Edit>{}};
  if (!reader.error) edit = reader.edit(j, version, 0);
  if (reader.error) return fail(std::move(*reader.error));
  return edit;
}

Result<JournalLine> read_journal_line(std::string_view text, int version, std::string_view file) {
  Reader reader{.file = std::string(file)};
  Json j = reader.parse(text);
  JournalLine line;
  if (!reader.error) line = reader.journal_line(j, version);
  if (reader.error) return fail(std::move(*reader.error));
  return line;
}

}  // namespace enf
