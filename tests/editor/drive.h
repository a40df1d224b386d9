// Owns: using the editor as a curator does, by the paths of its widgets: click("Catalogue/carpet").
// Must not know: what the editor does.
// Called by: the tests here.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "editor/editor_host.h"
#include "editor/start_app.h"

namespace enf::editor {

// One widget of the last frame. A path is the pane's name and what stands behind "###" in the widget's label.
struct Widget {
  std::string window;
  unsigned id = 0, seed = 0, outer_seed = 0;
  vec2 low{0}, high{0};
};

class Driver {
 public:
  // What is driven must outlive it.
  explicit Driver(EditorHost& host)
      : run_([&host](unsigned steps, std::span<const Event> events) { return host.run(steps, events); }),
        settle_([&host] { return host.settle(); }) {}
  explicit Driver(StartApp& app);

  // The middle of a widget in the last frame; a failure of the test if there is none.
  vec2 find(std::string_view path) const;
  bool has(std::string_view path) const;
  // The rectangle of the widget.
  const Widget* widget(std::string_view path) const;

  void click(std::string_view path, Modifiers modifiers = {}) { click_at(find(path), modifiers); }
  void click_at(vec2 place, Modifiers modifiers = {});
  void drag(vec2 from, vec2 to, Modifiers modifiers = {});
  void press(std::string_view chord);
  void type(std::string_view ascii);
  // A field's content replaced by this, and left with that key.
  void fill(std::string_view path, std::string_view ascii, std::string_view leaves_with = "Enter");
  void settle();

 private:
  void run(std::vector<Event> events, unsigned steps = 2);
  std::function<Result<void>(unsigned, std::span<const Event>)> run_;
  std::function<Result<void>()> settle_;
};

}  // namespace enf::editor
