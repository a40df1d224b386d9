// Measures cooking: files given on the command line, or a torus of 500,000 triangles; and a picture of the given size
// that is made as it goes. One JSON object on standard output: Mtri/s, MB/s, peak memory, a hash of the results.
// With --rate, cooks all files ROUNDS times in turns with what plain libraries need to decode their pictures and
// simplify their meshes (plain_rate.h), both on all cores, and prints seconds and processor seconds of both: the best
// round's. Usage: bench_cook [--picture SIDE] [FILE...] | --rate ROUNDS FILE...
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/cook/cook.h"
#include "engine/cook/import.h"
#include "engine/cook/model_cook.h"
#include "engine/cook/pyramid_cook.h"
#include "tests/bench/plain_rate.h"
#include "tests/cook/cook_shapes.h"

using namespace enf;
namespace fs = std::filesystem;

namespace {

class Watch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// Of this process and the import workers it has waited for.
double processor_seconds() {
  double sum = 0;
  for (auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    for (const timeval& t : {usage.ru_utime, usage.ru_stime})
      sum += static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  }
  return sum;
}

struct Cost {
  double seconds = 1e9, processor = 1e9;
  template <class Body>
  void measure(Body body) {
    Watch watch;
    double before = processor_seconds();
    body();
    seconds = std::min(seconds, watch.seconds());
    processor = std::min(processor, processor_seconds() - before);
  }
};

void print_error(const Error& error) { fmt::print(stderr, "{}\n", to_string(error)); }

// Cooks a picture of side x side pixels, without a file to read it from.
int bench_picture(std::uint32_t side, const fs::path& folder, Jobs& jobs) {
  Watch watch;
  auto builder = PyramidBuilder::create({side, side}, folder, jobs);
  if (!builder) return print_error(builder.error()), 1;
  std::vector<std::uint8_t> row(std::size_t{side} * 3);
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      std::uint32_t weave = (x * 5 ^ y * 3) & 63;
      row[3 * x] = static_cast<std::uint8_t>(96 + weave + x * 64 / side);
      row[3 * x + 1] = static_cast<std::uint8_t>(64 + weave + y * 64 / side);
      row[3 * x + 2] = static_cast<std::uint8_t>(48 + weave);
    }
    if (auto added = builder->add_rows(row); !added) return print_error(added.error()), 1;
  }
  auto writer = ChunkWriter::create(folder / "picture.chunk", ChunkKind::pyramid);
  if (!writer) return print_error(writer.error()), 1;
  if (auto written = builder->write(*writer); !written) return print_error(written.error()), 1;
  if (auto finished = writer->finish(); !finished) return print_error(finished.error()), 1;
  double seconds = watch.seconds(), megabytes = 3.0 * side * side / 1e6;
  fmt::print(R"({{"bench":"picture","side":{},"s":{:.3f},"mb_per_s":{:.1f},"chunk_mb":{:.1f},"peak_rss_kib":{}}})"
             "\n",
             side, seconds, megabytes / seconds, static_cast<double>(fs::file_size(folder / "picture.chunk")) / 1e6,
             peak_kib());
  return 0;
}

int bench_model(const fs::path& path, const Store& store, Jobs& jobs) {
  Watch cold;
  auto cooked = cook_model(path, {}, store, jobs, {});
  if (!cooked) return print_error(cooked.error()), 1;
  double cold_s = cold.seconds();
  Watch warm;
  auto again = cook_model(path, {}, store, jobs, {});
  double warm_s = warm.seconds();
  auto model = read_model(*store.open_chunk(cooked->key).value());
  if (!model || !again->was_ready) return 1;
  double source_mb = static_cast<double>(fs::file_size(path)) / 1e6;
  std::size_t levels = 0;
  for (const CookedMesh& mesh : model->meshes) levels += mesh.levels.size();
  fmt::print(
      R"({{"bench":"model","file":"{}","triangles":{},"meshes":{},"levels":{},"s":{:.3f},"ready_ms":{:.2f},"mtri_per_s":{:.3f},"mb_per_s":{:.1f},"chunk_mb":{:.1f},"peak_rss_kib":{},"hash":"{}"}})"
      "\n",
      path.filename().string(), model->triangles, model->meshes.size(), levels, cold_s, warm_s * 1e3,
      static_cast<double>(model->triangles) / cold_s / 1e6, source_mb / cold_s,
      static_cast<double>(fs::file_size(store.path_of(cooked->key))) / 1e6, peak_kib(),
      to_hex(hash_bytes(read_file(store.path_of(cooked->key)).value())).substr(0, 16));
  return 0;
}

int bench_rate(int rounds, std::span<const fs::path> paths, const fs::path& folder, Jobs& jobs) {
  std::vector<PlainWork> plain;
  std::vector<CookRequest> requests;
  double source_mb = 0;
  for (const fs::path& path : paths) {
    auto work = plain_work(path);
    if (!work) return print_error(work.error()), 1;
    plain.push_back(std::move(*work));
    requests.push_back({path.string(), path, kind_of_asset(path).value(), {}});
    source_mb += static_cast<double>(fs::file_size(path)) / 1e6;
  }
  Cost plain_cost, cook_cost;
  double chunk_mb = 0;
  std::atomic<std::uint64_t> sum{0};
  for (int round = 0; round < rounds; ++round) {
    plain_cost.measure([&] { jobs.parallel_for(plain.size(), [&](std::size_t i) { sum += do_plainly(plain[i]); }); });
    auto store = Store::open(folder / fmt::format("round_{}", round));
    if (!store) return print_error(store.error()), 1;
    CookSummary summary;
    cook_cost.measure([&] { summary = cook_assets(requests, *store, jobs, {}); });
    for (const CookFailure& failure : summary.failures) print_error(failure.error);
    if (!summary.failures.empty()) return 1;
    chunk_mb = 0;
    for (const auto& [id, asset] : summary.cooked)
      chunk_mb += static_cast<double>(fs::file_size(store->path_of(asset.key))) / 1e6;
    fs::remove_all(store->folder());
  }
  fmt::print(
      R"({{"bench":"rate","files":{},"source_mb":{:.1f},"chunk_mb":{:.1f},"plain_s":{:.3f},"cook_s":{:.3f},"rate":{:.2f},"plain_cpu_s":{:.3f},"cook_cpu_s":{:.3f},"cpu_rate":{:.2f},"peak_rss_kib":{},"plain_sum":{}}})"
      "\n",
      paths.size(), source_mb, chunk_mb, plain_cost.seconds, cook_cost.seconds, plain_cost.seconds / cook_cost.seconds,
      plain_cost.processor, cook_cost.processor, plain_cost.processor / cook_cost.processor, peak_kib(), sum.load());
  return 0;
}

// The import worker's peak counts beside this process's.
int bench_picture_file(const fs::path& path, const Store& store, Jobs& jobs) {
  Watch watch;
  auto cooked = cook_picture(path, store, jobs, {});
  if (!cooked) return print_error(cooked.error()), 1;
  double seconds = watch.seconds();
  Pyramid pyramid = read_pyramid(*store.open_chunk(cooked->key).value()).value();
  rusage workers{};
  ::getrusage(RUSAGE_CHILDREN, &workers);
  double megapixels = static_cast<double>(pyramid.width) * pyramid.height / 1e6;
  fmt::print(
      R"({{"bench":"picture_file","file":"{}","megapixels":{:.1f},"s":{:.3f},"cpu_s":{:.3f},"mpix_per_s":{:.1f},"chunk_mb":{:.1f},"peak_rss_kib":{},"worker_peak_rss_kib":{}}})"
      "\n",
      path.filename().string(), megapixels, seconds, processor_seconds(), megapixels / seconds,
      static_cast<double>(fs::file_size(store.path_of(cooked->key))) / 1e6, peak_kib(), workers.ru_maxrss);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  fs::path folder = fs::temp_directory_path() / fmt::format("enfilade_bench_{}", ::getpid());
  auto store = Store::open(folder / "store");
  if (!store) return print_error(store.error()), 1;
  Jobs jobs;
  int failed = 0;
  std::vector<fs::path> models;
  if (argc > 3 && std::string_view(argv[1]) == "--rate") {
    std::vector<fs::path> files(argv + 3, argv + argc);
    failed = bench_rate(std::stoi(argv[2]), files, folder, jobs);
    fs::remove_all(folder);
    return failed;
  }
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--picture" && i + 1 < argc)
      failed |= bench_picture(static_cast<std::uint32_t>(std::stoul(argv[++i])), folder, jobs);
    else
      models.emplace_back(argv[i]);
  }
  if (argc == 1) {
    write_obj(folder / "torus.obj", torus(1, 0.4f, 1000, 250));
    models.push_back(folder / "torus.obj");
  }
  for (const fs::path& path : models) {
    auto kind = kind_of_asset(path);
    failed |=
        kind && *kind == AssetKind::image ? bench_picture_file(path, *store, jobs) : bench_model(path, *store, jobs);
  }
  fs::remove_all(folder);
  return failed;
}
