// Owns: small scenes made by hand for the render tests: meshes, materials, images, cooked pictures in memory files.
// Must not know: what is asserted about them.
// Called by: the render tests.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "engine/scene/render_scene.h"

namespace enf::kit {

using Colour = std::array<std::uint8_t, 4>;

WideVertex vertex(vec3 position, vec3 normal, vec2 uv, vec3 tangent = vec3(1, 0, 0), vec4 colour = vec4(1));
// A rectangle from its upper left corner along `right` and `down`; front is right x -down. uv 0..1, v down.
std::shared_ptr<MeshData> quad(vec3 corner, vec3 right, vec3 down, vec4 colour = vec4(1));
// A box seen from outside.
std::shared_ptr<MeshData> box(vec3 low, vec3 high);
std::shared_ptr<MeshData> sphere(vec3 centre, float radius, int rings = 24);

std::shared_ptr<ImageData> image(std::uint32_t width, std::uint32_t height, TextureEncoding encoding,
                                 const std::function<Colour(std::uint32_t, std::uint32_t)>& texel);

// A matt dielectric of this linear colour.
SurfaceMaterial matt(vec3 linear_colour, float roughness = 0.9f);
SurfaceItem item(std::shared_ptr<const MeshData> mesh, const SurfaceMaterial& material, std::uint32_t room = 0);

// A spot with beam and field as full angles in degrees.
SpotItem spot(vec3 position, vec3 aim, float intensity_cd, float beam_deg = 30, float field_deg = 60);

// A scene of one room without ambient light and an exposure of 100 lx.
RenderScene empty_scene();
void add(RenderScene& scene, SurfaceItem item);
void add(RenderScene& scene, const SpotItem& spot);

// A cooked picture of these texels (sRGB), written to `file`.
std::shared_ptr<const PyramidSource> picture(const ImageData& image, const std::filesystem::path& file);
// A cooked model of one mesh and material in the compact or the wide layout, written to `file`.
std::shared_ptr<const ModelSource> model(const MeshData& mesh, const CookedMaterial& material, VertexLayout layout,
                                         const std::filesystem::path& file);

}  // namespace enf::kit
