// Owns: giving corners that agree in all they name one vertex.
// Must not know: formats, what the details are.
// Called by: the readers of formats whose corners name their attributes each by itself (OBJ, PLY), one thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace enf {

class CornerVertices {
 public:
  struct Corner {
    std::uint32_t place = 0;   // the position it names
    std::uint64_t detail = 0;  // all else it names
  };

  explicit CornerVertices(std::size_t places) : newest_(places, 0) {}

  // Vertices are numbered from 0 again.
  void begin_part() { first_ = corners_.size(); }
  // The number of the corner's vertex within the part; `place` is less than the count of places.
  std::uint32_t vertex(std::uint32_t place, std::uint64_t detail) {
    std::size_t id = newest_[place];  // counted from 1 over all parts; those of earlier parts end the chain
    // A place where very many corners meet may get a vertex twice rather than cost its square in time.
    for (int step = 0; id > first_ && step < 64; id = older_[id - 1], ++step) {
      if (corners_[id - 1].detail == detail) return static_cast<std::uint32_t>(id - 1 - first_);
    }
    corners_.push_back({place, detail});
    older_.push_back(newest_[place]);
    newest_[place] = static_cast<std::uint32_t>(corners_.size());
    return static_cast<std::uint32_t>(corners_.size() - 1 - first_);
  }
  // The part's vertices, each as the corner it stands for.
  std::span<const Corner> part() const { return std::span(corners_).subspan(first_); }

 private:
  std::vector<std::uint32_t> newest_;  // by place: the newest vertex there
  std::vector<std::uint32_t> older_;   // by vertex: the one before it at its place
  std::vector<Corner> corners_;
  std::size_t first_ = 0;
};

}  // namespace enf
