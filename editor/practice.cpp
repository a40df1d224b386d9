#include "editor/practice.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "editor/operators/tr.h"
#include "engine/app/png.h"
#include "engine/base/file.h"
#include "engine/exhibition/new_exhibition.h"
#include "engine/exhibition/project.h"
#include "engine/package/cooked_index.h"
#include "engine/package/pyramid.h"
#include "engine/package/store.h"
#include "engine/package/tile.h"
#include "engine/text/messages.h"

namespace enf {
std::span<const EmbeddedCatalogue> editor_catalogues();
}

namespace enf::editor {

namespace {

// A shore: sky over water over sand, in colours of an hour of the day.
struct Shore {
  const char* id;
  std::string_view title;
  double height_mm, width_mm;
  vec3 zenith, horizon, water, sand;  // sRGB
  float horizon_at, sun_x, sun_y;     // parts of the picture
};

constexpr Shore shores[] = {{"morning",
                             tr("Morning"),
                             600,
                             800,
                             {0.56f, 0.66f, 0.76f},
                             {0.95f, 0.80f, 0.70f},
                             {0.46f, 0.56f, 0.64f},
                             {0.74f, 0.66f, 0.55f},
                             0.46f,
                             0.28f,
                             0.36f},
                            {"noon",
                             tr("Noon"),
                             900,
                             700,
                             {0.29f, 0.52f, 0.72f},
                             {0.78f, 0.87f, 0.90f},
                             {0.11f, 0.45f, 0.52f},
                             {0.87f, 0.78f, 0.60f},
                             0.55f,
                             0.62f,
                             0.16f},
                            {"evening",
                             tr("Evening"),
                             500,
                             900,
                             {0.24f, 0.24f, 0.40f},
                             {0.93f, 0.53f, 0.33f},
                             {0.26f, 0.25f, 0.36f},
                             {0.38f, 0.31f, 0.32f},
                             0.50f,
                             0.70f,
                             0.46f}};

std::string path_of(const Shore& shore) { return fmt::format("institutions/practice/media/{}.png", shore.id); }

vec3 colour_at(const Shore& shore, vec2 at) {
  const float wave = std::sin(at.x * 41 + std::sin(at.y * 63) * 2.3f) * 0.5f + std::sin(at.x * 97 - at.y * 211) * 0.5f;
  if (at.y < shore.horizon_at) {
    float down = at.y / shore.horizon_at;
    vec3 sky = glm::mix(shore.zenith, shore.horizon, down * down);
    float sun = glm::length((at - vec2(shore.sun_x, shore.sun_y)) *
                            vec2(static_cast<float>(shore.width_mm / shore.height_mm), 1));
    return glm::mix(sky, vec3(1, 0.96f, 0.86f), std::exp(-sun * sun * 180) * 0.9f + std::exp(-sun * 7) * 0.25f);
  }
  float below = (at.y - shore.horizon_at) / (1 - shore.horizon_at);
  float beach = 0.62f + 0.1f * std::sin(at.x * 5) + 0.012f * wave;
  if (below > beach) return shore.sand * (1.02f - 0.25f * (below - beach) + 0.02f * wave);
  vec3 water = glm::mix(shore.horizon * 0.8f, shore.water, std::sqrt(below / beach)) + 0.035f * wave * below;
  return beach - below < 0.03f ? glm::mix(water, vec3(0.95f), 0.55f) : water;  // surf
}

std::uint8_t byte_of(float part) { return static_cast<std::uint8_t>(std::lround(glm::clamp(part, 0.0f, 1.0f) * 255)); }

// The picture as the cook would leave it. Each level is painted by itself.
Result<void> paint(const Store& store, const Hash& key, const Shore& shore) {
  auto side = [](double mm) { return static_cast<std::uint32_t>(mm); };
  Pyramid pyramid = plan_pyramid(side(shore.width_mm), side(shore.height_mm));
  auto writer = store.write_chunk(key, ChunkKind::pyramid);
  if (!writer) return fail(writer.error());
  std::vector<std::uint8_t> tile(std::size_t{3} * pyramid_tile * pyramid_tile);
  for (std::size_t l = pyramid.levels.size(); l-- > 0;) {
    const PyramidLevel& level = pyramid.levels[l];
    const vec2 size = vec2(pyramid.width, pyramid.height) / std::exp2(static_cast<float>(l));
    for (std::uint32_t ty = 0; ty < level.tiles_y; ++ty)
      for (std::uint32_t tx = 0; tx < level.tiles_x; ++tx) {
        for (std::uint32_t i = 0; i < pyramid_tile * pyramid_tile; ++i) {
          vec2 texel = vec2(tx, ty) * float(pyramid_inner) + vec2(i % pyramid_tile, i / pyramid_tile) -
                       float(pyramid_gutter) + 0.5f;
          vec3 colour = colour_at(shore, glm::clamp(texel / size, 0.0f, 1.0f));
          for (int c = 0; c < 3; ++c) tile[std::size_t{3} * i + static_cast<std::size_t>(c)] = byte_of(colour[c]);
        }
        if (auto added = writer->add(pack_tile(pyramid, tile)); !added) return fail(added.error());
      }
  }
  if (auto written = write_pyramid_table(*writer, pyramid); !written) return written;
  return writer->finish();
}

// The picture as the lender would have sent it.
Result<void> write_file(const std::filesystem::path& file, const Shore& shore) {
  ImageData image{.encoding = TextureEncoding::rgba8_srgb,
                  .width = static_cast<std::uint32_t>(shore.width_mm),
                  .height = static_cast<std::uint32_t>(shore.height_mm)};
  image.rgba.reserve(std::size_t{4} * image.width * image.height);
  for (std::uint32_t y = 0; y < image.height; ++y)
    for (std::uint32_t x = 0; x < image.width; ++x) {
      vec3 colour = colour_at(shore, (vec2(x, y) + 0.5f) / vec2(image.width, image.height));
      for (int c = 0; c < 3; ++c) image.rgba.push_back(byte_of(colour[c]));
      image.rgba.push_back(255);
    }
  if (auto made = make_folder(file.parent_path()); !made) return made;
  return write_png(file, image);
}

}  // namespace

Result<void> write_practice(const std::filesystem::path& folder, const std::string& language) {
  auto messages = Messages::open(editor_catalogues());
  if (!messages) return fail(messages.error());
  auto word = [&](std::string_view english) {
    return LocalizedText{{language, std::string(messages->get(language, english))}};
  };
  std::vector<Edit> edits{set_exhibition({.title = word(tr("Practice exhibition")), .languages = {language}}),
                          put(Institution{.id = {"practice"}, .name = word(tr("The lender"))}),
                          first_room(word(tr("Room 1")).begin()->second, language)};
  Room room = *apply({}, edits.back())->rooms.begin();
  room.laylight.illuminance_lx = 240;
  edits.push_back(put(std::move(room)));
  for (const Shore& shore : shores) {
    edits.push_back(put(Asset{.id = {shore.id}, .path = path_of(shore), .licence = "CC0-1.0"}));
    edits.push_back(put(Work{.id = {shore.id},
                             .lender = {"practice"},
                             .title = word(shore.title),
                             .materials = word(tr("Oil on canvas")),
                             .height_mm = shore.height_mm,
                             .width_mm = shore.width_mm,
                             .asset = {shore.id},
                             .frame = Frame{}}));
  }
  Result<Document> document = apply({}, all_of(std::move(edits)));
  if (!document) return fail(document.error());
  std::error_code ignored;
  std::filesystem::remove(journal_file(folder), ignored);
  if (auto saved = save_project(folder, *document); !saved) return saved;
  for (const Shore& shore : shores)
    if (auto written = write_file(folder / path_of(shore), shore); !written) return written;
  auto store = Store::open(store_folder(folder));
  if (!store) return fail(store.error());
  CookedIndex index;
  for (const Shore& shore : shores) {
    std::string name = std::string("practice ") + shore.id;
    Hash key = hash_bytes(std::as_bytes(std::span(name)));
    if (!store->has(key))
      if (auto painted = paint(*store, key, shore); !painted) return painted;
    index[shore.id] = {ChunkKind::pyramid, key};
  }
  return write_cooked_index(folder, index);
}

}  // namespace enf::editor
