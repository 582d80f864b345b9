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
