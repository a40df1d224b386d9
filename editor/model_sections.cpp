#include "editor/model_sections.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace enf::editor {

bool ModelSections::follow(const Document& document, const RenderScene& scene) {
  constexpr double height_m = 1.2;  // where plans are cut: above sills and tables, below heads of doors
  constexpr std::size_t most = 20'000;
  bool is_new = false;
  for (auto& [room, cut] : cuts_) {
    std::optional<std::vector<CutLine>> lines;
    if (cut.answer) {
      std::lock_guard lock(cut.answer->mutex);
      lines = std::move(cut.answer->lines);
    }
    if (!lines) continue;
    cut.lines = std::move(*lines), cut.answer.reset(), is_new = true;
  }
  for (const ModelItem& item : scene.models) {
    constexpr std::string_view owner = "room:";
    if (!item.owner.starts_with(owner)) continue;
    const RoomId id{item.owner.substr(owner.size())};
    const Room* room = document.find(id);
    if (!room) continue;
    const auto height = static_cast<float>(room->floor_level_m + height_m);
    Cut& cut = cuts_[id];
    if (cut.source == item.source && cut.transform == item.transform && cut.region == item.region &&
        cut.height_m == height)
      continue;
    cut.source = item.source, cut.transform = item.transform, cut.region = item.region, cut.height_m = height;
    cut.answer = std::make_shared<Answer>();
    jobs_.submit([item, height, answer = cut.answer] {
      std::vector<CutLine> lines = section_of(item, height, most);
      std::lock_guard lock(answer->mutex);
      answer->lines = std::move(lines);
    });
  }
  return is_new;
}

bool ModelSections::is_working() const {
  return std::ranges::any_of(cuts_, [](const auto& cut) { return cut.second.answer != nullptr; });
}

const std::vector<CutLine>* ModelSections::of(const RoomId& room) const {
  auto found = cuts_.find(room);
  return found == cuts_.end() ? nullptr : &found->second.lines;
}

}  // namespace enf::editor
