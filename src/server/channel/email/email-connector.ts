import { lastMailOf } from '#db/central/mail';
import type { Connector, Outbound, SendResult } from '../connector';
import { composeMail } from './compose-mail';
import { isMailChannel, takeMailIn, type MailIntake } from './mail-intake';
import { openMailReader } from './mail-reader';
import { handOver, type RelayAddress } from './mail-relay';
import { outgoingMail } from './outgoing-mail';
import { openSmtpDoor, type SmtpDoorOptions } from './smtp-door';

export type EmailConnectorOptions = Omit<MailIntake, 'reader'> & {
  readonly door: Pick<SmtpDoorOptions, 'host' | 'port' | 'report'>;
  /** Null while no mail server is named: answers wait and are tried again. */
  readonly relay: RelayAddress | null;
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
      return {
        port: door.port,
        stop: async () => {
          await door.stop();
          await reader.stop();
        },
      };
    },
    send: (outbound) => send(options, outbound),
  };
}

async function send({ db, relay }: EmailConnectorOptions, outbound: Outbound): Promise<SendResult> {
  const answered = await lastMailOf(db, outbound.tenant, outbound.conversation);
  if (outgoingMail(outbound, answered) === null) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no usable address' };
  if (relay === null) return { outcome: 'retry', reason: 'delivery.unreachable', detail: 'no relay' };
  const attachments = await Promise.all(outbound.attachments.map(async ({ name, type, bytes }) => ({ name, type, bytes: await bytes() })));
  const mail = outgoingMail(outbound, answered, attachments);
  if (mail === null) return { outcome: 'refused', reason: 'delivery.refused', detail: 'no usable file name' };
  const bytes = await composeMail(mail);
  return handOver(relay, { from: mail.from.address, to: mail.to }, bytes);
}
