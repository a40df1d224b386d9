#include "engine/cook/model_cook.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/cook/cook_steps.h"
#include "engine/cook/intake.h"
#include "engine/cook/mesh_encode.h"
#include "engine/cook/mesh_levels.h"
#include "engine/cook/mesh_planes.h"
#include "engine/cook/mesh_prepare.h"
#include "engine/cook/texture_cook.h"

namespace enf {

namespace {

// A cooked mesh to be: a source mesh under a transform, and where it stands.
struct MeshPlan {
  std::uint32_t source = 0;
  mat4 transform{1};
  std::vector<SourceInstance> instances;  // their transforms go from the plan's space to the model's
  Box bounds;
};

float scale_of(const mat4& m) {
  return std::max({glm::length(vec3(m[0])), glm::length(vec3(m[1])), glm::length(vec3(m[2]))});
}

std::vector<MeshPlan> plan_meshes(const SourceModel& source) {
  std::vector<std::vector<SourceInstance>> placed(source.meshes.size());
  for (const SourceInstance& instance : source.instances)
    if (scale_of(instance.transform) > 0) placed[instance.mesh].push_back(instance);

  std::vector<MeshPlan> plans;
  for (std::uint32_t m = 0; m < source.meshes.size(); ++m) {
    if (placed[m].empty()) continue;
    if (placed[m].size() == 1) {
      plans.push_back(
          {.source = m, .transform = placed[m][0].transform, .instances = {{m, mat4(1), placed[m][0].region}}});
      continue;
    }
    for (bool mirrored : {false, true}) {
      MeshPlan plan{.source = m};
      float scale = 0;
      for (const SourceInstance& i : placed[m])
        if ((glm::determinant(mat3(i.transform)) < 0) == mirrored) scale = std::max(scale, scale_of(i.transform));
      if (scale == 0) continue;
      plan.transform = glm::scale(mat4(1), vec3(mirrored ? -scale : scale, scale, scale));
      mat4 back = glm::scale(mat4(1), 1.0f / vec3(mirrored ? -scale : scale, scale, scale));
      for (const SourceInstance& i : placed[m])
        if ((glm::determinant(mat3(i.transform)) < 0) == mirrored)
          plan.instances.push_back({m, i.transform * back, i.region});
      plans.push_back(std::move(plan));
    }
  }
  for (MeshPlan& plan : plans)
    for (const SourcePart& part : source.meshes[plan.source].parts)
      for (std::uint32_t v : part.indices) plan.bounds.add(vec3(plan.transform * vec4(part.positions[v], 1)));
  return plans;
}

// What a texture is used for, by all materials that use it in this way.
struct TextureJob {
  std::uint32_t source = 0;
  TextureRole role = TextureRole::colour;
  float alpha_cutoff = 0;
  friend auto operator<=>(const TextureJob&, const TextureJob&) = default;
};

// Points the materials to cooked textures, one for each source texture and role, and lists those to be made.
std::vector<TextureJob> plan_textures(const SourceModel& source, std::vector<CookedMaterial>& materials) {
  std::map<TextureJob, std::uint32_t> number;
  std::vector<TextureJob> plan;
  auto use = [&](TextureUse& texture, TextureRole role, float cutoff) {
    if (texture.texture == TextureUse::none) return;
    if (texture.texture >= source.textures.size() || source.textures[texture.texture].width == 0) {
      texture.texture = TextureUse::none;  // the intake report has named it
      return;
    }
    TextureJob job{texture.texture, role, cutoff};
    auto [found, is_new] = number.try_emplace(job, static_cast<std::uint32_t>(plan.size()));
    if (is_new) plan.push_back(job);
    texture.texture = found->second;
  };
  for (CookedMaterial& m : materials) {
    if (m.alpha_mode == AlphaMode::mask)
      use(m.base_colour_texture, TextureRole::colour_masked, m.alpha_cutoff);
    else
      use(m.base_colour_texture, m.alpha_mode == AlphaMode::blend ? TextureRole::colour_blended : TextureRole::colour,
          0);
    use(m.metallic_roughness_texture, TextureRole::data, 0);
    use(m.normal_texture, TextureRole::normal, 0);
    use(m.occlusion_texture, TextureRole::data, 0);
    use(m.emissive_texture, TextureRole::colour, 0);
  }
  return plan;
}

// Files say all sorts of things; the tables promise ranges.
void limit(CookedMaterial& m) {
  for (float* v :
       {&m.metallic, &m.roughness, &m.occlusion_strength, &m.clearcoat, &m.clearcoat_roughness, &m.transmission})
    *v = std::clamp(*v, 0.0f, 1.0f);
}

void limit(CookedLight& light) {
  light.intensity = std::max(light.intensity, 0.0f);
  light.range_m = std::max(light.range_m, 0.0f);
  light.outer_cone_rad = std::clamp(light.outer_cone_rad, 0.0f, pi);
  light.inner_cone_rad = std::clamp(light.inner_cone_rad, 0.0f, light.outer_cone_rad);
}

struct MadeMesh {
  CookedMesh mesh;                                                    // levels without sections
  std::vector<std::pair<PreparedSection, PreparedSection>> sections;  // by level: vertices, indices
};

std::uint32_t longest_side(const SourceModel& source, const SourceMesh& mesh) {
  std::uint32_t longest = 1;
  for (const SourcePart& part : mesh.parts) {
    const CookedMaterial& m = source.materials[part.material];
    for (const TextureUse* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                                  &m.occlusion_texture, &m.emissive_texture})
      if (use->texture < source.textures.size())
        longest = std::max({longest, source.textures[use->texture].width, source.textures[use->texture].height});
  }
  return std::min(longest, longest_texture);
}

// A plan's mesh, with its large planes as meshes of their own.
std::vector<MadeMesh> make_meshes(const SourceModel& source, const MeshPlan& plan, float lattice_step, Jobs& jobs,
                                  const std::stop_token& stop) {
  const SourceMesh& mesh = source.meshes[plan.source];
  FullMesh full = prepare_mesh(mesh, plan.transform, source.materials);
  std::vector<MadeMesh> all;
  if (full.indices.empty()) return all;
  float metres = 0;
  for (const SourceInstance& instance : plan.instances) metres = std::max(metres, scale_of(instance.transform));
  for (MeshPiece& piece : take_large_planes(std::move(full), metres)) {
    std::vector<std::uint32_t> materials = piece.mesh.materials;
    Box bounds = piece.mesh.bounds;
    std::vector<MeshLevel> levels = make_levels(std::move(piece.mesh), jobs, stop);
    MadeMesh made{.mesh = layout_for(levels[0], bounds, lattice_step, longest_side(source, mesh))};
    made.mesh.flat = piece.flat;
    made.mesh.coloured =
        std::ranges::any_of(levels[0].vertices, [](const FullVertex& v) { return vec3(v.colour) != vec3(1); });
    for (MeshLevel& level : levels) {
      EncodedLevel encoded = encode_level(level, made.mesh, lattice_step, materials);
      level = {};
      if (encoded.indices.empty()) break;
      made.mesh.levels.push_back(std::move(encoded.level));
      made.sections.emplace_back(prepare_section(encoded.vertices),
                                 prepare_section(std::as_bytes(std::span(encoded.indices))));
    }
    if (!made.mesh.levels.empty()) all.push_back(std::move(made));
  }
  return all;
}

struct MadeTexture {
  CookedTexture texture;
  std::vector<PreparedSection> mips;
};

MadeTexture make_texture(SourceTexture& source, const TextureJob& job) {
  TextureMips mips = make_mips({source.width, source.height, source.rgba}, job.role, longest_texture, job.alpha_cutoff);
  MadeTexture made;
  bool colour = job.role != TextureRole::data && job.role != TextureRole::normal;
  made.texture = {.encoding = colour ? TextureEncoding::rgba8_srgb : TextureEncoding::rgba8_linear,
                  .wrap_u = source.wrap_u,
                  .wrap_v = source.wrap_v,
                  .width = mips.width,
                  .height = mips.height};
  for (std::vector<std::uint8_t>& mip : mips.mips) {
    made.mips.push_back(prepare_section(std::as_bytes(std::span(mip))));
    mip = std::vector<std::uint8_t>();  // "= {}" would keep its memory
  }
  return made;
}

}  // namespace

ModelParts make_model(SourceModel source, Jobs& jobs, const WorkContext& work, std::vector<IntakeWarning>& warnings) {
  ModelParts out;
  std::vector<MeshPlan> plans = plan_meshes(source);
  std::vector<Box> bounds;
  for (const MeshPlan& plan : plans) bounds.push_back(plan.bounds);
  float lattice_step = lattice_step_for(bounds);

  std::vector<std::vector<MadeMesh>> meshes(plans.size());
  {
    Counter counter(work, "Making levels of detail", plans.size());
    jobs.parallel_for(plans.size(), [&](std::size_t i) {
      if (work.stop.stop_requested()) return;
      meshes[i] = make_meshes(source, plans[i], lattice_step, jobs, work.stop);
      counter.add_one();
    });
  }
  out.model.materials = source.materials;
  std::vector<TextureJob> wanted = plan_textures(source, out.model.materials);
  std::vector<MadeTexture> textures(wanted.size());
  {
    Counter counter(work, "Filtering textures", wanted.size());
    jobs.parallel_for(wanted.size(), [&](std::size_t i) {
      if (work.stop.stop_requested()) return;
      textures[i] = make_texture(source.textures[wanted[i].source], wanted[i]);
      counter.add_one();
    });
  }
  if (work.stop.stop_requested()) return out;

  auto keep = [&out](PreparedSection&& section) {
    out.sections.push_back(std::move(section));
    return static_cast<std::uint32_t>(out.sections.size() - 1);
  };
  for (std::size_t i = 0; i < plans.size(); ++i)
    for (MadeMesh& made : meshes[i]) {
      CookedMesh& mesh = made.mesh;
      for (std::size_t l = mesh.levels.size(); l-- > 0;) {
        mesh.levels[l].vertex_section = keep(std::move(made.sections[l].first));
        mesh.levels[l].index_section = keep(std::move(made.sections[l].second));
      }
      for (const SourceInstance& instance : plans[i].instances) {
        auto index = static_cast<std::uint32_t>(out.model.meshes.size());
        out.model.instances.push_back({index, instance.transform, instance.region});
        out.model.bounds.add(transformed(mesh.bounds, instance.transform));
        out.model.triangles += mesh.levels[0].index_count / 3;
      }
      out.model.meshes.push_back(std::move(mesh));
    }
  for (std::size_t i = 0; i < textures.size(); ++i) {
    CookedTexture& texture = textures[i].texture;
    texture.mip_sections.resize(textures[i].mips.size());
    for (std::size_t mip = texture.mip_sections.size(); mip-- > 0;)
      texture.mip_sections[mip] = keep(std::move(textures[i].mips[mip]));
    const SourceTexture& from = source.textures[wanted[i].source];
    if (texture.width != from.width || texture.height != from.height)
      add_warning(
          warnings, "texture.resized",
          fmt::format("Texture \"{}\" is {} x {} pixels and was made {} x {}; textures of models have up to {} a side",
                      from.name, from.width, from.height, texture.width, texture.height, longest_texture));
    out.model.textures.push_back(std::move(texture));
  }
  out.model.lights = std::move(source.lights);
  for (CookedMaterial& material : out.model.materials) limit(material);
  for (CookedLight& light : out.model.lights) limit(light);
  return out;
}

Result<void> write_model(ChunkWriter& writer, const ModelParts& parts) {
  for (const PreparedSection& section : parts.sections)
    if (auto added = writer.add(section); !added) return std::unexpected(added.error());
  return write_model_table(writer, parts.model);
}

}  // namespace enf
