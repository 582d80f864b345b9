import { tenantId, visitorId } from '#contract/ids';
import type { NamedFile, Visiting } from '#db/central/chat';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A visitor's download begins within this time of their click. */
const ticketLife: Duration = minute;

const claims = z.strictObject({ tenant: tenantId, visitor: visitorId, until: z.number() });

/**
 * A browser saves a file by going to its address, and a visitor's token stands in no address: what stands there opens
 * this one file, for this visitor, for a minute, at every server of the database.
 */
export type FileTickets = {
  readonly sign: (visiting: Visiting, file: NamedFile, now: Instant) => string;
  /** Whose ticket it is, if we signed it for this file and its time is not over. */
  readonly read: (ticket: string, file: NamedFile, now: Instant) => Visiting | null;
};

export function createFileTickets(secret: string): FileTickets {
  const signature = (body: string, { message, attachment }: NamedFile): Buffer => createHmac('sha256', secret).update(`otklik chat file ${message} ${attachment} ${body}`).digest();
  return {
    sign: ({ tenant, visitor }, file, now) => {
      const body = Buffer.from(JSON.stringify({ tenant, visitor, until: now + ticketLife })).toString('base64url');
      return `${body}.${signature(body, file).toString('base64url')}`;
    },
    read: (ticket, file, now) => {
      const [body = '', sign = '', ...rest] = ticket.split('.');
      const expected = signature(body, file);
      const given = Buffer.from(sign, 'base64url');
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return parsed.success && parsed.data.until > now ? parsed.data : null;
    },
  };
}
