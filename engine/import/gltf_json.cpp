// Checked access to JSON members.
#include <fmt/format.h>

#include <cmath>

#include "engine/import/gltf_file.h"

namespace enf {

namespace {
const Json absent;
}

void malformed(const std::string& what) { throw ImportFailure("import.malformed", what); }

const Json& member(const Json& object, const char* key) {
  if (!object.is_object()) return absent;
  auto it = object.find(key);
  return it == object.end() ? absent : *it;
}

const Json& object_member(const Json& object, const char* key) {
  const Json& m = member(object, key);
  if (!m.is_null() && !m.is_object()) malformed(fmt::format("\"{}\" should be an object", key));
  return m;
}

const Json& array_member(const Json& object, const char* key) {
  const Json& m = member(object, key);
  if (!m.is_null() && !m.is_array()) malformed(fmt::format("\"{}\" should be a list", key));
  return m;
}

std::optional<std::size_t> index_member(const Json& object, const char* key) {
  const Json& m = member(object, key);
  if (m.is_null()) return std::nullopt;
  if (m.is_number_unsigned()) {
    auto v = m.get<std::uint64_t>();
    if (v <= 0xffffffffffffull) return static_cast<std::size_t>(v);
  } else if (m.is_number_float()) {
    auto v = m.get<double>();
    if (v >= 0 && v <= 1e14 && v == std::floor(v)) return static_cast<std::size_t>(v);
  }
  malformed(fmt::format("\"{}\" should be a whole number, not {}", key, m.dump().substr(0, 40)));
}

std::size_t size_member(const Json& object, const char* key, std::size_t otherwise) {
  return index_member(object, key).value_or(otherwise);
}

float number_member(const Json& object, const char* key, float otherwise) {
  const Json& m = member(object, key);
  if (m.is_null()) return otherwise;
  if (!m.is_number()) malformed(fmt::format("\"{}\" should be a number", key));
  auto v = m.get<double>();
  if (!(std::abs(v) <= 3e38)) malformed(fmt::format("\"{}\" is not a finite number", key));
  return static_cast<float>(v);
}

bool flag_member(const Json& object, const char* key) {
  const Json& m = member(object, key);
  if (m.is_null()) return false;
  if (!m.is_boolean()) malformed(fmt::format("\"{}\" should be true or false", key));
  return m.get<bool>();
}

std::string text_member(const Json& object, const char* key) {
  const Json& m = member(object, key);
  if (m.is_null()) return {};
  if (!m.is_string()) malformed(fmt::format("\"{}\" should be a text", key));
  return m.get<std::string>();
}

bool numbers_member(const Json& object, const char* key, float* out, std::size_t count) {
  const Json& m = array_member(object, key);
  if (m.is_null()) return false;
  if (m.size() != count) malformed(fmt::format("\"{}\" should hold {} numbers", key, count));
  for (std::size_t i = 0; i < count; ++i) {
    if (!m[i].is_number() || !(std::abs(m[i].get<double>()) <= 3e38)) {
      malformed(fmt::format("\"{}\" should hold {} finite numbers", key, count));
    }
    out[i] = m[i].get<float>();
  }
  return true;
}

const Json& extension(const Json& object, const char* name) {
  return object_member(object_member(object, "extensions"), name);
}

}  // namespace enf
