// Owns: documents and edits as canonical JSON text, and the migration of old versions.
// Must not know: where the text lies.
// Called by: project, journal, tests; any thread. The JSON library stays inside the .cpp files.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/exhibition/document.h"
#include "engine/exhibition/edit.h"

namespace enf {

// The version this program writes. It reads this and all before.
constexpr int document_version = 1;

// Canonical text: equal documents give equal bytes. Tables in their fixed order, records sorted by id, one a line,
// fields in the order of records.h, numbers as the shortest text that reads back the same, UTF-8 as it is. The
// document's texts must be UTF-8 (check_record sees to it).
std::string write_document(const Document& document);

// Reads what write_document wrote or a person edited. `file` is named in errors. Fields that are left out have their
// default, except those without which a record means nothing. Checks the text's form only; ask validate() about its
// sense. Errors: document.syntax, document.newer_version, document.missing_version, document.unknown_field,
// document.missing_field, document.wrong_type, document.unknown_value, document.duplicate.
Result<Document> read_document(std::string_view text, std::string_view file);

// One line without a line break.
std::string write_edit(const Edit& edit);
// An edit written by any version up to this one. Errors as read_document.
Result<Edit> read_edit(std::string_view text, int version, std::string_view file);

}  // namespace enf
