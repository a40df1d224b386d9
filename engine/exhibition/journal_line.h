// Owns: what one line of the journal says, as JSON without its checksum.
// Must not know: files, checksums.
// Called by: journal.cpp only; written in json_write.cpp and read in json_read.cpp, where JSON is known.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/base/hash.h"
#include "engine/exhibition/journal.h"

namespace enf {

struct JournalHead {
  int version = 0;  // of the edits' form
  Hash base;
};
struct JournalSaved {
  Hash saved;
  std::uint32_t later = 0;  // how many of the entries before this line came after the document was handed over
};
using JournalLine = std::variant<JournalHead, JournalSaved, JournalEntry>;

std::string write_journal_line(const JournalLine& line);
// `version` is the head's; it does not matter for the head itself. Errors as read_document.
Result<JournalLine> read_journal_line(std::string_view text, int version, std::string_view file);

}  // namespace enf
