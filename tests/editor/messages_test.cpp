// The editor speaks all its languages: every message in the sources and in the registry has its translation.
#include "engine/text/messages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "editor/operators/operator.h"
#include "engine/base/file.h"

namespace enf {
std::span<const EmbeddedCatalogue> editor_catalogues();
}

namespace enf::editor {
namespace {

using Words = std::set<std::string, std::less<>>;

Words words_in_sources() {
  Words words;
  // tr("...") and the helpers whose first words are shown.
  const std::regex call(
      R"re(\b(?:tr|label|heading|fact|metres_field|number_field|choice_field|finish|size|filter|tab|view_name)\(\s*(?:workspace,\s*|w,\s*)?"((?:[^"\\]|\\.)+)")re");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ENFILADE_SOURCE_DIR "/editor")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    std::string source = read_text_file(entry.path()).value();
    for (std::sregex_iterator found(source.begin(), source.end(), call), end; found != end; ++found)
      words.insert(std::regex_replace((*found)[1].str(), std::regex(R"(\\")"), "\""));
  }
  words.erase("...");  // in a comment
  return words;
}

Words words_in_registry() {
  Words words;
  for (const Operator& op : all_operators()) {
    words.insert(std::string(op.title)), words.insert(std::string(op.help));
    for (const ArgumentDesc& desc : op.arguments) {
      words.insert(std::string(desc.title));
      words.insert(desc.choices.begin(), desc.choices.end());
    }
  }
  return words;
}

TEST(EditorMessages, EveryLanguageKnowsEveryMessageAndNoOther) {
  Words asked = words_in_sources();
  asked.merge(words_in_registry());
  ASSERT_GT(asked.size(), 300u);
  Messages messages = Messages::open(editor_catalogues()).value();
  EXPECT_EQ(messages.languages(), (std::vector<std::string>{"az", "en", "ka", "ru", "tr", "uz"}));
  for (const std::string& language : messages.languages()) {
    SCOPED_TRACE(language);
    Words known;
    for (const auto& [english, text] : messages.table(language)) {
      known.insert(english);
      EXPECT_EQ(english.find("{}") != english.npos, text.find("{}") != text.npos) << english;
      if (language == "uz") {
        EXPECT_EQ(text.find("o'"), text.npos) << "Oʻ is written with U+02BB: " << text;
      }
    }
    for (const std::string& one : asked) EXPECT_TRUE(known.contains(one)) << "missing: " << one;
    for (const std::string& one : known) EXPECT_TRUE(asked.contains(one)) << "nobody says: " << one;
  }
}

}  // namespace
}  // namespace enf::editor
