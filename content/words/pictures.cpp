// Paintings that joined the first three.
#include "content/words/rooms.h"

namespace enf {

const WordTable& picture_words() {
  const LocalizedText oil = study("yağlı boya, kətan", "moyboʻyoq, mato", "масло, холст", "oil on canvas");
  const LocalizedText workshop = said("Enfilade emalatxanası", "Enfilade ustaxonasi", "Мастерская Enfilade", "Enfilade workshop");
  static const WordTable table = {
      {"caravan",
       {said("Karvan çayı keçir", "Karvon daryodan oʻtadi", "Караван переходит реку", "The Caravan at the Ford"), workshop, oil,
        said("On bir dəvə axşam işığında keçidə girir; axırıncısı hələ sahildədir. Dörd metrlik kətana əlli min yaxma qoyulub, hər birinin tükləri görünür. Əvvəl uzaqdan baxın, sonra burnunuz boyanın iyini axtarana qədər yaxınlaşın.",
             "Oʻn bitta tuya kechki yorugʻlikda kechuvga kiradi; oxirgisi hali qirgʻoqda. Toʻrt metrli matoga ellik ming surtma qoʻyilgan, har birining qillari koʻrinadi. Avval uzoqdan qarang, soʻng boʻyoq hidini izlaguncha yaqinlashing.",
             "Одиннадцать верблюдов входят в брод при вечернем свете; последний ещё на берегу. На четырёхметровом холсте пятьдесят тысяч мазков, и в каждом виден волос кисти. Взгляните издали, а потом подойдите вплотную.",
             "Eleven camels enter the ford in evening light; the last is still on the bank. Fifty thousand strokes lie on four metres of canvas, and each shows the hairs of its brush. Look from afar, then come as near as the guard allows.")}},
      {"mountain-morning",
       {said("Lahıcda səhər", "Lahijda tong", "Утро в Лагиче", "Morning above Lahij"), workshop, oil,
        said("Yeddi dağ silsiləsi, yeddi mavi. Duman dərələrdə yatıb, kənd isə artıq oyaqdır: iki bacadan tüstü qalxır. Uzaqlıq burada xətlə yox, rənglə ölçülür.",
             "Yetti togʻ tizmasi, yetti koʻk rang. Tuman daralarda uxlaydi, qishloq esa allaqachon uygʻoq: ikki moʻridan tutun koʻtariladi. Uzoqlik bu yerda chiziq bilan emas, rang bilan oʻlchanadi.",
             "Семь хребтов, семь оттенков синего. Туман ещё спит в долинах, а село уже проснулось: над двумя трубами дым. Даль здесь измерена не линией, а цветом.",
             "Seven ridges, seven blues. Mist still lies in the valleys, but the village is awake: smoke rises from two of its chimneys. Distance is measured here by colour and not by line.")}},
      {"red-hills",
       {said("Qırmızı təpələr", "Qizil tepaliklar", "Красные холмы", "Red Hills"), workshop, oil,
        said("Abşeronun sərt üslublu rəssamlarının xatirəsinə: torpaq kəsilmiş kağız kimi düzülüb, kölgə də bir rəngdir. Üfüqdəki buruqları saymaq olar, evi saymaq lazım deyil: o birdir.",
             "Absheronning qatʼiy uslubli rassomlari xotirasiga: yer qirqilgan qogʻozdek terilgan, soya ham bir rang. Ufqdagi minoralarni sanasa boʻladi, uyni sanash shart emas: u bitta.",
             "Памяти апшеронских художников сурового стиля: земля уложена, как вырезанная бумага, и тень здесь тоже цвет. Вышки на горизонте можно пересчитать, дом считать не нужно: он один.",
             "In memory of the painters of Absheron's severe style: the land is laid out like cut paper, and shadow is a colour too. You can count the derricks on the crest. There is no need to count the house.")}},
      {"dry-sea",
       {said("Quru dəniz", "Quruq dengiz", "Сухое море", "The Dry Sea"), workshop, oil,
        said("Bir vaxtlar burada on metr su var idi. İndi gəmi duzun üstündə dayanıb, kölgəsi isə hələ də limana tərəf uzanır. Rəsm susur, çünki çatlaqlar özü danışır.",
             "Bir paytlar bu yerda oʻn metr suv bor edi. Endi kema tuz ustida turadi, soyasi esa hali ham bandargoh tomon choʻziladi. Rasm jim, chunki yoriqlarning oʻzi gapiradi.",
             "Когда-то здесь было десять метров воды. Теперь корабль стоит на соли, а тень его всё ещё тянется к гавани. Картина молчит: за неё говорят трещины.",
             "There were once ten metres of water here. Now the ship stands on salt, and its shadow still reaches towards the harbour. The picture keeps silent and lets the cracks speak.")}},
  };
  return table;
}

}  // namespace enf
