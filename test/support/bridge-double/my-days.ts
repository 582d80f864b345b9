import type { WatchOutput } from '#contract/requests';
import type { PersonId } from '#kernel/id';

/** Eight weeks of somebody who works every day. */
export function daysOf(person: PersonId): WatchOutput<'myDays'> {
  return Array.from({ length: 56 }, (_, ago) => {
    const date = new Date(Date.now() - ago * 86_400_000).toLocaleDateString('en-CA');
    const some = (least: number, most: number): number => least + ((ago * 7919 + least * 31) % (most - least + 1));
    const spent = ago === 0 ? { available: 9_900_000, break: 900_000, training: 1_800_000 } : { available: some(18, 22) * 1_000_000, break: 1_500_000, lunch: 3_000_000, meeting: 1_800_000 };
    return { id: `${person}.${date}`, person, date, handled: ago === 0 ? 14 : some(22, 34), answered: ago === 0 ? 11 : some(15, 25), firstResponse: some(40, 130) * 1000, rated: some(2, 8), satisfied: 2, spent, upTo: Date.now() - 1_234_000, version: 1 };
  });
}
