#include "engine/app/luminaire.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "engine/base/file.h"
#include "engine/light/photometry_file.h"

namespace enf {

namespace {

Result<LuminaireFacts> facts_of(const std::filesystem::path& file) {
  auto photometry = read_photometry(file);
  if (!photometry) return fail(photometry.error());
  LuminaireFacts facts{.peak_cd = peak_cd(*photometry), .lumens = luminous_flux_lm(*photometry)};
  if (!(facts.peak_cd > 0))
    return fail({.id = "luminaire.dark",
                 .what = "this luminaire emits no light",
                 .file = file.string(),
                 .advice = "Ask its maker for another file"});
  facts.beam_rad = glm::radians(opening_angle_deg(*photometry, 0.5));
  facts.field_rad = std::max(facts.beam_rad, glm::radians(opening_angle_deg(*photometry, 0.1)));
  return facts;
}

}  // namespace

Result<LuminaireFacts> luminaire_facts(const std::filesystem::path& project, const std::string& file) {
  auto facts = facts_of(project / file);
  if (facts) facts->file = file;
  return facts;
}

std::vector<std::string> luminaire_files(const std::filesystem::path& project) {
  std::vector<std::string> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(project / "luminaires", error), end;
  for (; !error && entry != end; entry.increment(error)) {
    std::string ending = entry->path().extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (ending == ".ies" || ending == ".ldt") files.push_back("luminaires/" + entry->path().filename().string());
  }
  std::ranges::sort(files);
  return files;
}

Result<LuminaireFacts> take_luminaire(const std::filesystem::path& project, const std::filesystem::path& file) {
  auto facts = facts_of(file);
  if (!facts) return facts;
  auto text = read_text_file(file);
  if (!text) return fail(text.error());
  std::error_code error;
  std::filesystem::create_directories(project / "luminaires", error);
  for (int n = 1;; ++n) {
    std::string name =
        n == 1 ? file.filename().string() : fmt::format("{}-{}{}", file.stem().string(), n, file.extension().string());
    std::filesystem::path place = project / "luminaires" / name;
    facts->file = "luminaires/" + name;
    if (auto there = read_text_file(place); there && *there == *text) return facts;
    if (std::filesystem::exists(place, error)) continue;
    if (auto written = write_file_atomic(place, *text); !written) return fail(written.error());
    return facts;
  }
}

}  // namespace enf
