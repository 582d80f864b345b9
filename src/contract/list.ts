import { sorts, type Sort } from '#domain/conversation/saved-filter';
import { z } from 'zod';
import { customerId } from './ids';
import { limits } from './limits';

/**
 * The views of the list, of what is not finished but in the last three. `mine`: what I own and what is awake, also what waits
 * for its customer, who may write at any moment; `waiting`: of these, what waits; `snoozed`: mine and nobody's, in the order in
 * which it wakes; `offered`: what waits for my answer; `queue`: what nobody owns and is awake; `closed`: finished, newest first; `spam`: what is no case;
 * `customer`: everything with one customer.
 */
export const views = ['mine', 'offered', 'waiting', 'snoozed', 'queue', 'all', 'closed', 'spam', 'customer'] as const;
export type View = (typeof views)[number];

/** The orders that a view may be shown in; the first one is its own. The finished are a whole past: sorted by time alone. */
export const sortsOf: Readonly<Record<View, readonly [Sort, ...Sort[]]>> = {
  mine: ['newest', 'due', 'waiting', 'priority', 'oldest'],
  offered: ['due', 'waiting', 'priority', 'newest', 'oldest'],
  waiting: ['newest', 'priority', 'oldest'],
  snoozed: ['waking', 'priority', 'newest', 'oldest'],
  queue: ['due', 'waiting', 'priority', 'newest', 'oldest'],
  all: ['newest', 'due', 'waiting', 'priority', 'oldest'],
  closed: ['newest', 'oldest'],
  spam: ['newest', 'oldest'],
  customer: ['newest', 'oldest'],
};

/** A sort that a view does not have is its own one. */
export function sortIn(view: View, sort: Sort | undefined): Sort {
  return sortsOf[view].find((one) => one === sort) ?? sortsOf[view][0];
}

/** The order in which each view was last shown; a view that is not named is shown in its own. */
export const chosenSorts = z.partialRecord(z.enum(views), z.enum(sorts));

/** More than this a filter is not counted: `99+`. */
export const countedAtMost = 100;

export const listQuestion = z.strictObject({
  view: z.enum(views),
  search: z.string().max(200),
  limit: z.int().min(1).max(limits.listPage),
  sort: z.enum(sorts).optional(),
  /** Of the view `customer`. */
  customer: customerId.optional(),
  /** A filter of the person; its view and its order count. */
  filter: z.uuid().optional(),
});
