#include "engine/app/profile_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "engine/base/log.h"
#include "engine/package/pyramid.h"

namespace enf {

namespace {

constexpr TextColour night{22, 22, 22, 209};
constexpr TextColour light_text{240, 240, 240, 255};
constexpr TextColour quiet_light{176, 176, 176, 255};
constexpr TextColour bar_grey{112, 112, 112, 255};
constexpr TextColour accent{27, 154, 160, 255};
constexpr TextColour row_accent{27, 154, 160, 140}, row_grey{112, 112, 112, 100};  // behind words
constexpr TextColour amber{230, 162, 60, 255};

// Design pixels.
constexpr float margin = 12, bar_width = 2, graph_height = 48, line = 16, section_gap = 8;
constexpr float inner_width = bar_width * ProfileHistory::frames, panel_width = inner_width + 2 * margin;
constexpr float graph_top_in_medians = 3;  // longer frames reach the upper edge

// The zones and passes a visitor's frame is made of; others are shown by the names they have in the trace.
constexpr std::string_view tr(std::string_view english) { return english; }
[[maybe_unused]] constexpr std::string_view known_zones[] = {
    tr("tick"),   tr("text"),   tr("scene"),     tr("visibility"), tr("wants"),  tr("load"),  tr("shadows"),
    tr("probes"), tr("wait"),   tr("interface"), tr("stream"),     tr("upload"), tr("plan"),  tr("list"),
    tr("record"), tr("submit"), tr("acquire"),   tr("present"),    tr("main"),   tr("window")};

// "402131" -> "402 131"; the space is drawn narrow.
std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, " ");
  return digits;
}

}  // namespace

struct ProfilePanel::Sheet {
  ImageData image;

  // Straight-alpha "over" (Porter and Duff, Compositing Digital Images, 1984) in a row of texels.
  void put(int x, int y, std::span<const std::uint8_t> rgba) {
    int wide = static_cast<int>(image.width);
    if (y < 0 || y >= static_cast<int>(image.height) || x >= wide) return;
    std::size_t skipped = x < 0 ? static_cast<std::size_t>(-x) : 0, first = x < 0 ? 0 : static_cast<std::size_t>(x);
    if (skipped * 4 >= rgba.size()) return;
    rgba = rgba.subspan(skipped * 4);
    std::size_t count = std::min(rgba.size() / 4, image.width - first);
    std::uint8_t* under = &image.rgba[(static_cast<std::size_t>(y) * image.width + first) * 4];
    const std::uint8_t* over = rgba.data();
    for (std::size_t i = 0; i < count; ++i, under += 4, over += 4) {
      unsigned a = over[3];
      if (a == 0) continue;
      if (a == 255) {
        std::copy_n(over, 4, under);
        continue;
      }
      unsigned rest = under[3] * (255 - a) / 255, both = a + rest;
      for (int c = 0; c < 3; ++c) under[c] = static_cast<std::uint8_t>((over[c] * a + under[c] * rest) / both);
      under[3] = static_cast<std::uint8_t>(both);
    }
  }
  void fill(float left, float top, float width, float height, const TextColour& colour) {
    auto px = [](float v) { return static_cast<int>(std::lround(v)); };
    std::vector<std::uint8_t> row;
    for (int x = px(left); x < px(left + width); ++x) row.insert(row.end(), colour.begin(), colour.end());
    for (int y = px(top); y < px(top + height); ++y) put(px(left), y, row);
  }
  void blit(const TextBitmap& bitmap, int left, int top) {
    std::size_t row = std::size_t{4} * bitmap.width;
    for (std::uint32_t y = 0; y < bitmap.height; ++y)
      put(left, top + static_cast<int>(y), std::span(bitmap.rgba).subspan(y * row, row));
  }
};

const TextBitmap& ProfilePanel::set(std::string_view text, const TextStyle& style) {
  auto [entry, is_new] = kept_.try_emplace(fmt::format("{} {} {} {}", text, style.size, style.weight, style.colour[0]));
  if (!is_new) return entry->second;
  TextStyle own = style;
  own.language = language_;
  Result<TextBitmap> bitmap = typesetter_.set({.paragraphs = {{.runs = {{std::string(text), own}}}},
                                               .width = 1000,
                                               .texels_per_unit = scale_,
                                               .shrink_to_fit = true});
  if (bitmap)
    entry->second = std::move(*bitmap);
  else
    log_warning("a text of the profiler is left out: {}", to_string(bitmap.error()));
  return entry->second;
}

float ProfilePanel::words(Sheet& sheet, float x, float y, std::string_view text, const TextStyle& style) {
  const TextBitmap& bitmap = set(text, style);
  float above = (line * scale_ - static_cast<float>(bitmap.height)) / 2;
  sheet.blit(bitmap, static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y + above)));
  return static_cast<float>(bitmap.width);
}

// Every digit as wide as a zero, so that numbers don't tremble (to a tenth of a pixel); thousands are a narrow space
// apart.
float ProfilePanel::number_width(std::string_view digits, const TextStyle& style) {
  float width = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] == ' ')
      width += 3 * scale_;
    else if (digits[i] >= '0' && digits[i] <= '9')
      width += static_cast<float>(set("0000000000", style).width) / 10;
    else
      width += static_cast<float>(set(digits.substr(i, 1), style).width);
  }
  return width;
}

void ProfilePanel::number(Sheet& sheet, float right, float y, std::string_view digits, const TextStyle& style) {
  float x = right - number_width(digits, style);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    std::string_view glyph = digits.substr(i, 1);
    float width = number_width(glyph, style);
    if (glyph != " ") words(sheet, x + (width - static_cast<float>(set(glyph, style).width)) / 2, y, glyph, style);
    x += width;
  }
}

void ProfilePanel::graph(Sheet& sheet, const Profile& profile, float y) {
  float s = scale_, height = graph_height * s, top_ms = graph_top_in_medians * std::max(profile.median_ms, 1e-3f);
  float x = margin * s + (inner_width - bar_width * static_cast<float>(profile.frames_ms.size())) * s;
  for (float ms : profile.frames_ms) {
    float bar = std::max(1.0f, std::round(std::min(ms / top_ms, 1.0f) * height));
    sheet.fill(x, y + height - bar, bar_width * s, bar, ms > hitch_factor * profile.median_ms ? amber : bar_grey);
    x += bar_width * s;
  }
  sheet.fill(margin * s, std::round(y + height * (1 - 1 / graph_top_in_medians)), inner_width * s, s, accent);
}

std::shared_ptr<const ImageData> ProfilePanel::draw(const Profile& profile, std::string_view language, float scale) {
  if (language != language_ || scale != scale_) kept_.clear();
  language_ = language, scale_ = scale;
  auto tr = [&](std::string_view english) { return messages_.get(language_, english); };
  const TextStyle plain{.size = 12, .colour = light_text}, quiet{.size = 12, .colour = quiet_light};
  const TextStyle strong{.size = 12, .weight = 600, .colour = light_text};
  const TextStyle warning{.size = 12, .weight = 600, .colour = amber};
  auto ms_text = [&](float ms) {
    std::string text = fmt::format("{:.1f}", ms);
    if (!language_.starts_with("en")) std::ranges::replace(text, '.', ',');
    return text;
  };

  struct Counter {
    std::string_view name;
    std::string value;
  };
  const StreamStats& stream = profile.stream;
  std::uint64_t resident = stream.tiles_resident * pyramid_tile_bytes + stream.model_bytes_resident;
  const Counter counters[] = {
      {tr("Draws"), grouped(profile.frame.draws)},
      {tr("Triangles"), grouped(profile.frame.triangles)},
      {tr("Tiles"), fmt::format("{} / {}", grouped(stream.tiles_resident), grouped(stream.tiles_capacity))},
      {tr("Resident, MiB"), grouped(resident >> 20)},
      {tr("Loading"), grouped(stream.loading)}};

  // Sections of lines: the frame, then CPU and GPU, each with a title, then the counters.
  std::size_t lines = 3 + 2 + profile.cpu.size() + profile.gpu.size() + std::size(counters);
  float s = scale, height = 2 * margin + graph_height + 4 * section_gap + line * static_cast<float>(lines);
  Sheet sheet;
  sheet.image = {.width = static_cast<std::uint32_t>(std::lround(panel_width * s)),
                 .height = static_cast<std::uint32_t>(std::lround(height * s))};
  sheet.image.rgba.resize(std::size_t{4} * sheet.image.width * sheet.image.height);
  for (auto at = sheet.image.rgba.begin(); at != sheet.image.rgba.end(); at += 4) std::ranges::copy(night, at);

  float left = margin * s, right = (margin + inner_width) * s, y = margin * s;
  auto row = [&](std::string_view name, std::string_view value, const TextStyle& name_style, const TextStyle& style) {
    words(sheet, left, y, name, name_style);
    number(sheet, right, y, value, style);
    y += line * s;
  };
  bool hitch = !profile.frames_ms.empty() && profile.frames_ms.back() > hitch_factor * profile.median_ms;
  row(tr("Frame, ms"), ms_text(profile.frames_ms.empty() ? 0 : profile.frames_ms.back()), strong,
      hitch ? warning : strong);
  graph(sheet, profile, y);
  y += (graph_height + section_gap / 2) * s;
  float third = inner_width * s / 3, x = left;
  const Counter figures[] = {{tr("Median"), ms_text(profile.median_ms)},
                             {tr("Longest"), ms_text(profile.worst_ms)},
                             {tr("Hitches"), grouped(profile.hitches)}};
  for (const Counter& figure : figures) {
    words(sheet, x, y, figure.name, quiet);
    bool warn = &figure == &figures[2] && profile.hitches > 0;
    number(sheet, x + number_width(figure.value, plain), y + line * s, figure.value, warn ? warning : plain);
    x += third;
  }
  y += 2 * line * s;

  auto section = [&](std::string_view title, const std::vector<ProfileRow>& rows) {
    float sum_ms = 0;
    for (const ProfileRow& r : rows) sum_ms += r.level == 0 ? r.ms : 0;
    y += section_gap * s;
    row(title, ms_text(sum_ms), strong, strong);
    for (const ProfileRow& r : rows) {
      float bar = std::min(1.0f, r.ms / std::max(sum_ms, 1e-3f)) * (inner_width + 8) * s;
      sheet.fill(left - 4 * s, y + s, std::round(bar), (line - 2) * s, r.level == 0 ? row_accent : row_grey);
      words(sheet, left + (r.level == 0 ? 0 : 12 * s), y, messages_.get(language_, r.name),
            r.level == 0 ? plain : quiet);
      number(sheet, right, y, ms_text(r.ms), r.level == 0 ? plain : quiet);
      y += line * s;
    }
  };
  section(tr("CPU, ms"), profile.cpu);
  section(tr("GPU, ms"), profile.gpu);
  y += section_gap * s;
  for (const Counter& counter : counters) row(counter.name, counter.value, quiet, plain);
  return std::make_shared<const ImageData>(std::move(sheet.image));
}

}  // namespace enf
