#include "engine/text/languages.h"

#include <algorithm>
#include <array>

namespace enf {
namespace {

constexpr std::array<PinnedFamily, 8> pinned = {{
    {"Inter", "fonts-inter"},
    {"EB Garamond 12", "fonts-ebgaramond"},
    {"Noto Sans", "fonts-noto-core"},
    {"Noto Serif", "fonts-noto-core"},
    {"Noto Sans Georgian", "fonts-noto-core"},
    {"Noto Serif Georgian", "fonts-noto-core"},
    {"Noto Sans Arabic", "fonts-noto-core"},
    {"Noto Naskh Arabic", "fonts-noto-core"},
}};

struct LanguageFacts {
  std::string_view tag, name;
  std::string_view stand_ins;  // separated by spaces, before "en"
  std::string_view serif, sans;
};

constexpr std::string_view latin_serif = "EB Garamond 12,Noto Serif,Noto Serif Georgian,Noto Naskh Arabic";
constexpr std::string_view latin_sans = "Inter,Noto Sans,Noto Sans Georgian,Noto Sans Arabic";
constexpr std::string_view wide_serif = "Noto Serif,Noto Serif Georgian,Noto Naskh Arabic";
constexpr std::string_view georgian_serif = "Noto Serif Georgian,Noto Serif,Noto Naskh Arabic";
constexpr std::string_view georgian_sans = "Noto Sans Georgian,Inter,Noto Sans,Noto Sans Arabic";
constexpr std::string_view arabic_serif = "Noto Naskh Arabic,EB Garamond 12,Noto Serif,Noto Serif Georgian";
constexpr std::string_view arabic_sans = "Noto Sans Arabic,Inter,Noto Sans,Noto Sans Georgian";

constexpr std::array<LanguageFacts, 12> languages = {{
    {"en", "English", "", latin_serif, latin_sans},
    {"az", "Azərbaycanca", "tr ru", latin_serif, latin_sans},
    {"tr", "Türkçe", "az", latin_serif, latin_sans},
    {"uz", "Oʻzbekcha", "uz-Cyrl ru", latin_serif, latin_sans},
    {"uz-Cyrl", "Ўзбекча", "uz ru", wide_serif, latin_sans},
    {"ka", "ქართული", "ru", georgian_serif, georgian_sans},
    {"ru", "Русский", "", latin_serif, latin_sans},
    {"ar", "العربية", "", arabic_serif, arabic_sans},
    {"fa", "فارسی", "", arabic_serif, arabic_sans},
    {"chg", "چغتای", "fa uz ru", arabic_serif, arabic_sans},
    {"ota", "لسان عثمانی", "tr", arabic_serif, arabic_sans},
    {"az-Arab", "آذربایجانجا", "az fa", arabic_serif, arabic_sans},
}};

// The facts of the tag, or of the tag without its last parts ("en-GB": "en"), or none.
const LanguageFacts* facts_of(std::string_view tag) {
  for (;;) {
    auto found = std::ranges::find(languages, tag, &LanguageFacts::tag);
    if (found != languages.end()) return &*found;
    std::size_t dash = tag.rfind('-');
    if (dash == std::string_view::npos) return nullptr;
    tag = tag.substr(0, dash);
  }
}

}  // namespace

std::span<const PinnedFamily> pinned_families() { return pinned; }

std::string_view families(FontRole role, std::string_view language) {
  const LanguageFacts* facts = facts_of(language);
  if (!facts) facts = &languages[0];
  return role == FontRole::serif ? facts->serif : facts->sans;
}

std::string_view native_name(std::string_view language) {
  const LanguageFacts* facts = facts_of(language);
  return facts ? facts->name : language;
}

std::vector<std::string> fallback_chain(std::string_view language) {
  std::vector<std::string> chain;
  auto add = [&](std::string_view tag) {
    if (!tag.empty() && std::ranges::find(chain, tag) == chain.end()) chain.emplace_back(tag);
  };
  add(language);
  if (const LanguageFacts* facts = facts_of(language)) {
    add(facts->tag);
    for (std::string_view rest = facts->stand_ins; !rest.empty();) {
      std::size_t space = std::min(rest.find(' '), rest.size());
      add(rest.substr(0, space));
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  }
  add("en");
  return chain;
}

}  // namespace enf
