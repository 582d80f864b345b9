import { singleLine } from '#kernel/text';
import type { Outbound } from '../connector';
import { mailAddress, type MailAddress } from './mail-address';
import type { ReplyTokens } from './reply-tokens';
import { messageIdOf } from './message-id';

/** A mail ready to leave, from typed parts; nothing in it was written as a header by a person. */
export type OutgoingMail = {
  readonly from: { readonly name: string; readonly address: MailAddress };
  readonly to: MailAddress;
  readonly replyTo: MailAddress;
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
  readonly date: Date;
};

/** The mail that an answer answers. */
export type Answered = { readonly messageId: string | null; readonly references: readonly string[]; readonly sender: string | null };

/** Null when there is no address that our strict rule lets through: such an answer is refused, never repaired. */
export function outgoingMail(outbound: Outbound, { answered, tokens }: { readonly answered: Answered | null; readonly tokens: ReplyTokens }, attachments: OutgoingMail['attachments'] = []): OutgoingMail | null {
  const from = mailAddress(outbound.channel.address);
  const to = recipient(outbound, answered);
  if (from === null || to === null) return null;
  const mail: OutgoingMail = {
    from: { name: singleLine(outbound.channel.name), address: from },
    to,
    replyTo: tokens.address(from, outbound.conversation),
    subject: answerSubject(singleLine(outbound.subject)),
    messageId: messageIdOf(outbound.key, from),
    inReplyTo: answered?.messageId ?? null,
    references: answered === null ? [] : chain(answered),
    text: outbound.text,
    html: simpleHtml(outbound.text),
    attachments,
    date: new Date(outbound.at),
  };
  return headerFields(mail).some(hasControl) ? null : mail;
}

/** The address that wrote last, if it is the customer's own; else the customer's first. */
function recipient(outbound: Outbound, answered: Answered | null): MailAddress | null {
  const own = outbound.addresses.flatMap((text) => mailAddress(text) ?? []);
  return own.find((address) => address === answered?.sender) ?? own[0] ?? null;
}

function answerSubject(subject: string): string {
  return /^re\s*:/i.test(subject) ? subject : `Re: ${subject}`.trim();
}

/** Older references that a long thread may lose; the first names the thread, the newest its place. */
const mostReferences = 20;

function chain({ references, messageId }: Answered): readonly string[] {
  const all = messageId === null ? references : [...references.filter((one) => one !== messageId), messageId];
  return all.length <= mostReferences ? all : [...all.slice(0, 1), ...all.slice(1 - mostReferences)];
}

function simpleHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return `<div style="white-space:pre-wrap">${escaped.replaceAll('\n', '<br>\n')}</div>`;
}

/** Everything that becomes a header field. */
function headerFields(mail: OutgoingMail): readonly string[] {
  return [mail.from.name, mail.from.address, mail.to, mail.replyTo, mail.subject, mail.messageId, mail.inReplyTo ?? '', ...mail.references, ...mail.attachments.flatMap(({ name, type }) => [name, type])];
}

function hasControl(field: string): boolean {
  return /\p{Cc}/u.test(field);
}
