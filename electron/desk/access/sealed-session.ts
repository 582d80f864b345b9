import { personId } from '#contract/ids';
import { z } from 'zod';

const sealedSession = z.strictObject({
  person: personId,
  refresh: z.string(),
  verifier: z.strictObject({ kind: z.enum(['password', 'pin']), hash: z.string() }).nullable(),
});

/** What main keeps at rest for one person, sealed by the system's key store: it is text to main, and only the desk reads it. */
export type SealedSession = Readonly<z.infer<typeof sealedSession>>;

export function toSealed(session: SealedSession): string {
  return JSON.stringify(session);
}

/** Null when there is none, or it is of another version: then the person signs in. */
export function fromSealed(text: string | null): SealedSession | null {
  if (text === null) return null;
  try {
    return sealedSession.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
