import { findBot } from '#db/central/bots';
import { importedIds } from '#db/central/import';
import { unfinishedConversations, unplayedColleagues } from '#db/central/demo';
import { lockRow } from '#db/central/rows';
import { hour, second, type Duration, type Instant } from '#kernel/instant';
import { isId } from '#kernel/id';
import { done } from '#kernel/outcome';
import { bringIn } from '../../import/bring-in';
import type { RunningServer } from '../../start-server';
import { serverTime } from '../../sync/server-time';
import type { CompanyText } from '../company-text';
import type { Founded } from '../credentials';
import { Dice } from '../dice';
import type { Purchase } from '../fill-slots';
import { seatsOf } from '../found-company';
import { factsWith, type DemoCustomer } from '../make-customers';
import { orderOf } from '../make-orders';
import { OrderNumbers } from '../order-numbers';
import { Words } from '../words';
import type { Agenda } from './agenda';
import { keepStates } from './colleague-states';
import { LivingCrowd } from './crowd';
import { dayOf, DemoClock } from './demo-clock';
import type { Mailbox } from './mailbox';
import { Office, played } from './office';
import type { Pace } from './pace';
import { planDay, type Arrival } from './plan-day';
import { openPostOffice } from './post-office';

export type Shift = {
  readonly company: CompanyText;
  readonly founded: Founded;
  readonly customers: readonly DemoCustomer[];
  readonly server: RunningServer;
  readonly mailbox: Mailbox;
  readonly agenda: Agenda;
  readonly pace: Pace;
  /** Decides who writes what, and when. */
  readonly seed: number;
};

/** Lets customers write and colleagues answer. Returns what makes the visitors leave. */
export async function beginShift(shift: Shift): Promise<{ readonly leave: () => void }> {
  const { company, founded, customers, server, mailbox, agenda, pace, seed } = shift;
  const { services, url, smtpPort } = server;
  const { db, push } = services;
  const ids = await importedIds(db, founded.tenant, { kind: 'customer', keys: customers.map(({ key }) => key) });
  const byKey = new Map(customers.map((customer) => [customer.key, customer]));
  const byId = new Map([...ids].map(([key, customer]) => [customer, byKey.get(key)]));
  const crowd = new LivingCrowd({
    company, founded, customers, pace, agenda, url, mailbox,
    words: new Words(),
    numbers: new OrderNumbers(new Dice(seed), founded.at, 'present'),
    post: openPostOffice({ host: '127.0.0.1', port: smtpPort }),
    waiting: async () => (await unfinishedConversations(db, founded.tenant)).filter(({ assignee }) => assignee === null).length,
    botName: async () => (await findBot(db, founded.tenant))?.plan.name.split(' ')[0] ?? null,
    sell: (customer, purchase) => sell(shift, { customer, id: ids.get(customer.key), purchase }),
  });
  const storyOf = (customer: string) => {
    const known = byId.get(customer);
    return known === undefined ? undefined : crowd.storyOf(known);
  };
  const seats = seatsOf(company, founded);
  keepStates({ services: { db, push }, founded, seats, agenda });
  new Office({ services: { db, push }, founded, seats, dice: new Dice(seed), pace, agenda, storyOf }).open();
  sitAtDesks(shift);
  const began = Date.now() + company.hoursAhead * hour;
  letArrive({ shift, crowd, clock: new DemoClock(began, pace.speed) }, dayOf(new DemoClock(began, pace.speed).at(began)), pace.firstArrival);
  return crowd;
}

type Arriving = { readonly shift: Shift; readonly crowd: LivingCrowd; readonly clock: DemoClock };

/** One after the other, and then those of the next day. */
function letArrive(arriving: Arriving, date: Instant, first?: Duration): void {
  const { shift, clock } = arriving;
  const now = Date.now() + shift.company.hoursAhead * hour;
  const arrivals = planDay({ ...shift, date }).filter(({ at }) => at >= clock.at(now));
  arriveNext(arriving, { arrivals, date }, first);
}

function arriveNext(arriving: Arriving, { arrivals, date }: { readonly arrivals: readonly Arrival[]; readonly date: Instant }, first?: Duration): void {
  const { shift: { agenda, company }, crowd, clock } = arriving;
  const [next, ...rest] = arrivals;
  const tomorrow = date + 24 * hour;
  const after = first ?? clock.until(next?.at ?? tomorrow, Date.now() + company.hoursAhead * hour);
  agenda.later(after, async () => {
    if (next === undefined) return letArrive(arriving, tomorrow);
    arriveNext(arriving, { arrivals: rest, date });
    await crowd.arrive(next);
  });
}

type Sale = { readonly customer: DemoCustomer; readonly id: string | undefined; readonly purchase: Purchase };

/** The order, and what the shop tells of its customer from then on. */
async function sell({ company, founded, server }: Shift, { customer, id, purchase }: Sale): Promise<boolean> {
  const { commit } = server.services.exchange;
  const order = orderOf({ company, now: serverTime() }, customer.key, purchase);
  const { orders } = await bringIn({ tenant: founded.tenant, commit }, [{ line: 1, record: done(order) }]);
  if (orders === 0) return false;
  if (id === undefined || !isId('customer', id)) return true;
  await commit(founded.tenant, async (tx, _now, put) => {
    const row = await lockRow(tx, founded.tenant, { table: 'customers', id });
    if (row !== null) await put([{ op: 'put', table: 'customers', row: { ...row, facts: factsWith(company, row.facts, purchase) } }]);
  });
  return true;
}

/** Well within a lease. */
const betweenHearings: Duration = 20 * second;

/** Nobody sits at the simulated colleagues' desks, yet they hold their chats as if somebody did. */
function sitAtDesks(shift: Shift): void {
  const { agenda, founded, server: { services } } = shift;
  agenda.now(async () => {
    agenda.later(betweenHearings, async () => sitAtDesks(shift));
    for (const { id: person } of await unplayedColleagues(services.db, founded.tenant, serverTime() - played)) services.leases.heard({ tenant: founded.tenant, person });
  });
}
