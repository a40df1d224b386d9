#include <stb/stb_image.h>
#include <stb/stb_image_write.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "render_fixture.h"
#include "scene_kit.h"

namespace enf {
namespace {

constexpr std::uint32_t width = 240, height = 180;

// How far a picture may be from its golden one, and why.
struct Tolerance {
  int step;        // a part of a pixel that differs by more counts
  double share;    // of pixels that may count
  double psnr_db;  // 0: not asked
  const char* reason;
};
constexpr Tolerance same_driver{2, 0.001, 0, "the driver that drew the goldens; rounding of another CPU's vector unit"};
constexpr Tolerance other_driver{16, 0.001, 45, "another rasteriser: sample positions, filtering weights"};

// SwiftShader rounds corners to a sixteenth of a pixel. Long edges of strong contrast therefore lie at least a
// thirtieth of a pixel away from all samples, or one of the four would change its side along the whole edge.
struct Case {
  const char* name;
  std::function<void(RenderScene&, std::filesystem::path)> build;
  Camera camera{.eye = vec3(0, 1, 3), .forward = vec3(0, 0, -1), .fov_y = 0.8f};
  DrawOptions options{};
  std::uint32_t samples = 4;
};

// A wall behind and a floor, and one spot from the upper left.
void stage(RenderScene& scene, bool lit = true) {
  kit::add(scene,
           kit::item(kit::quad(vec3(-3, 3, -1), vec3(6, 0, 0), vec3(0, -3, 0)), kit::matt(vec3(0.6f, 0.58f, 0.55f))));
  kit::add(scene,
           kit::item(kit::quad(vec3(-3, 0, -1), vec3(6, 0, 0), vec3(0, 0, 4)), kit::matt(vec3(0.3f, 0.25f, 0.2f))));
  if (lit) kit::add(scene, kit::spot(vec3(-1.5f, 3, 2), vec3(0, 0.8f, 0), 1500, 40, 70));
}

std::shared_ptr<ImageData> checks(TextureEncoding encoding, kit::Colour a, kit::Colour b) {
  return kit::image(64, 64, encoding, [=](std::uint32_t x, std::uint32_t y) { return (x / 8 + y / 8) % 2 ? a : b; });
}

void ball(RenderScene& scene, const SurfaceMaterial& material, vec3 at = vec3(0, 0.9f, 0), float radius = 0.5f) {
  kit::add(scene, kit::item(kit::sphere(at, radius), material));
}

SurfaceMaterial metal(float metallic, float roughness) {
  SurfaceMaterial m = kit::matt(vec3(0.9f, 0.6f, 0.3f), roughness);
  m.factors.metallic = metallic;
  return m;
}

std::vector<Case> cases() {
  using kit::Colour;
  std::vector<Case> all;
  auto add = [&](const char* name, std::function<void(RenderScene&, std::filesystem::path)> build) -> Case& {
    all.push_back({.name = name, .build = std::move(build)});
    return all.back();
  };
  add("base-colour", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(1));
    m.base_colour = checks(TextureEncoding::rgba8_srgb, {200, 60, 40, 255}, {40, 90, 160, 255});
    ball(s, m);
  });
  add("metal-roughness-row", [](RenderScene& s, auto) {
    stage(s);
    for (int i = 0; i < 5; ++i) {
      float x = static_cast<float>(i) * 0.5f - 1, rough = 0.1f + 0.2f * static_cast<float>(i);
      ball(s, metal(1, rough), vec3(x, 1.3f, 0), 0.22f);
      ball(s, metal(0, rough), vec3(x, 0.7f, 0), 0.22f);
    }
  });
  add("normal-map", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(0.7f), 0.5f);
    m.normal = checks(TextureEncoding::rgba8_linear, {180, 128, 230, 255}, {76, 128, 230, 255});
    ball(s, m);
  });
  add("occlusion", [](RenderScene& s, auto) {
    stage(s, false);
    s.rooms[0].laylight_lx = vec3(80);
    SurfaceMaterial m = kit::matt(vec3(0.7f));
    m.occlusion = checks(TextureEncoding::rgba8_linear, {255, 0, 0, 255}, {60, 0, 0, 255});
    ball(s, m);
  });
  add("emissive", [](RenderScene& s, auto) {
    stage(s, false);
    SurfaceMaterial m = kit::matt(vec3(0.1f));
    m.factors.emissive = vec3(0.9f, 0.5f, 0.1f);
    m.emissive = checks(TextureEncoding::rgba8_srgb, {255, 255, 255, 255}, {0, 0, 0, 255});
    ball(s, m);
  });
  add("alpha-mask", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(1));
    m.base_colour = checks(TextureEncoding::rgba8_srgb, {200, 180, 60, 255}, {0, 0, 0, 0});
    m.factors.alpha_mode = AlphaMode::mask;
    m.factors.double_sided = true;
    kit::add(s, kit::item(kit::quad(vec3(-0.5f, 1.435f, 0.3f), vec3(1, 0, 0), vec3(0, -1, 0)), m));
    kit::add(s, kit::item(kit::quad(vec3(0.6f, 1.49f, -0.4f), vec3(-1, 0, 0), vec3(0, -1, 0)), m));  // its back
  });
  add("alpha-blend", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(0.1f, 0.3f, 0.8f));
    m.factors.base_colour.a = 0.5f;
    m.factors.alpha_mode = AlphaMode::blend;
    kit::add(s, kit::item(kit::quad(vec3(-0.8f, 1.6f, 0), vec3(1, 0, 0), vec3(0, -1, 0)), m));
    kit::add(s, kit::item(kit::quad(vec3(-0.2f, 1.3f, 0.3f), vec3(1, 0, 0), vec3(0, -1, 0)), m));
  });
  add("double-sided", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(0.8f, 0.3f, 0.3f));
    kit::add(s, kit::item(kit::quad(vec3(-0.2f, 1.5f, 0), vec3(-0.8f, 0, 0), vec3(0, -1, 0)), m));  // its back: unseen
    m.factors.double_sided = true;
    kit::add(s, kit::item(kit::quad(vec3(1, 1.5f, 0), vec3(-0.8f, 0, 0), vec3(0, -1, 0)), m));
  });
  add("vertex-colour", [](RenderScene& s, auto) {
    stage(s);
    auto mesh = kit::sphere(vec3(0, 0.9f, 0), 0.5f);
    for (std::size_t i = 0; i < mesh->vertices.size(); ++i)
      mesh->vertices[i].colour[0] = static_cast<std::uint8_t>(i % 49 * 5);
    kit::add(s, kit::item(mesh, kit::matt(vec3(0.8f))));
  });
  add("texture-transform", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(1));
    m.base_colour = checks(TextureEncoding::rgba8_srgb, {230, 220, 200, 255}, {90, 60, 40, 255});
    m.factors.base_colour_texture.scale = vec2(2, 0.5f);
    m.factors.base_colour_texture.rotation = 0.5f;
    m.factors.base_colour_texture.offset = vec2(0.1f, 0.2f);
    kit::add(s, kit::item(kit::quad(vec3(-0.8f, 1.7f, 0), vec3(1.6f, 0, 0), vec3(0, -1.4f, 0)), m));
  });
  add("clearcoat", [](RenderScene& s, auto) {
    stage(s);
    SurfaceMaterial m = kit::matt(vec3(0.35f, 0.02f, 0.02f), 0.8f);
    ball(s, m, vec3(-0.6f, 0.9f, 0), 0.45f);
    m.factors.clearcoat = 1, m.factors.clearcoat_roughness = 0.1f;
    ball(s, m, vec3(0.6f, 0.9f, 0), 0.45f);
  });
  add("glass", [](RenderScene& s, auto) {
    stage(s);
    ball(s, kit::matt(vec3(0.7f)), vec3(0, 0.8f, 0), 0.3f);
    SurfaceMaterial m = kit::matt(vec3(1), 0.05f);
    m.factors.transmission = 1, m.factors.double_sided = true, m.factors.alpha_mode = AlphaMode::blend;
    kit::add(s, kit::item(kit::box(vec3(-0.5f, 0.3f, -0.5f), vec3(0.5f, 1.4f, 0.5f)), m));
  });
  add("spot-cone", [](RenderScene& s, auto) {
    stage(s, false);
    kit::add(s, kit::spot(vec3(-0.6f, 1, 1.5f), vec3(-0.6f, 1, -1), 500, 15, 25));
    kit::add(s, kit::spot(vec3(0.6f, 1, 1.5f), vec3(0.6f, 1, -1), 500, 15, 35));
  });
  add("soft-shadow", [](RenderScene& s, auto) {
    stage(s, false);
    SpotItem sharp = kit::spot(vec3(-1, 2.5f, 2.5f), vec3(0, 0.8f, -1), 1500, 50, 80);
    sharp.source_radius_m = 0.05f;
    kit::add(s, sharp);
    kit::add(s, kit::item(kit::box(vec3(-0.9f, 0.5f, -0.98f), vec3(-0.3f, 1.3f, -0.92f)), kit::matt(vec3(0.5f))));
    kit::add(s, kit::item(kit::box(vec3(0.2f, 0.5f, -0.3f), vec3(0.7f, 1.3f, -0.25f)), kit::matt(vec3(0.5f))));
  });
  add("probe-ambient", [](RenderScene& s, auto) {
    kit::add(s, kit::item(kit::quad(vec3(-1.7f, 3, 4), vec3(0, 0, -4.9f), vec3(0, -3, 0)),
                          kit::matt(vec3(0.7f, 0.1f, 0.05f))));
    stage(s);
    ball(s, kit::matt(vec3(0.8f)));
  });
  add("laylight", [](RenderScene& s, auto) {
    stage(s, false);
    s.rooms[0].laylight_lx = vec3(60);
    ball(s, kit::matt(vec3(0.8f)));
  });
  add("tone-ramp", [](RenderScene& s, auto) {
    for (int i = 0; i < 12; ++i)
      for (int k = 0; k < 3; ++k) {
        SurfaceMaterial m = kit::matt(vec3(0));
        m.factors.unlit = true;
        m.factors.base_colour = vec4(vec3(0.2f), 1);
        m.factors.base_colour[k] = 0.25f * static_cast<float>(i + 1);
        vec3 corner(-1.5f + 0.25f * static_cast<float>(i), 1.899f - 0.55f * static_cast<float>(k), 0);
        kit::add(s, kit::item(kit::quad(corner, vec3(0.25f, 0, 0), vec3(0, -0.55f, 0)), m));
      }
  });
  add("exposure", [](RenderScene& s, auto) {
    stage(s);
    ball(s, kit::matt(vec3(0.8f)));
  }).options.exposure_lx = 400;
  for (auto [name, distance] : {std::pair{"picture-far", 4.05f}, {"picture-near", 1.0f}, {"picture-close", 0.2f}}) {
    Case& c = add(name, [](RenderScene& s, std::filesystem::path folder) {
      stage(s);
      auto image = kit::image(900, 700, TextureEncoding::rgba8_srgb, [](std::uint32_t x, std::uint32_t y) {
        return Colour{static_cast<std::uint8_t>(x * 255 / 900), static_cast<std::uint8_t>(y * 255 / 700),
                      static_cast<std::uint8_t>((x / 20 + y / 20) % 2 * 160 + 40), 255};
      });
      PictureItem p;
      p.source = kit::picture(*image, folder / "picture.chunk");
      p.corner = vec3(-0.6f, 1.5f, 0), p.right = vec3(1.2f, 0, 0), p.down = vec3(0, -0.933f, 0);
      p.room = 0;
      s.pictures.push_back(p);
    });
    c.camera.eye.z = distance;
  }
  for (auto [name, layout] : {std::pair{"model-compact", VertexLayout::compact}, {"model-wide", VertexLayout::wide}})
    add(name, [layout](RenderScene& s, std::filesystem::path folder) {
      stage(s);
      ModelItem item;
      item.source =
          kit::model(*kit::sphere(vec3(0, 0.9f, 0), 0.5f), metal(0, 0.5f).factors, layout, folder / "model.chunk");
      item.bounds = item.source->model.bounds;
      item.room = 0;
      s.models.push_back(item);
    });
  add("edges-one-sample", [](RenderScene& s, auto) {
    stage(s);
    kit::add(s, kit::item(kit::box(vec3(-0.4f, 0.4f, -0.4f), vec3(0.4f, 1.4f, 0.4f)), kit::matt(vec3(0.9f))));
  }).samples = 1;
  add("overlay", [](RenderScene& s, auto) { stage(s); });
  return all;
}

class Golden : public RenderTest {
 protected:
  Result<ImageData> render(const Case& c, const std::filesystem::path& folder) {
    RenderScene scene = kit::empty_scene();
    c.build(scene, folder);
    DrawOptions options = c.options;
    OverlayQuad quad{.bitmap = kit::image(40, 20, TextureEncoding::rgba8_srgb,
                                          [](std::uint32_t x, std::uint32_t) {
                                            return kit::Colour{27, 154, 160, static_cast<std::uint8_t>(x * 6)};
                                          }),
                     .position_px = vec2(100, 80)};
    if (std::string_view(c.name) == "overlay") options.overlay = std::span(&quad, 1);
    return picture_of(std::move(scene), c.camera, {.width = width, .height = height, .samples = c.samples}, options);
  }
};

// Missing or different goldens fail; the picture that was drawn stays in the build's temporary folder.
TEST_F(Golden, PicturesLookAsTheyDid) {
  auto folder = std::filesystem::temp_directory_path() / ("enfilade-golden-" + std::to_string(::getpid()));
  auto kept = std::filesystem::temp_directory_path() / "enfilade-golden-actual";
  std::filesystem::create_directories(folder);
  std::filesystem::create_directories(kept);
  bool lavapipe = device->info().name.find("llvmpipe") != std::string::npos;
  const Tolerance& tolerance = lavapipe ? same_driver : other_driver;
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.name);
    auto image = render(c, folder);
    ASSERT_TRUE(image) << to_string(image.error());
    auto keep = [&] {
      std::string file = (kept / (std::string(c.name) + ".png")).string();
      stbi_write_png(file.c_str(), width, height, 4, image->rgba.data(), width * 4);
      return file;
    };
    std::string golden = std::string(ENFILADE_SOURCE_DIR "/tests/render/goldens/") + c.name + ".png";
    int w = 0, h = 0, parts = 0;
    std::unique_ptr<stbi_uc, void (*)(void*)> expected(stbi_load(golden.c_str(), &w, &h, &parts, 4), stbi_image_free);
    if (!expected || w != static_cast<int>(width) || h != static_cast<int>(height)) {
      ADD_FAILURE() << "no golden picture " << golden << "; look at " << keep() << " and keep it there if it is right";
      continue;
    }
    std::size_t different = 0;
    double squares = 0;
    for (std::size_t i = 0; i < image->rgba.size(); i += 4) {
      int most = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        int d = std::abs(int{image->rgba[i + k]} - int{expected.get()[i + k]});
        most = std::max(most, d), squares += d * d;
      }
      different += most > tolerance.step;
    }
    double share = static_cast<double>(different) / (width * height);
    double psnr = squares == 0 ? 99 : 10 * std::log10(255.0 * 255 * width * height * 3 / squares);
    bool good = share <= tolerance.share && psnr >= tolerance.psnr_db;
    EXPECT_TRUE(good) << share * 100 << " % of pixels differ by more than " << tolerance.step << ", PSNR " << psnr
                      << " dB; drawn: " << keep() << "; tolerance: " << tolerance.reason;
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace enf
