import { conversationsOfMails, conversationsOfMessages, isMailKept, keepMail, mailChannelAt, type MailChannel } from '#db/central/mail';
import type { Reader, Writer } from '#db/central/open';
import { id, type ConversationId } from '#kernel/id';
import { createHash, randomUUID } from 'node:crypto';
import type { Intake } from '../connector';
import type { ServerText } from '../text/text';
import type { Arrived, Understood } from './arrived-mail';
import { automaticAnswer, queueAnswer } from './automatic-answer';
import { isBlockedSender } from './blocked-sender';
import { markBounced, type BounceOffice } from './bounced-message';
import { endOfHeaders } from './header-charset';
import { mailAddress, splitPlus, unconfirmed, type MailAddress } from './mail-address';
import type { MailReader } from './mail-reader';
import type { FoundMail } from './mailbox/sync-mailbox';
import { ownMessage } from './message-id';
import type { ReplyTokens } from './reply-tokens';
import type { MailAttachment } from './read-mail';
import type { JudgeSender } from './sender-verdict';
import type { Accepted, DeliveredMail } from './smtp-door';

export type MailIntake = BounceOffice & { readonly db: Reader; readonly intake: Intake; readonly reader: MailReader; readonly tokens: ReplyTokens; readonly judgeSender: JudgeSender; readonly text: ServerText };

/** Takes one mail in for every channel that it names. Resolves when all of that is committed; again with the same mail changes nothing. */
export async function takeMailIn(office: MailIntake, delivered: DeliveredMail): Promise<Accepted> {
  const { raw, sender, peer } = delivered;
  const mail = await readOrKeepShut(office, raw);
  const author = mail.from.address ?? sender;
  const verdict = await office.judgeSender({ raw, author, sender, peer });
  for (const [channel, tags] of await channelsOf(office.db, delivered.recipients)) {
    const arrived: Arrived = { channel, tags, mail: { ...mail, nature: natureFrom(mail, sender) }, raw, verdict, key: keyOf(mail, raw) };
    if (await markBounced(office, arrived)) continue;
    if (author === null) return 'noSender';
    await takeFor(office, arrived, author);
  }
  return 'accepted';
}

export type MailboxMail = FoundMail & { readonly channel: MailChannel; readonly reached: (tx: Writer) => Promise<void>; /** It failed again and again, and nothing in it is believed to be harmless. */ readonly isStubborn: boolean };

/** Takes in a mail that lies in the mailbox of a channel. Nobody could be told that it has no sender, so it has one that cannot be answered. */
export async function takeFromMailbox(office: MailIntake, { channel, raw, isCut, isStubborn, reached }: MailboxMail): Promise<void> {
  const mail = isStubborn ? unopened(office, raw) : isCut ? await headersOnly(office, raw, office.text.tooLargeMail) : await readOrKeepShut(office, raw);
  const sender = mail.returnPath === undefined ? mail.from.address : mail.returnPath;
  const tags = mail.recipients.map(splitPlus).flatMap(({ base, tag }) => (base === channel.address && tag !== null ? [tag] : []));
  const known = mail.from.address ?? sender;
  const from = known === null ? { address: nobody, name: office.text.unknownSender } : mail.from;
  const verdict = isCut || isStubborn ? 'none' : await office.judgeSender({ raw, author: known, sender, peer: null });
  const arrived: Arrived = { channel, tags, mail: { ...mail, from, nature: natureFrom(mail, sender) }, raw, verdict, key: keyOf(mail, raw), reached };
  // The keys of the intake are forgotten; a mailbox that numbers its mails anew shows again what came years ago.
  if (await isMailKept(office.db, { tenant: channel.tenant, channel: channel.id, key: arrived.key })) return;
  if (!(await markBounced(office, arrived))) await takeFor(office, arrived, known ?? nobody);
}

/** A domain that nobody can ever have (RFC 2606). */
const nobody: MailAddress = 'nobody@sender.invalid';

/** Whatever wants no answer in its envelope was not written by a person. */
function natureFrom(mail: Understood, sender: MailAddress | null): Understood['nature'] {
  return mail.nature === 'personal' && sender === null ? 'automatic' : mail.nature;
}

/** A mail that is too hostile or too broken keeps its header fields if possible, a notice as its text, and itself as a file. */
async function readOrKeepShut(office: MailIntake, raw: Uint8Array): Promise<Understood> {
  const { reader, text } = office;
  const mail = await reader.read(raw);
  if (mail !== null && mail.isWhole) return mail;
  const original = originalOf(office, raw);
  if (mail !== null) return { ...mail, attachments: [...mail.attachments, original] };
  return { ...(await headersOnly(office, raw, text.unreadableMail)), attachments: [original] };
}

function originalOf({ text }: MailIntake, raw: Uint8Array): MailAttachment {
  return { id: id('attachment', randomUUID()), name: text.originalFile, type: 'message/rfc822', bytes: raw };
}

const nothingKnown = { from: { address: null, name: '' }, recipients: [], named: { to: [], cc: [], more: 0 }, returnPath: undefined, messageId: null, answers: [], references: [], subject: '' } as const;
const nothingRead = { nature: 'unreadable', bounce: null, html: null, attachments: [] } as const;

function unopened(office: MailIntake, raw: Uint8Array): Understood {
  return { ...nothingKnown, ...nothingRead, text: office.text.unreadableMail, attachments: [originalOf(office, raw)] };
}

async function headersOnly({ reader }: MailIntake, raw: Uint8Array, text: string): Promise<Understood> {
  return { ...((await reader.readHeaders(raw)) ?? nothingKnown), ...nothingRead, text };
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
  const { channel, mail, key, raw, verdict } = arrived;
  const name = mail.from.name === '' ? author : mail.from.name;
  await office.intake({
    tenant: channel.tenant,
    channel: channel.id,
    key,
    author: verdict === 'fail' ? { kind: 'email', value: unconfirmed(author), name: office.text.unconfirmed(name) } : { kind: 'email', value: author, name },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments,
    names: { from: author, ...mail.named, verdict },
    thread: await threadOf(office, arrived),
    meet: async (tx, at) => {
      const isBlocked = await isBlockedSender(tx, channel.tenant, { author, verdict });
      return { isBlocked, answer: isBlocked ? null : await automaticAnswer(tx, arrived, { ...at, author }) };
    },
    keep: async (tx, { answer, ...taken }, now) => {
      await keepMail(tx, { tenant: channel.tenant, channel: channel.id, key, ...taken, messageId: mail.messageId, references: mail.references, sender: author, nature: mail.nature, at: now, raw });
      if (answer !== null) await queueAnswer(tx, arrived, { conversation: taken.conversation, author, text: answer, now });
      await arrived.reached?.(tx);
    },
  });
}

/** Where a mail may belong, best first. Whether its author may write there is decided by the intake. */
async function threadOf({ db, tokens }: MailIntake, { channel, tags, mail }: Arrived): Promise<readonly ConversationId[]> {
  const tagged = tags.flatMap((tag) => tokens.conversation(tag) ?? []);
  const own = await conversationsOfMessages(db, channel.tenant, mail.answers.flatMap((one) => ownMessage(one) ?? []));
  const theirs = await conversationsOfMails(db, { tenant: channel.tenant, channel: channel.id }, mail.answers);
  return [...new Set([...tagged, ...own, ...theirs])];
}

/** Whether the door opens for an address. */
export async function isMailChannel(db: Reader, address: MailAddress): Promise<boolean> {
  return mailAddress(address) !== null && (await mailChannelAt(db, address)) !== null;
}
