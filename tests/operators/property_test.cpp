// What holds for every operator of the registry, whatever it does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "editor/operators/editing.h"
#include "editor/operators/soundness.h"
#include "engine/exhibition/json.h"
#include "engine/exhibition/validate.h"
#include "random_arguments.h"
#include "tests/exhibition/sample.h"

namespace enf::editor {
namespace {

using testing::IsEmpty;

// A project of the sample exhibition with some more works, none of them placed, and a tour of several views.
void write_project(const std::filesystem::path& folder) {
  Document document = enf::sample::exhibition();
  std::vector<Edit> edits;
  for (int i = 0; i < 12; ++i) {
    Work work{.id = {fmt::format("print-{}", i)}, .height_mm = 300.0 + 40 * i, .width_mm = 250.0 + 30 * (i % 5)};
    if (i % 3 == 0) work.frame = Frame{};
    if (i % 4 == 3) work.form = WorkForm::three_dimensional, work.depth_mm = 200, work.frame.reset();
    edits.push_back(put(std::move(work)));
  }
  Tour tour{.id = {"walk"}};
  for (int i = 0; i < 4; ++i) {
    Viewpoint view{.id = {fmt::format("along-{}", i)}, .room = {"hall"}, .eye_m = {1 + i, 1.6, 5}};
    view.target_m = {1 + i, 1.5, 0};
    tour.stops.push_back({.viewpoint = view.id});
    edits.push_back(put(std::move(view)));
  }
  edits.push_back(put(Asset{.id = {"waves"}, .path = "sounds/waves.ogg"}));
  for (const char* language : {"az", "en"}) tour.stops[0].audio.push_back({.language = language, .asset = {"waves"}});
  edits.push_back(put(std::move(tour)));
  // A temporary wall with a work on each side, which are a group.
  Room hall = *document.find(RoomId{"hall"});
  hall.free_walls.push_back({.from_m = {2.5, 3.4}, .to_m = {5.5, 3.4}});
  for (std::uint32_t side = 0; side < 2; ++side)
    edits.push_back(put(Placement{.id = {fmt::format("on-side-{}", side)},
                                  .work = {fmt::format("print-{}", 1 + side)},
                                  .room = hall.id,
                                  .where = OnWall{static_cast<std::uint32_t>(hall.plan.size()) + side, 1.5, 1.5},
                                  .group = {"pair"}}));
  edits.push_back(put(std::move(hall)));
  save_project(folder, apply(document, all_of(std::move(edits))).value()).value();
}

// Findings that operators let through or that the document had before.
std::vector<Error> unsound(const Document& document) {
  std::vector<Error> found = validate(document);
  std::erase_if(found, [](const Error& e) {
    return e.id == "placement.overlap" || e.id == "placement.over_opening" || e.id == "furniture.overlap" ||
           e.id == "label.overlap" || e.id == "wall_text.overlap" || e.id == "doorway.blocked";
  });
  return found;
}

TEST(Registry, IdsTitlesAndArgumentsAreThereAndDiffer) {
  std::map<std::string_view, int> ids, titles, keys;
  for (const Operator& op : all_operators()) {
    SCOPED_TRACE(op.id);
    EXPECT_EQ(++ids[op.id], 1);
    EXPECT_EQ(++titles[op.title], 1) << op.title;
    EXPECT_NE(op.id.find('.'), op.id.npos);
    EXPECT_FALSE(op.help.empty());
    EXPECT_EQ(op.help.back(), '.');
    EXPECT_TRUE(op.run);
    EXPECT_EQ(find_operator(op.id), &op);
    std::map<std::string_view, int> names;
    for (const ArgumentDesc& desc : op.arguments) {
      EXPECT_EQ(++names[desc.name], 1) << desc.name;
      EXPECT_FALSE(desc.title.empty());
      EXPECT_LE(desc.low, desc.high);
      EXPECT_EQ(desc.kind == ArgumentKind::choice, !desc.choices.empty());
      if (desc.preset) {
        EXPECT_TRUE(check_value(desc, *desc.preset, Document{})) << desc.name;
      }
    }
    for (const Shortcut& shortcut : op.shortcuts) {
      EXPECT_EQ(++keys[shortcut.keys], 1) << shortcut.keys << " is taken";
      for (const auto& [name, value] : shortcut.arguments) {
        auto desc = std::ranges::find(op.arguments, name, &ArgumentDesc::name);
        ASSERT_NE(desc, op.arguments.end());
        EXPECT_TRUE(check_value(*desc, value, Document{}));
      }
    }
  }
  EXPECT_GT(ids.size(), 60u);
  EXPECT_EQ(find_operator("edit.dance"), nullptr);
}

TEST(Registry, ValuesComeBackFromTheirText) {
  enf::sample::Folder folder("values");
  write_project(folder.path);
  Editing editing = Editing::open(folder.path).value();
  Random random(3);
  for (int round = 0; round < 20; ++round)
    for (const Operator& op : all_operators())
      for (const ArgumentDesc& desc : op.arguments) {
        std::optional<Value> value = sample::random_value(random, editing.session(), desc);
        if (!value) continue;
        Result<Value> again = read_value(desc, write_value(*value));
        if (auto* ids = std::get_if<std::vector<AnyId>>(&*value); ids && ids->empty()) continue;
        ASSERT_TRUE(again) << op.id << " " << desc.name << " " << to_string(again.error());
        EXPECT_EQ(*again, *value) << op.id << " " << desc.name;
      }
}

// For every operator: a refusal leaves no trace; undo gives what was before, redo what was after.
TEST(EveryOperator, LeavesNoTraceWhenRefusedAndIsUndoneAndRedoneExactly) {
  enf::sample::Folder folder("every");
  write_project(folder.path);
  Editing editing = Editing::open(folder.path).value();
  editing.set_look({});
  Random random(11);
  std::map<std::string_view, int> ran, changed, refused, unavailable;
  auto steps_back_or_forth = [](const Operator& op) {
    return op.id == "edit.undo" || op.id == "edit.redo" || op.id == "edit.go-to-step";
  };
  for (int round = 0; round < 150; ++round)
    for (const Operator& op : all_operators()) {
      // Whatever came of the last ones, works stay to be hung, and there is something to act on.
      if (random.chance(0.3f)) (void)editing.run("edit.select-all");
      if (random.chance(0.2f) && editing.document().rooms.size() > 0) {
        auto room = sample::random_id(random, editing.document(), {"rooms"});
        (void)editing.run("room.enter", {{"room", *room}, {"wall", double(random.below(6))}});
      }
      if (random.chance(0.05f) && !editing.session().room.empty())
        (void)editing.run("arrange.hang-set",
                          {{"items", std::vector<AnyId>{WorkId{"print-0"}, WorkId{"print-1"}, WorkId{"print-2"}}},
                           {"wall", double(random.below(4))}});
      if (random.chance(0.05f) && editing.document().find(RoomId{"hall"}))
        (void)editing.run("wall.add-temporary", {{"room", AnyId(RoomId{"hall"})}});
      if (random.chance(0.05f)) {
        std::vector<AnyId> views;
        for (const Viewpoint& view : editing.document().viewpoints) views.emplace_back(view.id);
        (void)editing.run("tour.add", {{"items", std::move(views)}, {"name", std::string("Walk")}});
      }
      // What few records have is there for those who need it.
      if (const Room* hall = editing.document().find(RoomId{"hall"}); hall && op.id.find("temporary") != op.id.npos) {
        if (hall->free_walls.empty()) (void)editing.run("wall.add-temporary", {{"room", AnyId(hall->id)}});
        (void)editing.run("room.enter", {{"room", AnyId(RoomId{"hall"})}, {"wall", double(hall->plan.size())}});
      }
      if (op.id == "room.set-model" || op.id == "room.remove-corner" || op.id == "doorway.join") {
        auto is_model = [](const Room& room) { return room.model.has_value(); };
        if (std::ranges::count_if(editing.document().rooms, is_model) < 3)
          (void)editing.run("room.take-in", {{"records", sample::random_records(random)}});  // one works in it then
      }
      if (op.id == "tour.move-stop")
        for (const Tour& tour : Document(editing.document()).tours)
          for (std::size_t stop = tour.stops.size(); stop < 5; ++stop) {
            (void)editing.run("tour.add-stop", {{"tour", AnyId(tour.id)}, {"view", AnyId(tour.stops[0].viewpoint)}});
            (void)editing.run("tour.set-dwell",
                              {{"tour", AnyId(tour.id)}, {"stop", double(stop)}, {"seconds", 3.0 + double(stop)}});
          }
      if (op.id == "tour.remove-audio")
        for (const Tour& tour : Document(editing.document()).tours)
          for (std::size_t stop = 0; stop < tour.stops.size(); ++stop)
            (void)editing.run("tour.set-audio", {{"tour", AnyId(tour.id)},
                                                 {"stop", double(stop)},
                                                 {"file", std::string("sounds/sea.ogg")},
                                                 {"language", std::string("az")}});
      SCOPED_TRACE(op.id);
      Session before = editing.session();
      std::size_t steps = editing.project().history().steps().size();
      Arguments arguments = sample::random_arguments(random, before, op);
      std::string_view reason = why_not(op, before, arguments);
      editing.end_gesture();
      Result<void> done = editing.run(op, arguments);
      const Session& after = editing.session();
      if (!reason.empty()) {
        ++unavailable[op.id];
        ASSERT_FALSE(done) << "ran although: " << reason;
        EXPECT_EQ(done.error().id, "operator.unavailable");
        EXPECT_EQ(done.error().what, reason);
      }
      if (!done) {
        ++refused[op.id];
        EXPECT_FALSE(done.error().id.empty());
        EXPECT_FALSE(done.error().what.empty());
        ASSERT_EQ(after.document, before.document);
        EXPECT_EQ(after.selection, before.selection);
        EXPECT_EQ(after.clipboard.size(), before.clipboard.size());
        EXPECT_EQ(editing.project().history().steps().size(), steps);
        continue;
      }
      ++ran[op.id];
      if (!op.changes_document) {
        EXPECT_EQ(after.document, before.document);
      }
      if (after.document == before.document || steps_back_or_forth(op)) continue;
      ++changed[op.id];
      Document is = after.document;
      ASSERT_TRUE(editing.run("edit.undo"));
      ASSERT_EQ(editing.document(), before.document);
      ASSERT_TRUE(editing.run("edit.redo"));
      ASSERT_EQ(editing.document(), is);
      const bool is_large = op.id == "room.remove" || op.id == "edit.delete" || op.id == "room.take-in";
      if (is_large || random.chance(0.3f)) (void)editing.run("edit.undo");
    }
  for (const Operator& op : all_operators()) {
    EXPECT_GT(ran[op.id], 0) << op.id << " never ran; refused " << refused[op.id] << " times";
    bool must_change = op.changes_document && !steps_back_or_forth(op) && op.id != "edit.save" && !op.needs_window;
    if (must_change) {
      EXPECT_GT(changed[op.id], 0) << op.id << " never changed anything";
    }
    const bool can_be_unavailable =
        op.poll && !op.needs_window && op.id != "room.draw-by-hand" && op.id != "wall.draw-temporary";
    if (can_be_unavailable) {
      EXPECT_GT(unavailable[op.id], 0) << op.id << " could always be run";
    }
  }
}

// 10,000 operators at random keep the document sound, survive saving and loading, and replay from the journal.
class TenThousandOperators : public testing::TestWithParam<std::uint64_t> {};

TEST_P(TenThousandOperators, KeepTheDocumentSoundAndOnDisk) {
  enf::sample::Folder folder("many");
  write_project(folder.path);
  Random random(GetParam());
  std::optional<Editing> editing = std::move(Editing::open(folder.path).value());
  const auto& all = all_operators();
  int done = 0, changes = 0, asked = 0;
  for (int saved_at = 0; done < 10'000;) {
    ASSERT_LT(++asked, 200'000);
    const Operator& op = all[random.below(static_cast<std::uint32_t>(all.size()))];
    if (random.chance(0.1f)) (void)editing->run("edit.select-all");
    Document before = editing->document();
    Result<void> ran = editing->run(op, sample::random_arguments(random, editing->session(), op));
    if (!ran) {
      ASSERT_EQ(editing->document(), before) << op.id;
      continue;
    }
    ++done;
    changes += before != editing->document();
    if (changes % 3 == 0) {
      ASSERT_THAT(unsound(editing->document()), IsEmpty()) << op.id;
    }
    if (done >= saved_at + 1'000) {  // as after a kill, then as after a save
      saved_at = done;
      Document expected = editing->document();
      editing.reset();
      editing = std::move(Editing::open(folder.path).value());
      ASSERT_EQ(editing->document(), expected) << "replayed from the journal";
      EXPECT_THAT(editing->project().notes(), IsEmpty());
      Result<void> saved = editing->run("edit.save");
      ASSERT_TRUE(saved || saved.error().id == "operator.unavailable");
      editing.reset();
      editing = std::move(Editing::open(folder.path).value());
      ASSERT_EQ(editing->document(), expected) << "saved and loaded";
      EXPECT_EQ(editing->project().recovered_edits(), 0u);
      ASSERT_EQ(read_document(write_document(expected), "x").value(), expected);
    }
  }
  EXPECT_GT(changes, 3'000);
}

INSTANTIATE_TEST_SUITE_P(Seeds, TenThousandOperators, testing::Values(2026, 7, 1453, 1991, 2030));

}  // namespace
}  // namespace enf::editor
