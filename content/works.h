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
Picture kazak_carpet(int long_side_px);
Picture prayer_rug(int long_side_px);
Picture julkhir(int long_side_px);
Picture buta_carpet(int long_side_px);
Picture lattice_carpet(int long_side_px);
Picture ensi_carpet(int long_side_px);
Picture suzani(int long_side_px);
Picture palak(int long_side_px);
Picture nurata_suzani(int long_side_px);
Picture ikat_hanging(int long_side_px);
Picture ikat_combs(int long_side_px);
Picture ikat_velvet(int long_side_px);
Picture kelaghayi_sun(int long_side_px);
Picture kelaghayi_lattice(int long_side_px);
Picture girih_panel(int long_side_px);
Picture star_and_cross(int long_side_px);
Picture twelvefold_panel(int long_side_px);
Picture bannai_panel(int long_side_px);
Picture shebeke(int long_side_px);
Picture illuminated_page(int long_side_px);
Picture shamsa(int long_side_px);
Picture slanted_verse(int long_side_px);
Picture muqarnas_drawing(int long_side_px);
Picture marbled_combed(int long_side_px);
Picture marbled_flowers(int long_side_px);
Picture garden_feast(int long_side_px);
Picture night_camp(int long_side_px);
Picture ship_and_simurgh(int long_side_px);
Picture star_chart(int long_side_px);
Picture tower_etching(int long_side_px);
Picture caspian_dusk(int long_side_px);
Picture square_at_noon(int long_side_px);
Picture pomegranates(int long_side_px);
Picture mountain_morning(int long_side_px);
Picture red_hills(int long_side_px);
Picture dry_sea(int long_side_px);

// Flat works of more pixels than memory should hold.
VastPicture great_carpet(int long_side_px);
VastPicture caspian_chart(int long_side_px);
VastPicture caravan(int long_side_px);

// Three-dimensional works, in metres, standing on y = 0, facing +z. `detail` 1 is the exhibition's, smaller is coarser.
Solid glazed_dish(float detail);
Solid fish_dish(float detail);
Solid pomegranate_dish(float detail);
Solid sgraffito_bowl(float detail);
Solid piala(float detail);
Solid lustre_bowl(float detail);
Solid storage_jar(float detail);
Solid water_jug(float detail);
Solid albarello(float detail);
Solid chased_ewer(float detail);
Solid star_tray(float detail);
Solid candlestick(float detail);
Solid incense_burner(float detail);
Solid carved_column(float detail);
Solid carved_door(float detail);
Solid book_stand(float detail);
Solid stone_ram(float detail);
Solid poet_head(float detail);
Solid girl_head(float detail);
Solid potter_head(float detail);
Solid tar_lute(float detail);
// Rows of pots for a study room's shelves.
Solid study_bowls_one(float detail);
Solid study_bowls_two(float detail);
Solid study_jugs_one(float detail);
Solid study_jugs_two(float detail);
Solid study_jugs_three(float detail);
Solid study_dishes_one(float detail);
Solid study_dishes_three(float detail);
Solid study_dishes_two(float detail);
Solid frame_drum(float detail);

}  // namespace enf
