import { singleLine } from '#kernel/text';
import { fillSlots } from './fill-slots';
import type { Talk } from './plan-talk';

/** Longer first sentences are no subject. */
const longestSubject = 60;
/** Shorter ones say nothing. */
const shortestSubject = 14;

/** Words are compared by their beginnings: their ends are grammar. */
const stemLength = 5;

/** What stands above a letter: a line that fits its words, the topic's name, or its own first sentence. */
export function subjectOf({ topic, opening, dice, slots, customer, company: { smallWords } }: Talk): string {
  const text = topic.openings[opening] ?? '';
  const [sentence = ''] = text.match(/^[^.!?:]+/) ?? [];
  // Any text of the topic may have those.
  const common = new Set([...wordsOf(topic.name), ...wordsOf(smallWords)]);
  const told = new Set(wordsOf(text).filter((word) => !common.has(word)));
  const fitting = topic.subjects.filter((subject) => wordsOf(subject).some((word) => told.has(word)));
  const first = sentence.length >= shortestSubject && sentence.length <= longestSubject && isWhole(sentence) ? [sentence] : [];
  return singleLine(fillSlots(dice.pick(fitting.length + first.length > 0 ? [...fitting, ...fitting, ...first] : [topic.name]), { slots, gender: customer.gender, date: slots.ago }));
}

/** Nothing that is quoted breaks off. */
function isWhole(sentence: string): boolean {
  return sentence.split('«').length === sentence.split('»').length && sentence.split('"').length % 2 === 1;
}

/** Few texts, asked for thousands of times. */
const known = new Map<string, readonly string[]>();

function wordsOf(text: string): readonly string[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  const words = (text.replace(/\{\w+\}/g, ' ').toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, stemLength));
  known.set(text, words);
  return words;
}
