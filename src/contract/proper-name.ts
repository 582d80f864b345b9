import { singleLine } from '#kernel/text';
import { storableLine } from './storable-line';

/** One line that hides nothing and is not empty. */
export function properLine(longest: number) {
  return storableLine(longest).transform(singleLine).refine((line) => line !== '');
}

/** What somebody calls a person, a team, a queue or a channel. */
export const properName = properLine(120);
