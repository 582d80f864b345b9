import type { Instant } from '#kernel/instant';
import { singleLine } from '#kernel/text';
import { isLinked } from '../linked';

/** Words in curly brackets that macros leave open; others are kept as they are. */
export const slots = ['name', 'order', 'case', 'date', 'sum', 'track', 'item', 'street', 'city', 'agent'] as const;
export type Slot = (typeof slots)[number];

export type OpenSlot = { readonly slot: Slot; readonly from: number; readonly to: number };

const written = new RegExp(`\\{(${slots.join('|')})\\}`, 'gu');

/** What is still to be filled in: a text with such a place is no answer yet. */
export function openSlots(text: string): readonly OpenSlot[] {
  if (!text.includes('{')) return [];
  return [...text.matchAll(written)].flatMap(({ 0: whole, 1: name, index }) => {
    const slot = slots.find((one) => one === name);
    return slot === undefined ? [] : [{ slot, from: index, to: index + whole.length }];
  });
}

/** What stands in a slot, and until when it is right; null: until somebody changes it. */
export type Filling = { readonly value: string; readonly validUntil: Instant | null };
export type Fillings = ReadonlyMap<string, Filling>;

export type Filled = { readonly text: string; /** Names of slots that nothing is known for. */ readonly open: readonly string[]; /** Of those whose value has run out. */ readonly stale: readonly string[] };

const anySlot = /\{([\p{L}\p{N}_-]{1,40})\}/gu;
const longestValue = 80;

/**
 * Puts what is known into the slots of a stored text, once: what stands in a value is never read as a slot. An open or a stale
 * slot stays as it is and keeps the text from being inserted.
 */
export function filled(text: string, fillings: Fillings, now: Instant): Filled {
  const [open, stale] = [new Set<string>(), new Set<string>()];
  const done = text.replaceAll(anySlot, (whole, name: string) => {
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

/** What is known of a conversation, as it stands in an answer: whoever is written to is called by the first word of their name. */
export function fillingsOf(known: { readonly [Name in Slot]?: string | null | undefined }): Fillings {
  return new Map(slots.flatMap((name): (readonly [string, Filling])[] => {
    const value = known[name];
    if (value === null || value === undefined || value === '') return [];
    return [[name, { value: name === 'name' ? firstWord(value) : value, validUntil: null }]];
  }));
}

function firstWord(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? '';
}

/**
 * A value that an outside person may have chosen, such as their name, or null where it is more than a value: several lines, a
 * slot, a link (which a value, unlike a sentence, may be in any letters), marks of HTML or of a formula. Such a slot stays open and the agent writes the word.
 */
export function plainValue(value: string): string | null {
  const line = singleLine(value);
  const isPlain = line !== '' && line.length <= longestValue && !isLinked(line) && !/[{}<>[\]\\|`=*_#]|:\/\/|\n|[\p{L}\d-]{2,}\.[a-z]{2,}/iu.test(value.trim()) && line.split(' ').length <= 5 && !/[.!?;:]\s/u.test(line);
  return isPlain ? line : null;
}
