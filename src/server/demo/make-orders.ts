import type { ImportRecord } from '#contract/import-record';
import { day, minute } from '#kernel/instant';
import type { Purchase } from './fill-slots';
import type { Past } from './make-past';

export type OrderRecord = Extract<ImportRecord, { readonly kind: 'order' }>;

/** An order older than this has come. */
const longestDelivery = 15 * day;

/** What nobody had a question about. */
export function quietOrders(past: Past): readonly OrderRecord[] {
  return past.customers.flatMap(({ key }) => Array.from({ length: past.dice.between(1, 4) }, () => orderOf(past, key, somePurchase(past))));
}

export function orderOf({ company, now }: Pick<Past, 'company' | 'now'>, customer: string, { number, item, price, placedAt }: Purchase): OrderRecord {
  const { underWay, received } = company.orderStatuses;
  return {
    kind: 'order',
    key: `order-${number}`,
    customer,
    number,
    status: now - placedAt > longestDelivery ? received : underWay,
    total: price * 100,
    currency: company.currency,
    placedAt,
    items: [{ name: item, quantity: 1 }],
  };
}

function somePurchase({ company, dice, now, numbers }: Past): Purchase {
  const [item, price] = dice.pick(company.goods);
  const placedAt = now - dice.between(10, 700) * day - dice.between(0, 9 * 60) * minute;
  return { number: numbers.next(placedAt), item, price, placedAt };
}
