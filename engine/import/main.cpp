// enfilade-import TASK NAME MEMORY_BYTES CPU_SECONDS: the import worker. Greets, locks itself down, reads one file,
// sends one result. Started by engine/cook/jail.cpp, which opens the file descriptors that import_channel.h names.
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <new>

#include "engine/base/heap.h"
#include "engine/cook/import_channel.h"
#include "engine/cook/import_format.h"
#include "engine/cook/jail.h"
#include "engine/cook/nursery.h"
#include "engine/import/assimp_reader.h"
#include "engine/import/gltf_reader.h"
#include "engine/import/image_reader.h"
#include "engine/import/import_files.h"
#include "engine/import/jail_lock.h"
#include "engine/import/jail_probe.h"
#include "engine/import/obj_reader.h"
#include "engine/import/ply_reader.h"

namespace enf {

namespace {

void send(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    ssize_t sent = ::write(worker_result_fd, bytes.data(), bytes.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) ::_exit(3);  // the caller has gone
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
}

void send_frame(ResultTag tag, std::span<const std::byte> payload) {
  ResultHeader header{.tag = tag, .size = payload.size()};
  send(std::as_bytes(std::span(&header, 1)));
  send(payload);
}

void send_error(std::string_view id, std::string_view what) {
  TableWriter t;
  t.text(id);
  t.text(what);
  send_frame(ResultTag::error, t.bytes());
}

void do_model(std::span<const std::byte> bytes, const std::string& name) {
  IntakeReport report;
  SideFiles files(report.warnings, ask_caller);
  GltfModel read;
  switch (model_format(bytes, name)) {
    case ModelFormat::gltf:
      read = read_gltf(bytes, files, report);
      break;
    case ModelFormat::obj:
      read.model = read_obj(bytes, name, files, report);
      break;
    case ModelFormat::ply:
      read.model = read_ply(bytes, files, report);
      break;
    case ModelFormat::none:
      throw ImportFailure("import.format", "is not glTF, GLB, OBJ, PLY, STL, FBX or COLLADA");
    default:
      read.model = read_with_assimp(bytes, name, files, report);
  }
  send_model([](std::span<const std::byte> part) { send(part); }, read.model, read.stored, report);
}

void do_image(const MappedInput& input, const std::string& name) {
  // A master of many gigabytes must not fill the memory while it passes by.
  constexpr std::size_t forget_after = 64 << 20;
  std::size_t sent = 0;
  std::vector<IntakeWarning> warnings;
  ImageConsumer consumer;
  consumer.begin = [](const ImageInfo& info, std::uint32_t orientation, const IntakeReport& report) {
    TableWriter t;
    t.value(info.width), t.value(info.height), t.value(orientation);
    t.value(static_cast<std::uint8_t>(info.has_alpha)), t.value(static_cast<std::uint8_t>(info.lossy));
    write_report(t, report);
    send_frame(ResultTag::image, t.bytes());
  };
  consumer.strip = [&](std::uint32_t, std::uint32_t, std::span<const std::uint8_t> rows) {
    send_frame(ResultTag::rows, std::as_bytes(rows));
    sent += rows.size();
    if (sent < forget_after) return;
    input.forget();
    sent = 0;
  };
  decode_image(input.bytes(), name, consumer, warnings);
  TableWriter t;
  write_report(t, {.kind = AssetKind::image, .warnings = warnings});
  send_frame(ResultTag::end, t.bytes());
}

template <class T>
T number(const char* text) {
  T value{};
  std::from_chars(text, text + std::strlen(text), value);
  return value;
}

[[noreturn]] void work(const WorkerTask& task) {
  send(std::as_bytes(std::span(&worker_greeting, 1)));
  if (auto locked = lock_down(task.memory_bytes, task.cpu_seconds); !locked) {
    send_error(locked.error().id, locked.error().what);
    ::_exit(1);
  }
  try {
    MappedInput input{Descriptor(worker_source_fd)};
    if (task.task == "model") {
      do_model(input.bytes(), task.name);
    } else if (task.task == "image") {
      do_image(input, task.name);
    } else {
      send_error("probe", probe_jail(task.task));
    }
  } catch (const ImportFailure& failure) {
    send_error(failure.id, failure.what());
  } catch (const std::bad_alloc&) {
    send_error("import.out_of_memory", "reading this file needs more memory than it may take");
  } catch (const std::length_error&) {
    send_error("import.malformed", "the file asks for an impossible amount of data");
  } catch (const std::exception& other) {
    send_error("import.malformed", other.what());
  }
  ::_exit(0);  // no destructors: libraries' threads and leak checks have no place here
}

}  // namespace
}  // namespace enf

int main(int argc, char** argv) {
  using namespace enf;
  if (argc != 5) {
    fmt::print(stderr,
               "enfilade-import: reads lenders' files for Enfilade's other programs, which start it themselves\n");
    return 2;
  }
  give_large_blocks_back();
  const WorkerTask task{argv[1], argv[2], number<std::uint64_t>(argv[3]), number<std::uint64_t>(argv[4])};
  if (task.task != "nursery") work(task);
  start_image_library();
  run_nursery(worker_control_fd, work);
}
