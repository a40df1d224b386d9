// The interface of tours: the list one chooses from, and the caption of a stop.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/app/eye_pose.h"
#include "engine/app/ui.h"
#include "engine/app/ui_look.h"

namespace enf {

// Above the strip's right end: one tour a line, with its minutes.
void Ui::lay_out_tours(const UiState& state, UiFrame& frame) {
  if (!state.tours_are_open || state.tours.empty()) return;
  float s = state.scale, opacity = eased(state.strip_opacity), row = 56 * s;
  struct Line {
    Picture title, minutes;
  };
  std::vector<Line> lines;
  float wide = 0;
  for (const TourChoice& tour : state.tours) {
    auto tr = [&](std::string_view english) {
      return messages_.get(state.language, english, std::to_string(tour.minutes));
    };
    lines.push_back({line(tour.title.text, {.size = 17, .colour = light_text, .language = tour.title.language}, s),
                     line(tr("{} min"), {.size = 16, .colour = quiet_light, .language = state.language}, s)});
    wide = std::max(wide, static_cast<float>(lines.back().title->width + lines.back().minutes->width));
  }
  float width = std::min(static_cast<float>(state.width), wide + 4 * gap * s),
        height = row * static_cast<float>(lines.size());
  UiRect place{static_cast<float>(state.width) - width, static_cast<float>(state.height) - strip_height * s - height,
               width, height};
  frame.images.push_back({plain(night), place, opacity * 0.94f});
  for (std::size_t i = 0; i < lines.size(); ++i) {
    UiRect button{place.x, place.y + row * static_cast<float>(i), width, row};
    auto put = [&](const Picture& picture, float x) {
      frame.images.push_back({picture,
                              {std::round(x), std::round(button.y + (row - static_cast<float>(picture->height)) / 2),
                               static_cast<float>(picture->width), static_cast<float>(picture->height)},
                              opacity});
    };
    put(lines[i].title, button.x + gap * s);
    put(lines[i].minutes, button.x + width - gap * s - static_cast<float>(lines[i].minutes->width));
    if (button.contains(state.pointer))
      frame.images.push_back({plain(accent), {button.x, button.y, 4 * s, row}, opacity});
    frame.buttons.push_back({.action = UiAction::tour, .tour = state.tours[i].tour, .place = button});
  }
}

// A sheet above the strip: the tour and how far it is, what is told here, and the ways on.
void Ui::lay_out_caption(const UiState& state, UiFrame& frame) {
  if (!state.tour || state.tour_opacity <= 0) return;
  const TourWords& words = *state.tour;
  float s = state.scale, opacity = eased(state.tour_opacity), foot = 56 * s;
  float width = std::min(static_cast<float>(state.width) - 2 * gap * s, 820 * s);

  TextBlock text{.width = width / s - 2 * margin, .texels_per_unit = s};
  text.paragraphs.push_back({.runs = {{fmt::format("{}  ·  {} / {}", words.title.text, words.stop + 1, words.stops),
                                       {.size = 15, .colour = quiet_ink, .language = words.title.language}}},
                             .line_height = 1.3});
  const ChosenText& told = words.travels ? words.place : words.narration;
  text.paragraphs.push_back({.runs = {{told.text,
                                       {.role = FontRole::serif,
                                        .size = words.travels ? 22.0 : 21.0,
                                        .colour = words.travels ? quiet_ink : ink,
                                        .language = told.language}}},
                             .line_height = 1.4,
                             .space_before = 8});
  Picture picture = block(text);

  float height = static_cast<float>(picture->height) + gap * s + foot;
  UiRect place{std::round((static_cast<float>(state.width) - width) / 2),
               std::round(static_cast<float>(state.height) - strip_height * s - gap * s - height), width, height};
  frame.images.push_back({plain(paper), place, opacity * 0.96f});
  frame.images.push_back({picture,
                          {std::round(place.x + margin * s), std::round(place.y + gap * s),
                           static_cast<float>(picture->width), static_cast<float>(picture->height)},
                          opacity});

  auto tr = [&](std::string_view english) { return std::string(messages_.get(state.language, english)); };
  auto button = [&](UiAction action, const std::string& name, float x, bool from_right) {
    Picture label = line(name, {.size = 16, .weight = 600, .colour = accent_on_paper, .language = state.language}, s);
    float wide = static_cast<float>(label->width) + gap * s;
    UiRect at{std::round(from_right ? x - wide : x), place.y + height - foot, wide, foot};
    frame.images.push_back(
        {label,
         {std::round(at.x + gap / 2 * s), std::round(at.y + (foot - static_cast<float>(label->height)) / 2),
          static_cast<float>(label->width), static_cast<float>(label->height)},
         opacity});
    if (at.contains(state.pointer))
      frame.images.push_back(
          {plain(accent), {at.x + gap / 2 * s, at.y + foot - 4 * s, wide - gap * s, 4 * s}, opacity});
    frame.buttons.push_back({.action = action, .place = at});
    return wide;
  };
  float x = place.x + (margin - gap / 2) * s;
  if (words.stop > 0) x += button(UiAction::tour_previous, tr("Previous"), x, false);
  if (words.stop + 1 < words.stops) button(UiAction::tour_next, tr("Next"), x, false);
  button(UiAction::tour_leave, tr("Leave the tour"), place.x + width - (margin - gap / 2) * s, true);
}

}  // namespace enf
