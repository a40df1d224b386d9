#include "engine/cook/assimp_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "engine/cook/assimp_reader.h"
#include "engine/cook/import_format.h"

namespace enf {

namespace {

// Bytes in memory, perhaps owned.
class Stream : public Assimp::IOStream {
 public:
  explicit Stream(std::span<const std::byte> bytes) : bytes_(bytes) {}
  explicit Stream(std::string text) : text_(std::move(text)), bytes_(std::as_bytes(std::span(text_))) {}

  std::size_t Read(void* out, std::size_t size, std::size_t count) override {
    if (size == 0) return 0;
    count = std::min(count, (bytes_.size() - at_) / size);
    std::memcpy(out, bytes_.data() + at_, size * count);
    at_ += size * count;
    return count;
  }
  std::size_t Write(const void*, std::size_t, std::size_t) override { return 0; }
  aiReturn Seek(std::size_t offset, aiOrigin origin) override {
    std::size_t base = origin == aiOrigin_SET ? 0 : origin == aiOrigin_CUR ? at_ : bytes_.size();
    if (base + offset > bytes_.size()) return aiReturn_FAILURE;
    at_ = base + offset;
    return aiReturn_SUCCESS;
  }
  std::size_t Tell() const override { return at_; }
  std::size_t FileSize() const override { return bytes_.size(); }
  void Flush() override {}

 private:
  std::string text_;
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

std::string without_dot(std::string name) {
  while (name.starts_with("./") || name.starts_with(".\\")) name.erase(0, 2);
  return name;
}

}  // namespace

bool AssimpFiles::Exists(const char* name) const {
  return name == main_name_ || files_.open(without_dot(name)).file != nullptr;
}

Assimp::IOStream* AssimpFiles::Open(const char* name, const char* mode) {
  if (mode != nullptr && std::strpbrk(mode, "wa+") != nullptr) return nullptr;
  if (name == main_name_) return new Stream(main_);
  const std::string wanted = without_dot(name);
  // After a refusal Assimp's OBJ reader tries names of its own making; they would only fill the report.
  if (wanted.starts_with('/') && refused_) return nullptr;
  auto answer = files_.open(wanted);
  if (!answer.file) answer = files_.open(percent_decoded(wanted));
  refused_ = refused_ || answer.answer == FileAnswer::refused;
  if (!answer.file) {
    if (extension_of(wanted) == "mtl" && answer.answer == FileAnswer::missing) {
      add_warning(warnings_, "material.library_missing", fmt::format("material file \"{}\" is missing: surfaces are plain", wanted));
    }
    return nullptr;
  }
  if (auto cut = wanted.find_last_of("/\\"); cut != std::string::npos) files_.also_search(wanted.substr(0, cut));
  return new Stream(utf8_text(answer.file->bytes()));
}

}  // namespace enf
