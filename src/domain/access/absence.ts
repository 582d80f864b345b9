import { day, type Duration, type Instant } from '#kernel/instant';

/** The longest time that a person says they are away. */
export const longest: Duration = 400 * day;

export function isAway({ from, until }: { readonly from: Instant; readonly until: Instant }, now: Instant): boolean {
  return from <= now && now < until;
}
