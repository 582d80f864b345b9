import type { ArticleFact } from '../../article';

/** То, что меняется со временем: каждый факт стоит в тексте своей статьи дословно. */
export const articleFacts: readonly ArticleFact[] = [
  { article: 'delivery-options', name: 'Цена курьера по городу', text: '390 ₽', lasts: 120 },
  { article: 'delivery-options', name: 'Цена курьера в другой город', text: '490 ₽', lasts: 120 },
  { article: 'delivery-options', name: 'Цена доставки крупной мебели', text: '890 ₽', lasts: -9 },
  { article: 'delivery-stairs', name: 'Подъём без лифта', text: '150 ₽ за каждый этаж', lasts: 60 },
  { article: 'return-rules', name: 'Срок возврата', text: 'в течение 30 дней после получения', lasts: null },
  { article: 'return-courier', name: 'Бонусы за пропущенный забор', text: '300 бонусов', lasts: -3 },
  { article: 'assembly-service', name: 'Цена сборки', text: '7 % цены товара, не меньше 500 ₽', lasts: 200 },
];
