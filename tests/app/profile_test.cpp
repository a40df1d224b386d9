// The profiler: what it counts, that its panel is set once and warns of hitches.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "engine/app/profile_panel.h"
#include "engine/base/trace.h"

namespace enf {
namespace {

constexpr std::uint64_t ms = 1'000'000;

TEST(ProfileHistories, KnowMedianLongestAndHitches) {
  ProfileHistory history;
  for (std::uint64_t i = 0; i < 200; ++i) history.add(0, (i == 150 ? 35 : 10) * ms);
  Profile profile = history.profile({}, {}, {});
  EXPECT_EQ(profile.frames_ms.size(), ProfileHistory::frames);
  EXPECT_FLOAT_EQ(profile.median_ms, 10);
  EXPECT_FLOAT_EQ(profile.worst_ms, 35);
  EXPECT_EQ(profile.hitches, 1u);
  for (int i = 0; i < 120; ++i) history.add(0, 10 * ms);
  EXPECT_EQ(history.profile({}, {}, {}).hitches, 0u);
}

// A zone long enough to be of account.
void work(trace::Name name) {
  trace::Zone zone(name);
  std::this_thread::sleep_for(std::chrono::microseconds(200));
}

TEST(ProfileHistories, AddUpTwoLevelsOfZonesAndKeepTheirPlaces) {
  trace::start();
  ProfileHistory history;
  std::uint64_t begin = trace::now_ns();
  work("first");
  {
    trace::Zone outer("outer");
    work("part");
    {
      trace::Zone deep("deep");
      work("deeper");
    }
    work("part");
  }
  { trace::Zone brief("brief"); }
  work("last");
  work("first");
  trace::mark_frame(begin);
  history.add(begin, trace::now_ns());
  const gpu::PassTimes passes{{"main", 5.0}};
  Profile profile = history.profile({}, {}, passes);
  auto names = [](const std::vector<ProfileRow>& rows) {
    std::vector<std::pair<std::string_view, int>> found;
    for (const ProfileRow& row : rows) found.emplace_back(row.name, row.level);
    return found;
  };
  using Names = std::vector<std::pair<std::string_view, int>>;
  EXPECT_EQ(names(profile.cpu), (Names{{"first", 0}, {"outer", 0}, {"part", 1}, {"deep", 1}, {"last", 0}}));
  EXPECT_GE(profile.cpu[0].ms, 0.4f);
  EXPECT_GE(profile.cpu[2].ms, 0.4f);
  EXPECT_LE(profile.cpu[2].ms + profile.cpu[3].ms, profile.cpu[1].ms);
  EXPECT_EQ(profile.gpu, (std::vector<ProfileRow>{{"main", 5, 0}}));

  // A frame with less and with something new: nothing moves but what has to make room.
  begin = trace::now_ns();
  {
    trace::Zone outer("outer");
    work("deep");
    work("new part");
  }
  work("new");
  history.add(begin, trace::now_ns());
  trace::stop();
  profile = history.profile({}, {}, {});
  EXPECT_EQ(names(profile.cpu),
            (Names{{"first", 0}, {"outer", 0}, {"part", 1}, {"deep", 1}, {"new part", 1}, {"new", 0}, {"last", 0}}));
  EXPECT_EQ(profile.cpu[0].ms, 0);
  EXPECT_EQ(profile.cpu[2].ms, 0);
  EXPECT_GT(profile.cpu[3].ms, 0);
  EXPECT_EQ(profile.gpu, (std::vector<ProfileRow>{{"main", 0, 0}}));
}

class Panels : public testing::Test {
 protected:
  static int amber_texels(const ImageData& image) {
    int count = 0;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4)
      count += image.rgba[i] > 200 && image.rgba[i + 1] > 120 && image.rgba[i + 1] < 190 && image.rgba[i + 2] < 90;
    return count;
  }
  static Profile sample() {
    return {.frames_ms = {10, 11, 10, 12},
            .median_ms = 11,
            .worst_ms = 12,
            .cpu = {{"wait", 9, 0}, {"stream", 1, 0}, {"plan", 0.5f, 1}},
            .gpu = {{"main", 8, 0}},
            .frame = {.draws = 1234567890}};
  }
  Typesetter typesetter = Typesetter::open().value();
  Messages messages = Messages::open().value();
  ProfilePanel panel{typesetter, messages};
};

TEST_F(Panels, WarnOfHitchesOnly) {
  Profile profile = sample();
  EXPECT_EQ(amber_texels(*panel.draw(profile, "en", 1)), 0);
  profile.frames_ms[1] = 23, profile.hitches = 1;
  EXPECT_GT(amber_texels(*panel.draw(profile, "en", 1)), 50);
}

TEST_F(Panels, GrowWithTheScaleAndSpeakEveryLanguage) {
  auto small = panel.draw(sample(), "en", 1), large = panel.draw(sample(), "en", 2);
  EXPECT_EQ(small->width, 264u);
  EXPECT_EQ(large->width, 2 * small->width);
  EXPECT_EQ(large->height, 2 * small->height);
  for (const char* language : {"az", "uz", "ru", "tr", "ka"})
    EXPECT_NE(panel.draw(sample(), language, 1)->rgba, small->rgba) << language;
}

TEST_F(Panels, SetNoWordTwice) {
  trace::start();
  panel.draw(sample(), "az", 1);
  auto texts = [] {
    return std::ranges::count_if(trace::read_this_thread(0).events,
                                 [](const trace::Event& e) { return std::string_view(e.name) == "text"; });
  };
  auto set = texts();
  EXPECT_GT(set, 10);
  Profile other = sample();
  other.cpu[0].ms = 7, other.frame.draws = 987;
  panel.draw(other, "az", 1);
  trace::stop();
  EXPECT_EQ(texts(), set);
}

}  // namespace
}  // namespace enf
