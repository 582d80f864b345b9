const openings = ['Добрый день!', 'Здравствуйте.', 'Hello,', 'Подскажите, пожалуйста:', 'Good morning.', 'Ещё раз здравствуйте!'];
const things = ['заказ', 'посылка', 'чайник', 'кофемолка', 'возврат', 'счёт', 'доставка', 'курьер', 'order', 'parcel', 'invoice', 'refund', 'kettle', 'delivery', 'скидка', 'промокод', 'подписка', 'оплата', 'адрес', 'гарантия'];
const happenings = ['не пришёл в срок', 'пришла повреждённой', 'is still on its way', 'has not arrived', 'оформлен дважды', 'отменили без объяснений', 'was charged twice', 'нужно перенести на другой день', 'can be collected on Thursday', 'не подошла по размеру', 'нужно вернуть до пятницы', 'is waiting at the counter'];
const closings = ['Жду ответа.', 'Thank you!', 'Позвоните мне, если можно.', 'Спасибо за помощь.', 'What shall I do?', 'Буду благодарен за быстрый ответ.', 'Договор приложен.'];

function one(list: readonly string[], at: number): string {
  return list[at % list.length] ?? '';
}

/** What the message of this number says: words of a shop in both languages, each in many messages, and a number that is its own. */
export function said(number: number): string {
  const mixed = Math.imul(number, 2_654_435_761) >>> 0;
  return `${one(openings, mixed)} ${one(things, mixed >>> 4)} А-${number} ${one(happenings, mixed >>> 9)}, ${one(things, mixed >>> 14)} ${one(happenings, mixed >>> 18)}. ${one(closings, mixed >>> 23)}`;
}
