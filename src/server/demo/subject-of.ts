import { singleLine } from '#kernel/text';
import { fillSlots } from './fill-slots';
import type { Talk } from './plan-talk';

/** Longer first sentences are no subject. */
const longestSubject = 60;

/** Words are compared by their beginnings: their ends are grammar. */
const stemLength = 5;

/** What stands above a letter: a line that fits its words, the topic's name, or its own first sentence. */
export function subjectOf({ topic, opening, dice, slots, customer }: Talk): string {
  const text = topic.openings[opening] ?? '';
  const [sentence = ''] = text.match(/^[^.!?:]+/) ?? [];
  const fitting = topic.subjects.filter((subject) => share(stems(subject, topic.name), stems(text, topic.name)));
  const first = sentence.length <= longestSubject ? [sentence] : [];
  return singleLine(fillSlots(dice.pick(fitting.length + first.length > 0 ? [...fitting, ...fitting, ...first] : [topic.name]), { slots, gender: customer.gender, date: slots.ago }));
}

/** They stand anywhere. */
const everywhere = ['there', 'what', 'when', 'where', 'which', 'with', 'that', 'this', 'have', 'your', 'from', 'will', 'would', 'could', 'does', 'если', 'когда', 'можно', 'какой', 'какая', 'почему', 'после', 'есть', 'меня'];

/** Without the words of the topic's name: every text of the topic may have those. */
function stems(text: string, name: string): ReadonlySet<string> {
  const all = wordsOf(text);
  const common = new Set([...wordsOf(name), ...wordsOf(everywhere.join(' '))]);
  return new Set(all.filter((stem) => !common.has(stem)));
}

function wordsOf(text: string): readonly string[] {
  return (text.replace(/\{\w+\}/g, ' ').toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, stemLength));
}

function share(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((one) => others.has(one));
}
