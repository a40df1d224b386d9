// Which files are of another size than the catalogue says.
#include "editor/size_check.h"

#include <gtest/gtest.h>

namespace enf::editor {
namespace {

class SizeCheck : public testing::Test {
 protected:
  // A bust catalogued as 300 mm high, 150 mm wide and deep, its file read in metres.
  const Work bust{.id = {"bust"},
                  .form = WorkForm::three_dimensional,
                  .height_mm = 300,
                  .width_mm = 150,
                  .depth_mm = 150,
                  .asset = {"bust"}};
  const Asset asset{.id = {"bust"}, .path = "bust.glb"};
  static CookedShape model(dvec3 size_m, FileReading reading = {}) {
    return {.path = "bust.glb", .size_m = size_m, .reading = reading};
  }
};

TEST_F(SizeCheck, AModelOfItsSizeContradictsNothing) {
  EXPECT_FALSE(contradiction_of(bust, asset, model({0.15, 0.30, 0.15})));
  EXPECT_FALSE(contradiction_of(bust, asset, model({0.16, 0.33, 0.14}))) << "within 15 %";
}

TEST_F(SizeCheck, AnotherUnitOrAxisIsProposed) {
  auto found = contradiction_of(bust, asset, model({15, 30, 15}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->fits, (FileReading{0.01, UpAxis::y}));
  found = contradiction_of(bust, asset, model({0.15, 0.15, 0.30}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->fits, (FileReading{1, UpAxis::z}));
}

TEST_F(SizeCheck, TheFilesOwnReadingIsFoundAgain) {
  Asset wrong = asset;
  wrong.metres_per_unit = 0.001, wrong.up = UpAxis::z;
  // 0.15 x 0.30 x 0.15 in the file.
  const auto found = contradiction_of(bust, wrong, model({0.00015, 0.00015, 0.0003}, {0.001, UpAxis::z}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->fits, FileReading{});
}

TEST_F(SizeCheck, WhatNothingFitsIsToldWithoutAProposal) {
  for (const dvec3 size : {dvec3(0.18, 0.36, 0.18), dvec3(0.5, 0.3, 0.9)}) {
    const auto found = contradiction_of(bust, asset, model(size));
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->fits) << "the reading it has is the best";
  }
}

TEST_F(SizeCheck, NothingIsSaidOfAFileThatIsNotCookedAsItIsReadNow) {
  Asset other = asset;
  other.metres_per_unit = 0.01;
  EXPECT_FALSE(contradiction_of(bust, other, model({15, 30, 15})));
  other = asset, other.path = "another.glb";
  EXPECT_FALSE(contradiction_of(bust, other, model({15, 30, 15})));
}

TEST_F(SizeCheck, APicturesProportionsCount) {
  const Work print{.id = {"print"}, .height_mm = 600, .width_mm = 800, .asset = {"print"}};
  const Asset scan{.id = {"print"}, .path = "print.tif"};
  EXPECT_FALSE(contradiction_of(print, scan, {.path = "print.tif", .pixels = {4000, 3000}}));
  EXPECT_FALSE(contradiction_of(print, scan, {.path = "print.tif", .pixels = {4060, 3000}})) << "within 2 %";
  EXPECT_TRUE(contradiction_of(print, scan, {.path = "print.tif", .pixels = {3000, 4000}}));
}

}  // namespace
}  // namespace enf::editor
