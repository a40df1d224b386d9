#include "content/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>

#include "content/two_shores.h"
#include "content/works.h"
#include "engine/base/file.h"
#include "engine/exhibition/project.h"

namespace enf {
namespace {

// Raise it when any generator's result changes: every work is then made anew.
constexpr int generator_version = 2;

struct FlatGenerator {
  std::string_view work;
  Picture (*make)(int long_side_px);
  int long_side_px;
};
struct SolidGenerator {
  std::string_view work;
  Solid (*make)(float detail);
};

// The longest to make come first, so that no core waits at the end.
constexpr std::array<FlatGenerator, 10> flat_generators = {{{"pomegranates", pomegranates, 2000},
                                                            {"square-at-noon", square_at_noon, 2200},
                                                            {"caspian-dusk", caspian_dusk, 2600},
                                                            {"illuminated-page", illuminated_page, 3000},
                                                            {"tower-etching", tower_etching, 3000},
                                                            {"suzani", suzani, 3300},
                                                            {"ikat-hanging", ikat_hanging, 2800},
                                                            {"girih-panel", girih_panel, 2800},
                                                            {"turkmen-carpet", turkmen_carpet, 3500},
                                                            {"shirvan-carpet", shirvan_carpet, 3250}}};
constexpr std::array<SolidGenerator, 5> solid_generators = {{{"stone-ram", stone_ram},
                                                             {"glazed-dish", glazed_dish},
                                                             {"chased-ewer", chased_ewer},
                                                             {"carved-column", carved_column},
                                                             {"tar-lute", tar_lute}}};

std::size_t turn_of(std::string_view work) {
  for (std::size_t i = 0; i < flat_generators.size(); ++i)
    if (flat_generators[i].work == work) return i < 3 ? i : i + 10;
  return 5;  // models between the paintings and the rest
}

std::string stamp_of(const Work& work, float detail) { return fmt::format("{} version {} detail {}\n", work.id.value, generator_version, detail); }

Result<void> generate_into(const std::filesystem::path& folder, const Document& document, const Work& work, float detail) {
  std::filesystem::path file = folder / document.find(work.asset)->path;
  std::filesystem::path stamp = folder / ".enfilade" / "generated" / (work.id.value + ".stamp");
  std::error_code ignored;
  if (auto old = read_text_file(stamp); old && *old == stamp_of(work, detail) && std::filesystem::exists(file, ignored)) return {};

  auto bytes = generate_work(work, file.extension().string().substr(1), detail);
  if (!bytes) return std::unexpected(bytes.error());
  for (const std::filesystem::path& path : {file, stamp})
    if (auto made = make_folder(path.parent_path()); !made) return made;
  if (auto written = write_file_atomic(file, *bytes); !written) return written;
  return write_file_atomic(stamp, stamp_of(work, detail));
}

}  // namespace

Result<std::vector<std::byte>> generate_work(const Work& work, std::string_view extension, float detail) {
  for (const FlatGenerator& g : flat_generators)
    if (g.work == work.id.value) {
      Picture picture = g.make(std::max(64, static_cast<int>(static_cast<float>(g.long_side_px) * detail)));
      PictureFormat format = extension == "png" ? PictureFormat::png : extension == "tif" ? PictureFormat::tiff : PictureFormat::jpeg;
      return encode_picture(picture, format, work.width_mm);
    }
  for (const SolidGenerator& g : solid_generators)
    if (g.work == work.id.value) return encode_glb(g.make(std::max(detail, 0.2f)), work.id.value);  // thin parts need their cells
  return fail({.id = "content.unknown_work", .what = "no generator makes this work", .record = record_name(work.id)});
}

Result<void> generate_demo(const std::filesystem::path& folder, Jobs& jobs, const WorkContext& context, float detail) {
  Document document = two_shores();
  std::vector<const Work*> works;
  for (const Work& work : document.works) works.push_back(&work);
  std::ranges::stable_sort(works, {}, [](const Work* work) { return turn_of(work->id.value); });

  std::mutex mutex;
  std::optional<Error> first_error;
  std::size_t next = 0, done = 0;
  context.tell("making the works", 0, works.size());
  jobs.parallel_for(works.size(), [&](std::size_t) {
    const Work* work = nullptr;
    {
      std::lock_guard lock(mutex);
      if (first_error || context.stop.stop_requested()) return;
      work = works[next++];  // in order of length, whatever order the jobs are called in
    }
    auto made = generate_into(folder, document, *work, detail);
    std::lock_guard lock(mutex);
    if (!made && !first_error) first_error = made.error();
    context.tell(work->title.at("en"), ++done, works.size());
  });
  if (first_error) return fail(*first_error);
  if (context.stop.stop_requested()) return fail({.id = "work.cancelled", .what = "stopped; what was made stays"});
  return save_project(folder, document);
}

}  // namespace enf
