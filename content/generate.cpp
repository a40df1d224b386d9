#include "content/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <variant>

#include "content/catalogue.h"
#include "content/two_shores.h"
#include "engine/base/file.h"
#include "engine/exhibition/project.h"

namespace enf {
namespace {

// Raise it when any generator's result changes: every work is then made anew.
constexpr int generator_version = 3;

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
  const CatalogueEntry* entry = catalogued(work.id.value);
  int long_side = entry ? std::max(64, static_cast<int>(static_cast<float>(entry->long_side_px) * detail)) : 0;
  if (entry && std::holds_alternative<Solid (*)(float)>(entry->make))
    return encode_glb(std::get<Solid (*)(float)>(entry->make)(std::max(detail, 0.2f)), work.id.value);  // thin parts need their cells
  if (entry && std::holds_alternative<VastPicture (*)(int)>(entry->make))
    return encode_vast(std::get<VastPicture (*)(int)>(entry->make)(long_side), work.width_mm);
  if (entry) {
    PictureFormat format = extension == "png" ? PictureFormat::png : extension == "tif" ? PictureFormat::tiff : PictureFormat::jpeg;
    return encode_picture(std::get<Picture (*)(int)>(entry->make)(long_side), format, work.width_mm);
  }
  return fail({.id = "content.unknown_work", .what = "no generator makes this work", .record = record_name(work.id)});
}

Result<void> generate_demo(const std::filesystem::path& folder, Jobs& jobs, const WorkContext& context, float detail) {
  Document document = two_shores();
  std::vector<const Work*> works;
  for (const CatalogueEntry& entry : catalogue())
    if (const Work* work = document.find(WorkId{entry.id})) works.push_back(work);

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
