import type { WatchOutput } from '#contract/requests';
import { day, type Instant } from '#kernel/instant';
import type { DoubleStart } from './start';

type Suggested = NonNullable<WatchOutput<'suggestions'>>;

/** The conversation with a draft. */
const drafted = 'con_1';

/** What stands beside the composer of each conversation. */
export function suggestionsOf({ language, factEndsIn }: DoubleStart, begun: Instant): (question: { readonly conversation: string }) => Suggested | null {
  return ({ conversation }) => suggestedIn(language, conversation, factEndsIn === undefined ? null : begun + factEndsIn);
}

/** Three suggestions for the first conversation: one whole, one with an open slot, one with an expired fact. */
function suggestedIn(language: 'ru' | 'en', conversation: string, factEnds: Instant | null): Suggested | null {
  const [delivery, order, price] = language === 'ru' ? russian : english;
  const now = Date.now();
  if (conversation === drafted) return { to: 'msg_2', drafts: true, suggestions: [{ key: 'draft', source: 'generated', title: '', text: order.text.replace('{order}', 'A-1187'), updatedAt: now, why: [], obstacle: null, expires: null, flaws: [] }, { key: 'art_1.0', source: 'article', ...delivery, updatedAt: now - 3 * day, why: ['accepted', 'words'], obstacle: null, expires: null, flaws: [] }] };
  if (conversation !== 'con_0') return null;
  return {
    to: 'msg_1',
    drafts: true,
    suggestions: [
      { key: 'art_1.0', source: 'article', ...delivery, updatedAt: now - 3 * day, why: ['words', 'precedents'], obstacle: null, expires: factEnds === null ? null : { name: delivery.title, validUntil: factEnds }, flaws: [] },
      { key: 'mac_1', source: 'macro', ...order, updatedAt: now - 40 * day, why: ['letters'], obstacle: { code: 'slot.open', slots: ['order'] }, expires: null, flaws: [] },
      { key: 'con_9', source: 'past', ...price, updatedAt: now - 12 * day, why: ['precedents', 'subject'], obstacle: { code: 'fact.expired', name: language === 'ru' ? 'Осенняя акция' : 'Autumn offer', validUntil: now - day }, expires: null, flaws: [] },
    ],
  };
}

const russian = [
  { title: 'Сроки доставки по городу', text: 'Курьер привозит заказ за один-два рабочих дня и звонит за час до приезда. Если время не подходит, его можно перенести в личном кабинете.' },
  { title: 'Статус заказа', text: 'Здравствуйте! Ваш заказ {order} уже собран и завтра поедет к вам.' },
  { title: 'сколько стоит срочная доставка?', text: 'До конца акции срочная доставка бесплатна, дальше 390 ₽.' },
] as const;

const english = [
  { title: 'Delivery times in the city', text: 'The courier brings an order within one or two working days and calls an hour before. The time can be moved in the account.' },
  { title: 'Order status', text: 'Hello! Your order {order} is packed and leaves for you tomorrow.' },
  { title: 'what does express delivery cost?', text: 'Express delivery is free until the end of the offer, then £4.' },
] as const;
