import type { ConversationRow } from '#domain/conversation/conversation';
import { hour } from '#kernel/instant';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hire, password } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from '../desk/seat';

let served: ServedCompany;
let server: RunningServer;
let company: Company;
let anna: Seat;
let boris: Seat;

async function sit(roles: readonly ('agent' | 'supervisor')[]): Promise<Seat> {
  const { email } = await hire(server.services.exchange.commit, company.tenant, { teams: [company.support], roles });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
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

test('many are taken with one command, what a colleague has is told of, and the others go back when it is undone', { timeout: 60_000 }, async () => {
  const talks = await arrivals(6);
  const theirs = talks[2];
  if (theirs === undefined) throw new Error('six arrived');
  expect(await boris.ask('conversation.take', { conversation: theirs.id })).toEqual({ ok: true, value: null });
  const before = await commandsKept();
  const taken = await anna.ask('cases.act', { act: { do: 'take' }, conversations: idsOf(talks) });
  expect(taken).toMatchObject({ ok: true, value: { done: 5, refused: [{ conversation: theirs.id, code: 'conversation.taken' }] } });
  expect(await commandsKept()).toBe(before + 1);
  await seen(boris, talks, (rows) => rows.length === 6 && rows.every(({ owner }) => owner !== null));

  const undo = taken.ok ? (taken.value.undo ?? '') : '';
  expect(await anna.ask('cases.undo', { undo })).toMatchObject({ ok: true, value: { done: 5, refused: [] } });
  await seen(boris, talks, (rows) => rows.filter(({ owner }) => owner === null).length === 5);
  expect(await anna.ask('cases.undo', { undo })).toEqual({ ok: false, code: 'row.changed' });
});

test('a bulk tag is taken back row by row, and a row that a colleague changed since stays as they left it', { timeout: 60_000 }, async () => {
  const talks = await arrivals(3);
  const tagged = await anna.ask('cases.act', { act: { do: 'tag', add: ['Возврат'], remove: [] }, conversations: idsOf(talks) });
  await seen(boris, talks, (rows) => rows.length === 3 && rows.every(({ tags }) => tags === 'возврат'));
  const second = talks[1]?.id ?? 'con_none';
  await boris.ask('case.tag', { conversation: second, add: ['vip'], remove: [] });
  await seen(anna, talks, (rows) => rows.some(({ tags }) => tags.includes('vip')));
  const undone = await anna.ask('cases.undo', { undo: tagged.ok ? (tagged.value.undo ?? '') : '' });
  expect(undone).toMatchObject({ ok: true, value: { done: 2, refused: [{ conversation: second, code: 'row.changed' }] } });
  await seen(boris, talks, (rows) => rows.map(({ tags }) => tags).sort().join('|') === '||vip,возврат');
});

test('what is snoozed and resolved together comes back as it was, with a line that tells it', { timeout: 60_000 }, async () => {
  const talks = await arrivals(4);
  for (const act of [{ do: 'snooze', until: Date.now() + hour } as const, { do: 'resolve' } as const]) {
    const answer = await anna.ask('cases.act', { act, conversations: idsOf(talks) });
    expect(answer).toMatchObject({ ok: true, value: { done: 4, refused: [] } });
    const status = act.do === 'snooze' ? 'snoozed' : 'resolved';
    for (const { id } of talks) await boris.until({ name: 'conversation', input: { conversation: id, limit: 50 } }, (shown) => shown?.case.state.status === status);
    expect(await anna.ask('cases.undo', { undo: answer.ok ? (answer.value.undo ?? '') : '' })).toMatchObject({ ok: true, value: { done: 4, refused: [] } });
    for (const { id } of talks) {
      const shown = await boris.until({ name: 'conversation', input: { conversation: id, limit: 50 } }, (now) => now?.case.state.status === 'new');
      expect(shown?.conversation.unread).toBe(1);
      expect(shown?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type: act.do === 'snooze' ? 'woken' : 'reopened' } });
    }
  }
});
