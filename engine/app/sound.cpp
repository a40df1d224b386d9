#include "engine/app/sound.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "engine/base/file.h"

namespace enf {

namespace {

using Bytes = std::span<const std::byte>;

bool has(Bytes bytes, std::size_t at, std::string_view word) {
  return bytes.size() >= at + word.size() && std::memcmp(bytes.data() + at, word.data(), word.size()) == 0;
}

// A number of `n` bytes; the caller has made sure that they are there.
std::uint64_t little(Bytes bytes, std::size_t at, std::size_t n) {
  std::uint64_t value = 0;
  for (std::size_t i = n; i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
  return value;
}
std::uint64_t big(Bytes bytes, std::size_t at, std::size_t n) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < n; ++i) value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
  return value;
}

std::unexpected<Error> damaged(std::string what) {
  return fail({.id = "sound.damaged", .what = std::move(what), .advice = "Export the recording again"});
}

// RIFF WAVE: chunks of a name, a size and their content padded to even length.
Result<SoundFacts> wave_of(Bytes bytes) {
  std::uint64_t bytes_a_second = 0;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const std::uint64_t size = little(bytes, at + 4, 4), left = bytes.size() - at - 8;
    if (has(bytes, at, "fmt ") && size >= 16 && left >= 16) bytes_a_second = little(bytes, at + 16, 4);
    if (has(bytes, at, "data")) {
      if (bytes_a_second == 0) return damaged("this WAV file does not say how fast it plays");
      return SoundFacts{.format = "WAV",
                        .seconds = static_cast<double>(std::min(size, left)) / static_cast<double>(bytes_a_second)};
    }
    at += 8 + static_cast<std::size_t>(std::min<std::uint64_t>(size + size % 2, left));
  }
  return damaged("this WAV file holds no sound");
}

// Ogg (RFC 3533): the last page's granule position counts the samples. The first packet names codec and rate.
Result<SoundFacts> ogg_of(Bytes bytes) {
  constexpr std::size_t header = 27;
  if (bytes.size() < header + 1) return damaged("this Ogg file ends in its first page");
  const std::size_t packet = header + std::to_integer<std::size_t>(bytes[26]);
  double rate = 0, skipped = 0;
  std::string format;
  if (has(bytes, packet, "OpusHead") && bytes.size() >= packet + 12) {
    format = "Opus", rate = 48'000, skipped = static_cast<double>(little(bytes, packet + 10, 2));
  } else if (has(bytes, packet, "\x01vorbis") && bytes.size() >= packet + 16) {
    format = "Ogg Vorbis", rate = static_cast<double>(little(bytes, packet + 12, 4));
  } else {
    return fail({.id = "sound.foreign",
                 .what = "this Ogg file holds no Vorbis or Opus sound",
                 .advice = "Export the recording as Ogg Vorbis, Opus, FLAC, MP3 or WAV"});
  }
  if (!(rate > 0)) return damaged("this Ogg file does not say how fast it plays");
  for (std::size_t at = bytes.size() - header + 1; at-- > 0;)
    if (has(bytes, at, "OggS")) {
      const std::uint64_t granule = little(bytes, at + 6, 8);
      if (granule == ~std::uint64_t{0}) continue;  // no packet ends on this page
      return SoundFacts{.format = format, .seconds = std::max(0.0, static_cast<double>(granule) - skipped) / rate};
    }
  return damaged("this Ogg file has no page that tells its length");
}

// FLAC's STREAMINFO (RFC 9639, 8.2): 20 bits of rate and 36 of the number of samples.
Result<SoundFacts> flac_of(Bytes bytes) {
  if (bytes.size() < 42) return damaged("this FLAC file ends in its header");
  const std::uint64_t rate = big(bytes, 18, 3) >> 4, samples = big(bytes, 21, 5) & 0xF'FFFF'FFFF;
  if (rate == 0) return damaged("this FLAC file does not say how fast it plays");
  SoundFacts facts{.format = "FLAC"};
  if (samples > 0) facts.seconds = static_cast<double>(samples) / static_cast<double>(rate);
  return facts;
}

}  // namespace

Result<SoundFacts> sound_of(Bytes bytes) {
  if (has(bytes, 0, "RIFF") && has(bytes, 8, "WAVE")) return wave_of(bytes);
  if (has(bytes, 0, "OggS")) return ogg_of(bytes);
  if (has(bytes, 0, "fLaC")) return flac_of(bytes);
  // MPEG audio begins with a tag or with a frame's 11 set bits and a layer.
  const bool is_frame = bytes.size() >= 4 && bytes[0] == std::byte{0xFF} &&
                        (bytes[1] & std::byte{0xE0}) == std::byte{0xE0} && (bytes[1] & std::byte{0x06}) != std::byte{0};
  if (has(bytes, 0, "ID3") || is_frame) return SoundFacts{.format = "MP3"};
  if (has(bytes, 4, "ftypM4A")) return SoundFacts{.format = "MPEG-4"};
  return fail({.id = "sound.foreign",
               .what = "this file is not a recording in a format that is known",
               .advice = "Export the recording as Ogg Vorbis, Opus, FLAC, MP3 or WAV"});
}

Result<SoundFacts> take_sound(const std::filesystem::path& project, const std::filesystem::path& file) {
  auto size = size_of_file(file);
  if (!size) return fail(size.error());
  if (*size > greatest_sound_bytes)
    return fail({.id = "sound.too_large",
                 .what = "this recording is larger than 500 MB",
                 .file = file.string(),
                 .advice = "Export it as Ogg Vorbis or Opus"});
  auto mapped = MappedFile::open(file);
  if (!mapped) return fail(mapped.error());
  const Bytes bytes = mapped->bytes();
  Result<SoundFacts> facts = sound_of(bytes);
  if (!facts) {
    Error error = facts.error();
    error.file = file.string();
    return fail(std::move(error));
  }
  const std::filesystem::path folder = project / "sounds";
  if (auto made = make_folder(folder); !made) return fail(made.error());
  for (int n = 1;; ++n) {
    const std::string name =
        n == 1 ? file.filename().string() : fmt::format("{}-{}{}", file.stem().string(), n, file.extension().string());
    const std::filesystem::path place = folder / name;
    facts->file = "sounds/" + name;
    std::error_code ignored;
    if (std::filesystem::exists(place, ignored)) {
      auto there = MappedFile::open(place);
      if (there && std::ranges::equal(there->bytes(), bytes)) return facts;
      continue;
    }
    if (auto written = write_file_atomic(place, bytes); !written) return fail(written.error());
    return facts;
  }
}

}  // namespace enf
