// Owns: a curator's session for tests of operators: two rooms and works that have no place yet.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "editor/operators/editing.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {

inline AnyId placement(const char* id) { return PlacementId{id}; }
inline AnyId work(const char* id) { return WorkId{id}; }
inline AnyId room(const char* id) { return RoomId{id}; }

// A hall of 8 x 6 m beside a cabinet, unframed prints of 400 x 500, 600 x 800 and 300 x 300 mm, in the catalogue only.
class Operators : public testing::Test {
 protected:
  Operators() : folder_("operators") {
    Document document = enf::sample::exhibition();
    auto print = [](const char* id, double width, double height) {
      return put(Work{.id = {id}, .height_mm = height, .width_mm = width});
    };
    std::vector<Edit> edits{print("a", 400, 500), print("b", 600, 800), print("c", 300, 300)};
    edits.push_back(put(Work{
        .id = {"stone"}, .form = WorkForm::three_dimensional, .height_mm = 500, .width_mm = 300, .depth_mm = 200}));
    save_project(folder_.path, apply(document, all_of(std::move(edits))).value()).value();
    editing.emplace(Editing::open(folder_.path).value());
    run("room.enter", {{"room", room("hall")}, {"wall", 2.0}});
  }
  void run(std::string_view id, const Arguments& arguments = {}) {
    Result<void> done = editing->run(id, arguments);
    ASSERT_TRUE(done) << id << ": " << to_string(done.error());
  }
  Error refused(std::string_view id, const Arguments& arguments = {}) {
    Result<void> done = editing->run(id, arguments);
    EXPECT_FALSE(done) << id;
    return done ? Error{} : done.error();
  }
  const Document& doc() const { return editing->document(); }
  OnWall hung(const char* id) const { return std::get<OnWall>(doc().find(PlacementId{id})->where); }
  // Hangs a, b and c on the hall's south wall with their middles at 1, 3 and 5 m.
  void hang_three() {
    run("placement.hang", {{"work", work("a")}, {"along", 1.0}});
    run("placement.hang", {{"work", work("b")}, {"along", 3.0}, {"height", 1.7}});
    run("placement.hang", {{"work", work("c")}, {"along", 5.0}});
    run("edit.select", {{"items", std::vector{placement("at-a"), placement("at-b"), placement("at-c")}}});
  }
  enf::sample::Folder folder_;
  std::optional<Editing> editing;
};

}  // namespace enf::editor
