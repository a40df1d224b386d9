// Silk and cotton: embroideries, abr, printed scarves.
#include "content/words/rooms.h"

namespace enf {

const WordTable& cloth_words() {
  static const WordTable table = {
      {"palak",
       {said("Palak", "Palak", "Палак", "Palak"), after("Daşkənd tikmələri", "Toshkent kashtalari", "ташкентских вышивок", "the embroideries of Tashkent"), study("pambıq üzərində ipək", "paxta matoga ipak", "шёлк по хлопку", "silk on cotton"),
        said("Palak göy deməkdir. On iki böyük ay bütün parçanı tutub, boş yer qalmayıb: hətta yerlik də sıra-sıra tikilib. Belə örtük gəlin otağının divarından asılır, gecəni içəri gətirirdi.",
             "Palak osmon degani. Oʻn ikkita katta oy butun matoni egallagan, boʻsh joy qolmagan: hatto zamini ham qator-qator tikilgan. Bunday parda kelin xonasi devoriga osilib, tunni ichkariga olib kirgan.",
             "Палак — значит «небо». Двенадцать больших лун заняли всю ткань, пустого места нет: даже фон вышит ряд за рядом. Такой покров висел в комнате невесты и вносил туда ночь.",
             "Palak means sky. Twelve great moons have taken the whole cloth, and nothing is left bare: even the ground is stitched, row by row. Such a hanging brought the night into a bride's room.")}},
      {"nurata-suzani",
       {said("Nurata süzənisi", "Nurota soʻzanasi", "Нуратинское сюзане", "Suzani from Nurata"), after("Nurata tikməçiləri", "Nurota kashtadoʻzlari", "вышивальщиц Нураты", "the embroiderers of Nurata"), study("pambıq üzərində ipək", "paxta matoga ipak", "шёлк по хлопку", "silk on cotton"),
        said("Burada parçanın özü danışır: pambığın çox hissəsi boş qalıb. Yarpaqlardan hörülmüş tor hər xanada bir budaq saxlayır, heç biri o birinin eyni deyil. Lalə, qərənfil, nar çiçəyi tanıyırsınızmı?",
             "Bu yerda matoning oʻzi gapiradi: paxtaning koʻp qismi boʻsh qolgan. Barglardan toʻqilgan panjara har katakda bitta novda saqlaydi, hech biri boshqasiga oʻxshamaydi. Lola, chinnigul, anor gulini taniysizmi?",
             "Здесь говорит сама ткань: большая часть хлопка осталась пустой. Решётка из листьев хранит в каждой клетке по ветке, и ни одна не повторяет другую. Узнаёте тюльпан, гвоздику, цветок граната?",
             "Here the cloth itself speaks: most of the cotton stays bare. A lattice of leaves keeps one spray in every field, and none repeats another. Can you tell tulip, carnation and pomegranate flower apart?")}},
      {"ikat-combs",
       {said("Daraqlı abr", "Taroqli abr", "Абр с гребнями", "Abr with Combs"), after("Mərgilan abrbəndləri", "Margʻilon abrbandlari", "абрбандов Маргилана", "the binders of Margilan"), study("ipək və pambıq", "ipak va paxta", "шёлк и хлопок", "silk and cotton"),
        said("Gəlin darağı, iki ay arasında. İplər toxunmazdan əvvəl bağlanır və boyanır; naxış kətanda yalnız onda görünür. Buna görə kənarlar titrəyir: hər ip bir az öz yoluyla gedib.",
             "Ikki oy orasida kelin tarogʻi. Iplar toʻqishdan oldin bogʻlanadi va boʻyaladi; naqsh faqat dastgohda koʻrinadi. Shu sababli chetlari titraydi: har ip biroz oʻz yoʻlidan ketgan.",
             "Гребень невесты между двумя лунами. Нити связывают и красят ещё до тканья, и узор виден лишь на станке. Оттого дрожат его края: каждая нить немного пошла своей дорогой.",
             "A bride's comb between two moons. The threads are bound and dyed before they are woven, and only the loom shows the figure. That is why its edges tremble: each thread went a little its own way.")}},
      {"ikat-velvet",
       {said("Baxmal", "Baxmal", "Бахмаль", "Bakhmal"), after("Buxara baxmalçıları", "Buxoro baxmalchilari", "бухарских мастеров бархата", "the velvet weavers of Bukhara"), study("ipək məxmər", "ipak baxmal", "шёлковый бархат", "silk velvet"),
        said("Abr məxmər ən çətin parçadır: xov üçün altı qat uzun ip lazımdır, naxış isə ona görə altı qat uzadılıb bağlanır. Toxunanda disklər yumşalır, sanki suda əriyir. Yaxından baxın: xov işığı udur.",
             "Abr baxmal eng qiyin matodir: tuk uchun olti barobar uzun ip kerak, naqsh ham olti barobar choʻzib bogʻlanadi. Toʻqilganda doiralar suvda erigandek yumshaydi. Yaqindan qarang: tuk yorugʻlikni yutadi.",
             "Абровый бархат — труднейшая из тканей: на ворс нужно вшестеро больше нити, и узор связывают вытянутым вшестеро. В ткани диски смягчаются, будто тают в воде. Присмотритесь: ворс пьёт свет.",
             "Ikat velvet is the hardest cloth of all. The pile needs six times the thread, so the figure is bound six times too long. Woven, its discs soften as if they melted in water. Look closely: the pile drinks the light.")}},
      {"kelaghayi-sun",
       {said("Kəlağayı “Günəş”", "Kalagʻayi “Quyosh”", "Келагаи «Солнце»", "Kelaghayi “Sun”"), after("Basqal basmaçıları", "Basqal gulbosarlari", "набойщиков Баскала", "the printers of Basqal"), study("ipək, mum basması", "ipak, mumli bosma", "шёлк, восковая набойка", "silk, wax-resist print"),
        said("Taxta qəlib isti mumla basılır, ipək qaba salınır, mum örtən yer ağ qalır. Bircə künc kəsilir, sonra dörd dəfə çevrilir. Butalar günəşdən qaçır, yoxsa ona tərəf böyüyür?",
             "Yogʻoch qolip issiq mum bilan bosiladi, ipak boʻyoqqa solinadi, mum yopgan joy oq qoladi. Faqat bitta burchak oʻyiladi, keyin toʻrt marta aylantiriladi. Bodomlar quyoshdan qochyaptimi yoki unga intilyaptimi?",
             "Деревянный штамп печатает горячим воском, шёлк опускают в краску, и под воском остаётся белое. Режут лишь один угол, а потом поворачивают его четырежды. Бута бегут от солнца или тянутся к нему?",
             "A wooden block prints hot wax, the silk goes into the vat, and what the wax covers stays white. Only one corner is cut; it is turned four times. Do the butas flee from the sun, or grow towards it?")}},
      {"kelaghayi-lattice",
       {said("Kəlağayı “Şəbəkə”", "Kalagʻayi “Panjara”", "Келагаи «Решётка»", "Kelaghayi “Lattice”"), after("Şəki basmaçıları", "Sheki gulbosarlari", "набойщиков Шеки", "the printers of Sheki"), study("ipək, mum basması", "ipak, mumli bosma", "шёлк, восковая набойка", "silk, wax-resist print"),
        said("Qırmızı kəlağayı toyda, ağ yasda, tünd göy yaşlı qadınlarda görünərdi. Bu nar qırmızısı gəlinlikdir. Yüngülcə üfürün: iyirmi beş qram ipək bir üzüyün içindən keçir.",
             "Qizil kalagʻayi toʻyda, oqi motamda, toʻq koʻki keksa ayollarda koʻrinardi. Bu anor rangi kelinniki. Bir oz puflang: yigirma besh gramm ipak uzuk ichidan oʻtadi.",
             "Красный келагаи надевали на свадьбу, белый — в траур, тёмно-синий носили пожилые женщины. Этот, цвета граната, — для невесты. Двадцать пять граммов шёлка проходят сквозь кольцо.",
             "Red scarves were worn to weddings, white in mourning, dark blue by old women. This one, the red of a pomegranate, is a bride's. Twenty-five grams of silk, and the whole of it passes through a ring.")}},
  };
  return table;
}

}  // namespace enf
