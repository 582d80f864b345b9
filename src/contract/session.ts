import { roles } from '#domain/access/person';
import { z } from 'zod';
import { clientId, personId, teamId, tenantId } from './ids';
import { limits } from './limits';
import { storableLine } from './storable-line';

/**
 * `POST /session`: sign-in. A person with a second factor is answered `access.factorNeeded` and asks again with `factor`: a
 * code of theirs, or a recovery code. `computer` is a secret of this computer, by which a later sign-in is recognised.
 */
export const signIn = z.strictObject({
  email: storableLine(254),
  password: z.string().max(256),
  device: storableLine(limits.line),
  factor: z.string().max(64).optional(),
  computer: z.string().min(32).max(64).optional(),
});

/** `POST /session/refresh`. */
export const refresh = z.strictObject({ refresh: z.string().max(200) });

/** Who is signed in, as the window may know it. */
export const me = z.strictObject({
  id: personId,
  tenant: tenantId,
  name: z.string(),
  roles: z.array(z.enum(roles)).readonly(),
  teams: z.array(teamId).readonly(),
});

export const granted = z.strictObject({
  access: z.string(),
  /** Server time at which the access token ends, in milliseconds since 1970. */
  accessUntil: z.number(),
  refresh: z.string(),
  now: z.number(),
  /** For how many days this person may unlock their place without the server. */
  offlineDays: z.int(),
  /** In which the window greets this person where they have chosen none. */
  language: z.enum(['ru', 'en']).nullable().default(null),
  me,
});

/** No company lets its people work longer than this without the server. */
export const longestOfflineDays = 14;

/** `POST /access/offline`: the rule of the whole company. */
export const offlineRule = z.strictObject({ days: z.int().min(1).max(longestOfflineDays) });

/** `POST /clients`: names this copy on this computer; ids of clients are made by the desk. */
export const registerClient = z.strictObject({ client: clientId });

type Known = z.infer<typeof me>;
export type Me = { readonly [Key in keyof Known]: Readonly<Known[Key]> };
export type Granted = z.infer<typeof granted>;
