import { day, minute, type Instant } from '#kernel/instant';
import type { CompanyText } from '../company-text';
import { busyAt } from '../day-curve';
import { Dice } from '../dice';
import type { DemoCustomer } from '../make-customers';
import { Causes, type Cause, type Kind } from '../plan-talk';

/** Somebody who writes of their own accord. */
export type Arrival = {
  readonly at: Instant;
  readonly customer: DemoCustomer;
  readonly kind: Kind;
  readonly cause: Cause;
  /** Decides everything that they say and do. */
  readonly seed: number;
};

/** At the busiest minute of a working day. */
const perHour = 150;

type Day = { readonly company: CompanyText; readonly customers: readonly DemoCustomer[]; readonly seed: number; /** Its midnight, by the clock of the shop. */ readonly date: Instant };

/** Everybody who will write on one day, in their order: the same from the same seed. Nobody begins twice. */
export function planDay({ company, customers, seed, date }: Day): readonly Arrival[] {
  const dice = new Dice(seed ^ (date / day) * 2_654_435_761);
  const causes = new Causes(company.topics, dice);
  const came = new Set<DemoCustomer>();
  const arrivals: Arrival[] = [];
  for (let at = date; at < date + day; at += minute) {
    const expected = (perHour / 60) * busyAt(new Date(at));
    const count = Math.floor(expected) + (dice.chance(expected % 1) ? 1 : 0);
    const moments = Array.from({ length: count }, () => at + dice.between(0, minute - 1)).toSorted((a, b) => a - b);
    for (const moment of moments) {
      const customer = dice.pick(customers);
      if (came.has(customer)) continue;
      came.add(customer);
      const kind = dice.chance(customer.prefersChat ? 0.75 : 0.15) ? 'chat' : 'mail';
      arrivals.push({ at: moment, customer, kind, cause: causes.next(customer), seed: dice.between(1, 2 ** 31) });
    }
  }
  return arrivals;
}
