import type { ConversationRow } from '#domain/conversation/conversation';
import { minute, second } from '#kernel/instant';
import { startWaking } from '#server/snooze/waking';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
import { comesTrue } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
let server: RunningServer;
let company: Company;
const seats: Seat[] = [];

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
});
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  await served.stop();
});

async function sit(): Promise<Seat> {
  const { email } = await hire(server.services.exchange.commit, company.tenant, { teams: [company.support], roles: ['agent'] });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

/** What stands in a conversation that was new, put off and woken. */
async function linesOnceOpen(seat: Seat, talk: ConversationRow): Promise<readonly string[] | undefined> {
  const shown = await seat.until(open(talk), (now) => now?.case.state.status === 'open');
  return shown?.messages.flatMap(({ row }) => (row.part.kind === 'event' ? [row.part.event.type] : []));
}

const open = (conversation: ConversationRow) => ({ name: 'conversation', input: { conversation: conversation.id, limit: 100 } }) as const;

test('a case that is put off wakes at its moment, once, however many processes watch, and everybody sees it', async () => {
  const { db, exchange } = server.services;
  const other = startWaking({ db, guardedCommit: exchange.guardedCommit, failed: (error) => expect.unreachable(String(error)) });
  const talks = await Promise.all(Array.from({ length: 12 }, () => arrive(exchange.commit, { tenant: company.tenant, team: company.support })));
  const [one, two] = [await sit(), await sit()];
  for (const talk of talks) {
    await one.until(open(talk), (shown) => shown !== null);
    expect(await one.ask('case.snooze', { conversation: talk.id, until: Date.now() + 1.5 * second })).toEqual({ ok: true, value: null });
  }
  for (const talk of talks) expect(await linesOnceOpen(two, talk)).toEqual(['snoozed', 'woken']);
  await other.stop();
});

test('a case that was put off without a network until a moment that is over when the server hears of it was told to be woken before it was put off', async () => {
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const one = await sit();
  await one.until(open(talk), (shown) => shown !== null);
  expect(await one.ask('case.snooze', { conversation: talk.id, until: Date.now() - minute })).toEqual({ ok: true, value: null });
  expect(await linesOnceOpen(one, talk)).toEqual(['snoozed', 'woken']);
});

test('a case sleeps on while its moment is ahead, and a colleague sees what it was sorted by', async () => {
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const [one, two] = [await sit(), await sit()];
  await one.until(open(talk), (shown) => shown !== null);
  const until = Date.now() + 10 * minute;
  await one.ask('case.snooze', { conversation: talk.id, until });
  await one.ask('case.priority', { conversation: talk.id, to: 'urgent' });
  await one.ask('case.tag', { conversation: talk.id, add: ['Возврат', '#VIP'], remove: [] });
  const shown = await two.until(open(talk), (now) => now?.case.tags.length === 2);
  expect(shown?.case).toMatchObject({ state: { status: 'snoozed', until }, priority: 'urgent', tags: ['vip', 'возврат'] });
  expect(await two.ask('case.wake', { conversation: talk.id })).toEqual({ ok: true, value: null });
  expect((await one.until(open(talk), (now) => now?.case.state.status === 'open'))?.case.tags).toEqual(['vip', 'возврат']);
});

test('without a network a case comes back into its list at its moment, and the count follows', async () => {
  const talk = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const one = await sit();
  const queue = { name: 'list', input: { view: 'queue', search: '', limit: 100 } } as const;
  const isIn = ({ rows }: { readonly rows: readonly { readonly conversation: { readonly id: string } }[] }): boolean => rows.some(({ conversation }) => conversation.id === talk.id);
  await one.until(queue, isIn);
  const { queue: before } = await one.until({ name: 'counts', input: {} }, (counts) => counts.queue > 0);
  await server.stop();
  const shown: boolean[] = [];
  const stop = one.watch(queue.name, queue.input, (answer) => shown.push(isIn(answer)));
  const counted: string[] = [];
  const stopCounts = one.watch('counts', {}, ({ snoozed, queue: waiting }) => counted.push(`${snoozed} ${waiting}`));
  await comesTrue(() => counted.length > 0);
  await one.ask('case.snooze', { conversation: talk.id, until: Date.now() + 3 * second });
  await comesTrue(() => counted.includes(`1 ${before - 1}`) && counted.at(-1) === `0 ${before}`);
  await one.until(queue, isIn);
  expect(shown).toContain(false);
  stop();
  stopCounts();
});
