import type { CompanyText } from '../company-text';
import type { Dice } from '../dice';
import type { Topic } from '../topic';

/** How far a simulated customer is from being content. */
export type Mood = { readonly asked: boolean; readonly content: boolean };

export const freshMood: Mood = { asked: false, content: false };

export type Reaction = { readonly text: string; readonly mood: Mood };

/** What a customer says to an answer: asks once more, will wait, or is content. A content customer says nothing. */
export function react(mood: Mood, dice: Dice, about: { readonly company: CompanyText; readonly topic: Topic | null }): Reaction | null {
  if (mood.content) return null;
  const { phrases } = about.company;
  const questions = (about.topic?.more ?? []).filter(([, , after]) => after === undefined).map(([question]) => question);
  if (!mood.asked && questions.length > 0 && dice.chance(0.4)) return { text: dice.pick(questions), mood: { ...mood, asked: true } };
  if (!mood.asked && dice.chance(0.25)) return { text: dice.pick(phrases.patience), mood: { ...mood, asked: true } };
  return { text: dice.pick(phrases.thanks), mood: { asked: true, content: true } };
}
