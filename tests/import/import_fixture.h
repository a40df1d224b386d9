// Owns: what the import tests share: the shared data folder, a scratch folder, whole images.
// Called by: the tests of this folder.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/cook/import.h"

namespace enf {

inline std::filesystem::path shared_data() { return std::filesystem::path(ENFILADE_SOURCE_DIR) / "../shared/data"; }

#define NEED_SHARED_DATA() \
  if (!std::filesystem::exists(shared_data())) GTEST_SKIP() << "the shared test data are not at " << shared_data()

// A folder of its own for each test, removed at its end.
class Import : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() / ("enfilade-" + std::string(info->name()) + "-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, std::string_view content) {
    auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  std::filesystem::path folder_;
};

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline bool has_warning(const IntakeReport& report, std::string_view id) {
  return std::any_of(report.warnings.begin(), report.warnings.end(), [&](const auto& w) { return w.id == id; });
}

struct WholeImage {
  ImageInfo info;
  IntakeReport report;
  std::vector<std::uint8_t> bytes;
  const std::uint8_t* at(std::uint32_t x, std::uint32_t y) const {
    return &bytes[info.channels() * (std::size_t{y} * info.width + x)];
  }
};

inline Result<WholeImage> whole_image(const std::filesystem::path& path) {
  WholeImage out;
  ImageSink sink;
  sink.rows = [&](std::uint32_t, std::span<const std::uint8_t> rows) -> Result<void> {
    out.bytes.insert(out.bytes.end(), rows.begin(), rows.end());
    return {};
  };
  auto imported = import_image(path, sink);
  if (!imported) return std::unexpected(imported.error());
  out.info = imported->info;
  out.report = imported->report;
  return out;
}

// The model's triangles' corners in the museum's space.
inline std::vector<vec3> corners(const SourceModel& model) {
  std::vector<vec3> out;
  for (const auto& instance : model.instances) {
    for (const auto& part : model.meshes[instance.mesh].parts) {
      for (std::uint32_t i : part.indices) out.push_back(vec3(instance.transform * vec4(part.positions[i], 1)));
    }
  }
  return out;
}

}  // namespace enf
