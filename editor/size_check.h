// Owns: telling which works' files are of another size than the catalogue says, and how they would be read to fit.
// Must not know: files, panels.
// Called by: the app and its panels, main thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf::editor {

// How a model's numbers are read.
struct FileReading {
  double metres_per_unit = 1;
  UpAxis up = UpAxis::y;
  friend bool operator==(const FileReading&, const FileReading&) = default;
};

// What a cooked file holds, as far as sizes go.
struct CookedShape {
  std::string path;     // the asset's
  dvec3 size_m{0};      // models: width, height and depth
  FileReading reading;  // models: how it was read for that
  uvec2 pixels{0};      // pictures
};

struct SizeContradiction {
  WorkId work;
  CookedShape file;
  std::optional<FileReading> fits;  // models: what would make it the catalogue's
};

// Models within 15 % of the catalogued size, whichever side was called width, and pictures within 2 % of its
// proportions contradict nothing. Nothing either if the shape is not of the file as it is read now. Pure.
std::optional<SizeContradiction> contradiction_of(const Work& work, const Asset& asset, const CookedShape& shape);

class SizeChecks {
 public:
  void learn(const AssetId& asset, const CookedShape& shape);
  // True if the list is another one. Costs a look at each work where works, files or shapes changed, else nothing.
  bool follow(const Document& document);
  // In the order of the document's works.
  const std::vector<SizeContradiction>& list() const { return list_; }

 private:
  std::map<AssetId, CookedShape> shapes_;
  std::optional<Document> seen_;
  bool has_learnt_ = false;
  std::vector<SizeContradiction> list_;
};

}  // namespace enf::editor
