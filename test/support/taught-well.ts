/** Topics with so many phrases that a bot learns from all of them together. */
export const taughtWell: readonly { readonly key: string; readonly phrases: readonly string[] }[] = [
  {
    key: 'delivery',
    phrases: ['сколько стоит доставка', 'когда привезут заказ', 'доставка в другой город', 'есть ли доставка до двери', 'курьер не приехал', 'доставка до дома сколько стоит', 'можно перенести доставку', 'how long does delivery take', 'is delivery free', 'when will my parcel be delivered', 'do you deliver abroad', 'change the day of delivery'],
  },
  {
    key: 'payment',
    phrases: ['можно ли оплатить картой', 'оплата не прошла', 'чем можно оплатить', 'карта не проходит', 'оплата частями', 'оплатить наличными', 'оплата при получении', 'can i pay by card', 'my payment was declined', 'pay in cash', 'which cards do you take', 'is it possible to pay later'],
  },
  {
    key: 'entrance',
    phrases: ['забыл пароль', 'не могу войти в кабинет', 'сбросить пароль', 'вход в личный кабинет', 'не приходит код для входа', 'пароль не подходит', 'как поменять пароль', 'i forgot my password', 'cannot sign in', 'my password does not work', 'reset my password', 'haven’t received the code to sign in'],
  },
  {
    key: 'returning',
    phrases: ['хочу вернуть товар', 'как вернуть обувь', 'возврат товара', 'вернуть заказ назад', 'товар пришел сломанный хочу вернуть', 'куда отправить возврат', 'сколько дней на возврат', 'i want to return an item', 'how do i send an item back', 'where to return shoes', 'return without the box', 'how long may i return it'],
  },
  {
    key: 'hours',
    phrases: ['как вы работаете', 'часы работы', 'вы работаете в воскресенье', 'до скольки открыт магазин', 'во сколько открываетесь', 'работаете ли в праздники', 'режим работы магазина', 'when are you open', 'opening hours', 'are you open on sunday', 'until when is the shop open', 'what time does the shop close'],
  },
  {
    key: 'size',
    phrases: ['какой размер выбрать', 'размер мал', 'таблица размеров', 'есть ли большие размеры', 'размер не подошел', 'маломерит ли модель', 'размеры детской обуви', 'which size fits me', 'the size is too small', 'table of sizes', 'do you have larger sizes', 'what size should i order'],
  },
];
