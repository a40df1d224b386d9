// Ceramics that joined the first dish.
#include <string>

#include "content/words/rooms.h"

namespace enf {

const WordTable& clay_words() {
  const LocalizedText rishtan = after("Riştan dulusçuları", "Rishton kulollari", "керамики Риштана", "the potters of Rishtan"), glazed = study("şirli saxsı", "sirlangan sopol", "глазурованная керамика", "glazed earthenware");
  // The rows of the study room share their words by form; the seed decides the rest.
  auto row = [&](std::string_view az, std::string_view uz, std::string_view ru, std::string_view en, std::string_view number) {
    std::string n(number);
    return WorkWords{said("Müqayisə sırası " + n + ": " + std::string(az), "Taqqoslash qatori " + n + ": " + std::string(uz), "Ряд для сравнения " + n + ": " + std::string(ru), "Study Row " + n + ": " + std::string(en)), rishtan, glazed,
                     said("Bir forma, bir rəf, çoxlu əl. Bu sırada hər qabın ölçüsü, şiri və fırçası bir toxumdan doğulub, heç biri o birini təkrar etmir. Müqayisə edin: dodaq harada qalınlaşır, ayaq harada daralır, fırça harada tələsib?",
                          "Bitta shakl, bitta tokcha, koʻp qoʻl. Bu qatordagi har idishning oʻlchami, siri va moʻyqalami bitta urugʻdan tugʻilgan, hech biri boshqasini takrorlamaydi. Solishtiring: lab qayerda qalinlashadi, oyoq qayerda torayadi, moʻyqalam qayerda shoshgan?",
                          "Одна форма, одна полка, много рук. Размер, глазурь и кисть каждого сосуда в этом ряду выросли из одного зерна, и ни один не повторяет другого. Сравните: где утолщается край, где сужается ножка, где кисть спешила?",
                          "One form, one shelf, many hands. Size, glaze and brushwork of every pot in this row grew from one seed, and none repeats another. Compare them: where does a lip thicken, a foot narrow, a brush hurry?")};
  };
  static const WordTable table = {
      {"study-bowls-1", row("kasalar", "kosalar", "чаши", "Bowls", "1")},
      {"study-bowls-2", row("kasalar", "kosalar", "чаши", "Bowls", "2")},
      {"study-jugs-1", row("səhənglər", "koʻzalar", "кувшины", "Jugs", "3")},
      {"study-jugs-2", row("səhənglər", "koʻzalar", "кувшины", "Jugs", "4")},
      {"study-dishes-1", row("boşqablar", "laganlar", "блюда", "Dishes", "5")},
      {"study-jugs-3", row("səhənglər", "koʻzalar", "кувшины", "Jugs", "7")},
      {"study-dishes-3", row("boşqablar", "laganlar", "блюда", "Dishes", "8")},
      {"study-dishes-2", row("boşqablar", "laganlar", "блюда", "Dishes", "6")},
      {"fish-dish",
       {said("Balıqlı boşqab", "Baliqli lagan", "Блюдо с рыбами", "Dish with Fish"), rishtan, glazed,
        said("Üç balıq bir-birini qovur və heç vaxt çatmır. Riştanda balıq suyun və bərəkətin nişanıdır; usta onu bir fırça çəkişi ilə çəkirdi. Pulcuqları saymayın, dalğaları sayın.",
             "Uchta baliq bir-birini quvadi va hech qachon yetmaydi. Rishtonda baliq suv va barakaning belgisi; usta uni bir moʻyqalam tortishda chizgan. Tangachalarini emas, toʻlqinlarini sanang.",
             "Три рыбы гонятся друг за другом и никогда не догонят. В Риштане рыба — знак воды и изобилия; мастер писал её одним движением кисти. Считайте не чешую, а волны.",
             "Three fish chase each other and never catch up. In Rishtan a fish stands for water and plenty, and a master drew it with one pull of the brush. Do not count the scales; count the waves.")}},
      {"pomegranate-dish",
       {said("Narlı boşqab", "Anorli lagan", "Блюдо с гранатами", "Dish with Pomegranates"), rishtan, glazed,
        said("Yeddi nar dövrədə, bir nar ortada, hamısı açıq: dənələri dama kimi düzülüb. Nar toy süfrəsinin qabıdır, içində yüzlərlə arzu var. Yarpaqlar meyvədən böyükdür, çünki kölgə də nemətdir.",
             "Yettita anor davrada, bittasi oʻrtada, hammasi ochiq: donalari shaxmatdek terilgan. Anor toʻy dasturxonining idishi, ichida yuzlab tilak bor. Barglari mevadan katta, chunki soya ham neʼmat.",
             "Семь гранатов по кругу, один в середине, и все раскрыты: зёрна выложены клетками. Это блюдо для свадебного стола, в гранате сотни пожеланий. Листья больше плодов, ведь и тень — благо.",
             "Seven pomegranates in a ring, one in the middle, all of them open, their seeds set out like a chessboard. It is a dish for a wedding table. The leaves are larger than the fruit, for shade is a blessing too.")}},
      {"sgraffito-bowl",
       {said("Cızma naxışlı kasa", "Oʻyib chizilgan kosa", "Чаша сграффито", "Sgraffito Bowl"), after("Beyləqan dulusçuları", "Beylaqon kulollari", "керамики Байлакана", "the potters of Beylagan"), glazed,
        said("Ağ astar mıxla cızılıb, altındakı qırmızı gil quş olub. Yaşıl və qəhvəyi şir çəkilən kimi axıb, heç kim saxlamayıb. XII əsrin mətbəxlərində belə kasalar sınır, zibilliklərdə isə minilliklər qalırdı.",
             "Oq astar mix bilan chizilgan, ostidagi qizil loy qushga aylangan. Yashil va jigarrang sir xohlagancha oqqan, hech kim toʻxtatmagan. XII asr oshxonalarida bunday kosalar sinar, axlatxonalarda esa asrlar qolardi.",
             "По белому ангобу процарапали гвоздём, и красная глина стала птицей. Зелёная и коричневая поливы растеклись, и никто их не держал. В кухнях XII века такие чаши били, а на свалках они жили веками.",
             "White slip was scratched with a nail, and the red clay below became a bird. Green and brown glaze ran where they liked. Bowls like this broke in kitchens of the twelfth century and lived on for ages in rubbish pits.")}},
      {"piala",
       {said("Pambıqlı piyalə", "Paxtagulli piyola", "Пиала с хлопком", "Piala with Cotton"), rishtan, study("nazik saxsı", "yupqa sopol", "тонкий фаянс", "fine earthenware"),
        said("Pambıq qozası, lacivərd yerlik, dodağında qızıl xətt: bu piyaləni Daşkənddə hər ev tanıyır. Çay yarıya qədər tökülür, çünki az tökmək hörmətdir, deməli, qonaq yenə istəyəcək.",
             "Paxta chanogʻi, lojuvard zamin, labida oltin chiziq: bu piyolani Toshkentda har bir uy taniydi. Choy yarmigacha quyiladi, chunki kam quyish hurmat, demak, mehmon yana soʻraydi.",
             "Коробочка хлопка, кобальтовый фон, золотая нить по краю: такую пиалу в Ташкенте знает каждый дом. Чай наливают до половины: мало — значит уважают, гость попросит ещё.",
             "A boll of cotton, a cobalt ground, a thread of gold at the lip: every house in Tashkent knows this piala. Tea is poured to the half. To pour little is to honour the guest, for he will ask again.")}},
      {"lustre-bowl",
       {said("Parıltılı kasa", "Yaltiroq kosa", "Чаша с люстром", "Lustre Bowl"), after("orta əsr lüstr ustaları", "oʻrta asr lyustr ustalari", "средневековых мастеров люстра", "medieval lustre painters"), study("lüstr saxsı", "lyustrli sopol", "керамика с люстром", "lustre-painted earthenware"),
        said("Gümüş və mis tüstüdə ikinci dəfə yandırılanda şirin üstündə nazik pərdə qalır: nə qızıl, nə boya. Bir addım sağa keçin, kasa rəngini dəyişəcək. Kənardakı yazını hələ heç kim oxuya bilməyib.",
             "Kumush va mis tutunda ikkinchi marta kuydirilganda sir ustida yupqa parda qoladi: na oltin, na boʻyoq. Bir qadam oʻngga oʻting, kosa rangini oʻzgartiradi. Chetidagi yozuvni hali hech kim oʻqiy olmagan.",
             "Когда серебро и медь обжигают второй раз в дыму, на глазури остаётся тонкая плёнка: ни золото, ни краска. Шагните вправо, и чаша сменит цвет. Надпись по краю ещё никто не прочёл.",
             "Silver and copper, fired a second time in smoke, leave a skin on the glaze that is neither gold nor paint. Take a step to the right and the bowl changes colour. Nobody has yet read the writing on its rim.")}},
      {"storage-jar",
       {said("Küp", "Xum", "Хум", "Storage Jar"), after("Xarəzm dulusçuları", "Xorazm kulollari", "гончаров Хорезма", "the potters of Khwarazm"), glazed,
        said("Bir vedrə firuzəyi şir yuxarıdan töküldü və dayandığı yerdə qaldı. Gövdədəki iplər həqiqi ip izidir: küp quruyanda onu sarıyırdılar. İçində yağ, taxıl, bəzən də bütöv bir xəzinə saxlanardı.",
             "Bir chelak firuza sir yuqoridan quyildi va toʻxtagan joyida qoldi. Gavdasidagi arqonlar haqiqiy arqon izi: xum quriguncha uni oʻrab qoʻyishgan. Ichida yogʻ, don, baʼzan butun bir xazina saqlanardi.",
             "Ведро бирюзовой глазури вылили сверху, и она осталась там, где остановилась. Жгуты на тулове — след настоящей верёвки: ею обвязывали сырой хум. Хранили в нём масло, зерно, а порой и клад.",
             "A bucket of turquoise glaze was poured from above and stayed where it stopped. The cords are prints of real rope, tied round the jar while it dried. It kept oil, or grain, or now and then a treasure.")}},
      {"water-jug",
       {said("Bibərli səhəng", "Qalampirli koʻza", "Кувшин с перцем", "Jug with Peppers"), rishtan, glazed,
        said("Badamlar həyatı artırır, acı bibər pis gözü qovur: su gətirən qıza ikisi də lazımdır. Qulp əlin qalınlığındadır, boğaz isə bir stəkan səsi verir.",
             "Bodomlar hayotni koʻpaytiradi, achchiq qalampir yomon koʻzni quvadi: suv keltirgan qizga ikkalasi ham kerak. Bandi qoʻl qalinligida, boʻgʻzi esa bir piyola ovozini beradi.",
             "Миндаль множит жизнь, острый перец гонит дурной глаз: девушке, что идёт за водой, нужно и то и другое. Ручка — по толщине ладони, а горло булькает ровно на один стакан.",
             "Almonds multiply life, and hot peppers drive the evil eye away. A girl who fetches water needs both. The handle fits one hand, and the neck gurgles for exactly one glass.")}},
      {"albarello",
       {said("Dərman qabı", "Dori idishi", "Аптечный сосуд", "Albarello"), after("Şamaxı və Rey dulusçuları", "Shamaxi va Ray kulollari", "керамики Шемахи и Рея", "the potters of Shamakhi and Rayy"), glazed,
        said("Firuzəyi şirin altında qara zolaqlar, bel isə nazik: əczaçı onu rəfdən bir əllə götürməlidir. İçində zəfəran, rəvənd, xəşxaş gəzib. Adı sonradan, dənizin o tayında qoyulub.",
             "Firuza sir ostida qora yoʻllar, beli esa ingichka: dorishunos uni tokchadan bir qoʻl bilan olishi kerak. Ichida zaʼfaron, rovoch, koʻknori yurgan. Nomi keyin, dengizning narigi tomonida qoʻyilgan.",
             "Чёрные полосы под бирюзовой глазурью и тонкая талия: аптекарь должен снять его с полки одной рукой. В нём хранили шафран, ревень, мак. Имя ему дали позже, за другим морем.",
             "Black stripes under turquoise, and a narrow waist, so that a druggist can lift it from the shelf with one hand. It held saffron, rhubarb, poppy. Its name was given later, beyond another sea.")}},
  };
  return table;
}

}  // namespace enf
