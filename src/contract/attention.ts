import { both, callingClasses } from '#domain/attention/attention';
import { z } from 'zod';
import { conversationId } from './ids';

const means = z.strictObject({ sound: z.boolean(), notice: z.boolean() });

export const attentionSettings = z.strictObject({
  classes: z.strictObject({ queued: means, /** Absent, as `woken`, from what was chosen before there were offers. */ offered: means.default(both), assigned: means, answered: means, woken: means.default(both), mentioned: means, dueSoon: means, overdue: means }),
  showsText: z.boolean(),
  staysInTray: z.boolean(),
});

export const callingClass = z.enum(callingClasses);

/** What wants the person's attention: part of `requests`. */
export const attentionRequests = {
  /** The conversation that the person has before them; null: none. */
  'attention.looks': { input: z.strictObject({ conversation: conversationId.nullable() }), output: z.null() },
  /** Tells of nothing as if it had happened. */
  'attention.try': { input: z.strictObject({ class: callingClass }), output: z.null() },
  'attention.save': { input: attentionSettings, output: z.null() },
} as const;

/** Each is new by its number, so that whoever listens does everything once. */
const numbered = z.int().nonnegative();

/** Part of `watches`. */
export const attentionWatches = {
  attention: {
    input: z.strictObject({}),
    output: z.strictObject({
      settings: attentionSettings,
      /** Conversations of mine in which something was not seen. */
      unseen: z.int(),
      sound: z.strictObject({ number: numbered, class: callingClass, isLoud: z.boolean() }).nullable(),
      /** A conversation that the person chose in a notice of the system. */
      chosen: z.strictObject({ number: numbered, conversation: conversationId }).nullable(),
    }),
  },
} as const;
