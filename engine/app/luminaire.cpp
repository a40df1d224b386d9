#include "engine/app/luminaire.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/file.h"
#include "engine/light/photometry_file.h"

namespace enf {

Result<LuminaireFacts> take_luminaire(const std::filesystem::path& project, const std::filesystem::path& file) {
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
  auto text = read_text_file(file);
  if (!text) return fail(text.error());
  std::error_code error;
  std::filesystem::create_directories(project / "luminaires", error);
  for (int n = 1;; ++n) {
    std::string name =
        n == 1 ? file.filename().string() : fmt::format("{}-{}{}", file.stem().string(), n, file.extension().string());
    std::filesystem::path place = project / "luminaires" / name;
    facts.file = "luminaires/" + name;
    if (auto there = read_text_file(place); there && *there == *text) return facts;
    if (std::filesystem::exists(place, error)) continue;
    if (auto written = write_file_atomic(place, *text); !written) return fail(written.error());
    return facts;
  }
}

}  // namespace enf
