// Owns: an editor without a window on a project of its own, for tests.
// Must not know: what is tested.
// Called by: the tests here.
#pragma once

#include <gtest/gtest.h>

#include "drive.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/project.h"
#include "tests/app/show.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {

class EditorTest : public testing::Test {
 protected:
  EditorTest() : folder_("editor") { settings.render.width = 1200, settings.render.height = 760; }
  void open(const Document& document) {
    save_project(folder_.path, document).value();
    reopen();
  }
  void reopen(Editing::Mode mode = Editing::Mode::edit) {
    driver.reset(), host.reset();
    settings.project = folder_.path;
    settings.mode = mode;
    settings.render.samples = 1;
    settings.render.shadows = false;
    auto opened = EditorHost::open(settings);
    ASSERT_TRUE(opened) << to_string(opened.error());
    host = std::move(*opened);
    driver.emplace(*host);
    driver->settle();
  }
  const Document& doc() { return host->app().workspace().editing().document(); }
  const Session& session() { return host->app().workspace().session(); }
  // A place on the wall one works at, as the elevation shows it until it is zoomed: half a metre to both sides of the
  // wall, and margins for its name and its dimensions.
  vec2 on_wall(double along, double above) {
    const Room& room = *doc().find(session().room);
    double length = wall_frame(room, *session().wall).length_m, height = room.ceiling_height_m;
    const Widget& pane = *driver->widget("Wall/sheet");
    vec2 size = pane.high - pane.low, middle = (pane.low + pane.high) * 0.5f + vec2(64 - 30, 44 - 118) * 0.5f;
    double scale = std::min((size.x - 94) / (length + 1), (size.y - 162) / height);
    return middle + vec2(dvec2(along - length / 2, height / 2 - above) * scale);
  }
  // A place in the plan while it shows "west" of the small show, 10 x 7 m, with its walls and margins of 52 pixels.
  vec2 in_plan(double x, double z) {
    const Widget plan = *driver->widget("Plan/sheet");
    const vec2 size = plan.high - plan.low;
    const float scale = std::min((size.x - 104) / 10.6f, (size.y - 104) / 7.6f);
    return (plan.low + plan.high) * 0.5f + vec2(static_cast<float>(x - 5), static_cast<float>(z - 3.5)) * scale;
  }
  void send(const Event& event) { ASSERT_TRUE(host->run(2, std::span(&event, 1))); }
  std::string notice() {
    auto& told = host->app().workspace().notice();
    return told ? told->text : "";
  }
  enf::sample::Folder folder_;
  std::unique_ptr<EditorHost> host;
  std::optional<Driver> driver;
  EditorSettings settings;
};

}  // namespace enf::editor
