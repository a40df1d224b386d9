// enfilade bake: traces the light of rooms that changed.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "engine/app/baked_light.h"

namespace enf::cli {

namespace {

Result<BakeSummary> bake(const std::string& project, BakeQuality quality) {
  auto exhibition = open_exhibition(project);
  if (!exhibition) return std::unexpected(exhibition.error());
  Jobs jobs;
  ProgressBar bar;
  const std::stop_token stop = stop_on_interrupt();
  auto summary = bake_exhibition(**exhibition, quality, jobs, {bar.listener(), stop});
  bar.finish();
  for (const Error& note : (*exhibition)->notes()) fmt::print(stderr, "enfilade: {}\n", to_string(note));
  return summary;
}

}  // namespace

void add_bake(CLI::App& app, int& exit_code) {
  struct Options {
    std::string project, quality = "final";
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("bake", "Trace the light of rooms that changed; finished rooms are kept");
  command->add_option("PROJECT", options->project, "The project's folder")->required();
  command->add_option("--quality", options->quality, "preview: a first look; final")
      ->check(CLI::IsMember({"preview", "final"}));
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    auto summary = bake(options->project, options->quality == "preview" ? BakeQuality::preview : BakeQuality::final);
    if (!summary) {
      exit_code = report(summary.error(), options->json);
      return;
    }
    std::string notes;
    for (const BakeNote& note : summary->notes) {
      fmt::print(stderr, "room {}: {} [{}]\n", note.room.value, note.text, note.id);
      notes += fmt::format(R"({}{{"room":{},"id":{},"text":{}}})", notes.empty() ? "" : ",", json_text(note.room.value),
                           json_text(note.id), json_text(note.text));
    }
    if (options->json)
      fmt::print("{{\"ok\":true,\"baked\":{},\"ready\":{},\"probes\":{},\"texels\":{},\"warnings\":[{}]}}\n", summary->fresh,
                 summary->ready, summary->probes, summary->texels, notes);
    else
      fmt::print("{}: {} rooms baked now ({} probes, {} texels), {} ready before\n", options->project,
                 summary->fresh, summary->probes, summary->texels, summary->ready);
  });
}

}  // namespace enf::cli
