// A folder of its own for each test, gone afterwards.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

struct Folder : ::testing::Test {
  static std::filesystem::path fresh() {
    static std::atomic<int> serial{0};
    return std::filesystem::temp_directory_path() /
           ("enfilade_" + std::to_string(::getpid()) + "_" + std::to_string(serial++));
  }
  std::filesystem::path path = fresh();
  void SetUp() override { std::filesystem::create_directories(path); }
  void TearDown() override { std::filesystem::remove_all(path); }
};
