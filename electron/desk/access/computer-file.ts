import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { me, type Me } from '#contract/session';
import { z } from 'zod';

const computer = z.object({
  language: z.enum(['ru', 'en']).nullable(),
  theme: z.enum(['light', 'dark', 'auto']),
  /** By this the server knows the computer again, so that strangers' wrong tries do not slow down its people. */
  secret: z.string().min(32).max(64).optional(),
  /** Who was signed in last on this computer, and until when they may work without the server's word (local time). */
  last: z.object({ server: z.string(), me, unlocksUntil: z.number() }).nullable(),
});

export type LastPerson = { readonly server: string; readonly me: Me; readonly unlocksUntil: number };
export type Computer = { readonly language: 'ru' | 'en' | null; readonly theme: 'light' | 'dark' | 'auto'; readonly secret: string; readonly last: LastPerson | null };

/** What this computer remembers before anybody is signed in. */
export function readComputer(file: string): Computer {
  try {
    const read = computer.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { ...read, secret: read.secret ?? newSecret() };
  } catch {
    // No file yet, or one that is not ours: nothing in it is precious.
    return { language: null, theme: 'auto', secret: newSecret(), last: null };
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Written beside and renamed over, so that a crash leaves the old file or the new one. */
export function writeComputer(file: string, value: Computer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
