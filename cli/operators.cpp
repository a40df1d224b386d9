// enfilade ops and enfilade run-op: what the editor can do, listed and done without it.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "editor/operators/editing.h"
#include "editor/operators/operator.h"

namespace enf::cli {

namespace {

using namespace editor;
using Json = nlohmann::ordered_json;

Json json_of(const ArgumentDesc& desc) {
  Json j{
      {"name", desc.name}, {"title", desc.title}, {"kind", kind_word(desc.kind)}, {"source", source_word(desc.source)}};
  bool is_number = desc.kind == ArgumentKind::number || desc.kind == ArgumentKind::whole;
  if (desc.unit != Unit::none) j["unit"] = unit_word(desc.unit);
  if (is_number) j["low"] = desc.low, j["high"] = desc.high;
  if (!desc.choices.empty()) j["choices"] = desc.choices;
  if (!desc.tables.empty()) j["tables"] = desc.tables;
  if (desc.at_least > 1) j["at_least"] = desc.at_least;
  if (desc.preset) {
    if (auto* number = std::get_if<double>(&*desc.preset))
      j["preset"] = *number;
    else
      j["preset"] = write_value(*desc.preset);
  }
  return j;
}

Json json_of(const Operator& op) {
  Json arguments = Json::array(), shortcuts = Json::array();
  for (const ArgumentDesc& desc : op.arguments) arguments.push_back(json_of(desc));
  for (const Shortcut& shortcut : op.shortcuts) {
    Json j{{"keys", shortcut.keys}};
    for (const auto& [name, value] : shortcut.arguments) j["arguments"][std::string(name)] = write_value(value);
    shortcuts.push_back(std::move(j));
  }
  return {{"id", op.id}, {"title", op.title}, {"help", op.help}, {"arguments", arguments}, {"shortcuts", shortcuts}};
}

void list_operators(bool as_json) {
  if (as_json) {
    Json all = Json::array();
    for (const Operator& op : all_operators()) all.push_back(json_of(op));
    fmt::print("{}\n", Json{{"ok", true}, {"operators", all}}.dump());
    return;
  }
  for (const Operator& op : all_operators()) {
    fmt::print("{:<30} {}\n", op.id, op.help);
    for (const ArgumentDesc& desc : op.arguments)
      fmt::print("{:<30}   {}: {}{}{}\n", "", desc.name, kind_word(desc.kind), desc.unit == Unit::none ? "" : ", ",
                 unit_word(desc.unit));
  }
}

struct Call {
  std::string project, op, select, room, language;
  int wall = -1;
  std::vector<std::string> pairs;
};

Result<Arguments> read_arguments(const Operator& op, const std::vector<std::string>& pairs) {
  Arguments arguments;
  for (const std::string& pair : pairs) {
    std::size_t equals = pair.find('=');
    std::string name = pair.substr(0, equals);
    auto desc = std::ranges::find(op.arguments, name, &ArgumentDesc::name);
    if (equals == pair.npos || desc == op.arguments.end())
      return fail({.id = "argument.unknown",
                   .what = equals == pair.npos ? fmt::format("\"{}\" is not of the form key=value", pair)
                                               : fmt::format("{} takes no argument of this name", op.id),
                   .field = name,
                   .advice = "See \"enfilade ops\" for those it takes"});
    Result<Value> value = read_value(*desc, pair.substr(equals + 1));
    if (!value) return fail(value.error());
    arguments.set(name, std::move(*value));
  }
  return arguments;
}

// What is selected and where one works, as the editor's own operators set it.
Result<void> set_up(Editing& editing, const Call& call) {
  auto run_with = [&](std::string_view id, const std::vector<std::string>& pairs) -> Result<void> {
    Result<Arguments> arguments = read_arguments(*find_operator(id), pairs);
    if (!arguments) return fail(arguments.error());
    return editing.run(id, *arguments);
  };
  Result<void> done;
  if (!call.select.empty()) done = run_with("edit.select", {"items=" + call.select});
  if (done && (!call.room.empty() || call.wall >= 0)) {
    std::vector<std::string> pairs{"room=" + (call.room.empty() ? editing.session().room.value : call.room)};
    if (call.wall >= 0) pairs.push_back(fmt::format("wall={}", call.wall));
    done = run_with("room.enter", pairs);
  }
  if (done && !call.language.empty()) done = run_with("edit.language", {"tag=" + call.language});
  return done;
}

Result<Editing> run(const Call& call) {
  const Operator* op = find_operator(call.op);
  if (!op)
    return fail({.id = "operator.unknown",
                 .what = fmt::format("there is no operator \"{}\"", call.op),
                 .advice = "List them with: enfilade ops"});
  Result<Editing> editing = Editing::open(call.project);
  if (!editing) return editing;
  if (auto ready = set_up(*editing, call); !ready) return fail(ready.error());
  Result<Arguments> arguments = read_arguments(*op, call.pairs);
  if (!arguments) return fail(arguments.error());
  if (auto done = editing->run(*op, *arguments); !done) return fail(done.error());
  if (auto kept = editing->wait_until_on_disk(); !kept) return fail(kept.error());
  return editing;
}

}  // namespace

void add_ops(CLI::App& app, int& exit_code) {
  auto as_json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("ops", "List what the editor can do: operators and their arguments");
  command->add_flag("--json", *as_json, "One JSON object on standard output");
  command->callback([as_json, &exit_code] {
    list_operators(*as_json);
    exit_code = success;
  });
}

void add_run_op(CLI::App& app, int& exit_code) {
  struct Options {
    Call call;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("run-op", "Run one of the editor's operators on a project; the journal keeps it");
  command->add_option("PROJECT", options->call.project, "The project's folder")->required();
  command->add_option("OPERATOR", options->call.op, "Its id, such as placement.hang")->required();
  command->add_option("KEY=VALUE", options->call.pairs, "Its arguments, such as work=carpet along=2.4");
  command->add_option("--select", options->call.select, "What is selected: placements/p-1,lights/l-2");
  command->add_option("--room", options->call.room, "The room one works in");
  command->add_option("--wall", options->call.wall, "The wall one works at, counted from 0");
  command->add_option("--language", options->call.language, "The language texts are written in");
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    Result<Editing> done = run(options->call);
    if (!done) {
      exit_code = report(done.error(), options->json);
      return;
    }
    const History& history = done->project().history();
    if (options->json) {
      Json selection = Json::array();
      for (const AnyId& id : done->session().selection) selection.push_back(text_of(id));
      fmt::print("{}\n", Json{{"ok", true},
                              {"step", history.position()},
                              {"selection", selection},
                              {"unsaved", done->session().has_unsaved_edits}}
                             .dump());
    } else {
      fmt::print("{}: {}\n", options->call.project, find_operator(options->call.op)->title);
    }
  });
}

}  // namespace enf::cli
