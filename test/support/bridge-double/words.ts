export type Said = {
  readonly from: 'customer' | 'me' | 'note' | 'taken' | 'assigned';
  readonly text: string;
  readonly html?: string;
  readonly files?: readonly string[];
  readonly failed?: boolean;
  readonly waiting?: boolean;
};
export type Words = {
  readonly people: readonly string[];
  readonly remarks: readonly string[];
  readonly team: string;
  readonly mail: string;
  readonly chat: string;
  readonly customers: readonly string[];
  readonly companies: readonly string[];
  readonly cities: readonly string[];
  readonly facts: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly draft: string;
  readonly tags: readonly string[];
  readonly smallTalk: readonly string[];
  readonly threads: readonly { readonly subject: string; readonly lines: readonly Said[] }[];
  address(name: string): string;
};

const invoice = (greeting: string, body: string, link: string): string =>
  `<table width="100%" style="border-collapse:collapse;font-family:Georgia"><tr><td style="background:#20305f;color:#fff;padding:14px 18px;font-size:18px">Lavka</td></tr>
  <tr><td style="padding:16px 18px"><p style="margin:0 0 10px"><b>${greeting}</b></p><p>${body}</p><img src="https://track.example/pixel.gif" width="1" height="1"><img src="https://cdn.example/banner.png" alt="Banner">
  <p><a href="https://xn--80ak6aa92e.com/pay?id=1" style="color:#3a4cb9">${link}</a></p><script>alert(1)</script></td></tr></table>`;

const ru: Words = {
  people: ['Марина Соколова', 'Илья Ветров', 'Анастасия Константинопольская', 'Павел Ким'],
  remarks: ['Дважды спросили номер заказа: он есть в карточке клиента.\nРазобрать на встрече в четверг.', 'Срок назван честно, без обещаний. Показать новичкам как пример.'],
  team: 'Поддержка',
  mail: 'help@lavka.example',
  chat: 'Чат на сайте',
  customers: ['Ольга Лебедева', 'Тимур Галиев', 'ООО «Северный ветер»', 'Екатерина Смирнова-Загорская', 'Андрей', 'Жанна Ёлкина', 'Константин Преображенский-Воскресенский', 'Вера Птицына', 'Лев Орлов', 'Дарья Мельник', 'Никита Зайцев', 'Софья Андреева'],
  companies: ['ООО «Северный ветер»', 'ИП Галиев Т. Р.', 'Кофейня «Зерно и пар»'],
  cities: ['Казань', 'Санкт-Петербург', 'Нижний Новгород', 'Екатеринбург'],
  facts: [
    { label: 'Заказов', values: ['14', '3', '27', '1'] },
    { label: 'Последний заказ', values: ['№ 58211 · 4 890 ₽', '№ 58107 · 12 340 ₽', '№ 57920 · 990 ₽'] },
    { label: 'Уровень', values: ['Серебряный', 'Базовый', 'Золотой'] },
  ],
  tags: ['возврат', 'оплата', 'vip', 'late delivery'],
  draft: 'Тимур, добрый день! Проверила отправление: посылка сейчас на сортировке',
  smallTalk: ['Здравствуйте! Подскажите, пожалуйста, заказ 58211 уже отправили?', 'Добрый день, Ольга! Да, посылка уехала вчера вечером, сейчас она в Казани.', 'Отлично, спасибо. А примерную дату доставки можно?', 'По плану — завтра до 18:00. Курьер позвонит за час.'],
  threads: [
    {
      subject: 'Где мой заказ?',
      lines: [
        { from: 'taken', text: '' },
        { from: 'customer', text: 'Здравствуйте! Трек не обновляется уже два дня.' },
        { from: 'customer', text: 'Вот ссылка: https://lavka.example/track/58211' },
        { from: 'me', text: 'Ольга, добрый день! Вижу задержку на сортировке в Казани, уже написала в службу доставки.' },
        { from: 'note', text: 'Склад подтвердил: коробку переклеили, вес сошёлся. Если завтра не двинется — оформляем повторную отправку за наш счёт.' },
        { from: 'customer', text: 'Спасибо, что так быстро! А если завтра меня не будет дома, можно в пункт выдачи?' },
      ],
    },
    {
      subject: 'Возврат: не подошёл размер кофемолки, подробности и фотографии внутри письма',
      lines: [
        {
          from: 'customer',
          text: 'Добрый день!\n\nКофемолка оказалась больше, чем указано на сайте: в описании 14 см, по факту 17 см. Хочу вернуть и выбрать другую модель.\n\nФото и чек во вложении.\n\nС уважением,\nТимур Галиев',
          html: invoice('Добрый день!', 'Кофемолка оказалась больше, чем указано на сайте. Хочу вернуть и выбрать другую модель.', 'Оплатить доставку'),
          files: ['Чек №58107.pdf', 'Фотография кофемолки рядом с линейкой — вид сверху и сбоку.jpeg'],
        },
        { from: 'assigned', text: '' },
        { from: 'me', text: 'Тимур, добрый день!\n\nПриносим извинения за ошибку в описании. Возврат оформлен, курьер заберёт коробку в удобное для вас время.\n\nС уважением,\nМарина', failed: true },
        { from: 'me', text: 'Дублирую: подскажите, пожалуйста, удобный день для курьера?', waiting: true },
        { from: 'customer', text: 'В пятницу после обеда.\n\nвт, 14 июля, 12:20 Марина пишет:\n> Приносим извинения за ошибку в описании.\n> Возврат оформлен.' },
      ],
    },
    { subject: 'Счёт на оплату для юрлица', lines: [{ from: 'customer', text: 'Коллеги, пришлите, пожалуйста, счёт на 12 наборов и договор поставки.', files: ['Реквизиты.docx'] }] },
    { subject: '', lines: [{ from: 'customer', text: 'Есть в наличии зелёный чайник на 1,2 литра?' }] },
    { subject: 'Промокод не применяется', lines: [{ from: 'customer', text: 'Пишет «промокод недействителен», хотя срок до конца месяца.' }] },
  ],
  address: () => 'o.lebedeva.kazan.dlinnyi-adres@pochta.example',
};

const en: Words = {
  people: ['Marina Cole', 'Elias Winter', 'Anastasia Featherstonehaugh', 'Paul Kim'],
  remarks: ['The order number was asked for twice: it stands in the customer card.\nTalk about it on Thursday.', 'An honest date without promises. Show it to newcomers as an example.'],
  team: 'Support',
  mail: 'help@lavka.example',
  chat: 'Site chat',
  customers: ['Olivia Swan', 'Timothy Gale', 'North Wind Ltd', 'Catherine Smith-Highmore', 'Andrew', 'Joan Firth', 'Constantine Wolfeschlegelsteinhausen', 'Vera Bird', 'Leo Eagle', 'Daria Miller', 'Nick Hare', 'Sophie Andrews'],
  companies: ['North Wind Ltd', 'Gale Trading', 'Bean & Steam coffee'],
  cities: ['Leeds', 'Bristol', 'Newcastle upon Tyne', 'Glasgow'],
  facts: [
    { label: 'Orders', values: ['14', '3', '27', '1'] },
    { label: 'Last order', values: ['No. 58211 · £48.90', 'No. 58107 · £123.40', 'No. 57920 · £9.90'] },
    { label: 'Tier', values: ['Silver', 'Basic', 'Gold'] },
  ],
  tags: ['return', 'payment', 'vip', 'late delivery'],
  draft: 'Hello Timothy, I have checked the parcel: it is at the sorting centre',
  smallTalk: ['Hello! Has order 58211 been shipped?', 'Good afternoon, Olivia! Yes, it left last night and is in Leeds now.', 'Great, thanks. And when will it arrive?', 'Tomorrow before 6 pm. The courier calls an hour ahead.'],
  threads: [
    {
      subject: 'Where is my order?',
      lines: [
        { from: 'taken', text: '' },
        { from: 'customer', text: 'Hello! The tracking has not moved for two days.' },
        { from: 'customer', text: 'Here is the link: https://lavka.example/track/58211' },
        { from: 'me', text: 'Good afternoon, Olivia! I see a delay at the sorting centre and have written to the carrier.' },
        { from: 'note', text: 'The warehouse confirmed: relabelled, the weight matches. If it does not move tomorrow, we send another one at our cost.' },
        { from: 'customer', text: 'Thank you for the quick answer! If I am out tomorrow, can it go to a pick-up point?' },
      ],
    },
    {
      subject: 'Return: the grinder does not fit, details and photographs in this mail',
      lines: [
        {
          from: 'customer',
          text: 'Good afternoon!\n\nThe grinder is larger than your site says: 17 cm instead of 14 cm. I would like to return it and choose another one.\n\nPhotos and the receipt are attached.\n\nKind regards,\nTimothy Gale',
          html: invoice('Good afternoon!', 'The grinder is larger than your site says. I would like to return it.', 'Pay for delivery'),
          files: ['Receipt 58107.pdf', 'broken.pdf', 'Photograph of the grinder beside a ruler — from above and from the side.jpeg'],
        },
        { from: 'assigned', text: '' },
        { from: 'me', text: 'Dear Timothy,\n\nWe are sorry for the mistake in the description. The return is arranged, a courier picks the box up when it suits you.\n\nKind regards,\nMarina', failed: true },
        { from: 'me', text: 'Once more: which day would suit you for the courier?', waiting: true },
        { from: 'customer', text: 'Friday afternoon.\n\nOn Tue, 14 July, 12:20 Marina wrote:\n> We are sorry for the mistake.\n> The return is arranged.' },
      ],
    },
    { subject: 'Invoice for a company', lines: [{ from: 'customer', text: 'Please send an invoice for 12 sets and the supply contract.', files: ['Details.docx'] }] },
    { subject: '', lines: [{ from: 'customer', text: 'Is the green 1.2 litre kettle in stock?' }] },
    { subject: 'The code does not work', lines: [{ from: 'customer', text: 'It says “code not valid”, but it runs until the end of the month.' }] },
  ],
  address: () => 'olivia.swan.with-a-long-address@post.example',
};

export const words: Readonly<Record<'ru' | 'en', Words>> = { ru, en };
