#include "engine/import/ply_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "engine/cook/import_channel.h"
#include "engine/cook/import_clean.h"
#include "engine/cook/import_format.h"
#include "engine/import/corner_vertices.h"
#include "engine/import/phong_material.h"
#include "engine/import/ply_header.h"
#include "engine/import/polygon_triangles.h"
#include "engine/import/text_scan.h"

namespace enf {

namespace {

[[noreturn]] void broken(const std::string& what) { throw ImportFailure("import.malformed", what); }

// Calls f with a zero of the C++ type.
template <class F>
auto with_type(PlyType type, F f) {
  switch (type) {
    case PlyType::int8:
      return f(std::int8_t{});
    case PlyType::uint8:
      return f(std::uint8_t{});
    case PlyType::int16:
      return f(std::int16_t{});
    case PlyType::uint16:
      return f(std::uint16_t{});
    case PlyType::int32:
      return f(std::int32_t{});
    case PlyType::uint32:
      return f(std::uint32_t{});
    case PlyType::float32:
      return f(float{});
    case PlyType::float64:
      break;
  }
  return f(double{});
}

template <class T>
T load(const std::byte* from, PlyEncoding encoding) {
  std::array<std::byte, sizeof(T)> bytes;
  std::memcpy(bytes.data(), from, sizeof(T));
  const auto native = std::endian::native == std::endian::little ? PlyEncoding::little : PlyEncoding::big;
  if (encoding != native) std::reverse(bytes.begin(), bytes.end());
  return std::bit_cast<T>(bytes);
}

// The greatest value of integers, which stands for 1 in colours; floats go up to 1.
double full_scale(PlyType type) {
  return with_type(type, [](auto zero) {
    using T = decltype(zero);
    return std::is_integral_v<T> ? static_cast<double>(std::numeric_limits<T>::max()) : 1.0;
  });
}

enum class Meaning { plain, upwards, colour, alpha };  // upwards: of a texture coordinate, ours point down

// Where one property of the vertices goes.
struct Target {
  float* out = nullptr;    // the first row's; null if it goes nowhere
  std::size_t stride = 0;  // in floats
  Meaning meaning = Meaning::plain;
};

const std::array<float, 256>& linear_bytes() {
  static const auto table = [] {
    std::array<float, 256> t{};
    for (std::size_t i = 0; i < 256; ++i) t[i] = linear_from_srgb(static_cast<float>(i) / 255.0f);
    return t;
  }();
  return table;
}

float meant(double value, PlyType type, Meaning meaning) {
  switch (meaning) {
    case Meaning::plain:
      break;
    case Meaning::upwards:
      return static_cast<float>(1 - value);
    case Meaning::colour:
      return linear_from_srgb(static_cast<float>(value / full_scale(type)));
    case Meaning::alpha:
      return std::clamp(static_cast<float>(value / full_scale(type)), 0.0f, 1.0f);
  }
  return static_cast<float>(value);
}

std::uint32_t as_index(double value) {
  return value >= 0 && value < 4294967295.0 ? static_cast<std::uint32_t>(value) : ~0u;
}

// The data behind the header: takes one number after another, of either encoding.
class PlyData {
 public:
  PlyData(std::span<const std::byte> bytes, PlyEncoding encoding)
      : encoding_(encoding), bytes_(bytes), words_({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) {}

  PlyEncoding encoding() const { return encoding_; }
  bool is_text() const { return encoding_ == PlyEncoding::text; }
  double number(PlyType type) {
    if (is_text()) {
      auto value = words_.number<double>();
      if (!value)
        broken(words_.at_end() ? "the file is cut short"
                               : fmt::format("\"{}\" is not a number", words_.word().substr(0, 40)));
      return *value;
    }
    return with_type(
        type, [&](auto zero) { return static_cast<double>(load<decltype(zero)>(take(sizeof zero), encoding_)); });
  }
  std::uint64_t list_size(const PlyProperty& list) {
    const double n = number(*list.count);
    if (!(n >= 0 && n <= 1e9)) broken(fmt::format("a list of {} items is impossible", n));
    return static_cast<std::uint64_t>(n);
  }
  void skip(const PlyProperty& property) {
    const std::uint64_t n = property.count ? list_size(property) : 1;
    if (is_text()) {
      for (std::uint64_t i = 0; i < n; ++i) number(property.type);
    } else {
      take(n * bytes_of(property.type));
    }
  }
  const std::byte* take(std::uint64_t count) {
    if (count > bytes_.size()) broken("the file is cut short");
    const std::byte* from = bytes_.data();
    bytes_ = bytes_.subspan(count);
    return from;
  }
  // In text every row has a line, and some writers put more into it than their header says.
  void end_row() {
    if (is_text()) words_.skip_line();
  }
  // Throws unless so many rows can be there, so that a lying header costs no memory.
  void expect(const PlyElement& element) const {
    std::uint64_t least = 0;
    for (const PlyProperty& p : element.properties) least += is_text() ? 2 : bytes_of(p.count.value_or(p.type));
    const std::uint64_t left = is_text() ? words_.rest().size() + 1 : bytes_.size();
    if (least > 0 && element.rows > left / least) {
      broken(fmt::format("the file is cut short: {} of type \"{}\" do not fit into it", element.rows, element.name));
    }
  }

 private:
  PlyEncoding encoding_;
  std::span<const std::byte> bytes_;
  Words words_;
};

class PlyImport {
 public:
  PlyImport(std::span<const std::byte> bytes, SideFiles& files, IntakeReport& report)
      : header_(read_ply_header({reinterpret_cast<const char*>(bytes.data()), bytes.size()})),
        data_(bytes.subspan(header_.size), header_.encoding),
        files_(files),
        report_(report) {}

  SourceModel run() {
    bool has_vertices = false, has_faces = false;
    std::uint64_t face_rows = 0;
    for (const PlyElement& element : header_.elements) {
      if (element.properties.empty()) continue;  // its rows are nothing
      data_.expect(element);
      if (element.name == "vertex" && !has_vertices) {
        has_vertices = true;
        vertices(element);
      } else if (element.name == "face" && !has_faces) {
        has_faces = true;
        face_rows += element.rows;
        faces(element);
      } else if (element.name == "tristrips") {
        face_rows += element.rows;
        strips(element);
      } else {
        for (std::uint64_t i = 0; i < element.rows; ++i) skip_row(element);
      }
    }
    cut_polygons();
    const std::size_t points = part_.positions.size();
    if (!corner_uvs_.empty()) split_corners();
    clean_part(part_, "mesh 0", report_.warnings);
    SourceModel model;
    if (part_.indices.empty()) {
      if (face_rows == 0 && points > 0) {
        add_warning(report_.warnings, "mesh.points_or_lines",
                    fmt::format("{} points: point clouds and line drawings are not shown", points));
      }
      return model;
    }
    compact_part(part_);
    // White, so that colours come out as scanned.
    PhongMaterial material{.name = "default", .diffuse = vec3(1), .base = {.path = header_.texture}};
    part_.material = PhongMaterials(model, files_, report_).add(material);
    model.meshes.push_back({.name = "mesh 0"});
    model.meshes[0].parts.push_back(std::move(part_));
    model.instances.push_back({0, mat4(1)});
    return model;
  }

 private:
  void skip_row(const PlyElement& element) {
    for (const PlyProperty& p : element.properties) data_.skip(p);
    data_.end_row();
  }

  static bool has(const PlyElement& element, std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(element.properties, [&](const PlyProperty& p) { return is_one_of(p, names); });
  }
  static bool is_one_of(const PlyProperty& p, std::initializer_list<std::string_view> names) {
    return !p.count && std::ranges::find(names, p.name) != names.end();
  }

  void vertices(const PlyElement& element) {
    const auto u = {std::string_view("s"), std::string_view("u"), std::string_view("texture_u")};
    const auto v = {std::string_view("t"), std::string_view("v"), std::string_view("texture_v")};
    const auto red = {std::string_view("red"), std::string_view("r"), std::string_view("diffuse_red")};
    const auto green = {std::string_view("green"), std::string_view("g"), std::string_view("diffuse_green")};
    const auto blue = {std::string_view("blue"), std::string_view("b"), std::string_view("diffuse_blue")};
    const auto alpha = {std::string_view("alpha"), std::string_view("a"), std::string_view("diffuse_alpha")};
    if (!has(element, {"x"}) || !has(element, {"y"}) || !has(element, {"z"})) broken("its vertices have no positions");
    if (element.rows > 0xfffffffe) broken("it has more vertices than can be numbered");
    part_.positions.resize(element.rows);
    if (has(element, {"nx"}) && has(element, {"ny"}) && has(element, {"nz"})) part_.normals.resize(element.rows);
    if (has(element, u) && has(element, v)) part_.uvs.resize(element.rows);
    if (has(element, red) && has(element, green) && has(element, blue)) part_.colours.resize(element.rows, vec4(1));
    if (element.rows == 0) return;

    std::vector<Target> targets;
    for (const PlyProperty& p : element.properties) {
      Target t;
      auto into = [&]<class V>(BulkArray<V>& array, int component, Meaning meaning) {
        if (!array.empty()) t = {&array[0][component], sizeof(V) / sizeof(float), meaning};
      };
      if (is_one_of(p, {"x"}))
        into(part_.positions, 0, Meaning::plain);
      else if (is_one_of(p, {"y"}))
        into(part_.positions, 1, Meaning::plain);
      else if (is_one_of(p, {"z"}))
        into(part_.positions, 2, Meaning::plain);
      else if (is_one_of(p, {"nx"}))
        into(part_.normals, 0, Meaning::plain);
      else if (is_one_of(p, {"ny"}))
        into(part_.normals, 1, Meaning::plain);
      else if (is_one_of(p, {"nz"}))
        into(part_.normals, 2, Meaning::plain);
      else if (is_one_of(p, u))
        into(part_.uvs, 0, Meaning::plain);
      else if (is_one_of(p, v))
        into(part_.uvs, 1, Meaning::upwards);
      else if (is_one_of(p, red))
        into(part_.colours, 0, Meaning::colour);
      else if (is_one_of(p, green))
        into(part_.colours, 1, Meaning::colour);
      else if (is_one_of(p, blue))
        into(part_.colours, 2, Meaning::colour);
      else if (is_one_of(p, alpha))
        into(part_.colours, 3, Meaning::alpha);
      targets.push_back(t);
    }
    const bool has_lists =
        std::ranges::any_of(element.properties, [](const PlyProperty& p) { return p.count.has_value(); });
    if (data_.is_text() || has_lists)
      rows_one_by_one(element, targets);
    else
      rows_by_column(element, targets);
  }

  void rows_one_by_one(const PlyElement& element, const std::vector<Target>& targets) {
    for (std::uint64_t row = 0; row < element.rows; ++row) {
      for (std::size_t i = 0; i < targets.size(); ++i) {
        const PlyProperty& p = element.properties[i];
        if (targets[i].out == nullptr)
          data_.skip(p);
        else
          targets[i].out[row * targets[i].stride] = meant(data_.number(p.type), p.type, targets[i].meaning);
      }
      data_.end_row();
    }
  }

  // Some rows at a time, which the nearest cache holds, column by column.
  void rows_by_column(const PlyElement& element, const std::vector<Target>& targets) {
    std::size_t row_bytes = 0;
    for (const PlyProperty& p : element.properties) row_bytes += bytes_of(p.type);
    constexpr std::uint64_t block = 512;
    for (std::uint64_t row = 0; row < element.rows; row += block) {
      const std::uint64_t rows = std::min(block, element.rows - row);
      const std::byte* from = data_.take(rows * row_bytes);
      for (std::size_t i = 0; i < targets.size(); ++i) {
        const PlyProperty& p = element.properties[i];
        if (targets[i].out != nullptr)
          column(from, row_bytes, rows, p.type, targets[i].out + row * targets[i].stride, targets[i]);
        from += bytes_of(p.type);
      }
    }
  }

  void column(const std::byte* from, std::size_t row_bytes, std::size_t rows, PlyType type, float* out,
              const Target& t) {
    auto each = [&](auto value_at) {
      for (std::size_t i = 0; i < rows; ++i, from += row_bytes, out += t.stride) *out = value_at(from);
    };
    if (type == PlyType::float32 && t.meaning == Meaning::plain && data_.encoding() == PlyEncoding::little) {
      each([](const std::byte* p) { return load<float>(p, PlyEncoding::little); });
    } else if (type == PlyType::uint8 && t.meaning == Meaning::colour) {
      each([&table = linear_bytes()](const std::byte* p) { return table[std::to_integer<std::size_t>(*p)]; });
    } else {
      with_type(type, [&](auto zero) {
        each([&](const std::byte* p) {
          return meant(static_cast<double>(load<decltype(zero)>(p, data_.encoding())), type, t.meaning);
        });
      });
    }
  }

  static bool is_indices(const PlyProperty& p) {
    return p.count && (p.name == "vertex_indices" || p.name == "vertex_index");
  }

  void faces(const PlyElement& element) {
    const auto& properties = element.properties;
    if (!data_.is_text() && properties.size() == 1 && is_indices(properties[0]) &&
        properties[0].count == PlyType::uint8 &&
        (properties[0].type == PlyType::int32 || properties[0].type == PlyType::uint32)) {
      return plain_faces(element);
    }
    for (std::uint64_t row = 0; row < element.rows; ++row) {
      const std::size_t first = corners_.size();
      std::vector<vec2> uvs;
      for (const PlyProperty& p : properties) {
        if (is_indices(p)) {
          for (std::uint64_t n = data_.list_size(p); n > 0; --n) corners_.push_back(as_index(data_.number(p.type)));
        } else if (p.count && p.name == "texcoord") {
          const std::uint64_t n = data_.list_size(p);
          for (std::uint64_t i = 0; i < n; ++i) {
            const auto value = static_cast<float>(data_.number(p.type));
            if (i % 2 == 0)
              uvs.push_back({value, 0});
            else
              uvs.back().y = 1 - value;
          }
        } else {
          data_.skip(p);
        }
      }
      data_.end_row();
      sides_.push_back(static_cast<std::uint32_t>(corners_.size() - first));
      // Once one face brings texture coordinates of its own, every corner has some.
      if (!uvs.empty() || !corner_uvs_.empty()) corner_uvs_.resize(first, vec2(0));
      if (!corner_uvs_.empty() || !uvs.empty()) {
        uvs.resize(corners_.size() - first, vec2(0));
        corner_uvs_.insert(corner_uvs_.end(), uvs.begin(), uvs.end());
      }
    }
  }

  // The usual case: nothing but a byte for the length and four bytes an index.
  void plain_faces(const PlyElement& element) {
    part_.indices.reserve(3 * element.rows);
    for (std::uint64_t row = 0; row < element.rows; ++row) {
      const auto n = std::to_integer<std::uint32_t>(*data_.take(1));
      const std::byte* from = data_.take(4 * n);
      auto index = [&](std::uint32_t i) { return load<std::uint32_t>(from + 4 * i, data_.encoding()); };
      if (n == 3) {
        part_.indices.insert(part_.indices.end(), {index(0), index(1), index(2)});
        continue;
      }
      for (std::uint32_t i = 0; i < n; ++i) corners_.push_back(index(i));
      sides_.push_back(n);
    }
  }

  // Rows of one strip each, or of many with -1 between them (Stanford's scans).
  void strips(const PlyElement& element) {
    for (std::uint64_t row = 0; row < element.rows; ++row) {
      for (const PlyProperty& p : element.properties) {
        if (!is_indices(p)) {
          data_.skip(p);
          continue;
        }
        std::uint32_t a = ~0u, b = ~0u;
        bool odd = false;
        for (std::uint64_t n = data_.list_size(p); n > 0; --n) {
          const std::uint32_t c = as_index(data_.number(p.type));
          if (c == ~0u) {
            a = b = ~0u;
            continue;
          }
          if (a != ~0u) {
            corners_.insert(corners_.end(), {odd ? b : a, odd ? a : b, c});
            sides_.push_back(3);
            odd = !odd;
          } else {
            odd = false;
          }
          a = b, b = c;
        }
      }
      data_.end_row();
    }
  }

  void cut_polygons() {
    std::vector<vec2> triangle_uvs;
    std::size_t first = 0, without_area = 0;
    corner_uvs_.resize(corner_uvs_.empty() ? 0 : corners_.size(), vec2(0));
    std::vector<vec3> outline;
    for (std::uint32_t sides : sides_) {
      auto add = [&](std::uint32_t corner) {
        part_.indices.push_back(corners_[first + corner]);
        if (!corner_uvs_.empty()) triangle_uvs.push_back(corner_uvs_[first + corner]);
      };
      if (sides == 3) {
        add(0), add(1), add(2);
      } else if (sides > 3) {
        outline.clear();
        for (std::uint32_t i = 0; i < sides; ++i) {
          const std::uint32_t v = corners_[first + i];
          outline.push_back(v < part_.positions.size() ? part_.positions[v] : vec3(0));
        }
        for (const auto& triangle : polygon_triangles(outline)) {
          for (std::uint32_t corner : triangle) add(corner);
        }
      } else {
        ++without_area;
      }
      first += sides;
    }
    if (without_area > 0) {
      add_warning(report_.warnings, "mesh.points_or_lines",
                  fmt::format("{} faces of fewer than three corners are not shown", without_area));
    }
    corner_uvs_ = std::move(triangle_uvs);
  }

  // Texture coordinates belong to the corners of faces: a vertex for each that its place is used with.
  void split_corners() {
    SourcePart out;
    CornerVertices vertices(part_.positions.size());
    out.indices.reserve(part_.indices.size());
    for (std::size_t i = 0; i < part_.indices.size(); ++i) {
      const std::uint32_t place = part_.indices[i];
      const bool there = place < part_.positions.size();
      out.indices.push_back(there ? vertices.vertex(place, std::bit_cast<std::uint64_t>(corner_uvs_[i])) : ~0u);
    }
    for (const auto& v : vertices.part()) {
      out.positions.push_back(part_.positions[v.place]);
      if (!part_.normals.empty()) out.normals.push_back(part_.normals[v.place]);
      if (!part_.colours.empty()) out.colours.push_back(part_.colours[v.place]);
      out.uvs.push_back(std::bit_cast<vec2>(v.detail));
    }
    part_ = std::move(out);
  }

  PlyHeader header_;
  PlyData data_;
  SideFiles& files_;
  IntakeReport& report_;
  SourcePart part_;
  // Faces that must be cut or split first: their corners' indices, how many corners each has, and, if the file gives
  // them there, the corners' texture coordinates.
  std::vector<std::uint32_t> corners_, sides_;
  std::vector<vec2> corner_uvs_;
};

}  // namespace

SourceModel read_ply(std::span<const std::byte> bytes, SideFiles& files, IntakeReport& report) {
  report.kind = AssetKind::model;
  report.format = format_name(ModelFormat::ply);
  return PlyImport(bytes, files, report).run();
}

}  // namespace enf
