#include "editor/light_meter.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "editor/lux_colours.h"
#include "engine/app/traced_room.h"
#include "engine/base/log.h"
#include "engine/base/trace.h"

namespace enf::editor {
namespace {

constexpr std::chrono::milliseconds rest{200};  // a scene that changes with every frame is not looked at
constexpr std::uint32_t coarse = 8, fine = 2;   // pixels of the picture a pixel of false colour is wide
constexpr TracedDetail enough{.model_error_m = 0.01f, .picture_texels = 16, .texture_texels = 16};

}  // namespace

LightMeter::LightMeter() : thread_([this] { run(); }) {}

LightMeter::~LightMeter() {
  {
    std::lock_guard lock(mutex_);
    is_closing_ = true, ++wished_;
  }
  changed_.notify_all();
  thread_.join();
}

void LightMeter::want(const std::shared_ptr<const RenderScene>& scene, const std::vector<std::uint32_t>& rooms,
                      const MeterView& view) {
  std::lock_guard lock(mutex_);
  const bool is_other_scene = wish_.scene != scene || wish_.rooms != rooms;
  if (!is_other_scene && wish_.view == view) return;
  if (is_other_scene) light_ = nullptr, scene_came_ = std::chrono::steady_clock::now();
  wish_ = {scene, rooms, view};
  picture_ = nullptr;
  ++wished_, ++changes_;
  changed_.notify_all();
}

std::shared_ptr<const DirectLight> LightMeter::light() const {
  std::lock_guard lock(mutex_);
  return light_;
}

std::shared_ptr<const ImageData> LightMeter::picture() const {
  std::lock_guard lock(mutex_);
  return picture_;
}

std::uint64_t LightMeter::changes() const {
  std::lock_guard lock(mutex_);
  return changes_;
}

bool LightMeter::is_busy() const {
  std::lock_guard lock(mutex_);
  return done_ != wished_;
}

bool LightMeter::is_outdated(std::uint64_t wish) const {
  std::lock_guard lock(mutex_);
  return wish != wished_;
}

void LightMeter::run() {
  trace::name_thread("light meter");
  if (::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10) != 0)
    log_warning("light is measured at full priority");
  std::unique_lock lock(mutex_);
  while (!is_closing_) {
    if (done_ == wished_) {
      changed_.wait(lock);
      continue;
    }
    if (!light_ && std::chrono::steady_clock::now() < scene_came_ + rest) {
      changed_.wait_until(lock, scene_came_ + rest);
      continue;
    }
    const Wish wish = wish_;
    const std::uint64_t number = wished_;
    std::shared_ptr<const DirectLight> light = light_;
    if (!light && wish.scene) {
      lock.unlock();
      light = look_at(wish);
      lock.lock();
      // The view may have moved on meanwhile; the scene is what counts.
      if (wish_.scene == wish.scene && wish_.rooms == wish.rooms) light_ = light, ++changes_;
      if (number != wished_) continue;
    }
    for (std::uint32_t coarseness : {coarse, fine}) {
      if (!light || wish.view.width == 0 || number != wished_) break;
      lock.unlock();
      std::shared_ptr<const ImageData> picture = colour(*light, wish.view, coarseness, number);
      lock.lock();
      if (number == wished_) picture_ = std::move(picture), ++changes_;
    }
    if (number == wished_) done_ = number, ++changes_;
  }
}

std::shared_ptr<const DirectLight> LightMeter::look_at(const Wish& wish) {
  trace::Zone zone("describe rooms for the light meter");
  TracedScene all;
  std::map<std::string, Described> described;
  for (std::uint32_t r : wish.rooms) {
    const RoomItem& room = wish.scene->rooms[r];
    auto known = described_.find(room.id);
    const bool is_known = known != described_.end() && room.contents && known->second.contents == room.contents;
    Described& now = described[room.id];
    now = is_known ? std::move(known->second) : Described{room.contents, traced_room(*wish.scene, r, enough)};
    join(all, now.scene);
  }
  described_ = std::move(described);
  auto light = DirectLight::create(std::move(all));
  if (light) return *light;
  log_warning("{}", to_string(light.error()));
  return nullptr;
}

// Null if something else is wanted meanwhile.
std::shared_ptr<const ImageData> LightMeter::colour(const DirectLight& light, const MeterView& view,
                                                    std::uint32_t coarseness, std::uint64_t wish) const {
  trace::Zone zone("false colours");
  const std::uint32_t width = std::max(view.width / coarseness, 1u), height = std::max(view.height / coarseness, 1u);
  std::vector<float> lux(std::size_t{width} * height, -1);
  for (std::uint32_t y = 0; y < height; ++y) {
    if (is_outdated(wish)) return nullptr;
    for (std::uint32_t x = 0; x < width; ++x) {
      vec2 at = (vec2(x, y) + 0.5f) / vec2(width, height) * 2.0f - 1.0f;
      Ray ray{view.eye, glm::normalize(view.forward + view.right * at.x - view.up * at.y)};
      if (auto met = light.along(ray)) lux[std::size_t{y} * width + x] = met->lux;
    }
  }
  auto image = std::make_shared<ImageData>();
  image->width = width, image->height = height, image->wrap = TextureWrap::clamp;
  image->rgba.resize(lux.size() * 4);
  auto band = [&](std::uint32_t x, std::uint32_t y) { return lux_band(lux[std::size_t{y} * width + x]); };
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x) {
      const std::size_t i = std::size_t{y} * width + x;
      if (lux[i] < 0) continue;
      // Lines of equal illuminance at the steps.
      const bool is_line = coarseness == fine && ((x + 1 < width && band(x + 1, y) != band(x, y)) ||
                                                  (y + 1 < height && band(x, y + 1) != band(x, y)));
      vec3 colour = lux_colour(lux[i]) * (is_line ? 0.55f : 1.0f);
      for (int c = 0; c < 3; ++c)
        image->rgba[i * 4 + static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(std::lround(colour[c] * 255));
      image->rgba[i * 4 + 3] = 255;
    }
  return image;
}

}  // namespace enf::editor
