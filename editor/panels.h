// Owns: the side panels: the catalogue of works, the inspector of what is selected, the history.
// Must not know: where they stand in the window.
// Called by: the app, main thread; each draws into the current window.
#pragma once

#include <imgui.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "editor/fields.h"
#include "editor/form.h"
#include "editor/model_sections.h"
#include "editor/workspace.h"

namespace enf::editor {

using WorkTexture = std::function<ImTextureID(const Work&)>;

// What the spots give a work's face: its mean, and its brightest place.
struct WorkLight {
  double mean_lx = 0, most_lx = 0;
};
// Null while it is not known.
using WorkLightOf = std::function<const WorkLight*(const Placement&)>;

// What the inspector asks and does about luminaires.
struct LuminaireHands {
  // The flux in lumens of a light that gives one candela in the middle of its beam; 0 if it is not known.
  std::function<double(const Light&)> lumens_per_candela;
  std::function<std::vector<std::string>()> files;              // the exhibition's, as lights name them
  std::function<void(const LightId&, const std::string&)> use;  // lets the light shine as the file tells
};

class CataloguePanel {
 public:
  void draw(Workspace& workspace, const WorkTexture& texture);

 private:
  enum class Show { all, free, placed };
  // What the list depends on; it is made anew when one of them is another.
  struct Asked {
    Table<Work> works;
    Table<Placement> placements;
    std::string query, language;
    Show show = Show::all;
    friend bool operator==(const Asked&, const Asked&) = default;
  };
  struct Line {
    std::shared_ptr<const Work> work;
    PlacementId placement;  // empty: not placed
  };
  void list(const Workspace& workspace);
  void draw_work(Workspace& workspace, const Line& line, const WorkTexture& texture);
  std::string query_;
  Show show_ = Show::all;
  std::optional<Asked> listed_;
  std::vector<Line> lines_;
};

class InspectorPanel {
 public:
  void draw(Workspace& workspace, OperatorForm& form, const ModelSections& sections, const WorkTexture& texture,
            const WorkLightOf& light, const LuminaireHands& luminaires);

 private:
  void draw_room(Workspace& workspace, OperatorForm& form, const ModelSections& sections);
  void draw_room_model(Workspace& workspace, OperatorForm& form, const Room& room, const ModelSections& sections);
  void draw_wall_finish(Workspace& workspace, const std::optional<Finish>& own);
  void draw_free_wall(Workspace& workspace, OperatorForm& form, const Room& room, std::uint32_t wall);
  void draw_placement(Workspace& workspace, OperatorForm& form, const Placement& placement, const WorkTexture& texture,
                      const WorkLightOf& light);
  void draw_support(Workspace& workspace, const AnyId& id, const OnFloor& floor);
  void draw_work_light(Workspace& workspace, const Work& work, const WorkLight* light);
  void draw_several(Workspace& workspace, OperatorForm& form);
  void draw_light(Workspace& workspace, const Light& light, const LuminaireHands& luminaires);
  void choose_luminaire(Workspace& workspace, const Light& light, const LuminaireHands& luminaires);
  void draw_label(Workspace& workspace, const Label& label);
  void draw_wall_text(Workspace& workspace, const WallText& text);
  void draw_furniture(Workspace& workspace, const Furniture& piece);
  void draw_opening(Workspace& workspace, const AnyId& id, double along, double width, double height,
                    const double* sill);
  void draw_leads_to(Workspace& workspace, const Doorway& doorway);
  void draw_viewpoint(Workspace& workspace, OperatorForm& form, const Viewpoint& view);
  void edit_texts(Workspace& workspace, const LocalizedText& texts, std::string_view op, const AnyId& item,
                  const char* field, bool several_lines);
  TextDrafts drafts_;
  std::vector<std::string> luminaire_files_;  // while one is chosen
};

void draw_history(Workspace& workspace);

}  // namespace enf::editor
