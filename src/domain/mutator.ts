import type { CaseId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import type { Actor } from './access/actor';
import type { FailureCode } from './failure';
import type { RowChange, RowKey, Rows } from './tables';

export type MutationContext = { readonly actor: Actor; readonly now: Instant };

/**
 * A business rule that changes rows. The desk runs it for the optimistic picture, the server for the truth.
 *
 * `reads` names the rows that `run` needs; it is asked again with what is already loaded until it names nothing new,
 * so a key may depend on a row. `run` sees these rows only, and returns full row images. Versions are set by the
 * server's executor; a mutator copies the version that it read (0 for a new row).
 */
export type Mutator<Args> = {
  readonly reads: (args: Args, rows: Rows) => readonly RowKey[];
  /** Cases of which `run` needs every conversation. Only for commands: a copy may lack some of them. */
  readonly wholeCases?: (args: Args, rows: Rows) => readonly CaseId[];
  readonly run: (rows: Rows, args: Args, context: MutationContext) => Outcome<readonly RowChange[], FailureCode>;
};
