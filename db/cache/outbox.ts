import { intent } from '#contract/intents';
import type { Intent } from '#domain/mutators';
import type { ClientId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Pending } from '#sync/perform';
import { clientId } from '#contract/ids';
import { z } from 'zod';
import { damageOf } from './damage';
import { writeDraft, type Draft } from './draft';
import { openReader, query, run, type Reader, type Statement, type Writer } from './sqlite';

const numbers = z.array(z.object({ id: z.int() }));
const pendingRows = z.array(z.object({ id: z.int(), at: z.number(), intent: z.string() }));

/** Carries a statement out, in a transaction or as one. */
type Carry = (statement: Statement) => Promise<readonly unknown[]>;

/** Puts an intent into the outbox. After the transaction it survives a power cut. */
export async function addPending(carry: Carry, at: Instant, intended: Intent): Promise<Pending> {
  const [row] = numbers.parse(await carry({ sql: 'insert into pending ("at", "intent") values (?, ?) returning "id"', bindings: [at, JSON.stringify(intended)] }));
  if (row === undefined) throw new Error('an insert without a number');
  return { id: row.id, at, intent: intended };
}

export type AtOnce = { readonly at: Instant; readonly draft: Draft | null; readonly along: readonly Intent[] };

/** In one step with the draft that it was, and with what was done in the same act: a moment later each, as lines of one moment stand in no order. */
export async function addPendingWith(tx: Writer, intended: Intent, { at, draft, along }: AtOnce): Promise<readonly [Pending, ...Pending[]]> {
  if (draft !== null) await writeDraft(tx, draft, at);
  const add = (one: Intent, later: number): Promise<Pending> => addPending((statement) => query(tx, statement), at + later, one);
  const first = await add(intended, 0);
  const behind: Pending[] = [];
  for (const [place, one] of along.entries()) behind.push(await add(one, place + 1));
  return [first, ...behind];
}

/** What waits: intents, and numbers whose intent this version cannot read. */
export type Waiting = { readonly pending: readonly Pending[]; readonly unread: readonly number[] };

/**
 * What the server has not confirmed, in the order in which the person did it. An intent that cannot be read keeps its number,
 * because the server counts without gaps: it is pushed as nothing, refused there, and blocks nothing behind it.
 */
export async function readWaiting(db: Reader | Writer): Promise<Waiting> {
  const rows = pendingRows.parse(await query(db, { sql: 'select "id", "at", "intent" from pending order by "id"', bindings: [] }));
  const read = rows.map(({ id, at, intent: text }) => ({ id, at, intent: parsed(text) }));
  return {
    pending: read.flatMap((one) => (one.intent === null ? [] : [{ ...one, intent: one.intent }])),
    unread: read.filter((one) => one.intent === null).map(({ id }) => id),
  };
}

function parsed(text: string): Intent | null {
  try {
    return intent.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps what cannot be read as it lies, for whoever can: its place in the outbox goes with the server's refusal. */
export async function setAside(tx: Writer, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) await run(tx, { sql: 'insert into set_aside ("at", "intent") select "at", "intent" from pending where "id" = ? and "intent" <> \'\'', bindings: [number] });
  for (const number of numbers) await run(tx, { sql: `update pending set "intent" = '' where "id" = ?`, bindings: [number] });
}

const counts = z.array(z.object({ waiting: z.int() }));

/** How much waits in the outbox of somebody who is not here; an outbox that cannot be read says nothing. */
export async function countWaiting(path: string): Promise<number> {
  const reader = openReader(path);
  try {
    const db = await reader;
    const count = async (sql: string): Promise<number> => counts.parse(await query(db, { sql, bindings: [] }))[0]?.waiting ?? 0;
    const mutations = await count('select (select count(*) from pending) + (select count(*) from held) as "waiting"');
    // A file of a version before has no such table until its person is back.
    const hasMails = await count(`select count(*) as "waiting" from sqlite_master where "name" = 'new_mails'`);
    return mutations + (hasMails === 0 ? 0 : await count('select count(*) as "waiting" from new_mails where "until" is not null'));
  } catch (error) {
    if (damageOf(error) === null && !isOfSqlite(error)) throw error;
    return 0;
  } finally {
    await reader.then((db) => db.close(), () => undefined);
  }
}

function isOfSqlite(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR';
}

/** The last thing that its transaction does. */
export async function retire(tx: Writer, upTo: number): Promise<void> {
  await tx.last({ sql: 'delete from pending where "id" <= ?', bindings: [upTo] });
}

/**
 * Begins to speak as a new client: the server does not know the present one, so it holds nothing of what waits. What waits
 * is numbered from one again, in its order.
 */
export async function renumber(tx: Writer, client: ClientId): Promise<readonly Pending[]> {
  const { pending: waiting } = await readWaiting(tx);
  await discardPending(tx, client);
  const numbered: Pending[] = [];
  for (const one of waiting) numbered.push(await addPending((statement) => query(tx, statement), one.at, one.intent));
  return numbered;
}

/** Gives up what waits. Numbers begin from one again, so a new client takes the place of the present one. */
export async function discardPending(tx: Writer, client: ClientId): Promise<void> {
  await run(tx, { sql: 'delete from pending', bindings: [] });
  await run(tx, { sql: 'delete from sqlite_sequence where "name" = \'pending\'', bindings: [] });
  await writeClient(tx, { id: client, registered: false, clockOffset: 0 });
}

/** The highest number that was ever given to a mutation of the present client. */
export async function readLastNumber(db: Reader | Writer): Promise<number> {
  const [row] = numbers.parse(await query(db, { sql: `select "seq" as "id" from sqlite_sequence where "name" = 'pending'`, bindings: [] }));
  return row?.id ?? 0;
}

export type Client = { readonly id: ClientId; readonly registered: boolean; readonly clockOffset: number };

const clients = z.array(z.object({ id: clientId, registered: z.int(), clockOffset: z.number() }));

/** Learned about one client; says nothing about another one that has taken its place. */
export async function updateClient(tx: Writer, { id, registered, clockOffset }: Client): Promise<void> {
  await run(tx, { sql: 'update client set "registered" = ?, "clockOffset" = ? where "id" = ?', bindings: [registered ? 1 : 0, Math.round(clockOffset), id] });
}

/** This computer as the server knows it; null when it has no name yet, or one that no server takes. */
export async function readClient(db: Reader | Writer): Promise<Client | null> {
  const row = clients.safeParse(await query(db, { sql: 'select "id", "registered", "clockOffset" from client', bindings: [] })).data?.[0];
  return row === undefined ? null : { id: row.id, registered: row.registered === 1, clockOffset: row.clockOffset };
}

async function writeClient(tx: Writer, client: Client): Promise<void> {
  await run(tx, {
    sql: 'insert into client ("one", "id", "registered", "clockOffset") values (1, ?, ?, ?) on conflict ("one") do update set "id" = excluded."id", "registered" = excluded."registered", "clockOffset" = excluded."clockOffset"',
    bindings: [client.id, client.registered ? 1 : 0, Math.round(client.clockOffset)],
  });
}
