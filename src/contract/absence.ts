import { longest as longestAbsence } from '#domain/access/absence';
import { writable } from '#kernel/text';
import { z } from 'zod';
import { personId } from './ids';

const moment = z.int().nonnegative();

/** When a person is away. `text`: what customers hear who write to them meanwhile; empty: nothing of it. */
export const absence = z
  .strictObject({ from: moment, until: moment, text: z.string().trim().max(2000).transform(writable) })
  .refine(({ from, until }) => until > from && until - from <= longestAbsence);
export type Absence = Readonly<z.infer<typeof absence>>;

/** `PUT /me/absence`; null: the person is back. */
export const absenceSet = z.strictObject({ absence: absence.nullable() });

/** `GET /absences`: of everybody of the company, as far as they are not over. */
export const absenceList = z.array(z.strictObject({ person: personId, from: moment, until: moment }));
