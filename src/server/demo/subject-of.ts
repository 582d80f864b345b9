import { singleLine } from '#kernel/text';
import { fillSlots } from './fill-slots';
import type { Talk } from './plan-talk';

/** Longer first sentences are no subject. */
const longestSubject = 60;

/** Words are compared by their beginnings: their ends are grammar. */
const stemLength = 5;

/** What stands above a letter: a line that fits its words, the topic's name, or its own first sentence. */
export function subjectOf({ topic, opening, dice, slots, customer, company: { smallWords } }: Talk): string {
  const text = topic.openings[opening] ?? '';
  const [sentence = ''] = text.match(/^[^.!?:]+/) ?? [];
  const fitting = topic.subjects.filter((subject) => share(stems(subject, [topic.name, smallWords]), stems(text, [topic.name, smallWords])));
  const first = sentence.length <= longestSubject && isWhole(sentence) ? [sentence] : [];
  return singleLine(fillSlots(dice.pick(fitting.length + first.length > 0 ? [...fitting, ...fitting, ...first] : [topic.name]), { slots, gender: customer.gender, date: slots.ago }));
}

/** Nothing that is quoted breaks off. */
function isWhole(sentence: string): boolean {
  return sentence.split('«').length === sentence.split('»').length && sentence.split('"').length % 2 === 1;
}

/** Without the words that any text of the topic may have. */
function stems(text: string, without: readonly string[]): ReadonlySet<string> {
  const all = wordsOf(text);
  const common = new Set(without.flatMap(wordsOf));
  return new Set(all.filter((stem) => !common.has(stem)));
}

function wordsOf(text: string): readonly string[] {
  return (text.replace(/\{\w+\}/g, ' ').toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, stemLength));
}

function share(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((one) => others.has(one));
}
