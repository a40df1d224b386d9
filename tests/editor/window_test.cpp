#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "engine/app/png.h"
#include "tests/app/show.h"

namespace enf {
namespace {

TEST(EditorWindow, OpensFindsDragsUndoesVisitsAndComesBack) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  // The window must open without a complaint, so the painting's picture is there.
  std::filesystem::path media = folder.path() / "institutions/baku/media";
  std::filesystem::create_directories(media);
  ASSERT_TRUE(
      write_png(media / "shore.png", {.width = 2, .height = 1, .rgba = {200, 180, 150, 255, 90, 120, 160, 255}}));
  std::string command =
      std::string(ENFILADE_SOURCE_DIR "/tests/editor/window_smoke ") + ENFILADE_EDITOR + " " + folder.path().string();
  int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "the window was NOT tested: Xvfb, xdotool or imagemagick is missing";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace enf
