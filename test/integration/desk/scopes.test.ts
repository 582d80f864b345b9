import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '#domain/access/person';
import type { ConversationId, PersonId, TeamId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { epochOf, readStanding, renewEpoch } from '#db/central/history';
import { rowOf } from '#db/central/rows';
import { password } from '../../support/central-server';
import { arrive, type Company } from '../../support/company';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from './seat';

let served: ServedCompany;
let server: RunningServer;
let company: Company;
let road: CuttableProxy;
const seats: Seat[] = [];

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
  road = await cuttableProxy(Number(new URL(server.url).port));
});

afterEach(async () => {
  road.mend();
  for (const seat of seats.splice(0)) await seat.leave();
});

afterAll(async () => {
  await road.close();
  await served.stop();
});

type Seated = { readonly seat: Seat; readonly person: PersonId };

async function seated(teams: readonly TeamId[]): Promise<Seated> {
  const { email } = await served.newAgent(teams);
  const seat = new Seat({ server: `http://127.0.0.1:${road.port}`, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  const [person] = await server.services.db('accounts').where({ email }).pluck<PersonId[]>('person');
  if (person === undefined) throw new Error('nobody was hired');
  return { seat, person };
}

/** What an administrator does: the person's row changes, through the one door. */
async function becomes(person: PersonId, change: { readonly teams?: readonly TeamId[]; readonly roles?: readonly Role[] }): Promise<void> {
  await server.services.exchange.commit(company.tenant, async (tx, _now, put) => {
    const row = rowOf('people', await tx('people').where({ tenant: company.tenant, id: person }).first());
    await put([{ op: 'put', table: 'people', row: { ...row, ...change } }]);
  });
}

const list = { name: 'list', input: { view: 'all', search: '', limit: 100 } } as const;
const found = (search: string) => ({ name: 'list', input: { view: 'all', search, limit: 100 } }) as const;
const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;
/** The server looks at everybody in turn twice a minute: who is told sooner was told. */
const sooner = 20_000;
const shows = (seat: Seat, conversation: ConversationId, patience?: number): Promise<unknown> => seat.until(list, ({ rows }) => rows.some((row) => row.conversation.id === conversation), patience);
const hides = (seat: Seat, conversation: ConversationId, patience?: number): Promise<unknown> => seat.until(list, ({ rows }) => !rows.some((row) => row.conversation.id === conversation), patience);
const comes = (team: TeamId, text: string): Promise<{ readonly id: ConversationId }> => arrive(server.services.exchange.commit, { tenant: company.tenant, team, text });

/** The copy as a thief would read it. */
function bytesOfCopy(seat: Seat): string {
  return bytesOf(seat, 'cache.db');
}

function bytesOf(seat: Seat, file: string): string {
  const names = readdirSync(seat.home, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(file));
  return names.map((name) => readIfThere(join(seat.home, name))).join('\n');
}

/** The copy may be put in another's place at this very moment. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

describe('a copy that cannot be continued begins anew, and what waits is sent once', () => {
  const standing = () => server.services.db('sync_heads').where({ tenant: company.tenant });
  const breaks: Readonly<Record<string, () => Promise<unknown>>> = {
    'that lies below the floor of the log': () => standing().update({ floor: server.services.db.ref('seq') }),
    'of another history': async () => renewEpoch(server.services.db, await epochOf(server.services.db)),
    'that is ahead of a server that was put back': async () => {
      await standing().decrement('seq', 1);
      const { seq } = await readStanding(server.services.db, company.tenant);
      await server.services.db('change_log').where({ tenant: company.tenant }).where('seq', '>', seq).delete();
    },
  };
  test.each(Object.keys(breaks))('%s', async (which) => {
    const talk = await comes(company.support, which);
    const { seat } = await seated([company.support]);
    await shows(seat, talk.id);
    road.cut();
    await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
    expect(await seat.ask('note.add', { conversation: talk.id, text: `waited ${which}` })).toMatchObject({ ok: true });
    await comes(company.support, `meanwhile ${which}`);
    await breaks[which]?.();
    road.mend();
    await seat.online();
    const after = await comes(company.support, `afterwards ${which}`);
    await shows(seat, after.id);
    expect(await server.services.db('messages').where({ tenant: company.tenant, text: `waited ${which}` })).toHaveLength(1);
    await seat.until(open(talk.id), (shown) => shown?.messages.some(({ row, waiting }) => row.text === `waited ${which}` && !waiting) === true);
  });
});

describe('a person whose teams change while they work', () => {
  test('joins a team and has its conversations, without losing or fetching again what they had', async () => {
    const [own, other] = [await comes(company.support, 'own-one'), await comes(company.delivery, 'other-one')];
    const { seat, person } = await seated([company.support]);
    await shows(seat, own.id);
    await hides(seat, other.id);
    await becomes(person, { teams: [company.support, company.delivery] });
    await shows(seat, other.id, sooner);
    await shows(seat, own.id);
    const later = await comes(company.delivery, 'later-one');
    await shows(seat, later.id);
    expect(await seat.until({ name: 'session', input: {} }, () => true)).toMatchObject({ state: 'signedIn' });
  });

  test('leaves a team: its rows are gone from the picture at once, and their bytes from the disk', async () => {
    const own = await comes(company.support, 'canary-that-stays');
    const gone = await Promise.all(Array.from({ length: 30 }, (_, number) => comes(company.delivery, `canary-that-leaves ${number}`)));
    const { seat, person } = await seated([company.support, company.delivery]);
    for (const { id } of gone) await shows(seat, id);
    expect(await seat.ask('draft.save', { conversation: gone[0]?.id ?? own.id, mode: 'reply', text: 'canary-half-an-answer' })).toMatchObject({ ok: true });
    expect(bytesOfCopy(seat)).toContain('canary-that-leaves');
    expect(bytesOf(seat, 'outbox.db')).toContain('canary-half-an-answer');
    await becomes(person, { teams: [company.support] });
    await hides(seat, gone[0]?.id ?? own.id, sooner);
    await shows(seat, own.id);
    await expect.poll(() => bytesOfCopy(seat).includes('canary-that-leaves')).toBe(false);
    expect(bytesOfCopy(seat)).toContain('canary-that-stays');
    expect((await seat.until(found('canary'), () => true)).rows.map((row) => row.conversation.id)).toContain(own.id);
    for (const { id } of gone) expect(bytesOfCopy(seat)).not.toContain(id);
    // What they wrote about it quotes what they saw: it is gone too, and they are told.
    await expect.poll(() => bytesOf(seat, 'outbox.db').includes('canary-half-an-answer')).toBe(false);
    await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'draft.withdrawn'));
  });

  test('moves from one team to another while they are away, and what waits for the old one is refused and blocks nothing', async () => {
    const [old, fresh] = [await comes(company.support, 'canary-of-the-old'), await comes(company.delivery, 'canary-of-the-new')];
    const { seat, person } = await seated([company.support]);
    await shows(seat, old.id);
    road.cut();
    await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
    expect(await seat.ask('note.add', { conversation: old.id, text: 'too late' })).toMatchObject({ ok: true });
    await becomes(person, { teams: [company.delivery] });
    road.mend();
    await shows(seat, fresh.id);
    await seat.online();
    expect(await seat.until(open(old.id), () => true)).toBeNull();
    await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ about }) => about === 'note.add'));
    expect(await seat.ask('note.add', { conversation: fresh.id, text: 'in time' })).toMatchObject({ ok: true });
    await seat.online();
    await expect.poll(() => bytesOfCopy(seat).includes('canary-of-the-old')).toBe(false);
    expect(await server.services.db('messages').where({ tenant: company.tenant }).whereIn('text', ['too late', 'in time']).pluck('text')).toEqual(['in time']);
  });

  test('is told of other roles at once, and is not signed out by it', async () => {
    const { seat, person } = await seated([company.support]);
    await becomes(person, { roles: ['agent', 'supervisor'] });
    await seat.until({ name: 'session', input: {} }, (session) => session.state === 'signedIn' && session.me.roles.includes('supervisor'), sooner);
    await seat.online();
  });

  test('leaves and joins again and again, and ends with what the server has', async () => {
    const { support, delivery } = company;
    const { seat, person } = await seated([support]);
    for (const teams of [[support, delivery], [delivery], [support, delivery], [], [support], [delivery, support]]) await becomes(person, { teams });
    const last = await comes(delivery, 'after all of it');
    await shows(seat, last.id);
    const expected = await server.services.db('conversations').where({ tenant: company.tenant }).pluck<ConversationId[]>('id');
    await seat.until(list, ({ rows }) => rows.length === expected.length);
  });
});
