import { limits } from '#contract/limits';
import type { SnapshotLine, SnapshotQuery } from '#contract/protocol';
import { entering, onBehalf } from '#db/central/behalf';
import { readScopedLog } from '#db/central/change-log';
import { clientOfPerson } from '#db/central/clients';
import { readStanding } from '#db/central/history';
import type { Central, Writer } from '#db/central/open';
import { Pipe } from '#db/central/pipe';
import { snapshotPages } from '#db/central/snapshot';
import { mayChange, scopesOf, supervisorsScope, teamScope, type Scope } from '#domain/scope';
import type { ClientId, PersonId } from '#kernel/id';
import type { Position } from '#sync/local-copy';
import { minute, type Duration } from '#kernel/instant';
import { refused, done, type Outcome } from '#kernel/outcome';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { behalfOf } from '../access/behalf';
import { present, type SignedIn } from '../access/sessions';
import { createTurns, createTurnsOf } from '../turns';
import { dialectOf, type Dialect } from './dialect';
import { finishedKept } from './finished-kept';
import { encodeEntry, partFor } from './log-piece';
import { serverTime } from './server-time';
import { endLate, endUnread } from './unread-stream';

/** Entries of the log that one read takes. */
const entriesPerRead = 50;

/** Each holds a connection while it runs, and what no reader can hold up for longer than `longest`. */
const turns = createTurns({ atOnce: 4, waiting: 1000 });
const longest: Duration = 15 * minute;

/** Of one person: their other devices wait for each other, and not everybody for them. */
const turnsOfPeople = createTurnsOf<PersonId>({ atOnce: 2, waiting: 20 });

/** One at a time of each client: whoever asks again does not read the one before. */
const underWay = new Map<ClientId, Readable>();

export type SnapshotRefusal = 'access.denied' | 'server.incompatible';

/** The whole copy of a client as gzip NDJSON, or the rest of one, from one moment. */
export async function openSnapshot(db: Central, who: SignedIn, query: SnapshotQuery): Promise<Outcome<Readable, SnapshotRefusal>> {
  const dialect = dialectOf(query);
  if (dialect === null) return refused('server.incompatible');
  const owner = { tenant: who.tenant, client: query.client, person: who.actor.person };
  if ((await onBehalf(db, behalfOf(who), (tx) => clientOfPerson(tx, owner))) === null) return refused('access.denied');
  const body = new PassThrough();
  // Whoever serves it hears of a failure too; one that comes before it is served must not end the process.
  body.on('error', () => undefined);
  underWay.get(query.client)?.destroy();
  underWay.set(query.client, body);
  body.once('close', () => {
    if (underWay.get(query.client) === body) underWay.delete(query.client);
  });
  const lines = (): Readable => Readable.from(snapshotLines(db, who, { dialect, client: query.client, onto: dialect.continues(query) }));
  // A failure in the middle cuts the body off before its last line, which the client notices.
  void inTurn(who.actor.person, () => fill(body, lines)).catch((error: unknown) => body.destroy(error instanceof Error ? error : new Error('snapshot')));
  return done(body);
}

async function inTurn(person: PersonId, work: () => Promise<void>): Promise<void> {
  const leave = await turnsOfPeople.take(person);
  try {
    const giveBack = await turns.take();
    await work().finally(giveBack);
  } finally {
    leave();
  }
}

/** Only now, in its turn, does it cost more than a place in the line. */
async function fill(body: PassThrough, lines: () => Readable): Promise<void> {
  if (body.destroyed) return;
  const gzip = createGzip({ level: 1 });
  endUnread(gzip, limits.silence);
  endLate(gzip, longest);
  await pipeline(lines(), gzip, body);
}

type Wanted = { readonly dialect: Dialect; readonly client: ClientId; readonly onto: Position | null };

async function* snapshotLines(db: Central, who: SignedIn, wanted: Wanted): AsyncGenerator<string> {
  const tx = await db.transaction(undefined, { isolationLevel: 'repeatable read', readOnly: true });
  try {
    // As who they are at the moment that the rows are of; who has left meanwhile gets a body without an end.
    const now = await present(tx, who.session);
    if (now === null) return;
    await (await Pipe.of(tx)).send(entering(behalfOf(now)));
    yield* linesOf(tx, now, wanted);
  } finally {
    await tx.rollback();
  }
}

async function* linesOf(tx: Writer, { tenant, actor }: SignedIn, { dialect, client, onto }: Wanted): AsyncGenerator<string> {
  const { epoch, seq, floor } = await readStanding(tx, tenant);
  const standing = await clientOfPerson(tx, { tenant, client, person: actor.person });
  const scopes = scopesOf(actor, client).filter(dialect.knowsScope);
  const continues = onto !== null && onto.epoch === epoch && onto.cursor >= floor && onto.cursor <= seq;
  const rest = continues ? await restOf(tx, { onto, scopes, upTo: seq }) : null;
  yield line(dialect.snapshotHead({ epoch, seq, lastMutation: standing?.lastMutation ?? 0, scopes, after: rest === null ? null : (onto?.cursor ?? null) }));
  for (const changes of rest?.changes ?? []) yield `{"changes":[${dialect.words.changes(changes)}]}\n`;
  const lacking = rest?.entered ?? new Set(scopes);
  const teams = actor.teams.filter((team) => lacking.has(teamScope(team)));
  const supervised = actor.teams.filter((team) => lacking.has(supervisorsScope(team)));
  const pages = snapshotPages(tx, { tenant, client, teams, supervised, directory: rest === null, since: serverTime() - finishedKept });
  for await (const { table, rows } of pages) {
    if (dialect.words.knows(table)) yield `{"table":"${table}","rows":[${rows.map((row) => dialect.words.row(table, row)).filter((row) => row !== null).join(',')}]}\n`;
  }
  yield line({ end: true });
}

type Onto = { readonly onto: Position; readonly scopes: readonly Scope[]; readonly upTo: number };

/**
 * What happened since in the scopes that a copy keeps, and which ones it enters. Null when it would be too much to hold, here
 * and there, and for a copy that lacks what never changes.
 */
async function restOf(tx: Writer, { onto, scopes, upTo }: Onto): Promise<{ readonly changes: readonly string[]; readonly entered: ReadonlySet<Scope> } | null> {
  const entered = new Set(scopes.filter((scope) => !onto.scopes.includes(scope)));
  if (![...entered].every(mayChange)) return null;
  const kept = scopes.filter((scope) => !entered.has(scope));
  const changes: string[] = [];
  let size = 0;
  for (let after = onto.cursor, more = true; more; ) {
    const found = await readScopedLog(tx, { after, upTo, scopes: kept, limit: entriesPerRead });
    const part = partFor(found.entries.map(encodeEntry), kept);
    size += part?.length ?? 0;
    if (size > limits.caughtUp) return null;
    if (part !== null) changes.push(part);
    more = found.more;
    after = found.entries.at(-1)?.seq ?? upTo;
  }
  return { changes, entered };
}

function line(value: SnapshotLine): string {
  return `${JSON.stringify(value)}\n`;
}
