import { mostMentions } from '#domain/conversation/message';
import { fileBounds } from '#domain/conversation/outgoing-file';
import { shownTypes } from '#domain/conversation/shown-file';
import { z } from 'zod';
import { draftMail } from './draft-mail';
import { attachmentId, conversationId, messageId, personId } from './ids';
import { limits } from './limits';
import { fileHash } from './outgoing-file';
import { recipients } from './rows';
import { mostActs, sentWith } from './sent-with';

const text = z.string().max(limits.messageText);
const isDraft = z.literal(true).optional();
/** What stands in a composer. */
export const writtenText = z.strictObject({ mode: z.enum(['reply', 'note']), text: z.string(), mail: draftMail, seen: messageId.nullable().optional() });
/** Window ⇄ desk: what a person writes, sends, takes back and attaches. */
export const writingRequests = {
  /** `rich`: the text has the marks of a mail. `attachments`: hashes of files in the draft; a text that comes with files may be empty. `recipients`: of a mail; else it goes to the customer. `forwards`: what goes along to them; `quotes`: what it answers; `seen`: the newest answer that its writer knew of, null for none; `along`: what is done with it; `isDraft`: it stood in the composer, and its draft goes in the same step. */
  'message.send': { input: z.strictObject({ conversation: conversationId, text, rich: z.literal(true).optional(), attachments: z.array(fileHash).max(fileBounds.most).optional(), recipients: recipients.optional(), forwards: messageId.optional(), quotes: messageId.optional(), seen: messageId.nullable().optional(), along: z.array(sentWith).max(mostActs).optional(), isDraft }), output: z.strictObject({ message: messageId }) },
  /** Takes an answer back that has not left, with everything that was done together with it. */
  'message.takeBack': { input: z.strictObject({ conversation: conversationId, message: messageId }), output: z.null() },
  'note.add': { input: z.strictObject({ conversation: conversationId, text, mentions: z.array(personId).max(mostMentions).optional(), isDraft }), output: z.strictObject({ message: messageId }) },
  /** Keeps what is in the composer; an empty one is forgotten. `seen`: the newest answer that its writer knew of, null for none; `mail`: as mails usually go, where it is left out. `taken`: returned texts that it contains now. */
  'draft.save': {
    input: z.strictObject({ conversation: conversationId, mode: z.enum(['reply', 'note']), text, mail: draftMail.optional(), seen: messageId.nullable().optional(), taken: z.array(z.string().max(200)).max(100).optional() }),
    output: z.null(),
  },
  /** Shows the system's dialog, and attaches to the draft what the person chose there. Main answers: no path passes the window. */
  'attachment.choose': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
  /** A piece of a file that was pasted or dropped; the last one attaches it to the draft. */
  'attachment.add': {
    input: z.strictObject({
      conversation: conversationId,
      transfer: z.uuid(),
      name: z.string().max(limits.line),
      size: z.int().min(1),
      from: z.int().nonnegative(),
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength > 0 && bytes.byteLength <= limits.filePiece),
    }),
    output: z.null(),
  },
  /** Takes a file out of the draft. */
  'attachment.remove': { input: z.strictObject({ conversation: conversationId, hash: fileHash }), output: z.null() },
  /** A piece of an attachment that may be looked at in the window, and what it is by its bytes; the first piece fetches it. */
  'attachment.show': {
    input: z.strictObject({ message: messageId, attachment: attachmentId, from: z.int().nonnegative() }),
    output: z.strictObject({ type: z.enum(shownTypes), size: z.int(), bytes: z.instanceof(Uint8Array) }),
  },
  /** Saves an attachment to the person's downloads folder and answers with its file name there. */
  'attachment.save': { input: z.strictObject({ message: messageId, attachment: attachmentId }), output: z.strictObject({ file: z.string() }) },
} as const;
