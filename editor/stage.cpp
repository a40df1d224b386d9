#include "editor/stage.h"

#include <algorithm>
#include <cmath>

#include "engine/base/trace.h"
#include "engine/exhibition/by_room.h"
#include "engine/scene/visibility.h"

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
                                             const RenderSettings& settings) {
  std::unique_ptr<Stage> stage(new Stage(source));
  auto renderer = Renderer::create(device, jobs, settings);
  if (!renderer) return std::unexpected(renderer.error());
  stage->renderer_ = std::move(*renderer);
  return stage;
}

void Stage::set_document(const Document& document) {
  if (house_ && document == document_) return;
  document_ = document;
  DocumentByRoom divided = divide_by_room(document);
  house_ = lay_out_house(divided.house);
  std::map<RoomId, Room> known;
  for (Room& room : rooms_) {
    RoomId id = room.shell.room->id;
    known.emplace(std::move(id), std::move(room));
  }
  rooms_.clear();
  for (std::size_t r = 0; r < house_->shells.size(); ++r) {
    Room room;
    if (auto found = known.find(house_->shells[r].room->id); found != known.end()) room = std::move(found->second);
    const RoomShell& shell = house_->shells[r];
    bool same = room.contents && room.shell.room == shell.room && room.shell.doorways == shell.doorways &&
                room.shell.windows == shell.windows && *room.contents == divided.rooms[r];
    room.is_current = room.is_current && same;
    room.shell = shell;
    if (!same) room.contents = std::make_shared<const Document>(std::move(divided.rooms[r]));
    rooms_.push_back(std::move(room));
  }
  scene_.reset();
}

void Stage::set_language(const std::string& language) {
  if (language == language_) return;
  language_ = language;
  for (Room& room : rooms_) room.is_current = false;
  scene_.reset();
}

void Stage::go_to(const Document& document, const RoomId& id) {
  const enf::Room* room = document.find(id);
  if (!room) return;
  for (const Viewpoint& view : document.viewpoints)
    if (view.room == id) {
      gaze_.eye = view.eye_m;
      gaze_.look_at(vec3(view.target_m));
      return;
    }
  dvec2 low = room->plan[0], high = room->plan[0];
  for (dvec2 c : room->plan) low = glm::min(low, c), high = glm::max(high, c);
  dvec2 middle = (low + high) / 2.0, corner = middle + (high - low) * 0.38;
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

// Builds the rooms in view that are not as the document has them. True if the scene is another one.
bool Stage::build_visible() {
  trace::Zone zone("stage");
  bool changed = !scene_;
  auto join = [&] {
    std::vector<std::shared_ptr<const RoomScene>> drawn;
    for (const Room& room : rooms_) drawn.push_back(room.drawn);
    scene_ = std::make_shared<const RenderScene>(join_rooms(*house_, drawn));
  };
  if (changed) join();
  mat4 view_projection =
      reversed_perspective(gaze_.fov_y, aspect(), 0.05f, 200) * view_matrix(gaze_.eye, gaze_.forward());
  std::vector<VisibleRoom> seen;
  visible_rooms(*scene_, camera(), view_projection, seen);
  bool built = false;
  std::vector<std::string> languages;
  if (!language_.empty()) languages.push_back(language_);
  for (const VisibleRoom& one : seen) {
    if (one.room >= rooms_.size() || rooms_[one.room].is_current) continue;
    Room& room = rooms_[one.room];
    bool is_complete = true;
    SceneResources resources = source_.resources(languages, is_complete);
    room.drawn = build_room(*house_, one.room, room.contents, resources, room.drawn.get());
    room.is_current = true;
    built = true;
  }
  if (built) join();
  return changed || built;
}

bool Stage::needs_picture() const { return !scene_ || !shown_ || *shown_ != gaze_ || !renderer_->quiet(); }

Result<void> Stage::draw(std::uint32_t width, std::uint32_t height) {
  if (!house_ || width == 0 || height == 0) return {};
  if (width != renderer_->settings().width || height != renderer_->settings().height)
    if (auto resized = renderer_->resize(width, height); !resized) return resized;
  if (build_visible())
    if (auto set = renderer_->set_scene(scene_); !set) return set;
  Result<FrameStats> drawn = renderer_->draw(camera());
  if (!drawn) return fail(drawn.error());
  stats_ = *drawn;
  shown_ = gaze_;
  return {};
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
  return scene_ ? enf::pick(*scene_, ray_through(point)) : std::nullopt;
}

}  // namespace enf::editor
