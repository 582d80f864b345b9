import type { FromDeskProcess } from '#contract/bridge';
import { callingClass } from '#contract/attention';
import { conversationId } from '#contract/ids';
import { failure } from '#contract/failures';
import { z } from 'zod';

const outcome = z.union([z.strictObject({ ok: z.literal(true), value: z.unknown() }), z.strictObject({ ok: z.literal(false), code: failure })]);
const update = z.union([
  z.strictObject({ whole: z.unknown() }),
  z.strictObject({ list: z.string(), order: z.array(z.string()), rows: z.record(z.string(), z.unknown()), rest: z.unknown() }),
]);

const notice = z.strictObject({ class: callingClass, conversation: conversationId, caller: z.strictObject({ name: z.string(), preview: z.string() }).nullable() });

const message: z.ZodType<FromDeskProcess> = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('answer'), call: z.int(), outcome }),
  z.strictObject({ t: z.literal('show'), call: z.int(), update }),
  z.strictObject({ t: z.literal('seal'), call: z.int(), sealed: z.string().nullable() }),
  z.strictObject({ t: z.literal('atWork'), isAtWork: z.boolean() }),
  z.strictObject({ t: z.literal('theme'), theme: z.enum(['light', 'dark', 'auto']) }),
  z.strictObject({ t: z.literal('openLink'), url: z.string() }),
  z.strictObject({ t: z.literal('confirmLink'), url: z.string(), language: z.enum(['ru', 'en']) }),
  z.strictObject({ t: z.literal('attend'), unseen: z.int().nonnegative(), notices: z.array(notice), seen: z.array(conversationId), language: z.enum(['ru', 'en']), staysInTray: z.boolean() }),
  z.strictObject({ t: z.literal('stopped') }),
]);

/** What the desk process said, or null when it is not of its words. */
export function fromDesk(said: unknown): FromDeskProcess | null {
  const parsed = message.safeParse(said);
  return parsed.success ? parsed.data : null;
}
