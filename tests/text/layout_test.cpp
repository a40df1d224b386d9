#include "engine/text/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/hash.h"

namespace enf {
namespace {

class Layout : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto opened = Typesetter::open();
    ASSERT_TRUE(opened) << to_string(opened.error());
    typesetter = new Typesetter(std::move(*opened));
  }
  static void TearDownTestSuite() { delete typesetter, typesetter = nullptr; }

  static TextBlock block(std::string text, std::string language, double width = 400) {
    return {.paragraphs = {{.runs = {{std::move(text), {.size = 20, .language = std::move(language)}}}}}, .width = width};
  }
  static TextBitmap set(const TextBlock& text) {
    auto bitmap = typesetter->set(text);
    EXPECT_TRUE(bitmap) << to_string(bitmap.error());
    return bitmap ? std::move(*bitmap) : TextBitmap{};
  }
  // Sum of coverage in the columns from `from` up to `to` (fractions of the width).
  static double ink(const TextBitmap& bitmap, double from, double to) {
    double sum = 0;
    for (std::uint32_t y = 0; y < bitmap.height; ++y)
      for (auto x = static_cast<std::uint32_t>(from * bitmap.width); x < static_cast<std::uint32_t>(to * bitmap.width); ++x)
        sum += bitmap.rgba[(std::size_t{y} * bitmap.width + x) * 4 + 3] / 255.0;
    return sum;
  }
  static inline Typesetter* typesetter = nullptr;
};

struct Sample {
  const char *language, *text;
};

// Every letter our languages need, and the punctuation of labels.
constexpr Sample samples[] = {
    {"az", "Aa Bb Cc Çç Dd Ee Əə Ff Gg Ğğ Hh Xx Iı İi Jj Kk Qq Ll Mm Nn Oo Öö Pp Rr Ss Şş Tt Uu Üü Vv Yy Zz «Xətai» № 12 — 1540-cı il"},
    {"uz", "Oʻzbekiston sanʼati, gʻazal, Oʻ Gʻ Sh Ch, soʻzana, XIX asr — ‘Buxoro’"},
    {"uz-Cyrl", "Ўзбекистон санъати, Қўқон, Ғиждувон, Ҳирот, қалампир, ғазал, ҳунар, ё Ё Ъ ь э"},
    {"ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ „თბილისი“ XIX ს."},
    {"tr", "Âşık, Çağdaş, IŞIK ışık İSTANBUL istanbul, ğ Ğ ö Ö ü Ü, îman, 16. yüzyıl"},
    {"ru", "Съешь же ещё этих мягких французских булок, да выпей чаю. Ё № «Ковёр» — 1905 г."},
    {"en", "The quick brown fox jumps over the lazy dog. ‘Carpet’ – “Shirvan”, 120 × 85 cm, c. 1800 · © é"},
    {"ar", "بسم الله الرحمن الرحيم، سنة ١٢٣٤ هـ"},
    {"fa", "به نام خداوند جان و خرد، پنجاه و یک، ۱۲۳۴ گچ ژ"},
    {"chg", "نوائی دیوانی"},
};

TEST_F(Layout, EveryLanguageHasItsLettersInBothRoles) {
  for (const Sample& sample : samples)
    for (FontRole role : {FontRole::sans, FontRole::serif})
      EXPECT_EQ(typesetter->missing_glyphs(sample.text, sample.language, role), U"") << sample.language;
}

TEST_F(Layout, NamesTheCharactersNobodyCanShow) {
  EXPECT_EQ(typesetter->missing_glyphs("Xalça 絨毯 絨", "az"), U"絨毯");
}

TEST_F(Layout, ArabicParagraphsBeginAtTheRightAndJoinTheirLetters) {
  TextBitmap arabic = set(block("بسم الله", "ar")), latin = set(block("Bismillah", "en"));
  EXPECT_GT(ink(arabic, 0.5, 1), 100);
  EXPECT_EQ(ink(arabic, 0, 0.5), 0);
  EXPECT_EQ(ink(latin, 0.5, 1), 0);
  // Joined letters are narrower than the same letters kept apart by a zero-width non-joiner.
  TextBlock joined = block("ببب", "ar"), apart = block("ب\u200cب\u200cب", "ar");
  joined.shrink_to_fit = apart.shrink_to_fit = true;
  EXPECT_LT(set(joined).width, set(apart).width);
}

TEST_F(Layout, DotsOfIAreTheWritersBusiness) {
  // Turkish and Azerbaijani must keep the dot of "fi", which a ligature may swallow; and ı differs from i, I from İ.
  EXPECT_NE(set(block("ışıq", "az")).rgba, set(block("işiq", "az")).rgba);
  EXPECT_NE(set(block("IRAQ", "az")).rgba, set(block("İRAQ", "az")).rgba);
  for (const char* language : {"az", "tr"}) {
    TextBlock together = block("fi", language), apart = block("f\u200ci", language);
    for (TextBlock* text : {&together, &apart}) text->paragraphs[0].runs[0].style.role = FontRole::serif;
    EXPECT_EQ(set(together).rgba, set(apart).rgba) << language;
  }
}

TEST_F(Layout, SizesAreTrue) {
  // A block of 100 units at 3 texels a unit: 300 texels, and lines of 1.5 ems at 10 units: 15 units each.
  TextBlock text{.paragraphs = {{.runs = {{"one\ntwo\nthree", {.size = 10}}}, .line_height = 1.5}},
                 .width = 100,
                 .margin = 5,
                 .texels_per_unit = 3};
  TextBitmap bitmap = set(text);
  EXPECT_EQ(bitmap.width, 330u);
  EXPECT_EQ(bitmap.height, 165u);
  EXPECT_DOUBLE_EQ(bitmap.width_units, 110);
  EXPECT_DOUBLE_EQ(bitmap.height_units, 55);
  Typesetter::Size size = typesetter->measure(text);
  EXPECT_NEAR(size.width, 110, 1e-6);
  EXPECT_NEAR(size.height, 55, 0.01);
}

TEST_F(Layout, LettersAreAsTallAsAsked) {
  // Inter's capitals are 0.727 em tall: at 100 units a capital H covers 72 or 73 full rows.
  TextBlock text = block("H", "en");
  text.paragraphs[0].runs[0].style.size = 100;
  TextBitmap bitmap = set(text);
  std::uint32_t rows = 0;
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    std::uint8_t most = 0;
    for (std::uint32_t x = 0; x < bitmap.width; ++x) most = std::max(most, bitmap.rgba[(std::size_t{y} * bitmap.width + x) * 4 + 3]);
    rows += most > 128;
  }
  EXPECT_NEAR(rows, 72.7, 1);
}

TEST_F(Layout, LongWordsStayInsideTheBlock) {
  TextBitmap bitmap = set(block(std::string(400, 'm'), "en", 120));
  EXPECT_EQ(bitmap.width, 120u);
  EXPECT_GT(bitmap.height, 20u * 20u);
}

TEST_F(Layout, ShrunkBlocksFitTheirWords) {
  TextBlock text = block("Kilim", "en", 1000);
  text.shrink_to_fit = true;
  TextBitmap bitmap = set(text);
  EXPECT_LT(bitmap.width, 80u);
  EXPECT_GT(ink(bitmap, 0, 1), 50);
}

TEST_F(Layout, TransparentTexelsCarryTheInk) {
  TextBlock text = block("Gül", "az");
  text.paragraphs[0].runs[0].style.colour = {200, 30, 10, 255};
  TextBitmap bitmap = set(text);
  for (std::size_t i = 0; i < bitmap.rgba.size(); i += 4) {
    ASSERT_NEAR(bitmap.rgba[i], 200, 12);
    ASSERT_NEAR(bitmap.rgba[i + 1], 30, 12);
  }
}

TEST_F(Layout, SameWordsGiveSameBytes) {
  auto again = Typesetter::open();
  ASSERT_TRUE(again);
  for (const Sample& sample : samples) {
    auto second = again->set(block(sample.text, sample.language));
    ASSERT_TRUE(second);
    EXPECT_EQ(set(block(sample.text, sample.language)).rgba, second->rgba) << sample.language;
  }
}

TEST_F(Layout, BrokenBytesAndEmptyTextsAreShownNotCrashedOn) {
  EXPECT_GT(ink(set(block("ab\xff\xfe\xc3", "en")), 0, 1), 10);
  EXPECT_EQ(ink(set(block("", "en")), 0, 1), 0);
  EXPECT_GE(set({.width = 10}).height, 1u);
}

TEST_F(Layout, RefusesWhatNobodyCouldUse) {
  TextBlock wide = block("a", "en", 20000);
  EXPECT_EQ(typesetter->set(wide).error().id, "text.too_large");
  EXPECT_EQ(typesetter->set(block("a", "en", 0)).error().id, "text.nothing");
}

TEST(Languages, ChainsBeginWithTheReadersLanguageAndEndInEnglish) {
  EXPECT_THAT(fallback_chain("uz"), testing::ElementsAre("uz", "uz-Cyrl", "ru", "en"));
  EXPECT_THAT(fallback_chain("en-GB"), testing::ElementsAre("en-GB", "en"));
  EXPECT_THAT(fallback_chain("xx"), testing::ElementsAre("xx", "en"));
  EXPECT_THAT(fallback_chain("en"), testing::ElementsAre("en"));
}

TEST(Languages, NameThemselves) {
  EXPECT_EQ(native_name("uz"), "Oʻzbekcha");
  EXPECT_EQ(native_name("ru-RU"), "Русский");
  EXPECT_EQ(native_name("xx"), "xx");
}

}  // namespace
}  // namespace enf
