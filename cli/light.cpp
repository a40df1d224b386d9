// enfilade light: luminaires and what they emit.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "engine/light/photometry_file.h"

namespace enf::cli {

namespace {

struct Figures {
  double lumens, peak_cd, beam_deg, field_deg;
};

const char* name_of(PhotometricSymmetry symmetry) {
  switch (symmetry) {
    case PhotometricSymmetry::rotational:
      return "rotational";
    case PhotometricSymmetry::quadrant:
      return "quadrant";
    case PhotometricSymmetry::bilateral:
      return "bilateral";
    case PhotometricSymmetry::none:
      break;
  }
  return "none";
}

char letter_of(PhotometricType type) {
  return type == PhotometricType::c ? 'C' : type == PhotometricType::b ? 'B' : 'A';
}

void print_for_programs(const Photometry& p, const Figures& figures) {
  std::string notes;
  for (const PhotometryNote& note : p.notes)
    notes +=
        fmt::format(R"({}{{"id":{},"text":{}}})", notes.empty() ? "" : ",", json_text(note.id), json_text(note.text));
  fmt::print(R"({{"ok":true,"format":{},"type":"{}","maker":{},"luminaire":{},"lamp":{},)", json_text(p.format),
             letter_of(p.type), json_text(p.maker), json_text(p.luminaire), json_text(p.lamp));
  fmt::print(R"("lumens":{:.3f},"peak_cd":{:.3f},"beam_deg":{:.2f},"field_deg":{:.2f},"symmetry":"{}","watts":{},)",
             figures.lumens, figures.peak_cd, figures.beam_deg, figures.field_deg, name_of(p.symmetry), p.watts);
  fmt::print(R"("rated_lumens":{},"opening_m":[{},{},{}],"round":{},"warnings":[{}]}})"
             "\n",
             p.rated_lumens, p.opening_m.x, p.opening_m.y, p.opening_m.z, p.is_round, notes);
}

void print_for_people(const std::string& file, const Photometry& p, const Figures& figures) {
  fmt::print("{}\n  {} {}\n", file, p.maker, p.luminaire);
  fmt::print("  file      {}, type {}, {} x {} intensities, symmetry {}\n", p.format, letter_of(p.type),
             p.horizontal_deg.size(), p.vertical_deg.size(), name_of(p.symmetry));
  fmt::print("  light     {:.0f} lm, at most {:.0f} cd, beam {:.1f} deg, field {:.1f} deg\n", figures.lumens,
             figures.peak_cd, figures.beam_deg, figures.field_deg);
  if (p.watts > 0) fmt::print("  power     {} W, {:.0f} lm/W\n", p.watts, figures.lumens / p.watts);
  for (const PhotometryNote& note : p.notes) fmt::print("  note      {} [{}]\n", note.text, note.id);
}

}  // namespace

void add_light(CLI::App& app, int& exit_code) {
  CLI::App* light = app.add_subcommand("light", "Luminaires and what they emit");
  light->require_subcommand(1);
  CLI::App* command = light->add_subcommand("file", "What a luminaire file (IES LM-63 or EULUMDAT) says");
  struct Options {
    std::string file;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "An .ies or .ldt file")->required();
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    auto photometry = read_photometry(options->file);
    if (!photometry) {
      exit_code = report(photometry.error(), options->json);
      return;
    }
    Figures figures{luminous_flux_lm(*photometry), peak_cd(*photometry), opening_angle_deg(*photometry, 0.5),
                    opening_angle_deg(*photometry, 0.1)};
    if (options->json)
      print_for_programs(*photometry, figures);
    else
      print_for_people(options->file, *photometry, figures);
  });
}

}  // namespace enf::cli
