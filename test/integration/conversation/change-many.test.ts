import type { Failure } from '#contract/failures';
import type { ConversationRow } from '#domain/conversation/conversation';
import { mostAtOnce } from '#domain/conversation/change-many';
import type { ConversationId } from '#kernel/id';
import { hour } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password } from '../../support/central-server';
import { arrive, arriveTogether, type Company } from '../../support/company';
import { cuttableProxy } from '../../support/cuttable-proxy';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
let server: RunningServer;
let company: Company;
let anna: Seat;
let boris: Seat;

async function sit(roles: readonly ('agent' | 'supervisor')[], at = server.url): Promise<Seat> {
  const { email } = await hire(server.services.exchange.commit, company.tenant, { teams: [company.support], roles });
  const seat = new Seat({ server: at, signIn: `${email}:${password}` });
  await seat.online();
  return seat;
}

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
  [anna, boris] = await Promise.all([sit(['agent']), sit(['agent'])]);
});
afterAll(async () => {
  await anna.leave();
  await boris.leave();
  await served.stop();
});

const all = { name: 'list', input: { view: 'all', search: '', limit: 200 } } as const;
const idsOf = (talks: readonly ConversationRow[]) => talks.map(({ id }) => id);

async function arrivals(count: number): Promise<readonly ConversationRow[]> {
  const talks: ConversationRow[] = [];
  for (let at = 0; at < count; at += 1) talks.push(await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support }));
  const last = talks.at(-1);
  for (const seat of [anna, boris]) await seat.until(all, ({ rows }) => rows.some(({ conversation }) => conversation.id === last?.id));
  return talks;
}

function tokenOf(answer: Outcome<{ readonly undo: string | null }, Failure>): string {
  return answer.ok ? (answer.value.undo ?? '') : '';
}

const opened = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;

type Fact = { readonly owner: string | null; readonly tags: string };

/** Until a colleague sees that it is so of these conversations. */
async function seen(seat: Seat, talks: readonly ConversationRow[], isSo: (facts: readonly Fact[]) => boolean): Promise<void> {
  const wanted = new Set<string>(idsOf(talks));
  await seat.until(all, ({ rows }) => isSo(rows.filter(({ conversation }) => wanted.has(conversation.id)).map(({ conversation, case: row }) => ({ owner: conversation.assignee, tags: row.tags.join() }))));
}

async function commandsKept(): Promise<number> {
  const kept: unknown[] = await server.services.db('command_results').select('key');
  return kept.length;
}

test('many are taken with one command, each noted by its name, what a colleague has is told of, and the others go back when it is undone', async () => {
  const talks = await arrivals(6);
  const theirs = talks[2];
  if (theirs === undefined) throw new Error('six arrived');
  expect(await boris.ask('conversation.take', { conversation: theirs.id })).toEqual({ ok: true, value: null });
  const before = await commandsKept();
  const taken = await anna.ask('cases.act', { act: { do: 'take' }, conversations: idsOf(talks) });
  expect(taken).toMatchObject({ ok: true, value: { done: 5, refused: [{ conversation: theirs.id, code: 'conversation.taken' }] } });
  expect(await commandsKept()).toBe(before + 1);
  const noted = await server.services.db('audit_events').where({ action: 'cases.change', tenant: company.tenant }).whereIn('object', idsOf(talks)).select<{ object: string; failure: string | null; correlation: string }[]>('object', 'failure', 'correlation');
  expect(noted.filter(({ failure }) => failure === null).map(({ object }) => object).toSorted()).toEqual(idsOf(talks).filter((talk) => talk !== theirs.id).toSorted());
  expect(noted.filter(({ failure }) => failure !== null)).toMatchObject([{ object: theirs.id, failure: 'conversation.taken' }]);
  expect(new Set(noted.map(({ correlation }) => correlation)).size).toBe(1);
  await seen(boris, talks, (rows) => rows.length === 6 && rows.every(({ owner }) => owner !== null));

  const undo = tokenOf(taken);
  expect(await anna.ask('cases.undo', { undo })).toMatchObject({ ok: true, value: { done: 5, refused: [] } });
  await seen(boris, talks, (rows) => rows.filter(({ owner }) => owner === null).length === 5);
  expect(await anna.ask('cases.undo', { undo })).toEqual({ ok: false, code: 'row.changed' });
});

test('a bulk tag is taken back row by row, and a row that a colleague changed since stays as they left it', async () => {
  const talks = await arrivals(3);
  const tagged = await anna.ask('cases.act', { act: { do: 'tag', add: ['Возврат'], remove: [] }, conversations: idsOf(talks) });
  await seen(boris, talks, (rows) => rows.length === 3 && rows.every(({ tags }) => tags === 'возврат'));
  const second = talks[1]?.id ?? 'con_none';
  await boris.ask('case.tag', { conversation: second, add: ['vip'], remove: [] });
  await seen(anna, talks, (rows) => rows.some(({ tags }) => tags.includes('vip')));
  const undone = await anna.ask('cases.undo', { undo: tokenOf(tagged) });
  expect(undone).toMatchObject({ ok: true, value: { done: 2, refused: [{ conversation: second, code: 'row.changed', who: 'Анна' }] } });
  await seen(boris, talks, (rows) => rows.map(({ tags }) => tags).sort().join('|') === '||vip,возврат');
});

test('what is snoozed and resolved together comes back as it was, with a line that tells it', async () => {
  const talks = await arrivals(4);
  for (const act of [{ do: 'snooze', until: Date.now() + hour } as const, { do: 'resolve' } as const]) {
    const answer = await anna.ask('cases.act', { act, conversations: idsOf(talks) });
    expect(answer).toMatchObject({ ok: true, value: { done: 4, refused: [] } });
    const status = act.do === 'snooze' ? 'snoozed' : 'resolved';
    // Who takes it back takes back what they see.
    for (const { id } of talks) for (const seat of [anna, boris]) await seat.until(opened(id), (shown) => shown?.case.state.status === status);
    expect(await anna.ask('cases.undo', { undo: tokenOf(answer) })).toMatchObject({ ok: true, value: { done: 4, refused: [] } });
    for (const { id } of talks) {
      // What is put away next is put away as its person sees it.
      await anna.until(opened(id), (now) => now?.case.state.status === 'new');
      const shown = await boris.until(opened(id), (now) => now?.case.state.status === 'new');
      expect(shown?.conversation.unread).toBe(1);
      expect(shown?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type: act.do === 'snooze' ? 'woken' : 'reopened' } });
    }
  }
});

test.each([
  { act: { do: 'priority', to: 'urgent' }, type: 'prioritised' },
  { act: { do: 'tag', add: ['vip'], remove: [] }, type: 'tagged' },
  { act: { do: 'spam' }, type: 'unmarkedSpam' },
] as const)('what is done to many ($act.do) is taken back by one command of the server, each noted by its name', async ({ act, type }) => {
  const talks = await arrivals(3);
  const acted = await anna.ask('cases.act', { act, conversations: idsOf(talks) });
  const before = await commandsKept();
  expect(await anna.ask('cases.undo', { undo: tokenOf(acted) })).toMatchObject({ ok: true, value: { done: 3, refused: [] } });
  expect(await commandsKept()).toBe(before + 1);
  for (const { id } of talks) {
    const shown = await boris.until(opened(id), (now) => now?.messages.filter(({ row }) => row.part.kind === 'event').length === 2);
    expect(shown?.case).toMatchObject({ state: { status: 'new' }, priority: 'normal', tags: [] });
    expect(shown?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type } });
  }
  const noted = await server.services.db('audit_events').where({ action: 'cases.change', tenant: company.tenant }).whereIn('object', idsOf(talks)).select<{ failure: string | null }[]>('failure');
  expect(noted.map(({ failure }) => failure)).toEqual(Array.from({ length: 6 }, () => null));
});

test('what a colleague took, resolved anew or put off to another moment meanwhile stays as they left it, though it looks the same', async () => {
  const talks = await arrivals(3);
  const [first, second] = idsOf(talks);
  if (first === undefined || second === undefined) throw new Error('three arrived');
  const snoozed = await anna.ask('cases.act', { act: { do: 'snooze', until: Date.now() + hour }, conversations: idsOf(talks) });
  for (const { id } of talks) await boris.until(opened(id), (now) => now?.case.state.status === 'snoozed');
  const later = Date.now() + 2 * hour;
  expect(await boris.ask('case.snooze', { conversation: first, until: later })).toMatchObject({ ok: true });
  expect(await boris.ask('conversation.take', { conversation: second })).toMatchObject({ ok: true });
  await boris.online();
  expect(await anna.ask('cases.undo', { undo: tokenOf(snoozed) })).toMatchObject({ ok: true, value: { done: 1, refused: [{ conversation: first, code: 'row.changed' }, { conversation: second, code: 'conversation.notYours' }] } });
  await anna.until(opened(first), (now) => now?.case.state.status === 'snoozed' && now.case.state.until === later);

  const resolved = await anna.ask('cases.act', { act: { do: 'resolve' }, conversations: idsOf(talks) });
  expect(resolved).toMatchObject({ ok: true, value: { done: 2 } });
  await boris.until(opened(first), (now) => now?.case.state.status === 'resolved');
  await boris.ask('case.reopen', { conversation: first });
  await boris.ask('case.resolve', { conversation: first });
  await boris.online();
  expect(await anna.ask('cases.undo', { undo: tokenOf(resolved) })).toMatchObject({ ok: true, value: { done: 1, refused: [{ conversation: first, code: 'row.changed' }] } });
});

test('without a road what was done to many is taken back here and leaves with the road; what left before comes back by a command', async () => {
  const road = await cuttableProxy(Number(new URL(server.url).port));
  const vera = await sit(['agent'], `http://127.0.0.1:${road.port}`);
  const offline = (): Promise<unknown> => vera.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  const told = (talks: readonly ConversationRow[], types: readonly string[]): Promise<unknown> => Promise.all(idsOf(talks).map((id) => boris.until(opened(id), (now) => now?.messages.flatMap(({ row }) => (row.part.kind === 'event' ? [row.part.event.type] : [])).join() === types.join())));
  const talks = await arrivals(3);
  const last = idsOf(talks).at(-1) ?? 'con_none';
  await vera.until(opened(last), (now) => now !== null);
  const before = await commandsKept();

  const byCommand = await vera.ask('cases.act', { act: { do: 'resolve' }, conversations: idsOf(talks) });
  for (const { id } of talks) await vera.until(opened(id), (now) => now?.case.state.status === 'resolved');
  road.cut();
  await offline();
  expect(await vera.ask('cases.undo', { undo: tokenOf(byCommand) })).toMatchObject({ ok: true, value: { done: 3, refused: [] } });
  await vera.until(opened(last), (now) => now?.case.state.status === 'new');
  const here = await vera.ask('cases.act', { act: { do: 'priority', to: 'high' }, conversations: idsOf(talks) });
  expect(await commandsKept()).toBe(before + 1);
  road.mend();
  await vera.online();
  expect(await vera.ask('cases.undo', { undo: tokenOf(here) })).toMatchObject({ ok: true, value: { done: 3, refused: [] } });
  expect(await commandsKept()).toBe(before + 2);
  await told(talks, ['resolved', 'reopened', 'prioritised', 'prioritised']);

  const taken = await vera.ask('cases.act', { act: { do: 'take' }, conversations: idsOf(talks) });
  road.cut();
  await offline();
  expect(await vera.ask('cases.undo', { undo: tokenOf(taken) })).toEqual({ ok: false, code: 'network.offline' });
  road.mend();
  await vera.online();
  expect(await vera.ask('cases.undo', { undo: tokenOf(taken) })).toMatchObject({ ok: true, value: { done: 3, refused: [] } });
  await told(talks, ['resolved', 'reopened', 'prioritised', 'prioritised', 'taken', 'returned']);
  await vera.leave();
  await road.close();
});

test('five hundred are taken by one command and all of them handed back, resolved by one more and all of them opened again; a colleague sees it each time, soon', async () => {
  const counts = { name: 'counts', input: {} } as const;
  const { queue: before } = await boris.until(counts, () => true);
  const talks = await arriveTogether(server.services.exchange.commit, { tenant: company.tenant, team: company.support }, mostAtOnce);
  await Promise.all([anna, boris].map((seat) => seat.until(counts, ({ queue }) => queue === before + mostAtOnce, 60_000)));
  const took: Record<string, number> = {};
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const outcome = await work();
    took[what] = Math.round(performance.now() - began);
    return outcome;
  };
  const gone = (): Promise<unknown> => boris.until(counts, ({ queue }) => queue === before, 60_000);
  const wholly = { ok: true, value: { done: mostAtOnce, refused: [] } };
  const taken = await timed('take', () => anna.ask('cases.act', { act: { do: 'take' }, conversations: idsOf(talks) }));
  expect(taken).toMatchObject(wholly);
  await timed('take seen', gone);
  expect(await timed('undo', () => anna.ask('cases.undo', { undo: tokenOf(taken) }))).toMatchObject(wholly);
  await timed('undo seen', () => boris.until(counts, ({ queue }) => queue === before + mostAtOnce, 60_000));
  await anna.until(counts, ({ queue }) => queue === before + mostAtOnce, 60_000);
  const resolved = await timed('resolve', () => anna.ask('cases.act', { act: { do: 'resolve' }, conversations: idsOf(talks) }));
  expect(resolved).toMatchObject(wholly);
  await timed('resolve seen', gone);
  expect(await timed('undo of resolve', () => anna.ask('cases.undo', { undo: tokenOf(resolved) }))).toMatchObject(wholly);
  await timed('undo of resolve seen', () => boris.until(counts, ({ queue }) => queue === before + mostAtOnce, 60_000));
  process.stdout.write(`${JSON.stringify({ conversations: mostAtOnce, ...took })}\n`);
  const noted = await server.services.db('audit_events').where({ action: 'cases.change', tenant: company.tenant }).whereIn('object', idsOf(talks)).select<{ correlation: string }[]>('correlation');
  // What is restored says more of each row: two frames hold it.
  expect([noted.length, new Set(noted.map(({ correlation }) => correlation)).size]).toEqual([4 * mostAtOnce, 1 + 1 + 1 + 2]);
  for (const ms of Object.values(took)) expect(ms).toBeLessThan(15_000);
});
