import { hash, verify } from '@node-rs/argon2';
import { createTurns } from '../turns';

/** Least memory, time and lanes that OWASP names for argon2id (19 MiB, 2, 1). Algorithm 2 is argon2id. */
const strength = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Every hash under way holds 19 MiB: two hundred people signing in at once must wait for each other. */
const turns = createTurns({ atOnce: 4, waiting: 500 });

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), strength));
}

/** Without a stored hash it takes the same time and answers no. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await nobodysHash());
  const right = await inTurn(() => verify(against, password.normalize('NFC')));
  return right && stored !== null;
}

/** A hash of less memory or time than we ask for today: the next right sign-in makes a new one. */
export function isWeak(stored: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(stored) ?? [];
  return Number(memory ?? 0) < strength.memoryCost || Number(time ?? 0) < strength.timeCost;
}

const shortest = 10;

/** Long enough, of more than a few letters, and not what everybody could guess of this person. */
export function isWorthy(password: string, guessable: readonly string[]): boolean {
  const plain = password.normalize('NFC').toLowerCase();
  if (plain.length < shortest || new Set(plain).size < 5) return false;
  return !guessable.some((guess) => plain === guess.normalize('NFC').toLowerCase()) && !isRow(plain);
}

/** As 1234567890, abcdefghijk or qwertyuiop. */
function isRow(plain: string): boolean {
  const steps = new Set(Array.from(plain, (letter, at) => (at === 0 ? 1 : letter.charCodeAt(0) - plain.charCodeAt(at - 1))));
  return steps.size === 1 || '01234567890qwertyuiopasdfghjklzxcvbnm'.includes(plain);
}

let nobodys: Promise<string> | null = null;

function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword('nobody has this password');
  return nobodys;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const giveBack = await turns.take();
  try {
    return await work();
  } finally {
    giveBack();
  }
}
