import { z } from 'zod';
import { sessionId } from './ids';

/** What a person sees of their own account's safety. `GET /me/security`. */
export const security = z.strictObject({
  factor: z.strictObject({ on: z.boolean(), recoveryLeft: z.int() }),
  /** Where they are signed in, most recently seen first. */
  sessions: z.array(
    z.strictObject({
      id: sessionId,
      device: z.string(),
      startedAt: z.number(),
      seenAt: z.number(),
      network: z.enum(['thisMachine', 'local', 'internet', 'unknown']),
      isThis: z.boolean(),
    }),
  ),
});

/** `POST /me/password`: the other sessions of the person end with it. */
export const changePassword = z.strictObject({ present: z.string().max(256), next: z.string().max(256) });

/** `POST /me/factor`: begins a second factor; it counts from the first right code on. */
export const beginFactor = z.strictObject({ password: z.string().max(256) });
export const enrolment = z.strictObject({ secret: z.string(), uri: z.string() });

/** `POST /me/factor/confirmation` and `POST /me/factor/end`: a fresh code. */
export const freshCode = z.strictObject({ code: z.string().max(64) });

/** Shown this once. */
export const recoveryCodes = z.array(z.string());
