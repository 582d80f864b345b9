import { deliveryFailures } from '#domain/conversation/message';
import { ruleFailures } from '#domain/failure';
import { z } from 'zod';

/** Every expected failure that can cross a wall. The window translates each; a test compares this list with both languages. */
export const failures = [
  ...ruleFailures,
  ...deliveryFailures,
  'access.signInFailed',
  'access.signedOut',
  'access.tooManyTries',
  /** This computer has no key store: the refresh token lies in a file that only its person can read. */
  'access.unsealed',
  'request.unknown',
  'request.malformed',
  'request.tooMany',
  'request.tooLarge',
  'server.failed',
  'server.unavailable',
  'server.incompatible',
  'network.offline',
  'network.unknown',
  'disk.full',
  'disk.failed',
  'cache.rebuilt',
  'attachment.absent',
  'customer.absent',
  /** The desk process ended before it answered; it is started again. */
  'desk.stopped',
] as const;

export type Failure = (typeof failures)[number];
export const failure = z.enum(failures);
