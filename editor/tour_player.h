// Owns: playing a tour in the editor: which one, at what second, its way as long as it is looked at; how long tours
// take. Must not know: panels, the renderer. Called by: the app and its tours' panel, main thread; the way is worked
// out by a worker.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "editor/tour_path.h"
#include "engine/base/jobs.h"

namespace enf::editor {

// What tours' ways follow from.
struct TourGround {
  Table<Room> rooms;
  Table<Doorway> doorways;
  Table<Placement> placements;
  Table<Furniture> furniture;
  Table<Viewpoint> viewpoints;
  Table<Tour> tours;
  friend bool operator==(const TourGround&, const TourGround&) = default;
};

// How long all tours take, with the ways between their stops, worked out by a worker.
class TourLengths {
 public:
  // `jobs` must outlive it.
  explicit TourLengths(Jobs& jobs) : jobs_(jobs) {}
  // Asks anew when what it follows from has changed. True if there is something new to be seen.
  bool follow(const Document& document);
  bool is_working() const { return answer_ != nullptr; }
  // As last worked out; nothing for a tour that is newer, or leads nowhere.
  std::optional<double> seconds(const TourId& tour) const;

 private:
  struct Answer {
    std::mutex mutex;
    std::optional<std::map<TourId, double>> seconds;
  };
  Jobs& jobs_;
  std::optional<TourGround> asked_;
  std::shared_ptr<Answer> answer_;
  std::map<TourId, double> seconds_;
};

class TourPlayer {
 public:
  // `jobs` must outlive it.
  explicit TourPlayer(Jobs& jobs) : jobs_(jobs) {}

  // The tour one looks at, and the document as it is; an empty id ends it. Its way is worked out anew when what it
  // follows from has changed.
  void follow(const Document& document, const TourId& tour);
  // Null until the way is known, or for a tour that leads nowhere.
  const TourPath* path() const { return path_ && !path_->poses.empty() ? path_.get() : nullptr; }
  bool is_working() const { return works_; }

  bool plays() const { return plays_; }
  void play();
  void pause() { plays_ = false; }
  double second() const { return second_; }
  // Goes to that second, which moves the eye.
  void seek(double second);
  // Lets time pass. Where the eye goes, if it is led.
  std::optional<EyePose> pass(double seconds);

 private:
  struct Asked {
    TourGround ground;
    TourId tour;
    friend bool operator==(const Asked&, const Asked&) = default;
  };
  struct Answer {
    std::mutex mutex;
    std::optional<TourPath> path;
  };
  Jobs& jobs_;
  std::optional<Asked> asked_;
  std::shared_ptr<Answer> answer_;
  std::shared_ptr<const TourPath> path_;
  bool works_ = false, plays_ = false, was_sought_ = false;
  double second_ = 0;
};

}  // namespace enf::editor
