// Numbers as people of each language type them.
#include <gtest/gtest.h>

#include "editor/number_text.h"

namespace enf::editor {
namespace {

TEST(NumberText, Sums) {
  EXPECT_DOUBLE_EQ(number_in("1500/2+30", "en").value(), 780);
  EXPECT_DOUBLE_EQ(number_in("2*(300 + 40) - 80", "en").value(), 600);
  EXPECT_DOUBLE_EQ(number_in("-1.5*2", "en").value(), -3);
  EXPECT_DOUBLE_EQ(number_in("10-3-2", "en").value(), 5) << "from left to right";
  EXPECT_DOUBLE_EQ(number_in("600 × 2 − 100", "ru").value(), 1100);
  EXPECT_DOUBLE_EQ(number_in("1500 mm / 2", "en").value(), 750);
  EXPECT_DOUBLE_EQ(number_in("12,5 мм", "ru").value(), 12.5);
  EXPECT_DOUBLE_EQ(number_in("30°", "en").value(), 30);
}

TEST(NumberText, WhatIsNoNumberIsNone) {
  for (const char* text :
       {"", "wide", "1/0", "2+", "(3", "3)", "*2", "1500 2*", "()", "--", ",", "1.2.3,4,5", "1,2,3", "1,50.5"})
    EXPECT_FALSE(number_in(text, "en")) << text;
  for (char sign : {'(', '-', '1'}) EXPECT_FALSE(number_in(std::string(100'000, sign), "en"));
}

TEST(NumberText, ThousandsAndDecimalsOfEachLanguage) {
  EXPECT_DOUBLE_EQ(number_in("2,118", "en").value(), 2118);
  EXPECT_DOUBLE_EQ(number_in("2,118.5", "en").value(), 2118.5);
  EXPECT_DOUBLE_EQ(number_in("2.118", "en").value(), 2.118);
  EXPECT_DOUBLE_EQ(number_in("12,5", "en").value(), 12.5) << "nobody keeps thousands apart so";
  EXPECT_DOUBLE_EQ(number_in("0,118", "en").value(), 0.118);
  for (const char* language : {"az", "tr"}) {
    EXPECT_DOUBLE_EQ(number_in("2.118", language).value(), 2118) << language;
    EXPECT_DOUBLE_EQ(number_in("2.118,5", language).value(), 2118.5) << language;
    EXPECT_DOUBLE_EQ(number_in("2,118", language).value(), 2.118) << language;
    EXPECT_DOUBLE_EQ(number_in("2250.5", language).value(), 2250.5) << language;
  }
  for (const char* language : {"ru", "uz", "ka"}) {
    EXPECT_DOUBLE_EQ(number_in("2 118,5", language).value(), 2118.5) << language;
    EXPECT_DOUBLE_EQ(number_in("2\u202f118", language).value(), 2118) << language;
    EXPECT_DOUBLE_EQ(number_in("2.118", language).value(), 2.118) << language;
  }
  EXPECT_DOUBLE_EQ(number_in("1.234.567", "ru").value(), 1234567);
}

}  // namespace
}  // namespace enf::editor
