import { fileBounds } from '#domain/conversation/outgoing-file';
import { writable } from '#kernel/text';
import { z } from 'zod';
import { channelId, conversationId, messageId } from './ids';
import { limits } from './limits';
import { outgoingFile } from './outgoing-file';
import { recipients } from './rows';

/** `POST /mails`: an agent writes to somebody who did not ask. The same message again changes nothing. `rich`: the text has the marks of a mail. */
export const newMail = z.strictObject({
  message: messageId,
  channel: channelId,
  recipients,
  subject: z.string().trim().min(1).max(limits.line).transform(writable),
  text: z.string().max(limits.messageText).transform(writable),
  rich: z.literal(true).optional(),
  /** What whoever writes has uploaded. */
  attachments: z.array(outgoingFile).max(fileBounds.most).optional(),
});
export const begunMail = z.strictObject({ conversation: conversationId });

/** `POST /mails/withdrawals`: of a mail whose answer was lost. `conversation`: what began with it; null: nothing did, and nothing ever will under this name. */
export const withdrawMail = z.strictObject({ message: messageId });
export const withdrawnMail = z.strictObject({ conversation: conversationId.nullable() });

/** As it stands in its window, whole or not. `id` names it on its computer, and the files that leave with it; it is not what the server calls what begins with it. */
export const writtenMail = z.strictObject({ id: conversationId, channel: channelId.nullable(), recipients, subject: z.string().max(limits.line), text: z.string().max(limits.messageText) });
export type WrittenMail = Readonly<z.infer<typeof writtenMail>>;

/** Window ⇄ desk: a new mail is kept, sent, taken back while it has not left, and thrown away with its files. */
export const newMailRequests = {
  'newMail.save': { input: writtenMail, output: z.null() },
  'newMail.send': { input: writtenMail, output: z.null() },
  'newMail.takeBack': { input: z.strictObject({ id: conversationId }), output: z.null() },
  'newMail.remove': { input: z.strictObject({ id: conversationId }), output: z.null() },
} as const;

/** New mails that are being written, the one that was touched last first; `blank`: the name of the next one; `begun`: what those began that left since the desk started, newest last. */
export const keptMails = z.strictObject({
  blank: conversationId.nullable(),
  kept: z.array(writtenMail.extend({ files: z.array(outgoingFile) })),
  begun: z.array(z.strictObject({ conversation: conversationId, to: z.string() })),
});
