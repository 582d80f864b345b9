import { singleLine } from '#kernel/text';
import type { Recipients } from '#domain/conversation/recipients';
import type { Outbound } from '../connector';
import { mailAddress, maybeConfirmed, type MailAddress } from './mail-address';
import type { ReplyTokens } from './reply-tokens';
import { plainHtml } from './letter';
import { messageIdOf } from './message-id';

/** A mail ready to leave, from typed parts; nothing in it was written as a header by a person. */
export type OutgoingMail = {
  readonly from: { readonly name: string; readonly address: MailAddress };
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** In the envelope only. */
  readonly bcc: readonly MailAddress[];
  readonly replyTo: MailAddress;
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
  readonly date: Date;
  /** Written by no person: says so, and wants no answer of a program. */
  readonly isAutomatic: boolean;
};

/** The mail that an answer answers. */
export type Answered = { readonly messageId: string | null; readonly references: readonly string[]; readonly sender: string | null };

/** How an answer finds its way back. */
export type Road = { readonly answered: Answered | null; readonly tokens: ReplyTokens };

/** Null when there is no address that our strict rule lets through: such an answer is refused, never repaired. */
export function outgoingMail(outbound: Outbound, road: Road, attachments: OutgoingMail['attachments'] = []): OutgoingMail | null {
  const named = outbound.recipients === null ? customerOf(outbound, road.answered) : strict(outbound.recipients);
  return named === null ? null : writtenMail({ ...outbound, ...named, localId: outbound.key, attachments, isAutomatic: false, mark: markOf(outbound, road.answered) }, road);
}

export type Written = Pick<Outbound, 'conversation' | 'subject' | 'text' | 'at'> &
  Named & Pick<OutgoingMail, 'attachments' | 'isAutomatic'> & {
    /** Where it is more than its text. */
    readonly html?: string | null;
    readonly channel: { readonly name: string; readonly address: string };
    /** What stands before the subject; null before that of a mail that begins a conversation. */
    readonly mark: 'Re' | 'Fwd' | null;
    /** Before the at of its Message-ID; the same for every attempt. */
    readonly localId: string;
  };

export function writtenMail({ channel, conversation, localId, at, ...written }: Written, { answered, tokens }: Road): OutgoingMail | null {
  const from = mailAddress(channel.address);
  if (from === null) return null;
  const mail: OutgoingMail = {
    from: { name: singleLine(channel.name), address: from },
    to: written.to,
    cc: written.cc,
    bcc: written.bcc,
    replyTo: tokens.address(from, conversation),
    subject: marked(written.mark, singleLine(written.subject)),
    messageId: messageIdOf(localId, from),
    inReplyTo: answered?.messageId ?? null,
    references: answered === null ? [] : chain(answered),
    text: written.text,
    html: written.html ?? plainHtml(written.text),
    attachments: written.attachments,
    date: new Date(at),
    isAutomatic: written.isAutomatic,
  };
  return headerFields(mail).some(hasControl) ? null : mail;
}

type Named = Pick<OutgoingMail, 'to' | 'cc' | 'bcc'>;

/** The address that wrote last, if it is the customer's own; else the customer's first. */
function customerOf(outbound: Outbound, answered: Answered | null): Named | null {
  const own = outbound.addresses.flatMap((text) => maybeConfirmed(text) ?? []);
  const to = own.find((address) => address === answered?.sender) ?? own[0];
  return to === undefined ? null : { to: [to], cc: [], bcc: [] };
}

/** Whom an agent named: all of them as they stand, or nobody. */
function strict({ to, cc, bcc }: Recipients): Named | null {
  const read = (addresses: readonly string[]): readonly MailAddress[] => addresses.flatMap((one) => mailAddress(one) ?? []);
  const named = { to: read(to), cc: read(cc), bcc: read(bcc) };
  return to.length > 0 && everyone(named).length === to.length + cc.length + bcc.length ? named : null;
}

/** Who gets a mail, each once. */
export function everyone({ to, cc, bcc }: Named): readonly MailAddress[] {
  return [...new Set([...to, ...cc, ...bcc])];
}

function markOf({ forwarded }: Outbound, answered: Answered | null): Written['mark'] {
  if (forwarded !== null) return 'Fwd';
  return answered === null ? null : 'Re';
}

function marked(mark: Written['mark'], subject: string): string {
  if (mark === null) return subject;
  const stands = mark === 'Re' ? /^re\s*:/i : /^fwd\s*:/i;
  return stands.test(subject) ? subject : `${mark}: ${subject}`.trim();
}

/** Older references that a long thread may lose; the first names the thread, the newest its place. */
const mostReferences = 20;

function chain({ references, messageId }: Answered): readonly string[] {
  const all = messageId === null ? references : [...references.filter((one) => one !== messageId), messageId];
  return all.length <= mostReferences ? all : [...all.slice(0, 1), ...all.slice(1 - mostReferences)];
}

/** Everything that becomes a header field. */
function headerFields(mail: OutgoingMail): readonly string[] {
  return [mail.from.name, mail.from.address, ...everyone(mail), mail.replyTo, mail.subject, mail.messageId, mail.inReplyTo ?? '', ...mail.references, ...mail.attachments.flatMap(({ name, type }) => [name, type])];
}

function hasControl(field: string): boolean {
  return /\p{Cc}/u.test(field);
}
