// Owns: the place of lenders' files in a project: copying them there with all they refer to, and how each is cooked.
// Must not know: what is in them.
// Called by: the command line and the editor, on any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "engine/base/error.h"
#include "engine/base/progress.h"
#include "engine/cook/cook.h"
#include "engine/exhibition/document.h"

namespace enf {

// Where a lender's files of one work lie within a project: institutions/<lender>/media/<name>.
std::filesystem::path media_folder(std::string_view lender, std::string_view name);

// Copies the file and those it refers to (relative to its own folder) into `folder` within the project, keeping their
// places relative to each other; returns the main file's path within the project, with '/'. A folder of that name that
// holds other files is left alone and one with a number is used; the very same files are not copied twice, and what
// lies within the project stays where it is. A file is there whole or not at all. Progress counts bytes. Errors:
// file.missing, file.unreadable, file.unwritable, file.disk_full, work.cancelled.
Result<std::string> copy_media(const std::filesystem::path& project, const std::filesystem::path& folder,
                               const std::filesystem::path& file, std::span<const std::filesystem::path> refers_to,
                               const WorkContext& work = {});

// How the file of an asset is cooked, with what the curator confirmed about it. Errors: those of kind_of_asset.
Result<CookRequest> cook_request(const std::filesystem::path& project, const Document& document, const Asset& asset);

}  // namespace enf
