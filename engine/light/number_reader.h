// Owns: walking through a luminaire file's lines and numbers; the first thing that is wrong, with its line.
// Must not know: what the numbers mean.
// Called by: the readers of engine/light.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/light/photometry.h"

namespace enf {

// After something was wrong, all it gives is empty or 0: readers read on and look at error() where it would matter.
class NumberReader {
 public:
  // `text` must outlive it.
  NumberReader(std::string_view text, std::string name) : rest_(text), name_(std::move(name)) {}

  // The next line without its end and surrounding blanks, as UTF-8; what is not UTF-8 is Latin-1. `what` is for errors:
  // "the maker". Error: photometry.truncated.
  std::string line(std::string_view what);
  // The next number, over line ends; blanks, commas and semicolons part numbers. Errors: photometry.truncated,
  // photometry.number.
  double number(std::string_view what);
  // The number that is all of the next line, perhaps with a decimal comma.
  double number_of_line(std::string_view what);
  // A number as a whole one. Error: photometry.count.
  std::size_t whole(double number, std::string_view what, std::size_t least, std::size_t most);
  std::vector<double> numbers(std::string_view what, std::size_t count);
  std::vector<double> numbers_of_lines(std::string_view what, std::size_t count);

  // Angles must grow within these ends. Error: photometry.angles.
  void check_angles(std::string_view which, const std::vector<double>& angles, double lowest, double highest);
  // Not more than anybody measures. Error: photometry.count.
  void check_size(std::size_t horizontal, std::size_t vertical);

  // The first one counts.
  void fail_with(std::string id, std::string what, std::string advice = {});
  const std::optional<Error>& error() const { return error_; }

 private:
  std::string_view raw_line(std::string_view what);

  std::string_view rest_, numbers_;  // numbers_: what number() has not read of its line
  std::string name_;
  std::size_t line_ = 0;  // of the line begun last, from 1
  std::optional<Error> error_;
};

// Takes intensities below 0 as 0, and notes it.
void drop_negative(Photometry& photometry);
// Notes that the intensities are the luminaire's own.
void note_absolute(Photometry& photometry);

constexpr std::size_t most_angles = 3601;

}  // namespace enf
