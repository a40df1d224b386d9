#include "engine/render/renderer_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <tuple>

#include "engine/base/trace.h"

namespace enf {

Result<void> Renderer::State::make(Jobs& jobs) {
  auto opened = gpu::PipelineCache::open(device, settings.cache_folder);
  if (!opened) return std::unexpected(opened.error());
  cache = std::move(*opened);
  auto made_streamer = Streamer::create(device, jobs, settings.stream);
  if (!made_streamer) return std::unexpected(made_streamer.error());
  streamer = std::move(*made_streamer);
  // Anisotropic filtering is for devices that have hardware for it.
  auto made_assets =
      Assets::create(device, *streamer, device.info().is_cpu ? 1.0f : 8.0f, settings.finish_mips_left_out);
  if (!made_assets) return std::unexpected(made_assets.error());
  assets = std::move(*made_assets);
  auto made_shadows = ShadowMaps::create(device, cache, *assets, *streamer, settings);
  if (!made_shadows) return std::unexpected(made_shadows.error());
  shadows = std::move(*made_shadows);
  auto made_probes = Probes::create(device);
  if (!made_probes) return std::unexpected(made_probes.error());
  probes = std::move(*made_probes);
  auto made_overlay = Overlay::create(device, cache, *assets);
  if (!made_overlay) return std::unexpected(made_overlay.error());
  overlay = std::move(*made_overlay);
  frames = std::make_unique<gpu::Frames>(device);

  using gpu::BindingKind;
  auto made_frame = gpu::SetLayout::create(device, {.label = "frame",
                                                    .bindings = {{.binding = 0, .kind = BindingKind::uniform},
                                                                 {.binding = 1, .kind = BindingKind::texture}}});
  auto made_room = gpu::SetLayout::create(device, {.label = "room",
                                                   .bindings = {{.binding = 0, .kind = BindingKind::uniform_dynamic},
                                                                {.binding = 1, .kind = BindingKind::texture},
                                                                {.binding = 2, .kind = BindingKind::uniform_dynamic},
                                                                {.binding = 3, .kind = BindingKind::texture},
                                                                {.binding = 4, .kind = BindingKind::texture}}});
  if (!made_frame) return std::unexpected(made_frame.error());
  if (!made_room) return std::unexpected(made_room.error());
  frame_layout = std::move(*made_frame), room_layout = std::move(*made_room);
  samples = settings.samples > 1 ? std::min(4u, device.info().max_samples) : 1;
  settings.samples = samples;
  pipelines.emplace(device, cache,
                    std::vector<const gpu::SetLayout*>{&frame_layout, &room_layout, &assets->material_layout()},
                    samples, settings.small_pipelines ? Pipelines::Code::small : Pipelines::Code::fast, jobs);
  if (!settings.cache_folder.empty()) pipelines->make_ahead(settings.cache_folder / pipeline_keys_file);
  scene = std::make_shared<RenderScene>();
  list.rooms.resize(1);
  return make_targets(settings.width, settings.height);
}

Result<void> Renderer::State::make_targets(std::uint32_t width, std::uint32_t height) {
  std::uint32_t most = device.info().max_image_size;
  if (width == 0 || height == 0 || width > most || height > most)
    return fail({.id = "render.size",
                 .what = fmt::format("a picture of {} x {} pixels was asked for; this device draws 1 to {} a side",
                                     width, height, most)});
  if (picture && picture.width() == width && picture.height() == height) return {};
  settings.width = width, settings.height = height;
  settings.bands = std::clamp(settings.bands, 1u, height);
  auto image = [&](gpu::Image& out, const char* label, VkFormat format, std::uint32_t rows, std::uint32_t count,
                   VkImageUsageFlags usage) -> Result<void> {
    auto made = gpu::Image::create(
        device, {.label = label, .format = format, .width = width, .height = rows, .samples = count, .usage = usage});
    if (!made) return std::unexpected(made.error());
    out = std::move(*made);
    return {};
  };
  constexpr VkImageUsageFlags colour_usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT;
  if (auto r = image(picture, "picture", main_colour_format, height, 1, colour_usage | VK_IMAGE_USAGE_SAMPLED_BIT); !r)
    return r;
  if (settings.bands > 1)
    if (auto r = image(band, "band", main_colour_format, band_rows(), 1, colour_usage); !r) return r;
  if (samples > 1)
    if (auto r = image(colour, "samples", main_colour_format, band_rows(), samples, colour_usage); !r) return r;
  return image(depth, "depth", depth_format, band_rows(), samples, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT);
}

Result<void> Renderer::State::set_scene(std::shared_ptr<const RenderScene> next) {
  trace::Zone zone("set scene");
  if (auto loaded = assets->load(*next); !loaded) return loaded;
  scene = std::move(next);
  looked_from.reset();
  list = list_drawables(*scene, *assets, {settings.finest ? 0 : settings.light_budget, settings.small_pipelines},
                        shadows->throwing(*scene));
  shadows->set_scene(*scene, list);
  probes->set_scene(*scene, list);
  return {};
}

// The first rows of one image to those of another of the same width.
static void copy_rows(gpu::Recorder& commands, gpu::Image& from, gpu::Image& to, std::uint32_t to_row,
                      std::uint32_t rows) {
  const std::array uses{
      gpu::ImageUse{&from, gpu::Access::transfer_read},
      gpu::ImageUse{&to, gpu::Access::transfer_write, {}, to_row == 0 ? gpu::Contents::discard : gpu::Contents::keep}};
  commands.use(uses);
  VkImageCopy region{.srcSubresource = {from.aspect(), 0, 0, 1},
                     .dstSubresource = {to.aspect(), 0, 0, 1},
                     .dstOffset = {0, static_cast<std::int32_t>(to_row), 0},
                     .extent = {from.width(), rows, 1}};
  vkCmdCopyImage(commands.handle(), from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle(),
                 VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region);
}

void Renderer::State::draw_main(gpu::Frame& frame, const View& view, const DrawOptions& options, float exposure_lx) {
  vec3 back = options.background;
  std::array<float, 4> clear{};
  for (int i = 0; i < 3; ++i) {
    float c = std::clamp(back[i], 0.0f, 1.0f);
    clear[static_cast<std::size_t>(i)] = c < 0.0031308f ? 12.92f * c : 1.055f * std::pow(c, 1 / 2.4f) - 0.055f;
  }
  clear[3] = 1;
  gpu::Image& result = settings.bands > 1 ? band : picture;
  gpu::ColourTarget target{.image = samples > 1 ? &colour : &result, .clear = clear};
  if (samples > 1) target.store = gpu::Store::discard, target.resolve = &result;
  frame.begin_timer("main");
  main_pass.colour.assign(1, target);
  main_pass.depth = gpu::DepthTarget{.image = &depth, .store = gpu::Store::discard};
  main_pass.images.assign(1, {.image = &shadows->image(), .access = gpu::Access::sampled});
  for (std::uint32_t top = 0; top < settings.height; top += band_rows()) {
    View part = view;
    part.top_px = top, part.rows_px = std::min(band_rows(), settings.height - top);
    frame.commands().begin_pass(main_pass);
    frame.commands().set_viewport(0, -static_cast<float>(top), static_cast<float>(settings.width),
                                  static_cast<float>(settings.height));
    record_calls(frame, part, exposure_lx, false, calls);
    frame.commands().end_pass();
    if (settings.bands > 1) copy_rows(frame.commands(), band, picture, top, part.rows_px);
  }
  frame.end_timer();
}

static void count_for_trace(const FrameStats& frame, const StreamStats& stream) {
  trace::count("draws", frame.draws);
  trace::count("triangles", frame.triangles);
  trace::count("tiles resident", stream.tiles_resident);
  trace::count("resident bytes", stream.tiles_resident * pyramid_tile_bytes + stream.model_bytes_resident);
  trace::count("uploaded bytes", stream.uploaded_bytes);
  trace::count("loading", stream.loading);
}

Result<FrameStats> Renderer::State::draw(const Camera& camera, const DrawOptions& options, const Window* window) {
  FrameStats stats;
  error.reset();
  View view = view_of(camera);
  float exposure_lx = options.exposure_lx > 0 ? options.exposure_lx : exposure_at(*scene, camera.eye);
  find_visible(view, camera);
  if (options.wait_for_streaming) last_view_projection.reset();  // a still is sharp
  wants.clear();
  collect_wants(view, main_list);
  shadows->want(spots_seen, list, ShadowMaps::Claim::now, wants);
  const bool with_wants_ahead = is_time_for_wants_ahead();
  if (with_wants_ahead) wants.insert(wants.end(), wants_ahead.begin(), wants_ahead.end());
  if (options.wait_for_streaming) {
    if (auto loaded = streamer->load_now(wants); !loaded) return std::unexpected(loaded.error());
  } else if (with_wants_ahead) {
    shadows->want(spots_near, list, ShadowMaps::Claim::ahead, wants);
  }
  if (auto refreshed = refresh_light(options.wait_for_streaming, stats); !refreshed)
    return std::unexpected(refreshed.error());
  VkFormat final_format = window ? window->format : main_colour_format;

  auto begun = frames->begin();
  if (!begun) return std::unexpected(begun.error());
  gpu::Frame& frame = **begun;
  frame.begin_timer("upload");
  std::uint64_t uploaded_before = streamer->stats().uploaded_bytes;
  streamer->update(frame, wants);
  if (streamer->stats().uploaded_bytes != uploaded_before) stats.light_is_due = true;
  overlay->prepare(frame, options.overlay, final_format);
  frame.end_timer();
  if (settings.redrawn_shadows > 0) stats.shadow_maps = shadows->redraw(frame, *scene, list, settings.redrawn_shadows);
  list_calls(frame, view, main_list, calls, stats);
  draw_main(frame, view, options, exposure_lx);

  vec2 size(settings.width, settings.height);
  if (window) {
    gpu::Image& image = *window->target.image;
    frame.begin_timer("window");
    frame.commands().begin_pass({.label = "window",
                                 .colour = {{.image = &image, .load = gpu::Load::discard}},
                                 .images = {{.image = &picture, .access = gpu::Access::sampled}}});
    overlay->fill(frame, picture, window->format);
    overlay->draw(frame, options.overlay, window->format, size);
    frame.commands().end_pass();
    frame.end_timer();
    frame.commands().use(gpu::ImageUse{&image, gpu::Access::present});
  } else if (!options.overlay.empty()) {
    frame.begin_timer("interface");
    frame.commands().begin_pass({.label = "overlay", .colour = {{.image = &picture, .load = gpu::Load::keep}}});
    overlay->draw(frame, options.overlay, main_colour_format, size);
    frame.commands().end_pass();
    frame.end_timer();
  }
  auto submitted = window ? frames->submit(window->target.wait, window->target.signal) : frames->submit();
  if (!submitted) return std::unexpected(submitted.error());
  if (error) return std::unexpected(*error);
  last_submission = *submitted;
  last_view_projection = view.view_projection;
  assets->forget_old_bitmaps();
  pipelines->picture_is_drawn();
  for (const Seen& seen : main_list.seen)
    stats.lights_max = std::max(stats.lights_max, list.drawables[seen.drawable].lights_used);
  stats.rooms = static_cast<std::uint32_t>(rooms_seen.size());
  last_stats = stats;
  count_for_trace(stats, streamer->stats());
  return stats;
}

Result<ImageData> Renderer::State::read_back() {
  auto pixels = gpu::read_image(device, picture);
  if (!pixels) return std::unexpected(pixels.error());
  ImageData image{.encoding = TextureEncoding::rgba8_srgb, .width = pixels->width, .height = pixels->height};
  image.rgba.resize(pixels->bytes.size());
  std::memcpy(image.rgba.data(), pixels->bytes.data(), image.rgba.size());
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

}  // namespace enf
