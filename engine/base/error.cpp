#include "engine/base/error.h"

namespace enf {

std::string to_string(const Error& error) {
  std::string line;
  for (const std::string* part : {&error.file, &error.record, &error.field})
    if (!part->empty()) line += *part + ": ";
  line += error.what;
  if (!error.advice.empty()) line += (line.ends_with('.') ? " " : ". ") + error.advice;
  if (!error.id.empty()) line += " [" + error.id + "]";
  return line;
}

}  // namespace enf
