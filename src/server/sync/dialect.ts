import type { FromDesk, SnapshotLine, SnapshotQuery, WireChange } from '#contract/protocol';
import { scopeText } from '#contract/scope';
import { intent } from '#contract/intents';
import { protocolVersion, schemaVersion } from '#contract/protocol';
import type { Intent } from '#domain/mutators';
import type { TableName } from '#domain/tables';
import { teamPart, type Scope } from '#domain/scope';
import type { Position } from '#sync/local-copy';
import { formerChange, formerChanges, formerRow } from './former-events';
import { formerShape, lackingInThird, type FormerShape } from './former-shape';
import { plainChange, plainChanges, plainRow } from './former-kinds';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What the server tells somebody: its history, and the scopes that they may hold. */
export type Told = { readonly epoch: string; readonly scopes: readonly Scope[] };

type Hello = Extract<FromDesk, { t: 'hello' }>;
export type Head = Told & { readonly seq: number; readonly lastMutation: number; readonly after: number | null };

/**
 * How one desk speaks: as this server does, or as the version before it. Everything that differs stands here.
 *
 * A protocol is how is spoken, a schema what about. A desk takes a row of a table that it does not know, or a code that it
 * cannot translate, for a broken frame: nothing of the kind may reach it, over whatever road.
 */
export type Dialect = {
  /** Whether it knows rows that may stand in this scope. */
  readonly knowsScope: (scope: Scope) => boolean;
  /** What it may ask for; anything else is malformed. */
  readonly intent: z.ZodType<Intent>;
  /** Whether it changes its scopes by itself. One that does not is told to begin anew, or hung up on. */
  readonly knowsScopes: boolean;
  readonly words: Words;
  /** Whether it knows that colleagues write, too. */
  readonly knowsWriters: boolean;
  /** Where the copy stands that this hello tells of; null for none that can be judged. */
  readonly standing: (hello: Hello, told: Told) => Position | null;
  /** The name of the history as this desk keeps it. */
  readonly epoch: (told: Told) => string;
  readonly snapshotHead: (head: Head) => SnapshotLine;
  /** Where the copy stands that asks for its rest; null for one that asks for all. */
  readonly continues: (query: SnapshotQuery) => Position | null;
};

/** How changes, and rows of snapshots, are written for this desk: with the events and kinds that it knows. */
type Words = FormerShape;

const asTheyAre: Words = { knows: () => true, changes: (part) => part, change: (change) => change, row: (_table, row) => row };
const ofThird: Words = formerShape(lackingInThird);
const ofSecond: Words = after(ofThird, { changes: plainChanges, change: plainChange, row: plainRow });
const ofFirst: Words = after(ofSecond, { changes: formerChanges, change: formerChange, row: formerRow });

type Retelling = { readonly changes: (part: string) => string; readonly change: (change: WireChange) => WireChange; readonly row: (table: TableName, row: string) => string };

/** The words of a schema from those of the one after it. */
function after(later: Words, { changes, change, row }: Retelling): Words {
  return {
    knows: later.knows,
    changes: (part) => changes(later.changes(part)),
    change: (one) => {
      const told = later.change(one);
      return told === null ? null : change(told);
    },
    row: (table, text) => {
      const told = later.row(table, text);
      return told === null ? null : row(table, told);
    },
  };
}

const oldestSchema = 1;

/** Null for versions that this server does not serve. */
export function dialectOf({ protocol, schema }: { readonly protocol: number; readonly schema: number }): Dialect | null {
  if (schema > schemaVersion || schema < oldestSchema) return null;
  const subjects = subjectsOf(schema);
  if (protocol === protocolVersion) return { ...second, ...subjects };
  return protocol === protocolVersion - 1 ? { ...first, ...subjects } : null;
}

type Subjects = Pick<Dialect, 'knowsScope' | 'intent' | 'words' | 'knowsWriters'>;
type Manner = Omit<Dialect, keyof Subjects>;

const present: Subjects = { knowsScope: () => true, intent, words: asTheyAre, knowsWriters: true };

/** Whoever names recipients has to understand what the rules say about them. */
const withoutRecipients = intent.refine((one) => one.name !== 'message.send' || (one.args.recipients === undefined && one.args.forwards === undefined && one.args.quotes === undefined));

/** Schema 3 had fewer tables and shorter rows. */
const shorter: Subjects = { ...present, words: ofThird, knowsWriters: false };

/** Schema 2 knew no messengers and no bot: to it they are chats, and somebody who gives back. Its mails went to the customer. */
const withoutMessengers: Subjects = { ...shorter, intent: withoutRecipients, words: ofSecond };

/** Schema 1 knew no remarks: the only rows in the scopes of supervisors. Rules refuse them by codes that it has. */
const withoutRemarks: Subjects = {
  knowsScope: (scope) => teamPart(scope)?.part !== 'supervisors',
  intent: withoutRecipients.refine(({ name }) => name !== 'remark.add' && name !== 'remark.remove'),
  words: ofFirst,
  knowsWriters: false,
};

function subjectsOf(schema: number): Subjects {
  if (schema === schemaVersion) return present;
  if (schema === schemaVersion - 1) return shorter;
  return schema === oldestSchema ? withoutRemarks : withoutMessengers;
}

/** For pages over HTTP, which no greeting precedes. */
export function pageFor(schema: number): { readonly remarks: boolean; readonly stubs: boolean; readonly changes: (changes: readonly WireChange[]) => WireChange[] } {
  const { change } = subjectsOf(schema).words;
  return { remarks: schema > oldestSchema, stubs: schema === schemaVersion, changes: (changes) => changes.map(change).filter((told) => told !== null) };
}

const second: Manner = {
  knowsScopes: true,
  standing: ({ at }) => (at?.scopes === undefined ? null : { ...at, scopes: at.scopes }),
  epoch: ({ epoch }) => epoch,
  snapshotHead: ({ epoch, seq, lastMutation, scopes, after }) => ({ epoch, seq, lastMutation, scopes, after }),
  continues: ({ epoch, cursor, holds }) => {
    const scopes = z.array(scopeText).safeParse(holds?.split(','));
    return epoch === undefined || cursor === undefined || !scopes.success ? null : { epoch, cursor, scopes: scopes.data };
  },
};

/** Protocol 1: what a copy was made for was part of its epoch, and any other scopes made it begin anew. */
const first: Manner = {
  knowsScopes: false,
  standing: ({ at }, told) => (at?.epoch === fingerprint(told) ? { epoch: told.epoch, cursor: at.cursor, scopes: told.scopes } : null),
  epoch: fingerprint,
  snapshotHead: ({ seq, lastMutation, ...told }) => ({ epoch: fingerprint(told), seq, lastMutation }),
  continues: () => null,
};

function fingerprint({ epoch, scopes }: Told): string {
  const digest = createHash('sha256').update([...scopes].sort().join(' ')).digest('hex');
  return `${epoch}.${digest.slice(0, 16)}`;
}
