import type { CustomerId, MergeId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { CustomerField } from './customer-change';

/** How many rows of each kind a merge moved to the survivor. */
export type Moved = { readonly identities: number; readonly cases: number; readonly orders: number; readonly consents: number; readonly notes: number; /** Labels of facts that the survivor had not. */ readonly facts: readonly string[] };

/** A person found that two customers are one. It can be undone at any later time. */
export type MergeRow = {
  readonly id: MergeId;
  /** Who has everything now. */
  readonly customer: CustomerId;
  readonly other: CustomerId;
  readonly otherName: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly moved: Moved;
  /** Fields of the survivor that took the other's words. */
  readonly taken: readonly { readonly field: CustomerField; readonly before: string | null; readonly after: string | null }[];
  readonly undone: { readonly by: PersonId; readonly at: Instant } | null;
  readonly version: number;
};
