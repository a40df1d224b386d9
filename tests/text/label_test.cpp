#include "engine/text/label.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <gtest/gtest.h>

namespace enf {
namespace {

LabelWords english() {
  return {.language = "en",
          .title = "Carpet with a Tree of Life",
          .maker = "Shirvan weavers",
          .date = "mid 19th century",
          .materials = "Wool, natural dyes",
          .description = "Two birds guard a tree whose branches carry pomegranates, the fruit of plenty.",
          .credit_line = "Lent by the Carpet Museum"};
}

LabelWords uzbek() {
  return {.language = "uz", .title = "Hayot daraxti tasvirlangan gilam", .maker = "Shirvon toʻquvchilari", .date = "XIX asr oʻrtalari", .materials = "Jun, tabiiy boʻyoqlar"};
}

class Plates : public testing::Test {
 protected:
  TextBitmap plate(std::vector<LabelWords> words, double width_mm = 180) {
    auto made = set_label(typesetter, {.languages = std::move(words), .accession_number = "AX-1203", .width_mm = width_mm});
    EXPECT_TRUE(made) << to_string(made.error());
    return made ? std::move(*made) : TextBitmap{};
  }
  Typesetter typesetter = Typesetter::open().value();
};

TEST_F(Plates, HaveTheirTrueWidthAndTheHeightTheirWordsNeed) {
  TextBitmap one = plate({english()}), wide = plate({english()}, 300), two = plate({english(), uzbek()});
  EXPECT_DOUBLE_EQ(one.width_units, 180);
  EXPECT_DOUBLE_EQ(wide.width_units, 300);
  EXPECT_LT(wide.height_units, one.height_units);
  EXPECT_GT(two.height_units, one.height_units + 20);
}

TEST_F(Plates, AreOpaquePaperWithInkOnIt) {
  TextBitmap one = plate({english()});
  int dark = 0;
  for (std::size_t i = 0; i < one.rgba.size(); i += 4) {
    ASSERT_EQ(one.rgba[i + 3], 255);
    dark += one.rgba[i] < 80;
  }
  EXPECT_EQ(one.rgba[0], LabelPlate{}.paper[0]);
  EXPECT_GT(dark, 2000);
}

TEST_F(Plates, LeaveNoGapForWhatIsNotKnown) {
  LabelWords bare{.language = "en", .title = "Ewer"};
  LabelWords more = bare;
  more.maker = "Unknown";
  EXPECT_LT(plate({bare}).height_units + 9, plate({more}).height_units);
}

TEST_F(Plates, OfManyLanguagesKeepTheEssaysForThePanel) {
  std::vector<LabelWords> with(3, english()), without(3, english());
  for (LabelWords& words : without) words.description.clear();
  EXPECT_EQ(plate(with).rgba, plate(without).rgba);
}

TEST(WallTexts, AreLegibleFromTwoMetres) {
  Typesetter typesetter = Typesetter::open().value();
  auto one_line = set_wall_text(typesetter, {.languages = {{.language = "en", .body = "Water"}}});
  ASSERT_TRUE(one_line) << to_string(one_line.error());
  // Body lines are 1.45 ems apart; Inter's x-height is 0.546 em: 19 mm want ems of at least 34.8 mm.
  EXPECT_GT(one_line->height_units, 34.8 * 1.45);
  EXPECT_DOUBLE_EQ(one_line->width_units, 1000);
}

TEST(WallTexts, KeepTheWallBetweenTheLetters) {
  Typesetter typesetter = Typesetter::open().value();
  auto text = set_wall_text(typesetter, {.languages = {{.language = "ka", .title = "ორი ნაპირი", .body = "ზღვა და სტეპი.\nგზა."}}});
  ASSERT_TRUE(text) << to_string(text.error());
  EXPECT_EQ(text->rgba[3], 0);
}

LabelPlate long_plate() {
  LabelPlate plate{.accession_number = "BK-1"};
  for (const char* language : {"az", "ru"})
    plate.languages.push_back({.language = language,
                               .title = "Səhər çağı sahil",
                               .maker = "Мастерская у моря",
                               .date = "1931",
                               .materials = "kətan, yağlı boya",
                               .description = "Берег виден с лодки. Вода спокойна, и солнце только что встало над мысом. "
                                              "Художник писал это утро трижды."});
  return plate;
}

TEST_F(Plates, AreCutHighEnoughForTheirWords) {
  for (double width_mm : {120.0, 180.0, 300.0}) {
    LabelPlate plate = long_plate();
    plate.width_mm = width_mm;
    auto set = set_label(typesetter, plate);
    ASSERT_TRUE(set);
    double cut = label_height_mm(plate);
    EXPECT_LE(set->height_units, cut) << width_mm;
    EXPECT_GT(set->height_units, cut * 0.7) << width_mm << ": more than a quarter is blank";
  }
}

TEST_F(Plates, AreSetSmallerWhereTheyWouldNotFit) {
  LabelPlate plate = long_plate();
  double low = label_height_mm(plate) * 0.7;
  auto set = set_label_to_fit(typesetter, plate, low);
  ASSERT_TRUE(set);
  EXPECT_EQ(set->height, static_cast<std::uint32_t>(std::lround(low * plate.texels_per_mm)));
  EXPECT_NEAR(set->width, plate.width_mm * plate.texels_per_mm, 2);
  // The bottom margin is paper: nothing was cut off.
  for (std::uint32_t x = 0; x < set->width; ++x) {
    const std::uint8_t* texel = set->rgba.data() + (std::size_t{set->height - 8} * set->width + x) * 4;
    EXPECT_TRUE(std::ranges::equal(plate.paper, std::span(texel, 4))) << x;
  }
}

}  // namespace
}  // namespace enf
