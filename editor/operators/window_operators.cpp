// What needs the editor's window: how it looks, other screens, what the views show.
#include "editor/operators/groups.h"

namespace enf::editor {

namespace {

using What = WindowRequest::What;

// An operator that asks something of the window.
Operator asking(std::string_view id, std::string_view title, std::string_view help, What what,
                std::vector<Shortcut> shortcuts = {}) {
  return {.id = id,
          .title = title,
          .help = help,
          .shortcuts = std::move(shortcuts),
          .changes_document = false,
          .needs_window = true,
          .run = [what](const Session&, const Arguments&) -> Result<Outcome> {
            return Outcome{.request = WindowRequest{what, {}}};
          }};
}

// The same about one record.
Operator asking_about(std::string_view id, std::string_view title, std::string_view help, ArgumentDesc about,
                      What what) {
  const std::string name(about.name);
  Operator op = asking(id, title, help, what);
  op.arguments = {std::move(about)};
  op.run = [what, name](const Session&, const Arguments& arguments) -> Result<Outcome> {
    return Outcome{.request = WindowRequest{what, std::get<AnyId>(*arguments.find(name))}};
  };
  return op;
}

// An operator that changes how the window looks.
Operator looking(std::string_view id, std::string_view title, std::string_view help, ArgumentDesc argument,
                 std::function<Value(const Look&)> now, std::function<void(Look&, const Arguments&)> change) {
  const std::string name(argument.name);
  return {.id = id,
          .title = title,
          .help = help,
          .arguments = {std::move(argument)},
          .changes_document = false,
          .needs_window = true,
          .present =
              [name, now = std::move(now)](const Session& session, const Arguments&) {
                return Arguments{{name, now(*session.look)}};
              },
          .run = [change = std::move(change)](const Session& session, const Arguments& arguments) -> Result<Outcome> {
            Look look = *session.look;
            change(look, arguments);
            return Outcome{.look = std::move(look)};
          }};
}

}  // namespace

std::vector<Operator> window_operators() {
  Operator bring_in = asking("window.bring-in", tr("Bring in a file…"),
                             tr("A picture, or the model of a work, a room or a whole floor."), What::bring_in);
  bring_in.poll = needs_writable;
  return {
      asking("window.open-another", tr("Open another exhibition"),
             tr("Closes this one, which is kept as it is, and shows those opened of late."), What::open_another),
      std::move(bring_in),
      asking("window.visit", tr("See it as visitors do"), tr("Walks through the exhibition as it is, and back."),
             What::visit, {{"F5"}}),
      asking("window.practise", tr("Practise: hang three works"),
             tr("Opens an exhibition to practise in, with an assistant."), What::practise),
      asking_about("tour.play", tr("Play the tour"), tr("Plays the tour in the perspective as visitors are led."),
                   {.name = "tour", .title = tr("Tour"), .kind = ArgumentKind::id, .tables = {"tours"}}, What::play),
      asking("view.fit-house", tr("Show the whole house in the plan"), tr("Fits all rooms into the plan."),
             What::fit_house),
      asking("view.fit-room", tr("Show the room in the plan"), tr("Fits the room one works in into the plan."),
             What::fit_room),
      looking(
          "view.theme", tr("Light or dark"), tr("Chooses the interface's colours."),
          choice("theme", tr("Colours"), {"light", "dark"}),
          [](const Look& look) { return std::string(look.is_dark ? "dark" : "light"); },
          [](Look& look, const Arguments& a) { look.is_dark = a.text("theme") == "dark"; }),
      looking(
          "view.scale", tr("Size of the interface"), tr("Sets how large letters, buttons and drawings are."),
          {.name = "percent", .title = tr("Size"), .unit = Unit::percent, .low = 80, .high = 200},
          [](const Look& look) { return look.scale_percent; },
          [](Look& look, const Arguments& a) { look.scale_percent = a.number("percent"); }),
      looking(
          "view.language", tr("Language of the interface"), tr("Chooses the language the editor speaks."),
          choice("tag", tr("Language"), {"az", "en", "ka", "ru", "tr", "uz"}),
          [](const Look& look) { return look.language; },
          [](Look& look, const Arguments& a) { look.language = a.text("tag"); }),
  };
}

}  // namespace enf::editor
