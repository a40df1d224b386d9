// Traces: off costs no event, zones nest, threads are named, rings keep the newest, the file is what its readers
// expect.
#include "engine/base/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "engine/base/file.h"
#include "engine/base/jobs.h"

using namespace enf;
using nlohmann::json;

struct Traces : ::testing::Test {
  void SetUp() override {
    trace::name_thread("main");
    trace::start();
  }
  void TearDown() override { trace::stop(); }

  static json file() { return json::parse(trace::to_chrome_json(trace::read())); }
  // The events of this kind, on the track of this name.
  static std::vector<json> events(const json& trace, const std::string& kind, const std::string& track) {
    json tid;
    for (const json& event : trace.at("traceEvents"))
      if (event.at("name") == "thread_name" && event.at("args").at("name") == track) tid = event.at("tid");
    std::vector<json> found;
    for (const json& event : trace.at("traceEvents"))
      if (event.at("ph") == kind && event.at("tid") == tid) found.push_back(event);
    return found;
  }
};

TEST_F(Traces, offRecordNothing) {
  trace::stop();
  {
    trace::Zone zone("unseen");
    zone.say("{}", 1);
    trace::count("unseen", 1);
    trace::gpu_pass("unseen", 1, 2);
    trace::mark_frame(1);
  }
  EXPECT_TRUE(trace::read_this_thread(0).events.empty());
}

TEST_F(Traces, beginAnew) {
  { trace::Zone zone("before"); }
  trace::start();
  { trace::Zone zone("after"); }
  trace::Track track = trace::read_this_thread(0);
  ASSERT_EQ(track.events.size(), 1u);
  EXPECT_STREQ(track.events[0].name, "after");
  EXPECT_EQ(track.lost, 0u);
}

TEST_F(Traces, nestWithoutOverlap) {
  std::uint64_t begin = trace::now_ns();
  for (int i = 0; i < 50; ++i) {
    trace::Zone outer("outer");
    for (int k = 0; k < 3; ++k) trace::Zone inner("inner");
  }
  trace::mark_frame(begin);
  std::vector<json> zones = events(file(), "X", "main");
  ASSERT_EQ(zones.size(), 50u * 4 + 1);
  // Times are written in microseconds to the nanosecond.
  auto ns = [](const json& number) { return std::llround(number.get<double>() * 1000); };
  std::ranges::sort(zones, [&](const json& a, const json& b) {
    return std::pair(ns(a["ts"]), -ns(a["dur"])) < std::pair(ns(b["ts"]), -ns(b["dur"]));
  });
  std::vector<long long> open;  // ends
  for (const json& zone : zones) {
    while (!open.empty() && open.back() <= ns(zone["ts"])) open.pop_back();
    long long end = ns(zone["ts"]) + ns(zone["dur"]);
    if (!open.empty()) {
      EXPECT_LE(end, open.back()) << zone;
    }
    open.push_back(end);
  }
  EXPECT_EQ(zones[0]["name"], "frame");
  EXPECT_EQ(zones[0]["args"]["detail"], "1");
}

TEST_F(Traces, nameThreadsWorkersAndTheGpu) {
  {
    Jobs jobs(1);
    jobs.submit([] { trace::Zone zone("job"); });
  }
  std::thread([] {
    trace::name_thread("a \"quoted\"\\\n name");
    trace::Zone zone("odd \"name\"\t");
    zone.say("{}", "bytes \xff\xc3 and Şəki");
  }).join();
  trace::gpu_pass("main pass", 1000, 2500);
  trace::note_gpu_clock("by hand");
  json trace = file();
  EXPECT_EQ(events(trace, "X", "worker 1").size(), 1u);
  std::vector<json> odd = events(trace, "X", "a \"quoted\"\\\n name");
  ASSERT_EQ(odd.size(), 1u);
  EXPECT_EQ(odd[0]["name"], "odd \"name\"\t");
  EXPECT_EQ(odd[0]["args"]["detail"], "bytes \ufffd\ufffd and Şəki");
  std::vector<json> gpu = events(trace, "X", "GPU");
  ASSERT_EQ(gpu.size(), 1u);
  EXPECT_EQ(gpu[0]["ts"], 0.0);
  EXPECT_EQ(gpu[0]["dur"], 1.5);
  EXPECT_EQ(trace["otherData"]["gpu_clock"], "by hand");
}

TEST_F(Traces, cutDetailsBetweenCharacters) {
  {
    trace::Zone zone("long");
    zone.say("{}", "0123456789012345678901234567890ə");  // its last character would need bytes 31 and 32
  }
  {
    trace::Zone zone("longer");
    zone.say("{}", "012345678901234567890123456789ə");  // bytes 30 and 31, and no room for the end
  }
  trace::Track track = trace::read_this_thread(0);
  EXPECT_STREQ(track.events.at(0).detail.data(), "0123456789012345678901234567890");
  EXPECT_STREQ(track.events.at(1).detail.data(), "012345678901234567890123456789");
}

TEST_F(Traces, keepTheNewestAndSayHowManyWereLost) {
  constexpr std::uint64_t more = 1000;
  for (std::uint64_t i = 0; i < trace::ring_events + more; ++i) trace::count("step", i);
  std::vector<json> counters = events(file(), "C", "main");
  std::vector<json> notes = events(file(), "i", "main");
  ASSERT_EQ(notes.size(), 1u);
  std::uint64_t lost = notes[0]["args"]["lost"];
  EXPECT_EQ(lost + counters.size(), trace::ring_events + more);
  EXPECT_LE(lost, more + 1);
  for (std::size_t i = 0; i < counters.size(); ++i) ASSERT_EQ(counters[i]["args"]["value"], lost + i);
  // Who asks for the newest only has lost nothing.
  trace::Track newest = trace::read_this_thread(trace::now_ns());
  EXPECT_EQ(newest.lost, 0u);
  EXPECT_TRUE(newest.events.empty());
}

// Every event read is one that was written, whole and in order, while the rings are written over.
TEST_F(Traces, areReadWhileManyThreadsWrite) {
  std::atomic<bool> go_on = true;
  std::atomic<int> under_way = 0;
  std::vector<std::thread> writers;
  for (std::uint64_t w = 1; w <= 3; ++w)
    writers.emplace_back([&, w] {
      trace::name_thread(fmt::format("writer {}", w));
      ++under_way;
      for (std::uint64_t i = 0; i < trace::ring_events || go_on; ++i) {
        trace::count("value", w << 32 | i);
        if (i % 7 == 0) trace::Zone zone("zone");
        // A pause, or else a slow reader finds every event it copied written over.
        if (i % 200 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
  while (under_way < 3) std::this_thread::yield();
  std::size_t seen = 0;
  for (int round = 0; round < 20 || seen == 0; ++round)
    for (const trace::Track& track : trace::read().tracks) {
      if (!track.name.starts_with("writer ")) continue;
      std::uint64_t writer = static_cast<std::uint64_t>(track.name.back() - '0'), last = 0;
      for (const trace::Event& event : track.events) {
        ASSERT_GE(event.end_ns, event.begin_ns);
        if (event.kind == trace::Event::Kind::zone) {
          ASSERT_STREQ(event.name, "zone");
          continue;
        }
        ASSERT_STREQ(event.name, "value");
        ASSERT_EQ(event.value >> 32, writer);
        ASSERT_GE(event.value, last);
        last = event.value;
        ++seen;
      }
    }
  go_on = false;
  for (std::thread& writer : writers) writer.join();
  for (int w = 1; w <= 3; ++w) EXPECT_FALSE(events(file(), "C", fmt::format("writer {}", w)).empty());
}

TEST_F(Traces, areSavedWhole) {
  { trace::Zone zone("work"); }
  auto path = std::filesystem::temp_directory_path() / fmt::format("enfilade_trace_{}.json", ::getpid());
  ASSERT_TRUE(trace::save(path));
  EXPECT_EQ(events(json::parse(*read_text_file(path)), "X", "main").size(), 1u);
  std::filesystem::remove(path);
  EXPECT_EQ(trace::save("/nowhere/at/all/trace.json").error().id, "file.missing");
}
