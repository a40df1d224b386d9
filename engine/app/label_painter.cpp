#include "engine/app/label_painter.h"

#include "engine/base/log.h"
#include "engine/text/label.h"

namespace enf {
namespace {

Result<TextBitmap> set_plate(Typesetter& typesetter, const LabelContent& content) {
  LabelPlate plate{.accession_number = content.accession_number, .width_mm = content.width_m * 1000.0};
  for (const LabelContent::Block& block : content.blocks)
    plate.languages.push_back({.language = block.language,
                               .title = block.title,
                               .maker = block.maker,
                               .date = block.date,
                               .materials = block.materials,
                               .description = block.description,
                               .credit_line = block.credit_line});
  return set_label(typesetter, plate);
}

Result<TextBitmap> set_wall(Typesetter& typesetter, const LabelContent& content) {
  WallPlate plate{.width_mm = content.width_m * 1000.0};
  if (content.light_on_dark) plate.ink = {244, 241, 234, 255};
  for (const LabelContent::Block& block : content.blocks)
    plate.languages.push_back({.language = block.language, .title = block.heading, .body = block.body});
  return set_wall_text(typesetter, plate);
}

}  // namespace

std::shared_ptr<const ImageData> paint_label(Typesetter& typesetter, const LabelContent& content) {
  if (content.blocks.empty()) return nullptr;
  Result<TextBitmap> bitmap = content.kind == LabelContent::Kind::label ? set_plate(typesetter, content)
                                                                        : set_wall(typesetter, content);
  if (!bitmap) {
    log_warning("a label is left out: {}", to_string(bitmap.error()));
    return nullptr;
  }
  return image_of(std::move(*bitmap));
}

std::shared_ptr<const ImageData> image_of(TextBitmap bitmap) {
  auto image = std::make_shared<ImageData>();
  image->width = bitmap.width, image->height = bitmap.height;
  image->rgba = std::move(bitmap.rgba);
  image->wrap = TextureWrap::clamp;
  return image;
}

}  // namespace enf
