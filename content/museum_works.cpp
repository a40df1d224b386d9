#include "content/museum_works.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>
#include <optional>

#include "content/museum_folder.h"
#include "content/noise.h"
#include "content/solid.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/base/random.h"
#include "engine/exhibition/project.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

std::uint64_t seed_of(const AssetId& asset) { return quick_hash(std::as_bytes(std::span(asset.value))); }

Result<std::vector<std::byte>> picture_file(const Work& work, int texture_px) {
  double longer = std::max(work.width_mm, work.height_mm);
  auto pixels = [&](double mm) { return std::max(1, static_cast<int>(std::lround(texture_px * mm / longer))); };
  int width = pixels(work.width_mm), height = pixels(work.height_mm);
  std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  paint_quickly(rgb, width, height, seed_of(work.asset));
  return encode_photograph(rgb, width, height, work.width_mm);
}

// A turned and twisted body with lobes and a carved relief.
Solid solid_of(const Work& work) {
  Random random(seed_of(work.asset), 31);
  std::vector<vec2> profile;
  for (int i = 0; i < 7; ++i) profile.emplace_back(random.between(0.35f, 1.0f), 0);
  profile.front().x = random.between(0.5f, 0.9f), profile.back().x = random.between(0.1f, 0.5f);
  auto lobes = static_cast<float>(2 + random.below(6));
  float lobe_depth = random.between(0.05f, 0.3f), twist = random.between(-3.0f, 3.0f),
        lean = random.between(-0.3f, 0.3f);
  float relief = random.between(0.01f, 0.06f), relief_size = random.between(2.0f, 7.0f);
  auto noise_seed = random.next();

  Solid solid;
  SolidMaterial material{.name = "body"};
  struct Look {
    std::uint32_t dark, light;
    float metallic, roughness;
  };
  constexpr std::array<Look, 6> looks = {{{0xb9ae9c, 0xf1ece2, 0, 0.45f},    // marble
                                          {0x3a2c1f, 0x8a6a45, 1, 0.38f},    // bronze
                                          {0x7b4a33, 0xb97a56, 0, 0.75f},    // terracotta
                                          {0x2c2d2f, 0x5a5c5e, 0, 0.35f},    // basalt
                                          {0x4a2f1d, 0x8a5f3c, 0, 0.5f},     // walnut
                                          {0x2a6a72, 0x7fb9b4, 0, 0.25f}}};  // glazed
  const Look& look = looks[random.below(looks.size())];
  material.metallic = look.metallic, material.roughness = look.roughness;
  constexpr int map_px = 256;
  material.base_map = Picture(map_px, map_px);
  for (int y = 0; y < map_px; ++y)
    for (int x = 0; x < map_px; ++x) {
      float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(x) / map_px;
      vec3 p(std::cos(angle) * 1.5f, static_cast<float>(y) / map_px * 5, std::sin(angle) * 1.5f);  // no seam
      material.base_map.at(x, y) =
          mixed(srgb(look.dark), srgb(look.light), ramp(-0.5f, 0.6f, fractal_noise(p, 3, noise_seed + 1)));
    }
  solid.materials.push_back(std::move(material));

  SolidPart body = formula_surface(164, 154, [&](float u, float v) {
    float angle = 2 * std::numbers::pi_v<float> * u;
    float up = std::clamp((v - 0.02f) / 0.96f, 0.0f, 1.0f);  // the first and last rows close it
    float cap = std::min({1.0f, v / 0.02f, (1 - v) / 0.02f});
    float radius = curve_through(profile, up).x * (1 + lobe_depth * std::cos(lobes * (angle + twist * up)));
    vec3 p(std::sin(angle), up * 2.2f, std::cos(angle));
    radius *= (1 + relief * fractal_noise(p * relief_size, 3, noise_seed)) * cap;
    float aside = lean * std::sin(up * 3);
    return vec3(p.x * radius + aside, p.y, p.z * radius);
  });
  // To the catalogued size, standing on y = 0 with its middle over the origin; normals by the inverse scale.
  Box box;
  for (vec3 p : body.positions) box.add(p);
  vec3 scale =
      vec3(static_cast<float>(work.width_mm), static_cast<float>(work.height_mm), static_cast<float>(work.depth_mm)) /
      1000.0f / box.size();
  vec3 base((box.low.x + box.high.x) / 2, box.low.y, (box.low.z + box.high.z) / 2);
  for (vec3& p : body.positions) p = (p - base) * scale;
  for (vec3& n : body.normals) n = glm::normalize(n / scale);
  solid.parts.push_back(std::move(body));
  return solid;
}

}  // namespace

Result<std::vector<std::byte>> museum_file(const Work& work, int texture_px) {
  if (work.form == WorkForm::flat) return picture_file(work, texture_px);
  return encode_glb(solid_of(work), work.asset.value);
}

Result<MuseumFiles> write_museum(const fs::path& folder, const MuseumPlan& plan, Jobs& jobs,
                                 const WorkContext& context) {
  if (auto claimed = claim_for_museum(folder, plan); !claimed) return fail(claimed.error());
  Document document = museum(plan);
  std::vector<const Work*> works;  // one for each asset
  for (const Placement& placement : document.placements) works.push_back(document.find(placement.work));
  std::ranges::stable_sort(works, {}, [](const Work* work) { return work->asset; });
  works.erase(std::ranges::unique(works, {}, [](const Work* work) { return work->asset; }).begin(), works.end());
  for (const Work* work : works)
    if (auto made = make_folder((folder / document.find(work->asset)->path).parent_path()); !made)
      return fail(made.error());

  std::mutex mutex;
  std::optional<Error> first_error;
  MuseumFiles files;
  jobs.parallel_for(works.size(), [&](std::size_t i) {
    {
      std::lock_guard lock(mutex);
      if (first_error || context.stop.stop_requested()) return;
    }
    fs::path file = folder / document.find(works[i]->asset)->path;
    std::error_code ignored;
    bool kept = fs::exists(file, ignored);  // files appear whole or not at all
    Result<std::vector<std::byte>> bytes;
    Result<void> written;
    if (!kept) {
      bytes = museum_file(*works[i], plan.texture_px);
      written = bytes ? write_file_atomic(file, *bytes) : fail(bytes.error());
    }
    std::lock_guard lock(mutex);
    if (!written && !first_error) first_error = written.error();
    if (kept) {
      ++files.kept;
    } else if (written) {
      ++files.made, files.bytes += bytes->size();
      double longer = std::max(works[i]->width_mm, works[i]->height_mm),
             shorter = std::min(works[i]->width_mm, works[i]->height_mm);
      if (works[i]->form == WorkForm::flat)
        files.pixels += static_cast<std::uint64_t>(plan.texture_px * std::round(plan.texture_px * shorter / longer));
    }
    context.tell("making works", files.made + files.kept, works.size());
  });
  if (first_error) return fail(*first_error);
  if (context.stop.stop_requested()) return fail({.id = "work.cancelled", .what = "stopped; what was made stays"});
  if (auto saved = save_project(folder, document); !saved) return fail(saved.error());
  if (auto marked = mark_museum_done(folder, plan); !marked) return fail(marked.error());
  return files;
}

}  // namespace enf
