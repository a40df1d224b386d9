// Recordings: what they are told to be, how long they play, and how they come into a project.
#include "engine/app/sound.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/file.h"
#include "show.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

std::string little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

// A second and a half of silence at 8 kHz, 8 bit.
std::string wave() {
  std::string sound(12'000, '\x80');
  return "RIFF" + little(36 + sound.size(), 4) + "WAVEfmt " + little(16, 4) + little(1, 2) + little(1, 2) +
         little(8'000, 4) + little(8'000, 4) + little(1, 2) + little(8, 2) + "data" + little(sound.size(), 4) + sound;
}
std::string page(std::uint64_t granule, const std::string& packet) {
  return std::string("OggS") + little(0, 2) + little(granule, 8) + little(1, 4) + little(0, 4) + little(0, 4) + '\x01' +
         static_cast<char>(packet.size()) + packet;
}
std::string opus() {
  std::string head = std::string("OpusHead") + '\x01' + '\x01' + little(312, 2) + little(48'000, 4) + little(0, 3);
  return page(0, head) + page(48'000 * 65 + 312, "sound");
}
std::string vorbis() {
  std::string head = std::string("\x01vorbis") + little(0, 4) + '\x02' + little(44'100, 4) + std::string(14, '\0');
  return page(0, head) + page(44'100 * 3, "sound");
}
std::string flac() {
  std::string info(34, '\0');
  // 20 bits of rate, 3 of channels, 5 of depth, 36 of samples.
  std::uint64_t packed = std::uint64_t{48'000} << 44 | std::uint64_t{1} << 41 | std::uint64_t{15} << 36 | 48'000 * 7;
  for (int i = 0; i < 8; ++i) info[static_cast<std::size_t>(10 + i)] = static_cast<char>(packed >> (56 - 8 * i) & 0xFF);
  return "fLaC" + std::string("\x80\0\0\x22", 4) + info;
}

Result<SoundFacts> facts(const std::string& bytes) { return sound_of(std::as_bytes(std::span(bytes))); }

TEST(Sound, FormatsAndLengthsAreTold) {
  EXPECT_EQ(facts(wave())->format, "WAV");
  EXPECT_DOUBLE_EQ(*facts(wave())->seconds, 1.5);
  EXPECT_EQ(facts(opus())->format, "Opus");
  EXPECT_DOUBLE_EQ(*facts(opus())->seconds, 65);
  EXPECT_EQ(facts(vorbis())->format, "Ogg Vorbis");
  EXPECT_DOUBLE_EQ(*facts(vorbis())->seconds, 3);
  EXPECT_EQ(facts(flac())->format, "FLAC");
  EXPECT_DOUBLE_EQ(*facts(flac())->seconds, 7);
  EXPECT_EQ(facts("ID3 and more")->format, "MP3");
  EXPECT_FALSE(facts("ID3 and more")->seconds);
  EXPECT_EQ(facts(std::string("\0\0\0\x20", 4) + "ftypM4A ")->format, "MPEG-4");
}

TEST(Sound, WhatIsNoneIsRefused) {
  EXPECT_EQ(facts("").error().id, "sound.foreign");
  EXPECT_EQ(facts("a letter to the editor").error().id, "sound.foreign");
  EXPECT_EQ(facts("\x89PNG\r\n\x1a\n").error().id, "sound.foreign");
}

TEST(Sound, CutAtEveryByteNothingIsReadBeyondTheEnd) {
  for (const std::string& whole : {wave().substr(0, 60), opus(), vorbis(), flac()})
    for (std::size_t length = 0; length <= whole.size(); ++length) {
      std::vector<std::byte> part(length);
      std::memcpy(part.data(), whole.data(), length);
      Result<SoundFacts> told = sound_of(part);
      if (told && told->seconds) {
        EXPECT_GE(*told->seconds, 0);
      }
    }
}

TEST(Sound, ItIsCopiedOnceAndNeverOverAnother) {
  test::TestFolder folder;
  const fs::path first = folder.path() / "a" / "sea.wav", second = folder.path() / "b" / "sea.wav",
                 project = folder.path() / "show";
  for (const fs::path& file : {first, second}) make_folder(file.parent_path()).value();
  write_file_atomic(first, wave()).value();
  write_file_atomic(second, wave() + "more").value();
  EXPECT_EQ(take_sound(project, first)->file, "sounds/sea.wav");
  EXPECT_EQ(take_sound(project, first)->file, "sounds/sea.wav") << "it is there already";
  EXPECT_EQ(take_sound(project, second)->file, "sounds/sea-2.wav");
  EXPECT_EQ(read_text_file(project / "sounds" / "sea.wav").value(), wave());
  EXPECT_EQ(take_sound(project, folder.path() / "none.wav").error().id, "file.missing");
}

}  // namespace
}  // namespace enf
