import type { ImportRecord } from '#contract/import-record';
import { day } from '#kernel/instant';
import type { Purchase } from './fill-slots';
import type { Past, PastCase } from './make-past';

export type OrderRecord = Extract<ImportRecord, { readonly kind: 'order' }>;

/** An order older than this has come. */
const longestDelivery = 8 * day;

/** Everything that was bought: what the cases speak of, and what nobody had a question about. Oldest first. */
export function makeOrders(past: Past, cases: readonly PastCase[]): readonly OrderRecord[] {
  const asked = cases.map(({ record, purchase }) => orderOf(past, record.customer, purchase));
  const quiet = past.customers.flatMap(({ key }) => Array.from({ length: past.dice.between(1, 4) }, () => orderOf(past, key, somePurchase(past))));
  return [...asked, ...quiet].toSorted((a, b) => a.placedAt - b.placedAt);
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

/** How the numbers of older orders begin. */
const numbersOfBefore = [11, 30] as const;

function somePurchase({ company, dice, now, numbers }: Past): Purchase {
  const [item, price] = dice.pick(company.goods);
  return { number: numbers.next(numbersOfBefore), item, price, placedAt: now - dice.between(10, 700) * day };
}
