import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { density, motion, ownKeys, size, theme } from '#contract/appearance';
import { attentionSettings } from '#contract/attention';
import type { Failure } from '#contract/failures';
import { personId } from '#contract/ids';
import { chosenSorts } from '#contract/list';
import { me } from '#contract/session';
import type { Outcome } from '#kernel/outcome';
import { z } from 'zod';
import { onDisk } from '../disk-failure';

/** A person who has a place at this computer. Times are those that this computer has seen, see `SeenTime`. */
const knownPerson = z.object({
  server: z.string(),
  me,
  /** When the server last said that this person may work. */
  confirmedAt: z.number(),
  /** For how many days after that they may unlock the place without it; the server's rule. */
  offlineDays: z.number(),
  /** Wrong tries to unlock since the last right one, and until when no other is taken. */
  tries: z.int(),
  blockedUntil: z.number(),
});

/** What a version before did not know, or a later one knows, is as usual: whoever goes back to this one is still known here. */
const own = z.object({ theme: theme.catch('auto'), density: density.catch('normal'), size: size.catch(100), motion: motion.catch('system'), keys: ownKeys.catch({}) });

const computer = z.object({
  language: z.enum(['ru', 'en']).nullable(),
  /** Chosen last by anybody. */
  theme: theme.catch('auto'),
  /** By this the server knows the computer again, so that strangers' wrong tries do not slow down its people. */
  secret: z.string().min(32).max(64).optional(),
  /** Minutes without a person after which the place is locked; null: never; absent: not chosen. */
  lockAfter: z.union([z.literal(5), z.literal(15), z.literal(60), z.null()]).optional(),
  /** For how many seconds an answer may be taken back; absent: not chosen. */
  undoSend: z.int().min(0).max(30).optional(),
  /** Minutes without a person after which they are asked; null: never; absent: not chosen. */
  idleAfter: z.union([z.literal(5), z.literal(10), z.literal(30), z.null()]).optional(),
  /** How the person is told what happens; absent: as usual. */
  attention: attentionSettings.optional(),
  /** In which order the views of the list are shown. */
  sorts: chosenSorts.catch({}),
  /** What everybody who works here chose for themselves, by their ids. */
  own: z.record(z.string(), own).default({}),
  /** Whether replies are suggested; absent: not chosen. */
  suggestions: z.boolean().optional(),
  /** Who has looked around the desk here. */
  toured: z.array(personId).default([]),
  seen: z.number().default(0),
  people: z.array(knownPerson).default([]),
});

export type KnownPerson = Readonly<z.infer<typeof knownPerson>>;
type Computer = Readonly<Omit<z.infer<typeof computer>, 'people' | 'secret'>> & { readonly secret: string; readonly people: readonly KnownPerson[] };

/** What this computer remembers before anybody is signed in; secrets stand elsewhere, sealed. */
export class ComputerFile {
  readonly #file: string;
  #value: Computer;

  constructor(file: string) {
    this.#file = file;
    this.#value = read(file);
  }

  /** What another process wrote meanwhile counts; a secret that it did not keep stays the one that we have told. */
  readAgain(): void {
    this.#value = read(this.#file, this.#value.secret);
  }

  get value(): Computer {
    return this.#value;
  }

  /** Memory follows also where the disk does not: what could not be written holds until the program ends. */
  change(changed: Partial<Computer>): Promise<Outcome<null, Failure>> {
    this.#value = { ...this.#value, ...changed };
    return onDisk(async () => write(this.#file, this.#value));
  }
}

function read(file: string, secret = newSecret()): Computer {
  try {
    const read = computer.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { ...read, secret: read.secret ?? secret };
  } catch {
    // No file yet, or one that is not ours: nothing in it is precious, and who is not known signs in anew.
    return { language: null, theme: 'auto', secret, sorts: {}, own: {}, toured: [], seen: 0, people: [] };
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Written beside and renamed over, so that a crash leaves the old file or the new one. */
function write(file: string, value: Computer): null {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return null;
}
