#include "engine/import/import_files.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/cook/import_channel.h"

namespace enf {

MappedInput::MappedInput(Descriptor file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw ImportFailure("file.unreadable", "the file cannot be read");
  if (status.st_size <= 0) return;
  auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) throw ImportFailure("import.out_of_memory", "the file is larger than the memory it may take");
  bytes_ = {static_cast<const std::byte*>(data), size};
}

void MappedInput::forget() const {
  if (!bytes_.empty()) ::madvise(const_cast<std::byte*>(bytes_.data()), bytes_.size(), MADV_DONTNEED);
}

MappedInput::~MappedInput() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

std::string percent_decoded(std::string_view text) {
  auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string file_part(std::string_view path) {
  auto cut = path.find_last_of("/\\");
  return std::string(cut == std::string_view::npos ? path : path.substr(cut + 1));
}

FolderKeeper::Grant ask_caller(const std::string& name) {
  FolderKeeper::Grant grant;
  if (name.empty() ||
      ::send(worker_control_fd, name.data(), name.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(name.size())) {
    return grant;
  }
  std::array<char, 4096> actual{};
  std::array<iovec, 2> parts{{{&grant.answer, sizeof grant.answer}, {actual.data(), actual.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> space{};
  message.msg_control = space.data();
  message.msg_controllen = space.size();
  ssize_t size = ::recvmsg(worker_control_fd, &message, 0);
  if (size < static_cast<ssize_t>(sizeof grant.answer)) throw ImportFailure("import.worker", "nobody hands out files");
  cmsghdr* c = CMSG_FIRSTHDR(&message);
  if (grant.answer == FileAnswer::granted && c != nullptr && c->cmsg_type == SCM_RIGHTS) {
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(c), sizeof fd);
    grant.file = Descriptor(fd);
    grant.actual.assign(actual.data(), static_cast<std::size_t>(size) - sizeof grant.answer);
  }
  return grant;
}

SideFiles::Answer SideFiles::open(const std::string& name) {
  if (auto it = known_.find(name); it != known_.end()) return it->second;
  auto grant = opener_(name);
  Answer out{.answer = grant.answer};
  if (grant.file) {
    out.file = std::make_shared<MappedInput>(std::move(grant.file));
    std::string written = name;
    for (char& ch : written) ch = ch == '\\' ? '/' : ch;
    if (!grant.actual.empty() && grant.actual != written && "./" + grant.actual != written) {
      add_warning(warnings_, "file.renamed",
                  fmt::format("the model names \"{}\"; \"{}\" was taken", name, grant.actual));
    }
  }
  if (out.answer == FileAnswer::refused) {
    add_warning(warnings_, "file.outside",
                fmt::format("\"{}\" lies outside the model's own folder and was not opened", name));
  }
  known_[name] = out;
  return out;
}

void SideFiles::also_search(const std::string& folder) {
  if (std::find(folders_.begin(), folders_.end(), folder) == folders_.end()) folders_.push_back(folder);
}

std::shared_ptr<const MappedInput> SideFiles::find_texture(const std::string& name) {
  std::vector<std::string> names{name};
  auto also = [&names](std::string other) {
    if (std::find(names.begin(), names.end(), other) == names.end()) names.push_back(std::move(other));
  };
  also(percent_decoded(name));
  const std::size_t as_named = names.size();
  for (const auto& folder : folders_) {
    also(folder + "/" + name);
    also(folder + "/" + percent_decoded(name));
  }
  const std::size_t in_place = names.size();
  std::string last = file_part(names[as_named - 1]);
  also(last);
  also("textures/" + last);
  for (std::size_t i = 0; i < names.size(); ++i) {
    // An absolute name is not even asked for: lenders' disks are not ours, and the report names it below.
    if (!parts_inside(names[i])) continue;
    auto answer = open(names[i]);
    if (!answer.file) continue;
    if (i >= in_place) {
      add_warning(warnings_, "texture.found_elsewhere",
                  fmt::format("the model names texture \"{}\"; \"{}\" was taken", name, names[i]));
    }
    return answer.file;
  }
  if (!parts_inside(name)) {
    add_warning(warnings_, "file.outside",
                fmt::format("texture \"{}\" lies outside the model's own folder and was not opened", name));
  }
  add_warning(warnings_, "texture.missing", fmt::format("texture \"{}\" is missing", name));
  return nullptr;
}

}  // namespace enf
