#include "engine/app/charted_room.h"

#include <map>

#include "engine/app/traced_room.h"

namespace enf {
namespace {

bool is_lit_solid(const CookedMaterial& m) {
  return !m.unlit && m.emissive == vec3(0) && m.transmission <= 0 && !m.double_sided &&
         m.alpha_mode == AlphaMode::opaque;
}

Box bounds_of(const TracedMesh& mesh) {
  Box box;
  for (vec3 p : mesh.positions) box.add(p);
  return box;
}

}  // namespace

ChartedRoom chart_room(const RoomScene& room, float texel_m) {
  ChartedRoom charted;
  charted.surfaces = room.surfaces.size();
  std::vector<std::uint32_t> owners;
  std::map<std::string, std::uint32_t> known;
  auto owner = [&](const std::string& name) {
    return known.try_emplace(name, static_cast<std::uint32_t>(known.size())).first->second;
  };
  for (const SurfaceItem& item : room.surfaces) {
    owners.push_back(owner(item.owner));
    charted.meshes.push_back(is_lit_solid(item.material->factors) ? traced_mesh(*item.mesh) : TracedMesh{});
  }
  for (const PictureItem& item : room.pictures) {
    owners.push_back(owner(item.owner));
    bool is_print = item.least_px > 0 || item.source->pyramid.has_alpha;
    charted.meshes.push_back(is_print ? TracedMesh{} : traced_quad(item));
  }
  for (std::size_t i = 0; i < charted.meshes.size(); ++i) charted.pieces.push_back({&charted.meshes[i], owners[i]});
  charted.layout = lay_out_charts(charted.pieces, texel_m);
  return charted;
}

void ChartedRoom::describe(RoomLight& light) const {
  for (const LightChart& chart : layout.charts)
    light.charts.push_back(projection_of(chart, light.map.width, light.map.height));
  for (std::size_t i = 0; i < pieces.size(); ++i)
    (i < surfaces ? light.surfaces : light.pictures).push_back({layout.of_piece[i], bounds_of(meshes[i])});
}

}  // namespace enf
