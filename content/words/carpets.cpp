// Carpets that joined the two of the first hanging.
#include "content/words/rooms.h"

namespace enf {

const WordTable& carpet_words() {
  static const WordTable table = {
      {"great-carpet",
       {said("Günəşli böyük xalça", "Quyoshli katta gilam", "Большой ковёр с солнцем", "Great Carpet with a Sun"), after("Təbriz və Qarabağ saray xalçaları", "Tabriz va Qorabogʻ saroy gilamlari", "придворных ковров Тебриза и Карабаха", "the court carpets of Tabriz and Karabakh"),
        study("yun, 1,65 milyon ilmə", "jun, 1,65 million tugun", "шерсть, 1,65 миллиона узлов", "wool, 1.65 million knots"),
        said("On altı dilimli günəş spirallar tarlası üzərində durur; bütün budaqlar bir kökdən çıxır. Rəssam yalnız dörddə birini çəkirdi, toxucular onu iki dəfə güzgüləyirdilər. Yaxınlaşın və bir budağı gözünüzlə izləyin: o sizi künclərə aparacaq.",
             "Oʻn olti qirrali quyosh spirallar maydoni ustida turadi; hamma novdalar bitta ildizdan chiqadi. Rassom faqat toʻrtdan birini chizgan, toʻquvchilar uni ikki marta aks ettirgan. Yaqinroq keling va bitta novdani koʻzingiz bilan kuzating.",
             "Солнце о шестнадцати лепестках стоит над полем спиралей, и все стебли растут из одного корня. Художник рисовал лишь четверть, ткачи дважды отражали её, как в зеркале. Подойдите ближе и проследите за одним стеблем: он приведёт вас в угол.",
             "A sun of sixteen lobes stands over a field of spirals, and all stems grow from one root. The designer drew a single quarter; the weavers mirrored it twice. Come close and follow one stem with your eyes. It will lead you to a corner.")}},
      {"kazak-carpet",
       {said("Qazax xalçası", "Qozoq gilami (Kazak)", "Казахский ковёр", "Kazak Carpet"), after("Qazax mahalının toxucuları", "Qazax mahalli toʻquvchilari", "ткачих Казахского уезда", "the weavers of the Qazax district"), study("yun", "jun", "шерсть", "wool"),
        said("Az rəng, iri ilmə, böyük cəsarət: səkkizguşə ağ göl yaşıl meydanın ortasında durur, qarmaqları içəri baxır. Yaylaqda toxunan belə xalçalar uzaqdan oxunmaq üçün düşünülüb. Beş addım geri çəkilin.",
             "Kam rang, yirik tugun, katta jasorat: sakkiz burchakli oq maydon yashil kvadrat oʻrtasida turadi, ilgaklari ichkariga qaragan. Yaylovda toʻqilgan bunday gilamlar uzoqdan oʻqish uchun oʻylangan. Besh qadam orqaga chekining.",
             "Мало красок, крупный узел, много смелости: белый восьмиугольник стоит в зелёном квадрате, его крючки глядят внутрь. Такие ковры, сотканные на летних пастбищах, рассчитаны на взгляд издали. Отойдите на пять шагов.",
             "Few colours, coarse knots, much courage: a white octagon stands in a green square, its hooks turned inwards. Carpets like this, woven on summer pastures, are meant to be read from afar. Take five steps back.")}},
      {"prayer-rug",
       {said("Namazlıq", "Joynamoz", "Молитвенный коврик", "Prayer Rug"), after("Mərəzə və Şirvan namazlıqları", "Maraza va Shirvon joynamozlari", "намазлыков Маразы и Ширвана", "the prayer rugs of Maraza and Shirvan"), study("yun", "jun", "шерсть", "wool"),
        said("Pilləli tağ qapını xatırladır: diz çökən insan onun astanasındadır. Tağın altında hər çiçək bir dəfə rəngini dəyişir, sıra çəp gedir. Yuxarıdakı daraqlar namazdan əvvəlki təmizliyi yada salır.",
             "Pogʻonali ravoq eshikni eslatadi: tiz choʻkkan inson uning ostonasida. Ravoq ostida har bir gul rangini almashtiradi, qatorlar qiyalab ketadi. Yuqoridagi taroqlar namoz oldidan poklanishni yodga soladi.",
             "Ступенчатая арка — как дверь: тот, кто преклонил колени, стоит на её пороге. Под аркой цветы меняют цвет по диагонали, ряд за рядом. Гребни наверху напоминают об омовении перед молитвой.",
             "The stepped arch is a door, and whoever kneels here is at its threshold. Beneath it the flowers change colour along the diagonals, row after row. The combs above recall the washing before prayer.")}},
      {"buta-carpet",
       {said("Butalı xalça", "Bodomgulli gilam", "Ковёр с бута", "Carpet with Butas"), after("Bakı və Abşeron kəndləri", "Boku va Absheron qishloqlari", "ковров Баку и сёл Апшерона", "the villages round Baku"), study("yun", "jun", "шерсть", "wool"),
        said("Buta alov, badam, yoxsa sərv? Hər kənd öz cavabını verib. Sıralar bir sağa, bir sola baxır, paltarları beş rəngdə növbələşir. Eyni geyimdə iki qonşu tapa bilərsinizmi?",
             "Buta alangami, bodommi yoki sarv? Har qishloq oʻz javobini bergan. Qatorlar goh oʻngga, goh chapga qaraydi, liboslari besh rangda almashadi. Bir xil kiyingan ikki qoʻshnini topa olasizmi?",
             "Что такое бута — пламя, миндаль или кипарис? В каждом селе отвечают по-своему. Ряды глядят то вправо, то влево, наряды чередуются в пяти цветах. Найдёте двух соседей в одинаковом платье?",
             "Is a buta a flame, an almond or a cypress? Each village has its own answer. The rows look right, then left, and change between five dresses. Can you find two neighbours who wear the same?")}},
      {"lattice-carpet",
       {said("Əjdahalı şəbəkə", "Ajdarli panjara", "Решётка с драконами", "Lattice with Dragons"), after("Qarabağın əjdahalı xalçaları", "Qorabogʻning ajdarli gilamlari", "карабахских ковров с драконами", "the dragon carpets of Karabakh"), study("yun", "jun", "шерсть", "wool"),
        said("Dişli yarpaqlar tarlanı romblara bölür; onlarda palmetlər və S hərfinə dönmüş əjdahalar yaşayır. Toxucular yüz illər ərzində heyvanı sadələşdirib, amma belindəki darağı heç vaxt unutmayıblar.",
             "Tishli barglar maydonni romblarga boʻladi; ularda palmettalar va S harfiga aylangan ajdarlar yashaydi. Toʻquvchilar yuz yillar davomida jonivorni soddalashtirgan, lekin belidagi taroqni hech qachon unutmagan.",
             "Зубчатые листья делят поле на ромбы; в них живут пальметты и драконы, ставшие буквой S. За столетия ткачихи упростили зверя, но гребень на его спине не забыли ни разу.",
             "Serrated leaves part the field into lozenges where palmettes live, and dragons that have become an S. Over centuries the weavers simplified the beast, but they never forgot the comb on its back.")}},
      {"ensi-carpet",
       {said("Ensi, alaçığın qapısı", "Ensi, oʻtov eshigi", "Энси, дверь юрты", "Ensi, the Tent's Door"), after("Təkə və Yomud toxucuları", "taka va yovmut toʻquvchilari", "ткачих текинцев и йомудов", "Tekke and Yomut weavers"), study("yun", "jun", "шерсть", "wool"),
        said("Belə xalça yerə sərilmir, alaçığın girişindən asılır. Dörd taxtası taxta qapının lövhələrinə bənzəyir, aşağıdakı zolaq isə çiçəkli çəmənə. Hər xanada bir quş var, yoxsa bir hərf?",
             "Bunday gilam yerga solinmaydi, oʻtov eshigiga osiladi. Toʻrt qismi yogʻoch eshik taxtalariga, pastdagi yoʻli esa gulli maysazorga oʻxshaydi. Har katakda qush bormi yoki harf?",
             "Такой ковёр не стелют — им завешивают вход в юрту. Четыре поля похожи на филёнки двери, полоса внизу — на цветущий луг. В каждой клетке птица — или всё-таки буква?",
             "Such a rug is never laid down: it hangs in the entrance of a tent. Its four fields are the panels of a door, the strip below is a meadow in flower. In every cell sits a bird. Or is it a letter?")}},
      {"julkhir",
       {said("Culxırs", "Julxirs", "Джульхирс", "Julkhirs"), after("Qızılqum və Cizzaq toxucuları", "Qizilqum va Jizzax toʻquvchilari", "ткачих Кызылкумов и Джизака", "the weavers of the Kyzylkum and Jizzakh"), study("uzun xovlu yun", "uzun tukli jun", "длинноворсовая шерсть", "long-piled wool"),
        said("Adı “ayı dərisi” deməkdir: uzun xovlu bu xalça çöldə yataq idi. Üç böyük romb eyni cizgini təkrar-təkrar geyinir, ta ki onlar toxunsun. Ortada qoç buynuzları evi qoruyur.",
             "Nomi “ayiq terisi” degani: uzun tukli bu gilam dashtda toʻshak boʻlgan. Uchta katta romb bir chiziqni qayta-qayta kiyadi, toki ular tutashsin. Oʻrtadagi qoʻchqor shoxlari uyni qoʻriqlaydi.",
             "Имя значит «медвежья шкура»: этот длинноворсовый ковёр был в степи постелью. Три больших ромба снова и снова надевают один контур, пока не соприкоснутся. В середине дом хранят бараньи рога.",
             "The name means bearskin: in the steppe this long-piled rug was a bed. Three great lozenges put on the same outline again and again until they touch. Rams' horns in the middle guard the house.")}},
  };
  return table;
}

}  // namespace enf
