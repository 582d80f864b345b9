import type { ChannelRow } from '#domain/channel/channel';
import { startDelivery, type DeliveryWorker } from '#server/channel/delivery';
import type { DeliveryPlan } from '#server/channel/delivery-plan';
import { emailConnector, type EmailConnector } from '#server/channel/email/email-connector';
import { MailboxCredentials } from '#server/channel/email/mailbox/credentials';
import { createSealing } from '#server/access/sealing';
import { randomBytes } from 'node:crypto';
import { openIntake } from '#server/channel/intake';
import { createReplyTokens, type ReplyTokens } from '#server/channel/email/reply-tokens';
import type { JudgeSender } from '#server/channel/email/sender-verdict';
import { serverTexts } from '#server/channel/text/text';
import type { CentralDatabases } from './central-database';
import { openChannelHouse, type ChannelHouse } from './channel-house';
import { builtMailWorker } from './built-workers';
import { openSmtpMailbox, type SmtpMailbox } from './smtp-mailbox';

export type MailHouse = ChannelHouse & {
  readonly channel: ChannelRow;
  readonly port: number;
  readonly customers: SmtpMailbox;
  readonly connector: EmailConnector;
  readonly tokens: ReplyTokens;
  readonly delivery: DeliveryWorker;
};

const impatient: DeliveryPlan = { pauses: [50, 100], giveUpAfter: 60_000 };

/** A channel house with an SMTP door, a delivery worker, and the mail server of its customers as relay. */
export async function openMailHouse(databases: CentralDatabases, plan: DeliveryPlan = impatient, judgeSender: JudgeSender = async () => 'none'): Promise<MailHouse> {
  const house = await openChannelHouse(databases);
  const channel = await house.addChannel('email', 'support@shop.example');
  const customers = await openSmtpMailbox();
  const { commit, log } = house.exchange;
  const report = (): void => undefined;
  const tokens = createReplyTokens('a secret of the house');
  const connector = emailConnector({
    db: house.db,
    commit,
    intake: openIntake(house.db, commit),
    tokens,
    judgeSender,
    text: serverTexts.en,
    language: 'en',
    door: { host: '127.0.0.1', port: 0, report },
    relay: { host: '127.0.0.1', port: customers.port },
    mailboxes: { credentials: new MailboxCredentials({ db: house.db, sealing: createSealing([randomBytes(32)]) }), report },
    worker: await builtMailWorker(),
  });
  const running = await connector.start();
  const delivery = startDelivery({ db: house.db, commit, connectors: [connector], report, plan });
  const deaf = log.watchLog(() => delivery.wake());
  return {
    ...house,
    channel,
    port: running.port,
    customers,
    connector,
    tokens,
    delivery,
    stop: async () => {
      deaf();
      await delivery.stop();
      await running.stop();
      await customers.stop();
      await house.stop();
    },
  };
}
