import type { Instant } from '#kernel/instant';
import { singleLine } from '#kernel/text';

/** What stands in a slot, and until when it is right; null: until somebody changes it. */
export type Filling = { readonly value: string; readonly validUntil: Instant | null };
export type Fillings = ReadonlyMap<string, Filling>;

export type Filled = { readonly text: string; /** Names of slots that nothing is known for. */ readonly open: readonly string[]; /** Of those whose value has run out. */ readonly stale: readonly string[] };

const slot = /\{([\p{L}\p{N}_-]{1,40})\}/gu;
const longestValue = 80;

/**
 * Puts what is known into the slots of a stored text, once: what stands in a value is never read as a slot. An open or a stale
 * slot stays as it is and keeps the text from being inserted.
 */
export function filled(text: string, fillings: Fillings, now: Instant): Filled {
  const [open, stale] = [new Set<string>(), new Set<string>()];
  const done = text.replaceAll(slot, (whole, name: string) => {
    const filling = fillings.get(name.toLowerCase());
    const value = filling === undefined ? null : plainValue(filling.value);
    if (filling === undefined || value === null) {
      open.add(name);
      return whole;
    }
    if (filling.validUntil !== null && filling.validUntil <= now) {
      stale.add(name);
      return whole;
    }
    return value;
  });
  return { text: done, open: [...open], stale: [...stale] };
}

/**
 * A value that an outside person may have chosen, such as their name, or null where it is more than a value: several lines, a
 * slot, a link, marks of HTML or of a formula. Such a slot stays open and the agent writes the word.
 */
export function plainValue(value: string): string | null {
  const line = singleLine(value);
  const isPlain = line !== '' && line.length <= longestValue && !/[{}<>[\]\\|`=*_#]|:\/\/|www\.|\n/iu.test(value.trim()) && line.split(' ').length <= 5 && !/[.!?;:]\s/u.test(line);
  return isPlain ? line : null;
}
