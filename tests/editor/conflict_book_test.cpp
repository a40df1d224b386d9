// What is in each other's way is known anew only where something differs.
#include "editor/conflict_book.h"

#include <gtest/gtest.h>

#include "engine/exhibition/edit.h"
#include "tests/app/show.h"

namespace enf::editor {
namespace {

TEST(ConflictBook, OnlyRoomsInWhichSomethingDiffersAreLookedAtAnew) {
  Document show = test::small_show();
  auto bench = [](const char* id, const char* room, double x) {
    return put(
        Furniture{.id = {id}, .room = {room}, .position_m = {x, 5}, .width_m = 1.6, .depth_m = 0.5, .height_m = 0.45});
  };
  show =
      apply(show,
            all_of({bench("a", "west", 4), bench("b", "west", 4.5), bench("c", "east", 14), bench("d", "east", 14.5)}))
          .value();
  DividedDocument divided = divide(show);
  ConflictBook book;
  // A list that is found anew lies elsewhere.
  auto list_of = [&](const char* room) { return book.in(divided, RoomId{room}).list.data(); };
  EXPECT_EQ(book.in(divided, RoomId{"west"}).list.size(), 1u);
  EXPECT_EQ(book.in(divided, RoomId{"east"}).list.size(), 1u);
  const Conflict *west_list = list_of("west"), *east_list = list_of("east");
  // A wall of one room is moved: the other's walls are other ones now, and nothing differs in it.
  Room east = *show.find(RoomId{"east"});
  for (dvec2& corner : east.plan)
    if (corner.y > 6) corner.y += 1;
  divided = divide(divided, apply(show, put(east)).value());
  EXPECT_EQ(list_of("west"), west_list);
  EXPECT_NE(list_of("east"), east_list);
  EXPECT_EQ(book.in(divided, RoomId{"east"}).list.size(), 1u);
  divided = divide(divided, apply(divided.document, bench("b", "west", 8)).value());
  EXPECT_TRUE(book.in(divided, RoomId{"west"}).list.empty());
}

}  // namespace
}  // namespace enf::editor
