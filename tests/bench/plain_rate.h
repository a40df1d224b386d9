// Owns: what plain libraries need for a file that is cooked: decoding its pictures and simplifying its meshes, no more.
// Must not know: chunks, the store.
// Called by: cook_bench, on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/geometry/math.h"

namespace enf {

struct PlainMesh {
  std::vector<vec3> positions;
  std::vector<std::uint32_t> indices;
};

// A file's work, laid out before the clock runs: the bytes of its encoded pictures (its own or its textures') and its
// meshes, already parsed and welded.
struct PlainWork {
  std::vector<std::vector<std::byte>> pictures;
  std::vector<PlainMesh> meshes;
};

Result<PlainWork> plain_work(const std::filesystem::path& path);

// Does it once: JPEGs by libjpeg-turbo, other pictures by libvips row by row, all as stored, and for each mesh the
// chain of halvings that the cook makes, by meshoptimizer. Returns a number that depends on all results.
std::uint64_t do_plainly(const PlainWork& work);

}  // namespace enf
