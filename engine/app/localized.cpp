#include "engine/app/localized.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/text/languages.h"

namespace enf {

ChosenText choose(const LocalizedText& text, std::string_view language) {
  for (const std::string& tag : fallback_chain(language))
    if (auto found = text.find(tag); found != text.end() && !found->second.empty()) return {tag, found->second};
  for (const auto& [tag, words] : text)
    if (!words.empty()) return {tag, words};
  return {};
}

std::string size_in_cm(const Work& work, std::string_view language) {
  std::string size;
  auto add = [&](double millimetres) {
    if (millimetres <= 0) return;
    double tenths = std::round(millimetres);  // a millimetre is a tenth of a centimetre
    std::string number = std::fmod(tenths, 10) == 0 ? fmt::format("{:.0f}", tenths / 10) : fmt::format("{:.1f}", tenths / 10);
    if (!language.starts_with("en"))
      if (std::size_t point = number.find('.'); point != std::string::npos) number[point] = ',';
    size += (size.empty() ? "" : " × ") + number;
  };
  add(work.height_mm);
  add(work.width_mm);
  if (work.form == WorkForm::three_dimensional) add(work.depth_mm);
  return size;
}

}  // namespace enf
