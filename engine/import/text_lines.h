// Owns: going through a text line by line, as OBJ and MTL have them.
// Must not know: what stands in the lines.
// Called by: the OBJ and MTL readers inside the worker.
#pragma once

#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace enf {

// Lines end in LF, CR LF or, in a text without LF, CR. A backslash at a line's end joins the next one to it.
class TextLines {
 public:
  explicit TextLines(std::string_view text)
      : text_(text), end_of_line_(text.find('\n') == std::string_view::npos ? '\r' : '\n') {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;  // byte order mark
  }

  // Valid until the next call; nothing at the text's end.
  std::optional<std::string_view> next() {
    if (at_ >= text_.size()) return std::nullopt;
    std::string_view line = plain();
    if (line.empty() || line.back() != '\\') return line;
    joined_.clear();
    for (;;) {
      joined_.append(line.substr(0, line.size() - 1)) += ' ';
      if (at_ >= text_.size()) return joined_;
      line = plain();
      if (line.empty() || line.back() != '\\') break;
    }
    return joined_.append(line);
  }
  // How many lines were begun; counted when asked, for messages.
  std::size_t number() const {
    std::size_t n = 0;
    for (char c : text_.substr(0, at_)) n += c == end_of_line_;
    return n;
  }

 private:
  std::string_view plain() {
    const char* begin = text_.data() + at_;
    const void* end = std::memchr(begin, end_of_line_, text_.size() - at_);
    std::size_t size =
        end == nullptr ? text_.size() - at_ : static_cast<std::size_t>(static_cast<const char*>(end) - begin);
    at_ += size + 1;
    while (size > 0 && begin[size - 1] == '\r') --size;
    return {begin, size};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  char end_of_line_;
  std::string joined_;
};

}  // namespace enf
