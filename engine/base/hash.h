// Owns: content hashes (BLAKE2b-256, RFC 7693, through libsodium).
// Must not know: what is hashed.
// Called by: everyone, on any thread.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace enf {

// A 256-bit content hash.
struct Hash {
  std::array<std::uint8_t, 32> bytes{};
  friend auto operator<=>(const Hash&, const Hash&) = default;
};

// 64 lower-case hexadecimal digits.
std::string to_hex(const Hash& hash);
// The hash written as 64 hexadecimal digits; nothing if the text is not one.
std::optional<Hash> hash_from_hex(std::string_view text);

// Hashes bytes that come in pieces. Feeding "ab","c" equals feeding "abc".
class Hasher {
 public:
  Hasher();
  Hasher& add(std::span<const std::byte> bytes);
  // A text with its length before it, so that ("ab","c") differs from ("a","bc").
  Hasher& add_text(std::string_view text);
  // A trivially copyable value without padding (integers, floats, enums).
  template <class T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
  Hasher& add_value(T value) {
    return add(std::as_bytes(std::span(&value, 1)));
  }
  // The hash of all that was added. The hasher is spent afterwards.
  Hash finish();

 private:
  alignas(64) std::array<std::byte, 384> state_{};
};

Hash hash_bytes(std::span<const std::byte> bytes);

// A fast 64-bit mix of bytes for hash tables and bench checksums; not for trust.
std::uint64_t quick_hash(std::span<const std::byte> bytes, std::uint64_t seed = 0);

}  // namespace enf

template <>
struct std::hash<enf::Hash> {
  std::size_t operator()(const enf::Hash& h) const noexcept {
    std::size_t v = 0;
    for (int i = 0; i < 8; ++i) v = (v << 8) | h.bytes[static_cast<std::size_t>(i)];
    return v;
  }
};
