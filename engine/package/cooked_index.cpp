#include "engine/package/cooked_index.h"

#include <fmt/format.h>

#include <string_view>

#include "engine/base/file.h"

namespace enf {
namespace {

// The file is text: a title line with the version, then one line an asset: "<kind> <key> <asset id>".
constexpr std::string_view title = "enfilade-cooked ";
constexpr std::string_view version = "1";
constexpr std::string_view advice = "Delete it and run 'enfilade cook' again";

// The text up to the next `end`, which is taken off `rest` together with it.
std::string_view take(std::string_view& rest, char end) {
  std::size_t at = std::min(rest.find(end), rest.size());
  std::string_view word = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return word;
}

}  // namespace

std::filesystem::path store_folder(const std::filesystem::path& project) { return project / ".enfilade" / "store"; }

std::filesystem::path cooked_index_file(const std::filesystem::path& project) {
  return project / ".enfilade" / "cooked.index";
}

Result<CookedIndex> read_cooked_index(const std::filesystem::path& project) {
  std::filesystem::path file = cooked_index_file(project);
  Result<std::string> text = read_text_file(file);
  if (!text) {
    if (text.error().id == "file.missing") return CookedIndex{};
    return std::unexpected(text.error());
  }
  std::string_view rest = *text;
  std::string_view first = take(rest, '\n');
  if (!first.starts_with(title))
    return fail({.id = "cooked_index.foreign",
                 .what = "this is not a list of cooked assets",
                 .file = file.string(),
                 .advice = std::string(advice)});
  if (first.substr(title.size()) != version)
    return fail({.id = "cooked_index.version",
                 .what = fmt::format("the list of cooked assets has version '{}', this program knows {}",
                                     first.substr(title.size(), 20), version),
                 .file = file.string(),
                 .advice = std::string(advice)});
  CookedIndex index;
  for (int line_number = 2; !rest.empty(); ++line_number) {
    std::string_view line = take(rest, '\n');
    std::string_view kind = take(line, ' ');
    std::optional<Hash> key = hash_from_hex(take(line, ' '));
    if ((kind != "model" && kind != "pyramid") || !key || line.empty() || index.contains(std::string(line)))
      return fail({.id = "cooked_index.damaged",
                   .what = "expected a kind (model or pyramid), a key of 64 hexadecimal digits and an asset not named before",
                   .file = file.string(),
                   .record = fmt::format("line {}", line_number),
                   .advice = std::string(advice)});
    index[std::string(line)] = {kind == "model" ? ChunkKind::model : ChunkKind::pyramid, *key};
  }
  return index;
}

Result<void> write_cooked_index(const std::filesystem::path& project, const CookedIndex& index) {
  std::string text = fmt::format("{}{}\n", title, version);
  for (const auto& [id, asset] : index)
    text += fmt::format("{} {} {}\n", asset.kind == ChunkKind::model ? "model" : "pyramid", to_hex(asset.key), id);
  std::filesystem::path file = cooked_index_file(project);
  if (Result<void> made = make_folder(file.parent_path()); !made) return made;
  return write_file_atomic(file, text);
}

}  // namespace enf
