#include "editor/recents.h"

#include <algorithm>

#include "engine/base/file.h"
#include "engine/exhibition/project.h"

namespace enf::editor {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kept = 12;

std::string in_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

Result<std::vector<RecentProject>> read_recents(const fs::path& file) {
  std::vector<RecentProject> recents;
  if (file.empty()) return recents;
  Result<std::string> text = read_text_file(file);
  if (!text && text.error().id == "file.missing") return recents;
  if (!text) return fail(std::move(text.error()));
  for (std::size_t begin = 0; begin < text->size();) {
    std::size_t end = std::min(text->find('\n', begin), text->size());
    std::string line = text->substr(begin, end - begin);
    begin = end + 1;
    std::size_t tab = line.find('\t');
    if (tab == line.npos) continue;
    std::error_code ignored;
    RecentProject project{line.substr(0, tab), line.substr(tab + 1)};
    if (fs::exists(exhibition_file(project.folder), ignored)) recents.push_back(std::move(project));
  }
  return recents;
}

Result<void> remember_project(const fs::path& file, const RecentProject& project) {
  if (file.empty()) return {};
  Result<std::vector<RecentProject>> recents = read_recents(file);
  if (!recents) return fail(std::move(recents.error()));
  std::error_code ignored;
  fs::path whole = fs::weakly_canonical(project.folder, ignored);
  if (whole.native().find_first_of("\n\t") != std::string::npos) return {};  // it cannot be told apart in the list
  std::erase_if(*recents, [&](const RecentProject& other) { return other.folder == whole; });
  recents->insert(recents->begin(), {whole, project.title});
  if (recents->size() > kept) recents->resize(kept);
  std::string text;
  for (const RecentProject& one : *recents) text += one.folder.string() + '\t' + in_one_line(one.title) + '\n';
  if (auto made = make_folder(file.parent_path()); !made) return made;
  return write_file_atomic(file, std::string_view(text));
}

}  // namespace enf::editor
