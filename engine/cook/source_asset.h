// Owns: what an importer hands over: plain arrays, in metres as far as the file says, Y up as far as the file says.
// Must not know: file formats, chunks.
// Called by: importers fill it, the cook reads it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/bulk_array.h"
#include "engine/geometry/shapes.h"
#include "engine/package/model.h"

namespace enf {

// An image as it came: decoded by the image reader, still in its file's orientation-corrected pixels.
struct SourceTexture {
  std::string name;  // for reports: file name or "embedded 3"
  TextureWrap wrap_u = TextureWrap::repeat, wrap_v = TextureWrap::repeat;
  std::uint32_t width = 0, height = 0;  // 0: could not be read (the report says why)
  BulkArray<std::uint8_t> rgba;         // width*height*4, sRGB-encoded colour or data as stored, first row on top
};

// One material's triangles. All arrays but positions and indices may be empty; otherwise they have one entry a vertex.
struct SourcePart {
  std::uint32_t material = 0;
  BulkArray<vec3> positions;
  BulkArray<vec3> normals;
  BulkArray<vec4> tangents;
  BulkArray<vec2> uvs;               // v down, as glTF
  BulkArray<vec4> colours;           // linear
  BulkArray<std::uint32_t> indices;  // triangles, three a piece
};

struct SourceMesh {
  std::string name;
  std::vector<SourcePart> parts;
};

struct SourceInstance {
  std::uint32_t mesh = 0;
  mat4 transform{1};
  std::uint32_t region = CookedInstance::whole;  // of models that are divided
};

struct SourceModel {
  std::vector<SourceMesh> meshes;
  std::vector<CookedMaterial> materials;  // texture indices point into `textures`
  std::vector<SourceTexture> textures;
  std::vector<SourceInstance> instances;
  std::vector<CookedLight> lights;
};

// Something a curator should know about a file. Ids are stable and dotted: "texture.missing", "model.unit_guess", ...
struct IntakeWarning {
  std::string id;
  std::string text;
};

}  // namespace enf
