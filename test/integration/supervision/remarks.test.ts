import type { ConversationRow } from '#domain/conversation/conversation';
import { id, type TeamId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { get, readSnapshot, signIn, TestDesk } from '../../support/central-server';
import { arrive } from '../../support/company';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { addQueue } from '../../support/live-chat';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { bytesOf, Staff, type Seated } from '../../support/supervisors';

const canary = 'canary-of-supervisors';

let served: ServedCompany;
let staff: Staff;
let road: CuttableProxy;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
  road = await cuttableProxy(Number(new URL(served.server.url).port));
});
afterEach(async () => {
  road.mend();
  await staff.goHome();
});
afterAll(async () => {
  await road.close();
  await served.stop();
});

const remarks = ({ id: conversation }: ConversationRow) => ({ name: 'remarks', input: { conversation } }) as const;
const comes = (team: TeamId): Promise<ConversationRow> => arrive(served.server.services.exchange.commit, { tenant: served.company.tenant, team });
const stored = (text: string): Promise<unknown[]> => served.server.services.db('remarks').where({ tenant: served.company.tenant, text });

async function remark({ seat }: Seated, { id: conversation }: ConversationRow, text: string): Promise<void> {
  expect(await seat.ask('remark.add', { conversation, text })).toEqual({ ok: true, value: null });
}

const reads = ({ seat }: Seated, talk: ConversationRow, texts: readonly string[]) =>
  seat.until(remarks(talk), (shown) => shown.map(({ row }) => row.text).join('|') === texts.join('|') && shown.every(({ waiting }) => !waiting));

test('S-47 what supervisors say to each other reaches no agent: no byte of their files, of their socket, of any page', async () => {
  const { support } = served.company;
  const talk = await comes(support);
  const [supervisor, second, administrator, agent] = await Promise.all([
    staff.sit(['supervisor'], [support]),
    staff.sit(['agent', 'supervisor'], [support]),
    staff.sit(['administrator'], [support]),
    staff.sit(['agent'], [support]),
  ]);
  const session = await signIn(served.server.url, agent.email);
  const wire = await TestDesk.live(served.server.url, session);
  const caughtUp = wire.frames.length;

  await remark(supervisor, talk, `${canary} one`);
  await reads(second, talk, [`${canary} one`]);
  await remark(second, talk, `${canary} two`);
  for (const leader of [supervisor, second, administrator]) await reads(leader, talk, [`${canary} one`, `${canary} two`]);
  const mine = (await second.seat.until(remarks(talk), (shown) => shown.length === 2))[1]?.row.id ?? id('remark', 'none');
  expect(await second.seat.ask('remark.remove', { conversation: talk.id, remark: mine })).toEqual({ ok: true, value: null });
  await reads(administrator, talk, [`${canary} one`]);

  // Something that agents do hear of, after all of it: what came before it has come.
  const after = await comes(support);
  await wire.heard((frame) => JSON.stringify(frame).includes(after.id));
  await agent.seat.until({ name: 'conversation', input: { conversation: after.id, limit: 50 } }, (shown) => shown !== null);
  const pages = [`/sync/conversation/${talk.id}`, `/sync/conversation/${talk.id}?schema=2`, `/sync/customer/${talk.customer}?schema=2`];
  const heard = [
    JSON.stringify(wire.frames),
    (await readSnapshot(served.server.url, session, wire.client)).text,
    ...(await Promise.all(pages.map(async (page) => (await get(served.server.url, page, session.access)).text()))),
    bytesOf(agent.seat),
  ];
  expect(wire.frames.length).toBeGreaterThan(caughtUp);
  for (const said of heard) for (const word of [canary, 'remarks', 'rem_', ':supervisors']) {
    // The copy of every desk has the empty table.
    if (said === heard.at(-1) && word === 'remarks') continue;
    expect(said.includes(word), word).toBe(false);
  }
  expect(await agent.seat.until(remarks(talk), () => true)).toEqual([]);
  expect(await agent.seat.ask('remark.add', { conversation: talk.id, text: 'no' })).toEqual({ ok: false, code: 'access.denied' });
  expect(bytesOf(supervisor.seat, 'cache.db')).toContain(`${canary} one`);
  wire.close();
});

test('S-48 who stops being a supervisor loses the remarks from the picture within five seconds and from the disk, and who becomes one gets them', async () => {
  const { support } = served.company;
  const talk = await comes(support);
  const [author, other] = await Promise.all([staff.sit(['supervisor'], [support]), staff.sit(['agent', 'supervisor'], [support])]);
  for (let number = 0; number < 30; number += 1) await remark(author, talk, `${canary} leaves ${number} ${'слово '.repeat(40)}`);
  await other.seat.until(remarks(talk), (shown) => shown.length === 30);
  expect(bytesOf(other.seat)).toContain(`${canary} leaves`);
  await staff.becomes(other.person, { roles: ['agent'] });
  await other.seat.until(remarks(talk), (shown) => shown.length === 0, 5000);
  await expect.poll(() => bytesOf(other.seat).includes(`${canary} leaves`)).toBe(false);
  await other.seat.until({ name: 'conversation', input: { conversation: talk.id, limit: 50 } }, (shown) => shown !== null);
  await staff.becomes(other.person, { roles: ['agent', 'supervisor'] });
  await other.seat.until(remarks(talk), (shown) => shown.length === 30);
});

test('a case takes its remarks to the supervisors of another team, and those of the team that it leaves lose them', async () => {
  const { support, delivery, tenant } = served.company;
  const queue = await addQueue(served.server.services.exchange.commit, tenant, { team: delivery, name: 'Parcels' });
  const talk = await comes(support);
  const [leaving, entering, both, agent] = await Promise.all([
    staff.sit(['supervisor'], [support]),
    staff.sit(['supervisor'], [delivery]),
    staff.sit(['supervisor'], [support, delivery]),
    staff.sit(['agent'], [support, delivery]),
  ]);
  await remark(leaving, talk, 'asked twice for the number');
  await reads(both, talk, ['asked twice for the number']);
  await remark(both, talk, 'and was late');
  await reads(leaving, talk, ['asked twice for the number', 'and was late']);
  expect(await leaving.seat.ask('conversation.transfer', { conversation: talk.id, to: queue.id, reason: null })).toMatchObject({ ok: true });
  for (const leader of [entering, both]) await reads(leader, talk, ['asked twice for the number', 'and was late']);
  await reads(leaving, talk, []);
  await leaving.seat.online();
  expect((await entering.seat.until(remarks(talk), (shown) => shown.length === 2)).map(({ row }) => row.team)).toEqual([delivery, delivery]);
  await remark(entering, talk, 'seen here too');
  await reads(both, talk, ['asked twice for the number', 'and was late', 'seen here too']);
  expect(await agent.seat.until(remarks(talk), () => true)).toEqual([]);
});

test('a remark shows at once without the server, and is taken back when its author may not write it any more', async () => {
  const { support } = served.company;
  const talk = await comes(support);
  const author = await staff.sit(['agent', 'supervisor'], [support], `http://127.0.0.1:${road.port}`);
  road.cut();
  await author.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await remark(author, talk, 'while away');
  expect(await author.seat.until(remarks(talk), (shown) => shown.length === 1)).toMatchObject([{ waiting: true, row: { text: 'while away', author: author.person } }]);
  await staff.becomes(author.person, { roles: ['agent'] });
  road.mend();
  await author.seat.online();
  await author.seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ about, code }) => about === 'remark.add' && code === 'access.denied'));
  await reads(author, talk, []);
  expect(await stored('while away')).toEqual([]);
});

test('a remark that comes too late, for its case has gone to another team, is given back to its author until they let it go', async () => {
  const { support, delivery, tenant } = served.company;
  const queue = await addQueue(served.server.services.exchange.commit, tenant, { team: delivery, name: 'Late parcels' });
  const talk = await comes(support);
  const author = await staff.sit(['supervisor'], [support], `http://127.0.0.1:${road.port}`);
  const other = await staff.sit(['supervisor'], [support]);
  await reads(author, talk, []);
  road.cut();
  await author.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await remark(author, talk, 'too late for this team');
  expect(await other.seat.ask('conversation.transfer', { conversation: talk.id, to: queue.id, reason: null })).toMatchObject({ ok: true });
  road.mend();
  await author.seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ about, code }) => about === 'remark.add' && code === 'conversation.absent'));
  const refused = { name: 'refusedRemarks', input: { conversation: talk.id } } as const;
  const [back] = await author.seat.until(refused, (shown) => shown.length === 1);
  expect(back?.text).toBe('too late for this team');
  expect(await author.seat.until({ name: 'unsent', input: { conversation: talk.id } }, () => true)).toEqual([]);
  expect(await author.seat.ask('remark.letGo', { refusal: back?.id ?? '' })).toEqual({ ok: true, value: null });
  await author.seat.until(refused, (shown) => shown.length === 0);
});

test('a refused remark leaves its author’s computer when they stop being a supervisor', async () => {
  const { support, delivery, tenant } = served.company;
  const queue = await addQueue(served.server.services.exchange.commit, tenant, { team: delivery, name: 'Lost parcels' });
  const talk = await comes(support);
  const author = await staff.sit(['agent', 'supervisor'], [support], `http://127.0.0.1:${road.port}`);
  const other = await staff.sit(['supervisor'], [support]);
  await reads(author, talk, []);
  road.cut();
  await author.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await remark(author, talk, 'remembered too long');
  await other.seat.ask('conversation.transfer', { conversation: talk.id, to: queue.id, reason: null });
  road.mend();
  const refused = { name: 'refusedRemarks', input: { conversation: talk.id } } as const;
  await author.seat.until(refused, (shown) => shown.length === 1);
  await staff.becomes(author.person, { roles: ['agent'] });
  await author.seat.until(refused, (shown) => shown.length === 0);
  await expect.poll(() => bytesOf(author.seat).includes('remembered too long')).toBe(false);
});

test('a remark is removed by its author alone, once, and never written over', async () => {
  const { support } = served.company;
  const talk = await comes(support);
  const [author, other] = await Promise.all([staff.sit(['supervisor'], [support]), staff.sit(['supervisor'], [support])]);
  await remark(author, talk, 'kept');
  const [shown] = await other.seat.until(remarks(talk), ([first]) => first?.waiting === false);
  const kept = shown?.row.id ?? id('remark', 'none');
  expect(await other.seat.ask('remark.remove', { conversation: talk.id, remark: kept })).toEqual({ ok: false, code: 'access.denied' });
  const session = await signIn(served.server.url, other.email);
  const wire = await TestDesk.greeted(served.server.url, session);
  const intents = [
    { name: 'remark.remove', args: { conversation: talk.id, remark: kept } },
    { name: 'remark.add', args: { conversation: talk.id, remark: kept, text: 'written over' } },
    { name: 'remark.add', args: { conversation: talk.id, remark: id('remark', randomUUID()), text: ' ' } },
    { name: 'remark.add', args: { conversation: talk.id, remark: id('remark', randomUUID()), text: 'x'.repeat(2001) } },
    { name: 'remark.remove', args: { conversation: talk.id, remark: id('remark', randomUUID()) } },
  ];
  wire.send({ t: 'push', mutations: intents.map((intent, index) => ({ id: index + 1, intent })) });
  await wire.heard((frame) => frame.t === 'ack' && frame.upTo === intents.length);
  const refusals = await served.server.services.db('refusals').where({ client: wire.client }).orderBy('mutation').pluck('code');
  expect(refusals).toEqual(['access.denied', 'mutation.failed', 'message.empty', 'message.tooLong']);
  await reads(author, talk, ['kept']);
  for (let time = 0; time < 2; time += 1) expect(await author.seat.ask('remark.remove', { conversation: talk.id, remark: kept })).toMatchObject({ ok: true });
  await reads(other, talk, []);
  expect(await stored('kept')).toEqual([]);
  wire.close();
});
