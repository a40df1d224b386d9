// Owns: a generated museum, cooked once for all tests of the program, and a renderer that walks through it.
// Must not know: what is tested.
// Called by: the walk's tests.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <memory>

#include "content/museum_works.h"
#include "engine/app/live_scene.h"
#include "engine/cook/cook.h"
#include "engine/cook/import.h"
#include "engine/exhibition/project.h"
#include "engine/gpu/device.h"
#include "engine/render/renderer.h"

namespace enf::test {

inline const MuseumPlan small_museum{.rooms = 12, .works = 96, .texture_px = 512, .sculptures_percent = 6};

// Made when first asked for, gone with the program.
class CookedMuseum {
 public:
  static OpenedExhibition& opened() {
    static CookedMuseum museum;
    return *museum.opened_;
  }

 private:
  CookedMuseum() {
    std::string name = (std::filesystem::temp_directory_path() / "enfilade-walk-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    Jobs jobs;
    write_museum(folder_, small_museum, jobs, {}).value();
    Store store = Store::open(store_folder(folder_)).value();
    std::vector<CookRequest> requests;
    Project project = load_project(folder_).value();
    for (const Asset& asset : project.document().assets) {
      auto path = folder_ / asset.path;
      requests.push_back({.id = asset.id.value, .path = path, .kind = kind_of_asset(path).value()});
    }
    CookSummary cooked = cook_assets(requests, store, jobs, {});
    EXPECT_TRUE(cooked.failures.empty());
    write_cooked_index(folder_, cooked.cooked).value();
    opened_ = open_exhibition(folder_).value();
  }
  ~CookedMuseum() {
    opened_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::filesystem::path folder_;
  std::unique_ptr<OpenedExhibition> opened_;
};

// A visitor's renderer. Its worker does all it was asked for between two pictures, so that what a picture lacks was
// asked for too late, however fast the machine is.
class Stage {
 public:
  explicit Stage(std::uint64_t budget_bytes, gpu::Validation validation = gpu::Validation::on)
      : Stage(within({.width = width, .height = height, .samples = 1}, budget_bytes), validation) {}
  explicit Stage(const RenderSettings& settings, gpu::Validation validation = gpu::Validation::on) {
    device = gpu::Device::create({.label = "walk", .validation = validation}).value();
    renderer = Renderer::create(*device, jobs, settings).value();
    live = std::make_unique<LiveScene>(CookedMuseum::opened(), jobs, std::vector<std::string>{});
  }
  ~Stage() {
    live.reset();
    renderer.reset();
    EXPECT_EQ(device->validation_messages(), 0u) << device->last_validation_message();
  }

  FrameStats draw(const Camera& camera, const DrawOptions& options = {}) {
    if (live->update(camera, float{width} / float{height})) {
      EXPECT_TRUE(renderer->set_scene(live->scene()));
    }
    auto stats = renderer->draw(camera, options);
    EXPECT_TRUE(stats) << to_string(stats.error());
    EXPECT_TRUE(renderer->finish());
    std::promise<void> idle;
    jobs.submit([&] { idle.set_value(); });
    idle.get_future().wait();
    return stats.value_or(FrameStats{});
  }

  static constexpr std::uint32_t width = 320, height = 180;
  Jobs jobs{1};
  std::unique_ptr<gpu::Device> device;
  std::unique_ptr<Renderer> renderer;
  std::unique_ptr<LiveScene> live;
};

// From the first room through all others.
inline std::vector<Camera> walk_through(std::size_t pictures) {
  std::vector<Camera> cameras;
  for (const TourPose& pose : museum_floor(small_museum).tour(pictures))
    cameras.push_back({.eye = vec3(pose.eye), .forward = vec3(pose.forward)});
  return cameras;
}

}  // namespace enf::test
