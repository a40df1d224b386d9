#include "engine/import/ply_header.h"

#include <fmt/format.h>

#include <charconv>

#include "engine/cook/import_channel.h"
#include "engine/import/text_scan.h"

namespace enf {

namespace {

[[noreturn]] void broken(const std::string& what) { throw ImportFailure("import.malformed", what); }

PlyType type_of(std::string_view word) {
  if (word == "char" || word == "int8") return PlyType::int8;
  if (word == "uchar" || word == "uint8") return PlyType::uint8;
  if (word == "short" || word == "int16") return PlyType::int16;
  if (word == "ushort" || word == "uint16") return PlyType::uint16;
  if (word == "int" || word == "int32") return PlyType::int32;
  if (word == "uint" || word == "uint32") return PlyType::uint32;
  if (word == "float" || word == "float32") return PlyType::float32;
  if (word == "double" || word == "float64") return PlyType::float64;
  broken(fmt::format("the header has a property of unknown type \"{}\"", word.substr(0, 40)));
}

void take_line(std::string_view line, PlyHeader& header) {
  Words words(line);
  const std::string_view key = words.word();
  if (key == "format") {
    const std::string_view encoding = words.word();
    if (encoding == "ascii")
      header.encoding = PlyEncoding::text;
    else if (encoding == "binary_little_endian")
      header.encoding = PlyEncoding::little;
    else if (encoding == "binary_big_endian")
      header.encoding = PlyEncoding::big;
    else
      broken(fmt::format("its format \"{}\" is unknown", encoding.substr(0, 40)));
  } else if (key == "element") {
    PlyElement element{.name = std::string(words.word())};
    const std::string_view rows = words.word();
    if (std::from_chars(rows.data(), rows.data() + rows.size(), element.rows).ec != std::errc()) {
      broken(fmt::format("the header does not say how many \"{}\" there are", element.name));
    }
    header.elements.push_back(std::move(element));
  } else if (key == "property") {
    if (header.elements.empty()) broken("the header has a property of nothing");
    PlyProperty property;
    std::string_view type = words.word();
    if (type == "list") {
      property.count = type_of(words.word());
      type = words.word();
    }
    property.type = type_of(type);
    property.name = words.word();
    header.elements.back().properties.push_back(std::move(property));
  } else if (key == "comment" && words.word() == "TextureFile") {
    header.texture = words.rest();
  }
}

}  // namespace

std::size_t bytes_of(PlyType type) {
  switch (type) {
    case PlyType::int8:
    case PlyType::uint8:
      return 1;
    case PlyType::int16:
    case PlyType::uint16:
      return 2;
    case PlyType::int32:
    case PlyType::uint32:
    case PlyType::float32:
      return 4;
    case PlyType::float64:
      break;
  }
  return 8;
}

PlyHeader read_ply_header(std::string_view text) {
  if (!text.starts_with("ply")) broken("the file does not begin as PLY does");
  PlyHeader header;
  // Binary data may follow the last line end at once: how the first line ends says how all do.
  const std::string_view line_end = text.substr(3).starts_with("\r\n") ? "\r\n"
                                    : text.substr(3).starts_with("\r") ? "\r"
                                                                       : "\n";
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(line_end, at);
    const std::string_view line = trimmed(text.substr(at, end - at));
    if (end == std::string_view::npos && line != "end_header") broken("the file ends within its header");
    at = end == std::string_view::npos ? text.size() : end + line_end.size();
    if (line == "end_header") {
      header.size = at;
      return header;
    }
    take_line(line, header);
  }
}

}  // namespace enf
