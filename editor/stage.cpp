#include "editor/stage.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/geometry/polygon.h"

namespace enf::editor {

vec3 Gaze::forward() const {
  return {-std::sin(yaw) * std::cos(pitch), std::sin(pitch), -std::cos(yaw) * std::cos(pitch)};
}

void Gaze::look_at(vec3 target) {
  vec3 way = target - eye;
  if (glm::length(way) < 1e-4f) return;
  yaw = std::atan2(-way.x, -way.z);
  pitch = std::atan2(way.y, std::hypot(way.x, way.z));
}

Result<std::unique_ptr<Stage>> Stage::create(gpu::Device& device, Jobs& jobs, SceneSource& source,
                                             const RenderSettings& settings, Light light) {
  std::unique_ptr<Stage> stage(new Stage(source, jobs, settings, light));
  if (auto renewed = stage->renew(device); !renewed) return fail(renewed.error());
  return stage;
}

void Stage::let_go_of_device() {
  settings_ = renderer_->settings();
  renderer_.reset();
}

Result<void> Stage::renew(gpu::Device& device) {
  auto renderer = Renderer::create(device, jobs_, settings_);
  if (!renderer) return fail(renderer.error());
  renderer_ = std::move(*renderer);
  shown_.reset();
  return scene_.scene() ? renderer_->set_scene(scene_.scene()) : Result<void>();
}

void Stage::stand_at(const Viewpoint& view) {
  gaze_.eye = view.eye_m;
  gaze_.look_at(vec3(view.target_m));
  gaze_.fov_y = static_cast<float>(view.fov_y_rad);
}

void Stage::go_to(const Document& document, const RoomId& id) {
  const enf::Room* room = document.find(id);
  if (!room) return;
  for (const Viewpoint& view : document.viewpoints)
    if (view.room == id) {
      stand_at(view);
      return;
    }
  dvec2 low = room->plan[0], high = room->plan[0];
  for (dvec2 c : room->plan) low = glm::min(low, c), high = glm::max(high, c);
  dvec2 middle = (low + high) / 2.0, corner = middle + (high - low) * 0.38;
  // From the corner to the middle, until one is in the room.
  for (int step = 0; step < 8 && !contains(room->plan, corner); ++step) corner = glm::mix(corner, middle, 0.3);
  gaze_.eye = vec3(corner.x, room->floor_level_m + 1.6, corner.y);
  gaze_.look_at(vec3(low.x, room->floor_level_m + 1.4, low.y));
}

Camera Stage::camera() const {
  Camera camera;
  camera.eye = gaze_.eye, camera.forward = gaze_.forward(), camera.fov_y = gaze_.fov_y;
  return camera;
}

float Stage::aspect() const {
  return static_cast<float>(renderer_->settings().width) / static_cast<float>(renderer_->settings().height);
}

bool Stage::needs_picture() const { return scene_.is_stale() || !shown_ || *shown_ != gaze_ || !renderer_->quiet(); }

Result<void> Stage::draw(std::uint32_t width, std::uint32_t height) {
  if (!scene_.has_document() || width == 0 || height == 0) return {};
  if (width != renderer_->settings().width || height != renderer_->settings().height)
    if (auto resized = renderer_->resize(width, height); !resized) return resized;
  if (scene_.update(camera(), aspect()))
    if (auto set = renderer_->set_scene(scene_.scene()); !set) return set;
  Result<FrameStats> drawn = renderer_->draw(camera());
  if (!drawn) return fail(drawn.error());
  stats_ = *drawn;
  shown_ = gaze_;
  ask_meter();
  return {};
}

void Stage::measure(Measuring what) {
  if (what == Measuring::nothing) meter_.reset();
  if (what != Measuring::nothing && !meter_) meter_ = std::make_unique<LightMeter>();
  if (std::exchange(measuring_, what) != what) ask_meter();
}

// Of the picture that is shown.
void Stage::ask_meter() {
  if (!meter_ || !scene_.scene() || !shown_) return;
  std::vector<VisibleRoom> seen;
  mat4 projection = reversed_perspective(gaze_.fov_y, aspect(), 0.05f, 200) * view_matrix(gaze_.eye, gaze_.forward());
  visible_rooms(*scene_.scene(), camera(), projection, seen);
  std::vector<std::uint32_t> rooms;
  for (const VisibleRoom& room : seen) rooms.push_back(room.room);
  std::ranges::sort(rooms);
  MeterView view{.eye = gaze_.eye, .forward = gaze_.forward()};
  view.right = glm::normalize(glm::cross(view.forward, vec3(0, 1, 0)));
  view.up = glm::cross(view.right, view.forward);
  float high = std::tan(gaze_.fov_y / 2);
  view.right *= high * aspect(), view.up *= high;
  if (measuring_ == Measuring::picture)
    view.width = renderer_->settings().width, view.height = renderer_->settings().height;
  meter_->want(scene_.scene(), rooms, view);
}

Ray Stage::ray_through(vec2 point) const {
  vec3 forward = gaze_.forward(), right = glm::normalize(glm::cross(forward, vec3(0, 1, 0))),
       up = glm::cross(right, forward);
  float high = std::tan(gaze_.fov_y / 2);
  return {gaze_.eye, glm::normalize(forward + right * (point.x * high * aspect()) - up * (point.y * high))};
}

std::optional<vec2> Stage::project(vec3 point) const {
  vec4 clip = reversed_perspective(gaze_.fov_y, aspect(), 0.05f, 200) * view_matrix(gaze_.eye, gaze_.forward()) *
              vec4(point, 1);
  if (clip.w < 0.05f) return std::nullopt;
  return vec2(clip) / clip.w;
}

std::optional<Pick> Stage::pick(vec2 point) const {
  return scene_.scene() ? enf::pick(*scene_.scene(), ray_through(point)) : std::nullopt;
}

}  // namespace enf::editor
