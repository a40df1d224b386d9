// The light of rooms that are edited: lamps at once, traced light while nothing is changed, what is known for what was.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "editor/edited_scene.h"
#include "engine/exhibition/edit.h"
#include "tests/app/show.h"

namespace enf::editor {
namespace {

using Clock = std::chrono::steady_clock;

// Two rooms with a doorway between; one stands in "west".
class TracedWhileEdited : public ::testing::Test {
 protected:
  void SetUp() override {
    document_ = test::write_small_show(folder_.path(), 64);
    auto source = SceneSource::open(folder_.path());
    ASSERT_TRUE(source) << to_string(source.error());
    source_ = std::move(*source);
    open();
  }
  // As when the editor is started anew.
  void open() {
    scene_.reset(), lights_.reset();
    lights_ = std::make_unique<RoomLights>(*source_);
    scene_ = std::make_unique<EditedScene>(*source_, jobs_, lights_.get());
    show(document_);
  }
  void show(const Document& document) {
    scene_->set_document(divided_ = divide(divided_, document));
    update();
  }
  void update() { scene_->update(Camera{.eye = vec3(5, 1.6f, 4.5f), .fov_y = 0.95f}, 1.6f); }
  const RoomLight* west() {
    for (const RoomItem& room : scene_->scene()->rooms)
      if (room.id == "west") return room.light.get();
    return nullptr;
  }
  // Until all light is there that will come; false after some minutes, for tracing gives way to other programs.
  bool settles() {
    for (auto end = Clock::now() + std::chrono::minutes(4); Clock::now() < end;
         std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
      update();
      if (!lights_->is_busy() && !scene_->is_stale()) return true;
    }
    return false;
  }
  Document with_lamp_at(double x) const {
    Light lamp = *document_.find(LightId{"s-1"});
    lamp.position_m.x = x;
    return apply(document_, put(lamp)).value();
  }

  test::TestFolder folder_;
  Jobs jobs_{2};
  Document document_;
  DividedDocument divided_;
  std::unique_ptr<SceneSource> source_;
  std::unique_ptr<RoomLights> lights_;
  std::unique_ptr<EditedScene> scene_;
};

TEST_F(TracedWhileEdited, LampsFirstThenTracedAndAgainAfterAnEdit) {
  EXPECT_EQ(west(), nullptr);
  ASSERT_TRUE(settles());
  const RoomLight* first = west();
  ASSERT_NE(first, nullptr);
  EXPECT_FALSE(lights_->is_tracing());
  EXPECT_GT(first->map.width * first->map.height, 0u);
  std::vector<std::uint32_t> lux = first->map.lux;

  show(with_lamp_at(3));
  EXPECT_EQ(west(), nullptr) << "light of another state is shown";
  while (lights_->is_busy() && !lights_->is_tracing()) update();
  EXPECT_TRUE(lights_->is_tracing());
  ASSERT_TRUE(settles());
  ASSERT_NE(west(), nullptr);
  EXPECT_NE(west()->map.lux, lux);

  show(document_);
  EXPECT_EQ(west(), nullptr);
  ASSERT_TRUE(settles());
  EXPECT_EQ(west(), first) << "what was traced before an edit is still known when it is undone";
}

TEST_F(TracedWhileEdited, WordsDoNotPutLightsOut) {
  ASSERT_TRUE(settles());
  const RoomLight* traced = west();
  ASSERT_NE(traced, nullptr);
  Label label = *document_.find(LabelId{"l-1"});
  label.side = LabelSide::left;
  show(apply(document_, put(label)).value());
  EXPECT_EQ(west(), traced);
}

TEST_F(TracedWhileEdited, WhatWasBakedIsFoundWithoutTracing) {
  auto exhibition = open_exhibition(folder_.path());
  ASSERT_TRUE(exhibition) << to_string(exhibition.error());
  ASSERT_TRUE(bake_exhibition(**exhibition, BakeQuality::preview, jobs_, {}));
  scene_.reset(), lights_.reset();  // before their source
  source_ = SceneSource::open(folder_.path()).value();
  open();
  while (!west() && lights_->is_busy()) update();
  const RoomLight* first = west();
  ASSERT_NE(first, nullptr);
  ASSERT_TRUE(settles());
  EXPECT_EQ(west(), first) << "a draft was traced of a room that is baked";
}

}  // namespace
}  // namespace enf::editor
