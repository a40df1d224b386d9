// Owns: reading material libraries of OBJ files (MTL).
// Must not know: files, textures' content, meshes.
// Called by: the OBJ reader inside the worker.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/import/phong_material.h"

namespace enf {

// Adds the text's materials by name; of two with one name the first stays. What is not understood is passed over.
void read_mtl(std::string_view text, std::map<std::string, PhongMaterial, std::less<>>& materials);

}  // namespace enf
