#include "engine/base/hash.h"

#include <sodium.h>

#include <cassert>
#include <cstring>

namespace enf {

static_assert(sizeof(crypto_generichash_state) <= 384);

std::string to_hex(const Hash& hash) {
  std::string text;
  text.reserve(64);
  for (std::uint8_t b : hash.bytes) {
    text += "0123456789abcdef"[b >> 4];
    text += "0123456789abcdef"[b & 15];
  }
  return text;
}

std::optional<Hash> hash_from_hex(std::string_view text) {
  if (text.size() != 64) return std::nullopt;
  auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  Hash hash;
  for (std::size_t i = 0; i < 32; ++i) {
    int hi = digit(text[2 * i]), lo = digit(text[2 * i + 1]);
    if (hi < 0 || lo < 0) return std::nullopt;
    hash.bytes[i] = static_cast<std::uint8_t>(hi * 16 + lo);
  }
  return hash;
}

static crypto_generichash_state* state_of(std::array<std::byte, 384>& bytes) {
  return reinterpret_cast<crypto_generichash_state*>(bytes.data());
}

Hasher::Hasher() { crypto_generichash_init(state_of(state_), nullptr, 0, 32); }

Hasher& Hasher::add(std::span<const std::byte> bytes) {
  crypto_generichash_update(state_of(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return *this;
}

Hasher& Hasher::add_text(std::string_view text) {
  add_value(static_cast<std::uint64_t>(text.size()));
  return add(std::as_bytes(std::span(text.data(), text.size())));
}

Hash Hasher::finish() {
  Hash hash;
  crypto_generichash_final(state_of(state_), hash.bytes.data(), hash.bytes.size());
  return hash;
}

Hash hash_bytes(std::span<const std::byte> bytes) { return Hasher().add(bytes).finish(); }

std::uint64_t quick_hash(std::span<const std::byte> bytes, std::uint64_t seed) {
  std::uint64_t h = seed ^ (bytes.size() * 0x9E3779B97F4A7C15ull);
  auto mix = [&h](std::uint64_t v) {
    h = (h ^ v) * 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
  };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t v;
    std::memcpy(&v, bytes.data() + i, 8);
    mix(v);
  }
  if (i < bytes.size()) {
    std::uint64_t v = 0;
    std::memcpy(&v, bytes.data() + i, bytes.size() - i);
    mix(v);
  }
  return h ^ (h >> 29);
}

}  // namespace enf
