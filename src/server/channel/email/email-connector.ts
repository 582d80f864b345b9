import { lastMailOf, mailChannelAt } from '#db/central/mail';
import { letterFacts } from '#db/central/letter-facts';
import { mailFramesOf } from '#db/central/mail-frames';
import { findMailbox } from '#db/central/mailboxes';
import { signatureFor } from '#db/central/signatures';
import type { Begin, Connector, Outbound, SendResult } from '../connector';
import type { ChannelId, TenantId } from '#kernel/id';
import type { Duration } from '#kernel/instant';
import { startAutomaticAnswers } from './automatic-answer';
import { composeMail } from './compose-mail';
import { isMailChannel, takeFromMailbox, takeMailIn, type MailIntake } from './mail-intake';
import { letterOf, type Letter } from './letter';
import { openMailReader, type MailReader } from './mail-reader';
import { mailAddress, splitPlus } from './mail-address';
import { handOver, type RelayAddress } from './mail-relay';
import type { MailboxCredentials } from './mailbox/credentials';
import { keepMailboxes } from './mailbox/mailbox-keeper';
import { sendFromMailbox, traceInMailbox } from './mailbox/send-from-mailbox';
import { StubbornMails } from './mailbox/stubborn-mails';
import { patientPauses, type Watching } from './mailbox/watch-mailbox';
import { messageIdOf } from './message-id';
import { everyone, outgoingMail, type OutgoingMail } from './outgoing-mail';
import type { ServerLanguage } from '../text/text';
import { openSmtpDoor, type SmtpDoorOptions } from './smtp-door';

export type EmailConnectorOptions = Omit<MailIntake, 'reader'> & {
  /** Spoken to customers of whom none is known. */
  readonly language: ServerLanguage;
  readonly door: Pick<SmtpDoorOptions, 'host' | 'port' | 'report'>;
  /** Null while no mail server is named: answers wait and are tried again. */
  readonly relay: RelayAddress | null;
  readonly mailboxes: { readonly credentials: MailboxCredentials; readonly report: Watching['report']; readonly pauses?: Watching['pauses'] };
  /** The built mail worker. */
  readonly worker: URL;
};

export interface EmailConnector extends Connector {
  start(): Promise<{ readonly port: number; stop(): Promise<void> }>;
}

/** E-mail: in by our own SMTP door, out through the relay of the company. */
export function emailConnector(options: EmailConnectorOptions): EmailConnector {
  return {
    kind: 'email',
    start: async () => {
      const reader = openMailReader(options.worker);
      const door = await openSmtpDoor({
        ...options.door,
        isOurs: (address) => isMailChannel(options.db, address),
        takeIn: (mail) => takeMailIn({ ...options, reader }, mail),
      });
      const mailboxes = keepMailboxes(watching(options, reader));
      const automatic = startAutomaticAnswers({ db: options.db, tokens: options.tokens, send: (from, mail, begin) => post(options, mail, { ...from, begin }), failed: (error) => options.mailboxes.report('mailbox.failed', error) });
      return {
        port: door.port,
        stop: async () => {
          await door.stop();
          await mailboxes.stop();
          await automatic.stop();
          await reader.stop();
        },
      };
    },
    send: (outbound, begin) => send(options, outbound, begin),
    trace: (outbound, begunFor) => trace(options, outbound, begunFor),
  };
}

function watching(options: EmailConnectorOptions, reader: MailReader): Watching {
  const { db, mailboxes: { credentials, report, pauses = patientPauses } } = options;
  const stubborn = new StubbornMails();
  return {
    db,
    credentials,
    report,
    pauses,
    takeIn: async (mailbox, found, reached) => {
      const channel = await mailChannelAt(db, mailbox.address);
      // A channel that is gone takes nothing in; its mailbox goes with it.
      if (channel?.id !== mailbox.channel) return;
      await stubborn.take(channel.id, found.raw, (isStubborn) => takeFromMailbox({ ...options, reader }, { ...found, channel, reached, isStubborn }));
    },
  };
}

async function send(options: EmailConnectorOptions, written: Outbound, begin: Begin): Promise<SendResult> {
  const { db, relay, tokens } = options;
  const outbound = await dressed(options, written);
  const mailbox = await findMailbox(db, { tenant: outbound.tenant, channel: outbound.channel.id });
  // Who is outside is told nothing of the thread.
  const answered = outbound.forwarded === null ? await lastMailOf(db, outbound.tenant, outbound.conversation) : null;
  const draft = outgoingMail(outbound, { answered, tokens });
  if (draft === null) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no usable address' };
  const ours = await Promise.all(everyone(draft).map((address) => mailChannelAt(db, splitPlus(address).base)));
  if (ours.some((channel) => channel !== null)) return { outcome: 'refused', reason: 'delivery.refused', detail: 'an address of ours' };
  if (mailbox === null && relay === null) return noRelay;
  const attachments = await Promise.all(outbound.attachments.map(async ({ name, type, bytes }) => ({ name, type, bytes: await bytes() })));
  const mail = outgoingMail(outbound, { answered, tokens }, attachments);
  if (mail === null) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no usable file name' };
  return post(options, mail, { tenant: outbound.tenant, channel: outbound.channel.id, begin });
}

type From = { readonly tenant: TenantId; readonly channel: ChannelId; readonly begin: Begin };

/** By the channel's own mailbox, or by the relay of the company. What no person wrote names no sender whom a failure would be told. */
async function post({ db, relay, mailboxes }: EmailConnectorOptions, mail: OutgoingMail, { tenant, channel, begin }: From): Promise<SendResult> {
  const bytes = await composeMail(mail);
  const envelope = { from: mail.isAutomatic ? '' : mail.from.address, to: everyone(mail) };
  const mailbox = await findMailbox(db, { tenant, channel });
  if (mailbox !== null) return sendFromMailbox(mailboxes, mailbox, { mail: { envelope, bytes, at: mail.date }, begin });
  return relay === null ? noRelay : handOver(relay, { envelope, mail: bytes }, begin);
}

/** A mailbox can be looked into; what a relay has, it tells nobody. */
async function trace({ db, mailboxes }: EmailConnectorOptions, { tenant, channel, key }: Outbound, begunFor: Duration): Promise<SendResult> {
  const mailbox = await findMailbox(db, { tenant, channel: channel.id });
  const from = mailAddress(channel.address);
  if (mailbox === null || from === null) return { outcome: 'doubt', detail: 'no answer' };
  return traceInMailbox(mailboxes, mailbox, { messageId: messageIdOf(key, from), begunFor });
}

/** With what stands around the text, in the language of the customer. */
async function dressed({ db, language }: EmailConnectorOptions, written: Outbound): Promise<Outbound & Letter> {
  const { tenant, channel, author } = written;
  const facts = await letterFacts(db, tenant, written.key);
  const frames = await mailFramesOf(db, { tenant, channel: channel.id });
  const spoken = facts?.language ?? language;
  const frame = frames.find((one) => one.language === spoken) ?? (facts?.language === null ? (frames[0] ?? null) : null);
  const signature = await signatureFor(db, { tenant, person: author }, channel.id);
  return { ...written, ...letterOf(written, { facts, frame, signature, language: spoken }) };
}

const noRelay: SendResult = { outcome: 'retry', reason: 'delivery.unreachable', detail: 'no relay' };

