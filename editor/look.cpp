#include "editor/look.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/file.h"

namespace enf::editor {

namespace {

void take(Look& look, std::string_view name, std::string_view value) {
  if (name == "theme" && (value == "light" || value == "dark")) look.is_dark = value == "dark";
  if (name == "scale_percent") {
    double percent = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), percent);
    const bool is_number = problem == std::errc{} && end == value.data() + value.size();
    if (is_number && percent >= 80 && percent <= 200) look.scale_percent = percent;
  }
  if (name == "language") {
    const std::vector<std::string>& spoken = find_operator("view.language")->arguments.front().choices;
    if (std::ranges::find(spoken, value) != spoken.end()) look.language = value;
  }
}

}  // namespace

Result<Look> read_look(const std::filesystem::path& file, Look otherwise) {
  if (file.empty()) return otherwise;
  Result<std::string> text = read_text_file(file);
  if (!text && text.error().id == "file.missing") return otherwise;
  if (!text) return fail(std::move(text.error()));
  for (std::size_t begin = 0; begin < text->size();) {
    const std::size_t end = std::min(text->find('\n', begin), text->size());
    const std::string_view line = std::string_view(*text).substr(begin, end - begin);
    if (const std::size_t tab = line.find('\t'); tab != line.npos)
      take(otherwise, line.substr(0, tab), line.substr(tab + 1));
    begin = end + 1;
  }
  return otherwise;
}

Result<void> write_look(const std::filesystem::path& file, const Look& look) {
  if (file.empty()) return {};
  const std::string text = fmt::format("theme\t{}\nscale_percent\t{}\nlanguage\t{}\n", look.is_dark ? "dark" : "light",
                                       look.scale_percent, look.language);
  if (auto made = make_folder(file.parent_path()); !made) return made;
  return write_file_atomic(file, std::string_view(text));
}

}  // namespace enf::editor
