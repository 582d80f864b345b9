import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import { readByIds } from '#db/cache/read-rows';
import { isFinished, type CaseRow, type CaseState } from '#domain/conversation/case';
import type { ManyAct } from '#domain/conversation/change-many';
import type { WayBack } from '#domain/conversation/restore-case';
import { changedTags } from '#domain/conversation/tags';
import type { ConversationId, MessageId, PersonId } from '#kernel/id';
import { refused, type Outcome } from '#kernel/outcome';
import type { Place } from '../place';

/** What a conversation was before something was done to it. */
export type Before = {
  readonly conversation: ConversationId;
  readonly fence: number;
  readonly owner: PersonId | null;
  readonly unread: number;
  readonly case: Pick<CaseRow, 'id' | 'state' | 'priority' | 'tags' | 'heard'>;
};

/** `line`: tells what was done. */
export type DoneRow = Before & { readonly line: MessageId };

export type Deed = { readonly act: ManyAct; readonly rows: readonly DoneRow[] };

/** Deeds that can be taken back; whoever goes on working takes back the last ones. */
const remembered = 20;

/** What one person did at this desk, for as long as the program runs. */
export class Deeds {
  #deeds: readonly { readonly by: PersonId; readonly undo: string; readonly deed: Deed }[] = [];

  /** Null where there is nothing to take back. */
  keep(by: PersonId, deed: Deed): string | null {
    const rows = deed.rows.filter((row) => changes(deed.act, row));
    if (rows.length === 0 || deed.act.do === 'wake') return null;
    const undo = randomUUID();
    this.#deeds = [...this.#deeds, { by, undo, deed: { ...deed, rows } }].slice(-remembered);
    return undo;
  }

  /** Once: a deed that could not be taken back, as there was no road, stays to be. */
  async takeBack<Value>(taken: { readonly by: PersonId; readonly undo: string }, back: (deed: Deed) => Promise<Outcome<Value, Failure>>): Promise<Outcome<Value, Failure>> {
    const found = this.#deeds.find((one) => one.by === taken.by && one.undo === taken.undo);
    if (found === undefined) return refused('row.changed');
    this.#deeds = this.#deeds.filter((one) => one !== found);
    const outcome = await back(found.deed);
    if (!outcome.ok) this.#deeds = [...this.#deeds, found].slice(-remembered);
    return outcome;
  }
}

/** Rows as this copy shows them, in the order that was asked for; those that it does not hold are left out. */
export async function beforeMany({ picture }: Pick<Place, 'picture'>, ids: readonly ConversationId[]): Promise<readonly Before[]> {
  return picture.read(async (db) => {
    const conversations = new Map((await readByIds(db, 'conversations', ids)).map((row) => [row.id, row]));
    const cases = new Map((await readByIds(db, 'cases', [...conversations.values()].map((row) => row.case))).map((row) => [row.id, row]));
    return [...new Set(ids)].flatMap((id) => {
      const row = conversations.get(id);
      const of = row && cases.get(row.case);
      return row === undefined || of === undefined ? [] : [{ conversation: id, fence: row.fence, owner: row.assignee, unread: row.unread, case: { id: of.id, state: of.state, priority: of.priority, tags: of.tags, heard: of.heard } }];
    });
  });
}

/** Whether the act made it something else than it was, and something that can be taken back. */
function changes(act: ManyAct, { case: row, owner }: Before): boolean {
  switch (act.do) {
    case 'priority':
      return row.priority !== act.to;
    case 'tag':
      return changedTags(row.tags, act)?.join() !== row.tags.join();
    case 'assign':
      return owner !== act.to;
    case 'return':
      return owner !== null;
    case 'take':
      return owner === null;
    case 'resolve':
    case 'spam':
    case 'snooze':
      return !isFinished(row.state);
    case 'wake':
    case 'handBack':
    case 'restore':
      return true;
  }
}

/** What brings a case back to what it was, where the act left it otherwise; null for an act about its owner. */
export function wayBack(act: ManyAct, { case: row, unread }: Before): WayBack | null {
  switch (act.do) {
    case 'priority':
      return { what: 'priority', was: row.priority, left: act.to };
    case 'tag':
      return { what: 'tags', was: row.tags, left: changedTags(row.tags, act) ?? row.tags };
    case 'resolve':
      return ofState(row.state, 'resolved', unread);
    case 'spam':
      return ofState(row.state, 'closed', unread);
    case 'snooze':
      return ofState(row.state, 'snoozed', unread);
    case 'wake':
    case 'take':
    case 'assign':
    case 'return':
    case 'handBack':
    case 'restore':
      return null;
  }
}

function ofState(state: CaseState, left: 'resolved' | 'closed' | 'snoozed', unread: number): WayBack | null {
  return isFinished(state) ? null : { what: 'state', was: state, left, unread };
}
