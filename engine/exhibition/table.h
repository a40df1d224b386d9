// Owns: Table<T>, an ordered map from id to record that shares everything unchanged with the tables it came from.
// Must not know: what the records mean.
// Called by: everyone, on any thread; a table never changes once another thread can see it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace enf {

// Records sorted by id in chunks of at most 64, under one list of chunks. Copying shares all; an edit copies one chunk
// and the list, so at 10,000 records it costs a few KB. T has a member `id` with an order and `==`.
template <class T>
class Table {
 public:
  using Key = decltype(T::id);
  using Pointer = std::shared_ptr<const T>;

 private:
  static constexpr std::size_t chunk_capacity = 64;
  static constexpr std::size_t chunk_filled = 48;  // when built at once, leaving air for insertions
  using Chunk = std::vector<Pointer>;
  using ChunkPointer = std::shared_ptr<const Chunk>;
  struct Root {
    std::vector<ChunkPointer> chunks;  // none empty
    std::size_t size = 0;
  };

 public:
  // Walks the records in the order of their ids. Valid as long as some copy of the table lives.
  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = const T&;
    using pointer = const T*;
    using iterator_category = std::forward_iterator_tag;

    Iterator() = default;
    const T& operator*() const { return *record(); }
    const T* operator->() const { return record().get(); }
    // The record as it is held, for who keeps or compares it.
    const Pointer& record() const { return (*root_->chunks[chunk_])[index_]; }
    Iterator& operator++() {
      if (++index_ == root_->chunks[chunk_]->size()) ++chunk_, index_ = 0;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.chunk_ == b.chunk_ && a.index_ == b.index_;
    }

   private:
    friend class Table;
    Iterator(const Root* root, std::size_t chunk) : root_(root), chunk_(chunk) {}
    const Root* root_ = nullptr;
    std::size_t chunk_ = 0, index_ = 0;
  };

  Table() = default;

  // All records at once; they need not be sorted. Of two with the same id, the later one stays.
  static Table from_records(std::vector<Pointer> records) {
    std::stable_sort(records.begin(), records.end(), [](const Pointer& a, const Pointer& b) { return a->id < b->id; });
    auto root = std::make_shared<Root>();
    Chunk chunk;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (i + 1 < records.size() && records[i + 1]->id == records[i]->id) continue;
      chunk.push_back(std::move(records[i]));
      ++root->size;
      if (chunk.size() == chunk_filled) root->chunks.push_back(std::make_shared<Chunk>(std::exchange(chunk, {})));
    }
    if (!chunk.empty()) root->chunks.push_back(std::make_shared<Chunk>(std::move(chunk)));
    return Table(std::move(root));
  }

  std::size_t size() const { return root_ ? root_->size : 0; }
  bool empty() const { return size() == 0; }
  Iterator begin() const { return Iterator(root_.get(), 0); }
  Iterator end() const { return Iterator(root_.get(), root_ ? root_->chunks.size() : 0); }

  // The record, or null. The plain pointer lives as long as some table or copy that holds the record.
  Pointer get(const Key& id) const {
    const Pointer* found = locate(id);
    return found ? *found : nullptr;
  }
  const T* find(const Key& id) const {
    const Pointer* found = locate(id);
    return found ? found->get() : nullptr;
  }
  bool contains(const Key& id) const { return locate(id) != nullptr; }

  // This table with the record added, or put in place of the one with its id. The record is never null.
  [[nodiscard]] Table with(Pointer record) const {
    if (empty()) return from_records({std::move(record)});
    auto root = std::make_shared<Root>(*root_);
    auto& chunks = root->chunks;
    std::size_t c = std::min(chunk_for(record->id), chunks.size() - 1);
    const Chunk& old = *chunks[c];
    auto at = place_in(old, record->id);
    if (at != old.end() && (*at)->id == record->id) {
      auto chunk = std::make_shared<Chunk>(old);
      (*chunk)[static_cast<std::size_t>(at - old.begin())] = std::move(record);
      chunks[c] = std::move(chunk);
      return Table(std::move(root));
    }
    ++root->size;
    if (old.size() == chunk_capacity && at == old.end()) {  // appending in order fills chunks instead of halving them
      chunks.push_back(std::make_shared<Chunk>(Chunk{std::move(record)}));
      return Table(std::move(root));
    }
    auto chunk = std::make_shared<Chunk>();
    chunk->reserve(old.size() + 1);
    chunk->insert(chunk->end(), old.begin(), at);
    chunk->push_back(std::move(record));
    chunk->insert(chunk->end(), at, old.end());
    if (chunk->size() > chunk_capacity) {
      auto middle = chunk->begin() + static_cast<std::ptrdiff_t>(chunk->size() / 2);
      auto upper = std::make_shared<Chunk>(middle, chunk->end());
      chunk->erase(middle, chunk->end());
      chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(c) + 1, std::move(upper));
    }
    chunks[c] = std::move(chunk);
    return Table(std::move(root));
  }

  // This table without the record of that id; the same table if there is none.
  [[nodiscard]] Table without(const Key& id) const {
    if (!contains(id)) return *this;
    if (size() == 1) return {};
    auto root = std::make_shared<Root>(*root_);
    auto& chunks = root->chunks;
    std::size_t c = chunk_for(id);
    auto chunk = std::make_shared<Chunk>(*chunks[c]);
    chunk->erase(chunk->begin() + (place_in(*chunks[c], id) - chunks[c]->begin()));
    --root->size;
    std::size_t next = c + 1 < chunks.size() ? c + 1 : c - 1;  // c - 1 wraps around for a lone chunk
    bool sparse = chunk->size() < chunk_capacity / 4 && next < chunks.size();
    if (chunk->empty()) {
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(c));
    } else if (sparse && chunk->size() + chunks[next]->size() <= chunk_filled) {
      const Chunk& other = *chunks[next];
      chunk->insert(next > c ? chunk->end() : chunk->begin(), other.begin(), other.end());
      chunks[std::min(c, next)] = std::move(chunk);
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(std::max(c, next)));
    } else {
      chunks[c] = std::move(chunk);
    }
    return Table(std::move(root));
  }

  // Calls change(before, after) for every id whose record is not the same object in both tables, in the order of ids;
  // before is null for what was added, after for what was removed. Chunks that both tables share are skipped.
  template <class Change>
  static void differences(const Table& before, const Table& after, Change&& change) {
    if (before.root_ == after.root_) return;
    static const Pointer none;
    Iterator a = before.begin(), b = after.begin();
    while (a != before.end() || b != after.end()) {
      bool left = a != before.end(), right = b != after.end();
      if (left && right && a.index_ == 0 && b.index_ == 0 && a.root_->chunks[a.chunk_] == b.root_->chunks[b.chunk_]) {
        ++a.chunk_, ++b.chunk_;
      } else if (left && (!right || a->id < b->id)) {
        change(a.record(), none);
        ++a;
      } else if (right && (!left || b->id < a->id)) {
        change(none, b.record());
        ++b;
      } else {
        if (a.record() != b.record()) change(a.record(), b.record());
        ++a, ++b;
      }
    }
  }

  // Equal ids with equal records.
  friend bool operator==(const Table& a, const Table& b) {
    if (a.size() != b.size()) return false;
    bool equal = true;
    differences(a, b, [&equal](const Pointer& x, const Pointer& y) { equal = equal && x && y && *x == *y; });
    return equal;
  }

 private:
  explicit Table(std::shared_ptr<const Root> root) : root_(std::move(root)) {}

  // The first chunk whose last id is not below `id`; the number of chunks if there is none.
  std::size_t chunk_for(const Key& id) const {
    const auto& chunks = root_->chunks;
    auto it = std::lower_bound(chunks.begin(), chunks.end(), id,
                               [](const ChunkPointer& chunk, const Key& key) { return chunk->back()->id < key; });
    return static_cast<std::size_t>(it - chunks.begin());
  }
  static typename Chunk::const_iterator place_in(const Chunk& chunk, const Key& id) {
    return std::lower_bound(chunk.begin(), chunk.end(), id,
                            [](const Pointer& p, const Key& key) { return p->id < key; });
  }
  const Pointer* locate(const Key& id) const {
    if (!root_) return nullptr;
    std::size_t c = chunk_for(id);
    if (c == root_->chunks.size()) return nullptr;
    auto at = place_in(*root_->chunks[c], id);
    return (*at)->id == id ? &*at : nullptr;
  }

  std::shared_ptr<const Root> root_;  // null: no records
};

}  // namespace enf
