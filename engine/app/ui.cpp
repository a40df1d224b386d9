#include "engine/app/ui.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/app/eye_pose.h"
#include "engine/app/label_painter.h"
#include "engine/app/ui_look.h"
#include "engine/base/log.h"
#include "engine/scene/walk.h"

namespace enf {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace

float metres(EyeHeight height) {
  switch (height) {
    case EyeHeight::seated: return seated_eye_m;
    case EyeHeight::child: return child_eye_m;
    case EyeHeight::standing: break;
  }
  return standing_eye_m;
}

PanelWords panel_words(const Document& document, const Work& work, std::string_view language) {
  PanelWords words{.title = choose(work.title, language),
                   .maker = choose(work.maker, language),
                   .date = choose(work.date, language),
                   .materials = choose(work.materials, language),
                   .description = choose(work.description, language),
                   .credit_line = choose(work.credit_line, language),
                   .accession_number = work.accession_number,
                   .size_cm = size_in_cm(work, language)};
  if (const Institution* lender = document.find(work.lender)) words.lender = choose(lender->name, language);
  return words;
}

UiRect panel_place(std::uint32_t width, std::uint32_t height, float scale) {
  auto w = static_cast<float>(width), h = static_cast<float>(height);
  if (w >= h) {
    float panel = std::round(std::clamp(w * 0.33f, 320 * scale, 480 * scale));
    panel = std::min(panel, w * 0.6f);
    return {w - panel, 0, panel, h};
  }
  float panel = std::round(h * 0.42f);
  return {0, h - panel, w, panel};
}

Ui::Picture Ui::block(const TextBlock& text) {
  std::string key = fmt::format("{} {} {}", text.width, text.texels_per_unit, text.shrink_to_fit);
  for (const Paragraph& paragraph : text.paragraphs)
    for (const TextRun& run : paragraph.runs)
      key += fmt::format("\n{} {} {} {} {} {} {} {}", static_cast<int>(run.style.role), run.style.size, run.style.weight,
                         run.style.colour[0], run.style.colour[2], run.style.language, paragraph.space_before, run.text);
  Kept& kept = kept_[key];
  kept.used = true;
  if (kept.picture) return kept.picture;
  Result<TextBitmap> bitmap = typesetter_.set(text);
  if (!bitmap) {
    log_warning("a text of the interface is left out: {}", to_string(bitmap.error()));
    return kept.picture = std::make_shared<const ImageData>();
  }
  return kept.picture = image_of(std::move(*bitmap));
}

Ui::Picture Ui::line(const std::string& text, const TextStyle& style, float scale) {
  return block({.paragraphs = {{.runs = {{text, style}}}},
                .width = 4000,
                .texels_per_unit = scale,
                .shrink_to_fit = true});
}

Ui::Picture Ui::plain(TextColour colour) {
  Kept& kept = kept_[fmt::format("plain {} {} {}", colour[0], colour[1], colour[2])];
  kept.used = true;
  if (!kept.picture) kept.picture = image_of({.width = 1, .height = 1, .rgba = {colour[0], colour[1], colour[2], colour[3]}});
  return kept.picture;
}

Ui::Picture Ui::rows(const Picture& picture, std::uint32_t first, std::uint32_t count) {
  if (first == 0 && picture->height <= count) return picture;
  Kept& kept = kept_[fmt::format("rows {} {} {}", static_cast<const void*>(picture.get()), first, count)];
  kept.used = true;
  if (kept.picture) return kept.picture;
  auto part = std::make_shared<ImageData>();
  first = std::min(first, picture->height);
  part->width = picture->width, part->height = std::min(count, picture->height - first);
  part->wrap = picture->wrap;
  auto row = static_cast<std::ptrdiff_t>(picture->width) * 4;
  part->rgba.assign(picture->rgba.begin() + row * first, picture->rgba.begin() + row * (first + part->height));
  return kept.picture = part;
}

void Ui::lay_out_strip(const UiState& state, UiFrame& frame) {
  auto tr = [&](std::string_view english) { return std::string(messages_.get(state.language, english)); };
  float s = state.scale, width = static_cast<float>(state.width), opacity = eased(state.strip_opacity);
  if (state.panel_opacity > 0.5f) width = std::min(width, panel_place(state.width, state.height, s).x + 0.5f);
  if (width < 1) return;  // the panel lies at the foot, where the strip would be
  float top = static_cast<float>(state.height) - strip_height * s;

  TextStyle style{.size = 16, .colour = light_text, .language = state.language};
  TextStyle quiet = style;
  quiet.colour = quiet_light;

  // Buttons from the right: what it is, quietly, and how it is set.
  struct Item {
    UiAction action;
    std::string name, value;
  };
  std::string eye = state.eye_height == EyeHeight::standing ? tr("Standing")
                    : state.eye_height == EyeHeight::seated ? tr("Seated")
                                                            : tr("Child");
  std::vector<Item> items = {{UiAction::picture, "", tr("Take a picture")},
                             {UiAction::motion, tr("Motion"), state.reduced_motion ? tr("Reduced") : tr("Smooth")},
                             {UiAction::eye_height, tr("Eye height"), eye}};
  if (!state.tours.empty()) items.insert(items.begin(), {UiAction::tours, "", tr("Tours")});  // its list opens above
  std::vector<UiImage> words;
  float right = width - (margin - gap / 2) * s;
  for (const Item& item : items) {
    Picture value = line(item.value, style, s);
    Picture name = item.name.empty() ? nullptr : line(item.name, quiet, s);
    float name_width = name ? static_cast<float>(name->width) + 8 * s : 0;
    float item_width = name_width + static_cast<float>(value->width) + gap * s;
    if (right - item_width < 0) break;
    UiRect place{std::round(right - item_width), top, item_width, strip_height * s};
    bool under_hand = place.contains(state.pointer);
    float text_top = std::round(top + (strip_height * s - static_cast<float>(value->height)) / 2);
    float x = place.x + gap / 2 * s;
    if (name) words.push_back({name, {x, text_top, static_cast<float>(name->width), static_cast<float>(name->height)}, opacity});
    words.push_back({value, {std::round(x + name_width), text_top, static_cast<float>(value->width), static_cast<float>(value->height)}, opacity});
    if (under_hand)
      words.push_back({plain(accent), {x, top + strip_height * s - 4 * s, item_width - gap * s, 4 * s}, opacity});
    if (state.strip_opacity > 0) frame.buttons.push_back({.action = item.action, .place = place});
    right = place.x;
  }

  // Hints from the left, on a second line above when both don't fit beside each other.
  std::vector<Picture> hints = {line(tr("Drag to look around"), quiet, s), line(tr("Tap the floor to walk"), quiet, s),
                                line(tr("Tap a work to step close"), quiet, s)};
  float needed = margin * s;
  for (const Picture& hint : hints) needed += static_cast<float>(hint->width) + gap * s;
  bool beside = needed <= right;
  float height = strip_height * s, line_top = top;
  if (!beside && needed <= width) {
    line_top -= 40 * s;
    height += 40 * s;
  }
  frame.images.push_back({plain(night), {0, static_cast<float>(state.height) - height, width, height}, opacity * night_opacity});
  if (needed <= width || beside) {
    float x = margin * s;
    for (const Picture& hint : hints) {
      auto w = static_cast<float>(hint->width), h = static_cast<float>(hint->height);
      float text_top = beside ? top + (strip_height * s - h) / 2 : line_top + (40 * s - h) / 2 + 12 * s;
      frame.images.push_back({hint, {std::round(x), std::round(text_top), w, h}, opacity});
      x += w + gap * s;
    }
  }
  frame.images.insert(frame.images.end(), words.begin(), words.end());
}

void Ui::lay_out_languages(const UiState& state, UiFrame& frame) {
  if (state.languages.size() < 2) return;
  float s = state.scale, opacity = eased(state.strip_opacity);
  struct Name {
    Picture picture;
    std::string language;
  };
  std::vector<Name> names;
  float total = gap * s;
  for (const std::string& language : state.languages) {
    TextStyle style{.size = 16, .weight = 500, .colour = light_text, .language = language};
    names.push_back({line(std::string(native_name(language)), style, s), language});
    total += static_cast<float>(names.back().picture->width) + gap * s;
  }
  float height = 56 * s;
  frame.images.push_back({plain(night), {0, 0, total, height}, opacity * night_opacity});
  float x = gap * s;
  for (const Name& name : names) {
    auto w = static_cast<float>(name.picture->width), h = static_cast<float>(name.picture->height);
    UiRect place{x - gap / 2 * s, 0, w + gap * s, height};
    frame.images.push_back({name.picture, {std::round(x), std::round((height - h) / 2), w, h}, opacity});
    if (name.language == state.language)
      frame.images.push_back({plain(accent), {std::round(x), height - 4 * s, w, 4 * s}, opacity});
    else if (place.contains(state.pointer))
      frame.images.push_back({plain(quiet_light), {std::round(x), height - 2 * s, w, 2 * s}, opacity});
    if (state.strip_opacity > 0)
      frame.buttons.push_back({.action = UiAction::language, .language = name.language, .place = place});
    x += w + gap * s;
  }
}

Ui::Picture Ui::panel_picture(const UiState& state, float width) {
  const PanelWords& words = *state.panel;
  TextBlock text{.width = width, .texels_per_unit = state.scale};
  auto add = [&](const ChosenText& chosen, TextStyle style, double line_height, double space_before) {
    style.language = chosen.language;
    for (const std::string& one : lines_of(chosen.text)) {
      text.paragraphs.push_back({.runs = {{one, style}}, .line_height = line_height, .space_before = space_before});
      space_before = style.size * 0.6;
    }
  };
  auto plain_text = [&](std::string value) { return ChosenText{state.language, std::move(value)}; };
  TextStyle body{.size = 19, .colour = ink};
  TextStyle quiet{.size = 16, .colour = quiet_ink};
  add(words.title, {.role = FontRole::serif, .size = 36, .colour = ink}, 1.15, 0);
  ChosenText made = words.maker;
  if (made.text.empty() || words.date.text.empty() || made.language == words.date.language) {
    if (made.text.empty()) made.language = words.date.language;
    made.text += (made.text.empty() || words.date.text.empty() ? "" : ", ") + words.date.text;
    add(made, body, 1.4, 16);
  } else {
    add(made, body, 1.4, 16);
    add(words.date, body, 1.4, 0);
  }
  add(words.materials, quiet, 1.4, 4);
  if (!words.size_cm.empty()) {
    auto tr = [&](std::string_view english) { return messages_.get(state.language, english, words.size_cm); };
    add(plain_text(tr("{} cm")), quiet, 1.4, 0);
  }
  add(words.description, body, 1.5, 24);
  double space = 24;
  if (!words.lender.text.empty()) {
    auto tr = [&](std::string_view english) { return messages_.get(state.language, english, words.lender.text); };
    add(plain_text(tr("Lent by {}")), quiet, 1.4, space);
    space = 4;
  }
  add(words.credit_line, quiet, 1.4, space);
  add(plain_text(words.accession_number), quiet, 1.4, 4);
  const ChosenText& main = words.description.text.empty() ? words.title : words.description;
  if (!main.text.empty() && main.language != state.language) {
    auto tr = [&](std::string_view english) {
      return messages_.get(state.language, english, native_name(main.language));
    };
    add(plain_text(tr("Shown in {}")), {.size = 16, .colour = accent_on_paper}, 1.4, 16);
  }
  return block(text);
}

void Ui::lay_out_panel(const UiState& state, UiFrame& frame) {
  if (!state.panel || state.panel_opacity <= 0) return;
  auto tr = [&](std::string_view english) { return std::string(messages_.get(state.language, english)); };
  float s = state.scale, opacity = eased(state.panel_opacity);
  UiRect place = panel_place(state.width, state.height, s);
  frame.panel = place;
  frame.images.push_back({plain(paper), place, opacity});

  float foot = strip_height * s;
  Picture words = panel_picture(state, (place.width / s) - 2 * margin);
  float room = place.height - foot - 2 * margin * s;
  frame.panel_scroll_end = std::max(0.0f, (static_cast<float>(words->height) - room) / s);
  float scroll = std::min(state.panel_scroll, frame.panel_scroll_end) * s;
  Picture shown = rows(words, static_cast<std::uint32_t>(scroll), static_cast<std::uint32_t>(std::max(1.0f, room)));
  frame.images.push_back({shown,
                          {std::round(place.x + margin * s), std::round(place.y + margin * s),
                           static_cast<float>(shown->width), static_cast<float>(shown->height)},
                          opacity});
  UiRect button{place.x, place.y + place.height - foot, place.width, foot};
  Picture back = line(tr("Step back"), {.size = 17, .weight = 600, .colour = accent_on_paper, .language = state.language}, s);
  frame.images.push_back({back,
                          {std::round(button.x + margin * s),
                           std::round(button.y + (foot - static_cast<float>(back->height)) / 2),
                           static_cast<float>(back->width), static_cast<float>(back->height)},
                          opacity});
  if (button.contains(state.pointer))
    frame.images.push_back({plain(accent), {button.x, button.y + foot - 4 * s, button.width, 4 * s}, opacity});
  frame.buttons.push_back({.action = UiAction::step_back, .place = button});
}

void Ui::lay_out_notice(const UiState& state, UiFrame& frame) {
  if (state.notice.empty() || state.notice_opacity <= 0) return;
  float s = state.scale, opacity = eased(state.notice_opacity);
  Picture words = line(state.notice, {.size = 16, .colour = light_text, .language = state.language}, s);
  auto w = static_cast<float>(words->width), h = static_cast<float>(words->height);
  float free = static_cast<float>(state.width);
  UiRect back{std::round((free - w) / 2 - gap * s), 80 * s, w + 2 * gap * s, 48 * s};
  frame.images.push_back({plain(night), back, opacity * night_opacity});
  frame.images.push_back({words, {back.x + gap * s, std::round(back.y + (back.height - h) / 2), w, h}, opacity});
}

void Ui::forget_unused() {
  std::erase_if(kept_, [](const auto& entry) { return !entry.second.used; });
}

UiFrame Ui::lay_out(const UiState& state) {
  for (auto& [key, kept] : kept_) kept.used = false;
  UiFrame frame;
  if (state.veil > 0)
    frame.images.push_back({plain(night), {0, 0, static_cast<float>(state.width), static_cast<float>(state.height)}, eased(state.veil)});
  lay_out_panel(state, frame);
  lay_out_caption(state, frame);
  if (state.strip_opacity > 0) {
    lay_out_strip(state, frame);
    lay_out_languages(state, frame);
    lay_out_tours(state, frame);
  }
  lay_out_notice(state, frame);
  forget_unused();
  return frame;
}

}  // namespace enf
