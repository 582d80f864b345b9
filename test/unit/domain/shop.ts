import type { Actor } from '#domain/access/actor';
import type { PersonRow } from '#domain/access/person';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { FailureCode } from '#domain/failure';
import type { Mutator } from '#domain/mutator';
import type { Put, RowChange, RowKey, Rows, TableName, Tables } from '#domain/tables';
import type { CaseId } from '#kernel/id';
import { hour, minute } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';

export const noon = Date.UTC(2026, 4, 12, 12);
export const support = 'tea_support';
export const delivery = 'tea_delivery';
export const anna: Actor = { person: 'per_anna', roles: ['agent'], teams: [support] };
export const boris: Actor = { person: 'per_boris', roles: ['agent'], teams: [support] };
export const vera: Actor = { person: 'per_vera', roles: ['supervisor'], teams: [support] };
export const stranger: Actor = { person: 'per_stranger', roles: ['agent', 'supervisor', 'administrator'], teams: [delivery] };
export const trainer: Actor = { person: 'per_trainer', roles: ['trainer'], teams: [support] };

export function person({ person: id, roles, teams }: Actor): PersonRow {
  return { id, name: id, roles, teams, version: 3 };
}

export function aCase(change: Partial<CaseRow> = {}): CaseRow {
  return { id: 'cas_1', number: 41, customer: 'cus_1', team: support, topic: 'Where is my parcel', state: { status: 'new' }, owner: null, previous: null, openedAt: noon - hour, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 5, ...change };
}

export function aConversation(change: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: 'con_1',
    case: 'cas_1',
    customer: 'cus_1',
    team: support,
    queue: 'que_1',
    channel: 'cha_1',
    kind: 'email',
    subject: 'Where is my parcel',
    assignee: null,
    fence: 0,
    openedAt: noon - hour,
    lastMessageAt: noon - hour,
    preview: 'Hello',
    previewFrom: 'customer',
    unread: 2,
    firstResponse: { state: 'running', dueAt: noon + minute },
    version: 7,
    answered: null, offer: null,
    ...change,
  };
}

/** Rows by name, as an executor holds them; asking for a row that `reads` did not name is a bug. */
export class Shelf implements Rows {
  readonly #rows = new Map<string, Put>();
  #named: ReadonlySet<string> | null = null;

  constructor(rows: readonly Put[]) {
    for (const put of rows) this.#rows.set(`${put.table}/${put.row.id}`, put);
  }

  open(keys: readonly RowKey[] | null): void {
    this.#named = keys === null ? null : new Set(keys.map(({ table, id }) => `${table}/${id}`));
  }

  conversationsOf(id: CaseId): readonly ConversationRow[] {
    return [...this.#rows.values()].flatMap((put) => (put.table === 'conversations' && put.row.case === id ? [put.row] : []));
  }

  get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    const key = `${table}/${id}`;
    if (this.#named !== null && !this.#named.has(key)) throw new Error(`${key} was not named by reads`);
    return this.#rows.get(key)?.row as Tables[Table] | undefined;
  }
}

export function run<Args>(mutator: Mutator<Args>, rows: readonly Put[], [args, actor, now = noon]: readonly [Args, Actor, number?]): Outcome<readonly RowChange[], FailureCode> {
  const shelf = new Shelf(rows);
  const keys = mutator.reads(args, shelf);
  shelf.open(keys);
  return mutator.run(shelf, args, { actor, now });
}

/** The rows after a mutation, by table; a refusal fails the test with its code. */
export function after(outcome: Outcome<readonly RowChange[], FailureCode>): Partial<{ readonly [Table in TableName]: Tables[Table] }> {
  if (!outcome.ok) throw new Error(outcome.code);
  return Object.fromEntries(outcome.value.map((change) => [change.table, change.op === 'put' ? change.row : null]));
}

export function shelf(change: { readonly conversation?: Partial<ConversationRow>; readonly case?: Partial<CaseRow> } = {}): Put[] {
  return [
    { op: 'put', table: 'conversations', row: aConversation(change.conversation) },
    { op: 'put', table: 'cases', row: aCase(change.case) },
    ...[anna, boris, vera, stranger, trainer].map((actor): Put => ({ op: 'put', table: 'people', row: person(actor) })),
  ];
}
