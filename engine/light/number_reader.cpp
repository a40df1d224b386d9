#include "engine/light/number_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace enf {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\f\v\x1a";
  std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<double> number_in(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// How many bytes the character at the front takes; 0 if it is not UTF-8.
std::size_t utf8_length(std::string_view text) {
  auto first = static_cast<unsigned char>(text[0]);
  std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  return length;
}

std::string as_utf8(std::string_view text) {
  std::string utf8;
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    if (length > 0) {
      utf8 += text.substr(0, length);
    } else {
      auto latin = static_cast<unsigned char>(text[0]);
      utf8 += static_cast<char>(0xC0 | latin >> 6);
      utf8 += static_cast<char>(0x80 | (latin & 0x3F));
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return utf8;
}

}  // namespace

void NumberReader::fail_with(std::string id, std::string what, std::string advice) {
  if (error_) return;
  error_ = Error{.id = std::move(id),
                 .what = std::move(what),
                 .file = name_,
                 .record = fmt::format("line {}", line_),
                 .advice = std::move(advice)};
}

std::string_view NumberReader::raw_line(std::string_view what) {
  if (rest_.empty())
    fail_with("photometry.truncated", fmt::format("the file ends before {}", what), "Ask the maker for the whole file");
  if (error_) return {};
  std::size_t end = std::min(rest_.find('\n'), rest_.size());
  std::string_view found = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  ++line_;
  return trimmed(found);
}

std::string NumberReader::line(std::string_view what) { return as_utf8(raw_line(what)); }

double NumberReader::number(std::string_view what) {
  constexpr std::string_view between = " \t,;";
  std::size_t first = 0;
  while ((first = numbers_.find_first_not_of(between)) == std::string_view::npos && !error_) numbers_ = raw_line(what);
  if (error_) return 0;
  numbers_.remove_prefix(first);
  std::string_view word = numbers_.substr(0, numbers_.find_first_of(between));
  numbers_.remove_prefix(word.size());
  auto value = number_in(word);
  if (!value)
    fail_with("photometry.number", fmt::format("'{}' stands where {} should be", as_utf8(word.substr(0, 40)), what));
  return value.value_or(0);
}

double NumberReader::number_of_line(std::string_view what) {
  std::string text(raw_line(what));
  if (error_) return 0;
  std::ranges::replace(text, ',', '.');
  auto value = number_in(text);
  if (!value)
    fail_with("photometry.number", fmt::format("'{}' stands where {} should be", as_utf8(text.substr(0, 40)), what));
  return value.value_or(0);
}

std::size_t NumberReader::whole(double number, std::string_view what, std::size_t least, std::size_t most) {
  if (!error_ &&
      (number < static_cast<double>(least) || number > static_cast<double>(most) || number != std::floor(number)))
    fail_with("photometry.count",
              fmt::format("{} is {}, expected a whole number from {} to {}", what, number, least, most));
  return error_ ? 0 : static_cast<std::size_t>(number);
}

std::vector<double> NumberReader::numbers(std::string_view what, std::size_t count) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count && !error_; ++i)
    values.push_back(number(fmt::format("{} {} of {}", what, i + 1, count)));
  return values;
}

std::vector<double> NumberReader::numbers_of_lines(std::string_view what, std::size_t count) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count && !error_; ++i)
    values.push_back(number_of_line(fmt::format("{} {} of {}", what, i + 1, count)));
  return values;
}

void NumberReader::check_angles(std::string_view which, const std::vector<double>& angles, double lowest,
                                double highest) {
  if (error_) return;
  for (std::size_t i = 1; i < angles.size(); ++i)
    if (!(angles[i] > angles[i - 1]))
      return fail_with("photometry.angles",
                       fmt::format("{} angle {} is {} after {}", which, i + 1, angles[i], angles[i - 1]),
                       "Angles must grow");
  if (angles.front() < lowest || angles.back() > highest)
    fail_with("photometry.angles", fmt::format("{} angles run from {} to {}", which, angles.front(), angles.back()),
              fmt::format("Expected {} to {} at most", lowest, highest));
}

void NumberReader::check_size(std::size_t horizontal, std::size_t vertical) {
  constexpr std::size_t most = 4'000'000;
  if (horizontal * vertical > most)
    fail_with("photometry.count", fmt::format("{} x {} intensities are more than {}", horizontal, vertical, most));
}

void drop_negative(Photometry& photometry) {
  auto count = std::ranges::count_if(photometry.intensities_cd, [](double cd) { return cd < 0; });
  if (count == 0) return;
  for (double& cd : photometry.intensities_cd) cd = std::max(cd, 0.0);
  photometry.notes.push_back({"photometry.negative", fmt::format("{} intensities are below 0 and count as 0", count)});
}

void note_absolute(Photometry& photometry) {
  photometry.notes.push_back(
      {"photometry.absolute",
       "absolute photometry: the intensities are the luminaire's own, not those of rated lamps"});
}

}  // namespace enf
