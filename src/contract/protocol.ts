import { tableNames } from './rows';
import { z } from 'zod';
import { clientId, conversationId } from './ids';
import { failure } from './failures';
import { command, intent } from './intents';
import { limits } from './limits';

/**
 * Desk ⇄ server over one socket, JSON text frames. The access token travels in the first frame, never in the address.
 * Rows travel as arrays in the order of `columns` (contract/rows).
 */
export const protocolVersion = 1;
export const schemaVersion = 1;

const seq = z.int().nonnegative();

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
    at: z.strictObject({ epoch: z.string().max(64), cursor: seq }).nullable(),
  }),
  /** Each intent is parsed on its own (`mutation`), so that one malformed intent is refused and blocks nothing behind it. */
  z.strictObject({ t: z.literal('push'), mutations: z.array(z.strictObject({ id: z.int().positive(), intent: z.unknown() })).max(limits.pushBatch) }),
  z.strictObject({ t: z.literal('command'), key: z.uuid(), command }),
  z.strictObject({ t: z.literal('typing'), conversation: conversationId }),
  z.strictObject({ t: z.literal('ping') }),
]);

export const fromServer = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('welcome'), epoch: z.string(), now: z.number(), lastMutation: z.int() }),
  /** This copy cannot be continued (empty, other epoch, below the log's floor, ahead): fetch a snapshot over HTTP. */
  z.strictObject({ t: z.literal('resync'), now: z.number(), lastMutation: z.int() }),
  z.strictObject({ t: z.literal('changes'), from: seq, to: seq, changes: z.array(wireChange) }),
  /** Everything up to this mutation is committed (applied or refused). Effects and refusals come as changes. */
  z.strictObject({ t: z.literal('ack'), upTo: z.int() }),
  z.strictObject({ t: z.literal('result'), key: z.uuid(), failure: failure.nullable() }),
  z.strictObject({ t: z.literal('typing'), conversation: conversationId }),
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
 */
export const snapshotLine = z.union([
  z.strictObject({ epoch: z.string(), seq, lastMutation: z.int() }),
  z.strictObject({ table: z.enum(tableNames), rows: z.array(z.array(z.unknown())) }),
  z.strictObject({ end: z.literal(true) }),
]);
export type SnapshotLine = z.infer<typeof snapshotLine>;
