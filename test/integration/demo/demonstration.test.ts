import { granted, type Granted } from '#contract/session';
import { unplayedColleagues } from '#db/central/demo';
import { companyTexts } from '#server/demo/company-texts';
import { openDemonstration, type Demonstration } from '#server/demo/demonstration';
import { foundedIn, smallVolume, type SignIn, type Volume } from '#server/demo/credentials';
import { paceAt, type Pace } from '#server/demo/live/pace';
import { readConfig } from '#server/config';
import { startServer, type RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { builtLearningWorker, builtMailWorker } from '../../support/built-workers';
import { post, testKey, TestDesk } from '../../support/central-server';
import { eventually } from '../../support/eventually';

const quick: Pace = { ...paceAt(1), speed: 400, firstArrival: 50, chatReaction: [30, 60], mailReaction: [30, 60], perLetter: 0, longestTyping: 5, nudge: [60_000, 60_000], comeBack: [400, 900], look: 600_000 };
/** Nobody writes, and colleagues do nothing. */
const silent: Pace = { ...quick, speed: 1, firstArrival: 600_000 };

let databases: CentralDatabases;
let folder: string;

beforeAll(async () => {
  databases = await startCentralDatabases();
  folder = await mkdtemp(join(tmpdir(), 'otklik-demo-'));
});

afterAll(async () => {
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
});

type Running = { readonly server: RunningServer; readonly people: readonly SignIn[]; readonly stop: () => Promise<void> };

async function start(url: string, pace: Pace, volume: Volume = smallVolume): Promise<Running> {
  const demonstration: Demonstration = await openDemonstration({ language: 'ru', folder, volume, historyAfter: 0, progress: () => undefined, pace });
  const config = readConfig({ DATABASE_URL: url, PORT: '0', OTKLIK_KEY: testKey });
  const files = { mailWorker: await builtMailWorker(), learningWorker: await builtLearningWorker(), widget: new URL('../../../out/widget/widget.js', import.meta.url) };
  const server = await startServer({ ...config, relay: demonstration.relay }, files, () => undefined);
  const people = await demonstration.begin(server);
  return {
    server,
    people,
    stop: async () => {
      await demonstration.stop();
      await server.stop();
    },
  };
}

const counted = z.object({ count: z.coerce.number() });

async function count({ server }: Running, table: string, where: Readonly<Record<string, string>> = {}): Promise<number> {
  return counted.parse(await server.services.db(table).where(where).count({ count: '*' }).first()).count;
}

describe('the demonstration company', () => {
  let url: string;

  beforeAll(async () => {
    ({ url } = await databases.fresh());
  });

  test('has its customers, its past and its people, and is marked as a demonstration', async () => {
    const running = await start(url, silent);
    const open = 9;
    expect(await count(running, 'customers')).toBe(smallVolume.customers);
    expect(await count(running, 'cases')).toBe(smallVolume.cases + open);
    expect([await count(running, 'teams'), await count(running, 'people'), await count(running, 'articles'), await count(running, 'macros')]).toEqual([3, 24, 60, 40]);
    expect(await count(running, 'orders')).toBeGreaterThan(smallVolume.cases + open);
    expect(await running.server.services.db('remarks').orderBy('at').pluck('text')).toEqual(companyTexts.ru.phrases.remarks);
    expect(await running.server.services.db('dispositions').orderBy('place').pluck('code')).toEqual(['solved', 'explained', 'refund', 'mistaken', 'moved', 'offer']);
    expect(await running.server.services.db('queues').where({ asksOutcome: true }).pluck('id')).toHaveLength(2);
    await until(async () => new Set(await running.server.services.db('agent_states').pluck<string[]>('state')).has('available'));
    expect(await running.server.services.db('tenants').select('name', 'demonstration')).toEqual([{ name: companyTexts.ru.shop, demonstration: true }]);
    expect(new Set(running.people.map(({ role }) => role))).toEqual(new Set(['agent', 'supervisor', 'trainer', 'editor', 'administrator']));
    await running.stop();
  });

  test('leaves the chats of a colleague whom nobody plays with them, and those of a person to that person', async () => {
    const running = await start(url, silent);
    const [anna] = running.people;
    if (anna === undefined) throw new Error('nobody to sign in');
    const { me } = await entered(running, anna);
    const tenant = me.tenant;
    const unplayed = await unplayedColleagues(running.server.services.db, tenant, Date.now() - 60_000);
    expect(unplayed.map(({ id }) => id)).not.toContain(me.id);
    expect(unplayed.length).toBeGreaterThan(0);
    await until(async () => {
      await running.server.services.leases.look();
      return (await count(running, 'agent_leases', { tenant })) >= unplayed.length;
    });
    await running.stop();
  });

  test('is the same after a restart: nobody twice, nothing twice, the same passwords, and who had no account gets one', async () => {
    const first = await start(url, silent);
    const [hired] = first.people.slice(-1);
    await first.server.services.db('accounts').where({ email: hired?.email }).delete();
    await first.stop();
    const running = await start(url, silent);
    expect(await count(running, 'customers')).toBe(smallVolume.customers);
    expect([await count(running, 'articles'), await count(running, 'macros')]).toEqual([60, 40]);
    expect(await count(running, 'remarks')).toBe(companyTexts.ru.phrases.remarks.length);
    expect(await count(running, 'accounts')).toBe(companyTexts.ru.colleagues.length);
    for (const person of running.people) expect((await entered(running, person)).me.name).toBe(person.name);
    await running.stop();
  });

  test('begins again after an administrator gave somebody another address', async () => {
    const first = await start(url, silent);
    const renamed = { email: 'someone@else.example' };
    const [, one] = first.people;
    await first.server.services.db('accounts').where({ email: one?.email }).update(renamed);
    await first.stop();
    const running = await start(url, silent);
    expect([await count(running, 'accounts'), await count(running, 'accounts', renamed)]).toEqual([companyTexts.ru.colleagues.length, 1]);
    await running.server.services.db('accounts').where(renamed).update({ email: one?.email });
    await running.stop();
  });

  test('hires whom the data folder of an earlier version does not know, and leaves the others their passwords', async () => {
    const before = await mkdtemp(join(tmpdir(), 'otklik-demo-before-'));
    const { people, ...rest } = await foundedIn(folder, companyTexts.ru, { volume: smallVolume });
    const veterans = people.slice(0, 8);
    await writeFile(join(before, 'demo.json'), JSON.stringify({ ru: { ...rest, people: veterans } }));
    const now = await foundedIn(before, companyTexts.ru);
    expect(now.people.slice(0, 8)).toEqual(veterans);
    expect(now.people.map(({ email }) => email)).toEqual(people.map(({ email }) => email));
    expect(await foundedIn(before, companyTexts.ru)).toEqual(now);
    await rm(before, { recursive: true });
  });

  test('keeps its passwords where only their owner can read them', async () => {
    const path = join(folder, 'demo.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toContain('anna@');
  });

  test('has customers who write by mail and in the chat, and who answer what they are answered', { timeout: 300_000 }, async () => {
    const running = await start(url, quick);
    const [anna] = running.people;
    if (anna === undefined) throw new Error('nobody to sign in');
    const session = await entered(running, anna);
    const desk = await TestDesk.greeted(running.server.url, session);
    let pushed = 0;
    for (const kind of ['email', 'chat'] as const) {
      const answered = new Map<string, number>();
      // Who only thanks or praises wants nothing more: whatever comes in is answered until somebody goes on.
      await until(async () => {
        for (const conversation of (await untaken(running, session, kind)).filter((one) => !answered.has(one))) {
          const [take, event, message] = [randomUUID(), `msg_${randomUUID()}`, `msg_${randomUUID()}`];
          desk.send({ t: 'command', key: take, command: { name: 'conversation.take', args: { conversation, event } } });
          await desk.heard((frame) => frame.t === 'result' && frame.key === take && frame.failure === null);
          answered.set(conversation, await inbound(running, conversation));
          pushed += 1;
          desk.send({ t: 'push', mutations: [{ id: pushed, intent: { name: 'message.send', args: { message, conversation, text: 'Уже выясняю, минуту.' } } }] });
        }
        for (const [conversation, before] of answered) if ((await inbound(running, conversation)) > before) return true;
        return false;
      });
    }
    expect(counted.parse(await running.server.services.db('orders').whereRaw("substr(number, 4, 1) >= '6'").count({ count: '*' }).first()).count, 'orders that those who write now ask about').toBeGreaterThan(0);
    desk.close();
    const ended = performance.now();
    await running.stop();
    expect(performance.now() - ended, 'the end does not wait for those who were about to type').toBeLessThan(30_000);
  });
});

describe('the older past of a demonstration company', () => {
  const volume: Volume = { customers: 120, cases: 420, days: 400, atOnce: 60 };

  test('comes in behind, goes on where a stop left it, is told to no desk that would not hold it, and no case comes twice', { timeout: 300_000 }, async () => {
    const { url } = await databases.fresh();
    const before = folder;
    folder = await mkdtemp(join(tmpdir(), 'otklik-demo-whole-'));
    const first = await start(url, silent, volume);
    expect(await count(first, 'cases')).toBeLessThan(volume.cases);
    await until(async () => (await count(first, 'cases')) > 69);
    await first.stop();
    const running = await start(url, silent, volume);
    expect(await count(running, 'cases')).toBeLessThan(volume.cases + 9);
    await until(async () => (await count(running, 'cases')) === volume.cases + 9);
    const { db } = running.server.services;
    const numbered = z.array(z.object({ number: z.number(), openedAt: z.number() })).parse(await db('cases').orderBy('number').select('number', 'openedAt'));
    expect(numbered.map(({ number }) => number)).toEqual(Array.from({ length: volume.cases + 9 }, (_, index) => index + 1));
    const finished = numbered.slice(0, volume.cases).map(({ openedAt }) => openedAt);
    expect(finished, 'numbers grow with time').toEqual(finished.toSorted((a, b) => a - b));
    const told: { rows: unknown } = await db.raw(`select count(*) from cases where state->>'status' = 'closed' and (state->>'at')::bigint < ? and exists (select from change_log where change_log.parts::text like '%' || cases.id || '%')`, [Date.now() - 91 * 86_400_000]);
    expect(z.array(counted).parse(told.rows)[0]?.count).toBe(0);
    await running.stop();
    folder = before;
  });
});

describe('colleagues of a demonstration company', () => {
  test('take what waits longest, answer and finish it, and leave the newest to the person at the window', { timeout: 300_000 }, async () => {
    const { url } = await databases.fresh();
    const before = folder;
    folder = await mkdtemp(join(tmpdir(), 'otklik-demo-busy-'));
    const running = await start(url, { ...quick, look: 100, chatAnswer: [20, 60], mailAnswer: [20, 60], longestWait: 60_000 }, { customers: 400, cases: 40, days: 20, atOnce: 40 });
    const { db } = running.server.services;
    const finished = db('cases').join('inbound_keys', { 'inbound_keys.tenant': 'cases.tenant' }).join('conversations', { 'conversations.tenant': 'cases.tenant', 'conversations.case': 'cases.id', 'inbound_keys.conversation': 'conversations.id' }).whereRaw(`cases.state->>'status' = 'resolved'`);
    await until(async () => counted.parse(await finished.clone().countDistinct({ count: 'cases.id' }).first()).count >= 3);
    const owners = z.array(z.string()).parse(await finished.clone().distinct('cases.owner').pluck('cases.owner'));
    const [anna] = companyTexts.ru.colleagues;
    const names = z.array(z.string()).parse(await db('people').whereIn('id', owners).pluck('name'));
    expect(names.length).toBeGreaterThan(0);
    expect(names).not.toContain(anna?.name);
    expect(await count(running, 'conversations', { kind: 'email' })).toBeGreaterThan(0);
    const waiting: unknown = await db('conversations').where({ assignee: null }).join('cases', { 'cases.tenant': 'conversations.tenant', 'cases.id': 'conversations.case' }).whereRaw(`cases.state->>'status' = 'new'`).count({ count: '*' }).first();
    expect(counted.parse(waiting).count).toBeGreaterThan(0);
    await running.stop();
    folder = before;
  });
});

async function entered({ server }: Running, { email, password }: SignIn): Promise<Granted> {
  return granted.parse(await (await post(server.url, '/session', { email, password, device: 'test' })).json());
}

/** Conversations that came in through the channel itself, in a team of the agent, and that nobody has. */
async function untaken({ server }: Running, session: Granted, kind: 'email' | 'chat'): Promise<readonly string[]> {
  const found: unknown = await server.services
    .db('conversations')
    .join('inbound_keys', { 'inbound_keys.tenant': 'conversations.tenant', 'inbound_keys.conversation': 'conversations.id' })
    .where({ kind, assignee: null })
    .whereIn('team', [...session.me.teams])
    .distinct('conversations.id')
    .pluck('conversations.id');
  return z.array(z.string()).parse(found);
}

async function inbound({ server }: Running, conversation: string): Promise<number> {
  return counted.parse(await server.services.db('messages').where({ conversation }).whereRaw("part->>'kind' = 'inbound'").count({ count: '*' }).first()).count;
}

function until(holds: () => Promise<boolean>): Promise<void> {
  return eventually(async () => {
    if (!(await holds())) throw new Error('it did not happen');
  }, 120_000);
}
