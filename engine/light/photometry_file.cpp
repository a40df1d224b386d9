#include "engine/light/photometry_file.h"

#include "engine/base/file.h"

namespace enf {

Result<Photometry> read_photometry(const std::filesystem::path& path) {
  constexpr std::size_t most_bytes = 64u << 20;
  std::error_code ignored;
  if (std::filesystem::file_size(path, ignored) > most_bytes && !ignored)
    return fail({.id = "photometry.unknown", .what = "is too large for a luminaire file", .file = path.string()});
  auto text = read_text_file(path);
  if (!text) return std::unexpected(text.error());
  if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);  // a byte order mark
  // A line TILT= makes it LM-63; the second to fourth line of EULUMDAT are small numbers.
  if (text->find("\nTILT=") != std::string::npos || text->starts_with("TILT=")) return read_ies(*text, path.string());
  auto eulumdat = read_eulumdat(*text, path.string());
  if (!eulumdat && eulumdat.error().record <= "line 4" && eulumdat.error().record.size() == 6)
    return fail({.id = "photometry.unknown",
                 .what = "is neither an IES LM-63 nor an EULUMDAT file",
                 .file = path.string(),
                 .advice = "Ask the luminaire's maker for one of the two"});
  return eulumdat;
}

}  // namespace enf
