#include "engine/text/messages.h"

#include <cstdint>
#include <cstring>

#include "engine/text/languages.h"

namespace enf {

namespace {

std::unexpected<Error> damaged(std::string what) { return fail({.id = "messages.damaged", .what = std::move(what)}); }

}  // namespace

Result<MessageTable> read_mo(std::span<const std::byte> bytes) {
  auto number = [&](std::size_t at) {
    std::uint32_t value;
    std::memcpy(&value, bytes.data() + at, 4);
    return value;
  };
  if (bytes.size() < 28 || number(0) != 0x950412deu)
    return fail({.id = "messages.foreign", .what = "this is not a compiled gettext catalogue"});
  if (number(4) >> 16 != 0) return damaged("the catalogue's major revision is not 0");
  std::size_t count = number(8), ids = number(12), texts = number(16);
  std::size_t table_size = count * 8;  // both are below 2^32, so the product fits
  if (ids > bytes.size() || texts > bytes.size() || table_size > bytes.size() - ids || table_size > bytes.size() - texts)
    return damaged("the catalogue's tables reach past its end");
  MessageTable table;
  for (std::size_t i = 0; i < count; ++i) {
    std::string_view pair[2];
    for (int side = 0; side < 2; ++side) {
      std::size_t entry = (side == 0 ? ids : texts) + i * 8;
      std::size_t length = number(entry), offset = number(entry + 4);
      if (offset > bytes.size() || length > bytes.size() - offset) return damaged("a message reaches past the catalogue's end");
      pair[side] = {reinterpret_cast<const char*>(bytes.data()) + offset, length};
    }
    if (!pair[0].empty() && !pair[1].empty()) table.emplace(pair[0], pair[1]);  // the empty id is the header
  }
  return table;
}

Result<Messages> Messages::open(std::span<const EmbeddedCatalogue> catalogues) {
  Messages messages;
  for (const EmbeddedCatalogue& catalogue : catalogues) {
    Result<MessageTable> table = read_mo(std::as_bytes(std::span(catalogue.bytes, catalogue.size)));
    if (!table) {
      table.error().record = catalogue.language;
      return std::unexpected(table.error());
    }
    messages.tables_.emplace(catalogue.language, std::move(*table));
  }
  return messages;
}

std::string_view Messages::get(std::string_view language, std::string_view english) const {
  for (const std::string& tag : fallback_chain(language)) {
    auto table = tables_.find(tag);
    if (table == tables_.end()) continue;
    if (auto found = table->second.find(english); found != table->second.end()) return found->second;
  }
  return english;
}

std::string Messages::get(std::string_view language, std::string_view english, std::string_view value) const {
  std::string text(get(language, english));
  if (std::size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, value);
  return text;
}

std::vector<std::string> Messages::languages() const {
  std::vector<std::string> all;
  for (const auto& [language, table] : tables_) all.push_back(language);
  return all;
}

}  // namespace enf
