// Owns: the interface's words in every language: gettext catalogues (engine/text/po), compiled into the program.
// Must not know: who shows them.
// Called by: any thread; Messages is immutable after open().
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"

namespace enf {

// One language's messages: the English text to the translation.
using MessageTable = std::map<std::string, std::string, std::less<>>;

// Reads a compiled gettext catalogue (.mo, little-endian; GNU gettext manual, "The Format of GNU MO Files"). Every offset
// is checked. Errors: messages.foreign, messages.damaged.
Result<MessageTable> read_mo(std::span<const std::byte> bytes);

// One language's compiled catalogue, made by the build from a .po file.
struct EmbeddedCatalogue {
  const char* language;
  const unsigned char* bytes;
  std::size_t size;
};
std::span<const EmbeddedCatalogue> visitor_catalogues();

class Messages {
 public:
  // Errors: those of read_mo, for a program that was built wrongly.
  static Result<Messages> open(std::span<const EmbeddedCatalogue> catalogues = visitor_catalogues());

  // The message in this language, or in the nearest one of fallback_chain, or as it is.
  std::string_view get(std::string_view language, std::string_view english) const;
  // The same with "{}" replaced by `value`.
  std::string get(std::string_view language, std::string_view english, std::string_view value) const;

  // The languages there are, sorted; their tables for checks.
  std::vector<std::string> languages() const;
  const MessageTable& table(std::string_view language) const { return tables_.find(language)->second; }

 private:
  std::map<std::string, MessageTable, std::less<>> tables_;
};

}  // namespace enf
