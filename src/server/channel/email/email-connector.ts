import { findMailbox } from '#db/central/mailboxes';
import { lastMailOf, mailChannelAt } from '#db/central/mail';
import type { Connector, Outbound, SendResult } from '../connector';
import { composeMail } from './compose-mail';
import { isMailChannel, takeFromMailbox, takeMailIn, type MailIntake } from './mail-intake';
import { openMailReader, type MailReader } from './mail-reader';
import { handOver, type RelayAddress } from './mail-relay';
import type { MailboxCredentials } from './mailbox/credentials';
import { keepMailboxes } from './mailbox/mailbox-keeper';
import { sendFromMailbox } from './mailbox/send-from-mailbox';
import { patientPauses, type Watching } from './mailbox/watch-mailbox';
import { outgoingMail } from './outgoing-mail';
import { openSmtpDoor, type SmtpDoorOptions } from './smtp-door';

export type EmailConnectorOptions = Omit<MailIntake, 'reader'> & {
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
      return {
        port: door.port,
        stop: async () => {
          await door.stop();
          await mailboxes.stop();
          await reader.stop();
        },
      };
    },
    send: (outbound) => send(options, outbound),
  };
}

function watching(options: EmailConnectorOptions, reader: MailReader): Watching {
  const { db, mailboxes: { credentials, report, pauses = patientPauses } } = options;
  return {
    db,
    credentials,
    report,
    pauses,
    takeIn: async (mailbox, found, reached) => {
      const channel = await mailChannelAt(db, mailbox.address);
      // A channel that is gone takes nothing in; its mailbox goes with it.
      if (channel?.id === mailbox.channel) await takeFromMailbox({ ...options, reader }, { ...found, channel, reached });
    },
  };
}

async function send(options: EmailConnectorOptions, outbound: Outbound): Promise<SendResult> {
  const { db, relay, tokens } = options;
  const mailbox = await findMailbox(db, { tenant: outbound.tenant, channel: outbound.channel.id });
  const answered = await lastMailOf(db, outbound.tenant, outbound.conversation);
  if (outgoingMail(outbound, { answered, tokens }) === null) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no usable address' };
  if (mailbox === null && relay === null) return noRelay;
  const attachments = await Promise.all(outbound.attachments.map(async ({ name, type, bytes }) => ({ name, type, bytes: await bytes() })));
  const mail = outgoingMail(outbound, { answered, tokens }, attachments);
  if (mail === null) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no usable file name' };
  const bytes = await composeMail(mail);
  if (mailbox !== null) return sendFromMailbox(options.mailboxes, mailbox, { from: mail.from.address, to: mail.to, messageId: mail.messageId, bytes, attempt: outbound.attempt, at: mail.date });
  return relay === null ? noRelay : handOver(relay, { from: mail.from.address, to: mail.to }, bytes);
}

const noRelay: SendResult = { outcome: 'retry', reason: 'delivery.unreachable', detail: 'no relay' };

