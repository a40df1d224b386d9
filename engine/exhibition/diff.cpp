#include "engine/exhibition/diff.h"

namespace enf {

DocumentDiff diff(const Document& before, const Document& after) {
  DocumentDiff result;
  result.exhibition = before.exhibition != after.exhibition && *before.exhibition != *after.exhibition;
  for_each_record_type([&]<class T>() {
    auto& list = result.table<T>();
    Table<T>::differences(before.table<T>(), after.table<T>(), [&](const auto& old, const auto& now) {
      if (!old)
        list.added.push_back(now->id);
      else if (!now)
        list.removed.push_back(old->id);
      else if (!(*old == *now))
        list.changed.push_back(now->id);
    });
  });
  return result;
}

bool DocumentDiff::empty() const { return *this == DocumentDiff{}; }

}  // namespace enf
