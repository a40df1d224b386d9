#include "engine/text/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/text/layout.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

int placeholders(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find("{}", at)) != std::string_view::npos; at += 2) ++count;
  return count;
}

TEST(Messages, AreTranslatedInAllSixLanguages) {
  Messages messages = Messages::open().value();
  EXPECT_THAT(messages.languages(), testing::ElementsAre("az", "en", "ka", "ru", "tr", "uz"));
  for (const std::string& language : messages.languages()) {
    for (const auto& [english, text] : messages.table("en")) {
      ASSERT_TRUE(messages.table(language).contains(english)) << language << ": " << english;
      EXPECT_EQ(placeholders(messages.get(language, english)), placeholders(english)) << language << ": " << english;
    }
    EXPECT_EQ(messages.table(language).size(), messages.table("en").size()) << language << " has messages nobody shows";
  }
}

TEST(Messages, EveryMessageTheProgramAsksForExists) {
  Messages messages = Messages::open().value();
  std::set<std::string> asked;
  const std::string call = "tr(\"";
  for (const char* folder : {"engine/app", "visitor"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(ENFILADE_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
      std::stringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      std::string source = text.str();
      for (std::size_t at = 0; (at = source.find(call, at)) != std::string::npos;) {
        at += call.size();
        asked.insert(source.substr(at, source.find('"', at) - at));
      }
    }
  std::set<std::string> known;
  for (const auto& [english, translation] : messages.table("en")) known.insert(english);
  EXPECT_EQ(asked, known) << "the catalogues in engine/text/po and the calls of tr() differ";
}

TEST(Messages, CanBeShownByOurFonts) {
  Messages messages = Messages::open().value();
  Typesetter typesetter = Typesetter::open().value();
  for (const std::string& language : messages.languages())
    for (const auto& [english, text] : messages.table(language))
      EXPECT_EQ(typesetter.missing_glyphs(text, language), U"") << language << ": " << text;
}

TEST(Messages, UzbekIsWrittenWithItsOwnLetters) {
  Messages messages = Messages::open().value();
  for (const auto& [english, text] : messages.table("uz"))
    EXPECT_EQ(text.find_first_of("'`"), std::string::npos) << text << ": use ʻ (U+02BB) and ʼ (U+02BC)";
}

TEST(Messages, FallBackAlongTheReadersLanguages) {
  Messages messages = Messages::open().value();
  EXPECT_EQ(messages.get("uz-Cyrl", "Step back"), messages.get("uz", "Step back"));
  EXPECT_EQ(messages.get("xx", "Step back"), "Step back");
  EXPECT_EQ(messages.get("az", "never written"), "never written");
  EXPECT_EQ(messages.get("ru", "Picture saved: {}", "a.png"), "Снимок сохранён: a.png");
}

// A small catalogue by hand: one message "a" -> "bc".
std::vector<std::byte> small_catalogue() {
  std::vector<std::uint32_t> words = {0x950412de, 0, 1, 28, 36, 0, 44, 1, 44, 2, 46};
  std::vector<std::byte> bytes(44 + 5);
  std::memcpy(bytes.data(), words.data(), 44);
  std::memcpy(bytes.data() + 44, "a\0bc", 5);
  return bytes;
}

TEST(MoFiles, AreRead) {
  Result<MessageTable> table = read_mo(small_catalogue());
  ASSERT_TRUE(table);
  EXPECT_THAT(*table, testing::ElementsAre(testing::Pair("a", "bc")));
}

TEST(MoFiles, TruncatedAnywhereEndInAnError) {
  std::vector<std::byte> whole = small_catalogue();
  for (std::size_t size = 0; size < whole.size() - 1; ++size) {
    std::vector<std::byte> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(read_mo(part)) << size;
  }
}

TEST(MoFiles, WildNumbersEndInAnErrorOrATable) {
  std::vector<std::byte> whole = small_catalogue();
  for (std::size_t word = 0; word < 11; ++word)
    for (std::uint32_t value : {1u, 48u, 0x7fffffffu, 0xffffffffu}) {
      std::vector<std::byte> changed = whole;
      std::memcpy(changed.data() + word * 4, &value, 4);
      (void)read_mo(changed);  // the sanitizers watch
    }
  std::vector<std::byte> huge = whole;
  std::uint32_t count = 0xffffffff;
  std::memcpy(huge.data() + 8, &count, 4);
  EXPECT_EQ(read_mo(huge).error().id, "messages.damaged");
  EXPECT_EQ(read_mo({}).error().id, "messages.foreign");
}

}  // namespace
}  // namespace enf
