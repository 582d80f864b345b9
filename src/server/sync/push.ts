import { noteDeeds, type Deed } from '#db/central/audit';
import { readLapses } from '#db/central/leases';
import type { Writer } from '#db/central/open';
import { attachUploads } from '#db/central/uploads';
import { isUnavailable } from '#db/central/unavailable';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { FailureCode } from '#domain/failure';
import type { Intent } from '#domain/mutators';
import type { ClientRow, RowChange, RowKey } from '#domain/tables';
import { id, type ClientId, type TenantId } from '#kernel/id';
import { refused, type Outcome } from '#kernel/outcome';
import { performLate } from '#sync/late';
import { missingFor } from '#sync/perform';
import { admit, settle } from '#sync/push';
import type { SignedIn } from '../access/sessions';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { refusalOnCard } from '../customer/card-rules';
import type { GuardedCommit } from './commit';
import { auditedOf } from './audited';
import { HeldRows } from './held-rows';
import { serverTime } from './server-time';
import { StaleRowError } from './store-changes';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';

export type PushedMutation = { readonly id: number; readonly intent: unknown };

/** Runs in the transaction of every executed change, so that what follows from it can be neither lost nor doubled. */
export type AfterChanges = (tx: Writer, tenant: TenantId, changes: readonly RowChange[]) => Promise<void>;

export type PushPorts = {
  readonly guardedCommit: GuardedCommit;
  readonly afterChanges: AfterChanges;
  /** A mutation that broke instead of being refused by a rule. */
  readonly broke: (name: string, error: unknown) => void;
  readonly counted: (outcome: 'applied' | 'refused' | 'repeated', count: number) => void;
};

/** `intent`: what their desk may ask for. */
export type Pusher = { readonly who: SignedIn; readonly client: ClientId; readonly intent: z.ZodType<Intent> };

/**
 * Applies mutations in the order of their client, each at most once. Resolves after COMMIT with the last one that is
 * settled, or with null when one is missing before these.
 */
export async function pushMutations(ports: PushPorts, pusher: Pusher, mutations: readonly PushedMutation[]): Promise<number | null> {
  let last: number | null = null;
  for (const part of partsOf(mutations)) {
    last = await settlePart(ports, pusher, part);
    if (last === null) return null;
  }
  return last;
}

/** What one transaction writes of a row is how it ended; but each state that a person was in is a stretch of their day. */
function partsOf(mutations: readonly PushedMutation[]): readonly (readonly PushedMutation[])[] {
  const parts: PushedMutation[][] = [];
  let states = 0;
  for (const mutation of mutations) {
    states += isState(mutation) ? 1 : 0;
    (parts[Math.max(0, states - 1)] ??= []).push(mutation);
  }
  return parts;
}

function isState({ intent }: PushedMutation): boolean {
  return typeof intent === 'object' && intent !== null && 'name' in intent && intent.name === ('state.set' satisfies Intent['name']);
}

async function settlePart(ports: PushPorts, pusher: Pusher, mutations: readonly PushedMutation[]): Promise<number | null> {
  if (mutations.length > 1) {
    const together = await settleAll(ports, pusher, mutations).catch((error: unknown) => failedTogether(error));
    if (together !== 'broken') return together;
  }
  let last: number | null = null;
  for (const mutation of mutations) {
    last = await settleOne(ports, pusher, mutation);
    if (last === null) return null;
  }
  return last;
}

/** One by one they get a verdict each; a database that does not answer gives none. */
function failedTogether(error: unknown): 'broken' {
  if (isUnavailable(error)) throw error;
  return 'broken';
}

async function settleOne(ports: PushPorts, pusher: Pusher, mutation: PushedMutation): Promise<number | null> {
  try {
    return await settleAll(ports, pusher, [mutation]);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (!(error instanceof StaleRowError)) ports.broke(nameOf(pusher, mutation.intent), error);
    // What can never succeed must not stand before everything that follows.
    return settleAll(ports, pusher, [{ id: mutation.id, intent: null }]);
  }
}

async function settleAll(ports: PushPorts, pusher: Pusher, mutations: readonly PushedMutation[]): Promise<number | null> {
  const { who, client } = pusher;
  const tally = { applied: 0, refused: 0, repeated: 0 };
  const settled = await ports.guardedCommit(behalfOf(who), async ({ tx, pipe }, put) => {
    tally.applied = tally.refused = tally.repeated = 0;
    const noted: Deed[] = [];
    const held = new HeldRows(pipe, within(who));
    const standing = await holdAll(held, pusher, mutations);
    let last = standing.lastMutation;
    for (const mutation of mutations) {
      const admission = admit(last, mutation.id);
      if (admission === 'gap') return null;
      if (admission === 'repeat') {
        tally.repeated += 1;
        continue;
      }
      const outcome = await perform({ tx, held }, pusher, mutation.intent);
      tally[outcome.ok ? 'applied' : 'refused'] += 1;
      noted.push(...deedsOf(pusher, mutation, outcome));
      const changes = settle({ client, mutation: mutation.id, name: nameOf(pusher, mutation.intent) }, outcome);
      held.change(changes.map((change) => (change.op === 'put' && change.table === 'clients' ? { ...change, row: { ...change.row, version: standing.version } } : change)));
      last = mutation.id;
    }
    await put(held.changes, held);
    await ports.afterChanges(tx, who.tenant, held.changes);
    await noteDeeds(tx, noted);
    return last;
  });
  for (const outcome of ['applied', 'refused', 'repeated'] as const) ports.counted(outcome, tally[outcome]);
  return settled;
}

/** Locks what the mutations will ask for, a few statements for all of them, and answers how far the client got. */
async function holdAll(held: HeldRows, { client, intent }: Pusher, mutations: readonly PushedMutation[]): Promise<ClientRow> {
  const intents = mutations.flatMap((mutation) => intent.safeParse(mutation.intent).data ?? []);
  const asked = (): readonly RowKey[] => intents.flatMap((one) => missingFor(one, held.rows));
  for (let keys: readonly RowKey[] = [{ table: 'clients', id: client }, ...asked()]; keys.length > 0; keys = asked()) await held.hold(keys);
  const standing = held.rows.get('clients', client);
  if (standing === undefined) throw new Error('a client that greeted is not registered');
  return standing;
}

/** What the audit log is told of a mutation, in its own transaction; nothing where rows tell, or nothing was to be done. */
function deedsOf({ client, intent }: Pusher, mutation: PushedMutation, outcome: Outcome<readonly RowChange[], FailureCode>): readonly Deed[] {
  const parsed = intent.safeParse(mutation.intent);
  if (!parsed.success || (outcome.ok && outcome.value.length === 0)) return [];
  const deed = { at: serverTime(), action: parsed.data.name, failure: outcome.ok ? null : outcome.code, correlation: `${client}.${mutation.id}` };
  return auditedOf(parsed.data).map((object) => ({ ...deed, object }));
}

type Performing = { readonly tx: Writer; readonly held: HeldRows };

async function perform({ tx, held }: Performing, { who, intent }: Pusher, raw: unknown): Promise<Outcome<readonly RowChange[], FailureCode>> {
  const parsed = intent.safeParse(raw);
  if (!parsed.success) return refused('mutation.failed');
  const late = { load: held.load, lapseOf: async ({ id }: ConversationRow) => (await readLapses(tx, who.tenant, [id])).get(id) ?? null, line: id('message', randomUUID()) };
  const outcome = await performLate(parsed.data, { actor: who.actor, now: serverTime() }, late);
  const refusal = outcome.ok ? await refusalOnCard({ tx, tenant: who.tenant, pending: held.changes }, outcome.value) : null;
  if (refusal !== null) return refused(refusal);
  return outcome.ok && !(await giveBytes(tx, who, { intent: parsed.data, changes: outcome.value })) ? refused('attachment.absent') : outcome;
}

/** Gives the files of an answer to its message, in the transaction that stores it. False: this person did not upload them. */
async function giveBytes(tx: Writer, { tenant, actor }: SignedIn, { intent, changes }: { readonly intent: Intent; readonly changes: readonly RowChange[] }): Promise<boolean> {
  const files = intent.name === 'message.send' ? (intent.args.attachments ?? []) : [];
  for (const change of files.length === 0 ? [] : changes) {
    if (change.op !== 'put' || change.table !== 'messages' || change.row.part.kind === 'event') continue;
    const { id: message, attachments } = change.row;
    if (!(await attachUploads(tx, { tenant, person: actor.person, message, files, attachments }))) return false;
  }
  return true;
}

function nameOf({ intent }: Pusher, raw: unknown): string {
  const parsed = intent.safeParse(raw);
  return parsed.success ? parsed.data.name : 'unknown';
}
