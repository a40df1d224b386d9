// Owns: the start screen: projects opened of late, opening the folder of one, beginning a new one.
// Must not know: windows, the editor proper.
// Called by: the window host and tests, main thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "editor/recents.h"
#include "editor/shell.h"
#include "engine/text/messages.h"

namespace enf::editor {

class StartApp {
 public:
  // `device` must outlive it. Errors: those of Shell::create, text.*.
  static Result<std::unique_ptr<StartApp>> open(gpu::Device& device, const EditorSettings& settings);

  // As EditorApp's.
  void let_go_of_device() { shell_->let_go_of_device(); }
  Result<void> renew(gpu::Device& device) { return shell_->renew(device); }

  // Errors: gpu.*.
  Result<void> tick(std::span<const Event> events, double seconds);
  bool needs_frame() const { return shell_->needs_frame(); }
  double seconds_until_change() const;
  Result<void> draw() { return shell_->draw(); }
  Result<void> draw_to(gpu::Swapchain& swapchain) { return shell_->draw_to(swapchain); }
  Result<ImageData> read_back() { return shell_->read_back(); }
  std::string title() const { return "Enfilade"; }

  // The project to be edited, once there is one.
  const std::optional<std::filesystem::path>& chosen() const { return chosen_; }
  // What went wrong, to be told with the next frame.
  void tell(std::string trouble) { trouble_ = std::move(trouble), shell_->changed(); }
  // Why a project was not opened; one that names what is not there can be opened without that.
  void tell_unopened(const std::filesystem::path& project, const Error& error);
  const std::string& trouble() const { return trouble_; }

 private:
  explicit StartApp(const EditorSettings& settings) : settings_(settings) {}
  std::string_view tr(std::string_view english) const { return messages_->get(settings_.look.language, english); }
  std::string label(std::string_view english, std::string_view id) const;
  void heading(std::string_view english) const;
  void lay_out();
  void draw_recents();
  void draw_new();
  void draw_folders();
  bool card(const std::string& id, const char* symbol, const std::string& name, const std::string& detail);
  void choose(const std::filesystem::path& folder);
  void begin_new();
  void practise();
  void mend();
  void draw_trouble();
  void look_into(const std::filesystem::path& folder);

  EditorSettings settings_;
  std::unique_ptr<Shell> shell_;
  std::optional<Messages> messages_;
  std::vector<RecentProject> recents_;
  std::string new_title_, new_place_;
  std::string folder_;  // as typed
  struct Entry {
    std::filesystem::path folder;
    bool is_project = false;
  };
  std::vector<Entry> entries_;  // of folder_
  std::string trouble_;
  std::filesystem::path damaged_;  // the project that `trouble_` is about, if it can be mended
  std::optional<std::filesystem::path> chosen_;
};

}  // namespace enf::editor
