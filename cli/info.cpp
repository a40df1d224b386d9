// enfilade info: the intake report of any model or image, without a project.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "engine/cook/import.h"

namespace enf::cli {

namespace {

struct Options {
  std::string file;
  CataloguedSize catalogued;
  bool json = false;
};

void print_for_people(const std::string& file, const IntakeReport& report) {
  fmt::print("{}\n", file);
  if (report.kind == AssetKind::image) {
    fmt::print("  image     {}, {} x {} pixels, colour profile {}\n", report.format, report.width, report.height,
               report.colour_profile.empty() ? "unknown" : report.colour_profile);
  } else {
    vec3 size = report.bounds.size();
    fmt::print("  model     {}, {} triangles, {} vertices, {} materials\n", report.format, report.triangles,
               report.vertices, report.materials);
    fmt::print("  size      {:.3f} x {:.3f} x {:.3f} m (width, height, depth)\n", size.x, size.y, size.z);
    if (report.open_edges && *report.open_edges > 0)
      fmt::print("  surface   {} open edges: the surface has holes or is not closed\n", *report.open_edges);
    for (const IntakeTexture& texture : report.textures)
      fmt::print("  texture   {} ({} x {})\n", texture.name, texture.width, texture.height);
  }
  if (report.proposal) fmt::print("  proposal  {}\n", report.proposal->reason);
  for (const IntakeWarning& warning : report.warnings) fmt::print("  note      {} [{}]\n", warning.text, warning.id);
}

}  // namespace

void add_info(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("info", "The intake report of any model or image");
  command->add_option("FILE", options->file, "A model or an image")->required();
  command->add_option("--width-mm", options->catalogued.width_mm, "Catalogued width, to judge unit and up axis");
  command->add_option("--height-mm", options->catalogued.height_mm, "Catalogued height");
  command->add_option("--depth-mm", options->catalogued.depth_mm, "Catalogued depth");
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    auto report_of_file = examine(options->file, options->catalogued);
    if (!report_of_file)
      exit_code = report(report_of_file.error(), options->json);
    else if (options->json)
      fmt::print("{}\n", to_json(*report_of_file));
    else
      print_for_people(options->file, *report_of_file);
  });
}

}  // namespace enf::cli
