#include "engine/exhibition/document.h"

namespace enf {

bool operator==(const Document& a, const Document& b) {
  bool equal = a.exhibition == b.exhibition || *a.exhibition == *b.exhibition;
  for_each_record_type([&]<class T>() { equal = equal && a.table<T>() == b.table<T>(); });
  return equal;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

}  // namespace enf
