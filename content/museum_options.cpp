#include "content/museum_options.h"

namespace enf {

void add_museum_options(CLI::App& command, MuseumPlan& plan) {
  command.add_option("--rooms", plan.rooms, "Rooms")->check(CLI::Range(1, 900))->capture_default_str();
  command.add_option("--works", plan.works, "Works on display, each with a picture or shape of its own")
      ->check(CLI::Range(1, 90000))
      ->capture_default_str();
  command.add_option("--texture", plan.texture_px, "Pixels on the longer side of each picture")
      ->check(CLI::Range(16, 16384))
      ->capture_default_str();
  command.add_option("--sculptures", plan.sculptures_percent, "Of the works, so many percent are sculptures")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  command.add_option("--storage", plan.storage, "Further works in the catalogue that are not on display")
      ->check(CLI::Range(0, 1000000));
}

std::vector<std::string> museum_arguments(const MuseumPlan& plan) {
  return {"--rooms",      std::to_string(plan.rooms),
          "--works",      std::to_string(plan.works),
          "--texture",    std::to_string(plan.texture_px),
          "--storage",    std::to_string(plan.storage),
          "--sculptures", std::to_string(plan.sculptures_percent)};
}

}  // namespace enf
