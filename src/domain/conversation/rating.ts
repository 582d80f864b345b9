import { day, type Duration, type Instant } from '#kernel/instant';

export const lowestScore = 1;
export const highestScore = 5;

/** How long after its end a conversation may be rated first, and how long after that the rating may be changed. */
const firstWithin: Duration = 7 * day;
const changeWithin: Duration = day;

export function mayRate({ closedAt, ratedAt }: { readonly closedAt: Instant; readonly ratedAt: Instant | null }, now: Instant): boolean {
  return ratedAt === null ? now < closedAt + firstWithin : now < ratedAt + changeWithin;
}
