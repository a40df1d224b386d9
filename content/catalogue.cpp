#include "content/catalogue.h"

#include <algorithm>
#include <array>

namespace enf {
namespace {

constexpr auto none = LightSensitivity::none, low = LightSensitivity::low, medium = LightSensitivity::medium;

const std::array entries = {
    // Three for a magnifying glass: more than 20,000 by 15,000 pixels.
    CatalogueEntry{"caravan", baku, "jpg", 4000, 3000, 0, low, caravan, 20'800},
    CatalogueEntry{"great-carpet", sheki, "jpg", 3200, 4200, 0, medium, great_carpet, 20'580},
    CatalogueEntry{"caspian-chart", tashkent, "jpg", 1600, 1200, 0, medium, caspian_chart, 21'000},
    // Paintings.
    CatalogueEntry{"pomegranates", baku, "jpg", 976, 800, 0, low, pomegranates, 2000},
    CatalogueEntry{"square-at-noon", tashkent, "jpg", 1708, 1400, 0, low, square_at_noon, 2200},
    CatalogueEntry{"caspian-dusk", baku, "jpg", 2100, 1400, 0, low, caspian_dusk, 2600},
    CatalogueEntry{"mountain-morning", sheki, "jpg", 1500, 1000, 0, low, mountain_morning, 2400},
    CatalogueEntry{"dry-sea", tashkent, "jpg", 1575, 900, 0, low, dry_sea, 2400},
    CatalogueEntry{"red-hills", baku, "jpg", 980, 1000, 0, low, red_hills, 2000},
    // Sculpture, wood, instruments.
    CatalogueEntry{"potter-head", khiva, "glb", 160, 394, 231, none, potter_head},
    CatalogueEntry{"poet-head", baku, "glb", 214, 419, 252, none, poet_head},
    CatalogueEntry{"girl-head", khiva, "glb", 195, 408, 231, none, girl_head},
    CatalogueEntry{"stone-ram", baku, "glb", 1325, 856, 374, none, stone_ram},
    CatalogueEntry{"carved-column", khiva, "glb", 342, 1735, 342, low, carved_column},
    CatalogueEntry{"carved-door", khiva, "glb", 860, 2120, 77, low, carved_door},
    CatalogueEntry{"book-stand", sheki, "glb", 260, 431, 400, low, book_stand},
    CatalogueEntry{"tar-lute", baku, "glb", 248, 902, 254, medium, tar_lute},
    CatalogueEntry{"frame-drum", khiva, "glb", 450, 454, 157, medium, frame_drum},
    // Clay and metal.
    CatalogueEntry{"glazed-dish", tashkent, "glb", 401, 395, 337, none, glazed_dish},
    CatalogueEntry{"fish-dish", tashkent, "glb", 371, 372, 315, none, fish_dish},
    CatalogueEntry{"pomegranate-dish", tashkent, "glb", 451, 450, 381, none, pomegranate_dish},
    CatalogueEntry{"sgraffito-bowl", baku, "glb", 250, 90, 250, none, sgraffito_bowl},
    CatalogueEntry{"piala", tashkent, "glb", 112, 59, 112, none, piala},
    CatalogueEntry{"lustre-bowl", khiva, "glb", 296, 74, 296, none, lustre_bowl},
    CatalogueEntry{"storage-jar", khiva, "glb", 480, 621, 483, none, storage_jar},
    CatalogueEntry{"water-jug", tashkent, "glb", 216, 311, 199, none, water_jug},
    CatalogueEntry{"albarello", baku, "glb", 135, 226, 136, none, albarello},
    CatalogueEntry{"study-bowls-1", tashkent, "glb", 2612, 147, 208, none, study_bowls_one},
    CatalogueEntry{"study-bowls-2", khiva, "glb", 2606, 154, 196, none, study_bowls_two},
    CatalogueEntry{"study-jugs-1", tashkent, "glb", 2637, 283, 176, none, study_jugs_one},
    CatalogueEntry{"study-jugs-2", baku, "glb", 2607, 300, 196, none, study_jugs_two},
    CatalogueEntry{"study-dishes-1", tashkent, "glb", 2676, 255, 79, none, study_dishes_one},
    CatalogueEntry{"study-dishes-2", khiva, "glb", 2695, 261, 81, none, study_dishes_two},
    CatalogueEntry{"study-jugs-3", sheki, "glb", 2622, 295, 184, none, study_jugs_three},
    CatalogueEntry{"study-dishes-3", sheki, "glb", 2677, 249, 77, none, study_dishes_three},
    CatalogueEntry{"chased-ewer", baku, "glb", 350, 436, 213, none, chased_ewer},
    CatalogueEntry{"star-tray", sheki, "glb", 682, 695, 358, none, star_tray},
    CatalogueEntry{"candlestick", tashkent, "glb", 300, 302, 300, none, candlestick},
    CatalogueEntry{"incense-burner", sheki, "glb", 364, 283, 194, none, incense_burner},
    // Carpets and cloth.
    CatalogueEntry{"suzani", tashkent, "jpg", 1600, 2200, 0, medium, suzani, 3300},
    CatalogueEntry{"palak", tashkent, "jpg", 1720, 2120, 0, medium, palak, 3200},
    CatalogueEntry{"nurata-suzani", tashkent, "jpg", 1300, 1760, 0, medium, nurata_suzani, 3000},
    CatalogueEntry{"ikat-hanging", tashkent, "jpg", 1680, 2140, 0, medium, ikat_hanging, 2800},
    CatalogueEntry{"ikat-combs", tashkent, "jpg", 1440, 1980, 0, medium, ikat_combs, 2800},
    CatalogueEntry{"ikat-velvet", khiva, "jpg", 1200, 1820, 0, medium, ikat_velvet, 2600},
    CatalogueEntry{"kelaghayi-sun", sheki, "jpg", 1500, 1500, 0, medium, kelaghayi_sun, 2800},
    CatalogueEntry{"kelaghayi-lattice", sheki, "jpg", 1500, 1500, 0, medium, kelaghayi_lattice, 2800},
    CatalogueEntry{"shirvan-carpet", baku, "png", 1300, 1984, 0, medium, shirvan_carpet, 3250},
    CatalogueEntry{"turkmen-carpet", tashkent, "jpg", 1560, 2170, 0, medium, turkmen_carpet, 3500},
    CatalogueEntry{"kazak-carpet", baku, "jpg", 1540, 2156, 0, medium, kazak_carpet, 3100},
    CatalogueEntry{"prayer-rug", baku, "jpg", 1180, 1720, 0, medium, prayer_rug, 3100},
    CatalogueEntry{"buta-carpet", baku, "jpg", 1360, 2060, 0, medium, buta_carpet, 3300},
    CatalogueEntry{"lattice-carpet", sheki, "jpg", 1815, 2607, 0, medium, lattice_carpet, 3350},
    CatalogueEntry{"ensi-carpet", khiva, "jpg", 1404, 1638, 0, medium, ensi_carpet, 3300},
    CatalogueEntry{"julkhir", tashkent, "jpg", 1276, 2266, 0, medium, julkhir, 2900},
    // Tile and glass.
    CatalogueEntry{"girih-panel", tashkent, "png", 1250, 1805, 0, none, girih_panel, 2800},
    CatalogueEntry{"star-and-cross", baku, "jpg", 1260, 1470, 0, none, star_and_cross, 2900},
    CatalogueEntry{"twelvefold-panel", khiva, "jpg", 1320, 1760, 0, none, twelvefold_panel, 3000},
    CatalogueEntry{"bannai-panel", tashkent, "jpg", 1380, 1380, 0, none, bannai_panel, 2600},
    CatalogueEntry{"shebeke", sheki, "jpg", 960, 1680, 0, low, shebeke, 2800},
    // Paper.
    CatalogueEntry{"illuminated-page", baku, "tif", 230, 340, 0, medium, illuminated_page, 3000},
    CatalogueEntry{"tower-etching", baku, "png", 420, 540, 0, medium, tower_etching, 3000},
    CatalogueEntry{"shamsa", tashkent, "jpg", 240, 330, 0, medium, shamsa, 3600},
    CatalogueEntry{"slanted-verse", tashkent, "jpg", 210, 320, 0, medium, slanted_verse, 3200},
    CatalogueEntry{"muqarnas-drawing", tashkent, "jpg", 460, 340, 0, medium, muqarnas_drawing, 3600},
    CatalogueEntry{"star-chart", tashkent, "jpg", 560, 560, 0, medium, star_chart, 4000},
    CatalogueEntry{"garden-feast", baku, "jpg", 200, 300, 0, medium, garden_feast, 3600},
    CatalogueEntry{"night-camp", sheki, "jpg", 200, 300, 0, medium, night_camp, 3600},
    CatalogueEntry{"ship-and-simurgh", baku, "jpg", 200, 300, 0, medium, ship_and_simurgh, 3600},
    CatalogueEntry{"marbled-combed", sheki, "jpg", 350, 500, 0, medium, marbled_combed, 2800},
    CatalogueEntry{"marbled-flowers", sheki, "jpg", 350, 500, 0, medium, marbled_flowers, 2600},
};

}  // namespace

std::span<const CatalogueEntry> catalogue() { return entries; }

const CatalogueEntry* catalogued(std::string_view id) {
  auto found = std::ranges::find(entries, id, [](const CatalogueEntry& e) { return std::string_view(e.id); });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace enf
