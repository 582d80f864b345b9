import { sessionId } from '#contract/ids';
import type { SessionId } from '#kernel/id';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A stolen one is of no use for long; what it may do is looked up at every use. */
export const accessLife: Duration = 10 * minute;

const claims = z.strictObject({ session: sessionId, until: z.number(), for: z.literal('desk') });

export function signAccess(secret: string, session: SessionId, until: Instant): string {
  const body = Buffer.from(JSON.stringify({ session, until, for: 'desk' })).toString('base64url');
  return `${body}.${signature(secret, body).toString('base64url')}`;
}

/** The session that a token names, if we signed it and its time is not over. */
export function readAccess(secret: string, token: string, now: Instant): SessionId | null {
  const [body = '', sign = '', ...rest] = token.split('.');
  const expected = signature(secret, body);
  const given = Buffer.from(sign, 'base64url');
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return parsed.success && parsed.data.until > now ? parsed.data.session : null;
}

function signature(secret: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`otklik access ${body}`).digest();
}
