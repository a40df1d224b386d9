#include "editor/theme.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "editor/icons.h"

namespace enf::editor {

namespace {

Palette the_palette;
Fonts the_fonts;
float the_scale = 1;

constexpr ImU32 rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

constexpr Palette light_palette{.window = rgb(0xdcdcdc),
                                .panel = rgb(0xf3f3f3),
                                .field = rgb(0xffffff),
                                .field_hover = rgb(0xe6e6e6),
                                .line = rgb(0xcfcfcf),
                                .text = rgb(0x1e1e1e),
                                .text_quiet = rgb(0x6a6a6a),
                                .accent = rgb(0x1b9aa0),
                                .accent_soft = rgb(0x1b9aa0, 46),
                                .on_accent = rgb(0xffffff),
                                .warning = rgb(0xb26a00),
                                .error = rgb(0xc0392b),
                                .paper = rgb(0xfafafa),
                                .grid = rgb(0xececec),
                                .grid_strong = rgb(0xdfdfdf),
                                .floor = rgb(0xffffff),
                                .wall = rgb(0x3c3c3c),
                                .wall_edge = rgb(0x1e1e1e),
                                .work = rgb(0xe2e2e2),
                                .work_edge = rgb(0x4a4a4a),
                                .dimension = rgb(0x767676),
                                .light = rgb(0xd39a1c),
                                .guide = rgb(0xd0447c)};

constexpr Palette dark_palette{.window = rgb(0x161616),
                               .panel = rgb(0x262626),
                               .field = rgb(0x333333),
                               .field_hover = rgb(0x3f3f3f),
                               .line = rgb(0x3a3a3a),
                               .text = rgb(0xe8e8e8),
                               .text_quiet = rgb(0x9a9a9a),
                               .accent = rgb(0x2bb3b9),
                               .accent_soft = rgb(0x2bb3b9, 56),
                               .on_accent = rgb(0x0d0d0d),
                               .warning = rgb(0xe0a030),
                               .error = rgb(0xe4604f),
                               .paper = rgb(0x1f1f1f),
                               .grid = rgb(0x282828),
                               .grid_strong = rgb(0x303030),
                               .floor = rgb(0x2b2b2b),
                               .wall = rgb(0xb4b4b4),
                               .wall_edge = rgb(0xd8d8d8),
                               .work = rgb(0x454545),
                               .work_edge = rgb(0xb0b0b0),
                               .dimension = rgb(0x8e8e8e),
                               .light = rgb(0xe6b84a),
                               .guide = rgb(0xe66a9c)};

// The file of a family's upright style in a weight of fontconfig's.
Result<std::string> font_file(FcConfig* config, const char* family, int weight, const char* package) {
  FcPattern* wanted = FcPatternCreate();
  FcPatternAddString(wanted, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted, FC_WEIGHT, weight);
  FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
  FcObjectSet* properties = FcObjectSetBuild(FC_FILE, nullptr);
  FcFontSet* found = FcFontList(config, wanted, properties);
  std::string path;
  for (int i = 0; found && i < found->nfont; ++i) {
    FcChar8* file = nullptr;
    if (FcPatternGetString(found->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
    std::string one = reinterpret_cast<const char*>(file);
    if (one.ends_with(".ttf") || one.ends_with(".otf")) path = std::max(path, one);  // web fonts lie beside them
  }
  if (found) FcFontSetDestroy(found);
  FcObjectSetDestroy(properties);
  FcPatternDestroy(wanted);
  if (path.empty())
    return fail({.id = "editor.font_missing",
                 .what = fmt::format("the font {} is not installed", family),
                 .advice = fmt::format("Install the package {}", package)});
  return path;
}

constexpr ImWchar latin_greek_and_cyrillic[] = {0x20,   0x2FF,  0x370,  0x3FF,  0x400,  0x52F,  0x1F00,
                                                0x1FFF, 0x2010, 0x205E, 0x2070, 0x209F, 0x20A0, 0x20BF,
                                                0x2116, 0x2116, 0x2190, 0x2199, 0x2212, 0x2212, 0};
constexpr ImWchar georgian[] = {0x10A0, 0x10FF, 0};
// With the forms of joined letters, which in_visual_order() writes.
constexpr ImWchar arabic[] = {0x600, 0x6FF, 0x750, 0x77F, 0xFB50, 0xFDFF, 0xFE70, 0xFEFC, 0};

}  // namespace

const Palette& palette() { return the_palette; }
const Fonts& fonts() { return the_fonts; }
float px(float design) { return std::round(design * the_scale); }

Result<void> build_fonts(ImFontAtlas& atlas, float scale) {
  // All fonts there are: the texts' own configuration knows theirs alone.
  FcConfig* config = FcInitLoadConfigAndFonts();
  auto regular = font_file(config, "Inter", FC_WEIGHT_REGULAR, "fonts-inter"),
       semibold = font_file(config, "Inter", FC_WEIGHT_DEMIBOLD, "fonts-inter");
  auto ka = font_file(config, "Noto Sans Georgian", FC_WEIGHT_REGULAR, "fonts-noto-core"),
       ka_bold = font_file(config, "Noto Sans Georgian", FC_WEIGHT_BOLD, "fonts-noto-core");
  auto ar = font_file(config, "Noto Sans Arabic", FC_WEIGHT_REGULAR, "fonts-noto-core"),
       ar_bold = font_file(config, "Noto Sans Arabic", FC_WEIGHT_BOLD, "fonts-noto-core");
  auto icons = font_file(config, "Material Design Icons", FC_WEIGHT_REGULAR, "fonts-materialdesignicons-webfont");
  FcConfigDestroy(config);
  for (auto* file : {&regular, &semibold, &ka, &ka_bold, &ar, &ar_bold, &icons})
    if (!*file) return fail(file->error());

  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  static ImVector<ImWchar> icon_ranges;  // the atlas reads it when it is built
  ImFontGlyphRangesBuilder builder;
  for (const char* one : icon::all) builder.AddText(one);
  icon_ranges.clear();
  builder.BuildRanges(&icon_ranges);
  auto add = [&](const std::string& latin, const std::string& georgian_file, const std::string& arabic_file,
                 float size) {
    size = std::round(size * scale);
    ImFont* font = atlas.AddFontFromFileTTF(latin.c_str(), size, nullptr, latin_greek_and_cyrillic);
    ImFontConfig merged;
    merged.MergeMode = true;
    atlas.AddFontFromFileTTF(georgian_file.c_str(), size, &merged, georgian);
    // Sizes count from a face's highest to its lowest: Noto's Arabic leaves much more room for marks than Inter.
    constexpr float as_large_as_inter = 2.112f / 1.21f;
    if (!arabic_file.empty())
      atlas.AddFontFromFileTTF(arabic_file.c_str(), std::round(size * as_large_as_inter), &merged, arabic);
    ImFontConfig with_icons = merged;
    with_icons.GlyphOffset.y = std::round(2 * scale);
    atlas.AddFontFromFileTTF(icons->c_str(), std::round(size * 1.2f), &with_icons, icon_ranges.Data);
    return font;
  };
  the_fonts.text = add(*regular, *ka, *ar, 15);
  the_fonts.strong = add(*semibold, *ka_bold, *ar_bold, 15);
  the_fonts.small = add(*regular, *ka, *ar, 12.5f);
  the_fonts.title = add(*semibold, *ka_bold, "", 30);  // titles of the interface alone
  the_fonts.scale = scale;
  if (!atlas.Build()) return fail({.id = "editor.font_missing", .what = "the interface's letters could not be drawn"});
  return {};
}

void set_theme(ThemeKind kind, float scale) {
  the_palette = kind == ThemeKind::light ? light_palette : dark_palette;
  the_scale = scale;
  const Palette& p = the_palette;
  ImGuiStyle style;
  style.WindowPadding = {12, 10}, style.FramePadding = {9, 5}, style.ItemSpacing = {8, 7},
  style.ItemInnerSpacing = {6, 4};
  style.CellPadding = {6, 4}, style.IndentSpacing = 16, style.ScrollbarSize = 11, style.GrabMinSize = 10;
  style.WindowRounding = 0, style.ChildRounding = 4, style.FrameRounding = 4, style.PopupRounding = 6,
  style.GrabRounding = 4;
  style.ScrollbarRounding = 6, style.TabRounding = 4;
  style.WindowBorderSize = 0, style.ChildBorderSize = 0, style.FrameBorderSize = 0, style.PopupBorderSize = 1;
  style.ScaleAllSizes(scale);
  auto set = [&](ImGuiCol which, ImU32 colour) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour); };
  auto soft = [&](ImU32 colour, std::uint32_t alpha) { return (colour & 0x00ffffffu) | (alpha << IM_COL32_A_SHIFT); };
  set(ImGuiCol_Text, p.text), set(ImGuiCol_TextDisabled, p.text_quiet);
  set(ImGuiCol_WindowBg, p.panel), set(ImGuiCol_ChildBg, soft(p.panel, 0)), set(ImGuiCol_PopupBg, p.panel);
  set(ImGuiCol_Border, p.line), set(ImGuiCol_BorderShadow, 0);
  set(ImGuiCol_FrameBg, p.field), set(ImGuiCol_FrameBgHovered, p.field_hover),
      set(ImGuiCol_FrameBgActive, p.field_hover);
  set(ImGuiCol_MenuBarBg, p.panel), set(ImGuiCol_TitleBg, p.panel), set(ImGuiCol_TitleBgActive, p.panel);
  set(ImGuiCol_ScrollbarBg, 0), set(ImGuiCol_ScrollbarGrab, soft(p.text_quiet, 90));
  set(ImGuiCol_ScrollbarGrabHovered, soft(p.text_quiet, 150)), set(ImGuiCol_ScrollbarGrabActive, p.text_quiet);
  set(ImGuiCol_CheckMark, p.accent), set(ImGuiCol_SliderGrab, p.accent), set(ImGuiCol_SliderGrabActive, p.accent);
  set(ImGuiCol_Button, soft(p.text, 0)), set(ImGuiCol_ButtonHovered, p.field_hover),
      set(ImGuiCol_ButtonActive, p.accent_soft);
  set(ImGuiCol_Header, p.accent_soft), set(ImGuiCol_HeaderHovered, p.field_hover),
      set(ImGuiCol_HeaderActive, p.accent_soft);
  set(ImGuiCol_Separator, p.line), set(ImGuiCol_SeparatorHovered, p.accent), set(ImGuiCol_SeparatorActive, p.accent);
  set(ImGuiCol_TextSelectedBg, soft(p.accent, 90)), set(ImGuiCol_DragDropTarget, p.accent);
  set(ImGuiCol_NavHighlight, p.accent), set(ImGuiCol_ModalWindowDimBg, rgb(0x000000, 70));
  set(ImGuiCol_Tab, soft(p.text, 0)), set(ImGuiCol_TabHovered, p.field_hover), set(ImGuiCol_TabActive, p.field);
  ImGui::GetStyle() = style;
}

}  // namespace enf::editor
