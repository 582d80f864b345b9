import { z } from 'zod';
import { sessionId } from './ids';
import { providers } from './oidc';
import { beginFactor, changePassword, enrolment, freshCode, recoveryCodes, security } from './security';

const nothing = z.strictObject({});

/** Who is at this computer, and what the server knows of their own account: part of `requests`. */
export const accessRequests = {
  /** `factor`: the code of a second step, once the server has asked for one. */
  'session.signIn': { input: z.strictObject({ email: z.string().max(254), password: z.string().max(256), factor: z.string().max(64).optional() }), output: z.null() },
  /** `ask`: answers with what waits, and does nothing, when something waits; `keep` leaves it here for the person's return. */
  'session.signOut': { input: z.strictObject({ waiting: z.enum(['ask', 'keep', 'discard']) }), output: z.strictObject({ waiting: z.int() }) },
  /** The services outside that may say who a person is. */
  'session.providers': { input: nothing, output: providers },
  /** Opens the browser, and answers when the person has come back from it. */
  'session.signInOutside': { input: z.strictObject({ provider: z.uuid() }), output: z.null() },
  'session.cancelSignIn': { input: nothing, output: z.null() },
  /** What opens the place without the server, for a person whose password somebody else keeps; `before` is the PIN that stands. */
  'session.setPin': { input: z.strictObject({ pin: z.string().max(64), before: z.string().max(64).nullable() }), output: z.null() },
  'session.lock': { input: nothing, output: z.null() },
  'session.unlock': { input: z.strictObject({ secret: z.string().max(256) }), output: z.null() },
  /** What only the server knows of the person's own account; see contract/security. */
  'security.read': { input: nothing, output: security },
  'security.endSession': { input: z.strictObject({ session: sessionId }), output: z.null() },
  'security.signOutEverywhere': { input: nothing, output: z.null() },
  'security.changePassword': { input: changePassword, output: z.null() },
  'security.beginFactor': { input: beginFactor, output: enrolment },
  'security.confirmFactor': { input: freshCode, output: recoveryCodes },
  'security.endFactor': { input: freshCode, output: z.null() },
  /** Saves recovery codes to the person's downloads folder and answers with the file name there. */
  'security.saveCodes': { input: z.strictObject({ codes: z.array(z.string().max(40)).max(20) }), output: z.strictObject({ file: z.string() }) },
} as const;
