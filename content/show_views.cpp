// Where to stand: the pictures of the gallery, and the stops of the tours.
#include "content/show.h"
#include "content/words/words.h"

namespace enf::show {

void choose_viewpoints(Curator& c) {
  auto view = [&](const char* id, const RoomId& room, LocalizedText name, dvec3 eye, dvec3 target, double fov) {
    c.add(Viewpoint{.id = {id}, .room = room, .name = std::move(name), .eye_m = eye, .target_m = target, .fov_y_rad = fov});
  };
  view("01-enfilade", shores, said("Anfilada", "Anfilada", "Анфилада", "The enfilade"), {0, 1.6, 23.2}, {0, 1.72, 0}, 0.80);
  view("02-dome", rotunda, said("Günbəzin altında", "Gumbaz ostida", "Под куполом", "Under the dome"), {1.1, 1.6, 14.6}, {-0.6, 3.25, 6.8}, 1.12);
  view("03-court", court, said("Həyət", "Hovli", "Двор", "The court"), {4.7, 1.6, 0.3}, {-1.1, 1.72, -4.9}, 0.76);
  view("04-carpets", carpets, said("Xalça zalı", "Gilam zali", "Ковровый зал", "The carpet hall"), {-0.5, 1.6, -7.7}, {0.3, 2.1, -20.0}, 0.92);
  view("05-silk", silk, said("İpək otağı", "Ipak xonasi", "Шёлковая комната", "The silk room"), {-6.2, 1.6, -7.9}, {-10.8, 1.6, -14.6}, 0.9);
  view("06-pictures", pictures, said("Rəsm qalereyası", "Rasmlar galereyasi", "Картинная галерея", "The picture gallery"), {7.4, 1.6, 4.6}, {14.0, 2.1, -3.4}, 0.98);
  view("07-craft", craft, said("Mis və musiqi", "Mis va musiqa", "Медь и музыка", "Copper and music"), {5.6, 1.6, 9.9}, {11.7, 1.72, 10.8}, 0.96);
  view("08-study", study, said("Açıq fond", "Ochiq fond", "Открытое хранение", "Open storage"), {-6.4, 1.6, 11.7}, {-12.6, 1.35, 10.35}, 0.8);
  view("09-knots", carpets, said("Yaxından: ilmələr", "Yaqindan: tugunlar", "Вблизи: узлы", "Close to the knots"), {-0.55, 1.6, -20.45}, {-0.75, 1.95, -21}, 0.72);
  view("10-paper", paper, said("Kağız üzərində", "Qogʻozdagi asarlar", "На бумаге", "Works on paper"), {-7.4, 1.6, 2.9}, {-13.2, 1.5, -1.3}, 0.8);
  view("11-great-carpet", carpets, said("Böyük xalça", "Katta gilam", "Большой ковёр", "The great carpet"), {0, 1.6, -15.2}, {0, 2.3, -21}, 0.86);
  view("12-chart", paper, said("İki sahilin xəritəsi", "Ikki sohil xaritasi", "Карта двух берегов", "The chart of the two shores"), {-11.5, 1.6, -0.4}, {-13.6, 1.52, -0.4}, 0.74);
  view("13-suzani", silk, said("Süzəni", "Soʻzana", "Сюзане", "The suzani"), {-8.0, 1.6, -12.9}, {-7.9, 1.6, -16}, 0.86);
  view("14-ram", shores, said("Daş qoç", "Tosh qoʻchqor", "Каменный баран", "The stone ram"), {-0.5, 1.5, 21.9}, {-3.3, 0.85, 21.2}, 0.8);
  view("15-fish", study, said("Rəflər", "Tokchalar", "Полки", "The shelves"), {-11.1, 1.5, 8.2}, {-12.8, 1.2, 7.5}, 0.86);
  view("16-ship", paper, said("Miniatürlər", "Miniatyuralar", "Миниатюры", "Miniatures"), {-8.4, 1.55, -3.75}, {-6.6, 1.52, -3.75}, 0.92);
  view("17-caravan", pictures, said("Karvan", "Karvon", "Караван", "The caravan"), {10.0, 1.6, -0.4}, {15.6, 2.05, -0.4}, 0.82);
  view("18-drum", craft, said("Qaval və tar", "Doira va tor", "Гавал и тар", "Drum and lute"), {8.2, 1.55, 9.4}, {7.3, 1.2, 7.2}, 0.86);
  view("19-ikat", silk, said("Abr", "Abr", "Абр", "Abr"), {-10.6, 1.6, -11.0}, {-13.6, 1.55, -11.6}, 0.96);
  view("20-kelaghayi", silk, said("Kəlağayı", "Kalagʻayi", "Келагаи", "Kelaghayi"), {-7.7, 1.6, -14.0}, {-5.2, 1.55, -14.1}, 0.84);
  view("21-moons", silk, said("Palak", "Palak", "Палак", "The palak"), {-11.2, 1.6, -12.9}, {-11.2, 1.6, -16}, 0.88);
}

}  // namespace enf::show
