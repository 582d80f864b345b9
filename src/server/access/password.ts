import { hash, verify } from '@node-rs/argon2';

/** Least memory, time and lanes that OWASP names for argon2id (19 MiB, 2, 1). Algorithm 2 is argon2id. */
const strength = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Every hash under way holds 19 MiB: two hundred people signing in at once must wait for each other. */
const atOnce = 4;
const mostWaiting = 500;

let running = 0;
const waiting: (() => void)[] = [];

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

export class TooManyHashesError extends Error {
  override readonly name = 'TooManyHashesError';
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new TooManyHashesError();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
