import type { WatchOutput } from '#contract/requests';
import type { TimelineFilter, TimelineItem } from '#contract/timeline';
import type { ListRow } from '#contract/requests';
import { id, type CustomerId } from '#kernel/id';
import { day, hour } from '#kernel/instant';
import type { Company } from './company';

export type ShownCard = NonNullable<WatchOutput<'customer'>>;

const page = 60;

/** What hangs on a card, in the language of the double. */
export function cardOf({ customer, identities, language, now }: Pick<ShownCard, 'customer' | 'identities'> & { readonly language: 'ru' | 'en'; readonly now: number }): ShownCard {
  const ru = language === 'ru';
  const by = id('person', '1');
  const own = { customer: customer.id, version: 1 } as const;
  const isRich = Number(customer.id.slice(4)) % 2 === 0;
  return {
    customer: { ...customer, segments: isRich ? [ru ? 'опт' : 'wholesale', 'VIP'] : [], changes: isRich ? 2 : 0 },
    identities,
    consents: isRich
      ? [
          { ...own, id: id('consent', `${customer.id.slice(4)}-1`), purpose: 'promotion', channel: 'email', word: 'given', at: now - 40 * day, by, reason: ru ? 'Попросил присылать акции' : 'Asked for offers' },
          { ...own, id: id('consent', `${customer.id.slice(4)}-2`), purpose: 'survey', channel: 'phone', word: 'withdrawn', at: now - 3 * day, by, reason: ru ? 'Просил больше не звонить' : 'Asked not to be called' },
        ]
      : [],
    notes: isRich ? [{ ...own, id: id('customerNote', customer.id.slice(4)), author: by, at: now - 12 * day, text: ru ? 'Не звонить до 11: работает ночами. Просит называть по имени.' : 'Do not call before 11: works at night. Prefers the first name.', pinnedAt: now } ] : [],
    orders: isRich ? [0, 1].map((place) => orderOf(customer.id, place, { ru, now })) : [],
    ordersInAll: isRich ? 7 : 0,
    changes: isRich ? [{ ...own, id: `${customer.id}.1`, at: now - 5 * day, by, field: 'city', from: ru ? 'Пермь' : 'Perm', to: customer.city }] : [],
    merges: isRich ? [{ ...own, id: id('merge', customer.id.slice(4)), other: id('customer', 'gone'), otherName: ru ? 'А. Смирнова (WhatsApp)' : 'A. Smirnova (WhatsApp)', by, at: now - 2 * day, moved: { identities: 1, cases: 2, orders: 0, consents: 0, notes: 0, facts: [] }, taken: [], undone: null }] : [],
    twins: isRich ? [] : [{ customer: id('customer', '0'), name: ru ? 'Виктор Лаптев' : 'Victor Lapin', value: identities.find(({ kind }) => kind === 'phone')?.value ?? '' }],
    history: 'whole',
  };
}

function orderOf(customer: CustomerId, place: number, { ru, now }: { readonly ru: boolean; readonly now: number }) {
  return {
    id: id('order', `${customer.slice(4)}-${place}`), key: `k${place}`, customer, number: `А-${11870 + place}`, status: ru ? ['доставлен', 'в пути'][place % 2] ?? '' : ['delivered', 'on its way'][place % 2] ?? '', total: 459_000 + place * 125_050,
    currency: 'RUB', placedAt: now - (place * 40 + 2) * day, items: [{ name: ru ? 'Кофемолка «Заря»' : 'Coffee grinder', quantity: 1 }, { name: ru ? 'Фильтры бумажные' : 'Paper filters', quantity: 3 }], changedAt: now, version: 1,
  };
}

/** Everything that happened with a customer: `long` times as much as there is to invent. */
export function timelineOf(row: ListRow, past: readonly ListRow[], { language, now, long }: { readonly language: 'ru' | 'en'; readonly now: number; readonly long: number }): TimelineItem[] {
  const ru = language === 'ru';
  const customer = row.conversation.customer;
  const note = { id: id('customerNote', 'timeline'), customer, author: id('person', '1'), at: now - 12 * day, text: ru ? 'Обещали перезвонить после поставки.' : 'Promised to call back after the delivery.', pinnedAt: null, version: 1 };
  const items: TimelineItem[] = [row, ...past].map(({ conversation, case: owning }) => ({ kind: 'conversation', id: conversation.id, at: conversation.lastMessageAt, conversation, case: owning }));
  items.push({ kind: 'note', id: note.id, at: note.at, note });
  items.push({ kind: 'rating', id: 'msg_rated', at: now - 9 * day, conversation: row.conversation.id, message: 'msg_rated', score: 4 });
  items.push({ kind: 'stub', id: 'stub-1', at: now - 6 * day - hour, stub: { id: 'stub-1', at: now - 6 * day - hour, channel: 'telegram', team: id('team', 'delivery'), topic: ru ? 'Перенести доставку на субботу' : 'Move the delivery to Saturday', status: 'resolved' } });
  for (let place = 0; place < 2; place += 1) {
    const order = orderOf(customer, place, { ru, now });
    items.push({ kind: 'order', id: order.id, at: order.placedAt, order });
  }
  for (let place = items.length; place < long; place += 1) {
    const order = { ...orderOf(customer, place, { ru, now }), placedAt: now - 100 * day - place * hour };
    items.push({ kind: 'order', id: order.id, at: order.placedAt, order });
  }
  return items.toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
}

export type Asked = { readonly customer: CustomerId; readonly filter: TimelineFilter; readonly before?: { readonly at: number; readonly id: string } | null };

export function timelinePageOf({ timelines }: Company, { customer, filter, before = null }: Asked): WatchOutput<'timeline'> {
  const found = (timelines.get(customer) ?? []).filter((item) => (filter.kind === null || item.kind === filter.kind) && (filter.from === null || item.at >= filter.from) && (before === null || item.at < before.at || (item.at === before.at && item.id < before.id)));
  return { items: found.slice(0, page), more: found.length > page };
}
