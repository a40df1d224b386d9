#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "tests/app/show.h"

namespace enf {
namespace {

TEST(EditorWindow, OpensFindsDragsAndUndoes) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  std::string command =
      std::string(ENFILADE_SOURCE_DIR "/tests/editor/window_smoke ") + ENFILADE_EDITOR + " " + folder.path().string();
  int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "the window was NOT tested: Xvfb, xdotool or imagemagick is missing";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace enf
