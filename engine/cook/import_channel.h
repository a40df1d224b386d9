// Owns: the byte stream between import worker and caller, and the caller's checks of it.
// Must not know: file formats, processes.
// Called by: the worker writes, import.cpp reads. The writer is trusted by nobody.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "engine/cook/import.h"

namespace enf {

// File descriptors the worker finds open, beside /dev/null as 0, 1 and 2.
constexpr int worker_source_fd = 3;   // the file to import, read-only
constexpr int worker_control_fd = 4;  // asks the caller for further files (SOCK_SEQPACKET)
constexpr int worker_result_fd = 5;   // the result (pipe)

constexpr std::uint64_t worker_greeting = 0x316b726f77666e65;  // "enfwork1": the first eight bytes of every result

enum class ResultTag : std::uint32_t { error = 1, model = 2, image = 3, rows = 4, end = 5 };

// Every frame of the result begins with this; `size` bytes of payload follow (for a model: the table; then its arrays).
struct ResultHeader {
  ResultTag tag = ResultTag::error;
  std::uint32_t reserved = 0;
  std::uint64_t size = 0;
};

// What the worker found wrong with the file, or could not do. Thrown inside the worker only; ends as an error frame.
class ImportFailure : public std::runtime_error {
 public:
  ImportFailure(std::string error_id, const std::string& what) : std::runtime_error(what), id(std::move(error_id)) {}
  std::string id;
};

// Where an array of a part lies in the imported file, in just the form in which we hold it: the caller takes it from
// there, and the worker need not touch it.
struct StoredArray {
  std::uint64_t offset = 0, count = 0;  // in bytes, in items
};
enum class PartArray { positions, normals, tangents, uvs, colours, indices };
// By number of the mesh, of its part, and array. In the model such arrays are empty.
using StoredArrays = std::map<std::tuple<std::size_t, std::size_t, PartArray>, StoredArray>;

// Appends values to a table.
class TableWriter {
 public:
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void value(const T& v) {
    auto* p = reinterpret_cast<const std::byte*>(&v);
    bytes_.insert(bytes_.end(), p, p + sizeof(T));
  }
  void text(std::string_view t) {
    value(static_cast<std::uint32_t>(t.size()));
    auto* p = reinterpret_cast<const std::byte*>(t.data());
    bytes_.insert(bytes_.end(), p, p + t.size());
  }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

// Takes values from a table that may be cut short or wrong: past the end everything is zero and failed() is true.
class TableReader {
 public:
  explicit TableReader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  template <class T>
  requires std::is_trivially_copyable_v<T> T value() {
    T v{};
    if (bytes_.size() < sizeof(T)) {
      fail();
      return v;
    }
    std::memcpy(&v, bytes_.data(), sizeof(T));
    bytes_ = bytes_.subspan(sizeof(T));
    return v;
  }
  std::string text();
  // A count of things that take at least `least_bytes` each in what is left of the table.
  std::uint32_t count(std::size_t least_bytes);
  void fail() { failed_ = true, bytes_ = {}; }
  bool failed() const { return failed_; }
  bool at_end() const { return bytes_.empty() && !failed_; }

 private:
  std::span<const std::byte> bytes_;
  bool failed_ = false;
};

void write_report(TableWriter& table, const IntakeReport& report);
IntakeReport read_report(TableReader& table);

// Writes bytes to the result; throws when the caller has gone.
using ByteSink = std::function<void(std::span<const std::byte>)>;
// Fills the span from the result; an error when the stream ends early.
using ByteSource = std::function<Result<void>(std::span<std::byte>)>;

// Fills the span from the imported file; an error when it is not so long.
using FileSource = std::function<Result<void>(std::uint64_t offset, std::span<std::byte>)>;

// One model as a frame: table, then arrays in the table's order, but for those that are stored in the file.
void send_model(const ByteSink& sink, const SourceModel& model, const StoredArrays& stored, const IntakeReport& report);
// The payload of a model frame. Everything is checked: sizes against `result_bytes`, references; parts are cleaned here
// (clean_part), whatever the worker did.
// Errors: import.too_large, import.crashed (the worker sent nonsense).
Result<ImportedModel> receive_model(const ByteSource& source, const FileSource& file, std::uint64_t table_bytes,
                                    std::uint64_t result_bytes);

}  // namespace enf
