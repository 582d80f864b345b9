import { isDate, isZone } from '#domain/hours/team-hours';
import type { TeamHours } from '#domain/hours/team-hours';
import { z } from 'zod';
import { personId, teamId } from './ids';
import { properName } from './proper-name';
import { storableLine } from './storable-line';

const minuteOfDay = z.int().min(0).max(1440);
const span = z.strictObject({ from: minuteOfDay, to: minuteOfDay }).refine(({ from, to }) => from < to);
const dateHours = z.strictObject({ date: z.string().max(10).refine(isDate), open: span.nullable() });

export const teamHours = z.strictObject({
  zone: storableLine(64).refine(isZone),
  days: z.array(span.nullable()).length(7).readonly(),
  exceptions: z
    .array(dateHours)
    .max(100)
    .refine((all) => new Set(all.map(({ date }) => date)).size === all.length)
    .readonly(),
}) satisfies z.ZodType<TeamHours>;

/** `PUT /teams/:team/hours`; null: always. */
export const hoursChange = z.strictObject({ hours: teamHours.nullable() });

/** `GET /teams`: what the directory does not tell of them. */
export const teamList = z.array(z.strictObject({ id: teamId, name: z.string(), isArchived: z.boolean(), hours: teamHours.nullable() }));

/** `POST /teams` and `PUT /teams/:team`: whoever is named works in it, and nobody else. */
export const teamValues = z.strictObject({ name: properName, members: z.array(personId).max(500) });
export type TeamValues = z.infer<typeof teamValues>;
export const teamNamed = z.strictObject({ team: teamId });
