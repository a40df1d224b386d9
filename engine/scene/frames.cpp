#include "engine/scene/frames.h"

#include <algorithm>
#include <cmath>

#include "engine/exhibition/hanging.h"

namespace enf {

const std::vector<std::string>& frame_profiles() {
  static const std::vector<std::string> names{"gilded-ogee", "gilded-reverse", "black-scoop",  "black-flat",
                                              "oak-flat",    "white-box",      "walnut-bevel", "walnut-gilded-slip"};
  return names;
}

Finish frame_finish(const std::string& profile) {
  if (profile.starts_with("gilded")) return {"gilding", ""};
  if (profile.starts_with("black")) return {"black-lacquer", ""};
  if (profile.starts_with("walnut")) return {"walnut", ""};
  if (profile.starts_with("white")) return {"paint", "#f1efea"};
  return {"oak", ""};
}

Section frame_section(const std::string& profile, float w, float d, float sight) {
  // Outer back edge, up the outside, over the front towards the picture, down the sight edge.
  Section s{{w, 0, 0.6f}};
  auto to = [&](float out, float up, float open = 1) { s.push_back({out * w, up * d, open}); };
  auto bend = [&](float out, float up, float bulge, int steps, float open = 1) {
    curve_to(s, out * w, up * d, bulge, steps, open);
  };
  if (profile == "gilded-ogee") {
    to(1, 0.62f, 0.9f), to(0.97f, 0.66f), bend(0.9f, 1, 1, 4), bend(0.8f, 0.86f, 1, 4, 0.9f), to(0.79f, 0.8f, 0.72f);
    bend(0.5f, 0.55f, -1, 5, 0.82f), bend(0.26f, 0.66f, 1, 5), bend(0.2f, 0.58f, 1, 3, 0.85f);
    to(0.19f, 0.52f, 0.75f), to(0.1f, 0.52f), bend(0.05f, 0.56f, 1, 2), bend(0, 0.5f, 1, 2, 0.9f);
  } else if (profile == "gilded-reverse") {
    to(1, 0.3f, 0.8f), bend(0.4f, 0.82f, -1, 7), to(0.38f, 0.88f, 0.8f), bend(0.22f, 1, 1, 4), bend(0.08f, 0.9f, 1, 4);
    to(0.07f, 0.84f, 0.8f), to(0, 0.84f);
  } else if (profile == "black-scoop") {
    to(1, 0.9f), bend(0.94f, 1, 1, 3), to(0.86f, 1), to(0.85f, 0.95f, 0.8f), bend(0.2f, 0.56f, -1, 8, 0.85f);
    to(0.19f, 0.6f, 0.8f), bend(0.1f, 0.66f, 1, 3), bend(0, 0.56f, 1, 3);
  } else if (profile == "walnut-bevel" || profile == "walnut-gilded-slip") {
    to(1, 0.94f), bend(0.95f, 1, 1, 2), to(0.72f, 1), to(0.7f, 0.96f, 0.85f), to(0.12f, 0.66f, 0.95f);
    to(0.1f, 0.6f, 0.75f), to(0, 0.58f);
  } else {  // flat mouldings: a square face with softened arrises
    float soft = std::min(0.002f / w, 0.2f), softd = std::min(0.002f / d, 0.2f);
    to(1, 1 - softd), to(1 - soft, 1), to(soft, 1), to(0, 1 - softd);
  }
  s.push_back({0, sight, 0.5f});
  return s;
}

// A closed mitred ring around a rectangle of half size (hx, hy) in the place's plane.
static void sweep_ring(MeshBuilder& mesh, const HangingPlace& p, float hx, float hy, float base,
                       const Section& section) {
  std::array<SweepPoint, 4> line{
      SweepPoint{p.at(-hx, -hy, base), -p.right - p.up}, SweepPoint{p.at(hx, -hy, base), p.right - p.up},
      SweepPoint{p.at(hx, hy, base), p.right + p.up}, SweepPoint{p.at(-hx, hy, base), -p.right + p.up}};
  mesh.sweep(line, p.front, section, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
}

static void draw_mat(const Mat& mat, const HangingPlace& p, float hx, float hy, float picture_m, SurfaceSet& set,
                     FinishLibrary& finishes) {
  float width = static_cast<float>(mat.width_mm) / 1000, thick = std::min(0.0025f, width * 0.4f), lift = 0.0004f;
  vec3 colour = linear_from_hex(mat.colour).value_or(vec3(0.9f, 0.87f, 0.82f));
  MeshBuilder& board = set.on(finishes.plain(colour, 0.95f), SurfaceSet::Shadow::none);
  // The board's face, then the 45 degree cut that shows its white core around the picture.
  sweep_ring(board, p, hx, hy, picture_m + lift, Section{{width, thick, 0.75f}, {thick, thick, 1}});
  MeshBuilder& core = set.on(finishes.plain(vec3(0.86f, 0.85f, 0.82f), 0.95f), SurfaceSet::Shadow::none);
  sweep_ring(core, p, hx, hy, picture_m + lift, Section{{thick, thick, 0.97f}, {0, 0, 0.7f}});
}

static float frame_body_m(const Frame& frame) {
  return std::max(0.006f, static_cast<float>(frame.depth_mm) / 1000 - frame_stand_off_m);
}

float picture_plane_m(const Work& work) {
  if (!work.frame) return static_cast<float>(picture_offset_m(work));
  float body = frame_body_m(*work.frame);
  Section section = frame_section(work.frame->profile, static_cast<float>(work.frame->width_mm) / 1000, body, 0);
  float lip = section[section.size() - 2].up;
  return frame_stand_off_m + std::max(lip - (work.glazed ? 0.009f : 0.005f), lip * 0.3f);
}

std::vector<SurfaceItem> draw_surround(const Work& work, const HangingPlace& p, float picture_m, vec3 edge_colour,
                                       FinishLibrary& finishes) {
  SurfaceSet set;
  float hx = static_cast<float>(work.width_mm) / 2000, hy = static_cast<float>(work.height_mm) / 2000;
  if (work.frame) {
    if (work.mat) draw_mat(*work.mat, p, hx, hy, picture_m, set, finishes);
    float mat = work.mat ? static_cast<float>(work.mat->width_mm) / 1000 : 0;
    float inner_x = hx + mat, inner_y = hy + mat;
    float width = static_cast<float>(work.frame->width_mm) / 1000, body = frame_body_m(*work.frame);
    float sight = std::max(0.0f, picture_m - frame_stand_off_m - 0.002f);
    Section section = frame_section(work.frame->profile, width, body, sight);
    sweep_ring(set.on(finishes.material(frame_finish(work.frame->profile))), p, inner_x, inner_y, frame_stand_off_m,
               section);
    if (work.frame->profile == "walnut-gilded-slip") {
      Section slip{
          {width * 0.1f, body * 0.605f, 0.8f}, {width * 0.05f, body * 0.64f}, {0, body * 0.6f}, {0, sight, 0.6f}};
      sweep_ring(set.on(finishes.material({"gilding", ""}), SurfaceSet::Shadow::none), p, inner_x, inner_y,
                 frame_stand_off_m + 0.0005f, slip);
    }
    // The dark gap between the frame's back and the wall.
    Section back{{width * 0.94f, -frame_stand_off_m, 0.2f}, {width * 0.94f, 0.001f, 0.2f}};
    sweep_ring(set.on(finishes.plain(vec3(0.015f), 1), SurfaceSet::Shadow::none), p, inner_x, inner_y,
               frame_stand_off_m, back);
    if (work.glazed) {
      float pane = picture_m + 0.005f;
      set.on(finishes.clear_glass(), SurfaceSet::Shadow::none)
          .quad(p.at(-inner_x, -inner_y, pane), p.at(inner_x, -inner_y, pane), p.at(inner_x, inner_y, pane),
                p.at(-inner_x, inner_y, pane), p.right);
    }
  } else if (work.edge_depth_mm > 0) {
    // Canvas or panel: sides in the picture's own colour, a shade deeper.
    Section edge{{0, 0, 0.55f}, {0, picture_m, 1}};
    sweep_ring(set.on(finishes.plain(edge_colour * 0.8f, 0.9f)), p, hx, hy, 0, edge);
  } else {
    // Cloth: a thin edge, hung from a wooden bar with turned ends.
    Section edge{{0, 0, 0.5f}, {0, picture_m, 1}};
    sweep_ring(set.on(finishes.plain(edge_colour * 0.7f, 1)), p, hx, hy, 0, edge);
    MeshBuilder& bar = set.on(finishes.material({"walnut", ""}));
    float y = hy + 0.012f, reach = hx + 0.06f, out = 0.018f, r = 0.011f;
    bar.tube(p.at(-reach, y, out), p.at(reach, y, out), r, r, 14);
    for (float side : {-1.0f, 1.0f}) {
      float x = side * reach;
      bar.tube(p.at(x, y, out), p.at(x + side * 0.012f, y, out), r, 0.019f, 14);
      bar.tube(p.at(x + side * 0.012f, y, out), p.at(x + side * 0.03f, y, out), 0.019f, 0.008f, 14);
      bar.disc(p.at(x + side * 0.03f, y, out), p.right * side, 0.008f, 14);
    }
  }
  return set.finish("");
}

}  // namespace enf
