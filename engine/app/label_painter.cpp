#include "engine/app/label_painter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/log.h"
#include "engine/base/trace.h"
#include "engine/package/linear_light.h"
#include "engine/package/tile.h"
#include "engine/text/label.h"

namespace enf {
namespace {

// Texts are kept while their tiles are asked for, which happens together.
constexpr std::size_t most_recent_bytes = 8 << 20;

// Of a "#rrggbb" that a document was checked for.
TextColour colour_of(const std::string& hex) {
  TextColour colour{0, 0, 0, 255};
  for (std::size_t i = 0; i < 3 && hex.size() == 7; ++i)
    std::from_chars(hex.data() + 1 + 2 * i, hex.data() + 3 + 2 * i, colour[i], 16);
  return colour;
}

LabelPlate plate_of(const LabelContent& content, double width_m) {
  LabelPlate plate{.accession_number = content.accession_number, .width_mm = width_m * 1000};
  plate.paper = colour_of(content.look.paper), plate.ink = colour_of(content.look.ink);
  for (const LabelContent::Block& block : content.blocks)
    plate.languages.push_back({.language = block.language,
                               .title = block.title,
                               .maker = block.maker,
                               .date = block.date,
                               .materials = block.materials,
                               .description = block.description,
                               .credit_line = block.credit_line});
  return plate;
}

WallPlate wall_of(const LabelContent& content) {
  WallPlate plate{.width_mm = content.width_m * 1000.0};
  if (content.light_on_dark) plate.ink = {244, 241, 234, 255};
  for (const LabelContent::Block& block : content.blocks)
    plate.languages.push_back({.language = block.language, .title = block.heading, .body = block.body});
  return plate;
}

bool is_label(const LabelContent& content) { return content.kind == LabelContent::Kind::label; }

}  // namespace

Result<std::shared_ptr<LabelPainter>> LabelPainter::open() {
  Result<Typesetter> typesetter = Typesetter::open();
  if (!typesetter) return std::unexpected(typesetter.error());
  return std::make_shared<LabelPainter>(std::move(*typesetter));
}

float LabelPainter::height_m(const LabelContent& content) const {
  // What needs more than a plate may have is set smaller.
  double height_mm =
      is_label(content) ? std::min(label_height_mm(plate_of(content, content.width_m)), content.look.greatest_height_mm)
                        : wall_text_height_mm(wall_of(content));
  return static_cast<float>(height_mm / 1000);
}

std::shared_ptr<const PyramidSource> LabelPainter::print(const std::shared_ptr<LabelPainter>& painter,
                                                         const LabelContent& content, vec2 size_m) {
  if (content.blocks.empty()) return nullptr;
  double texels_per_m = (is_label(content) ? LabelPlate{}.texels_per_mm : WallPlate{}.texels_per_mm) * 1000;
  auto texels = [&](float metres) {
    return std::max(1u, static_cast<std::uint32_t>(std::lround(metres * texels_per_m)));
  };
  auto source = std::make_shared<PyramidSource>();
  source->pyramid = plan_pyramid(texels(size_m.x), texels(size_m.y));
  source->pyramid.has_alpha = !is_label(content);
  source->paint = [painter, content, size_m, plan = source->pyramid](std::uint32_t level, std::uint32_t x,
                                                                     std::uint32_t y,
                                                                     std::span<std::byte> mips) -> Result<void> {
    auto levels = painter->levels_of(content, size_m, plan);
    if (!levels) return std::unexpected(levels.error());
    const Level& from = (**levels)[level];
    auto* texel = reinterpret_cast<std::uint8_t*>(mips.data());
    auto clamped = [](std::uint32_t tile, std::uint32_t at, std::uint32_t size) {
      auto place = static_cast<std::int64_t>(tile) * pyramid_inner + at - pyramid_gutter;
      return static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, std::int64_t{size} - 1));
    };
    for (std::uint32_t row = 0; row < pyramid_tile; ++row)
      for (std::uint32_t column = 0; column < pyramid_tile; ++column, texel += 4) {
        std::size_t place = clamped(y, row, from.height) * from.width + clamped(x, column, from.width);
        const std::uint8_t* own = from.texels.data() + place * plan.channels();
        texel[0] = own[0], texel[1] = own[1], texel[2] = own[2], texel[3] = plan.has_alpha ? own[3] : 255;
      }
    add_mips(mips, plan.channels());
    return {};
  };
  return source;
}

Result<std::shared_ptr<const LabelPainter::Levels>> LabelPainter::levels_of(const LabelContent& content, vec2 size_m,
                                                                            const Pyramid& plan) {
  std::lock_guard lock(mutex_);
  for (const auto& [known, levels] : recent_)
    if (known == content) return levels;
  trace::Zone zone("text");
  Result<TextBitmap> bitmap = is_label(content)
                                  ? set_label_to_fit(typesetter_, plate_of(content, size_m.x), size_m.y * 1000.0)
                                  : set_wall_text(typesetter_, wall_of(content));
  if (!bitmap) return std::unexpected(bitmap.error());

  auto levels = std::make_shared<Levels>();
  const std::size_t channels = plan.channels();
  Level first{plan.width, plan.height, {}};
  first.texels.reserve(std::size_t{plan.width} * plan.height * channels);
  // Below a wall text's last line there is nothing, in the letters' colour.
  const std::array<std::uint8_t, 4> nothing{bitmap->rgba[0], bitmap->rgba[1], bitmap->rgba[2], 0};
  for (std::uint32_t y = 0; y < plan.height; ++y)
    for (std::uint32_t x = 0; x < plan.width; ++x) {
      const std::uint8_t* rgba =
          bitmap->rgba.data() +
          (std::size_t{std::min(y, bitmap->height - 1)} * bitmap->width + std::min(x, bitmap->width - 1)) * 4;
      if (plan.has_alpha && (y >= bitmap->height || x >= bitmap->width)) rgba = nothing.data();
      first.texels.insert(first.texels.end(), rgba, rgba + channels);
    }
  levels->push_back(std::move(first));
  while (levels->size() < plan.levels.size()) {
    const Level& above = levels->back();
    Level half{plan.levels[levels->size()].width, plan.levels[levels->size()].height, {}};
    half.texels.resize(std::size_t{half.width} * half.height * channels);
    std::vector<std::uint16_t> upper(above.width * channels), lower(upper.size()), row(half.width * channels);
    auto linear = [&](std::uint32_t y, std::vector<std::uint16_t>& out) {
      auto bytes = std::span(above.texels).subspan(std::min(y, above.height - 1) * above.width * channels, out.size());
      linear_from_bytes(bytes, channels, out);
    };
    for (std::uint32_t y = 0; y < half.height; ++y) {
      linear(2 * y, upper), linear(2 * y + 1, lower);
      halve_rows(upper, lower, channels, row);
      bytes_from_linear(row, channels, std::span(half.texels).subspan(y * half.width * channels, row.size()));
    }
    levels->push_back(std::move(half));
  }
  recent_.emplace_back(content, levels);
  std::size_t bytes = 0, kept = 0;
  for (auto text = recent_.rbegin(); text != recent_.rend(); ++text, ++kept) {
    for (const Level& level : *text->second) bytes += level.texels.size();
    if (bytes > most_recent_bytes && kept > 0) break;
  }
  recent_.erase(recent_.begin(), recent_.end() - static_cast<std::ptrdiff_t>(kept));
  return levels;
}

std::shared_ptr<const ImageData> image_of(TextBitmap bitmap) {
  auto image = std::make_shared<ImageData>();
  image->width = bitmap.width, image->height = bitmap.height;
  image->rgba = std::move(bitmap.rgba);
  image->wrap = TextureWrap::clamp;
  return image;
}

}  // namespace enf
