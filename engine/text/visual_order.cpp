#include "engine/text/visual_order.h"

#include <fribidi.h>

#include <algorithm>
#include <vector>

namespace enf {

namespace {

// Marks that steer joining and direction and have no form of their own, and what stands where a letter went into the
// one beside it.
bool is_unseen(FriBidiChar c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == FRIBIDI_CHAR_FILL;
}

std::string line_in_visual_order(std::string_view line) {
  std::string bytes(line);
  bytes.append(3, '\0');  // FriBidi reads as many bytes as the first one of a letter promises
  std::vector<FriBidiChar> letters(bytes.size()), drawn(bytes.size());
  const FriBidiStrIndex count = fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, bytes.data(),
                                                           static_cast<FriBidiStrIndex>(line.size()), letters.data());
  FriBidiParType direction = FRIBIDI_PAR_ON;
  if (count == 0 || !fribidi_log2vis(letters.data(), count, &direction, drawn.data(), nullptr, nullptr, nullptr))
    return std::string(line);
  drawn.resize(static_cast<std::size_t>(count));
  std::erase_if(drawn, is_unseen);
  std::string text(drawn.size() * 4 + 1, '\0');
  text.resize(static_cast<std::size_t>(fribidi_unicode_to_charset(
      FRIBIDI_CHAR_SET_UTF8, drawn.data(), static_cast<FriBidiStrIndex>(drawn.size()), text.data())));
  return text;
}

}  // namespace

std::string in_visual_order(std::string_view text) {
  // Hebrew, the first of them, begins at U+0590, of which UTF-8 makes 0xD6 0x90.
  if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xD6; }))
    return std::string(text);
  std::string drawn;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) drawn += '\n';
    drawn += line_in_visual_order(text.substr(at, end - at));
    at = end + 1;
  }
  return drawn;
}

}  // namespace enf
