import type { Failure } from '#contract/failures';
import { refused, type Outcome } from '#kernel/outcome';
import type { z } from 'zod';
import { askFor, type HttpCall } from './http';
import type { Place } from './place';

export type ServerAsker = <Answer>(asked: HttpCall, schema: z.ZodType<Answer>) => Promise<Outcome<Answer, Failure>>;

/** Asks the server as whoever is at work here; of what it answers nothing is kept on this computer. */
export function serverAsker(atWork: () => Place | null): ServerAsker {
  return async (asked, schema) => {
    const place = atWork();
    const access = await place?.access();
    if (place === null || access === undefined) return refused('access.signedOut');
    return access.ok ? askFor(place.server, { ...asked, access: access.value }, schema) : access;
  };
}
