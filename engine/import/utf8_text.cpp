#include "engine/import/utf8_text.h"

#include <cstdint>
#include <string_view>

namespace enf {

namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

}  // namespace

std::optional<std::string> from_utf16(std::span<const std::byte> bytes) {
  auto at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
  bool big = false, little = false;
  std::size_t start = 0;
  if (bytes.size() >= 2) {
    big = at(0) == 0xfe && at(1) == 0xff;
    little = at(0) == 0xff && at(1) == 0xfe;
    start = big || little ? 2 : 0;
    if (start == 0 && at(0) == 0 && at(1) != 0) big = true;
    if (start == 0 && at(0) != 0 && at(1) == 0) little = true;
  }
  if (!big && !little) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() / 2);
  auto unit = [&](std::size_t i) { return big ? at(i) << 8 | at(i + 1) : at(i + 1) << 8 | at(i); };
  for (std::size_t i = start; i + 1 < bytes.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < bytes.size()) {
      std::uint32_t low = unit(i + 2);
      if (low >= 0xdc00 && low < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        i += 2;
      }
    }
    append_utf8(out, c);
  }
  for (std::string_view declared : {"UTF-16BE", "UTF-16LE", "UTF-16", "utf-16be", "utf-16le", "utf-16"}) {
    auto place = out.substr(0, 200).find(declared);
    if (place != std::string::npos && out.starts_with("<?xml")) {
      out.replace(place, declared.size(), "UTF-8");
      break;
    }
  }
  return out;
}

}  // namespace enf
