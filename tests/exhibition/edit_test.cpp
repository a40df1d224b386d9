#include "engine/exhibition/edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/exhibition/diff.h"
#include "engine/exhibition/fields.h"
#include "engine/exhibition/history.h"
#include "engine/exhibition/validate.h"
#include "sample.h"

namespace enf {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Room square_room(std::string id) {
  return {.id = {std::move(id)}, .plan = {{0, 0}, {5, 0}, {5, 5}, {0, 5}}, .walls = std::vector<Wall>(4)};
}

TEST(Apply, PutsAndRemovesRecords) {
  Document document = apply({}, put(square_room("hall"))).value();
  EXPECT_EQ(document.find(RoomId{"hall"})->plan.size(), 4u);
  document = apply(document, remove(RoomId{"hall"})).value();
  EXPECT_EQ(document, Document{});
}

TEST(Apply, RefusesToRemoveWhatIsInUseAndNamesTheUsers) {
  Document document = sample::exhibition();
  Error error = apply(document, remove(RoomId{"hall"})).error();
  EXPECT_EQ(error.id, "edit.in_use");
  EXPECT_EQ(error.record, "room hall");
  EXPECT_THAT(error.what, HasSubstr("placement carpet-hung"));
  EXPECT_THAT(error.what, HasSubstr("doorway door"));
  EXPECT_EQ(apply(document, remove(WorkId{"nothing"})).error().id, "edit.no_such_record");
}

TEST(Apply, RefusesToTakeAwayAWallThatSomethingStandsAt) {
  Document document = sample::exhibition();
  Room hall = *document.find(RoomId{"hall"});
  hall.plan.pop_back();
  hall.walls.pop_back();
  Error error = apply(document, put(hall)).error();
  EXPECT_EQ(error.id, "edit.in_use");
  EXPECT_THAT(error.what, HasSubstr("wall text welcome"));
  EXPECT_TRUE(apply(document, all_of({put(hall), remove(WallTextId{"welcome"})})));
}

TEST(Apply, RefusesNumbersThatAreNone) {
  Document document = sample::exhibition();
  Work work = *document.find(WorkId{"carpet"});
  work.height_mm = std::numeric_limits<double>::quiet_NaN();
  Error error = apply(document, put(work)).error();
  EXPECT_EQ(error.id, "record.number");
  EXPECT_EQ(error.record, "work carpet");
  EXPECT_EQ(error.field, "height_mm");
  Light light = *document.find(LightId{"spot"});
  light.aim_m.y = std::numeric_limits<double>::infinity();
  EXPECT_EQ(apply(document, put(light)).error().field, "aim_m");
  work.height_mm = -5;
  EXPECT_EQ(apply(document, put(work)).error().id, "record.number");
}

TEST(Apply, RefusesTextThatIsNotUtf8) {
  for (std::string_view bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "a\x01"}) {
    Work work = *sample::exhibition().find(WorkId{"carpet"});
    work.title["en"] = bad;
    EXPECT_EQ(apply(sample::exhibition(), put(work)).error().id, "record.text");
  }
  Work work = *sample::exhibition().find(WorkId{"carpet"});
  work.title["ka"] = "ხალიჩა 𐎠 \U0010FFFF";
  EXPECT_TRUE(apply(sample::exhibition(), put(work)));
}

TEST(Apply, AListMayReferForwardsAndHappensWhollyOrNotAtAll) {
  Viewpoint view{.id = {"view"}, .room = {"hall"}};
  EXPECT_TRUE(apply({}, all_of({put(view), put(square_room("hall"))})));
  Document start;
  auto refused = apply(start, all_of({put(square_room("hall")), put(Viewpoint{.id = {"view"}, .room = {"attic"}})}));
  EXPECT_EQ(refused.error().id, "record.reference");
  EXPECT_EQ(refused.error().field, "room");
  EXPECT_TRUE(start.rooms.empty());
}

TEST(Apply, RemovingWithDependantsLeavesASoundDocument) {
  Document document = sample::exhibition();
  Exhibition exhibition = *document.exhibition;
  exhibition.start = {"entrance"};
  document = apply(document, set_exhibition(exhibition)).value();
  Document without = apply(document, removal_with_dependants(document, RoomId{"hall"})).value();
  EXPECT_EQ(without.find(RoomId{"hall"}), nullptr);
  EXPECT_TRUE(without.placements.empty());
  EXPECT_TRUE(without.labels.empty());
  EXPECT_TRUE(without.doorways.empty());
  EXPECT_TRUE(without.exhibition->start.empty());
  EXPECT_EQ(without.works, document.works);
  without = apply(document, removal_with_dependants(document, AssetId{"carpet-scan"})).value();
  EXPECT_TRUE(without.find(WorkId{"carpet"})->asset.empty());
}

TEST(Apply, AToursStopsGoWithTheirViewpointsAndTheTourWithItsLast) {
  Document document = sample::exhibition();
  Viewpoint second = *document.find(ViewpointId{"entrance"});
  second.id = {"carpet-close"};
  Tour tour{.id = {"short"},
            .stops = {{.viewpoint = {"entrance"}, .audio = {{"en", {"carpet-scan"}}}}, {.viewpoint = second.id}}};
  document = apply(document, all_of({put(second), put(tour)})).value();
  EXPECT_EQ(apply(document, remove(second.id)).error().id, "edit.in_use");

  Document shorter = apply(document, removal_with_dependants(document, second.id)).value();
  ASSERT_EQ(shorter.find(tour.id)->stops.size(), 1u);
  EXPECT_EQ(shorter.find(tour.id)->stops[0], tour.stops[0]);
  Document silent = apply(shorter, removal_with_dependants(shorter, AssetId{"carpet-scan"})).value();
  EXPECT_TRUE(silent.find(tour.id)->stops[0].audio.empty());
  Document none = apply(silent, removal_with_dependants(silent, ViewpointId{"entrance"})).value();
  EXPECT_EQ(none.find(tour.id), nullptr);
}

TEST(Mending, WhateverWasTornOutTheRestIsSound) {
  EXPECT_EQ(apply(sample::exhibition(), removal_of_dangling(sample::exhibition())).value(), sample::exhibition());
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    const Document whole = sample::random_document(seed);
    Document torn = whole;
    Random random(seed);
    for_each_record_type([&]<class T>() {
      for (const T& record : whole.table<T>())
        if (random.chance(0.15f)) torn.table<T>() = torn.table<T>().without(record.id);
    });
    if (random.chance(0.5f) && !torn.rooms.empty()) {  // what is at its last walls hangs in the air
      Room room = *torn.rooms.begin();
      room.plan.resize(3), room.walls.resize(3);
      torn.rooms = torn.rooms.with(std::make_shared<const Room>(room));
    }
    const Table<Placement> placements = torn.placements;
    for (const Placement& placement : placements)
      if (random.chance(0.1f)) {
        Placement without = placement;
        without.work = {};
        torn.placements = torn.placements.with(std::make_shared<const Placement>(without));
      }
    if (torn.rooms.size() > 1 && random.chance(0.5f)) {  // a room is one without its model
      Room room = *++torn.rooms.begin();
      room.model.emplace();
      torn.rooms = torn.rooms.with(std::make_shared<const Room>(room));
    }
    Result<Document> mended = apply(torn, removal_of_dangling(torn));
    ASSERT_TRUE(mended) << "seed " << seed << ": " << to_string(mended.error());
    for (const Error& error : check_records(*mended)) ADD_FAILURE() << "seed " << seed << ": " << to_string(error);
    for_each_record_type([&]<class T>() {
      for (const T& record : torn.table<T>()) {
        if (mended->find(record.id)) continue;
        EXPECT_FALSE((std::is_same_v<T, Room>)) << "seed " << seed << ": " << record_name(record.id);
        bool has_reason = !check_record(torn, torn.table<T>().get(record.id)).empty();
        visit_references(record, [&](std::string_view, const auto& to, Need need) {
          has_reason = has_reason || (need == Need::required && !mended->find(to));
        });
        EXPECT_TRUE(has_reason) << "seed " << seed << ": " << record_name(record.id) << " could have stayed";
      }
    });
  }
}

TEST(Apply, KeepsEveryDocumentSoundWhateverIsTried) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) EXPECT_THAT(check_records(sample::random_document(seed)), IsEmpty());
}

TEST(Diff, AppliedAsAnEditItGivesTheNewDocument) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Document before = sample::random_document(seed), after = sample::random_document(seed + 100);
    EXPECT_EQ(apply(before, edit_between(before, after)).value(), after);
    Random random(seed);
    Document near = before;
    for (int i = 0; i < 20; ++i)
      if (auto next = apply(near, sample::random_edit(random, near))) near = *next;
    EXPECT_EQ(apply(before, edit_between(before, near)).value(), near);
    EXPECT_EQ(apply(near, edit_between(near, before)).value(), before);
  }
}

TEST(Diff, NamesWhatCameWentAndChanged) {
  Document before = sample::exhibition();
  Work carpet = *before.find(WorkId{"carpet"});
  carpet.varnished = true;
  Document after =
      apply(before, all_of({put(carpet), remove(LabelId{"carpet-label"}), put(square_room("annex"))})).value();
  DocumentDiff changes = diff(before, after);
  EXPECT_EQ(changes.works.changed, std::vector{WorkId{"carpet"}});
  EXPECT_EQ(changes.labels.removed, std::vector{LabelId{"carpet-label"}});
  EXPECT_EQ(changes.rooms.added, std::vector{RoomId{"annex"}});
  EXPECT_TRUE(changes.placements.empty());
  EXPECT_FALSE(changes.exhibition);
  EXPECT_TRUE(diff(before, sample::exhibition()).empty()) << "equal content, loaded twice";
}

TEST(History, UndoAndRedoAreExact) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Random random(seed);
    History history;
    std::vector<Document> states{history.document()};
    while (states.size() < 60)
      if (auto next = apply(history.document(), sample::random_edit(random, history.document()))) {
        history.commit(*next, "Edit");
        states.push_back(*next);
      }
    for (std::size_t i = states.size() - 1; i > 0; --i) EXPECT_EQ(history.undo(), states[i - 1]);
    EXPECT_FALSE(history.can_undo());
    EXPECT_EQ(history.undo(), states.front());
    for (std::size_t i = 1; i < states.size(); ++i) EXPECT_EQ(history.redo(), states[i]);
    EXPECT_FALSE(history.can_redo());
  }
}

TEST(History, OneGestureIsOneStep) {
  Document a = apply({}, put(square_room("a"))).value(), b = apply(a, put(square_room("b"))).value();
  History history;
  history.commit(a, "Move", "move:1");
  history.commit(b, "Move", "move:1");
  EXPECT_EQ(history.steps().size(), 2u);
  EXPECT_EQ(history.undo(), Document{});
  history.redo();
  history.commit(a, "Move", "move:1");
  EXPECT_EQ(history.steps().size(), 3u) << "a step that was redone to does not merge";
  history.end_merge();
  history.commit(b, "Move", "move:1");
  EXPECT_EQ(history.steps().size(), 4u);
}

}  // namespace
}  // namespace enf
