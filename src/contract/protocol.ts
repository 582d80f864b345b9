import { tableNames } from './rows';
import { z } from 'zod';
import { clientId, conversationId, personId } from './ids';
import { failure } from './failures';
import { command, intent, refusedRows } from './intents';
import { limits } from './limits';
import { scopeText } from './scope';
import { me } from './session';

/**
 * Desk ⇄ server over one socket, JSON text frames. The access token travels in the first frame, never in the address.
 * Rows travel as arrays in the order of `columns` (contract/rows).
 */
export const protocolVersion = 2;
/** 1 knew no remarks, 2 no messengers, no bot and nobody whom a mail names, 3 nothing of what `server/sync/former-shape` lists. */
export const schemaVersion = 4;

const seq = z.int().nonnegative();

/** Protocol 1 named none. */
const greeting = z.int().nonnegative().optional();

/** Where a copy stands, and for which scopes it was made; protocol 1 hid these in its epoch. */
const standing = z.strictObject({ epoch: z.string().max(64), cursor: seq, scopes: z.array(scopeText).max(limits.scopes).readonly().optional() });

/** One intent of a client; `id` counts up by one per client, without gaps. */
export const mutation = z.strictObject({ id: z.int().positive(), intent });

/** `[table, 'put', row values]` or `[table, 'remove', id]`. Row values are parsed with the schema of their table. */
export const wireChange = z.union([
  z.tuple([z.enum(tableNames), z.literal('put'), z.array(z.unknown())]),
  z.tuple([z.enum(tableNames), z.literal('remove'), z.string()]),
]);

export const fromDesk = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    protocol: z.int(),
    schema: z.int(),
    access: z.string().max(500),
    client: clientId,
    /** Where this copy stands, or null for an empty one. */
    at: standing.nullable(),
    /** Counts the greetings of a desk: the answer names the one that it answers. */
    greeting,
  }),
  /** Each intent is parsed on its own (`mutation`), so that one malformed intent is refused and blocks nothing behind it. */
  z.strictObject({ t: z.literal('push'), mutations: z.array(z.strictObject({ id: z.int().positive(), intent: z.unknown() })).max(limits.pushBatch) }),
  z.strictObject({ t: z.literal('command'), key: z.uuid(), command }),
  /** `quiet`: what is written is not for the customer, or they do not see it come: colleagues alone are told. */
  z.strictObject({ t: z.literal('typing'), conversation: conversationId, quiet: z.boolean().optional() }),
  z.strictObject({ t: z.literal('ping') }),
]);

export const fromServer = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('welcome'), epoch: z.string(), now: z.number(), lastMutation: z.int(), greeting }),
  /** This copy cannot be continued (empty, other epoch, below the log's floor, ahead): fetch a snapshot over HTTP. */
  z.strictObject({ t: z.literal('resync'), now: z.number(), lastMutation: z.int(), greeting }),
  /** As whom the server greets; comes before the answer to each hello. */
  z.strictObject({ t: z.literal('person'), me }),
  /** Forget the rows of these scopes, then greet again. */
  z.strictObject({ t: z.literal('leave'), now: z.number(), lastMutation: z.int(), scopes: z.array(scopeText), greeting }),
  /** This copy lacks scopes: fetch what it lacks over HTTP. */
  z.strictObject({ t: z.literal('enter'), now: z.number(), lastMutation: z.int(), greeting }),
  /** What the last greeting established does not hold any more: greet again. Nothing else comes until then. */
  z.strictObject({ t: z.literal('changed') }),
  z.strictObject({ t: z.literal('changes'), from: seq, to: seq, changes: z.array(wireChange) }),
  /** Everything up to this mutation is committed (applied or refused). Effects and refusals come as changes. */
  z.strictObject({ t: z.literal('ack'), upTo: z.int() }),
  /** `refused`: of a command about many, those that the rules did not let. */
  z.strictObject({ t: z.literal('result'), key: z.uuid(), failure: failure.nullable(), refused: refusedRows.optional() }),
  /** `by`: a colleague; else it is the customer who writes. */
  z.strictObject({ t: z.literal('typing'), conversation: conversationId, by: personId.optional() }),
  z.strictObject({ t: z.literal('failure'), code: failure, correlation: z.string() }),
  /** `sent` is the `to` of the last changes frame of this session, or null before its welcome: a client behind it has a gap. */
  z.strictObject({ t: z.literal('pong'), now: z.number(), sent: seq.nullable() }),
]);

export type Mutation = z.infer<typeof mutation>;
export type WireChange = z.infer<typeof wireChange>;
export type FromDesk = z.infer<typeof fromDesk>;
export type FromServer = z.infer<typeof fromServer>;

/**
 * The snapshot: `GET /sync/snapshot` as gzip NDJSON. First line, then row lines in any number, then the last line.
 * A body without the last line is incomplete and is thrown away.
 *
 * `after` is null where the body is the whole copy. Else it is the rest of a copy that stands at `after`: what happened since
 * then in the scopes that stay, as changes in order, then the rows of the scopes that are entered.
 */
export const snapshotLine = z.union([
  z.strictObject({ epoch: z.string(), seq, lastMutation: z.int(), scopes: z.array(scopeText).readonly(), after: seq.nullable() }),
  z.strictObject({ changes: z.array(wireChange) }),
  /** Protocol 1. */
  z.strictObject({ epoch: z.string(), seq, lastMutation: z.int() }),
  /** Whoever takes a row in looks at its cells. */
  z.strictObject({ table: z.enum(tableNames), rows: z.array(z.custom<readonly unknown[]>(Array.isArray)) }),
  z.strictObject({ end: z.literal(true) }),
]);
export type SnapshotLine = z.infer<typeof snapshotLine>;

/** `GET /sync/snapshot`: protocol 1 named its client and nothing else. With `holds`, for a copy that stands somewhere. */
export const snapshotQuery = z.strictObject({
  client: clientId,
  protocol: z.coerce.number().int().default(1),
  schema: z.coerce.number().int().default(1),
  epoch: z.string().max(64).optional(),
  cursor: z.coerce.number().int().nonnegative().optional(),
  holds: z.string().max(limits.heldScopes).optional(),
});
export type SnapshotQuery = z.infer<typeof snapshotQuery>;
