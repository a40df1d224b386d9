// Owns: little-endian tables of numbers and texts in memory, written in order and read back with every step checked.
// Must not know: what the tables hold.
// Called by: the table writers and readers of this folder; values, so any thread.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace enf {

static_assert(std::endian::native == std::endian::little, "chunks are used as they lie on disk");

class ByteWriter {
 public:
  template <class T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
  void put(T value) {
    auto bytes = std::as_bytes(std::span(&value, 1));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  // A GLM vector or matrix of floats, component by component.
  template <class V>
    requires requires { typename V::value_type; } && std::is_same_v<typename V::value_type, float>
  void put(const V& value) {
    auto bytes = std::as_bytes(std::span(&value, 1));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  void put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

// Once something is missing or out of range, ok() is false for good and every further value is zero.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <class T>
    requires std::is_arithmetic_v<T>
  T get() {
    T value{};
    copy(&value, sizeof value);
    if constexpr (std::is_floating_point_v<T>) {
      if (!std::isfinite(value)) {
        ok_ = false;
        return 0;
      }
    }
    return value;
  }
  // An enum whose values run from `first` to `last`.
  template <class E>
    requires std::is_enum_v<E>
  E get_enum(E first, E last) {
    E value{};
    copy(&value, sizeof value);
    if (value < first || value > last) {
      ok_ = false;
      return first;
    }
    return value;
  }
  bool get_bool() {
    auto value = get<std::uint8_t>();
    require(value <= 1);
    return value == 1;
  }
  template <class V>
  V get_vector() {
    V value{};
    float parts[sizeof(V) / sizeof(float)]{};
    copy(parts, sizeof parts);
    for (float p : parts) require(std::isfinite(p));
    if (ok_) std::memcpy(&value, parts, sizeof value);
    return value;
  }
  std::string get_text() {
    std::uint32_t size = get_count(1);
    std::string text(size, '\0');
    copy(text.data(), size);
    return text;
  }
  // A count of things that take at least `least_bytes` each; never more than the bytes left can hold.
  std::uint32_t get_count(std::size_t least_bytes) {
    auto count = get<std::uint32_t>();
    if (count > rest_.size() / least_bytes) {
      ok_ = false;
      return 0;
    }
    return count;
  }
  void require(bool condition) { ok_ = ok_ && condition; }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  void copy(void* to, std::size_t size) {
    if (!ok_ || rest_.size() < size) {
      ok_ = false;
      return;
    }
    if (size > 0) std::memcpy(to, rest_.data(), size);
    rest_ = rest_.subspan(size);
  }

  std::span<const std::byte> rest_;
  bool ok_ = true;
};

}  // namespace enf
