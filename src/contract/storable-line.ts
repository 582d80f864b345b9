import { z } from 'zod';

/** A text of at most `longest` UTF-16 units that a database can be asked for: PostgreSQL knows no NUL. */
export function storableLine(longest: number): z.ZodString {
  return z.string().max(longest).refine((text) => !text.includes('\u0000'));
}
