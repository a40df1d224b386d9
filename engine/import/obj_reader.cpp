#include "engine/import/obj_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "engine/cook/import_channel.h"
#include "engine/cook/import_clean.h"
#include "engine/cook/import_format.h"
#include "engine/import/corner_vertices.h"
#include "engine/import/mtl_reader.h"
#include "engine/import/polygon_triangles.h"
#include "engine/import/text_lines.h"
#include "engine/import/text_scan.h"
#include "engine/import/utf8_text.h"

namespace enf {

namespace {

constexpr std::uint32_t none = ~0u;

// What one corner of a face names, from 0.
struct Corner {
  std::uint32_t place = none, uv = none, normal = none;
};

// Faces of one part that have equally many corners and lie behind one another in the file.
struct Run {
  std::size_t first_corner = 0, faces = 0;
  std::uint32_t sides = 0;
};

// The faces of one object, one material and the same attributes.
struct Part {
  std::size_t object = 0;
  std::string material;
  bool has_uvs = false, has_normals = false;
  std::vector<Run> runs;
};

class ObjImport {
 public:
  ObjImport(std::string_view text, const std::string& name, SideFiles& files, IntakeReport& report)
      : lines_(text), name_(name), files_(files), warnings_(report.warnings), materials_(model_, files, report) {}

  SourceModel run() {
    while (auto line = lines_.next()) statement(*line);
    build();
    if (points_ + lines_drawn_ > 0) {
      add_warning(warnings_, "mesh.points_or_lines",
                  (points_ > 0 ? fmt::format("{} points", points_) : fmt::format("{} lines", lines_drawn_)) +
                      (model_.meshes.empty() ? ": point clouds and line drawings are not shown" : " are not shown"));
    }
    return std::move(model_);
  }

 private:
  [[noreturn]] void broken(const std::string& what) const {
    throw ImportFailure("import.malformed", fmt::format("line {}: {}", lines_.number(), what));
  }

  void statement(std::string_view line) {
    Words words(line);
    const std::string_view key = words.word();
    if (key == "v") return vertex(words);
    if (key == "f") return face(words);
    if (key == "vn") {
      normals_.push_back({number(words), number(words), number(words)});
    } else if (key == "vt") {
      const float u = number(words);
      auto v = words.number<float>();
      uvs_.push_back({u, 1 - v.value_or(0)});
    } else if (key == "usemtl") {
      material_ = words.rest();
      known_parts_.fill(none);
    } else if (key == "o" || key == "g") {
      object_ = std::string(words.rest());
      known_parts_.fill(none);
    } else if (key == "mtllib") {
      library(std::string(words.rest()));
    } else if (key == "l") {
      std::uint64_t n = 0;
      for (; !words.word().empty();) ++n;
      lines_drawn_ += n > 1 ? n - 1 : 0;
    } else if (key == "p") {
      for (; !words.word().empty();) ++points_;
    }
  }

  float number(Words& words) const {
    auto value = words.number<float>();
    if (!value) broken(fmt::format("\"{}\" is not a number", words.word().substr(0, 40)));
    return *value;
  }

  // "v x y z", with a weight, with a colour, or with both.
  void vertex(Words& words) {
    vec3 p{number(words), number(words), number(words)};
    std::array<float, 4> more{};
    std::size_t n = 0;
    while (n < more.size()) {
      auto value = words.number<float>();
      if (!value) break;
      more[n++] = *value;
    }
    if (n == 1) p /= more[0];
    if (n >= 3) {
      const float* c = more.data() + (n - 3);
      colours_.resize(positions_.size(), vec4(1));
      colours_.emplace_back(linear_from_srgb(c[0]), linear_from_srgb(c[1]), linear_from_srgb(c[2]), 1.0f);
    }
    positions_.push_back(p);
  }

  // One number of a corner; 0 if there is none. Too large ones stay too large.
  static std::int64_t whole(const char*& at, const char* end) {
    const bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) ++at;
    std::int64_t value = 0;
    for (; at < end && *at >= '0' && *at <= '9'; ++at)
      value = std::min<std::int64_t>(value * 10 + (*at - '0'), 1ll << 40);
    return negative ? -value : value;
  }

  // OBJ counts from 1, or backwards from the newest with negative numbers. Numbers may run ahead of the file's order.
  std::uint32_t resolved(std::int64_t index, std::size_t have) const {
    if (index < 0) index += static_cast<std::int64_t>(have) + 1;
    if (index <= 0 || index >= none) broken("a face names a vertex by a number that cannot be");
    return static_cast<std::uint32_t>(index - 1);
  }

  void face(Words& words) {
    const std::size_t first = corners_.size();
    bool has_uvs = true, has_normals = true;
    for (std::string_view word = words.word(); !word.empty() && word[0] != '#'; word = words.word()) {
      const char *at = word.data(), *end = at + word.size();
      Corner c{.place = resolved(whole(at, end), positions_.size())};
      if (at < end && *at == '/') {
        ++at;
        if (at < end && *at != '/') c.uv = resolved(whole(at, end), uvs_.size());
        if (at < end && *at == '/' && ++at < end) c.normal = resolved(whole(at, end), normals_.size());
      }
      if (at < end) broken(fmt::format("a face has a corner \"{}\"", word.substr(0, 40)));
      has_uvs = has_uvs && c.uv != none, has_normals = has_normals && c.normal != none;
      corners_.push_back(c);
    }
    const std::size_t sides = corners_.size() - first;
    if (sides < 3) {
      points_ += sides == 1, lines_drawn_ += sides == 2;
      corners_.resize(first);
      return;
    }
    Part& part = parts_[part_of(has_uvs, has_normals)];
    if (part.runs.empty() || part.runs.back().sides != sides ||
        part.runs.back().first_corner + part.runs.back().faces * sides != first) {
      part.runs.push_back({.first_corner = first, .sides = static_cast<std::uint32_t>(sides)});
    }
    ++part.runs.back().faces;
  }

  std::size_t part_of(bool has_uvs, bool has_normals) {
    std::size_t& known = known_parts_[std::size_t{has_uvs} + 2 * std::size_t{has_normals}];
    if (known != none) return known;
    const std::size_t object = objects_.try_emplace(object_, objects_.size()).first->second;
    auto [place, is_new] = part_numbers_.try_emplace({object, material_, has_uvs, has_normals}, parts_.size());
    if (is_new) parts_.push_back({object, material_, has_uvs, has_normals, {}});
    return known = place->second;
  }

  // The rest of the line is one name that may hold blanks, or several names; failing both, the library has the model's.
  void library(const std::string& names) {
    if (read_library(names)) return;
    bool found = false;
    if (names.find(' ') != std::string::npos) {
      Words words(names);
      for (std::string_view word = words.word(); !word.empty(); word = words.word()) {
        if (read_library(std::string(word)))
          found = true;
        else
          name_missing(std::string(word));
      }
    } else {
      name_missing(names);
    }
    if (!found) read_library(name_.substr(0, name_.rfind('.')) + ".mtl");
  }

  bool read_library(std::string name) {
    while (name.starts_with("./") || name.starts_with(".\\")) name.erase(0, 2);
    auto answer = files_.open(name);
    if (!answer.file) answer = files_.open(percent_decoded(name));
    if (!answer.file) return false;
    if (auto cut = name.find_last_of("/\\"); cut != std::string::npos) files_.also_search(name.substr(0, cut));
    const auto bytes = answer.file->bytes();
    if (auto wide = from_utf16(bytes))
      read_mtl(*wide, libraries_);
    else
      read_mtl({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, libraries_);
    return true;
  }

  void name_missing(const std::string& name) {
    if (files_.open(name).answer == FileAnswer::refused) return;  // named already
    add_warning(warnings_, "material.library_missing",
                fmt::format("material file \"{}\" is missing: surfaces are plain", name));
  }

  void build() {
    colours_.resize(colours_.empty() ? 0 : positions_.size(), vec4(1));
    std::vector<std::string> names(objects_.size());
    for (const auto& [name, number] : objects_) names[number] = name.empty() ? fmt::format("mesh {}", number) : name;
    std::vector<SourceMesh> meshes(objects_.size());
    CornerVertices vertices(positions_.size());
    for (const Part& part : parts_) {
      SourcePart out = part_from(part, names[part.object], vertices);
      clean_part(out, names[part.object], warnings_);
      if (out.indices.empty()) continue;
      out.material = material(part.material);
      meshes[part.object].parts.push_back(std::move(out));
    }
    for (std::size_t i = 0; i < meshes.size(); ++i) {
      if (meshes[i].parts.empty()) continue;
      meshes[i].name = names[i];
      model_.instances.push_back({static_cast<std::uint32_t>(model_.meshes.size()), mat4(1)});
      model_.meshes.push_back(std::move(meshes[i]));
    }
  }

  SourcePart part_from(const Part& part, const std::string& object, CornerVertices& vertices) {
    SourcePart out;
    vertices.begin_part();
    std::vector<std::uint32_t> numbers;  // of one face's corners
    std::vector<vec3> outline;
    for (const Run& run : part.runs) {
      const Corner* corner = &corners_[run.first_corner];
      numbers.resize(run.sides);
      for (std::size_t f = 0; f < run.faces; ++f, corner += run.sides) {
        for (std::uint32_t k = 0; k < run.sides; ++k) {
          if (corner[k].place >= positions_.size()) {
            throw ImportFailure("import.malformed", fmt::format("a face names vertex {}, of {} that are there",
                                                                corner[k].place + 1ull, positions_.size()));
          }
          const std::uint64_t uv = part.has_uvs ? corner[k].uv : none,
                              normal = part.has_normals ? corner[k].normal : none;
          numbers[k] = vertices.vertex(corner[k].place, uv << 32 | normal);
        }
        if (run.sides == 3) {
          out.indices.insert(out.indices.end(), numbers.begin(), numbers.end());
          continue;
        }
        outline.clear();
        for (std::uint32_t k = 0; k < run.sides; ++k) outline.push_back(positions_[corner[k].place]);
        for (const auto& triangle : polygon_triangles(outline)) {
          for (std::uint32_t k : triangle) out.indices.push_back(numbers[k]);
        }
      }
    }
    const auto made = vertices.part();
    out.positions.reserve(made.size());
    for (const auto& v : made) out.positions.push_back(positions_[v.place]);
    auto take = [&](auto& into, const auto& from, auto index_of) {
      into.reserve(made.size());
      for (const auto& v : made) {
        const std::uint64_t index = index_of(v);
        if (index >= from.size()) {  // such a part has to do without
          add_warning(
              warnings_, "mesh.bad_attributes",
              fmt::format("mesh \"{}\": a face names texture coordinates or normals that are not there", object));
          return into.clear();
        }
        into.push_back(from[index]);
      }
    };
    if (part.has_uvs) take(out.uvs, uvs_, [](const auto& v) { return v.detail >> 32; });
    if (part.has_normals) take(out.normals, normals_, [](const auto& v) { return v.detail & none; });
    if (!colours_.empty()) {
      out.colours.reserve(made.size());
      for (const auto& v : made) out.colours.push_back(colours_[v.place]);
    }
    return out;
  }

  std::uint32_t material(const std::string& name) {
    if (auto it = used_materials_.find(name); it != used_materials_.end()) return it->second;
    PhongMaterial m{.name = name};
    if (auto it = libraries_.find(name); it != libraries_.end())
      m = it->second;
    else if (!colours_.empty())
      m.diffuse = vec3(1);  // so that colours come out as scanned
    return used_materials_[name] = materials_.add(m);
  }

  TextLines lines_;
  std::string name_;
  SideFiles& files_;
  std::vector<IntakeWarning>& warnings_;
  SourceModel model_;
  PhongMaterials materials_;
  std::map<std::string, PhongMaterial, std::less<>> libraries_;
  std::map<std::string, std::uint32_t> used_materials_;

  std::vector<vec3> positions_, normals_;
  std::vector<vec2> uvs_;      // v down
  std::vector<vec4> colours_;  // linear, by position; may end early
  std::vector<Corner> corners_;
  std::string object_, material_;
  std::map<std::string, std::size_t> objects_;  // those with faces, in the order in which they come
  std::map<std::tuple<std::size_t, std::string, bool, bool>, std::size_t> part_numbers_;
  std::vector<Part> parts_;
  std::array<std::size_t, 4> known_parts_{none, none, none, none};  // of the current object and material, by attributes
  std::uint64_t points_ = 0, lines_drawn_ = 0;
};

}  // namespace

SourceModel read_obj(std::span<const std::byte> bytes, const std::string& name, SideFiles& files,
                     IntakeReport& report) {
  report.kind = AssetKind::model;
  report.format = format_name(ModelFormat::obj);
  const auto wide = from_utf16(bytes);
  const std::string_view text =
      wide ? std::string_view(*wide) : std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return ObjImport(text, name, files, report).run();
}

}  // namespace enf
