// Tours: views in an order, with what is told at each.
#include <algorithm>
#include <utility>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

constexpr double shortest_s = 1, longest_s = 3600;

ArgumentDesc tour_argument() {
  return {.name = "tour", .title = tr("Tour"), .kind = ArgumentKind::id, .tables = {"tours"}};
}
ArgumentDesc stop_argument(std::string_view name, std::string_view title) {
  return {.name = name, .title = title, .kind = ArgumentKind::whole, .low = 0, .high = 199};
}

Tour tour_of(const Session& session, const Arguments& arguments) {
  return *session.document.find(arguments.id<TourId>("tour"));
}
// The stop of that number; null if the tour has fewer.
TourStop* stop_of(Tour& tour, const Arguments& arguments, std::string_view name = "stop") {
  std::uint32_t number = arguments.whole(name);
  return number < tour.stops.size() ? &tour.stops[number] : nullptr;
}
std::unexpected<Error> no_such_stop() { return refuse(tr("The tour has no such stop.")); }

Result<Outcome> put_tour(Tour tour) { return Outcome{.edit = put(std::move(tour))}; }

Result<Outcome> add(const Session& session, const Arguments& arguments) {
  Tour tour{.id = fresh_id<Tour>(session.document, "tour")};
  if (!arguments.text("name").empty()) tour.title[session.language] = arguments.text("name");
  for (const ViewpointId& view : arguments.ids_of<ViewpointId>("items")) tour.stops.push_back({.viewpoint = view});
  return put_tour(std::move(tour));
}

Result<Outcome> add_stop(const Session& session, const Arguments& arguments) {
  Tour tour = tour_of(session, arguments);
  tour.stops.push_back({.viewpoint = arguments.id<ViewpointId>("view")});
  return put_tour(std::move(tour));
}

Result<Outcome> remove_stop(const Session& session, const Arguments& arguments) {
  Tour tour = tour_of(session, arguments);
  if (!stop_of(tour, arguments)) return no_such_stop();
  if (tour.stops.size() == 1) return refuse(tr("A tour has at least one stop; remove the tour instead."));
  tour.stops.erase(tour.stops.begin() + arguments.whole("stop"));
  return put_tour(std::move(tour));
}

Result<Outcome> move_stop(const Session& session, const Arguments& arguments) {
  Tour tour = tour_of(session, arguments);
  if (!stop_of(tour, arguments) || !stop_of(tour, arguments, "to")) return no_such_stop();
  auto from = tour.stops.begin() + arguments.whole("stop"), to = tour.stops.begin() + arguments.whole("to");
  if (from < to)
    std::rotate(from, from + 1, to + 1);
  else
    std::rotate(to, from, from + 1);
  return put_tour(std::move(tour));
}

Result<Outcome> set_dwell(const Session& session, const Arguments& arguments) {
  Tour tour = tour_of(session, arguments);
  TourStop* stop = stop_of(tour, arguments);
  if (!stop) return no_such_stop();
  stop->dwell_s = arguments.number("seconds");
  return put_tour(std::move(tour));
}

Result<Outcome> narrate(const Session& session, const Arguments& arguments) {
  Tour tour = tour_of(session, arguments);
  TourStop* stop = stop_of(tour, arguments);
  if (!stop) return no_such_stop();
  write(stop->narration, arguments);
  return put_tour(std::move(tour));
}

bool is_used(const Document& document, const AssetId& asset) {
  for (const Tour& tour : document.tours)
    for (const TourStop& stop : tour.stops)
      for (const TourAudio& audio : stop.audio)
        if (audio.asset == asset) return true;
  return std::ranges::any_of(document.works, [&](const Work& work) { return work.asset == asset; });
}

// Takes the recording in this language away, and its asset if nobody else names it.
void take_audio_away(Draft& draft, const TourId& id, std::size_t number, const std::string& language) {
  Tour tour = *draft.now().find(id);
  std::vector<TourAudio>& all = tour.stops[number].audio;
  auto found = std::ranges::find(all, language, &TourAudio::language);
  if (found == all.end()) return;
  const AssetId asset = found->asset;
  all.erase(found);
  draft.put(std::move(tour));
  if (!is_used(draft.now(), asset)) draft.apply(enf::remove(asset));
}

Result<Outcome> set_audio(const Session& session, const Arguments& arguments) {
  Tour before = tour_of(session, arguments);
  if (!stop_of(before, arguments)) return no_such_stop();
  const std::string &file = arguments.text("file"), &language = arguments.text("language");
  Draft draft(session.document);
  AssetId asset;
  for (const Asset& one : session.document.assets)
    if (one.path == file) asset = one.id;
  if (asset.empty()) {
    asset = fresh_id<Asset>(session.document, "sound");
    draft.put(Asset{.id = asset, .path = file});
  }
  Tour tour = before;
  std::vector<TourAudio>& all = stop_of(tour, arguments)->audio;
  auto found = std::ranges::find(all, language, &TourAudio::language);
  const AssetId replaced = found == all.end() ? AssetId{} : std::exchange(found->asset, asset);
  if (found == all.end()) all.push_back({language, asset});
  draft.put(std::move(tour));
  if (!replaced.empty() && !is_used(draft.now(), replaced)) draft.apply(enf::remove(replaced));
  return draft.outcome();
}

Result<Outcome> remove_audio(const Session& session, const Arguments& arguments) {
  Tour tour = tour_of(session, arguments);
  const TourStop* stop = stop_of(tour, arguments);
  if (!stop) return no_such_stop();
  const std::string& language = arguments.text("language");
  if (std::ranges::find(stop->audio, language, &TourAudio::language) == stop->audio.end())
    return refuse(tr("There is no recording in this language."));
  Draft draft(session.document);
  take_audio_away(draft, tour.id, arguments.whole("stop"), language);
  return draft.outcome();
}

}  // namespace

std::vector<Operator> tour_operators() {
  ArgumentDesc seconds{.name = "seconds", .title = tr("Seconds"), .low = shortest_s, .high = longest_s, .preset = 25.0};
  ArgumentDesc views = selected({"viewpoints"});
  ArgumentDesc view{.name = "view", .title = tr("View"), .kind = ArgumentKind::id, .tables = {"viewpoints"}};
  return {
      {.id = "tour.add",
       .title = tr("New tour"),
       .help = tr("Begins a tour at the selected views, in the order in which they were selected."),
       .arguments = {views, words("name", tr("Name"))},
       .run = add},
      {.id = "tour.rename",
       .title = tr("Name the tour"),
       .help = tr("Sets a tour's title in one language."),
       .arguments = {tour_argument(), words("text", tr("Name")), language_argument()},
       .run = [](const Session& session, const Arguments& arguments) -> Result<Outcome> {
         Tour tour = tour_of(session, arguments);
         write(tour.title, arguments);
         return put_tour(std::move(tour));
       }},
      {.id = "tour.add-stop",
       .title = tr("Add a stop"),
       .help = tr("Leads the tour to a view after its last stop."),
       .arguments = {tour_argument(), view},
       .run = add_stop},
      {.id = "tour.remove-stop",
       .title = tr("Remove the stop"),
       .help = tr("Leaves a stop out of the tour."),
       .arguments = {tour_argument(), stop_argument("stop", tr("Stop"))},
       .run = remove_stop},
      {.id = "tour.move-stop",
       .title = tr("Move the stop"),
       .help = tr("Gives a stop another place in the tour; stops are counted from 0."),
       .arguments = {tour_argument(), stop_argument("stop", tr("Stop")), stop_argument("to", tr("To"))},
       .run = move_stop},
      {.id = "tour.set-dwell",
       .title = tr("Time at the stop"),
       .help = tr("Sets how long the tour waits at a stop."),
       .arguments = {tour_argument(), stop_argument("stop", tr("Stop")), seconds},
       .run = set_dwell},
      {.id = "tour.narrate",
       .title = tr("Tell at the stop"),
       .help = tr("Sets what is told at a stop in one language."),
       .arguments = {tour_argument(), stop_argument("stop", tr("Stop")), words("text", tr("Text")),
                     language_argument()},
       .run = narrate},
      {.id = "tour.set-audio",
       .title = tr("Speak at the stop"),
       .help = tr("Sets the recording that is played at a stop in one language: a sound file of the exhibition."),
       .arguments = {tour_argument(), stop_argument("stop", tr("Stop")), words("file", tr("File")),
                     language_argument()},
       .run = set_audio},
      {.id = "tour.remove-audio",
       .title = tr("Remove the recording"),
       .help = tr("Lets a stop be without its recording in one language; the file stays."),
       .arguments = {tour_argument(), stop_argument("stop", tr("Stop")), language_argument()},
       .run = remove_audio},
      {.id = "tour.remove",
       .title = tr("Remove the tour"),
       .help = tr("Forgets a tour; its views stay."),
       .arguments = {tour_argument()},
       .run = [](const Session&, const Arguments& arguments) -> Result<Outcome> {
         return Outcome{.edit = remove(arguments.id<TourId>("tour"))};
       }},
  };
}

}  // namespace enf::editor
