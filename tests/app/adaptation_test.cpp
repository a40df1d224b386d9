// The eye in a doorway.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/app/adaptation.h"

namespace enf {
namespace {

double seconds_to_get_used(float from_lx, float to_lx) {
  Adaptation eye;
  eye.look(from_lx, 0);
  double seconds = 0;
  float before = eye.exposure_lx();
  while (eye.exposure_lx() != to_lx && seconds < 60) {
    eye.look(to_lx, 1 / 60.0), seconds += 1 / 60.0;
    EXPECT_LT(std::abs(std::log2(eye.exposure_lx() / before)), 0.25f) << "no jump";
    before = eye.exposure_lx();
  }
  return seconds;
}

TEST(Adaptation, GoesSlowlyAndArrives) {
  double brighter = seconds_to_get_used(50, 300), darker = seconds_to_get_used(300, 50);
  EXPECT_GT(brighter, 1);
  EXPECT_GT(darker, 1.5 * brighter);
  EXPECT_LT(darker, 8);
}

TEST(Adaptation, IsUsedToTheFirstRoomAtOnceAndToWhereItIsPut) {
  Adaptation eye;
  eye.look(80, 0.01);
  EXPECT_EQ(eye.exposure_lx(), 80);
  eye.look(300, 0.02);
  EXPECT_LT(eye.exposure_lx(), 120);
  eye.forget();
  eye.look(300, 0.02);
  EXPECT_EQ(eye.exposure_lx(), 300);
}

TEST(Adaptation, DoesNotSkipWhatASleepingWindowMissed) {
  Adaptation eye;
  eye.look(80, 0.01);
  eye.look(300, 3600);
  EXPECT_LT(eye.exposure_lx(), 150);
}

}  // namespace
}  // namespace enf
