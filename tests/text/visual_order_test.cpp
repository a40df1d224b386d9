// Arabic words as they are drawn letter by letter.
#include "engine/text/visual_order.h"

#include <gtest/gtest.h>

namespace enf {
namespace {

TEST(VisualOrder, WhatRunsFromLeftToRightStays) {
  for (const char* text : {"", "Şəki ipəyi", "Гранатовый браслет", "დავით გარეჯი", "Oʻzbekiston · 1937", "Ἰλιάς"})
    EXPECT_EQ(in_visual_order(text), text);
}

TEST(VisualOrder, ArabicLettersAreJoinedAndRunFromTheRight) {
  // kaf alef beh: kaf begins, alef ends, beh stands alone.
  EXPECT_EQ(in_visual_order("\u0643\u0627\u0628"), "\uFE8F\uFE8E\uFEDB");
}

TEST(VisualOrder, LamAndAlefAreOneLetter) { EXPECT_EQ(in_visual_order("\u0644\u0627"), "\uFEFB"); }

TEST(VisualOrder, NumbersAndLatinWordsKeepTheirDirectionAmongArabic) {
  EXPECT_EQ(in_visual_order("Baku \u0643\u0627\u0628 12"), "Baku 12 \uFE8F\uFE8E\uFEDB");
}

TEST(VisualOrder, FarsiYehIsJoinedAndMarksWithoutAFormAreLeftOut) {
  EXPECT_EQ(in_visual_order("\u06CC\u0627"), "\uFE8E\uFBFE");
  EXPECT_EQ(in_visual_order("\u0628\u200C\u0628\u200F"), "\uFE8F\uFE8F") << "a non-joiner between them";
}

TEST(VisualOrder, LinesStayInTheirOrder) {
  EXPECT_EQ(in_visual_order("\u0643\u0627\nBaku\n\u0628"), "\uFE8E\uFEDB\nBaku\n\uFE8F");
}

TEST(VisualOrder, WhatIsNoTextIsNoTrouble) {
  for (const char* text : {"\xff\xff", "\xe2\x80", "\xd8", "\xf0\x9f\x8e"}) (void)in_visual_order(text);
}

}  // namespace
}  // namespace enf
