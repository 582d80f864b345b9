import type { Scored } from './model';
import { varied } from './varied';

/** A reply that nobody knows yet gets its chance: in this share of questions it stands last. */
export const exploration = 0.05;

/** How far behind the shown ones it may be. */
const depth = 3;

export type Exploring = { /** From 0 to below 1, decided anew for each question. */ readonly dice: number; /** Enough is known of this text. */ readonly isKnown: (key: string) => boolean };

/** What is shown, and which of it stands there to be learned of. `alike`: what has to do with the question, best first. */
export function explored(alike: readonly Scored[], most: number, { dice, isKnown }: Exploring): { readonly shown: readonly Scored[]; readonly explored: string | null } {
  const shown = varied(alike, most);
  if (dice >= exploration || shown.length < most) return { shown, explored: null };
  const untried = varied(alike, most + depth).slice(most).find(({ passage }) => !isKnown(passage.key));
  return untried === undefined ? { shown, explored: null } : { shown: [...shown.slice(0, most - 1), untried], explored: untried.passage.key };
}
