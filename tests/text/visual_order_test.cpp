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

TEST(VisualOrder, WhatIsNoTextIsNoTrouble) {
  for (const char* text : {"\xff\xff", "\xe2\x80", "\xd8", "\xf0\x9f\x8e"}) (void)in_visual_order(text);
}

}  // namespace
}  // namespace enf
