// Owns: ids for records that are named after something people wrote, or after another record.
// Must not know: files, the editor.
// Called by: whoever adds works, their files, rooms, or what belongs to them; any thread.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/exhibition/document.h"

namespace enf {

// An id made of any text: "Büste, 1890" -> "b-ste-1890", made unlike the ids of the document's works, assets and rooms
// by a number.
std::string id_from_text(const Document& document, std::string_view text);

// An id made from another record's, free in the table: "label-carpet", or "label-carpet-2".
template <class T>
decltype(T::id) id_after(const Document& document, std::string_view prefix, std::string_view other) {
  std::string wish = fmt::format("{}-{}", prefix, other).substr(0, 56);
  if (decltype(T::id) id{wish}; !document.find(id)) return id;
  for (int n = 2;; ++n)
    if (decltype(T::id) id{fmt::format("{}-{}", wish, n)}; !document.find(id)) return id;
}

}  // namespace enf
