import { roles } from '#domain/access/person';
import { z } from 'zod';
import { personId, teamId } from './ids';
import { properName } from './proper-name';

/** The most teams that one person works in. */
const mostTeams = 50;

/** A person as an administrator writes them down. `email` is what they sign in with. */
export const staffValues = z.strictObject({
  name: properName,
  email: z.email().max(254),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  teams: z.array(teamId).max(mostTeams),
  /** Of the window, where they have chosen none on that computer. */
  language: z.enum(['ru', 'en']).nullable(),
});
export type StaffValues = z.infer<typeof staffValues>;

const staffMember = z.strictObject({
  id: personId,
  name: z.string(),
  email: z.string(),
  /** Of a closed account: those that they come back to. */
  roles: z.array(z.enum(roles)).readonly(),
  teams: z.array(teamId).readonly(),
  language: z.enum(['ru', 'en']).nullable(),
  isClosed: z.boolean(),
  hasFactor: z.boolean(),
  /** When a computer of theirs was last heard; null: they have never signed in. */
  seenAt: z.number().nullable(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** `GET /people`: everybody who may sign in, and who might once. */
export const staffList = z.array(staffMember);

/** `POST /people`: the password is told this once. */
export const addedPerson = z.strictObject({ person: personId, password: z.string() });

/**
 * `PUT /people/:person/access`. `closed`: out of every team, and every session ends; `opened`: back to what they were; `renewed`: a
 * new password, told this once, and every session ends.
 */
export const accessChange = z.strictObject({ access: z.enum(['opened', 'closed', 'renewed']) });
export const accessChanged = z.strictObject({ password: z.string().nullable() });
