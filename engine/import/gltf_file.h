// Owns: a glTF file's JSON and binary parts with every access checked: buffers, views (meshopt), accessors (sparse).
// Must not know: materials, nodes, our model.
// Called by: the glTF reader's parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/bulk_array.h"
#include "engine/cook/import_channel.h"
#include "engine/geometry/math.h"
#include "engine/import/import_files.h"

namespace enf {

using Json = nlohmann::json;

// Members of a JSON object with their types checked: what is absent gives the default, what has a wrong type throws
// import.malformed naming the key.
const Json& member(const Json& object, const char* key);
const Json& object_member(const Json& object, const char* key);  // an object or null
const Json& array_member(const Json& object, const char* key);   // an array or null
std::optional<std::size_t> index_member(const Json& object, const char* key);
std::size_t size_member(const Json& object, const char* key, std::size_t otherwise);
float number_member(const Json& object, const char* key, float otherwise);
bool flag_member(const Json& object, const char* key);
std::string text_member(const Json& object, const char* key);
// `count` numbers into `out`; false if absent.
bool numbers_member(const Json& object, const char* key, float* out, std::size_t count);
// An extension of an object, or null.
const Json& extension(const Json& object, const char* name);

[[noreturn]] void malformed(const std::string& what);

// How an accessor's numbers are stored.
struct AccessorShape {
  std::size_t count = 0, components = 0;
  std::uint32_t component_type = 0;
  bool normalised = false;
};

class GltfFile {
 public:
  GltfFile(std::span<const std::byte> bytes, SideFiles& files);

  const Json& json() const { return json_; }
  bool is_binary() const { return is_binary_; }
  // The item of a top-level array such as "meshes". Throws if there is none.
  const Json& item(const char* array, std::size_t index) const;

  // Bytes of a buffer view, decompressed if need be. Valid while this object lives.
  std::span<const std::byte> view(std::size_t index);
  // Bytes of a "data:" URI, or nothing if it is another kind of URI.
  static std::optional<std::vector<std::byte>> data_uri(const std::string& uri);

  AccessorShape shape(std::size_t accessor) const;
  // All values as floats, normalised integers mapped to 0..1 or -1..1; `components` numbers each (missing ones are
  // `fill`, surplus ones dropped).
  std::vector<float> floats(std::size_t accessor, std::size_t components, float fill = 0);
  // The same as vectors of T (vec2, vec3, vec4, mat4), without a copy if they are stored so.
  template <class T>
  BulkArray<T> values(std::size_t accessor, float fill = 0);
  BulkArray<std::uint32_t> integers(std::size_t accessor, std::size_t components);
  // Where the values lie in the file itself, if they lie there one after another in just this form.
  std::optional<StoredArray> stored_array(std::size_t accessor, std::uint32_t component_type, std::size_t components);

 private:
  struct Stored {
    std::span<const std::byte> bytes;  // from the first value on
    std::size_t stride = 0;
  };
  void read_container(std::span<const std::byte> bytes);
  std::span<const std::byte> buffer(std::size_t index);
  std::span<const std::byte> keep(std::vector<std::byte> bytes);
  std::vector<std::byte> meshopt_view(const Json& compressed);
  std::optional<Stored> stored(const Json& accessor, const AccessorShape& shape);
  void fill_floats(std::size_t accessor, float* out, std::size_t components, float fill);
  template <class Put>
  void each_sparse(const Json& accessor, const AccessorShape& shape, Put put);

  SideFiles& files_;
  Json json_;
  bool is_binary_ = false;
  std::span<const std::byte> whole_, binary_;  // the file, and its binary part
  std::map<std::size_t, std::span<const std::byte>> buffers_, views_;
  std::deque<std::vector<std::byte>> kept_;
  std::vector<std::shared_ptr<const MappedInput>> mapped_;
};

// Bytes of one component (1, 2 or 4); throws for unknown types.
std::size_t component_bytes(std::uint32_t component_type);

template <class T>
BulkArray<T> GltfFile::values(std::size_t accessor, float fill) {
  constexpr std::size_t components = sizeof(T) / sizeof(float);
  BulkArray<T> out(shape(accessor).count);
  fill_floats(accessor, reinterpret_cast<float*>(out.data()), components, fill);
  return out;
}

}  // namespace enf
