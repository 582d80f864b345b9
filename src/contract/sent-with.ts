import { priorities } from '#domain/conversation/priority';
import { z } from 'zod';
import { personId } from './ids';
import { outcomeSaid } from './intents';
import { limits } from './limits';

/** What is done together with an answer, and taken back with it. */
export const sentWith = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('resolve'), outcome: outcomeSaid.optional() }),
  z.strictObject({ do: z.literal('wait') }),
  z.strictObject({ do: z.literal('snooze'), until: z.int().nonnegative() }),
  z.strictObject({ do: z.literal('tag'), tag: z.string().max(limits.line) }),
  z.strictObject({ do: z.literal('priority'), to: z.enum(priorities) }),
]);
export type SentWith = Readonly<z.infer<typeof sentWith>>;

/** What a draft is to bring with it. Who gets the case only the server may say: it is done when nothing of the answer waits here any more. `to`: null for whoever writes. */
export const draftAct = z.discriminatedUnion('do', [...sentWith.options, z.strictObject({ do: z.literal('assign'), to: personId.nullable() })]);
export type DraftAct = Readonly<z.infer<typeof draftAct>>;

export const mostActs = 20;
