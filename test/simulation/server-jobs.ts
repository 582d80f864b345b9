import { intent as intentSchema } from '#contract/intents';
import type { FromDesk } from '#contract/protocol';
import type { Actor } from '#domain/access/actor';
import type { FailureCode } from '#domain/failure';
import type { Intent } from '#domain/mutators';
import { isFinished } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { Lapse } from '#domain/conversation/lapse';
import { receiveMessage } from '#domain/conversation/receive-message';
import type { RowChange, TableName } from '#domain/tables';
import { id as messageId, type ClientId, type ConversationId, type TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { refused, type Outcome } from '#kernel/outcome';
import { performLate, type LateGround } from '#sync/late';
import { performCommand } from '#sync/perform';
import { admit, settle } from '#sync/push';
import type { CentralDatabase } from './central-database';
import type { CentralTransaction } from './central-transaction';
import { arrival } from './company';
import { Blocked, Stale } from './mishaps';
import type { Plant } from './plants';

/** Where a process may die, and where others may come between. */
export const stages = ['before BEGIN', 'between statements', 'before COMMIT', 'after COMMIT', 'before the answer', 'waiting for a lock'] as const;
export type Stage = (typeof stages)[number];

/** What a server process does in a transaction, as the stages at which it can be interrupted. */
export type Job<Result = void> = AsyncGenerator<Stage, Result>;

export type JobPorts = {
  readonly db: CentralDatabase;
  readonly now: () => Instant;
  /** The transaction that this job has open: what a crash ends, and what a lost database may have committed all the same. */
  readonly opened: (transaction: CentralTransaction) => void;
};

/** Runs `work` in a transaction, again while somebody else holds what it needs. */
async function* inTransaction<Result>({ db, now, opened }: JobPorts, work: (tx: CentralTransaction) => Job<Result>): Job<Result> {
  for (;;) {
    yield 'before BEGIN';
    const tx = db.begin();
    opened(tx);
    try {
      const result = yield* work(tx);
      tx.append();
      yield 'before COMMIT';
      tx.commit(now());
      yield 'after COMMIT';
      return result;
    } catch (error) {
      tx.rollback();
      if (!(error instanceof Blocked)) throw error;
      yield 'waiting for a lock';
    }
  }
}

type Mutations = Extract<FromDesk, { t: 'push' }>['mutations'];
export type Pusher = { readonly actor: Actor; readonly client: ClientId };

/** All mutations of a push in one transaction; when that breaks, one by one, and what breaks alone is refused. */
export async function* pushJob(ports: JobPorts, pusher: Pusher, mutations: Mutations): Job<number | null> {
  try {
    return yield* settleAll(ports, pusher, mutations);
  } catch (error) {
    if (!(error instanceof Stale)) throw error;
  }
  let last: number | null = null;
  for (const one of mutations) {
    last = yield* settleOne(ports, pusher, one);
    if (last === null) return null;
  }
  return last;
}

async function* settleOne(ports: JobPorts, pusher: Pusher, mutation: Mutations[number]): Job<number | null> {
  try {
    return yield* settleAll(ports, pusher, [mutation]);
  } catch (error) {
    if (!(error instanceof Stale)) throw error;
    return yield* settleAll(ports, pusher, [{ id: mutation.id, intent: null }]);
  }
}

async function* settleAll(ports: JobPorts, { actor, client }: Pusher, mutations: Mutations): Job<number | null> {
  const { db, now } = ports;
  return yield* inTransaction(ports, async function* (tx) {
    let last = tx.row('clients', client)?.lastMutation;
    // A client that the database forgot when it was put back: it has to greet again.
    if (last === undefined) return null;
    for (const { id, intent } of mutations) {
      const admission = db.plant === 'idempotency key forgotten' ? 'next' : admit(last, id);
      if (admission === 'gap') return null;
      if (admission === 'repeat') continue;
      const parsed = intentSchema.safeParse(intent);
      const late: LateGround = { load: tx.load, lapseOf: async (row, fence) => lapseAsPlanted(db, row, fence), line: messageId('message', `back-${client.replaceAll(/[^A-Za-z0-9-]/g, '-')}-${id}`) };
      const outcome: Outcome<readonly RowChange[], FailureCode> = parsed.success ? await performLate(asPlanted(parsed.data, db.plant), { actor, now: now() }, late) : refused('mutation.failed');
      if (!outcome.ok && outcome.code === 'assignment.ended' && parsed.data?.name === 'message.send') judgeLate(tx, db, { actor, conversation: parsed.data.args.conversation, fence: parsed.data.args.fence ?? 0 });
      const changes = settle({ client, mutation: id, name: parsed.data?.name ?? 'unknown' }, outcome);
      tx.put(changes.filter(({ table }) => !isOfTheClient(table, db.plant)), 'as-read');
      tx.put(changes.filter(({ table }) => isOfTheClient(table, db.plant)), 'any');
      tx.note(() => db.ledger.settled(client, id));
      last = id;
      yield 'between statements';
    }
    return last;
  });
}

/** What only this client writes. Who forgets the key forgets that the refusal stands there already, too. */
function isOfTheClient(table: TableName, plant: Plant | null): boolean {
  return table === 'clients' || (table === 'refusals' && plant === 'idempotency key forgotten');
}

type Asked = Pick<Extract<FromDesk, { t: 'command' }>, 'key' | 'command'>;

/** Decides what only the server may. Asked again with the same key it answers as before. */
export async function* commandJob(ports: JobPorts, actor: Actor, { key, command }: Asked): Job<string | null> {
  const { db, now } = ports;
  return yield* inTransaction<string | null>(ports, async function* (tx) {
    tx.reserve(key);
    const before = db.commands.get(key);
    if (before !== undefined && db.plant !== 'command key forgotten') return before;
    const outcome = await performCommand(command, { actor, now: now() }, tx.truth);
    const answer = outcome.ok ? null : outcome.code;
    if (outcome.ok) tx.put(outcome.value, 'as-read');
    tx.note(() => db.commands.set(key, answer));
    if (outcome.ok) tx.note(() => db.ledger.carriedOut(key));
    yield 'between statements';
    return answer;
  });
}

/** A customer writes: a new conversation, or the one that `choose` says. */
export async function* intakeJob(ports: JobPorts, taken: { readonly turn: number; readonly team: TeamId; readonly into: string | null }): Job {
  const { now } = ports;
  yield* inTransaction(ports, async function* (tx) {
    const conversation = taken.into === null ? undefined : tx.row('conversations', taken.into);
    const owned = conversation === undefined ? undefined : tx.row('cases', conversation.case);
    const thread = conversation !== undefined && owned !== undefined ? { conversation, case: owned } : null;
    yield 'between statements';
    const received = arrival(taken.turn, thread?.conversation.team ?? taken.team, thread);
    tx.put(receiveMessage(received, now()).changes, 'as-read');
  });
}

/** Anything else that the server does by itself: rules over rows that it locks. */
export async function* houseJob(ports: JobPorts, work: (tx: CentralTransaction, now: Instant) => readonly RowChange[]): Job {
  yield* inTransaction(ports, async function* (tx) {
    const changes = work(tx, ports.now());
    yield 'between statements';
    tx.put(changes, 'any');
  });
}

/** An intent without its fence is judged by ownership alone, and one that does not say what was heard is believed. */
function asPlanted(intent: Intent, plant: Plant | null): Intent {
  if (plant === 'words of the customer forgotten' && intent.name === 'case.resolve') {
    const { heard: _, ...args } = intent.args;
    return { name: intent.name, args };
  }
  if (plant !== 'lease without fencing' || intent.name !== 'message.send') return intent;
  const { fence: _, ...args } = intent.args;
  return { name: intent.name, args };
}

/** A lapse that the next owner does not end lets late words past them; one that is forgotten sends back what nobody else heard of. */
function lapseAsPlanted({ lapses, plant }: CentralDatabase, { id, assignee, fence }: ConversationRow, named: number): Lapse | null {
  const lapse = plant === 'lapse forgotten' ? null : (lapses.get(id) ?? null);
  if (plant !== 'lapse outlives the next owner' || lapse === null) return lapse;
  return { ...lapse, from: Math.min(lapse.from, named), to: assignee === null ? fence : fence - 1 };
}

type Late = { readonly actor: Actor; readonly conversation: ConversationId; readonly fence: number };

/** What is sent back to its author must not have been theirs to say. */
function judgeLate(tx: CentralTransaction, { ledger }: CentralDatabase, { actor, conversation, fence }: Late): void {
  const row = tx.read('conversations', conversation);
  const owned = row === undefined ? undefined : tx.read('cases', row.case);
  if (row === undefined || owned === undefined || isFinished(owned.state)) return;
  tx.note(() => ledger.sentBack({ conversation, person: actor.person, from: fence, to: row.fence }));
}
