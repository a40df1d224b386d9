// The trace as a file that chrome://tracing and Perfetto open.
#include "engine/base/file.h"
#include "engine/base/trace.h"

namespace enf::trace {

namespace {

// Bytes of the UTF-8 character that `text` begins with; 0 if it begins with none (The Unicode Standard, table 3-7).
std::size_t character_size(std::string_view text) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  unsigned first = byte(0), second = byte(1);
  std::size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  bool surrogate_or_beyond = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
  if (overlong || surrogate_or_beyond) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  return size;
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    std::size_t size = character_size(text);
    if (size == 0) {
      out += "\ufffd";
      size = 1;
    } else if (text[0] == '"' || text[0] == '\\') {
      out += {'\\', text[0]};
    } else if (static_cast<unsigned char>(text[0]) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(text[0]));
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return out + '"';
}

// The format counts in microseconds; three decimals keep every nanosecond, so that nested zones stay nested.
std::string microseconds(std::uint64_t ns) { return fmt::format("{}.{:03}", ns / 1000, ns % 1000); }

}  // namespace

std::string to_chrome_json(const Recording& recording) {
  std::uint64_t zero = ~0ull;
  for (const Track& track : recording.tracks)
    for (const Event& event : track.events) zero = std::min(zero, event.begin_ns);
  std::string out = "{\"displayTimeUnit\":\"ms\",\"otherData\":{";
  if (!recording.gpu_clock.empty()) out += "\"gpu_clock\":" + json_text(recording.gpu_clock);
  out += "},\"traceEvents\":[\n{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"enfilade\"}}";
  for (std::size_t i = 0; i < recording.tracks.size(); ++i) {
    const Track& track = recording.tracks[i];
    std::string where = fmt::format("\"pid\":1,\"tid\":{}", i + 1);
    out += fmt::format(",\n{{\"ph\":\"M\",{},\"name\":\"thread_name\",\"args\":{{\"name\":{}}}}}", where,
                       json_text(track.name));
    out +=
        fmt::format(",\n{{\"ph\":\"M\",{},\"name\":\"thread_sort_index\",\"args\":{{\"sort_index\":{}}}}}", where, i);
    if (track.lost > 0 && !track.events.empty())
      out += fmt::format(
          ",\n{{\"ph\":\"i\",\"s\":\"t\",{},\"ts\":{},\"name\":\"older events lost\",\"args\":{{\"lost\":{}}}}}", where,
          microseconds(track.events.front().begin_ns - zero), track.lost);
    for (const Event& event : track.events) {
      std::string what =
          fmt::format("{},\"ts\":{},\"name\":{}", where, microseconds(event.begin_ns - zero), json_text(event.name));
      if (event.kind == Event::Kind::counter) {
        out += fmt::format(",\n{{\"ph\":\"C\",{},\"args\":{{\"value\":{}}}}}", what, event.value);
        continue;
      }
      out += fmt::format(",\n{{\"ph\":\"X\",{},\"dur\":{}", what, microseconds(event.end_ns - event.begin_ns));
      if (event.detail[0] != 0) out += fmt::format(",\"args\":{{\"detail\":{}}}", json_text(event.detail.data()));
      out += '}';
    }
  }
  return out + "\n]}\n";
}

Result<void> save(const std::filesystem::path& file, std::uint64_t since_ns) {
  return write_file_atomic(file, to_chrome_json(read(since_ns)));
}

}  // namespace enf::trace
