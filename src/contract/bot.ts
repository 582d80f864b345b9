import { z } from 'zod';
import type { BotPlan } from '#domain/bot/plan';
import { channelId } from './ids';

/** What a company teaches its bot; stored as it is, and parsed again whenever it is read. */
const key = z.string().min(1).max(64).regex(/^[\w-]+$/);
const title = z.string().trim().min(1).max(120);
const words = z.string().max(2000);
const said = words.min(1);

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), text: said }),
  z.strictObject({ kind: z.literal('flow'), flow: key }),
  z.strictObject({ kind: z.literal('order'), found: said, unknown: said, ask: said }),
  z.strictObject({ kind: z.literal('people') }),
]);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('step'), step: key }),
  z.strictObject({ kind: z.literal('people') }),
  z.strictObject({ kind: z.literal('resolved') }),
]);

const branch = z.strictObject({ label: title, words: z.array(z.string().max(120)).max(30).readonly(), to: target });
const step = z.strictObject({ key, say: said, branches: z.array(branch).max(20).readonly() });
const minuteOfDay = z.int().min(0).max(1440);

export const openingHours = z.strictObject({ offset: z.int().min(-720).max(840), days: z.array(z.strictObject({ from: minuteOfDay, to: minuteOfDay }).nullable()).length(7).readonly() });

export const botPlan = z.strictObject({
  isOn: z.boolean(),
  name: title,
  channels: z.array(channelId).max(100).readonly(),
  greeting: words,
  notUnderstood: said,
  thanked: said,
  handingOver: words,
  closed: words,
  hours: openingHours,
  important: z.strictObject({ label: title, value: title }).nullable(),
  intents: z.array(z.strictObject({ key, title, phrases: z.array(z.string().trim().min(1).max(300)).max(300).readonly(), does: action })).max(300).readonly(),
  flows: z.array(z.strictObject({ key, title, steps: z.array(step).min(1).max(100).readonly() })).max(100).readonly(),
}) satisfies z.ZodType<BotPlan>;

/** `POST /bot/try`: how the bot with this plan would answer a first message, and how sure it is. */
export const botTrial = z.strictObject({ plan: botPlan, said: z.array(z.string().min(1).max(2000)).min(1).max(20).readonly() });

export const botTried = z.strictObject({
  turns: z.array(z.strictObject({ says: z.array(z.string()), handsOver: z.string().nullable(), intent: z.string().nullable(), score: z.number(), margin: z.number(), isSure: z.boolean() })),
});
