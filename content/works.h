// Owns: the list of the works' generators. Each is one file in works/, a pure function of the size asked for.
// Must not know: rooms, labels, files.
// Called by: generate.cpp and the tests, one work a thread.
#pragma once

#include <cstddef>
#include <vector>

#include "content/picture.h"
#include "content/solid.h"

namespace enf {

// Flat works. `long_side_px` is the longer side's wish in pixels; works made of whole knots come near it.
Picture shirvan_carpet(int long_side_px);
Picture turkmen_carpet(int long_side_px);
Picture suzani(int long_side_px);
Picture ikat_hanging(int long_side_px);
Picture girih_panel(int long_side_px);
Picture illuminated_page(int long_side_px);
Picture tower_etching(int long_side_px);
Picture caspian_dusk(int long_side_px);
Picture square_at_noon(int long_side_px);
Picture pomegranates(int long_side_px);

// Three-dimensional works, in metres, standing on y = 0, facing +z. `detail` 1 is the exhibition's, smaller is coarser.
Solid glazed_dish(float detail);
Solid chased_ewer(float detail);
Solid carved_column(float detail);
Solid stone_ram(float detail);
Solid tar_lute(float detail);

}  // namespace enf
