// Owns: taking words and numbers from text that may be anything.
// Must not know: formats.
// Called by: the readers of text formats inside the worker.
#pragma once

#include <fast_float/fast_float.h>

#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace enf {

constexpr bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

// Goes through a text word by word; everything up to the space character, line ends too, parts words.
class Words {
 public:
  explicit Words(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  void skip_blanks() {
    while (at_ < end_ && is_blank(*at_)) ++at_;
  }
  bool at_end() {
    skip_blanks();
    return at_ == end_;
  }
  // The next character after blanks; 0 at the end.
  char peek() { return at_end() ? '\0' : *at_; }
  std::string_view word() {
    skip_blanks();
    const char* begin = at_;
    while (at_ < end_ && !is_blank(*at_)) ++at_;
    return {begin, static_cast<std::size_t>(at_ - begin)};
  }
  void skip_line() {
    while (at_ < end_ && *at_ != '\n' && *at_ != '\r') ++at_;
  }
  std::string_view rest() const { return trimmed({at_, static_cast<std::size_t>(end_ - at_)}); }

  // The next word as a number, if it begins as one. What follows it within the word is passed over, but "1.#IND" and
  // "1.#INF", as Microsoft's library writes what is no number, are none.
  template <class T>
  std::optional<T> number() {
    skip_blanks();
    const char* begin = at_ < end_ && *at_ == '+' ? at_ + 1 : at_;
    T value{};
    auto [stop, error] = fast_float::from_chars(begin, end_, value);
    if (error == std::errc::invalid_argument) return std::nullopt;
    at_ = stop;
    if (at_ < end_ && !is_blank(*at_)) {
      if (*at_ == '#') value = std::numeric_limits<T>::quiet_NaN();
      while (at_ < end_ && !is_blank(*at_)) ++at_;
    }
    return value;
  }

 private:
  const char *at_, *end_;
};

}  // namespace enf
