#include "engine/text/visual_order.h"

#include <fribidi.h>

#include <algorithm>
#include <vector>

namespace enf {

std::string in_visual_order(std::string_view line) {
  // Hebrew, the first of them, begins at U+0590, of which UTF-8 makes 0xD6 0x90.
  if (std::ranges::none_of(line, [](char c) { return static_cast<unsigned char>(c) >= 0xD6; }))
    return std::string(line);
  std::vector<FriBidiChar> letters(line.size() + 1), drawn(line.size() + 1);
  const FriBidiStrIndex count = fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, line.data(),
                                                           static_cast<FriBidiStrIndex>(line.size()), letters.data());
  FriBidiParType direction = FRIBIDI_PAR_ON;
  if (count == 0 || !fribidi_log2vis(letters.data(), count, &direction, drawn.data(), nullptr, nullptr, nullptr))
    return std::string(line);
  drawn.resize(static_cast<std::size_t>(count));
  std::erase(drawn, FriBidiChar(FRIBIDI_CHAR_FILL));  // stands where a letter went into the one beside it
  std::string text(drawn.size() * 4 + 1, '\0');
  text.resize(static_cast<std::size_t>(fribidi_unicode_to_charset(
      FRIBIDI_CHAR_SET_UTF8, drawn.data(), static_cast<FriBidiStrIndex>(drawn.size()), text.data())));
  return text;
}

}  // namespace enf
