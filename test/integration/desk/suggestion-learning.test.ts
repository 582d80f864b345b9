import { suggestionEventsSince } from '#db/central/suggestion-events';
import { openLearner, type Learner } from '#server/learning/learner';
import { startLearning, learn } from '#server/suggestion/learning';
import { features } from '#domain/suggestion/evidence';
import type { Deed, SuggestionEvent } from '#domain/suggestion/feedback';
import type { ConversationId } from '#kernel/id';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtLearningWorker } from '../../support/built-workers';
import { hire, password, post, signIn } from '../../support/central-server';
import { arrive } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff, type Seated } from '../../support/supervisors';
import { Seat } from './seat';

let served: ServedCompany;
let staff: Staff;
let agent: Seated;
let asks: ConversationId;
let learner: Learner;

const [first, second] = [id('macro', 'first'), id('macro', 'second')];
const texts = { [first]: 'Заполните заявление о возврате в личном кабинете, деньги придут за десять дней.', [second]: 'Принесите товар с чеком в любой наш магазин, деньги отдадут на месте.' } as const;

beforeAll(async () => {
  served = await openServedCompany();
  learner = openLearner({ workerFile: await builtLearningWorker(), failed: (error) => expect(error).toBeUndefined() });
  staff = new Staff(served);
  const { company: { tenant, support }, server } = served;
  const { commit } = server.services.exchange;
  await commit(tenant, (_tx, _now, put) => put([first, second].map((macro) => ({ op: 'put', table: 'macros', row: { id: macro, title: 'Как вернуть товар', text: texts[macro] ?? '', language: 'ru', actions: [], teams: null, updatedAt: Date.now(), version: 0 } }))));
  agent = await staff.sit(['agent'], [support]);
  ({ id: asks } = await arrive(commit, { tenant, team: support, text: 'Как вернуть товар?' }));
});

afterAll(async () => {
  await agent.seat.leave();
  await staff.goHome();
  await learner.stop();
  await served.stop();
});

const bar = () => ({ name: 'suggestions', input: { conversation: asks } }) as const;
const told = () => suggestionEventsSince(served.server.services.db, served.company.tenant, { since: 0, most: 1000 });
const event = (conversation: ConversationId, question: string, part: Partial<SuggestionEvent>): SuggestionEvent => ({
  question, key: first, deed: 'shown', conversation, source: 'macro', place: 1, at: Date.now(), kept: null, reason: null, explored: false, evidence: features.map(() => 0.5), ...part,
});

test('what an agent does with a suggestion reaches the server once, without a word of anybody', async () => {
  const { seat, person } = agent;
  const shown = await seat.until(bar(), (list) => (list?.suggestions.length ?? 0) > 1);
  const [one, other] = shown?.suggestions ?? [];
  const tell = (fate: 'inserted' | 'rejected', key: string | undefined) => seat.ask('suggestion.fate', { conversation: asks, key: key ?? '', fate, ...(fate === 'rejected' ? { reason: 'tone' } : {}) });
  await tell('inserted', one?.key);
  await tell('rejected', other?.key);
  await seat.ask('preferences.save', { undoSend: 0 });
  await seat.ask('conversation.take', { conversation: asks });
  await seat.until({ name: 'conversation', input: { conversation: asks, limit: 1 } }, (opened) => opened?.conversation.assignee === person);
  expect(await seat.ask('message.send', { conversation: asks, text: `Здравствуйте! ${one?.text ?? ''}` })).toMatchObject({ ok: true });
  // Whoever comes back tells what is left to tell.
  await seat.online();
  await seat.leave();
  agent = { ...agent, seat: new Seat({ server: served.server.url, home: seat.home, signIn: `${agent.email}:${password}` }) };
  await expect.poll(async () => (await told()).map(({ deed }) => deed).toSorted(), { timeout: 40_000 }).toEqual(['inserted', 'rejected', 'sent', 'shown', 'shown']);
  const events = await told();
  expect(events.every((row) => row.person === person && row.conversation === asks)).toBe(true);
  expect(events.find(({ deed }) => deed === 'sent')).toMatchObject({ key: one?.key, place: 1, kept: 1 });
  expect(events.find(({ deed }) => deed === 'rejected')).toMatchObject({ key: other?.key, place: 2, reason: 'tone' });
  for (const words of ['Здравствуйте', 'вернуть', 'заявление', 'Анна']) expect(JSON.stringify(events)).not.toContain(words);
});

test('a report that is sent twice counts once, tells of oneself, and of no conversation that is not one\'s own to see', async () => {
  const { server, company: { tenant, support, delivery } } = served;
  const { commit } = server.services.exchange;
  const session = await signIn(server.url, (await hire(commit, tenant, { teams: [support] })).email);
  const theirs = await arrive(commit, { tenant, team: delivery });
  const events = [event(asks, 'mine', {}), event(theirs.id, 'theirs', {}), event(id('conversation', randomUUID()), 'nowhere', {})];
  for (let time = 0; time < 2; time += 1) expect((await post(server.url, '/suggestions/events', { access: session.access, events })).status).toBe(200);
  const mine = (await told()).filter((row) => row.person === session.me.id);
  expect(mine.map(({ question }) => question)).toEqual(['mine']);
  for (const wrong of [{ place: 4 }, { kept: 2 }, { deed: 'sold' }, { person: 'per_other' }, { text: 'words' }, { evidence: features.map(() => Infinity) }]) {
    expect((await post(server.url, '/suggestions/events', { access: session.access, events: [{ ...event(asks, 'wrong', {}), ...wrong }] })).status).toBe(400);
  }
});

/** Forty colleagues choose one of the two for months, from the second place, and some reject the other. */
async function history(better: string, worse: string, round: string): Promise<void> {
  const { server: { services: { db } }, company: { tenant, support } } = served;
  const rows = Array.from({ length: 160 }, (_one, at) => {
    const [question, person] = [`${round} ${at}`, id('person', `p${at % 40}`)];
    const row = (deed: Deed, part: Partial<SuggestionEvent>) => ({ ...event(asks, question, { deed, ...part, at: Date.now() - 1000 }), tenant, person, team: support, evidence: deed === 'shown' ? JSON.stringify(features.map(() => 0.5)) : null });
    return [row('shown', { key: worse, place: 1 }), row('shown', { key: better, place: 2 }), row('inserted', { key: better, place: 2 }), row('sent', { key: better, place: 2, kept: 1 }), ...(at % 4 === 0 ? [row('rejected', { key: worse, place: 1, reason: 'wrong' as const })] : [])];
  }).flat();
  await db.batchInsert('suggestion_events', rows, 200);
}

test('what the server learned of colleagues orders the suggestions of a desk that was here all the time', async () => {
  const { server: { services: { db, exchange } }, company: { tenant, support } } = served;
  const again = await arrive(exchange.commit, { tenant, team: support, text: 'Как вернуть товар?' });
  asks = again.id;
  const before = await agent.seat.until(bar(), (list) => (list?.suggestions.length ?? 0) > 1);
  const [ahead, behind] = before?.suggestions.map(({ key }) => key) ?? [];
  await history(behind ?? '', ahead ?? '', 'one');
  expect(await learn({ db, commit: exchange.commit, learner }, tenant)).toBe(true);
  const after = await agent.seat.until(bar(), (list) => list?.suggestions[0]?.key === behind);
  expect(after?.suggestions[0]?.why).toContain('accepted');
  // Nothing new: nothing is written.
  expect(await learn({ db, commit: exchange.commit, learner }, tenant)).toBe(false);
});

test('the server learns by itself, and a desk that begins later has what was learned', async () => {
  const { server: { services: { db, exchange } }, company: { tenant, support } } = served;
  await db('models').where({ tenant }).delete();
  const failures: unknown[] = [];
  const loop = startLearning({ db, commit: exchange.commit, learner, failed: (error) => failures.push(error) });
  await expect.poll(async () => (await db('models').where({ tenant })).length).toBe(1);
  await loop.stop();
  expect(failures).toEqual([]);
  const later = await staff.sit(['agent'], [support]);
  const shown = await later.seat.until(bar(), (list) => (list?.suggestions.length ?? 0) > 1);
  expect(shown?.suggestions[0]?.why).toContain('accepted');
});
