// The nine rooms: their names and the texts on their walls.
#include <cassert>
#include <map>

#include "content/words/words.h"

namespace enf {

RoomWords words_of_room(std::string_view room) {
  static const std::map<std::string_view, RoomWords> table = {
      {"shores",
       {said("Giriş", "Kirish", "Вход", "Entrance"), said("İki sahil", "Ikki sohil", "Два берега", "Two Shores"),
        said("Biri Xəzərin kənarında, o biri ondan o yanda: bu iki torpağın arasındakı yollar qədimdir. O yollarla xalçalar, şirlər, şeirlər və havalar gedib-gəlib. Dörd ev burada altmışdan çox işi birlikdə göstərir. Hamısı yenidir: köhnə ənənələr əsasında qayda və ədədlə yaradılıb. Onlar özlərini qədim kimi göstərmir. Onlar naxışın necə qurulduğunu soruşur.",
             "Biri Kaspiy boʻyida, biri uning narigi tomonida: bu ikki yurt orasidagi yoʻllar qadimiy. Gilamlar, sirlar, sheʼrlar va kuylar shu yoʻllardan oʻtgan. Toʻrt uy bu yerda oltmishdan ortiq asarni birga koʻrsatadi. Hammasi yangi: eski anʼanalar asosida qoida va son bilan yaratilgan. Ular oʻzini qadimiy deb koʻrsatmaydi. Ular naqsh qanday tuzilishini soʻraydi.",
             "Одна земля лежит у Каспия, другая — за ним, и дороги между ними стары. По ним шли ковры, глазури, стихи и напевы. Четыре дома вместе показывают больше шестидесяти работ. Все они новые: созданы по старым традициям правилом и числом. Они не выдают себя за древние. Они спрашивают, как устроен узор.",
             "One land lies by the Caspian, the other beyond it, and the roads between them are old. Carpets, glazes, poems and tunes have travelled on them. Four houses show more than sixty works together here. All are new: made after old traditions, by rule and number. They claim no age. They ask how a pattern is made.")}},
      {"rotunda",
       {said("Günbəz", "Gumbaz", "Купол", "The Dome"), said("Torpaq və od", "Tuproq va olov", "Земля и огонь", "Earth and Fire"),
        said("Gil kaşıya çevriləndə rəng odda doğulur. Dörd divarda dörd hesab: beşlik, səkkizlik, on ikilik və düz bucaq. Yuxarı baxın: günbəz də elə qurulub, bir üçbucaq təkrarlanana qədər.",
             "Loy koshinga aylanganda rang olovda tugʻiladi. Toʻrt devorda toʻrt hisob: beshlik, sakkizlik, oʻn ikkilik va toʻgʻri burchak. Yuqoriga qarang: gumbaz ham shunday qurilgan.",
             "Когда глина становится изразцом, цвет рождается в огне. На четырёх стенах четыре счёта: пять, восемь, двенадцать и прямой угол. Поднимите голову: купол построен так же.",
             "When clay becomes tile, colour is born in the fire. Four walls keep four ways of counting: by five, by eight, by twelve, and by the right angle. Look up. The dome is built in the same way.")}},
      {"court",
       {said("Həyət", "Hovli", "Двор", "The Court"), said("Həyət", "Hovli", "Двор", "The Court"),
        said("Hər iki sahildə ev həyətin ətrafında qurulur: otaqlar küçəyə yox, göyə baxır. Burada daş, ağac və tunc gündüz işığında dayanıb. Oturun. Hansı qapıdan getmək istədiyinizi tələsmədən seçin.",
             "Ikki sohilda ham uy hovli atrofida quriladi: xonalar koʻchaga emas, osmonga qaraydi. Bu yerda tosh, yogʻoch va bronza kunduz yorugʻida turadi. Oʻtiring. Qaysi eshikdan ketishni shoshmasdan tanlang.",
             "На обоих берегах дом строят вокруг двора: комнаты глядят не на улицу, а в небо. Здесь при дневном свете стоят камень, дерево и бронза. Присядьте. Дверь, в которую пойти, можно выбрать не спеша.",
             "On both shores a house is built round a court: its rooms look at the sky and not at the street. Stone, wood and bronze stand here in daylight. Sit down. There is time to choose a door.")}},
      {"carpets",
       {said("Xalça zalı", "Gilam zali", "Ковровый зал", "The Carpet Hall"), said("İlmə", "Tugun", "Узел", "The Knot"),
        said("Xalça ilmələrdən ibarət yazıdır: sətir-sətir, aşağıdan yuxarı. Doqquz toxucu məktəbi burada üz-üzə durur. İşıq əlli luksdur, çünki yun boyası günəşi unutmur. Gözünüz bir dəqiqəyə öyrəşəcək.",
             "Gilam tugunlardan iborat yozuv: qator-qator, pastdan yuqoriga. Toʻqqiz toʻquvchilik maktabi bu yerda yuzma-yuz turadi. Yorugʻlik ellik lyuks, chunki jun boʻyogʻi quyoshni unutmaydi. Koʻzingiz bir daqiqada koʻnikadi.",
             "Ковёр — это письмо узлами: строка за строкой, снизу вверх. Девять школ ткачества стоят здесь лицом к лицу. Света пятьдесят люкс, ведь краска шерсти помнит каждое солнце. Глаз привыкнет через минуту.",
             "A carpet is writing in knots: line by line, from the bottom up. Nine schools of weaving stand here face to face. The light is fifty lux, for dyed wool remembers every sun. Your eyes will settle in a minute.")}},
      {"silk",
       {said("İpək otağı", "Ipak xonasi", "Шёлковая комната", "The Silk Room"), said("İpək", "Ipak", "Шёлк", "Silk"),
        said("İplik bir sahildə boyanıb, o birində tikilib. Burada üç yol var: toxumadan əvvəl boyamaq, toxuyandan sonra tikmək və heç toxunmadan mumla saxlamaq. Parçaların hərəsi bir toy xatırlayır.",
             "Ip bir sohilda boʻyalgan, narigisida tikilgan. Bu yerda uch yoʻl bor: toʻqishdan oldin boʻyash, toʻqigandan keyin tikish va mum bilan asrash. Matolarning har biri bitta toʻyni eslaydi.",
             "Нить красили на одном берегу, вышивали на другом. Здесь три пути: окрасить до тканья, вышить после него или сберечь цвет под воском. Каждая ткань помнит чью-то свадьбу.",
             "The thread was dyed on one shore and stitched on the other. There are three ways here: to dye before weaving, to embroider after it, or to keep the colour under wax. Every cloth remembers a wedding.")}},
      {"paper",
       {said("Kağız otağı", "Qogʻoz xonasi", "Бумажный кабинет", "The Paper Cabinet"), said("Kağız", "Qogʻoz", "Бумага", "Paper"),
        said("Kağız Səmərqənddən qərbə getdi, üstündəki bəzək isə geri qayıtdı. Burada yazı, xəritə, ulduz və nağıl eyni kağızda yatır. İşıq azdır, işlər kiçikdir: yaxın gəlin və yavaş-yavaş baxın.",
             "Qogʻoz Samarqanddan gʻarbga ketdi, ustidagi bezak esa qaytib keldi. Bu yerda yozuv, xarita, yulduz va ertak bir qogʻozda yotadi. Yorugʻlik kam, asarlar kichik: yaqin keling va sekin qarang.",
             "Бумага ушла из Самарканда на запад, а украшения вернулись обратно. Письмо, карта, звёзды и сказка лежат здесь на одном листе. Света мало, работы малы: подойдите ближе и не спешите.",
             "Paper went west from Samarkand, and its ornament came back. Writing, charts, stars and tales lie here on the same sheet. The light is low and the works are small: come close, and take your time.")}},
      {"pictures",
       {said("Rəsm qalereyası", "Rasmlar galereyasi", "Картинная галерея", "The Picture Gallery"), said("İşıq", "Yorugʻlik", "Свет", "Light"),
        said("Yağlı boya bu sahillərə gec gəldi və dərhal buradakı işığı öyrəndi: dənizin, dağın, duzun işığını. Heç bir fırçanı əl tutmayıb, amma hər yaxma bir qərardır. Böyük kətanın qarşısında skamya var.",
             "Moyboʻyoq bu sohillarga kech keldi va darrov bu yerning yorugʻini oʻrgandi: dengiz, togʻ, tuz yorugʻini. Hech bir moʻyqalamni qoʻl tutmagan, ammo har surtma bir qaror. Katta rasm qarshisida oʻrindiq bor.",
             "Масло пришло на эти берега поздно и сразу выучило здешний свет: свет моря, гор, соли. Ни одной кисти не держала рука, но каждый мазок — решение. Перед большим холстом есть скамья.",
             "Oil paint came late to these shores and learned their light at once: light on the sea, on mountains, on salt. No hand held these brushes, yet every stroke is a decision. There is a bench before the large canvas.")}},
      {"craft",
       {said("Mis və musiqi", "Mis va musiqa", "Медь и музыка", "Copper and Music"), said("Mis və musiqi", "Mis va musiqa", "Медь и музыка", "Copper and Music"),
        said("Çəkic də, mizrab da eyni işi görür: vurur və gözləyir. Burada əl ilə səs çıxaran hər şey bir damın altındadır. Tağlar səsi saxlayır; pıçıldasanız, o biri künc eşidər.",
             "Bolgʻa ham, noxun ham bir ishni qiladi: uradi va kutadi. Bu yerda qoʻl bilan ovoz chiqaradigan hamma narsa bir tom ostida. Ravoqlar ovozni saqlaydi; shivirlasangiz, narigi burchak eshitadi.",
             "Молоток и плектр делают одно: ударяют и ждут. Всё, что звучит под рукой, собрано здесь под одним сводом. Свод хранит звук: шепните, и вас услышат в другом углу.",
             "A hammer and a plectrum do the same work: they strike, and wait. All that sounds under the hand is gathered here beneath one vault. The vault keeps sound. Whisper, and the far corner will hear.")}},
      {"study",
       {said("Açıq fond", "Ochiq fond", "Открытое хранение", "The Study Room"), said("Açıq fond", "Ochiq fond", "Открытое хранение", "Open Storage"),
        said("Muzeyin çox hissəsi saxlancdadır. Burada rəflər açıqdır: eyni formanı on dəfə yan-yana görəndə əl özünü göstərir. Qabları müqayisə edin, sonra siyirmələrdəki vərəqlərə baxın.",
             "Muzeyning koʻp qismi saqlovda. Bu yerda tokchalar ochiq: bir shaklni oʻn marta yonma-yon koʻrganda qoʻl oʻzini koʻrsatadi. Idishlarni solishtiring, soʻng varaqlarga qarang.",
             "Большая часть музея живёт в хранении. Здесь полки открыты: когда видишь одну форму много раз подряд, проступает рука. Сравните сосуды, а потом взгляните на листы.",
             "Most of a museum lives in store. Here the shelves are open: where one form stands beside many others, the hand begins to show. Compare the vessels, then turn to the sheets in the cases.")}},
  };
  auto found = table.find(room);
  assert(found != table.end() && "a room without words");
  return found == table.end() ? RoomWords{} : found->second;
}

}  // namespace enf
