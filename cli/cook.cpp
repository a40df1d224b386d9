// enfilade cook: prepares a project's files for showing.
#include "engine/cook/cook.h"

#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "engine/app/visitor_document.h"
#include "engine/exhibition/project.h"
#include "engine/intake/media.h"

namespace enf::cli {

namespace fs = std::filesystem;

namespace {

enum class Verify { no, yes };  // whether to read everything prepared earlier and make damaged parts again

// The assets that the exhibition shows or could show, with what the curator confirmed about each.
std::vector<CookRequest> requests_of(const fs::path& folder, const Document& document,
                                     std::vector<CookFailure>& failures) {
  std::vector<CookRequest> requests;
  for (const Asset& asset : document.assets) {
    auto request = cook_request(folder, document, asset);
    if (request)
      requests.push_back(std::move(*request));
    else
      failures.push_back({asset.id.value, request.error()});
  }
  return requests;
}

// Reads every section of every chunk the project uses and drops the damaged ones, to be cooked again.
void drop_damaged(const Store& store, const CookedIndex& index) {
  for (const auto& [id, asset] : index) {
    auto chunk = store.open_chunk(asset.key);
    Result<void> whole;
    if (!chunk) whole = std::unexpected(chunk.error());
    std::vector<std::byte> scratch;
    for (std::uint32_t i = 0; whole && i < (*chunk)->section_count(); ++i)
      if (auto section = (*chunk)->section(i, scratch); !section) whole = std::unexpected(section.error());
    if (whole || whole.error().id == "store.missing") continue;
    fmt::print(stderr, "{}: {}; cooking it again\n", id, to_string(whole.error()));
    store.drop(asset.key);
  }
}

// Cooks all assets of the project into its store, with a progress bar; an interrupt ends it. What failed is in the
// summary. Errors: those of load_project, Store::open, write_cooked_index.
Result<CookSummary> cook_project(const fs::path& folder, Verify verify) {
  auto project = load_project(folder);
  if (!project) return std::unexpected(project.error());
  auto store = Store::open(store_folder(folder));
  if (!store) return std::unexpected(store.error());
  std::vector<CookFailure> failures;
  std::vector<CookRequest> requests = requests_of(folder, project->document(), failures);
  if (verify == Verify::yes) {
    auto index = read_cooked_index(folder);
    if (index) drop_damaged(*store, *index);
  }
  Jobs jobs;
  ProgressBar bar;
  const std::stop_token stop = stop_on_interrupt();
  CookSummary summary = cook_assets(requests, *store, jobs, {bar.listener(), stop});
  bar.finish();
  summary.failures.insert(summary.failures.begin(), failures.begin(), failures.end());
  if (auto written = write_cooked_index(folder, summary.cooked); !written) return std::unexpected(written.error());
  // A note is for whoever opens the project, so it is left to be found again.
  bool is_ready = verify == Verify::no && VisitorDocument::open(folder, project->loaded_state());
  if (project->notes().empty() && !is_ready)
    if (auto written = write_visitor_document(folder, project->document(), project->loaded_state()); !written)
      return std::unexpected(written.error());
  return summary;
}

}  // namespace

void add_cook(CLI::App& app, int& exit_code) {
  struct Options {
    std::string project;
    bool json = false, verify = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("cook", "Prepare a project's files for showing; finished work is kept");
  command->add_option("PROJECT", options->project, "The project's folder")->required();
  command->add_flag("--verify", options->verify, "Read everything prepared earlier and make damaged parts again");
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    auto summary = cook_project(options->project, options->verify ? Verify::yes : Verify::no);
    if (!summary) {
      exit_code = report(summary.error(), options->json);
      return;
    }
    exit_code = summary->failures.empty() ? success : failure;
    if (options->json) {
      std::string failures, warnings;
      for (const auto& [id, error] : summary->failures)
        failures += fmt::format("{}{{\"asset\":{},\"id\":{},\"text\":{}}}", failures.empty() ? "" : ",", json_text(id),
                                json_text(error.id), json_text(to_string(error)));
      for (const auto& [id, warning] : summary->warnings)
        warnings += fmt::format("{}{{\"asset\":{},\"id\":{},\"text\":{}}}", warnings.empty() ? "" : ",", json_text(id),
                                json_text(warning.id), json_text(warning.text));
      fmt::print("{{\"ok\":{},\"cooked\":{},\"ready\":{},\"failures\":[{}],\"warnings\":[{}]}}\n",
                 summary->failures.empty(), summary->fresh, summary->ready, failures, warnings);
      return;
    }
    for (const auto& [id, warning] : summary->warnings)
      fmt::print(stderr, "{}: {} [{}]\n", id, warning.text, warning.id);
    for (const auto& [id, error] : summary->failures) fmt::print(stderr, "{}: {}\n", id, to_string(error));
    fmt::print("{}: {} prepared now, {} ready before, {} failed\n", options->project, summary->fresh, summary->ready,
               summary->failures.size());
  });
}

}  // namespace enf::cli
