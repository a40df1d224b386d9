#include "engine/import/gltf_file.h"

#include <fmt/format.h>
#include <meshoptimizer.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace enf {

static_assert(std::endian::native == std::endian::little, "glTF's numbers are read in place");

namespace {

std::uint32_t word_at(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t v;
  std::memcpy(&v, bytes.data() + at, 4);
  return v;
}

std::size_t components_of(const std::string& type) {
  static const std::map<std::string, std::size_t> known{{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4},
                                                        {"MAT2", 4},   {"MAT3", 9}, {"MAT4", 16}};
  auto it = known.find(type);
  if (it == known.end()) malformed(fmt::format("accessor type \"{}\" is unknown", type));
  return it->second;
}

std::vector<std::byte> from_base64(std::string_view text) {
  std::vector<std::byte> out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int have = 0;
  for (char c : text) {
    std::uint32_t v = 0;
    if (c >= 'A' && c <= 'Z')
      v = static_cast<std::uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z')
      v = static_cast<std::uint32_t>(c - 'a' + 26);
    else if (c >= '0' && c <= '9')
      v = static_cast<std::uint32_t>(c - '0' + 52);
    else if (c == '+' || c == '-')
      v = 62;
    else if (c == '/' || c == '_')
      v = 63;
    else if (c == '=' || c == '\n' || c == '\r')
      continue;
    else
      malformed("a \"data:\" URI is not base64");
    bits = bits << 6 | v;
    if ((have += 6) >= 8) {
      have -= 8;
      out.push_back(static_cast<std::byte>(bits >> have & 0xff));
    }
  }
  return out;
}

// One stored number as a float.
template <class T>
float as_float(const std::byte* from, bool normalised) {
  T v;
  std::memcpy(&v, from, sizeof(T));
  if constexpr (std::is_floating_point_v<T>) {
    (void)normalised;
    return v;
  } else {
    auto f = static_cast<float>(v);
    if (!normalised) return f;
    return std::max(f / static_cast<float>(std::numeric_limits<T>::max()), -1.0f);  // glTF 2.0, 3.11
  }
}

template <class T>
void convert(const std::byte* from, std::size_t stride, std::size_t count, std::size_t have, std::size_t want,
             bool normalised, float* out, float fill) {
  const std::size_t both = std::min(have, want);
  for (std::size_t i = 0; i < count; ++i, from += stride, out += want) {
    for (std::size_t k = 0; k < both; ++k) out[k] = as_float<T>(from + k * sizeof(T), normalised);
    for (std::size_t k = both; k < want; ++k) out[k] = fill;
  }
}

void convert_any(std::uint32_t type, const std::byte* from, std::size_t stride, std::size_t count, std::size_t have,
                 std::size_t want, bool normalised, float* out, float fill) {
  switch (type) {
    case 5120:
      return convert<std::int8_t>(from, stride, count, have, want, normalised, out, fill);
    case 5121:
      return convert<std::uint8_t>(from, stride, count, have, want, normalised, out, fill);
    case 5122:
      return convert<std::int16_t>(from, stride, count, have, want, normalised, out, fill);
    case 5123:
      return convert<std::uint16_t>(from, stride, count, have, want, normalised, out, fill);
    case 5125:
      return convert<std::uint32_t>(from, stride, count, have, want, normalised, out, fill);
    default:
      return convert<float>(from, stride, count, have, want, normalised, out, fill);
  }
}

std::uint32_t integer_at(std::uint32_t type, const std::byte* from) {
  std::uint32_t v = 0;
  std::memcpy(&v, from, component_bytes(type));
  return v;
}

}  // namespace

std::size_t component_bytes(std::uint32_t type) {
  switch (type) {
    case 5120:
    case 5121:
      return 1;
    case 5122:
    case 5123:
      return 2;
    case 5125:
    case 5126:
      return 4;
    default:
      malformed(fmt::format("component type {} is unknown", type));
  }
}

GltfFile::GltfFile(std::span<const std::byte> bytes, SideFiles& files) : files_(files), whole_(bytes) {
  read_container(bytes);
  const std::string version = text_member(object_member(json_, "asset"), "version");
  if (version.starts_with("1.")) {
    throw ImportFailure("import.unsupported",
                        "is glTF 1.0, which programs stopped writing in 2017; convert it to glTF 2.0");
  }
}

void GltfFile::read_container(std::span<const std::byte> bytes) {
  std::span<const std::byte> text = bytes;
  is_binary_ = bytes.size() >= 4 && std::memcmp(bytes.data(), "glTF", 4) == 0;
  if (is_binary_) {
    if (bytes.size() < 20) malformed("the file ends within the GLB header");
    if (word_at(bytes, 4) == 1) {
      throw ImportFailure("import.unsupported",
                          "is glTF 1.0, which programs stopped writing in 2017; convert it to glTF 2.0");
    }
    if (word_at(bytes, 4) != 2) malformed(fmt::format("GLB version {} is unknown", word_at(bytes, 4)));
    if (word_at(bytes, 8) > bytes.size()) {
      malformed(fmt::format("the file is cut short: {} of {} bytes are there", bytes.size(), word_at(bytes, 8)));
    }
    if (word_at(bytes, 16) != 0x4e4f534a) malformed("the first GLB chunk is not JSON");
    std::size_t length = word_at(bytes, 12);
    if (length > bytes.size() - 20) malformed("the file ends within its JSON");
    text = bytes.subspan(20, length);
    std::size_t at = 20 + (length + 3) / 4 * 4;
    if (at + 8 <= bytes.size() && word_at(bytes, at + 4) == 0x004e4942) {
      if (word_at(bytes, at) > bytes.size() - at - 8) malformed("the file ends within its binary part");
      binary_ = bytes.subspan(at + 8, word_at(bytes, at));
    }
  }
  const auto* begin = reinterpret_cast<const char*>(text.data());
  std::size_t size = text.size();
  while (size > 0 && (begin[size - 1] == '\0' || begin[size - 1] == ' ')) --size;  // padding
  json_ = Json::parse(begin, begin + size, nullptr, false);
  if (json_.is_discarded() || !json_.is_object()) malformed("its JSON is broken");
}

const Json& GltfFile::item(const char* array, std::size_t index) const {
  const Json& list = array_member(json_, array);
  if (list.is_null() || index >= list.size()) malformed(fmt::format("{} {} is not there", array, index));
  if (!list[index].is_object()) malformed(fmt::format("{} {} should be an object", array, index));
  return list[index];
}

std::optional<std::vector<std::byte>> GltfFile::data_uri(const std::string& uri) {
  if (!uri.starts_with("data:")) return std::nullopt;
  auto comma = uri.find(',');
  if (comma == std::string::npos || uri.substr(0, comma).find(";base64") == std::string::npos) {
    malformed("a \"data:\" URI is not base64");
  }
  return from_base64(std::string_view(uri).substr(comma + 1));
}

std::span<const std::byte> GltfFile::keep(std::vector<std::byte> bytes) { return kept_.emplace_back(std::move(bytes)); }

std::span<const std::byte> GltfFile::buffer(std::size_t index) {
  if (auto it = buffers_.find(index); it != buffers_.end()) return it->second;
  const Json& json = item("buffers", index);
  const std::string uri = text_member(json, "uri");
  std::span<const std::byte> bytes;
  if (uri.empty()) {
    if (index != 0 || binary_.empty()) malformed(fmt::format("buffer {} has no content", index));
    bytes = binary_;
  } else if (auto embedded = data_uri(uri)) {
    bytes = keep(std::move(*embedded));
  } else {
    auto answer = files_.open(percent_decoded(uri));
    if (!answer.file) answer = files_.open(uri);
    if (!answer.file) malformed(fmt::format("its data file \"{}\" is missing", uri));
    mapped_.push_back(answer.file);
    bytes = answer.file->bytes();
  }
  std::size_t length = size_member(json, "byteLength", 0);
  if (bytes.size() < length) {
    malformed(fmt::format("buffer {} should hold {} bytes but has {}", index, length, bytes.size()));
  }
  bytes = bytes.first(length);
  buffers_[index] = bytes;
  return bytes;
}

std::span<const std::byte> GltfFile::view(std::size_t index) {
  if (auto it = views_.find(index); it != views_.end()) return it->second;
  const Json& json = item("bufferViews", index);
  std::span<const std::byte> bytes;
  if (const Json& compressed = extension(json, "EXT_meshopt_compression"); !compressed.is_null()) {
    bytes = keep(meshopt_view(compressed));
  } else {
    auto which = index_member(json, "buffer");
    if (!which) malformed(fmt::format("buffer view {} names no buffer", index));
    bytes = buffer(*which);
    std::size_t offset = size_member(json, "byteOffset", 0), length = size_member(json, "byteLength", 0);
    if (offset > bytes.size() || length > bytes.size() - offset) {
      malformed(fmt::format("buffer view {} reaches past the end of its buffer", index));
    }
    bytes = bytes.subspan(offset, length);
  }
  views_[index] = bytes;
  return bytes;
}

std::vector<std::byte> GltfFile::meshopt_view(const Json& json) {
  auto which = index_member(json, "buffer");
  if (!which) malformed("compressed data name no buffer");
  auto bytes = buffer(*which);
  std::size_t offset = size_member(json, "byteOffset", 0), length = size_member(json, "byteLength", 0);
  std::size_t count = size_member(json, "count", 0), stride = size_member(json, "byteStride", 0);
  const std::string mode = text_member(json, "mode"), filter = text_member(json, "filter");
  if (offset > bytes.size() || length > bytes.size() - offset)
    malformed("compressed data reach past the end of their buffer");
  if (stride == 0 || stride > 256 || count > (1ull << 32) / stride) malformed("compressed data have a wrong size");
  const auto* from = reinterpret_cast<const unsigned char*>(bytes.data() + offset);
  std::vector<std::byte> out(count * stride);
  int status = -1;
  if (mode == "ATTRIBUTES" && stride % 4 == 0) {
    status = meshopt_decodeVertexBuffer(out.data(), count, stride, from, length);
  } else if (mode == "TRIANGLES" && count % 3 == 0 && (stride == 2 || stride == 4)) {
    status = meshopt_decodeIndexBuffer(out.data(), count, stride, from, length);
  } else if (mode == "INDICES" && (stride == 2 || stride == 4)) {
    status = meshopt_decodeIndexSequence(out.data(), count, stride, from, length);
  }
  if (status != 0) malformed("meshopt-compressed data are damaged");
  if (filter == "OCTAHEDRAL" && (stride == 4 || stride == 8)) {
    meshopt_decodeFilterOct(out.data(), count, stride);
  } else if (filter == "QUATERNION" && stride == 8) {
    meshopt_decodeFilterQuat(out.data(), count, stride);
  } else if (filter == "EXPONENTIAL" && stride % 4 == 0) {
    meshopt_decodeFilterExp(out.data(), count, stride);
  } else if (!filter.empty() && filter != "NONE") {
    malformed(fmt::format("meshopt filter \"{}\" does not fit its data", filter));
  }
  return out;
}

AccessorShape GltfFile::shape(std::size_t accessor) const {
  const Json& json = item("accessors", accessor);
  AccessorShape s;
  s.count = size_member(json, "count", 0);
  s.components = components_of(text_member(json, "type"));
  s.component_type = static_cast<std::uint32_t>(std::min<std::size_t>(size_member(json, "componentType", 0), 0xffff));
  s.normalised = flag_member(json, "normalized");
  component_bytes(s.component_type);
  if (s.count == 0 || s.count > 0x7fffffff) malformed(fmt::format("accessor {} has an impossible count", accessor));
  return s;
}

std::optional<GltfFile::Stored> GltfFile::stored(const Json& json, const AccessorShape& s) {
  auto which = index_member(json, "bufferView");
  if (!which) return std::nullopt;
  auto bytes = view(*which);
  std::size_t size = s.components * component_bytes(s.component_type);
  std::size_t stride = size_member(item("bufferViews", *which), "byteStride", 0);
  if (const Json& c = extension(item("bufferViews", *which), "EXT_meshopt_compression"); !c.is_null()) {
    stride = size_member(c, "byteStride", 0);
  }
  if (stride == 0) stride = size;
  std::size_t offset = size_member(json, "byteOffset", 0);
  if (stride < size || stride > 1024 || offset > bytes.size() || bytes.size() - offset < size ||
      (bytes.size() - offset - size) / stride < s.count - 1) {
    malformed(fmt::format("an accessor of {} values reaches past the end of its buffer view", s.count));
  }
  return Stored{bytes.subspan(offset), stride};
}

template <class Put>
void GltfFile::each_sparse(const Json& json, const AccessorShape& s, Put put) {
  const Json& sparse = object_member(json, "sparse");
  if (sparse.is_null()) return;
  std::size_t count = size_member(sparse, "count", 0);
  const Json &indices = object_member(sparse, "indices"), &values = object_member(sparse, "values");
  auto index_view = index_member(indices, "bufferView"), value_view = index_member(values, "bufferView");
  if (!index_view || !value_view) malformed("a sparse accessor has no data");
  auto type = static_cast<std::uint32_t>(size_member(indices, "componentType", 0));
  std::size_t index_size = component_bytes(type), value_size = s.components * component_bytes(s.component_type);
  auto slice = [](std::span<const std::byte> bytes, std::size_t offset, std::size_t n, std::size_t size) {
    if (offset > bytes.size() || n > (bytes.size() - offset) / size)
      malformed("a sparse accessor reaches past its data");
    return bytes.subspan(offset, n * size);
  };
  auto index_bytes = slice(view(*index_view), size_member(indices, "byteOffset", 0), count, index_size);
  auto value_bytes = slice(view(*value_view), size_member(values, "byteOffset", 0), count, value_size);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t target = integer_at(type, index_bytes.data() + i * index_size);
    if (target >= s.count) malformed("a sparse accessor replaces a value that is not there");
    put(target, value_bytes.data() + i * value_size);
  }
}

void GltfFile::fill_floats(std::size_t accessor, float* out, std::size_t components, float fill) {
  const Json& json = item("accessors", accessor);
  AccessorShape s = shape(accessor);
  if (auto from = stored(json, s)) {
    if (s.component_type == 5126 && s.components == components && from->stride == components * 4) {
      std::memcpy(out, from->bytes.data(), s.count * components * 4);
    } else {
      convert_any(s.component_type, from->bytes.data(), from->stride, s.count, s.components, components, s.normalised,
                  out, fill);
    }
  } else {
    std::fill_n(out, s.count * components, 0.0f);  // glTF 2.0, 5.1.1: an accessor without buffer view is zeros
  }
  each_sparse(json, s, [&](std::uint32_t target, const std::byte* value) {
    convert_any(s.component_type, value, 0, 1, s.components, components, s.normalised, out + target * components, fill);
  });
}

std::vector<float> GltfFile::floats(std::size_t accessor, std::size_t components, float fill) {
  std::vector<float> out(shape(accessor).count * components);
  fill_floats(accessor, out.data(), components, fill);
  return out;
}

std::optional<StoredArray> GltfFile::stored_array(std::size_t accessor, std::uint32_t component_type,
                                                  std::size_t components) {
  const Json& json = item("accessors", accessor);
  const AccessorShape s = shape(accessor);
  if (s.component_type != component_type || s.components != components || !object_member(json, "sparse").is_null())
    return std::nullopt;
  auto from = stored(json, s);
  if (!from || from->stride != components * component_bytes(component_type)) return std::nullopt;
  const std::less<> before;
  const std::byte* begin = from->bytes.data();
  if (before(begin, whole_.data()) || !before(begin, whole_.data() + whole_.size())) return std::nullopt;
  return StoredArray{static_cast<std::uint64_t>(begin - whole_.data()), s.count};
}

BulkArray<std::uint32_t> GltfFile::integers(std::size_t accessor, std::size_t components) {
  const Json& json = item("accessors", accessor);
  AccessorShape s = shape(accessor);
  if (s.components != components || s.component_type == 5126)
    malformed(fmt::format("accessor {} should hold whole numbers", accessor));
  BulkArray<std::uint32_t> out(s.count * components);
  std::size_t size = component_bytes(s.component_type);
  if (auto from = stored(json, s)) {
    const std::byte* p = from->bytes.data();
    if (size == 4 && from->stride == components * 4) {
      std::memcpy(out.data(), p, out.size() * 4);
    } else {
      for (std::size_t i = 0; i < s.count; ++i, p += from->stride) {
        for (std::size_t k = 0; k < components; ++k)
          out[i * components + k] = integer_at(s.component_type, p + k * size);
      }
    }
  } else {
    std::ranges::fill(out, 0u);
  }
  each_sparse(json, s, [&](std::uint32_t target, const std::byte* value) {
    for (std::size_t k = 0; k < components; ++k)
      out[target * components + k] = integer_at(s.component_type, value + k * size);
  });
  return out;
}

}  // namespace enf
