// The GLB file of a Solid (glTF 2.0, KHR_materials_clearcoat), written through tinygltf.
#include <tiny_gltf.h>

#include <cstring>
#include <sstream>

#include "content/solid.h"

namespace enf {
namespace {

// Appends the array to the one buffer, on a 4-byte boundary as glTF asks, and returns its view.
template <class T>
int add_view(tinygltf::Model& model, const std::vector<T>& array, int target) {
  std::vector<unsigned char>& data = model.buffers[0].data;
  data.resize((data.size() + 3) / 4 * 4);
  tinygltf::BufferView view;
  view.buffer = 0;
  view.byteOffset = data.size();
  view.byteLength = array.size() * sizeof(T);
  view.target = target;
  data.resize(data.size() + view.byteLength);
  std::memcpy(data.data() + view.byteOffset, array.data(), view.byteLength);
  model.bufferViews.push_back(view);
  return static_cast<int>(model.bufferViews.size()) - 1;
}

template <class T>
int add_accessor(tinygltf::Model& model, const std::vector<T>& array, int component, int type, int target) {
  tinygltf::Accessor accessor;
  accessor.bufferView = add_view(model, array, target);
  accessor.componentType = component;
  accessor.count = array.size();
  accessor.type = type;
  model.accessors.push_back(accessor);
  return static_cast<int>(model.accessors.size()) - 1;
}

Result<int> add_texture(tinygltf::Model& model, const Picture& picture, PictureFormat format, const std::string& name) {
  auto bytes = encode_picture(picture, format, 1000);
  if (!bytes) return std::unexpected(bytes.error());
  tinygltf::Image image;
  image.name = name;
  image.mimeType = format == PictureFormat::png ? "image/png" : "image/jpeg";
  image.bufferView = add_view(model, *bytes, 0);
  model.images.push_back(image);
  tinygltf::Texture texture;
  texture.source = static_cast<int>(model.images.size()) - 1;
  texture.sampler = 0;
  model.textures.push_back(texture);
  return static_cast<int>(model.textures.size()) - 1;
}

// Data maps hold numbers, not light: undo the encoding that encode_picture will do.
Picture as_stored_numbers(const Picture& numbers) {
  Picture out(numbers.width(), numbers.height());
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x) out.at(x, y) = linear_from_encoded(numbers.at(x, y));
  return out;
}

Result<tinygltf::Material> material_of(tinygltf::Model& model, const SolidMaterial& m) {
  tinygltf::Material material;
  material.name = m.name;
  material.doubleSided = m.double_sided;
  tinygltf::PbrMetallicRoughness& pbr = material.pbrMetallicRoughness;
  pbr.baseColorFactor = {m.base.x, m.base.y, m.base.z, 1};
  pbr.metallicFactor = m.metallic;
  pbr.roughnessFactor = m.roughness;
  if (m.base_map.width() > 0) {
    auto texture = add_texture(model, m.base_map, PictureFormat::jpeg, m.name + " colour");
    if (!texture) return std::unexpected(texture.error());
    pbr.baseColorTexture.index = *texture;
  }
  if (m.roughness_map.width() > 0) {
    auto texture = add_texture(model, as_stored_numbers(m.roughness_map), PictureFormat::png, m.name + " roughness");
    if (!texture) return std::unexpected(texture.error());
    pbr.metallicRoughnessTexture.index = *texture;
  }
  if (m.clearcoat > 0) {
    tinygltf::Value::Object coat;
    coat["clearcoatFactor"] = tinygltf::Value(static_cast<double>(m.clearcoat));
    coat["clearcoatRoughnessFactor"] = tinygltf::Value(static_cast<double>(m.clearcoat_roughness));
    material.extensions["KHR_materials_clearcoat"] = tinygltf::Value(coat);
  }
  return material;
}

// One part a material: what is drawn together is stored together.
std::vector<SolidPart> joined_by_material(const Solid& solid) {
  std::vector<SolidPart> joined(solid.materials.size());
  for (const SolidPart& part : solid.parts) {
    SolidPart& into = joined[part.material];
    auto first = static_cast<std::uint32_t>(into.positions.size());
    into.material = part.material;
    into.positions.insert(into.positions.end(), part.positions.begin(), part.positions.end());
    into.normals.insert(into.normals.end(), part.normals.begin(), part.normals.end());
    into.uvs.insert(into.uvs.end(), part.uvs.begin(), part.uvs.end());
    for (std::uint32_t index : part.indices) into.indices.push_back(first + index);
    if (!part.colours.empty() || !into.colours.empty()) {
      into.colours.resize(first, vec3(1));
      into.colours.insert(into.colours.end(), part.colours.begin(), part.colours.end());
      into.colours.resize(into.positions.size(), vec3(1));
    }
  }
  std::erase_if(joined, [](const SolidPart& part) { return part.indices.empty(); });
  return joined;
}

}  // namespace

Result<std::vector<std::byte>> encode_glb(const Solid& solid, const std::string& name) {
  tinygltf::Model model;
  model.asset.version = "2.0";
  model.asset.generator = "Enfilade content";
  model.buffers.resize(1);
  tinygltf::Sampler sampler;
  sampler.minFilter = TINYGLTF_TEXTURE_FILTER_LINEAR_MIPMAP_LINEAR;
  sampler.magFilter = TINYGLTF_TEXTURE_FILTER_LINEAR;
  model.samplers.push_back(sampler);

  for (const SolidMaterial& m : solid.materials) {
    auto material = material_of(model, m);
    if (!material) return std::unexpected(material.error());
    if (m.clearcoat > 0 && model.extensionsUsed.empty()) model.extensionsUsed.push_back("KHR_materials_clearcoat");
    model.materials.push_back(*material);
  }

  tinygltf::Mesh mesh;
  mesh.name = name;
  for (const SolidPart& part : joined_by_material(solid)) {
    tinygltf::Primitive primitive;
    primitive.mode = TINYGLTF_MODE_TRIANGLES;
    primitive.material = static_cast<int>(part.material);
    constexpr int vertices = TINYGLTF_TARGET_ARRAY_BUFFER;
    int positions = add_accessor(model, part.positions, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, vertices);
    Box box;
    for (vec3 p : part.positions) box.add(p);
    model.accessors[static_cast<std::size_t>(positions)].minValues = {box.low.x, box.low.y, box.low.z};
    model.accessors[static_cast<std::size_t>(positions)].maxValues = {box.high.x, box.high.y, box.high.z};
    primitive.attributes["POSITION"] = positions;
    primitive.attributes["NORMAL"] = add_accessor(model, part.normals, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, vertices);
    primitive.attributes["TEXCOORD_0"] = add_accessor(model, part.uvs, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC2, vertices);
    if (!part.colours.empty())
      primitive.attributes["COLOR_0"] = add_accessor(model, part.colours, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, vertices);
    primitive.indices = add_accessor(model, part.indices, TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT, TINYGLTF_TYPE_SCALAR,
                                     TINYGLTF_TARGET_ELEMENT_ARRAY_BUFFER);
    mesh.primitives.push_back(primitive);
  }
  model.meshes.push_back(mesh);
  tinygltf::Node node;
  node.name = name;
  node.mesh = 0;
  model.nodes.push_back(node);
  tinygltf::Scene scene;
  scene.nodes.push_back(0);
  model.scenes.push_back(scene);
  model.defaultScene = 0;

  std::ostringstream out;
  tinygltf::TinyGLTF writer;
  if (!writer.WriteGltfSceneToStream(&model, out, false, true))
    return fail({.id = "content.encode", .what = "the model " + name + " could not be written as GLB"});
  std::string text = out.str();
  auto* first = reinterpret_cast<const std::byte*>(text.data());
  return std::vector<std::byte>(first, first + text.size());
}

}  // namespace enf
