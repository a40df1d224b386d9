// The third room, kept dim: textiles, works on paper, a lute.
#include "content/words/rooms.h"

namespace enf {

const WordTable& thread_room_words() {
  static const WordTable table = {
      {"shirvan-carpet",
       {.title = said("Üç medalyonlu xalça", "Uch turunjli gilam", "Ковёр с тремя медальонами", "Carpet with Three Medallions"),
        .maker = said("Enfilade emalatxanası, Şirvan və Quba toxucuları əsasında", "Enfilade ustaxonasi, Shirvon va Quba toʻquvchilari asosida",
                      "Мастерская Enfilade, по образцу ковровщиц Ширвана и Губы", "Enfilade workshop, after the weavers of Shirvan and Quba"),
        .materials = said("Hesablanmış etüd, yun, 141 056 ilmə", "Hisoblangan etyud, jun, 141 056 tugun", "Расчётный этюд, шерсть, 141 056 узлов",
                          "Computed study, wool, 141,056 knots"),
        .description = said(
            "Qarmaqlı üç medalyon göy sahədə ulduzların, quşların və daraqların arasında enir. Ağ haşiyə kufi yazısını xatırladır, amma heç nə "
            "demir. Bir rəngi yuxarıdan aşağı izləyin: dəyişdiyini görəcəksiniz. Yun az-az boyanırdı, iki boya heç vaxt eyni olmurdu. Burada hər "
            "şey ilmə-ilmə sayılıb.",
            "Ilgakli uchta turunj koʻk maydonda yulduzlar, qushlar va taroqlar orasidan tushib keladi. Oq hoshiya kufiy yozuvni eslatadi, lekin "
            "hech narsa demaydi. Bir rangni yuqoridan pastga kuzating: oʻzgarganini koʻrasiz. Jun oz-ozdan boʻyalgan, ikki boʻyoq hech qachon bir "
            "xil chiqmagan. Bu yerda hammasi tugunma-tugun sanalgan.",
            "Три медальона с крючками спускаются по синему полю среди звёзд, птиц и гребней. Белая кайма напоминает куфическое письмо, но ничего "
            "не говорит. Проследите за одним цветом сверху вниз: он меняется. Шерсть красили малыми порциями, и двух одинаковых не бывало. Здесь "
            "всё сосчитано узел за узлом.",
            "Three medallions with latch hooks descend a blue field among stars, birds and combs. The white border recalls Kufic writing, though it "
            "spells nothing. Follow one colour downwards and you will see it change. Wool was dyed in small lots, and no two were alike. Everything "
            "here was counted knot by knot.")}},
      {"turkmen-carpet",
       {.title = said("Göllü əsas xalça", "Goʻlli asosiy gilam", "Ковёр с гёлями", "Main Carpet with Göls"),
        .maker = said("Enfilade emalatxanası, təkə toxucuları əsasında", "Enfilade ustaxonasi, taka toʻquvchilari asosida",
                      "Мастерская Enfilade, по образцу текинских ковровщиц", "Enfilade workshop, after Tekke weavers"),
        .materials = said("Hesablanmış etüd, yun, 178 284 ilmə", "Hisoblangan etyud, jun, 178 284 tugun", "Расчётный этюд, шерсть, 178 284 узла",
                          "Computed study, wool, 178,284 knots"),
        .description = said(
            "Səkkizguşə göl tayfa içində nəsildən-nəslə keçən nişandır. Təkə qadınları onu boyaq kökü qırmızısında cərgə-cərgə düzür, nazik tünd "
            "xətlərlə birləşdirirdilər. Hər göl dörd yerə bölünür, dörddəbirlər ortadan o yana bir-birinə cavab verir. Ticarətdə belə xalçalara "
            "bazarın adı ilə «Buxara» deyilirdi.",
            "Sakkiz burchakli goʻl urugʻ ichida avloddan avlodga oʻtgan belgi. Taka ayollari uni roʻyan qizilida qator-qator terib, ingichka toʻq "
            "chiziqlar bilan bogʻlagan. Har goʻl toʻrtga boʻlinadi, choraklar markaz osha bir-biriga javob beradi. Savdoda bunday gilamlar bozor "
            "nomi bilan «Buxoro» deb atalgan.",
            "Восьмиугольный гёль — знак, который передавали внутри племени. Текинки ставили его рядами по мареновому полю и соединяли тонкими тёмными "
            "линиями. Каждый гёль делится на четыре, и четверти отвечают друг другу через середину. В торговле такие ковры звали «бухарскими» — по "
            "рынку, а не по мастерицам.",
            "The octagon is the göl, a sign handed down within a tribe. Tekke women set it in rows on madder red and joined the rows with thin dark "
            "lines. Each göl is divided in four, and the quarters answer one another across the middle. The trade called such carpets Bukharas, after "
            "the market and not the makers.")}},
      {"suzani",
       {.title = said("Suzani", "Soʻzana", "Сюзане", "Suzani"),
        .maker = said("Enfilade emalatxanası, Buxara və Nurata tikişçiləri əsasında", "Enfilade ustaxonasi, Buxoro va Nurota kashtachilari asosida",
                      "Мастерская Enfilade, по образцу вышивальщиц Бухары и Нураты", "Enfilade workshop, after embroiderers of Bukhara and Nurata"),
        .materials = said("Hesablanmış etüd, pambıq üzərində ipək", "Hisoblangan etyud, paxta mato ustida ipak", "Расчётный этюд, шёлк по хлопку",
                          "Computed study, silk on cotton"),
        .description = said(
            "Suzanini qız doğulanda başlayır, toyuna bitirirdilər. Qohumlar və qonşular hərəsi bir zolaq tikir, sonra zolaqları birləşdirirdilər. "
            "Yumru güllər günəşdir, yoxsa bağ? Rəylər müxtəlifdir. Tikiş incə zəncirdir: hər halqa öz istiqaməti ilə parlayır.",
            "Soʻzanani qiz tugʻilganda boshlab, toʻyiga bitirishgan. Qarindosh va qoʻshnilar har biri bir boʻlakni tikib, soʻng boʻlaklarni "
            "birlashtirgan. Dumaloq gullar quyoshmi yoki bogʻ? Fikrlar turlicha. Chok nozik zanjir: har halqa oʻz yoʻnalishi bilan tovlanadi.",
            "Сюзане начинали, когда рождалась дочь, и кончали к её свадьбе. Родня и соседки вышивали каждая свою полосу, потом полосы сшивали. Круглые "
            "цветы — солнце или сад? Мнения расходятся. Шов — тонкая цепочка: каждое звено блестит по-своему.",
            "A suzani was begun when a daughter was born and finished for her wedding. Relatives and neighbours each worked a strip, and the strips were "
            "then joined. Are the round blossoms suns or a garden? Opinions differ. The stitch is a fine chain, and every link shines in its own "
            "direction.")}},
      {"ikat-hanging",
       {.title = said("Abr ipək pərdə", "Abr ipak pardasi", "Занавес из шёлка абр", "Hanging of Abr Silk"),
        .maker = said("Enfilade emalatxanası, Buxara və Marğilan toxucuları əsasında", "Enfilade ustaxonasi, Buxoro va Margʻilon toʻquvchilari asosida",
                      "Мастерская Enfilade, по образцу ткачей Бухары и Маргилана", "Enfilade workshop, after the weavers of Bukhara and Margilan"),
        .materials = said("Hesablanmış etüd, ipək və pambıq", "Hisoblangan etyud, ipak va paxta", "Расчётный этюд, шёлк и хлопок",
                          "Computed study, silk and cotton"),
        .description = said(
            "Parçanın adı abr, yəni buluddur. Toxunmazdan əvvəl ipək ərişin dəstələri bağlanır və rəng-rəng boyanır. Dəzgahda saplar azca sürüşür, hər "
            "kənar yumşalır. Narlar, badamlar və daraqlar dörd ensiz taxta boyunca bir-birini əvəz edir.",
            "Matoning nomi abr, yaʼni bulut. Toʻqishdan oldin ipak tanda dastalari bogʻlanadi va rangma-rang boʻyaladi. Dastgohda iplar bir oz siljiydi va "
            "har bir chet yumshaydi. Anor, bodom va taroqlar toʻrtta ensiz boʻlak boʻylab bir-birini almashtiradi.",
            "Ткань называют абр — облако. До тканья пучки шёлковой основы перевязывают и красят, цвет за цветом. На станке нити чуть сдвигаются, и всякий "
            "край становится мягким. Гранаты, миндаль и гребни сменяют друг друга на четырёх узких полотнищах.",
            "The cloth is called abr, cloud. Before weaving, bundles of silk warp are bound and dyed, colour by colour. On the loom the threads shift a "
            "little, and every edge turns soft. Pomegranates, almonds and combs follow one another down four narrow widths.")}},
      {"illuminated-page",
       {.title = said("“Xəmsə”nin açılış səhifəsi", "“Xamsa”ning ochilish sahifasi", "Начальный лист «Хамсе»", "Opening Page of a Khamsa"),
        .maker = said("Enfilade emalatxanası, Təbriz, Herat və Buxara nəqqaşları əsasında", "Enfilade ustaxonasi, Tabriz, Hirot va Buxoro muzahhiblari asosida",
                      "Мастерская Enfilade, по образцу мастеров Тебриза, Герата и Бухары", "Enfilade workshop, after illuminators of Tabriz, Herat and Bukhara"),
        .materials = said("Hesablanmış etüd, kağız, qızıl, boyalar", "Hisoblangan etyud, qogʻoz, oltin, boʻyoqlar", "Расчётный этюд, бумага, золото, краски",
                          "Computed study, paper, gold, pigments"),
        .description = said(
            "Başlıqda “Xəmsə”, yəni “Beşlik” yazılıb. Gəncəli Nizami beş böyük poemanı farsca yazdı. Təxminən üç əsr sonra Heratda Əlişir Nəvai ona "
            "çağatayca beş poema ilə cavab verdi. Beyt Nizaminindir: “Az danış, sözü inci kimi seç ki, azından dünya dolsun.”",
            "Sarlavhada “Xamsa”, yaʼni “Beshlik” deb yozilgan. Ganjalik Nizomiy besh katta dostonni forscha yozgan. Qariyb uch asr keyin Hirotda Alisher "
            "Navoiy unga chigʻatoycha besh doston bilan javob bergan. Bayt Nizomiyniki: “Oz gapir, soʻzni durdek tanla, toki ozingdan jahon toʻlsin.”",
            "В заставке написано «Хамсе» — «Пятерица». Низами из Гянджи написал пять больших поэм по-персидски. Почти через три века Алишер Навои в Герате "
            "ответил ему пятью поэмами на чагатайском. Двустишие — из Низами: «Говори мало и выбирай слова, как жемчуг, чтобы малым твоим наполнился мир».",
            "The heading reads “Khamsa”, Five. Nizami of Ganja wrote five great poems in Persian. Almost three centuries later, in Herat, Alisher Navoi "
            "answered him with five in Chagatai. The couplet is by Nizami: “Speak little, and choose your words like pearls, that with your little the "
            "world be filled.”")}},
      {"tower-etching",
       {.title = said("Dəniz kənarında qala", "Dengiz boʻyidagi minora", "Башня у моря", "Tower by the Sea"),
        .maker = said("Enfilade emalatxanası", "Enfilade ustaxonasi", "Мастерская Enfilade", "Enfilade workshop"),
        .materials = said("Hesablanmış etüd, ofort, kağız", "Hisoblangan etyud, ofort, qogʻoz", "Расчётный этюд, офорт, бумага", "Computed study, etching, paper"),
        .description = said(
            "Uzun çıxıntılı yumru qala dəniz kənarında qayaların üstündə durur. Onun əsli Bakının Qız qalasıdır; yaşı və təyinatı hələ də mübahisəlidir. "
            "Rəsm yalnız xətlərdən ibarətdir. Qaraldığı yerdə birinci xətlərin üstündən ikinci və üçüncü cərgə keçir.",
            "Uzun qanotli dumaloq minora dengiz boʻyidagi qoyalar ustida turadi. Uning asli Bokudagi Qiz qalʼasi; yoshi va vazifasi hali ham bahsli. Rasm "
            "faqat chiziqlardan iborat. Qoraygan joyda birinchi chiziqlar ustidan ikkinchi va uchinchi qator oʻtadi.",
            "Круглая башня с длинным выступом стоит на скалах у моря. Её образец — Девичья башня в Баку, о возрасте и назначении которой спорят до сих "
            "пор. Картина состоит из одних линий. Где темнеет, поверх первых ложится второй и третий ряд.",
            "A round tower with a long spur stands on the rocks by the sea. Its model is the Maiden Tower of Baku, whose age and purpose are still debated. "
            "The picture is made of lines alone. Where it grows dark, a second and a third family of lines crosses the first.")}},
      {"tar-lute",
       {.title = said("Tar", "Tor", "Тар", "Tar"),
        .maker = said("Enfilade emalatxanası, Azərbaycan tarı əsasında", "Enfilade ustaxonasi, Ozarbayjon tori asosida",
                      "Мастерская Enfilade, по образцу азербайджанского тара", "Enfilade workshop, after the Azerbaijani tar"),
        .materials = said("Hesablanmış forma: tut və qoz ağacı, pərdə, sümük, simlər", "Hisoblangan shakl: tut va yongʻoq yogʻochi, parda, suyak, torlar",
                          "Расчётная форма: тутовое и ореховое дерево, мембрана, кость, струны",
                          "Computed form: mulberry and walnut, membrane, bone, strings"),
        .description = said(
            "Tar muğamın səsidir. Tut ağacından oyulmuş çanağı səkkizə bənzəyir, üzünə nazik pərdə çəkilir, xərəyin üstündən on bir sim keçir. "
            "Azərbaycan tarına bugünkü şəklini on doqquzuncu əsrdə Sadıqcan verib. O, tarı sinəsində tutub çalırdı.",
            "Tor mugʻomning ovozidir. Tut yogʻochidan oʻyilgan kosasi sakkiz raqamiga oʻxshaydi, yuziga yupqa parda tortiladi, xarrak ustidan oʻn bir "
            "tor oʻtadi. Ozarbayjon toriga bugungi shaklini oʻn toʻqqizinchi asrda Sodiqjon bergan. U torni koʻksida tutib chalgan.",
            "Тар — голос мугама. Его тутовый корпус похож на восьмёрку, сверху натянута тонкая мембрана, через подставку идут одиннадцать струн. Нынешний "
            "вид азербайджанскому тару дал в XIX веке Садыхджан. Он играл, держа тар у груди.",
            "The tar is the voice of mugham. Its body of mulberry wood is shaped like a figure eight and covered with a thin membrane; eleven strings cross "
            "the bridge. Sadiqjan gave the Azerbaijani tar its present form in the nineteenth century. He played it held against the chest.")}},
  };
  return table;
}

}  // namespace enf
