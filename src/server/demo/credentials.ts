import { roles, type Role } from '#domain/access/person';
import { tenantId } from '#contract/ids';
import { id, type TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../private-file';
import type { Colleague, CompanyText } from './company-text';
import { loginOf } from './make-talk';

const signIn = z.strictObject({ role: z.enum(roles), name: z.string(), email: z.string(), password: z.string() });

const volume = z.strictObject({
  customers: z.int(),
  /** Finished ones, over so many days. */
  cases: z.int(),
  days: z.int(),
  /** Of the cases, those that the shift finds when it comes in; the others come in behind. */
  atOnce: z.int(),
});

/** How much of a past a company has. */
export type Volume = z.infer<typeof volume>;

export const wholeVolume: Volume = { customers: 5000, cases: 20_000, days: 730, atOnce: 1000 };
export const smallVolume: Volume = { customers: 200, cases: 1000, days: 80, atOnce: 1000 };

const founded = z.strictObject({
  tenant: tenantId,
  /** Moment from which the past is counted back, so that a founding that broke off goes on with the same past. */
  at: z.number(),
  seed: z.int(),
  /** Decided when it is founded, and kept. */
  volume: volume.default(smallVolume),
  /** Makes the tokens with which the simulated visitors open the chat. */
  secret: z.string(),
  people: z.array(signIn),
});

const file = z.strictObject({ ru: founded.optional(), en: founded.optional() });

/** Who a demonstration company is and how its people sign in. */
export type Founded = { readonly tenant: TenantId; readonly at: Instant; readonly seed: number; readonly volume: Volume; readonly secret: string; readonly people: readonly SignIn[] };
export type SignIn = { readonly role: Role; readonly name: string; readonly email: string; readonly password: string };

/** How a company is to be founded. */
type Wanted = { readonly volume?: Volume | undefined; readonly seed?: number | null };

/** The company of this data folder in this language; made up and written down at the first start. Who was hired since comes in addition. */
export async function foundedIn(folder: string, company: CompanyText, wanted: Wanted = {}): Promise<Founded> {
  const path = join(folder, 'demo.json');
  const known = await readKnown(path);
  const before = known[company.language] ?? beginning(wanted);
  const hired = company.colleagues.filter((colleague) => !before.people.some(({ email }) => email === loginOf(company, colleague)));
  if (hired.length === 0) return before;
  const made: z.infer<typeof founded> = { ...before, people: [...before.people, ...hired.map((colleague) => signInOf(company, colleague))] };
  await mkdir(folder, { recursive: true });
  await writePrivateFile(path, JSON.stringify({ ...known, [company.language]: made }, null, 2));
  return made;
}

function beginning({ volume: size = wholeVolume, seed }: Wanted): z.infer<typeof founded> {
  return { volume: size, tenant: id('tenant', randomUUID()), at: Date.now(), seed: seed ?? randomBytes(4).readUInt32LE(), secret: randomBytes(32).toString('base64url'), people: [] };
}

function signInOf(company: CompanyText, colleague: Colleague): SignIn {
  return { role: colleague.roles[0] ?? 'agent', name: colleague.name, email: loginOf(company, colleague), password: randomBytes(12).toString('base64url') };
}

async function readKnown(path: string): Promise<z.infer<typeof file>> {
  try {
    return file.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
