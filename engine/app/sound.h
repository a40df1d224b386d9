// Owns: taking a recording into a project: telling that it is one, how long it plays, copying it.
// Must not know: panels, operators, how sound is played.
// Called by: the editor, on a worker: recordings are long.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "engine/base/error.h"

namespace enf {

struct SoundFacts {
  std::string file;               // within the project folder, with '/'
  std::string format;             // "WAV", "Ogg Vorbis", "Opus", "FLAC", "MP3" or "MPEG-4"
  std::optional<double> seconds;  // none: the format does not tell without decoding
};

constexpr std::uint64_t greatest_sound_bytes = 500'000'000;

// What the bytes of a file are, its `file` left empty. Errors: sound.foreign (no format we know), sound.damaged.
Result<SoundFacts> sound_of(std::span<const std::byte> bytes);

// Copies the recording into the project's folder "sounds" as one step, where another one of that name is never
// overwritten and the same one is not copied twice. Errors: sound_of's, sound.too_large, file.missing, file.unreadable,
// file.unwritable, file.disk_full.
Result<SoundFacts> take_sound(const std::filesystem::path& project, const std::filesystem::path& file);

}  // namespace enf
