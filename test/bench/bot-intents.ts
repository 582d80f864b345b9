import { trainMatcher, type Match } from '#domain/bot/matcher';
import { z } from 'zod';
import { isOutside } from './intent';
import { linesOf } from './json-lines';

const line = z.object({ text: z.string(), label: z.string(), part: z.string().optional() });
type Line = z.infer<typeof line>;

/**
 * Teaches the matcher a set of questions and asks it the others: `.jsonl` or `.jsonl.gz` with `text`, `label`, and `part` where it
 * is divided; else every fifth is asked. Of those outside all topics it should answer none. Nothing of the set is printed or kept.
 */
export function benchIntents(file: string): Record<string, number> {
  const lines = linesOf(file).map((one) => line.parse(one));
  const isTaught = (one: Line, place: number): boolean => (one.part === undefined ? place % 5 !== 0 : one.part === 'train');
  const taught = lines.filter((one, place) => !isOutside(one) && isTaught(one, place));
  const asked = lines.filter((one, place) => isOutside(one) || !isTaught(one, place));
  const began = performance.now();
  const matcher = trainMatcher(taught.map(({ text, label }) => ({ key: label, phrase: text })));
  const trained = performance.now();
  const answers = asked.map((one) => ({ one, match: matcher.match(one.text) }));
  const took = performance.now() - trained;
  const inside = answers.filter(({ one }) => !isOutside(one));
  const outside = answers.filter(({ one }) => isOutside(one));
  const sure = inside.filter(({ match }) => match?.isSure === true);
  const right = ({ one, match }: { readonly one: Line; readonly match: Match | null }): boolean => match?.key === one.label;
  return {
    taught: taught.length,
    asked: inside.length,
    nearest_right: inside.filter(right).length,
    answered_right: sure.filter(right).length,
    answered_wrong: sure.filter((one) => !right(one)).length,
    outside: outside.length,
    outside_refused: outside.filter(({ match }) => match?.isSure !== true).length,
    train_ms: trained - began,
    match_ms: took / asked.length,
  };
}
