#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>

namespace enf::cli {

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      out += c;
  }
  return out + "\"";
}

int report(const Error& error, bool as_json) {
  if (as_json)
    fmt::print("{{\"ok\":false,\"error\":{{\"id\":{},\"text\":{}}}}}\n", json_text(error.id), json_text(to_string(error)));
  else
    fmt::print(stderr, "enfilade: {}\n", to_string(error));
  return failure;
}

ProgressFn ProgressBar::listener() {
  return [this](const Progress& progress) {
    if (!::isatty(STDERR_FILENO)) {
      if (progress.stage != last_stage_) fmt::print(stderr, "{}\n", progress.stage);
      last_stage_ = progress.stage;
      return;
    }
    constexpr int width = 30;
    double part = progress.total ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0;
    int filled = static_cast<int>(part * width);
    fmt::print(stderr, "\r\x1b[K[{}{}] {:3.0f} %  {}", std::string(static_cast<std::size_t>(filled), '#'),
               std::string(static_cast<std::size_t>(width - filled), '.'), part * 100, progress.stage);
    std::fflush(stderr);
    drawn_ = true;
  };
}

void ProgressBar::finish() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  drawn_ = false;
}

Result<Size> parse_size(std::string_view text) {
  Size size;
  const char* end = text.data() + text.size();
  auto [after_width, bad_width] = std::from_chars(text.data(), end, size.width);
  bool good = bad_width == std::errc{} && after_width != end && *after_width == 'x';
  if (good) {
    auto [after_height, bad_height] = std::from_chars(after_width + 1, end, size.height);
    good = bad_height == std::errc{} && after_height == end;
  }
  if (!good || size.width < 1 || size.height < 1 || size.width > 16384 || size.height > 16384)
    return fail({.id = "argument.size", .what = fmt::format("\"{}\" is not a size", text),
                 .advice = "Write width and height in pixels, such as 1280x720, up to 16384 each"});
  return size;
}

}  // namespace enf::cli
