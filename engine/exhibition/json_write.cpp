#include <fmt/format.h>

#include <charconv>

#include "engine/exhibition/fields.h"
#include "engine/exhibition/journal_line.h"
#include "engine/exhibition/json.h"

namespace enf {
namespace {

// Writes records by their field lists, field after field on one line.
struct Writer {
  std::string out;

  void text(std::string_view s) {
    out += '"';
    for (char c : s) {
      if (c == '"' || c == '\\')
        (out += '\\') += c;
      else if (c == '\n')
        out += "\\n";
      else if (c == '\t')
        out += "\\t";
      else if (static_cast<unsigned char>(c) < 0x20)
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      else
        out += c;
    }
    out += '"';
  }
  // The shortest digits that read back as the same number (std::to_chars); no difference between 0 and -0.
  void number(double v) {
    char digits[32];
    auto end = std::to_chars(digits, digits + sizeof digits, v == 0 ? 0.0 : v).ptr;
    out.append(digits, end);
  }

  void value(double v) { number(v); }
  void value(bool v) { out += v ? "true" : "false"; }
  void value(std::uint32_t v) { out += std::to_string(v); }
  void value(const std::string& v) { text(v); }
  template <class Tag>
  void value(const Id<Tag>& v) {
    text(v.value);
  }
  template <class E>
  requires std::is_enum_v<E>
  void value(E v) { text(enum_words<E>()[static_cast<std::size_t>(v)]); }
  template <int N>
  void value(const glm::vec<N, double>& v) {
    out += '[';
    for (int i = 0; i < N; ++i) {
      if (i) out += ", ";
      number(v[i]);
    }
    out += ']';
  }
  template <class T>
  void value(const std::vector<T>& list) {
    out += '[';
    for (const T& v : list) {
      if (&v != list.data()) out += ", ";
      value(v);
    }
    out += ']';
  }
  void value(const LocalizedText& texts) {
    out += '{';
    for (const auto& [language, words] : texts) {
      if (out.back() != '{') out += ", ";
      text(language);
      out += ": ";
      text(words);
    }
    out += '}';
  }
  template <class T>
  requires std::is_class_v<T>
  void value(const T& part) {
    out += '{';
    fields(part);
    out += '}';
  }

  // What is empty by default is left out when it is empty.
  static bool empty(const LocalizedText& v) { return v.empty(); }
  template <class T>
  static bool empty(const std::optional<T>& v) {
    return !v;
  }
  template <class Tag>
  static bool empty(const Id<Tag>& v) {
    return v.empty();
  }
  static bool empty(const std::vector<FreeWall>& v) { return v.empty(); }
  template <class T>
  static bool empty(const T&) {
    return false;
  }

  template <class T>
  void field(std::string_view name, const std::optional<T>& v) {
    field(name, *v);
  }
  void field(std::string_view, const std::variant<OnWall, OnFloor>& where) {
    if (auto* on_wall = std::get_if<OnWall>(&where))
      field("on_wall", *on_wall);
    else
      field("on_floor", std::get<OnFloor>(where));
  }
  template <class T>
  void field(std::string_view name, const T& v) {
    if (out.back() != '{') out += ", ";
    text(name);
    out += ": ";
    value(v);
  }
  template <class R>
  void fields(const R& record) {
    visit_fields(record, [&](std::string_view name, const auto& member, Need) {
      if (!empty(member)) field(name, member);
    });
  }

  void edit(const Edit& e) {
    if (auto* list = std::get_if<std::vector<Edit>>(&e.what)) {
      out += "{\"all\": [";
      for (const Edit& part : *list) {
        if (&part != list->data()) out += ", ";
        edit(part);
      }
      out += "]}";
    } else if (auto* set = std::get_if<SetExhibition>(&e.what)) {
      out += "{\"exhibition\": ";
      value(*set->exhibition);
      out += '}';
    } else if (auto* put = std::get_if<PutRecord>(&e.what)) {
      std::visit(
          [&]<class T>(const std::shared_ptr<const T>& record) {
            (out += "{\"put\": \"") += RecordKind<T>::table;
            out += "\", \"id\": ";
            text(record->id.value);
            out += ", \"record\": ";
            value(*record);
            out += '}';
          },
          put->record);
    } else {
      std::visit(
          [&]<class IdType>(const IdType& id) {
            (out += "{\"remove\": \"") += RecordKind<RecordOf<IdType>>::table;
            out += "\", \"id\": ";
            text(id.value);
            out += '}';
          },
          std::get<RemoveRecord>(e.what).id);
    }
  }
};

}  // namespace

std::string write_document(const Document& document) {
  Writer writer;
  writer.out = fmt::format("{{\n\"version\": {},\n\"exhibition\": ", document_version);
  writer.value(*document.exhibition);
  for_each_record_type([&]<class T>() {
    writer.out += fmt::format(",\n\"{}\": {{", RecordKind<T>::table);
    bool first = true;
    for (const T& record : document.table<T>()) {
      writer.out += first ? "\n" : ",\n";
      first = false;
      writer.text(record.id.value);
      writer.out += ": ";
      writer.value(record);
    }
    writer.out += first ? "}" : "\n}";
  });
  writer.out += "\n}\n";
  return std::move(writer.out);
}

std::string write_edit(const Edit& edit) {
  Writer writer;
  writer.edit(edit);
  return std::move(writer.out);
}

std::string write_journal_line(const JournalLine& line) {
  if (auto* head = std::get_if<JournalHead>(&line))
    return fmt::format("{{\"version\": {}, \"base\": \"{}\"}}", head->version, to_hex(head->base));
  if (auto* saved = std::get_if<JournalSaved>(&line))
    return fmt::format("{{\"saved\": \"{}\", \"later\": {}}}", to_hex(saved->saved), saved->later);
  const JournalEntry& entry = std::get<JournalEntry>(line);
  Writer writer;
  writer.out = "{\"did\": ";
  writer.value(entry.kind);
  writer.field("label", entry.label);
  writer.field("merge_key", entry.merge_key);
  writer.out += ", \"edit\": ";
  writer.edit(entry.edit);
  writer.out += '}';
  return std::move(writer.out);
}

}  // namespace enf
