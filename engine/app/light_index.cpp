#include "engine/app/light_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/file.h"
#include "engine/exhibition/json.h"

namespace enf {
namespace {

std::filesystem::path index_file(const std::filesystem::path& project) { return project / ".enfilade" / "baked.index"; }

}  // namespace

Result<LightIndex> read_light_index(const std::filesystem::path& project) {
  LightIndex index;
  std::filesystem::path file = index_file(project);
  auto text = read_text_file(file);
  if (!text && text.error().id == "file.missing") return index;
  if (!text) return std::unexpected(text.error());
  std::string_view rest = *text;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    std::string_view one = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    std::size_t first = one.find(' '), second = one.find(' ', first + 1);
    auto chunk = second == one.npos ? std::nullopt : hash_from_hex(one.substr(first + 1, second - first - 1));
    auto state = chunk ? hash_from_hex(one.substr(second + 1)) : std::nullopt;
    if (!state)
      return fail({.id = "baked_index.damaged",
                   .what = fmt::format("line {} names no room, chunk and state", line),
                   .file = file.string(),
                   .advice = "Run: enfilade bake " + project.string()});
    index[{std::string(one.substr(0, first))}] = {*chunk, *state};
  }
  return index;
}

Result<void> write_light_index(const std::filesystem::path& project, const LightIndex& index) {
  std::string text;
  for (const auto& [room, baked] : index)
    text += room.value + " " + to_hex(baked.chunk) + " " + to_hex(baked.state) + "\n";
  return write_file_atomic(index_file(project), text);
}

std::vector<std::uint32_t> lit_together(const RenderScene& house, std::vector<std::uint32_t> rooms) {
  std::set<std::uint32_t> together(rooms.begin(), rooms.end());
  for (std::uint32_t room : rooms)
    for (std::uint32_t portal : house.rooms[room].portals) together.insert(house.portals[portal].to);
  together.erase(no_room);
  return {together.begin(), together.end()};
}

Hash lit_contents(const Document& contents, const std::function<Hash(const std::string& file)>& luminaire) {
  Document lit = contents;
  lit.labels = {}, lit.wall_texts = {};
  Hasher hasher;
  hasher.add_text(write_document(lit));
  for (const Light& light : lit.lights)
    if (!light.luminaire_file.empty()) {
      const Hash content = luminaire(light.luminaire_file);
      hasher.add(std::as_bytes(std::span(content.bytes)));
    }
  return hasher.finish();
}

Hash light_state(const House& house, std::uint32_t room, std::span<const Hash> contents) {
  Document shells;
  auto copy = [](auto& table, const auto& record) { table = table.with(record); };
  for (std::uint32_t other : lit_together(house.shell, {room})) {
    const RoomShell& shell = house.shells[other];
    copy(shells.rooms, shell.room);
    for (const auto& door : shell.doorways) copy(shells.doorways, door);
    for (const auto& window : shell.windows) copy(shells.windows, window);
  }
  Hasher hasher;
  hasher.add_text(write_document(shells));
  for (const Hash& hash : contents) hasher.add(std::as_bytes(std::span(hash.bytes)));
  return hasher.finish();
}

}  // namespace enf
