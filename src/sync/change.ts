import type { ConversationRow } from '#domain/conversation/conversation';
import type { RowChange, RowKey, TableName, Tables } from '#domain/tables';
import type { CaseId } from '#kernel/id';

/** A row's name as one text, for maps. */
export function keyText({ table, id }: RowKey): string {
  return `${table}/${id}`;
}

export function keyOf(change: RowChange): RowKey {
  return change.op === 'put' ? { table: change.table, id: change.row.id } : { table: change.table, id: change.id };
}

/** Rows that were looked up, the absent ones included: what was not looked up is told apart from what is not there. */
export class Loaded {
  readonly #rows = new Map<string, Tables[TableName] | null>();
  readonly #cases = new Map<CaseId, readonly ConversationRow[]>();

  knows(key: RowKey): boolean {
    return this.#rows.has(keyText(key));
  }

  set<Table extends TableName>(table: Table, id: string, row: Tables[Table] | null): void {
    this.#rows.set(keyText({ table, id }), row);
  }

  get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    const row = this.#rows.get(keyText({ table, id }));
    // checked: the map is written by `set` alone, which ties the table to the type of its row.
    return row === null || row === undefined ? undefined : (row as Tables[Table]);
  }

  knowsConversationsOf(id: CaseId): boolean {
    return this.#cases.has(id);
  }

  setConversationsOf(id: CaseId, conversations: readonly ConversationRow[]): void {
    this.#cases.set(id, conversations);
  }

  conversationsOf(id: CaseId): readonly ConversationRow[] {
    return this.#cases.get(id) ?? [];
  }
}
