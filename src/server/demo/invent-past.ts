import type { ImportRecord } from '#contract/import-record';
import type { Instant } from '#kernel/instant';
import { finishedKept } from '../sync/finished-kept';
import type { CompanyText } from './company-text';
import type { Volume } from './credentials';
import type { Dice } from './dice';
import { customerRecordOf, type DemoCustomer } from './make-customers';
import { orderOf, quietOrders, type OrderRecord } from './make-orders';
import { caseKey, finishedCases, openCases, openKeys, type PastCase } from './make-past';
import { OrderNumbers } from './order-numbers';
import { Words } from './words';

export type Invention = {
  readonly company: CompanyText;
  /** Has thrown the customers already. */
  readonly dice: Dice;
  readonly customers: readonly DemoCustomer[];
  readonly at: Instant;
  readonly volume: Volume;
  /** Names a customer to the chat. */
  readonly visitorOf: (customer: DemoCustomer) => string;
};

/** What the shift needs when it comes in, and what comes in behind it: cases with the orders that they speak of, the newest first. */
export type InventedPast = { readonly atOnce: readonly ImportRecord[]; readonly behind: readonly PastPart[] };

/** What comes in together. `isTold`: desks hold cases as young as these, and take them in while somebody works. */
export type PastPart = { readonly records: readonly ImportRecord[]; readonly isTold: boolean };

/** Cases that come in together. */
const together = { told: 20, untold: 60 } as const;

/** The same from the same seed, whenever it is asked for. */
export function inventPast({ company, dice, customers, at, volume, visitorOf }: Invention): InventedPast {
  const past = { company, dice, words: new Words(), customers, now: at, days: volume.days, numbers: new OrderNumbers(dice, at) };
  const [agent] = company.colleagues;
  if (agent === undefined) throw new Error('a company without people');
  const finished = finishedCases(past, volume.cases);
  const open = openCases(past, agent);
  const quiet = quietOrders(past);
  const asked = (cases: readonly PastCase[]): readonly OrderRecord[] => cases.map(({ record, purchase }) => orderOf(past, record.customer, purchase));
  const people = customers.map(customerRecordOf(company, dice, { now: at, orders: [...asked(finished), ...asked(open), ...quiet], visitorOf }));
  const withOrders = (cases: readonly PastCase[]): readonly ImportRecord[] => [...asked(cases), ...cases.map(({ record }) => record)];
  const recent = [...finished.slice(-volume.atOnce), ...open];
  const older = finished.slice(0, -volume.atOnce).toReversed();
  const isYoung = ({ record }: PastCase): boolean => (record.finishedAt ?? at) > at - finishedKept;
  const told = partsOf(older.filter(isYoung), together.told);
  const parts = [...told, ...partsOf(older.filter((one) => !isYoung(one)), together.untold)];
  const share = Math.ceil(quiet.length / Math.max(1, parts.length));
  return {
    atOnce: [...people, ...(parts.length === 0 ? quiet : []), ...withOrders(recent)],
    behind: parts.map((cases, part) => ({ records: [...quiet.slice(part * share, (part + 1) * share), ...withOrders(cases)], isTold: part < told.length })),
  };
}

function partsOf(cases: readonly PastCase[], size: number): readonly (readonly PastCase[])[] {
  return Array.from({ length: Math.ceil(cases.length / size) }, (_, part) => cases.slice(part * size, (part + 1) * size));
}

/** Numbers of cases, which grow with time whatever comes in first. */
export function numbersOfCases({ cases }: Volume): ReadonlyMap<string, number> {
  const keys = [...Array.from({ length: cases }, (_, index) => caseKey(index + 1)), ...openKeys];
  return new Map(keys.map((key, index) => [key, index + 1]));
}
