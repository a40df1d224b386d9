#include "engine/exhibition/new_id.h"

#include <fmt/format.h>

namespace enf {

std::string id_from_text(const Document& document, std::string_view text) {
  std::string base;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      base += c;
    else if (!base.empty() && base.back() != '-')
      base += '-';
  }
  base.resize(std::min<std::size_t>(base.size(), 48));
  while (base.ends_with('-')) base.pop_back();
  if (base.empty()) base = "object";
  auto taken = [&](const std::string& id) {
    return document.find(WorkId{id}) || document.find(AssetId{id}) || document.find(RoomId{id});
  };
  std::string id = base;
  for (int number = 2; taken(id); ++number) id = fmt::format("{}-{}", base, number);
  return id;
}

}  // namespace enf
