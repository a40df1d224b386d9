#include "editor/look.h"

#include <nlohmann/json.hpp>

#include "engine/base/file.h"

namespace enf::editor {

Result<Look> read_look(const std::filesystem::path& file, Look otherwise) {
  if (file.empty()) return otherwise;
  Result<std::string> text = read_text_file(file);
  if (!text && text.error().id == "file.missing") return otherwise;
  if (!text) return fail(std::move(text.error()));
  const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object())
    return fail({.id = "look.damaged",
                 .what = "is no settings file",
                 .file = file.string(),
                 .advice = "Remove it, the editor makes it anew"});
  Look look = std::move(otherwise);
  if (auto theme = json.find("theme"); theme != json.end() && theme->is_string()) look.is_dark = *theme == "dark";
  if (auto scale = json.find("scale_percent"); scale != json.end() && scale->is_number())
    if (const double percent = scale->get<double>(); percent >= 80 && percent <= 200) look.scale_percent = percent;
  if (auto language = json.find("language"); language != json.end() && language->is_string()) {
    const auto& spoken = find_operator("view.language")->arguments.front().choices;
    if (std::ranges::find(spoken, language->get<std::string>()) != spoken.end()) look.language = *language;
  }
  return look;
}

Result<void> write_look(const std::filesystem::path& file, const Look& look) {
  if (file.empty()) return {};
  const nlohmann::ordered_json json{
      {"theme", look.is_dark ? "dark" : "light"}, {"scale_percent", look.scale_percent}, {"language", look.language}};
  if (auto made = make_folder(file.parent_path()); !made) return made;
  return write_file_atomic(file, json.dump(2) + "\n");
}

}  // namespace enf::editor
