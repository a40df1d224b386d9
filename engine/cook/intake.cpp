#include "engine/cook/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>


namespace enf {

namespace {

struct Unit {
  double metres;
  std::string_view name;
};
constexpr Unit units[] = {{1, "metres"},        {0.001, "millimetres"}, {0.01, "centimetres"}, {0.0254, "inches"},
                          {0.3048, "feet"},     {0.1, "decimetres"},    {10, "tens of metres"}, {100, "hundreds of metres"},
                          {1000, "kilometres"}};

// Width, height and depth once `up` points up.
dvec3 upright(dvec3 size, UpAxis up) {
  switch (up) {
    case UpAxis::z: return {size.x, size.z, size.y};
    case UpAxis::x: return {size.y, size.x, size.z};
    case UpAxis::y: break;
  }
  return size;
}

// Turns `up` to Y and keeps the hand: Z up lies on its back, X up on its side.
mat4 turn_of(UpAxis up) {
  switch (up) {
    case UpAxis::z: return glm::rotate(mat4(1), -pi / 2, vec3(1, 0, 0));
    case UpAxis::x: return glm::rotate(mat4(1), pi / 2, vec3(0, 0, 1));
    case UpAxis::y: break;
  }
  return mat4(1);
}

// How far the size is from the catalogued one: the greatest factor by which a given dimension is off, as a logarithm.
double mismatch(dvec3 size_m, const CataloguedSize& c) {
  double worst = 0;
  auto compare = [&worst](double have, double want_mm) {
    if (want_mm > 0) worst = std::max(worst, std::abs(std::log(std::max(have, 1e-9) / (want_mm * 0.001))));
  };
  compare(size_m.y, c.height_mm);
  compare(size_m.x, c.width_mm);
  compare(size_m.z, c.depth_mm);
  return worst;
}

// Catalogues do not say from which side width and depth were taken: the better of both counts.
double mismatch_any_side(dvec3 size_m, const CataloguedSize& c) {
  return std::min(mismatch(size_m, c), mismatch({size_m.z, size_m.y, size_m.x}, c));
}

std::string size_text(dvec3 m) {
  auto one = [](double v) { return v >= 1 ? fmt::format("{:.2f} m", v) : v >= 0.01 ? fmt::format("{:.1f} cm", v * 100) : fmt::format("{:.1f} mm", v * 1000); };
  return fmt::format("{} wide, {} high, {} deep", one(m.x), one(m.y), one(m.z));
}

std::string_view axis_name(UpAxis up) { return up == UpAxis::x ? "X" : up == UpAxis::z ? "Z" : "Y"; }

bool is_given(const CataloguedSize& c) { return c.width_mm > 0 || c.height_mm > 0 || c.depth_mm > 0; }

}  // namespace

void add_warning(std::vector<IntakeWarning>& warnings, std::string id, std::string text) {
  for (const auto& w : warnings) {
    if (w.id == id && w.text == text) return;
  }
  // A broken file can have as many faults as bytes; a person reads a few.
  constexpr std::size_t most = 200;
  if (warnings.size() == most) warnings.push_back({"report.more", "there are more warnings than are listed"});
  if (warnings.size() < most) warnings.push_back({std::move(id), std::move(text)});
}

void summarise(const SourceModel& model, IntakeReport& report) {
  std::vector<std::uint64_t> triangles(model.meshes.size()), vertices(model.meshes.size());
  std::vector<Box> boxes(model.meshes.size());
  for (std::size_t i = 0; i < model.meshes.size(); ++i) {
    for (const auto& part : model.meshes[i].parts) {
      triangles[i] += part.indices.size() / 3;
      vertices[i] += part.positions.size();
      for (const vec3& p : part.positions) boxes[i].add(p);
    }
  }
  report.triangles = report.vertices = 0;
  report.bounds = {};
  // A turned box would be too large: a mesh's own points are measured, unless there are many instances of it.
  std::uint64_t measured = 0;
  for (const auto& instance : model.instances) {
    report.triangles += triangles[instance.mesh];
    report.vertices += vertices[instance.mesh];
    measured += vertices[instance.mesh];
    const mat4& t = instance.transform;
    const bool straight = std::abs(t[0].y) + std::abs(t[0].z) + std::abs(t[1].x) + std::abs(t[1].z) + std::abs(t[2].x) + std::abs(t[2].y) < 1e-9f;
    if (straight || measured > 50'000'000) {
      report.bounds.add(transformed(boxes[instance.mesh], t));
      continue;
    }
    for (const auto& part : model.meshes[instance.mesh].parts) {
      for (const vec3& p : part.positions) report.bounds.add(vec3(t * vec4(p, 1)));
    }
  }
  report.materials = static_cast<std::uint32_t>(model.materials.size());
}

std::uint64_t count_open_edges(const SourceModel& model) {
  std::uint64_t open = 0;
  std::vector<std::uint64_t> of_mesh(model.meshes.size());
  for (std::size_t m = 0; m < model.meshes.size(); ++m) {
    // A number for each place, by sorting: parts of a mesh join where their materials meet.
    std::vector<std::array<float, 3>> places;
    std::size_t corners = 0;
    for (const auto& part : model.meshes[m].parts) corners += part.indices.size();
    std::vector<std::uint32_t> first;
    for (const auto& part : model.meshes[m].parts) {
      first.push_back(static_cast<std::uint32_t>(places.size()));
      for (const vec3& p : part.positions) places.push_back({p.x + 0.0f, p.y + 0.0f, p.z + 0.0f});
    }
    std::vector<std::uint32_t> order(places.size()), number(places.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return places[a] < places[b]; });
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0 && places[order[i]] != places[order[i - 1]]) ++next;
      number[order[i]] = next;
    }
    std::vector<std::uint64_t> edges;
    edges.reserve(corners);
    for (std::size_t p = 0; p < model.meshes[m].parts.size(); ++p) {
      const auto& indices = model.meshes[m].parts[p].indices;
      for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        std::uint32_t v[3];
        for (std::size_t k = 0; k < 3; ++k) v[k] = number[first[p] + indices[i + k]];
        if (v[0] == v[1] || v[1] == v[2] || v[2] == v[0]) continue;  // no area, no edge
        for (std::size_t k = 0; k < 3; ++k) {
          std::uint64_t a = v[k], b = v[(k + 1) % 3];
          edges.push_back(std::min(a, b) << 32 | std::max(a, b));
        }
      }
    }
    std::sort(edges.begin(), edges.end());
    for (std::size_t i = 0; i < edges.size();) {
      std::size_t end = i;
      while (end < edges.size() && edges[end] == edges[i]) ++end;
      of_mesh[m] += end - i == 1;
      i = end;
    }
  }
  for (const auto& instance : model.instances) open += of_mesh[instance.mesh];
  return open;
}

bool is_of_size(dvec3 size_m, const CataloguedSize& catalogued) {
  return mismatch_any_side(size_m, catalogued) <= std::log(1.15);
}

std::optional<SizeProposal> propose_size(const Box& bounds, const CataloguedSize& catalogued) {
  if (bounds.empty() || !is_given(catalogued)) return std::nullopt;
  const dvec3 size(bounds.size());
  const double fit = std::log(1.25);
  if (is_of_size(size, catalogued)) return std::nullopt;
  const Unit* best_unit = nullptr;
  UpAxis best_up = UpAxis::y;
  double best = fit;
  for (const Unit& unit : units) {
    for (UpAxis up : {UpAxis::y, UpAxis::z, UpAxis::x}) {
      // Turning a model is a bolder claim than another unit: it must fit clearly better.
      double off = mismatch_any_side(upright(size, up) * unit.metres, catalogued) + (up == UpAxis::y ? 0 : 0.03);
      if (off < best) best = off, best_unit = &unit, best_up = up;
    }
  }
  if (best_unit == nullptr) return std::nullopt;
  SizeProposal proposal{.metres_per_unit = best_unit->metres, .up = best_up};
  const dvec3 result = upright(size, best_up) * best_unit->metres;
  proposal.size_m = vec3(result);
  proposal.reason = fmt::format("read as {} with {} up it is {}, as catalogued", best_unit->name, axis_name(best_up), size_text(result));
  return proposal;
}

void judge_size(IntakeReport& report, const CataloguedSize& catalogued) {
  if (report.kind != AssetKind::model || report.bounds.empty()) return;
  const dvec3 size(report.bounds.size());
  if (!is_given(catalogued)) {
    const double largest = std::max({size.x, size.y, size.z});
    if (largest > 100 || largest < 0.001) {
      add_warning(report.warnings, "model.size_implausible",
                  fmt::format("as metres it is {}; in millimetres that were {}, in centimetres {}. The catalogued size decides",
                              size_text(size), size_text(size * 0.001), size_text(size * 0.01)));
    }
    return;
  }
  report.proposal = propose_size(report.bounds, catalogued);
  if (report.proposal) {
    if (report.proposal->metres_per_unit != 1) {
      add_warning(report.warnings, "model.unit_guess", fmt::format("as metres it is {}; {}", size_text(size), report.proposal->reason));
    }
    if (report.proposal->up != UpAxis::y) {
      add_warning(report.warnings, "model.up_axis_guess",
                  fmt::format("{} seems to point up, not Y; {}", axis_name(report.proposal->up), report.proposal->reason));
    }
  } else if (mismatch_any_side(size, catalogued) > std::log(1.15)) {
    add_warning(report.warnings, "model.size_mismatch",
                fmt::format("it is {}; no usual unit or axis brings that to the catalogued size", size_text(size)));
  }
}

void apply(const SizeProposal& proposal, SourceModel& model) {
  const mat4 m = turn_of(proposal.up) * glm::scale(mat4(1), vec3(static_cast<float>(proposal.metres_per_unit)));
  for (auto& instance : model.instances) instance.transform = m * instance.transform;
  for (auto& light : model.lights) {
    light.position = vec3(m * vec4(light.position, 1));
    light.direction = glm::normalize(mat3(turn_of(proposal.up)) * light.direction);
    light.range_m *= static_cast<float>(proposal.metres_per_unit);
  }
}

std::string to_json(const IntakeReport& report) {
  using Json = nlohmann::ordered_json;
  Json textures = Json::array(), warnings = Json::array();
  for (const auto& t : report.textures) textures.push_back({{"name", t.name}, {"width", t.width}, {"height", t.height}});
  for (const auto& w : report.warnings) warnings.push_back({{"id", w.id}, {"text", w.text}});
  const vec3 size = report.bounds.size();
  Json json{{"ok", true},
            {"kind", report.kind == AssetKind::image ? "image" : "model"},
            {"format", report.format},
            {"triangles", report.triangles},
            {"vertices", report.vertices},
            {"materials", report.materials},
            {"textures", textures},
            {"size_m", {size.x, size.y, size.z}},
            {"warnings", warnings}};
  if (report.kind == AssetKind::image) {
    json["width"] = report.width;
    json["height"] = report.height;
    json["alpha"] = report.has_alpha;
    json["colour_profile"] = report.colour_profile;
  }
  if (report.open_edges) json["open_edges"] = *report.open_edges;
  if (const auto& p = report.proposal) {
    json["proposal"] = {{"metres_per_unit", p->metres_per_unit},
                        {"up", axis_name(p->up)},
                        {"size_m", {p->size_m.x, p->size_m.y, p->size_m.z}},
                        {"reason", p->reason}};
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const Error& error) {
  using Json = nlohmann::ordered_json;
  Json json{{"ok", false}, {"error", {{"id", error.id}, {"text", to_string(error)}}}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace enf
