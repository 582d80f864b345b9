import type { FailureCode } from '#domain/failure';
import type { RowChange } from '#domain/tables';
import type { ClientId } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';
import { unreachable } from '#kernel/unreachable';

/** What the server does with a pushed mutation, by the last one of this client that it committed. */
export type Admission = 'next' | 'repeat' | 'gap';

/** A repeat is skipped and acknowledged again; a gap ends the connection, and the client begins after `lastMutation`. */
export function admit(lastMutation: number, id: number): Admission {
  if (id <= lastMutation) return 'repeat';
  return id === lastMutation + 1 ? 'next' : 'gap';
}

export type Settlement = { readonly client: ClientId; readonly mutation: number; readonly name: string };

/**
 * Everything that one mutation leaves behind, to be stored in one transaction: its effects or its refusal, and the
 * client's new last mutation, which retires it there.
 */
export function settle(settlement: Settlement, outcome: Outcome<readonly RowChange[], FailureCode>): readonly RowChange[] {
  const { client, mutation, name } = settlement;
  const retire: RowChange = { op: 'put', table: 'clients', row: { id: client, lastMutation: mutation, version: 0 } };
  switch (outcome.ok) {
    case true:
      return [...outcome.value, retire];
    case false: {
      const row = { id: `${client}.${mutation}`, client, mutation, name, code: outcome.code, version: 0 };
      return [{ op: 'put', table: 'refusals', row }, retire];
    }
    default:
      return unreachable(outcome);
  }
}
