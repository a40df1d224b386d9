// Owns: making the demo's project folder: every work's file and exhibition.json.
// Must not know: who asked.
// Called by: enfilade-demo and the tests.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/exhibition/document.h"

namespace enf {

// The bytes of the work's file. `detail` 1 is the exhibition's; smaller makes smaller pictures and coarser models, for
// tests. Same work, same detail, same bytes. Errors: content.encode, content.unknown_work.
Result<std::vector<std::byte>> generate_work(const Work& work, std::string_view extension, float detail);

// Writes the project into `folder`: each work's file in turn of the longest, in parallel; what a stamp beside it says was
// made by this version of the generators stays. Interrupted, it goes on where it stopped. Progress counts works.
// Errors: those of generate_work, file.unwritable, file.disk_full, work.cancelled, those of save_project.
Result<void> generate_demo(const std::filesystem::path& folder, Jobs& jobs, const WorkContext& context, float detail = 1);

}  // namespace enf
