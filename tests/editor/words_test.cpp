// Writing in all languages, rooms and temporary walls drawn with the mouse, recordings of tours.
#include <gmock/gmock.h>

#include <cstdlib>

#include "editor/text_checks.h"
#include "editor/wrapped_text.h"
#include "editor_fixture.h"
#include "engine/app/png.h"
#include "engine/base/file.h"

namespace enf::editor {
namespace {

float letters(std::string_view part) { return static_cast<float>(part.size()); }

TEST(WrappedText, LinesEndAtSpacesAndAllElseStaysInItsPlace) {
  EXPECT_EQ(in_lines("the sea and the light", 8, letters), "the sea\nand the\nlight");
  EXPECT_EQ(in_lines("one\ntwo three", 8, letters), "one\ntwo\nthree");
  EXPECT_EQ(in_lines("incomparable sea", 8, letters), "incomparable\nsea") << "a word is not broken";
  EXPECT_EQ(in_lines("", 8, letters), "");
}

TEST(WrappedText, AnEditKeepsTheSpacesAndTheBreaksAroundIt) {
  const std::string text = "the sea and\nthe light", shown = "the sea\nand\nthe\nlight";
  EXPECT_EQ(from_lines(text, shown, shown), text);
  EXPECT_EQ(from_lines(text, shown, "the sea\nand x\nthe\nlight"), "the sea and x\nthe light");
  EXPECT_EQ(from_lines(text, shown, "the seaand\nthe\nlight"), "the seaand\nthe light") << "a line's end is deleted";
  EXPECT_EQ(from_lines(text, shown, "the\nsea\nand\nthe\nlight"), "the\nsea and\nthe light") << "Enter is typed";
  EXPECT_EQ(from_lines(text, shown, ""), "");
  EXPECT_EQ(from_lines("aa", "aa", "aaa"), "aaa");
}

TEST(TextChecks, ALetterThatNoFontHasIsFoundInEveryTextThatHasIt) {
  TextChecks checks;
  EXPECT_EQ(checks.unknown_letters("Xal\u00e7a", "az", FontRole::sans), U"");
  EXPECT_EQ(checks.unknown_letters("Xal\u00e7a \u7d68\n\u6bef", "az", FontRole::sans), U"\u6bef\u7d68");
  EXPECT_EQ(checks.unknown_letters("\u7d68 and \u7d68", "az", FontRole::sans), U"\u7d68") << "known by now";
  EXPECT_EQ(checks.unknown_letters("", "az", FontRole::sans), U"");
}

TEST(TextChecks, APanelWithoutAWordLacksEveryLanguage) {
  const Document show = test::small_show();
  const std::vector<std::string>& languages = show.exhibition->languages;
  WallText panel{.id = {"panel"}, .room = show.rooms.begin()->id};
  TextChecks checks;
  EXPECT_EQ(checks.marks_of(show, panel).missing, std::set<std::string>(languages.begin(), languages.end()));
  for (const std::string& language : languages) panel.body[language] = "Silk";
  EXPECT_TRUE(checks.marks_of(show, panel).missing.empty()) << "a title may be left out";
}

class WordsTest : public EditorTest {
 protected:
  void keep(const char* name) {
    if (const char* folder = std::getenv("ENFILADE_TEST_PICTURES"))
      (void)write_png(std::filesystem::path(folder) / name, host->app().read_back().value());
  }
  void open_texts_of_painting() {
    settings.render.width = 1900, settings.render.height = 1000;  // all languages are in sight
    open(test::small_show());
    driver->press("Shift+T");
    driver->settle();
    driver->click("Texts/p-painting");
    driver->settle();
  }
  std::size_t steps() { return host->app().workspace().editing().project().history().steps().size(); }
};

TEST_F(WordsTest, ALabelIsWrittenInAllLanguagesSideBySide) {
  open_texts_of_painting();
  for (const char* language : {"az", "en", "ru"})
    EXPECT_TRUE(driver->has(std::string("Texts/title.") + language)) << language;
  const std::size_t before = steps();
  driver->fill("Texts/description.ru", "Light over the sea, in the morning and in the evening.", "Tab");
  driver->press("Escape");
  EXPECT_EQ(doc().find(WorkId{"painting"})->description.at("ru"),
            "Light over the sea, in the morning and in the evening.");
  EXPECT_EQ(steps(), before + 1) << "all that was typed is one step";
  keep("texts.png");
  driver->press("Shift+T");
  EXPECT_TRUE(driver->has("Plan/sheet"));
}

TEST_F(WordsTest, SavingKeepsTheWordsOfTheFieldOneWritesIn) {
  open_texts_of_painting();
  driver->click("Texts/description.en");
  driver->press("Ctrl+A");
  driver->type("Dusk");
  driver->press("Ctrl+S");
  EXPECT_EQ(doc().find(WorkId{"painting"})->description.at("en"), "Dusk");
}

// As the window is closed, or another exhibition is opened.
TEST_F(WordsTest, ClosingKeepsTheWordsOfTheFieldOneWritesIn) {
  open_texts_of_painting();
  driver->click("Texts/description.en");
  driver->press("Ctrl+A");
  driver->type("Dusk");
  ASSERT_TRUE(host->app().leave_field());
  EXPECT_EQ(doc().find(WorkId{"painting"})->description.at("en"), "Dusk");
}

// What lies between lines that end by themselves is a space, whatever was undone.
TEST_F(WordsTest, UndoInAParagraphLeavesNoBreakThatNobodyTyped) {
  open_texts_of_painting();
  const std::string words =
      "Light over the sea in the morning and in the evening and once more over all the hills behind it and the town "
      "and the harbour and the ships that wait there for the wind that comes with the dusk";
  driver->fill("Texts/description.en", words, "Tab");
  ASSERT_EQ(doc().find(WorkId{"painting"})->description.at("en"), words);
  driver->click("Texts/description.en");
  driver->press("Ctrl+A");
  driver->press("Backspace");
  driver->press("Ctrl+Z");
  driver->press("End");
  driver->type("x");
  driver->press("Tab");
  const std::string now = doc().find(WorkId{"painting"})->description.at("en");
  EXPECT_EQ(now.find('\n'), now.npos) << now;
  EXPECT_EQ(now.size(), words.size() + 1);
}

TEST_F(WordsTest, ARoomIsDrawnByItsCornersAndATypedLength) {
  open(test::small_show());
  driver->click("Toolbar/room.draw-by-hand");
  driver->click_at(in_plan(-2.5, 1));
  driver->click_at(in_plan(-0.9, 1));
  // The hand points down; the side is as long as is typed.
  driver->click_at(in_plan(-0.9, 1.02));  // no corner on a corner
  const PointerEvent down{PointerEvent::Phase::move, in_plan(-0.9, 2)};
  const Event event = down;
  ASSERT_TRUE(host->run(2, std::span(&event, 1)));
  for (const char* digit : {"3", "2", "5", "0"}) driver->press(digit);
  driver->press("Enter");
  driver->click_at(in_plan(-2.5, 4.25));
  keep("room-pen.png");
  EXPECT_EQ(doc().rooms.size(), 2u) << "not closed yet";
  driver->click_at(in_plan(-2.5, 1));
  ASSERT_EQ(doc().rooms.size(), 3u) << notice();
  const Room& room = *doc().find(session().room);
  ASSERT_EQ(room.plan.size(), 4u);
  double longest = 0;
  for (std::size_t i = 0; i < 4; ++i) longest = std::max(longest, glm::distance(room.plan[i], room.plan[(i + 1) % 4]));
  EXPECT_NEAR(longest, 3.25, 1e-9);
  driver->press("Ctrl+Z");
  EXPECT_EQ(doc().rooms.size(), 2u) << "it is one step";
}

TEST_F(WordsTest, ATemporaryWallIsDrawnHungOnAndMoved) {
  Document show = test::small_show();
  open(apply(show, put(Work{.id = {"print"}, .height_mm = 400, .width_mm = 300})).value());
  driver->click("Toolbar/wall.draw-temporary");
  driver->click_at(in_plan(3, 5));
  driver->click_at(in_plan(7, 5));
  ASSERT_EQ(doc().find(RoomId{"west"})->free_walls.size(), 1u) << notice();
  EXPECT_EQ(session().wall, 4u) << "one works at it";
  auto wall = [&] { return doc().find(RoomId{"west"})->free_walls[0]; };
  EXPECT_NEAR(glm::distance(wall().from_m, wall().to_m), 4, 0.11);
  host->app().workspace().ask("placement.hang", {{"work", AnyId(WorkId{"print"})}, {"wall", 5.0}});
  driver->settle();
  ASSERT_TRUE(doc().find(PlacementId{"at-print"})) << notice();
  const OnWall hung = std::get<OnWall>(doc().find(PlacementId{"at-print"})->where);
  EXPECT_EQ(hung.wall, 5u);
  driver->settle();
  keep("free-wall.png");
  driver->drag(in_plan(4, 5), in_plan(4, 6));
  EXPECT_NEAR(wall().from_m.y, 6, 0.11);
  EXPECT_EQ(std::get<OnWall>(doc().find(PlacementId{"at-print"})->where), hung) << "it goes with its wall";
  driver->drag(in_plan(7, wall().to_m.y), in_plan(8.5, wall().to_m.y));
  EXPECT_NEAR(wall().to_m.x, 8.5, 0.11);
  EXPECT_NEAR(wall().from_m.x, 3, 0.11);
}

TEST_F(WordsTest, ARecordingIsCopiedIntoTheProjectAndHeardAtItsStop) {
  settings.render.height = 1100;  // the recordings stand far down
  Document show = test::small_show();
  const ViewpointId middle{"middle"};
  open(apply(show, put(Tour{.id = {"walk"}, .title = {{"en", "A walk"}}, .stops = {{.viewpoint = middle}}})).value());
  std::string wave = "RIFF" + std::string(4, '\0') + "WAVEfmt " + std::string("\x10\0\0\0\1\0\1\0", 8) +
                     std::string("\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0", 12) + "data" + std::string("\x80\x3e\0\0", 4) +
                     std::string(16'000, '\x80');  // two seconds of silence
  const std::filesystem::path file = folder_.path / "speech.wav";
  write_file_atomic(file, wave).value();
  driver->click("Inspector/tours-tab");
  driver->click("Inspector/walk");
  driver->settle();
  EXPECT_TRUE(driver->has("Inspector/play"));
  driver->fill("Inspector/sound.en", file.string());
  driver->settle();
  const TourStop stop = doc().find(TourId{"walk"})->stops[0];
  ASSERT_EQ(stop.audio.size(), 1u) << notice();
  EXPECT_EQ(stop.audio[0].language, "en");
  EXPECT_EQ(doc().find(stop.audio[0].asset)->path, "sounds/speech.wav");
  EXPECT_TRUE(std::filesystem::exists(folder_.path / "sounds" / "speech.wav"));
  driver->fill("Inspector/sound.ru", (folder_.path / "exhibition.json").string());
  driver->settle();
  EXPECT_EQ(doc().find(TourId{"walk"})->stops[0].audio.size(), 1u) << "that is none";
  EXPECT_FALSE(notice().empty());
  driver->click("Inspector/unsound.en");
  EXPECT_TRUE(doc().find(TourId{"walk"})->stops[0].audio.empty());
  keep("recordings.png");
}

}  // namespace
}  // namespace enf::editor
