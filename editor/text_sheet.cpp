#include "editor/text_sheet.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <functional>
#include <map>

#include "editor/icons.h"
#include "editor/theme.h"
#include "engine/exhibition/hanging.h"
#include "engine/text/languages.h"

namespace enf::editor {

namespace {

const Label* label_of(const Document& document, const PlacementId& placement) {
  for (const Label& label : document.labels)
    if (label.placement == placement) return &label;
  return nullptr;
}

std::string utf8(char32_t c) {
  std::string out;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else {
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr unsigned char first[] = {0, 0xC0, 0xE0, 0xF0};
    out += static_cast<char>(first[more] | (c >> (6 * more)));
    for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
  }
  return out;
}

void coloured(ImU32 colour, std::string_view text) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopStyleColor();
}

}  // namespace

std::string letters_told(const std::u32string& letters) {
  std::string told;
  for (char32_t letter : letters)
    told += fmt::format("{}{} (U+{:04X})", told.empty() ? "" : ", ", utf8(letter), unsigned(letter));
  return told;
}

const TextSheet::Line* TextSheet::chosen() const {
  auto found = std::ranges::find(lines_, chosen_, &Line::id);
  return found == lines_.end() ? nullptr : &*found;
}

// While something is typed the list stays as it is. Only what was changed is looked at anew.
void TextSheet::list(const Workspace& workspace) {
  const Session& session = workspace.session();
  if (workspace.has_gesture() && listed_) return;
  Asked asked{session.document, session.room, all_rooms_, workspace.language()};
  if (listed_ == asked) return;
  std::map<AnyId, Line> known;
  const bool stays =
      listed_ && listed_->language == asked.language && listed_->document.exhibition == asked.document.exhibition;
  for (Line& line : std::exchange(lines_, {}))
    if (stays) known.emplace(AnyId(line.id), std::move(line));
  listed_ = std::move(asked);
  const Document& document = session.document;
  auto is_asked = [&](const RoomId& room) { return all_rooms_ || room == session.room; };
  auto add = [&](const AnyId& id, const RoomId& room, Source source, auto&& look) {
    auto found = known.find(id);
    const bool is_known = found != known.end() && found->second.source == source;
    Line line = is_known ? std::move(found->second) : look();
    line.id = id, line.room = room, line.source = std::move(source);
    lines_.push_back(std::move(line));
  };
  for (auto it = document.wall_texts.begin(); it != document.wall_texts.end(); ++it)
    if (is_asked(it->room))
      add(it->id, it->room, {.text = it.record(), .room = document.rooms.get(it->room)},
          [&] { return Line{.name = workspace.name_of(it->id), .marks = checks_.marks_of(document, *it)}; });
  std::map<PlacementId, std::shared_ptr<const Label>> labels;
  for (auto it = document.labels.begin(); it != document.labels.end(); ++it) labels.emplace(it->placement, it.record());
  for (const Placement& placement : document.placements) {
    auto work = document.works.get(placement.work);
    if (!work || !is_asked(placement.room)) continue;
    auto label = labels.find(placement.id);
    Source source{.work = work, .label = label == labels.end() ? nullptr : label->second};
    add(placement.id, placement.room, source, [&] {
      return Line{.name = workspace.title_of(*work), .marks = checks_.marks_of(document, *work, source.label.get())};
    });
  }
}

void TextSheet::draw(Workspace& workspace, OperatorForm& form) {
  list(workspace);
  // What is selected elsewhere is written about here.
  const std::vector<AnyId>& selection = workspace.session().selection;
  if (selection.size() == 1 && std::ranges::find(lines_, selection.front(), &Line::id) != lines_.end())
    chosen_ = selection.front();
  if (!chosen() && !lines_.empty()) chosen_ = lines_.front().id;
  const float wide = std::min(px(240), ImGui::GetContentRegionAvail().x * 0.34f);
  ImGui::BeginChild("list", {wide, 0}, false, ImGuiWindowFlags_NavFlattened);
  draw_list(workspace);
  ImGui::EndChild();
  ImGui::SameLine(0, px(16));
  ImGui::BeginChild("fields", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  draw_fields(workspace, form);
  ImGui::EndChild();
}

void TextSheet::draw_line(Workspace& workspace, const Line& line) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool is_text = std::holds_alternative<WallTextId>(line.id);
  const std::string id = (is_text ? "text." : "") + std::visit([](const auto& one) { return one.value; }, line.id);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float across = ImGui::GetContentRegionAvail().x, high = px(28);
  if (ImGui::Selectable(fmt::format("###{}", id).c_str(), line.id == chosen_, 0, {across, high})) {
    chosen_ = line.id, wanted_ = line.id;
    workspace.select(line.id, false);
    if (line.room != workspace.session().room) workspace.ask("room.enter", {{"room", AnyId(line.room)}});
  }
  list.AddText({at.x + px(6), at.y + px(6)}, palette().text_quiet, is_text ? icon::text : icon::label);
  if (!line.marks.all_well()) list.AddText({at.x + across - px(22), at.y + px(6)}, palette().warning, icon::warning);
  draw_cut(list, fonts().text, {at.x + px(30), at.y + px(6)}, at.x + across - px(28), palette().text, line.name);
}

void TextSheet::draw_list(Workspace& workspace) {
  auto toggle = [&](std::string_view english, const char* id, bool& on) {
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, palette().accent_soft);
    const bool was_on = on;
    if (ImGui::Button(workspace.label(english, id).c_str())) on = !on;
    if (was_on) ImGui::PopStyleColor();
  };
  toggle(tr("All rooms"), "all-rooms", all_rooms_);
  ImGui::SameLine(0, px(2));
  toggle(tr("Only what is amiss"), "amiss", amiss_only_);
  ImGui::Dummy({0, px(2)});
  ImGui::BeginChild("texts", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  std::vector<const Line*> shown;
  for (const Line& line : lines_)
    if (!amiss_only_ || !line.marks.all_well()) shown.push_back(&line);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(shown.size()));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      draw_line(workspace, *shown[static_cast<std::size_t>(i)]);
  if (shown.empty()) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s",
                        workspace
                            .tr(amiss_only_ ? tr("Nothing is amiss here.")
                                            : tr("No work hangs or stands here yet, and no text is on the walls."))
                            .data());
    ImGui::PopTextWrapPos();
  }
  ImGui::EndChild();
}

// The name, and whether the plate or the text fits.
void TextSheet::draw_head(Workspace& workspace, OperatorForm& form, const Line& line) {
  ImGui::AlignTextToFramePadding();
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(line.name.c_str());
  ImGui::PopFont();
  ImGui::SameLine(0, px(18));
  coloured(line.marks.all_well() ? palette().accent : palette().warning,
           line.marks.all_well() ? fmt::format("{} {}", icon::check, workspace.tr("Complete in all languages"))
           : !line.marks.too_large.empty() ? fmt::format("{} {}", icon::warning, workspace.tr("Does not fit"))
           : !line.marks.missing.empty()   ? fmt::format("{} {}", icon::warning, workspace.tr("Languages are missing"))
                                           : fmt::format("{} {}", icon::warning, workspace.tr("Letters are missing")));
  for (std::string_view op : {"label.set-template", "exhibition.set-languages"}) {
    const Operator& one = *find_operator(op);
    const std::string text = workspace.label(one.title, op);
    const float wide = ImGui::CalcTextSize(workspace.tr(one.title).data()).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::SameLine();
    if (op == "label.set-template") {
      const Operator& next = *find_operator("exhibition.set-languages");
      const float both = wide + ImGui::CalcTextSize(workspace.tr(next.title).data()).x +
                         2 * ImGui::GetStyle().FramePadding.x + ImGui::GetStyle().ItemSpacing.x;
      ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowContentRegionMax().x - both));
    }
    operator_button(workspace, form, op);
  }
}

void TextSheet::draw_fields(Workspace& workspace, OperatorForm& form) {
  const Line* line = chosen();
  if (!line) {
    for (std::string_view op : {"label.set-template", "exhibition.set-languages"}) operator_button(workspace, form, op);
    return;
  }
  const Document& document = workspace.shown();
  std::vector<TextField> fields;
  std::function<TextFit(const std::string&)> fit;
  if (auto* placed = std::get_if<PlacementId>(&line->id)) {
    const Placement* placement = document.find(*placed);
    if (!placement) return;
    fields = fields_of(*document.find(placement->work));
    if (const Label* label = label_of(document, *placed))
      fit = [&document, label](const std::string& language) { return fit_of(document, *label, language); };
  } else {
    const WallText* text = document.find(std::get<WallTextId>(line->id));
    if (!text) return;
    fields = fields_of(*text);
    fit = [&document, text](const std::string& language) { return fit_of(document, *text, language); };
  }
  draw_head(workspace, form, *line);
  ImGui::Dummy({0, px(2)});
  const std::vector<std::string>& languages = document.exhibition->languages;
  const int columns = static_cast<int>(languages.size()) + 1;
  if (!ImGui::BeginTable("cells", columns, ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY)) return;
  const float names = px(92);
  const float wide =
      std::max(px(180), (ImGui::GetContentRegionAvail().x - names) / static_cast<float>(columns - 1) - px(14));
  ImGui::TableSetupScrollFreeze(1, 1);
  ImGui::TableSetupColumn("names", ImGuiTableColumnFlags_WidthFixed, names);
  for (const std::string& language : languages)
    ImGui::TableSetupColumn(language.c_str(), ImGuiTableColumnFlags_WidthFixed, wide);
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  for (const std::string& language : languages) {
    ImGui::TableNextColumn();
    ImGui::PushFont(fonts().strong);
    ImGui::TextUnformatted(std::string(native_name(language)).c_str());
    ImGui::PopFont();
    if (!fit) continue;
    TextFit now = fit(language);
    std::string size =
        workspace.number(now.needs_mm / 10, 0) + (now.fits() ? "" : " / " + workspace.number(now.may_mm / 10, 0));
    ImGui::SameLine();
    coloured(now.fits() ? palette().text_quiet : palette().warning,
             (now.fits() ? "" : std::string(icon::warning) + " ") + workspace.tr("{} cm high", size));
    if (!now.fits() && ImGui::IsItemHovered())
      workspace.hint = workspace.tr("These words need more height than there is: shorten them, or let them have more.");
  }
  for (const TextField& field : fields) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::AlignTextToFramePadding();
    coloured(palette().text_quiet, workspace.tr(field.heading));
    for (const std::string& language : languages) {
      ImGui::TableNextColumn();
      draw_cell(workspace, field, language, *line);
    }
  }
  ImGui::EndTable();
}

void TextSheet::draw_cell(Workspace& workspace, const TextField& field, const std::string& language, const Line& line) {
  auto found = field.text->find(language);
  std::string typed = found == field.text->end() ? std::string() : found->second;
  const bool is_missing = typed.empty() && !field.text->empty();
  const std::string id = fmt::format("###{}.{}", field.name, language);
  const bool is_read_only = workspace.session().is_read_only;
  const ImGuiInputTextFlags flags = is_read_only ? ImGuiInputTextFlags_ReadOnly : 0;
  ImGui::SetNextItemWidth(-px(4));
  if (is_missing)
    ImGui::PushStyleColor(ImGuiCol_Border, palette().warning),
        ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, px(1));
  const float wide = ImGui::GetContentRegionAvail().x - px(4);
  const bool edited = field.has_lines ? paragraphs_.input(id.c_str(), typed, wide, px(96), px(240), flags)
                                      : ImGui::InputText(id.c_str(), &typed, flags);
  if (is_missing) ImGui::PopStyleVar(), ImGui::PopStyleColor();
  if (ImGui::IsItemActive()) language_ = language;
  if (ImGui::IsItemHovered() && is_missing) workspace.hint = workspace.tr("There are no words in this language yet.");
  const bool is_text = std::holds_alternative<WallTextId>(line.id);
  if (edited)
    workspace.try_change(
        is_text ? "wall-text.write" : "work.write",
        {{"item", line.id}, {"field", std::string(field.name)}, {"text", typed}, {"language", language}});
  if (ImGui::IsItemDeactivatedAfterEdit()) workspace.finish_gesture();
  const std::u32string unknown =
      checks_.unknown_letters(typed, language, field.name == "title" ? FontRole::serif : FontRole::sans);
  if (unknown.empty()) return;
  ImGui::PushFont(fonts().small);
  ImGui::PushTextWrapPos();
  coloured(palette().warning, workspace.tr("No font has: {}", letters_told(unknown)));
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
}

}  // namespace enf::editor
