// The first room: paintings and a stone ram.
#include "content/words/rooms.h"

namespace enf {

const WordTable& light_room_words() {
  static const WordTable table = {
      {"caspian-dusk",
       {.title = said("Abşeron, axşamçağı", "Absheron, oqshom", "Апшерон, сумерки", "Absheron, Dusk"),
        .maker = said("Enfilade emalatxanası", "Enfilade ustaxonasi", "Мастерская Enfilade", "Enfilade workshop"),
        .materials = said("Hesablanmış yağlı boya etüdü, kətan", "Hisoblangan moyboʻyoq etyudi, mato", "Расчётный этюд маслом, холст",
                          "Computed oil study, canvas"),
        .description = said(
            "Vaxtilə Abşeronun dayaz sularında taxta buruqlar dururdu, balıqçı qayıqları onların arasından keçirdi. Rəsm suyla "
            "göyün eyni rəngi bölüşdüyü saatı saxlayıb. Fırçanı əl tutmayıb: proqram hesabladığı mənzərənin üstünə əvvəl enli, "
            "sonra nazik, on minlərlə yaxma çəkib.",
            "Bir vaqtlar Absheron sayozliklarida yogʻoch neft minoralari turar, baliqchi qayiqlari ular orasidan oʻtardi. Rasm suv "
            "bilan osmon bir rangga kirgan palla haqida. Moʻyqalamni qoʻl tutmagan: dastur oʻzi hisoblagan manzara ustiga avval "
            "keng, soʻng ingichka, oʻn minglab surtma qoʻygan.",
            "Когда-то на мелководье у Апшерона стояли деревянные вышки, и рыбацкие лодки проходили между ними. Картина хранит час, "
            "когда у воды и неба один цвет. Кисть никто не держал: программа положила десятки тысяч мазков, от широких к тонким, "
            "поверх рассчитанной сцены.",
            "Wooden derricks once stood in the shallows off Absheron, and fishing boats passed between them. The picture keeps the "
            "hour when water and sky share one colour. No hand held the brush. A program laid tens of thousands of strokes, from "
            "broad to fine, over a scene it had calculated.")}},
      {"square-at-noon",
       {.title = said("Günorta, meydan", "Tush payti, maydon", "Полдень, площадь", "The Square at Noon"),
        .maker = said("Enfilade emalatxanası", "Enfilade ustaxonasi", "Мастерская Enfilade", "Enfilade workshop"),
        .materials = said("Hesablanmış yağlı boya etüdü, kətan", "Hisoblangan moyboʻyoq etyudi, mato", "Расчётный этюд маслом, холст",
                          "Computed oil study, canvas"),
        .description = said(
            "Baştağ, dilimli günbəzlər və tağlar cərgəsi boş meydana baxır. Bu yer uydurmadır, Səmərqənd və Buxara meydanları "
            "əsasında qurulub. Kölgələr isə uydurma deyil: günəş bir yerə qoyulub, hər kölgə ilk yaxmadan əvvəl ondan ölçülüb.",
            "Peshtoq, qovurgʻali gumbazlar va ravoqlar qatori boʻsh maydonga qaragan. Bu joy oʻylab topilgan, Samarqand va Buxoro "
            "maydonlari asosida. Soyalar esa oʻylab topilmagan: quyosh bir joyga qoʻyilgan va har bir soya birinchi surtmadan oldin "
            "undan oʻlchangan.",
            "Портал, ребристые купола и ряд арок смотрят на пустую площадь. Место вымышлено — по площадям Самарканда и Бухары. Тени "
            "не вымышлены: солнце поставлено один раз, и каждая тень отмерена от него до первого мазка.",
            "A portal, ribbed domes and rows of arches face an empty square. The place is invented, after the squares of Samarkand "
            "and Bukhara. The shadows are not. One sun was set in the sky, and every shadow was measured from it before the first "
            "stroke was laid.")}},
      {"pomegranates",
       {.title = said("Narlar və mis səhəng", "Anorlar va mis koʻza", "Гранаты и медный кувшин", "Pomegranates and a Copper Jug"),
        .maker = said("Enfilade emalatxanası", "Enfilade ustaxonasi", "Мастерская Enfilade", "Enfilade workshop"),
        .materials = said("Hesablanmış yağlı boya etüdü, kətan", "Hisoblangan moyboʻyoq etyudi, mato", "Расчётный этюд маслом, холст",
                          "Computed oil study, canvas"),
        .description = said(
            "Nar hər iki sahildə yeyilir, çəkilir və toxunur. Burada o, mis səhəngin və mavi kasanın yanındadır; işıq soldakı "
            "pəncərədən düşür. Yaxın gəlin: meyvə yaxmalara dağılır, hər yaxma rəngin bir toxunuşudur.",
            "Anor ikki sohilda ham yeyiladi, chiziladi va toʻqiladi. Bu yerda u mis koʻza va koʻk kosa yonida; yorugʻlik chapdagi "
            "derazadan tushadi. Yaqinroq keling: meva surtmalarga ajraladi, har bir surtma rangning bir tegishi.",
            "Гранат на обоих берегах едят, рисуют и ткут. Здесь он лежит у медного кувшина и синей чаши, в свете окна слева. "
            "Подойдите ближе: плод распадается на мазки, и каждый — одно касание цвета.",
            "The pomegranate is eaten, drawn and woven on both shores. Here it lies beside a copper jug and a blue bowl, in light from "
            "a window on the left. Come close. The fruit dissolves into strokes, each a single touch of colour.")}},
      {"stone-ram",
       {.title = said("Daş qoç", "Tosh qoʻchqor", "Каменный баран", "Stone Ram"),
        .maker = said("Enfilade emalatxanası, Naxçıvan və Qarabağ qoç daşları əsasında",
                      "Enfilade ustaxonasi, Naxchivon va Qorabogʻ qoʻchqor toshlari asosida",
                      "Мастерская Enfilade, по образцу каменных баранов Нахчывана и Карабаха",
                      "Enfilade workshop, after the stone rams of Nakhchivan and Karabakh"),
        .materials = said("Hesablanmış forma, boz daş", "Hisoblangan shakl, kulrang tosh", "Расчётная форма, серый камень",
                          "Computed form, grey stone"),
        .description = said(
            "Daş qoçlar vaxtilə qəbirlərin üstündə dururdu. Qoç güc və bərəkət nişanəsi idi. Bu qoç iskənəsiz yaranıb: bütün bədən "
            "səthə qədər olan məsafənin bir düsturudur. Böyründəki gülü və yayı tapın.",
            "Tosh qoʻchqorlar bir vaqtlar qabrlar ustida turgan. Qoʻchqor kuch va baraka belgisi edi. Bu qoʻchqor iskanasiz yaralgan: "
            "butun gavda sirtgacha boʻlgan masofaning bitta formulasidir. Yonboshidagi gul va kamonni toping.",
            "Каменные бараны когда-то стояли на могилах. Баран означал силу и достаток. Этот сделан без резца: всё тело — одна формула "
            "расстояния до поверхности. Найдите на боку розетку и лук.",
            "Stone rams once stood on graves. The ram was a sign of strength and plenty. This one was made without a chisel: the whole "
            "body is one formula, the distance to its surface. Look for the rosette and the bow on its side.")}},
  };
  return table;
}

}  // namespace enf
