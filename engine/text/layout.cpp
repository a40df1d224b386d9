#include "engine/text/layout.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>

#include "engine/base/trace.h"

namespace enf {
namespace {

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* object) const {
    destroy(object);
  }
};
template <class T, auto destroy>
using Owned = std::unique_ptr<T, Destroy<destroy>>;

using Layout = Owned<PangoLayout, g_object_unref>;
using Surface = Owned<cairo_surface_t, cairo_surface_destroy>;
using Drawing = Owned<cairo_t, cairo_destroy>;
using Attributes = Owned<PangoAttrList, pango_attr_list_unref>;
using Description = Owned<PangoFontDescription, pango_font_description_free>;

constexpr double largest_side = 16384;

// Only the pinned families, rendered without the machine's taste: no user configuration is read.
std::string font_configuration() {
  std::string xml =
      "<?xml version=\"1.0\"?><fontconfig>"
      "<dir>/usr/share/fonts</dir><cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir>"
      "<selectfont><rejectfont><pattern><patelt name=\"scalable\"><bool>true</bool></patelt></pattern>"
      "<pattern><patelt name=\"scalable\"><bool>false</bool></patelt></pattern></rejectfont>";
  for (const PinnedFamily& pinned : pinned_families())
    xml += fmt::format("<acceptfont><pattern><patelt name=\"family\"><string>{}</string></patelt></pattern></acceptfont>",
                       pinned.family);
  xml +=
      "</selectfont><match target=\"font\"><edit name=\"antialias\"><bool>true</bool></edit>"
      "<edit name=\"hinting\"><bool>false</bool></edit><edit name=\"rgba\"><const>none</const></edit>"
      "<edit name=\"embeddedbitmap\"><bool>false</bool></edit></match></fontconfig>";
  return xml;
}

bool has_family(FcConfig* config, std::string_view family) {
  Owned<FcPattern, FcPatternDestroy> pattern(FcPatternCreate());
  FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(std::string(family).c_str()));
  Owned<FcObjectSet, FcObjectSetDestroy> objects(FcObjectSetBuild(FC_FILE, nullptr));
  Owned<FcFontSet, FcFontSetDestroy> found(FcFontList(config, pattern.get(), objects.get()));
  return found && found->nfont > 0;
}

std::string valid_utf8(const std::string& text) {
  char* made = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string valid = made;
  g_free(made);
  return valid;
}

// Pango's colours have 16 bits a channel: 255 becomes 65535.
guint16 wide(std::uint8_t value) { return static_cast<guint16>(value * 257); }

struct PlacedParagraph {
  Layout layout;
  double top = 0;  // texels
  double width = 0, height = 0;
};

}  // namespace

struct Typesetter::State {
  Owned<PangoFontMap, g_object_unref> fonts;
  Owned<PangoContext, g_object_unref> context;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  // Pango 1.50 never lets go of a font map's configuration by itself.
  ~State() {
    if (fonts) pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts.get()), nullptr);
  }

  Layout lay_out(const Paragraph& paragraph, double width_texels, double texels_per_unit) const {
    Layout layout(pango_layout_new(context.get()));
    Attributes attributes(pango_attr_list_new());
    std::string text;
    auto add = [&](PangoAttribute* attribute, std::size_t from) {
      attribute->start_index = static_cast<guint>(from);
      attribute->end_index = static_cast<guint>(text.size());
      pango_attr_list_insert(attributes.get(), attribute);
    };
    for (const TextRun& run : paragraph.runs) {
      std::size_t from = text.size();
      text += valid_utf8(run.text);
      const TextStyle& style = run.style;
      Description font(pango_font_description_new());
      pango_font_description_set_family(font.get(), std::string(families(style.role, style.language)).c_str());
      pango_font_description_set_weight(font.get(), static_cast<PangoWeight>(style.weight));
      pango_font_description_set_style(font.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
      pango_font_description_set_absolute_size(font.get(), style.size * texels_per_unit * PANGO_SCALE);
      add(pango_attr_font_desc_new(font.get()), from);
      add(pango_attr_language_new(pango_language_from_string(style.language.c_str())), from);
      add(pango_attr_foreground_new(wide(style.colour[0]), wide(style.colour[1]), wide(style.colour[2])), from);
      add(pango_attr_foreground_alpha_new(wide(style.colour[3])), from);
    }
    if (!paragraph.runs.empty()) {
      double height = paragraph.runs[0].style.size * paragraph.line_height * texels_per_unit;
      add(pango_attr_line_height_new_absolute(static_cast<int>(std::lround(height * PANGO_SCALE))), 0);
    }
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_auto_dir(layout.get(), TRUE);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), paragraph.align == TextAlign::start    ? PANGO_ALIGN_LEFT
                                             : paragraph.align == TextAlign::centre ? PANGO_ALIGN_CENTER
                                                                                    : PANGO_ALIGN_RIGHT);
    pango_layout_set_width(layout.get(), static_cast<int>(width_texels * PANGO_SCALE));
    return layout;
  }

  // The paragraphs from top to bottom; `width` and `height` become the text's size in texels, without margins.
  std::vector<PlacedParagraph> place(const TextBlock& block, double& width, double& height) const {
    std::vector<PlacedParagraph> placed;
    width = height = 0;
    for (const Paragraph& paragraph : block.paragraphs) {
      if (!placed.empty()) height += paragraph.space_before * block.texels_per_unit;
      Layout layout = lay_out(paragraph, block.width * block.texels_per_unit, block.texels_per_unit);
      PangoRectangle logical;
      pango_layout_get_extents(layout.get(), nullptr, &logical);
      double w = static_cast<double>(logical.width) / PANGO_SCALE, h = static_cast<double>(logical.height) / PANGO_SCALE;
      placed.push_back({std::move(layout), height, w, h});
      width = std::max(width, w);
      height += h;
    }
    return placed;
  }
};

Typesetter::Typesetter(std::unique_ptr<State> state) : state_(std::move(state)) {}
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;
Typesetter::~Typesetter() = default;

Result<Typesetter> Typesetter::open() {
  trace::Zone zone("fonts");
  Owned<FcConfig, FcConfigDestroy> config(FcConfigCreate());
  std::string xml = font_configuration();
  if (!FcConfigParseAndLoadFromMemory(config.get(), reinterpret_cast<const FcChar8*>(xml.c_str()), FcTrue) ||
      !FcConfigBuildFonts(config.get()))
    return fail({.id = "text.fontconfig", .what = "fontconfig could not read the installed fonts"});
  for (const PinnedFamily& pinned : pinned_families())
    if (!has_family(config.get(), pinned.family))
      return fail({.id = "text.font_missing",
                   .what = fmt::format("the font family '{}' is not installed", pinned.family),
                   .advice = fmt::format("Install the package {}", pinned.package)});

  // Where there is no current configuration, Pango has one read on a thread, with every font of the machine.
  FcConfigSetCurrent(config.get());

  auto state = std::make_unique<State>();
  state->fonts.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(state->fonts.get()), config.get());
  state->context.reset(pango_font_map_create_context(state->fonts.get()));
  Owned<cairo_font_options_t, cairo_font_options_destroy> options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(state->context.get(), options.get());
  pango_context_set_round_glyph_positions(state->context.get(), FALSE);
  return Typesetter(std::move(state));
}

Typesetter::Size Typesetter::measure(const TextBlock& block) {
  double width = 0, height = 0;
  state_->place(block, width, height);
  double text_width = block.shrink_to_fit ? std::ceil(width) / block.texels_per_unit : block.width;
  return {text_width + 2 * block.margin, height / block.texels_per_unit + 2 * block.margin};
}

Result<TextBitmap> Typesetter::set(const TextBlock& block) {
  trace::Zone zone("text");
  if (!(block.width > 0) || !(block.texels_per_unit > 0))
    return fail({.id = "text.nothing", .what = "text needs a width and a density above zero"});
  double text_width = 0, text_height = 0;
  std::vector<PlacedParagraph> placed = state_->place(block, text_width, text_height);
  double scale = block.texels_per_unit;
  double line_width = block.shrink_to_fit ? std::ceil(text_width) : block.width * scale;
  double width = std::max(1.0, std::round(line_width + 2 * block.margin * scale));
  double height = std::max(1.0, std::ceil(text_height + 2 * block.margin * scale));
  if (!(width <= largest_side) || !(height <= largest_side))
    return fail({.id = "text.too_large",
                 .what = fmt::format("the text would take {:.0f} x {:.0f} texels, at most {:.0f} a side are possible", width,
                                     height, largest_side),
                 .advice = "Shorten the text or lower its density"});

  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(width), static_cast<int>(height)));
  Drawing drawing(cairo_create(surface.get()));
  const TextColour& background = block.background;
  cairo_set_source_rgba(drawing.get(), background[0] / 255.0, background[1] / 255.0, background[2] / 255.0,
                        background[3] / 255.0);
  cairo_set_operator(drawing.get(), CAIRO_OPERATOR_SOURCE);
  cairo_paint(drawing.get());
  cairo_set_operator(drawing.get(), CAIRO_OPERATOR_OVER);
  for (const PlacedParagraph& paragraph : placed) {
    // Wrapping and alignment use the layout's width; when shrunk, the widest line decides instead.
    if (block.shrink_to_fit) pango_layout_set_width(paragraph.layout.get(), static_cast<int>(line_width * PANGO_SCALE));
    cairo_move_to(drawing.get(), block.margin * scale, block.margin * scale + paragraph.top);
    pango_cairo_show_layout(drawing.get(), paragraph.layout.get());
  }
  cairo_surface_flush(surface.get());

  TextBitmap bitmap;
  bitmap.width = static_cast<std::uint32_t>(width), bitmap.height = static_cast<std::uint32_t>(height);
  bitmap.width_units = width / scale, bitmap.height_units = height / scale;
  bitmap.rgba.resize(std::size_t{bitmap.width} * bitmap.height * 4);
  TextColour clear = background;
  constexpr std::uint32_t faint = 24;  // below, dividing by alpha would give coarse colours
  if (background[3] == 0 && !block.paragraphs.empty() && !block.paragraphs[0].runs.empty())
    clear = block.paragraphs[0].runs[0].style.colour;
  const unsigned char* rows = cairo_image_surface_get_data(surface.get());
  int stride = cairo_image_surface_get_stride(surface.get());
  std::uint8_t* out = bitmap.rgba.data();
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(rows + static_cast<std::ptrdiff_t>(y) * stride);
    for (std::uint32_t x = 0; x < bitmap.width; ++x, out += 4) {
      std::uint32_t texel = row[x], alpha = texel >> 24;
      for (int channel = 0; channel < 3; ++channel) {
        std::uint32_t value = (texel >> (16 - 8 * channel)) & 255;
        out[channel] = alpha < faint ? clear[static_cast<std::size_t>(channel)]
                                  : static_cast<std::uint8_t>(std::min(255u, (value * 255 + alpha / 2) / alpha));
      }
      out[3] = static_cast<std::uint8_t>(alpha);
    }
  }
  return bitmap;
}

std::u32string Typesetter::missing_glyphs(std::string_view text, std::string_view language, FontRole role) {
  Paragraph paragraph{.runs = {{std::string(text), {.role = role, .language = std::string(language)}}}};
  Layout layout = state_->lay_out(paragraph, 1e6, 1);
  std::u32string missing;
  for (GSList* line = pango_layout_get_lines_readonly(layout.get()); line; line = line->next)
    for (GSList* run = static_cast<PangoLayoutLine*>(line->data)->runs; run; run = run->next) {
      const PangoGlyphString* glyphs = static_cast<PangoGlyphItem*>(run->data)->glyphs;
      for (int i = 0; i < glyphs->num_glyphs; ++i) {
        PangoGlyph glyph = glyphs->glyphs[i].glyph;
        if (!(glyph & PANGO_GLYPH_UNKNOWN_FLAG)) continue;
        char32_t character = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        if (missing.find(character) == std::u32string::npos) missing += character;
      }
    }
  return missing;
}

}  // namespace enf
