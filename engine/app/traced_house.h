// Owns: bringing an exhibition's rooms to the path tracer: which rooms' light matters for a view or a room.
// Must not know: pictures, bakes on disk, the GPU.
// Called by: traced stills and bakes, on any one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/app/light_index.h"
#include "engine/app/project_scene.h"
#include "engine/app/traced_room.h"
#include "engine/base/jobs.h"
#include "engine/light/path_tracer.h"

namespace enf {

// The rooms a camera sees (`aspect`: width over height), with those whose light comes in through their doorways.
// Languages as for LiveScene. Errors: light.embree, project.medium_gone (nothing is traced with works left out).
Result<std::unique_ptr<PathTracer>> trace_view(OpenedExhibition& exhibition, const Camera& camera, float aspect,
                                               const std::vector<std::string>& languages, Jobs& jobs);

}  // namespace enf
