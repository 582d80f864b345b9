import { conversationsOfMails, conversationsOfMessages, keepMail, mailChannelAt, type MailChannel } from '#db/central/mail';
import type { Reader } from '#db/central/open';
import { id, type ConversationId } from '#kernel/id';
import { createHash, randomUUID } from 'node:crypto';
import type { Intake } from '../connector';
import type { ServerText } from '../text/text';
import type { Arrived, Understood } from './arrived-mail';
import { markBounced, type BounceOffice } from './bounced-message';
import { endOfHeaders } from './header-charset';
import { mailAddress, splitPlus, taggedConversation, type MailAddress } from './mail-address';
import type { MailReader } from './mail-reader';
import { ownMessage } from './message-id';
import type { MailAttachment } from './read-mail';
import type { Accepted, DeliveredMail } from './smtp-door';

export type MailIntake = BounceOffice & { readonly db: Reader; readonly intake: Intake; readonly reader: MailReader; readonly text: ServerText };

/** Takes one mail in for every channel that it names. Resolves when all of that is committed; again with the same mail changes nothing. */
export async function takeMailIn(office: MailIntake, delivered: DeliveredMail): Promise<Accepted> {
  const mail = await readOrKeepShut(office, delivered.raw);
  const author = mail.from.address ?? delivered.sender;
  const isPersonal = mail.nature === 'personal' && delivered.sender !== null;
  const nature = mail.nature === 'personal' && !isPersonal ? 'automatic' : mail.nature;
  for (const [channel, tags] of await channelsOf(office.db, delivered.recipients)) {
    const arrived: Arrived = { channel, tags, mail: { ...mail, nature }, raw: delivered.raw, key: keyOf(mail, delivered.raw) };
    if (await markBounced(office, arrived)) continue;
    if (author === null) return 'noSender';
    await takeFor(office, arrived, author);
  }
  return 'accepted';
}

/** A mail that is too hostile or too broken keeps its header fields if possible, a notice as its text, and itself as a file. */
async function readOrKeepShut({ reader, text }: MailIntake, raw: Uint8Array): Promise<Understood> {
  const mail = await reader.read(raw);
  if (mail !== null && mail.isWhole) return mail;
  const original: MailAttachment = { id: id('attachment', randomUUID()), name: text.originalFile, type: 'message/rfc822', bytes: raw };
  if (mail !== null) return { ...mail, attachments: [...mail.attachments, original] };
  const headers = await reader.readHeaders(raw);
  const known = headers ?? { from: { address: null, name: '' }, messageId: null, answers: [], references: [], subject: '', bounce: null };
  return { ...known, nature: 'unreadable', bounce: null, text: text.unreadableMail, html: null, attachments: [original] };
}

/** A sender that did not hear our answer sends the same bytes again; relays only add fields above them. */
function keyOf({ messageId }: Understood, raw: Uint8Array): string {
  const hash = createHash('sha256').update(messageId ?? '');
  return hash.update(messageId === null ? raw : raw.subarray(endOfHeaders(raw))).digest('hex');
}

async function channelsOf(db: Reader, recipients: readonly MailAddress[]): Promise<ReadonlyMap<MailChannel, readonly string[]>> {
  const tags = new Map<MailAddress, string[]>();
  for (const recipient of recipients) {
    const { base, tag } = splitPlus(recipient);
    tags.set(base, [...(tags.get(base) ?? []), ...(tag === null ? [] : [tag])]);
  }
  const channels = new Map<MailChannel, readonly string[]>();
  for (const [base, named] of tags) {
    const channel = await mailChannelAt(db, base);
    if (channel !== null) channels.set(channel, named);
  }
  return channels;
}

async function takeFor(office: MailIntake, arrived: Arrived, author: MailAddress): Promise<void> {
  const { channel, mail, key, raw } = arrived;
  await office.intake({
    tenant: channel.tenant,
    channel: channel.id,
    key,
    author: { kind: 'email', value: author, name: mail.from.name === '' ? author : mail.from.name },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments,
    thread: await threadOf(office.db, arrived),
    keep: (tx, taken, now) =>
      keepMail(tx, { tenant: channel.tenant, channel: channel.id, key, ...taken, messageId: mail.messageId, references: mail.references, sender: author, nature: mail.nature, at: now, raw }),
  });
}

/** Where a mail may belong, best first. Whether its author may write there is decided by the intake. */
async function threadOf(db: Reader, { channel, tags, mail }: Arrived): Promise<readonly ConversationId[]> {
  const tagged = tags.flatMap((tag) => taggedConversation(tag) ?? []);
  const own = await conversationsOfMessages(db, channel.tenant, mail.answers.flatMap((one) => ownMessage(one) ?? []));
  const theirs = await conversationsOfMails(db, { tenant: channel.tenant, channel: channel.id }, mail.answers);
  return [...new Set([...tagged, ...own, ...theirs])];
}

/** Whether the door opens for an address. */
export async function isMailChannel(db: Reader, address: MailAddress): Promise<boolean> {
  return mailAddress(address) !== null && (await mailChannelAt(db, address)) !== null;
}
