import type { Dice } from './dice';

/** Rows of a keyboard: a finger that misses hits a neighbour. */
export type Keyboard = readonly string[];

/** One slip of the fingers about every so many words that may have one. */
const wordsBetweenSlips = 9;

/** Shorter words are hit without looking, or a slip makes another word of them. */
const shortestSlip = 5;

/** Words in small letters slip; names, numbers and codes are copied and stay whole. */
export function withTypos(text: string, dice: Dice, keyboard: Keyboard): string {
  return text.replace(/(?<![\p{L}\p{N}@.{_-])\p{Ll}+(?![\p{L}\p{N}@{_-])/gu, (word) => (word.length >= shortestSlip && dice.chance(1 / wordsBetweenSlips) ? slip(word, dice, keyboard) : word));
}

function slip(word: string, dice: Dice, keyboard: Keyboard): string {
  const at = dice.between(1, word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1, at + 2), word.slice(at + 2)];
  const kind = dice.between(0, 3);
  if (kind === 0) return `${before}${next}${letter}${after}`;
  if (kind === 1) return `${before}${next}${after}`;
  if (kind === 2) return `${before}${letter}${letter}${next}${after}`;
  return `${before}${neighbour(letter, dice, keyboard)}${next}${after}`;
}

function neighbour(letter: string, dice: Dice, keyboard: Keyboard): string {
  const row = keyboard.find((keys) => keys.includes(letter)) ?? letter;
  const place = row.indexOf(letter);
  const beside = [row[place - 1], row[place + 1]].filter((key) => key !== undefined);
  return beside.length === 0 ? letter : dice.pick(beside);
}
