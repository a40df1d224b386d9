#include "editor/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace enf::editor {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Signs of the same meaning become one, spaces of all widths go.
std::string plain(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> same[] = {
      {"\u00a0", ""}, {"\u202f", ""}, {"\u2009", ""}, {" ", ""}, {"\u00d7", "*"}, {"\u00f7", "/"}, {"\u2212", "-"}};
  std::string out;
  while (!text.empty()) {
    bool found = false;
    for (auto [from, to] : same)
      if (text.starts_with(from)) {
        out += to, text.remove_prefix(from.size()), found = true;
        break;
      }
    if (!found) out += text.front(), text.remove_prefix(1);
  }
  return out;
}

class Sum {
 public:
  Sum(std::string text, std::string_view language) : text_(std::move(text)) {
    if (language == "en") thousands_ = ',';
    if (language == "az" || language == "tr") thousands_ = '.';
  }
  std::optional<double> value() {
    std::optional<double> sum = sum_of_terms();
    skip_words();
    if (!sum || at_ != text_.size() || !std::isfinite(*sum)) return std::nullopt;
    return sum;
  }

 private:
  char now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (now() != c) return false;
    ++at_;
    return true;
  }
  // A unit, or whatever else stands after a number.
  void skip_words() {
    constexpr std::string_view signs = "+-*/()";
    while (at_ < text_.size() && signs.find(now()) == signs.npos && !is_digit(now())) ++at_;
  }
  std::optional<double> sum_of_terms() {
    std::optional<double> sum = product();
    while (sum) {
      const bool adds = now() == '+';
      if (!take('+') && !take('-')) break;
      std::optional<double> next = product();
      sum = next ? std::optional(adds ? *sum + *next : *sum - *next) : std::nullopt;
    }
    return sum;
  }
  std::optional<double> product() {
    std::optional<double> result = factor();
    while (result) {
      const bool times = now() == '*';
      if (!take('*') && !take('/')) break;
      std::optional<double> next = factor();
      result = next ? std::optional(times ? *result * *next : *result / *next) : std::nullopt;
    }
    return result;
  }
  std::optional<double> factor() {
    bool is_negative = false;
    while (now() == '-' || now() == '+') is_negative ^= now() == '-', ++at_;
    std::optional<double> value = unsigned_factor();
    return value && is_negative ? -*value : value;
  }
  std::optional<double> unsigned_factor() {
    if (take('(')) {
      if (++depth_ > 50) return std::nullopt;
      std::optional<double> inner = sum_of_terms();
      if (!take(')')) return std::nullopt;
      return inner;
    }
    std::optional<double> value = number();
    skip_words();
    return value;
  }
  std::optional<double> number() {
    const std::size_t begin = at_;
    while (is_digit(now()) || now() == ',' || now() == '.') ++at_;
    std::string digits = text_.substr(begin, at_ - begin);
    const std::size_t last = digits.find_last_of(",.");
    if (last != digits.npos) {
      const char sign = digits[last], other = sign == ',' ? '.' : ',';
      const bool is_alone = digits.find(other) == digits.npos;
      const bool keeps_thousands = is_alone && (digits.find(sign) != last ||
                                                (sign == thousands_ && digits.size() - last == 4 && digits[0] != '0'));
      if (!are_threes(digits.substr(0, keeps_thousands ? digits.npos : last), keeps_thousands ? sign : other))
        return std::nullopt;
      std::erase(digits, keeps_thousands ? sign : other);
      std::ranges::replace(digits, sign, '.');
    }
    double value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
  }
  // Whether the sign keeps thousands apart: after one to three digits there are three each.
  static bool are_threes(std::string_view digits, char sign) {
    std::size_t first = digits.find(sign);
    if (first == 0 || first > 3) return first == digits.npos;
    for (digits.remove_prefix(first); !digits.empty(); digits.remove_prefix(4))
      if (digits.size() < 4 || digits[0] != sign || digits.substr(1, 3).find(sign) != digits.npos) return false;
    return true;
  }
  std::string text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  char thousands_ = '\0';
};

}  // namespace

std::optional<double> number_in(std::string_view text, std::string_view language) {
  return Sum(plain(text), language).value();
}

}  // namespace enf::editor
