#include "engine/stream/streamer.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <fstream>
#include <set>
#include <thread>

#include "engine/package/tile.h"
#include "tests/gpu/gpu_fixture.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

// A tile's colour, so that a tile that was read can be told from all others.
std::array<std::uint8_t, 4> colour_of(std::uint32_t level, std::uint32_t x, std::uint32_t y) {
  return {static_cast<std::uint8_t>(10 + level * 40), static_cast<std::uint8_t>(20 + x * 25),
          static_cast<std::uint8_t>(30 + y * 25), 255};
}

class StreamingGpu : public gpu::GpuTest {
 protected:
  void SetUp() override {
    gpu::GpuTest::SetUp();
    fs::create_directories(folder);
  }
  void TearDown() override {
    streamer.reset();
    fs::remove_all(folder);
    gpu::GpuTest::TearDown();
  }

  void start(const StreamerDesc& desc = {.tile_bytes = 64 * pyramid_tile_bytes}) {
    auto made = Streamer::create(*device, jobs, desc);
    ASSERT_TRUE(made) << to_string(made.error());
    streamer = std::move(*made);
  }

  // A pyramid of tiles of one colour each.
  fs::path write_pyramid(const char* name, std::uint32_t width, std::uint32_t height) {
    fs::path path = folder / name;
    auto writer = *ChunkWriter::create(path, ChunkKind::pyramid);
    Pyramid pyramid = plan_pyramid(width, height);
    for (std::size_t level = pyramid.levels.size(); level-- > 0;)
      for (std::uint32_t y = 0; y < pyramid.levels[level].tiles_y; ++y)
        for (std::uint32_t x = 0; x < pyramid.levels[level].tiles_x; ++x) {
          auto colour = colour_of(static_cast<std::uint32_t>(level), x, y);
          std::vector<std::uint8_t> texels(3 * pyramid_tile * pyramid_tile);
          for (std::size_t i = 0; i < texels.size(); ++i) texels[i] = colour[i % 3];
          EXPECT_TRUE(writer.add(pack_tile(pyramid, texels)));
        }
    EXPECT_TRUE(write_pyramid_table(writer, pyramid));
    EXPECT_TRUE(writer.finish());
    return path;
  }

  PyramidId add_pyramid(const fs::path& path) {
    auto chunk = *ChunkReader::open(path);
    return streamer->add_pyramid(chunk, *read_pyramid(*chunk));
  }

  // A strip of triangles with `levels` levels of detail (halving) and one texture of 256 x 128, whose mips hold 10 *
  // mip.
  enum class Coarsest { on_disk, in_memory };
  ModelId add_model(const char* name, std::uint32_t levels = 3, Coarsest where = Coarsest::on_disk) {
    fs::path path = folder / name;
    auto writer = *ChunkWriter::create(path, ChunkKind::model);
    CookedModel model;
    CookedMesh mesh{.layout = VertexLayout::wide};
    mesh.bounds.add(vec3(0));
    mesh.bounds.add(vec3(1));
    for (std::uint32_t i = 0; i < levels; ++i) {
      std::uint32_t triangles = 64u >> i;
      std::vector<WideVertex> vertices(triangles + 2);
      for (std::size_t v = 0; v < vertices.size(); ++v) vertices[v].position[0] = static_cast<float>(i * 1000 + v);
      std::vector<std::uint32_t> indices;
      for (std::uint32_t t = 0; t < triangles; ++t) indices.insert(indices.end(), {t, t + 1, t + 2});
      CookedLevel level{.error_m = 0.01f * static_cast<float>(i),
                        .vertex_count = triangles + 2,
                        .index_count = 3 * triangles,
                        .vertex_section = *writer.add(std::as_bytes(std::span(vertices))),
                        .index_section = *writer.add(std::as_bytes(std::span(indices))),
                        .parts = {{0, 0, 3 * triangles}}};
      mesh.levels.push_back(level);
    }
    model.bounds = mesh.bounds;
    model.triangles = 64;
    model.meshes.push_back(mesh);
    CookedTexture texture{.width = 256, .height = 128};
    for (std::uint32_t mip = 0; mip < mip_count(256, 128); ++mip) {
      std::vector<std::uint8_t> texels(std::size_t{4} * mip_side(256, mip) * mip_side(128, mip),
                                       static_cast<std::uint8_t>(10 * mip));
      texture.mip_sections.push_back(*writer.add(std::as_bytes(std::span(texels))));
    }
    model.textures.push_back(texture);
    model.materials.emplace_back().base_colour_texture.texture = 0;
    model.instances.emplace_back();
    EXPECT_TRUE(write_model_table(writer, model));
    EXPECT_TRUE(writer.finish());
    auto chunk = *ChunkReader::open(path);
    auto read = read_model(*chunk);
    EXPECT_TRUE(read) << to_string(read.error());
    if (where == Coarsest::on_disk) return streamer->add_model(chunk, *read);
    return streamer->add_model(chunk, *read,
                               std::make_shared<const std::vector<LevelBytes>>(*read_coarsest(*chunk, *read)));
  }

  // Frames until nothing is missing; how many it took.
  int settle(const std::vector<Want>& wants) {
    int count = 0;
    do {
      draw([&](gpu::Frame& frame) { streamer->update(frame, wants); });
      ::usleep(1000);
    } while (!streamer->quiet() && ++count < 2000);
    return count;
  }

  std::array<float, 4> texel_of(const ResidentTile& tile, std::uint32_t mip = 0) {
    auto pixels = gpu::read_image(*device, streamer->tile_image(), mip, tile.layer);
    EXPECT_TRUE(pixels) << to_string(pixels.error());
    return pixels->at(3, 3);
  }

  // x of each vertex on the GPU.
  std::vector<float> places_of(const ResidentLevel& level) {
    auto copy = *gpu::Buffer::create(*device, {"copy", level.vertices.bytes});
    draw([&](gpu::Frame& frame) {
      VkBufferCopy region{level.vertices.offset, 0, level.vertices.bytes};
      vkCmdCopyBuffer(frame.commands().handle(), level.vertices.buffer, copy.handle(), 1, &region);
    });
    EXPECT_TRUE(device->wait_idle());
    auto bytes = *gpu::read_buffer(*device, copy);
    std::vector<float> places;
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(WideVertex))
      places.push_back(reinterpret_cast<const WideVertex*>(&bytes[at])->position[0]);
    return places;
  }

  // Flips a byte in the chunk wherever these bytes stand.
  static void damage(const fs::path& path, std::span<const std::byte> pattern) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    auto at = bytes.find(std::string(reinterpret_cast<const char*>(pattern.data()), pattern.size()));
    ASSERT_NE(at, std::string::npos);
    file.clear();
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(bytes[at] ^ 1));
  }

  fs::path folder = fs::temp_directory_path() / ("enfilade_stream_" + std::to_string(::getpid()));
  Jobs jobs{2};
  std::unique_ptr<Streamer> streamer;
};

void expect_colour(const std::array<float, 4>& found, const std::array<std::uint8_t, 4>& wanted) {
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(found[i] * 255, wanted[i], 0.01);
}

TEST_F(StreamingGpu, TilesArriveInEveryMipAndParentsStandInBefore) {
  start();
  PyramidId picture = add_pyramid(write_pyramid("a", 900, 700));  // levels of 4 x 3, 2 x 2, 1 x 1 tiles
  EXPECT_FALSE(streamer->resident_tile(picture, 0, 3, 1));
  ASSERT_TRUE(streamer->load_now(std::array{want_tile(picture, 2, 0, 0, 1)}));
  auto stand_in = streamer->resident_tile(picture, 0, 3, 1);
  ASSERT_TRUE(stand_in);
  EXPECT_EQ(stand_in->level, 2u);
  // Tile (3, 1) of level 0 is a quarter of the coarsest tile wide and lies at (3/4, 1/4) of its inner texels.
  EXPECT_FLOAT_EQ(stand_in->uv_origin.x, (4 + 248 * 0.75f) / 256);
  EXPECT_FLOAT_EQ(stand_in->uv_origin.y, (4 + 248 * 0.25f) / 256);
  EXPECT_FLOAT_EQ(stand_in->uv_size.x, 248 * 0.25f / 256);
  expect_colour(texel_of(*stand_in), colour_of(2, 0, 0));

  settle({want_tile(picture, 0, 3, 1, 1), want_tile(picture, 1, 0, 1, 1)});
  auto tile = streamer->resident_tile(picture, 0, 3, 1);
  ASSERT_TRUE(tile);
  EXPECT_EQ(tile->level, 0u);
  EXPECT_FLOAT_EQ(tile->uv_origin.x, 4 / 256.0f);
  EXPECT_FLOAT_EQ(tile->uv_size.y, 248 / 256.0f);
  for (std::uint32_t mip = 0; mip < 3; ++mip) expect_colour(texel_of(*tile, mip), colour_of(0, 3, 1));
  EXPECT_EQ(streamer->resident_tile(picture, 0, 1, 2)->level, 1u);
  EXPECT_EQ(streamer->stats().missing, 0u);
}

TEST_F(StreamingGpu, MiniaturesShareLayersAndStandInForEveryTile) {
  start({.tile_bytes = 8 * pyramid_tile_bytes});  // two layers hold miniatures
  std::vector<PyramidId> pictures;
  std::vector<Want> wants;
  for (int i = 0; i < 20; ++i) {
    pictures.push_back(add_pyramid(write_pyramid(("m" + std::to_string(i)).c_str(), 900, 700)));
    wants.push_back(want_miniature(pictures.back(), 1));
  }
  settle(wants);
  EXPECT_EQ(streamer->stats().miniatures_resident, 20u);
  EXPECT_EQ(streamer->stats().tiles_resident, 0u);
  std::set<std::array<float, 3>> places;
  for (PyramidId picture : pictures) {
    auto miniature = streamer->resident_tile(picture, 3, 0, 0);
    ASSERT_TRUE(miniature);
    EXPECT_EQ(miniature->level, 3u);
    places.insert({static_cast<float>(miniature->layer), miniature->uv_origin.x, miniature->uv_origin.y});
    for (std::uint32_t mip = 0; mip < 3; ++mip) {
      auto pixels = gpu::read_image(*device, streamer->tile_image(), mip, miniature->layer);
      ASSERT_TRUE(pixels);
      // Its gutter has its colour, too.
      vec2 low = miniature->uv_origin * 256.0f - 2.0f, high = low + 63.0f;
      for (vec2 at : {low, high, vec2(low.x, high.y)})
        expect_colour(pixels->at(static_cast<std::uint32_t>(at.x) >> mip, static_cast<std::uint32_t>(at.y) >> mip),
                      colour_of(2, 0, 0));
    }
    // Tile (3, 1) of level 0 is a quarter of the picture's coarsest tile wide.
    auto part = streamer->resident_tile(picture, 0, 3, 1);
    EXPECT_FLOAT_EQ(part->uv_origin.x, miniature->uv_origin.x + 60 * 0.75f / 256);
    EXPECT_FLOAT_EQ(part->uv_origin.y, miniature->uv_origin.y + 60 * 0.25f / 256);
    EXPECT_FLOAT_EQ(part->uv_size.x, 60 * 0.25f / 256);
  }
  EXPECT_EQ(places.size(), 20u);
  // More than there are places for: those that matter most.
  for (int i = 20; i < 40; ++i) {
    pictures.push_back(add_pyramid(write_pyramid(("m" + std::to_string(i)).c_str(), 900, 700)));
    wants.push_back(want_miniature(pictures.back(), 1));
    wants.back().is_ahead = true;
  }
  settle(wants);
  EXPECT_EQ(streamer->stats().miniatures_resident, 32u);
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(streamer->resident_tile(pictures[static_cast<std::size_t>(i)], 0, 0, 0));
}

TEST_F(StreamingGpu, LevelsOfAMeshArriveAndTheNearestStandsIn) {
  start();
  ModelId model = add_model("m");
  EXPECT_FALSE(streamer->resident_level(model, 0, 0));
  ASSERT_TRUE(streamer->load_now(std::array{want_mesh(model, 0, 2, 1)}));
  EXPECT_EQ(streamer->resident_level(model, 0, 0)->level, 2u);
  settle({want_mesh(model, 0, 1, 1)});
  auto level = streamer->resident_level(model, 0, 0);
  ASSERT_TRUE(level);
  EXPECT_EQ(level->level, 1u);
  EXPECT_EQ(level->cooked->index_count, 96u);
  EXPECT_EQ(level->indices.bytes, 96u * 4);
  EXPECT_EQ(level->vertices.bytes, 34u * 32);

  // The bytes are those of the level.
  std::vector<float> places = places_of(*level);
  for (std::size_t v = 0; v < 34; ++v) EXPECT_EQ(places[v], static_cast<float>(1000 + v));
}

// However busy the workers are, and whether or not one has begun to read the level.
TEST_F(StreamingGpu, AModelWhoseCoarsestLevelIsInMemoryIsThereInTheFirstFrame) {
  start();
  ModelId seen = add_model("seen", 3, Coarsest::in_memory), other = add_model("other", 3, Coarsest::in_memory);
  std::atomic<bool> is_over = false;
  for (int i = 0; i < 2; ++i)
    jobs.submit([&] {
      while (!is_over) ::usleep(100);
    });
  Want ahead = want_mesh(other, 0, 0, 1);
  ahead.is_ahead = true;
  auto update = [&](const std::vector<Want>& wants) {
    draw([&](gpu::Frame& frame) { streamer->update(frame, wants); });
  };
  update({want_mesh(seen, 0, 0, 1), ahead});
  ASSERT_TRUE(streamer->resident_level(seen, 0, 0));
  EXPECT_EQ(streamer->resident_level(seen, 0, 0)->level, 2u);
  EXPECT_EQ(places_of(*streamer->resident_level(seen, 0, 0)).back(), 2017.0f);
  EXPECT_FALSE(streamer->resident_level(other, 0, 0));  // asked for
  update({want_mesh(seen, 0, 0, 1), want_mesh(other, 0, 0, 1)});
  ASSERT_TRUE(streamer->resident_level(other, 0, 0));
  is_over = true;
  settle({want_mesh(seen, 0, 0, 1), want_mesh(other, 0, 0, 1)});
  EXPECT_EQ(streamer->resident_level(seen, 0, 0)->level, 0u);
  // Each level once.
  EXPECT_EQ(streamer->stats().model_bytes_resident, 2u * (66 * 32 + 192 * 4 + 18 * 32 + 48 * 4));
}

TEST_F(StreamingGpu, TexturesGrowFromTheirTail) {
  start({.tile_bytes = 4 * pyramid_tile_bytes, .frame_bytes = 20'000});  // mip 0 takes several frames
  ModelId model = add_model("m");
  ASSERT_TRUE(streamer->load_now(std::array{want_texture(model, 0, 8, 1)}));
  auto tail = streamer->resident_texture(model, 0);
  ASSERT_TRUE(tail);
  EXPECT_EQ(tail->first_mip, 2u);  // 64 x 32
  EXPECT_EQ(tail->image->desc().width, 64u);
  std::uint32_t version = tail->version;
  EXPECT_GE(settle({want_texture(model, 0, 0, 1)}), 6);
  auto whole = streamer->resident_texture(model, 0);
  EXPECT_EQ(whole->first_mip, 0u);
  EXPECT_NE(whole->version, version);
  ASSERT_EQ(whole->image->desc().mips, 9u);
  auto& image = const_cast<gpu::Image&>(*whole->image);
  for (std::uint32_t mip = 0; mip < 9; ++mip) {
    gpu::Pixels pixels = *gpu::read_image(*device, image, mip);
    EXPECT_NEAR(pixels.at(0, 0)[0] * 255, 10 * mip, 0.01) << mip;
    EXPECT_NEAR(pixels.at(pixels.width - 1, pixels.height - 1)[0] * 255, 10 * mip, 0.01) << mip;
  }
  // A coarser mip is wanted now: what is there serves.
  std::uint64_t uploaded = streamer->stats().uploaded_bytes;
  settle({want_texture(model, 0, 1, 1)});
  EXPECT_EQ(streamer->stats().uploaded_bytes, uploaded);
  EXPECT_EQ(streamer->resident_texture(model, 0)->first_mip, 0u);
}

// Its owner has something coarser to show meanwhile.
TEST_F(StreamingGpu, ATextureThatIsBroughtHasTheMipsThatAreWantedAlone) {
  start();
  std::atomic<int> brought = 0;
  CookedTexture shape{.width = 256, .height = 256};
  shape.mip_sections.resize(9);
  ModelId texture = streamer->add_texture(shape, [&](std::uint32_t first_mip) {
    ++brought;
    std::vector<std::byte> mips;
    for (std::uint32_t mip = first_mip; mip < 9; ++mip)
      mips.resize(mips.size() + std::size_t{4} * mip_side(256, mip) * mip_side(256, mip),
                  static_cast<std::byte>(10 * mip));
    return mips;
  });
  constexpr std::uint64_t from_mip_2 = 4 * (4096 + 1024 + 256 + 64 + 16 + 4 + 1);
  settle({want_texture(texture, 0, 2, 1)});
  EXPECT_EQ(streamer->resident_texture(texture, 0)->first_mip, 2u);
  EXPECT_EQ(streamer->stats().model_bytes_resident, from_mip_2);
  settle({want_texture(texture, 0, 1, 1)});
  settle({want_texture(texture, 0, 0, 1)});
  auto whole = streamer->resident_texture(texture, 0);
  EXPECT_EQ(whole->first_mip, 0u);
  for (std::uint32_t mip = 0; mip < 9; ++mip) {
    gpu::Pixels pixels = *gpu::read_image(*device, const_cast<gpu::Image&>(*whole->image), mip);
    EXPECT_NEAR(pixels.at(pixels.width - 1, 0)[0] * 255, 10 * mip, 0.01) << mip;
  }
  // What lay between the whole and the coarsest that a model would have is gone.
  EXPECT_EQ(streamer->stats().model_bytes_resident, 4 * (65536 + 16384) + 2 * from_mip_2);
  EXPECT_EQ(brought, 3);
  streamer->remove(texture);
  EXPECT_EQ(streamer->stats().model_bytes_resident, 0u);
}

TEST_F(StreamingGpu, LoadNowLoadsAllThatIsWanted) {
  start();
  PyramidId picture = add_pyramid(write_pyramid("a", 900, 700));
  ModelId model = add_model("m");
  std::vector<Want> wants{want_mesh(model, 0, 0, 1), want_texture(model, 0, 0, 1)};
  for (std::uint32_t y = 0; y < 3; ++y)
    for (std::uint32_t x = 0; x < 4; ++x) wants.push_back(want_tile(picture, 0, x, y, 1));
  ASSERT_TRUE(streamer->load_now(wants));
  EXPECT_TRUE(streamer->quiet());
  EXPECT_EQ(streamer->stats().missing, 0u);
  EXPECT_EQ(streamer->stats().tiles_resident, 13u);  // with the coarsest
  // Level 0 and the coarsest of the mesh, the whole texture and its tail.
  constexpr std::uint64_t mesh_bytes = 66 * 32 + 192 * 4 + 18 * 32 + 48 * 4;
  constexpr std::uint64_t tail_texels = 2048 + 512 + 128 + 32 + 8 + 2 + 1;
  EXPECT_EQ(streamer->stats().model_bytes_resident, mesh_bytes + 4 * (32768 + 8192 + 2 * tail_texels));
  EXPECT_EQ(streamer->resident_level(model, 0, 0)->level, 0u);
  for (std::uint32_t y = 0; y < 3; ++y)
    for (std::uint32_t x = 0; x < 4; ++x)
      expect_colour(texel_of(*streamer->resident_tile(picture, 0, x, y)), colour_of(0, x, y));
}

TEST_F(StreamingGpu, WhereThingsLieDoesNotDependOnWhichCameFirst) {
  start();
  std::vector<PyramidId> pictures;
  std::vector<Want> wants;
  for (int i = 0; i < 4; ++i) {
    // The first takes longest, so that the others arrive before it.
    auto paint = [i](std::uint32_t, std::uint32_t, std::uint32_t, std::span<std::byte> mips) -> Result<void> {
      ::usleep(i == 0 ? 100'000 : 0);
      std::ranges::fill(mips, std::byte{200});
      return {};
    };
    pictures.push_back(streamer->add_pyramid(plan_pyramid(200, 200), paint));
    wants.push_back(want_tile(pictures.back(), 0, 0, 0, static_cast<float>(4 - i)));
  }
  ASSERT_TRUE(streamer->load_now(wants));
  for (int i = 1; i < 4; ++i)
    EXPECT_LT(streamer->resident_tile(pictures[static_cast<std::size_t>(i - 1)], 0, 0, 0)->layer,
              streamer->resident_tile(pictures[static_cast<std::size_t>(i)], 0, 0, 0)->layer);
}

TEST_F(StreamingGpu, AFullPoolEvictsWhatIsNoLongerWantedButNeverTheCoarsestInView) {
  start({.tile_bytes = 7 * pyramid_tile_bytes});  // one layer is white, one for miniatures
  PyramidId picture = add_pyramid(write_pyramid("a", 900, 700));
  auto row = [&](std::uint32_t y) {
    std::vector<Want> wants;
    for (std::uint32_t x = 0; x < 4; ++x) wants.push_back(want_tile(picture, 0, x, y, 1));
    return wants;
  };
  for (std::uint32_t y = 0; y < 3; ++y) {
    ASSERT_TRUE(streamer->load_now(row(y)));
    EXPECT_LE(streamer->stats().tiles_resident, 5u);
    for (std::uint32_t x = 0; x < 4; ++x) {
      auto tile = streamer->resident_tile(picture, 0, x, y);
      ASSERT_TRUE(tile);
      EXPECT_EQ(tile->level, 0u);
      expect_colour(texel_of(*tile), colour_of(0, x, y));
    }
  }
  EXPECT_GE(streamer->stats().evicted, 6u);
  // More than fits: quiet all the same, says so, and every place has a stand-in.
  std::vector<Want> all = row(0);
  for (std::uint32_t y = 1; y < 3; ++y)
    for (const Want& want : row(y)) all.push_back(want);
  EXPECT_LT(settle(all), 2000);
  EXPECT_TRUE(streamer->stats().starved);
  for (std::uint32_t y = 0; y < 3; ++y)
    for (std::uint32_t x = 0; x < 4; ++x) EXPECT_TRUE(streamer->resident_tile(picture, 0, x, y));
}

TEST_F(StreamingGpu, ADamagedTileIsReplacedByItsParentWithOneLine) {
  start();
  // Noise is stored as it is, so that a tile can be found in the file.
  fs::path path = folder / "noise";
  auto writer = *ChunkWriter::create(path, ChunkKind::pyramid);
  Pyramid pyramid = plan_pyramid(400, 200);  // 2 x 1 tiles and the coarsest
  PreparedSection packed;
  std::uint32_t state = 1;
  for (int i = 0; i < 3; ++i) {
    std::vector<std::uint8_t> tile(3 * pyramid_tile * pyramid_tile);
    for (auto& byte : tile) byte = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24);
    packed = pack_tile(pyramid, tile);
    ASSERT_TRUE(writer.add(packed));
  }
  ASSERT_TRUE(write_pyramid_table(writer, pyramid));
  ASSERT_TRUE(writer.finish());
  damage(path, std::span(packed.stored).first(32));

  PyramidId picture = add_pyramid(path);
  std::uint64_t warned = logged(LogLevel::warning);
  std::vector<Want> wants{want_tile(picture, 0, 0, 0, 1), want_tile(picture, 0, 1, 0, 1)};
  settle(wants);
  settle(wants);
  EXPECT_EQ(logged(LogLevel::warning), warned + 1);
  EXPECT_EQ(streamer->stats().damaged, 1u);
  EXPECT_TRUE(streamer->quiet());
  EXPECT_EQ(streamer->resident_tile(picture, 0, 0, 0)->level, 0u);
  EXPECT_EQ(streamer->resident_tile(picture, 0, 1, 0)->level, 1u);
}

TEST_F(StreamingGpu, GoesOnWithWhatIsThereWhileTheMediumIsGoneAndLoadsTheRestWhenItIsBack) {
  start();
  fs::path path = write_pyramid("a", 900, 700), away = folder / "away";
  PyramidId picture = add_pyramid(path);
  std::vector<Want> coarse{want_tile(picture, 2, 0, 0, 1)},
      fine{want_tile(picture, 0, 0, 0, 1), want_tile(picture, 0, 1, 0, 1)};
  settle(coarse);
  std::uint64_t warned = logged(LogLevel::warning);
  fs::rename(path, away);
  settle(fine);
  EXPECT_TRUE(streamer->stats().medium_is_gone);
  EXPECT_EQ(streamer->stats().evicted, 0u);
  EXPECT_EQ(streamer->resident_tile(picture, 0, 0, 0)->level, 2u);
  EXPECT_GT(streamer->seconds_until_retry(), 0.0);
  EXPECT_LE(streamer->seconds_until_retry(), 2.0);
  settle(fine);  // nothing is tried before its time
  fs::rename(away, path);
  for (int i = 0; i < 600 && streamer->stats().medium_is_gone; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    draw([&](gpu::Frame& frame) { streamer->update(frame, fine); });
  }
  settle(fine);
  EXPECT_FALSE(streamer->stats().medium_is_gone);
  EXPECT_TRUE(std::isinf(streamer->seconds_until_retry()));
  EXPECT_EQ(streamer->resident_tile(picture, 0, 0, 0)->level, 0u);
  EXPECT_EQ(streamer->resident_tile(picture, 0, 1, 0)->level, 0u);
  EXPECT_EQ(logged(LogLevel::warning), warned + 1);
}

TEST_F(StreamingGpu, RemovedSourcesGiveBackAllMemoryEvenWhileLoading) {
  start();
  gpu::MemoryStats before = device->memory().stats();
  PyramidId picture = add_pyramid(write_pyramid("a", 900, 700));
  ModelId model = add_model("m");
  std::vector<Want> wants{want_tile(picture, 0, 0, 0, 1), want_mesh(model, 0, 0, 1), want_texture(model, 0, 0, 1)};
  draw([&](gpu::Frame& frame) { streamer->update(frame, wants); });
  streamer->remove(picture);
  streamer->remove(model);
  settle(wants);
  EXPECT_EQ(streamer->stats().tiles_resident, 0u);
  EXPECT_EQ(streamer->stats().model_bytes_resident, 0u);
  EXPECT_FALSE(streamer->resident_tile(picture, 0, 0, 0));
  EXPECT_FALSE(streamer->resident_level(model, 0, 0));
  for (int i = 0; i < 3; ++i) draw([](gpu::Frame&) {});
  ASSERT_TRUE(device->wait_idle());
  device->collect();
  EXPECT_LE(device->memory().stats().used_bytes, before.used_bytes + (8u << 20));  // the frames' own pages
  EXPECT_EQ(device->retired_waiting(), 0u);
}

TEST_F(StreamingGpu, PoolLayersAreTakenLowestFirstAndComeBack) {
  auto pool = *TilePool::create(*device, 5 * pyramid_tile_bytes);
  EXPECT_EQ(pool.capacity(), 5u);
  for (std::uint32_t i = 0; i < 5; ++i) EXPECT_EQ(pool.take(), i);
  EXPECT_FALSE(pool.take());
  pool.give(3);
  pool.give(1);
  EXPECT_EQ(pool.in_use(), 3u);
  EXPECT_EQ(pool.take(), 1u);
}

}  // namespace
}  // namespace enf
