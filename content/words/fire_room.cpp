// The second room: tile, clay, copper, wood.
#include "content/words/rooms.h"

namespace enf {

const WordTable& fire_room_words() {
  static const WordTable table = {
      {"girih-panel",
       {.title = said("Girih naxışlı kaşı lövhə", "Girih naqshli koshin pannosi", "Изразцовое панно с гирихом", "Tile Panel with Girih"),
        .maker = said("Enfilade emalatxanası, Teymurilər dövrü mozaikaları əsasında", "Enfilade ustaxonasi, temuriylar davri mozaikasi asosida",
                      "Мастерская Enfilade, по образцу тимуридских мозаик", "Enfilade workshop, after Timurid mosaic"),
        .materials = said("Hesablanmış etüd, şirli kəsmə kaşı", "Hisoblangan etyud, sirlangan kesma koshin", "Расчётный этюд, глазурованная мозаика",
                          "Computed study, cut glazed mosaic"),
        .description = said(
            "Zolaqlar bərabər bucaqlarla kəsişir və heç vaxt təsadüfən bitmir. Ustalar belə naxışları girih adlanan beş sadə lövhəciklə "
            "çəkirdilər. Burada ikisi bəs edir: onbucaqlı və kəpənək. Şirlər Teymurilər dövrünün mozaikalarını izləyir: lacivərd, firuzəyi, "
            "ağ, kəhrəba. Naxışın harada təkrarlandığını tapmağa çalışın.",
            "Chiziqlar teng burchak ostida kesishadi va hech qachon tasodifan tugamaydi. Ustalar bunday naqshlarni girih deb atalgan beshta "
            "oddiy shakl bilan chizgan. Bu yerda ikkitasi kifoya: oʻnburchak va kapalak. Sirlar temuriylar davri mozaikasiga ergashadi: lojuvard, "
            "firuza, oq, kahrabo. Naqsh qayerda takrorlanishini topishga urinib koʻring.",
            "Полосы пересекаются под равными углами и нигде не обрываются случайно. Мастера строили такие узоры из пяти простых плиток — "
            "гирихов. Здесь хватает двух: десятиугольника и «бабочки». Глазури следуют тимуридским мозаикам: кобальт, бирюза, белый, янтарный. "
            "Попробуйте найти, где узор повторяется.",
            "Bands cross at equal angles and never end by chance. Masters built such patterns from five simple shapes, known today as girih "
            "tiles. Two are enough here: the decagon and the bow-tie. The glazes follow Timurid mosaics: cobalt, turquoise, white, amber. Try to "
            "find where the pattern repeats.")}},
      {"glazed-dish",
       {.title = said("İşqor şirli boşqab", "Ishqor sirli lagan", "Блюдо с глазурью ишкор", "Dish with Ishkor Glaze"),
        .maker = said("Enfilade emalatxanası, Riştan dulusçuları əsasında", "Enfilade ustaxonasi, Rishton kulollari asosida",
                      "Мастерская Enfilade, по образцу керамики Риштана", "Enfilade workshop, after the potters of Rishtan"),
        .materials = said("Hesablanmış forma, şirli saxsı", "Hisoblangan shakl, sirlangan sopol", "Расчётная форма, глазурованная керамика",
                          "Computed form, glazed earthenware"),
        .description = said(
            "Fərqanə vadisindəki Riştan qırmızı gili və işqor adlı bitki külü şiri ilə tanınır. Bu şir misi firuzəyi edir, lacivərdi parladır. "
            "Boşqab həmin rəngləri saxlayır: divarında badamlar, dibində on iki ləçəkli ulduz. Çarxın izi zəif halqa kimi qalıb.",
            "Fargʻona vodiysidagi Rishton qizil loyi va ishqor degan oʻsimlik kuli siri bilan mashhur. Bu sir misni firuza qiladi, lojuvardni "
            "yorqin koʻrsatadi. Lagan shu ranglarni saqlaydi: devorida bodomlar, tubida oʻn ikki bargli yulduz. Charxning izi xira halqa boʻlib "
            "qolgan.",
            "Риштан в Ферганской долине знаменит красной глиной и глазурью из золы растений — ишкором. Она делает медь бирюзой и даёт кобальту "
            "сиять. Блюдо держится этой палитры: миндаль на стенке, звезда о двенадцати лепестках на дне. От круга остались едва видные кольца.",
            "Rishtan in the Fergana valley is known for its red clay and for ishkor, a glaze of plant ash. It turns copper to turquoise and lets "
            "cobalt glow. The dish keeps to these colours: almonds on the wall, a star of twelve petals in the well. Faint rings remain from the "
            "wheel.")}},
      {"chased-ewer",
       {.title = said("Döymə naxışlı aftafa", "Oʻyma naqshli oftoba", "Кувшин с чеканкой", "Chased Ewer"),
        .maker = said("Enfilade emalatxanası, Lahıc misgərləri əsasında", "Enfilade ustaxonasi, Lahij misgarlari asosida",
                      "Мастерская Enfilade, по образцу медников Лагича", "Enfilade workshop, after the coppersmiths of Lahij"),
        .materials = said("Hesablanmış forma, mis", "Hisoblangan shakl, mis", "Расчётная форма, медь", "Computed form, copper"),
        .description = said(
            "Azərbaycan dağlarındakı Lahıcda misgərlər bu gün də qabı düz təbəqədən döyüb qaldırırlar. Belə qabdan yeməkdən əvvəl qonağın "
            "əlinə su tökülürdü. Gövdəni qıvrım budaqlar tutur, boynu novlar sarıyır. Relyef yarım millimetrdir və həqiqidir: siz gəzdikcə "
            "işığı tutur.",
            "Ozarbayjon togʻlaridagi Lahijda misgarlar bugun ham idishni yassi taxtadan urib chiqaradi. Bunday idishdan ovqatdan oldin mehmon "
            "qoʻliga suv quyilgan. Gavdasini oʻralgan novdalar, boʻynini ariqchalar bezaydi. Relyef yarim millimetr va haqiqiy: siz yurganingizda "
            "yorugʻlikni tutadi.",
            "В Лагиче, в горах Азербайджана, медники и сегодня поднимают сосуд из плоского листа. Из такого кувшина перед едой лили воду на руки "
            "гостям. Тулово заполняют завитки, шею обвивают желобки. Рельеф в полмиллиметра настоящий: он ловит свет, когда вы идёте мимо.",
            "In Lahij, in the mountains of Azerbaijan, coppersmiths still raise vessels from a flat sheet. From an ewer like this, water was poured "
            "over guests' hands before a meal. Scrolls fill the belly, flutes climb the neck. The relief is half a millimetre deep, and it is real: "
            "it catches the light as you walk.")}},
      {"carved-column",
       {.title = said("Oyma sütun", "Oʻyma ustun", "Резная колонна", "Carved Column"),
        .maker = said("Enfilade emalatxanası, Xivə oymaçıları əsasında", "Enfilade ustaxonasi, Xiva oʻymakorlari asosida",
                      "Мастерская Enfilade, по образцу резчиков Хивы", "Enfilade workshop, after the carvers of Khiva"),
        .materials = said("Hesablanmış forma, qarağac, mərmər", "Hisoblangan shakl, qayragʻoch, marmar", "Расчётная форма, вяз, мрамор",
                          "Computed form, elm, marble"),
        .description = said(
            "Xivədə oyma sütunlar evlərin və məscidlərin eyvanını saxlayır. Ayağı səhəng kimi genişlənir, gövdəsi yuxarı nazilir və "
            "olduğundan yüngül görünür. Budaqlar iki qatda bir-birinin üstündən dolanır. Barmağınızla deyil, gözünüzlə birini izləyin.",
            "Xivada oʻyma ustunlar uylar va masjidlar ayvonini koʻtarib turadi. Oyogʻi koʻzaday kengayadi, tanasi yuqoriga ingichkalashib, "
            "aslidan yengilroq koʻrinadi. Novdalar ikki qavat boʻlib bir-biri ustidan oʻraladi. Barmoq bilan emas, koʻz bilan birini kuzating.",
            "В Хиве резные колонны держат айваны домов и мечетей. Внизу колонна раздаётся, как кувшин, а ствол сужается кверху и кажется легче, "
            "чем есть. Стебли вьются в два слоя. Проследите за одним — глазами, не пальцем.",
            "In Khiva, carved columns carry the verandas of houses and mosques. The foot swells like a jug. The shaft narrows upwards and looks "
            "lighter than it is. Stems wind over each other in two layers. Follow one of them, with your eyes and not your finger.")}},
  };
  return table;
}

}  // namespace enf
