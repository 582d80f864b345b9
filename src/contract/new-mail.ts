import { writable } from '#kernel/text';
import { z } from 'zod';
import { channelId, conversationId, messageId } from './ids';
import { limits } from './limits';
import { recipients } from './rows';

/** `POST /mails`: an agent writes to somebody who did not ask. The same message again changes nothing. `rich`: the text has the marks of a mail. */
export const newMail = z.strictObject({
  message: messageId,
  channel: channelId,
  recipients,
  subject: z.string().trim().min(1).max(limits.line).transform(writable),
  text: z.string().max(limits.messageText).transform(writable),
  rich: z.literal(true).optional(),
});
export const begunMail = z.strictObject({ conversation: conversationId });
