#include "engine/app/visitor_document.h"

#include <fmt/format.h>

#include <cstring>

#include "engine/exhibition/json.h"
#include "engine/exhibition/validate.h"

namespace enf {

namespace {

constexpr std::uint32_t form = 1;  // grows when other records are put into the house or its rooms
constexpr std::uint32_t key_section = 0, house_section = 1, first_room_section = 2;

// What the file is good for: one state of the project, read by programs that expect this form.
Hash key_of(const Hash& state) {
  return Hasher().add_value(form).add_value(document_version).add(std::as_bytes(std::span(state.bytes))).finish();
}

Result<Document> read_section(const ChunkReader& chunk, std::uint32_t index) {
  std::vector<std::byte> scratch;
  auto bytes = chunk.section(index, scratch);
  if (!bytes) return fail(bytes.error());
  return read_document({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, chunk.path().string());
}

}  // namespace

std::filesystem::path visitor_document_file(const std::filesystem::path& project) {
  return project / ".enfilade" / "visitor.chunk";
}

Result<void> write_visitor_document(const std::filesystem::path& project, const Document& document, const Hash& state) {
  const std::filesystem::path file = visitor_document_file(project);
  sweep_unfinished_chunks(file.parent_path());
  auto writer = ChunkWriter::create(file, ChunkKind::exhibition);
  if (!writer) return fail(writer.error());
  auto add_text = [&](const Document& part) {
    std::string text = write_document(part);
    return writer->add(prepare_section(std::as_bytes(std::span(text))));
  };
  Hash key = key_of(state);
  DocumentByRoom divided = divide_by_room(document);
  auto added = writer->add(std::as_bytes(std::span(key.bytes)));
  if (added) added = add_text(divided.house);
  for (const Document& room : divided.rooms)
    if (added) added = add_text(room);
  if (!added) return fail(added.error());
  return writer->finish();
}

Result<VisitorDocument> VisitorDocument::open(const std::filesystem::path& project, const Hash& state) {
  auto chunk = ChunkReader::open(visitor_document_file(project));
  if (!chunk && chunk.error().id == "file.missing")
    return fail({.id = "visitor_document.missing", .what = "the exhibition has not been prepared for visitors yet"});
  if (!chunk) return fail(chunk.error());
  std::vector<std::byte> scratch;
  auto key = (*chunk)->section(key_section, scratch);
  if (!key) return fail(key.error());
  Hash wanted = key_of(state);
  if (key->size() != wanted.bytes.size() || std::memcmp(key->data(), wanted.bytes.data(), key->size()) != 0)
    return fail({.id = "visitor_document.stale",
                 .what = "the exhibition or this program has changed since it was prepared for visitors"});

  VisitorDocument opened;
  opened.chunk_ = std::move(*chunk);
  auto house = read_section(*opened.chunk_, house_section);
  if (!house) return fail(house.error());
  if (auto errors = check_records(*house); !errors.empty()) return fail(errors.front());
  if (opened.chunk_->section_count() != first_room_section + house->rooms.size())
    return fail(opened.chunk_->damaged(house_section, "it has other rooms than there are sections"));
  opened.house_ = std::move(*house);
  return opened;
}

Result<Document> VisitorDocument::room(std::uint32_t index) const {
  auto room = read_section(*chunk_, first_room_section + index);
  if (!room) return room;
  if (auto errors = check_records(with_room(house_, *room), *room); !errors.empty()) return fail(errors.front());
  return room;
}

}  // namespace enf
