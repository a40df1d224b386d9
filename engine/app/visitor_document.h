// Owns: the visitor's document: an exhibition as the cook leaves it for opening, one file in which a room's records are
// read when somebody comes near and works in storage never.
// Must not know: how rooms are drawn.
// Called by: the cook's driver writes it, whoever opens a project reads it; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/exhibition/by_room.h"
#include "engine/package/chunk.h"

namespace enf {

std::filesystem::path visitor_document_file(const std::filesystem::path& project);  // PROJECT/.enfilade/visitor.chunk

// Replaces the project's visitor's document as one step. `state` is the project_state `document` was loaded from. Same
// document and state, same bytes. Errors: file.unwritable, file.disk_full.
Result<void> write_visitor_document(const std::filesystem::path& project, const Document& document, const Hash& state);

// A chunk of canonical JSON: the state it was made from, the house, then each room's contents.
class VisitorDocument {
 public:
  // Reads and checks the house. Errors: visitor_document.missing, visitor_document.stale (the project is not in
  // `state`, or another version of this program wrote it), those of ChunkReader::open and section, of read_document and
  // of check_records.
  static Result<VisitorDocument> open(const std::filesystem::path& project, const Hash& state);

  const Document& house() const { return house_; }
  // What one of the house's rooms holds (by_room.h), read and checked. Errors: as open's.
  Result<Document> room(std::uint32_t index) const;

 private:
  std::shared_ptr<const ChunkReader> chunk_;
  Document house_;
};

}  // namespace enf
