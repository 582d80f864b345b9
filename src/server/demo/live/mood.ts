import type { CompanyText } from '../company-text';
import type { Dice } from '../dice';
import type { More, Topic } from '../topic';
import type { Words } from '../words';

/** How far a simulated customer is from being content. */
export type Mood = { readonly asked: boolean; readonly content: boolean };

export const freshMood: Mood = { asked: false, content: false };

/** `question`: what they ask, with the answer that they hope for. */
export type Reaction = { readonly text: string; readonly mood: Mood; readonly question: More | null };

/** `answer`: which of the topic's own they got; null where somebody answered in words of their own. */
type About = { readonly company: CompanyText; readonly words: Words; readonly topic: Topic | null; readonly answer: number | null };

/** What a customer says to an answer: asks once more, will wait, or is content. A content customer says nothing. */
export function react(mood: Mood, dice: Dice, { company, words, topic, answer }: About): Reaction | null {
  // Who only thanked or praised wanted nothing.
  if (mood.content || topic?.more.length === 0) return null;
  const { phrases } = company;
  const questions = (topic?.more ?? []).filter(([, , after]) => after === undefined || after === answer);
  const isDue = answer !== null && topic?.due?.includes(answer) === true;
  if (!mood.asked && questions.length > 0 && (isDue || dice.chance(0.45))) {
    const question = dice.pick(isDue ? questions.filter(([, , after]) => after === answer) : questions);
    return { text: question[0], mood: { ...mood, asked: true }, question };
  }
  if (answer === null && !mood.asked && dice.chance(0.25)) return { text: words.pick(dice, phrases.patience), mood: { ...mood, asked: true }, question: null };
  return { text: words.pick(dice, phrases.thanks), mood: { asked: true, content: true }, question: null };
}
