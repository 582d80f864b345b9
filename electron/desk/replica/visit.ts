import type { ContactStub } from '#contract/timeline';
import type { CustomerId } from '#kernel/id';
import { isBelonging } from '#domain/customer/belonging';
import { placeOf, type Scope } from '#domain/scope';
import type { RowChange, RowKey } from '#domain/tables';
import { keyOf, keyText } from '#sync/change';
import type { Past } from './past-fetches';

/** Rows of the past; `whole`: with them, the copy has everything that the server has of this customer or conversation. */
export type Received = { readonly changes: readonly RowChange[]; readonly whole: Past | null; /** Contacts of a customer with other teams. */ readonly stubs: { readonly customer: CustomerId; readonly told: readonly ContactStub[] } | null };

/**
 * Rows of the past that are on their way from the server beside the stream. What the stream took away meanwhile must not come
 * back with them, and what was asked for one copy must not enter the next: that one may be made for other teams.
 */
export class Visit {
  readonly #removed = new Set<string>();
  #over = false;

  streamed(changes: readonly RowChange[]): void {
    for (const change of changes) if (change.op === 'remove') this.#removed.add(keyText(keyOf(change)));
  }

  end(): void {
    this.#over = true;
  }

  get isOver(): boolean {
    return this.#over;
  }

  /**
   * What of these rows may still come in to a copy that was made for `scopes`. A conversation that was taken away took its
   * messages with it, and a customer what hangs on them. Nothing of a team that is not among the scopes: its rows would not leave with it, should the person lose
   * the team before the copy entered it.
   */
  admitted(changes: readonly RowChange[], scopes: readonly Scope[]): readonly RowChange[] {
    if (!changes.every((change) => isWithin(change, scopes))) return [];
    return changes.filter((change) => !this.#isRemoved(keyOf(change)) && !this.#isRemoved(parentOf(change)));
  }

  #isRemoved(key: RowKey | null): boolean {
    return key !== null && this.#removed.has(keyText(key));
  }
}

function parentOf(change: RowChange): RowKey | null {
  if (change.op === 'remove') return null;
  if (isBelonging(change)) return { table: 'customers', id: change.row.customer };
  return change.table === 'messages' ? { table: 'conversations', id: change.row.conversation } : null;
}

function isWithin(change: RowChange, scopes: readonly Scope[]): boolean {
  if (change.op === 'remove') return true;
  const place = placeOf(change);
  return !('scope' in place) || scopes.includes(place.scope);
}
