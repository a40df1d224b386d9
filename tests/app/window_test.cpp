#include "engine/app/window_host.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "tests/app/show.h"

namespace enf {
namespace {

TEST(WindowSmoke, OpensWalksAndChanges) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  std::string command = std::string(ENFILADE_SOURCE_DIR "/tests/app/window_smoke ") + ENFILADE_VISITOR + " " + folder.path().string();
  int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "the window was NOT tested: Xvfb, xdotool or imagemagick is missing";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Density, GrowsWithTheScreen) {
  EXPECT_EQ(density_of(1280, 800, 1), 1);
  EXPECT_EQ(density_of(3840, 2160, 1), 2);
  EXPECT_EQ(density_of(1280, 800, 2), 2);
  EXPECT_EQ(density_of(0, 0, 0), 1);
}

}  // namespace
}  // namespace enf
