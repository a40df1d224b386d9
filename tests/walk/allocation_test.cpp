#include "tests/walk/counted_new.h"
#include "tests/walk/museum_fixture.h"

namespace enf {
namespace {

TEST(SteadyView, AllocatesNothingForAPicture) {
  test::Stage stage(64ull << 20, gpu::Validation::off);  // the layer allocates for itself
  Camera camera = test::walk_through(10 * test::small_museum.rooms)[12];
  const float x = camera.eye.x;
  auto next = [&] {  // to and fro by a millimetre, so that every picture is another one
    camera.eye.x = camera.eye.x == x ? x + 0.001f : x;
    return camera;
  };
  stage.draw(next(), {.wait_for_streaming = true});
  FrameStats drawn{.complete = false};
  for (int i = 0; i < 300 && !(i > 20 && drawn.complete); ++i) drawn = stage.draw(next());
  ASSERT_TRUE(drawn.complete);
  ASSERT_GE(drawn.draws, 20u);
  std::size_t before = test::allocations_of_this_thread();
  for (int i = 0; i < 10; ++i) {
    stage.live->update(next(), 16.0f / 9);
    ASSERT_TRUE(stage.renderer->draw(camera));
    ASSERT_TRUE(stage.renderer->finish());
  }
  EXPECT_EQ(test::allocations_of_this_thread() - before, 0u);
}

}  // namespace
}  // namespace enf
