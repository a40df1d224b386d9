// Owns: the one error value of the project and its printed form.
// Must not know: anything of our subject.
// Called by: everyone, on any thread.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace enf {

// What went wrong, where, and what a person can do about it. Values from outside (files, records, devices) end in one
// of these; our own mistakes end in an assert.
struct Error {
  std::string id;      // stable and dotted, such as "image.truncated": tests and programs ask for this
  std::string what;    // one sentence: what was found and what was expected
  std::string file;    // the file concerned, if any
  std::string record;  // the record in it, such as "work w-017", if any
  std::string field;   // the record's field, such as "height_mm", if any
  std::string advice;  // what to do next, if we know

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

// One line for people: "FILE: RECORD: FIELD: what. Advice. [id]", leaving out what is empty.
std::string to_string(const Error& error);

// Shorthand: return fail({.id = ..., .what = ...}).
inline std::unexpected<Error> fail(Error error) { return std::unexpected<Error>(std::move(error)); }

}  // namespace enf
