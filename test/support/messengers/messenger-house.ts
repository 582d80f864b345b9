import type { MessengerSetup } from '#contract/messenger';
import { addMessenger } from '#db/central/messengers';
import { outboundFacts } from '#db/central/delivery';
import type { ChannelRow } from '#domain/channel/channel';
import { isId } from '#kernel/id';
import { listOf } from '#server/access/network';
import { createSealing } from '#server/access/sealing';
import { startDelivery } from '#server/channel/delivery';
import type { Connector, SendResult } from '#server/channel/connector';
import { openIntake } from '#server/channel/intake';
import { messengerConnector } from '#server/channel/messenger/messenger-connector';
import { MessengerKeeper } from '#server/channel/messenger/messenger-keeper';
import { openMessengers, type MessengerOffice } from '#server/channel/messenger/messenger-office';
import { hookRoutes } from '#server/channel/messenger/hook-route';
import type { Account } from '#server/channel/messenger/road';
import type { MessengerRoots } from '#server/channel/messenger/roads';
import { createApiTokens } from '#server/api/tokens';
import { createApp } from '#server/app';
import { createAudit } from '#server/audit';
import { createMetrics } from '#server/metrics';
import { createSecondFactor } from '#server/access/second-factor';
import { createSessions } from '#server/access/sessions';
import type { CentralDatabases } from '../central-database';
import { openChannelHouse, type ChannelHouse } from '../channel-house';

export type MessengerHouse = ChannelHouse & {
  readonly channel: ChannelRow;
  readonly office: MessengerOffice;
  readonly account: () => Promise<Account>;
  /** Where the messenger calls us. */
  readonly hook: string;
  /** Stops listening and sending, or begins again, as a restart does. */
  readonly listen: () => Promise<{ readonly stop: () => Promise<void>; readonly keeper: MessengerKeeper }>;
  readonly sendAgain: (message: string) => Promise<SendResult>;
  readonly failures: unknown[];
};

const nowhere = 'http://127.0.0.1:1';

/** A channel house whose one channel is connected to a messenger. */
export async function openMessengerHouse(databases: CentralDatabases, setup: MessengerSetup, roots: Partial<MessengerRoots>): Promise<MessengerHouse> {
  const house = await openChannelHouse(databases);
  const { db, exchange, tenant } = house;
  const { commit } = exchange;
  const sealing = createSealing([Buffer.alloc(32)]);
  const config = { messengers: { telegram: nowhere, vk: nowhere, max: nowhere, whatsapp: nowhere, ...roots }, webhookNetworks: listOf(['127.0.0.1']), language: 'ru' } as const;
  const office = openMessengers({ db, commit, intake: openIntake(db, commit), sealing, config });
  const channel = await house.addChannel(setup.kind, 'shop');
  const key = { tenant, channel: channel.id };
  await commit(tenant, (tx, now) => addMessenger(tx, { ...key, kind: setup.kind, account: 'shop', secret: office.accounts.seal(key, { setup, hookSecret: 'of-our-own-making' }) }, now));
  const failures: unknown[] = [];
  const sessions = createSessions({ db, secret: 'x'.repeat(32), factor: createSecondFactor({ db, sealing }), revoked: () => Promise.resolve() });
  const app = createApp(hookRoutes(office), { sessions, tokens: createApiTokens(db), audit: createAudit(db), events: (_level, _event, fields) => failures.push(fields), metrics: createMetrics() });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const connector = messengerConnector(setup.kind, office);
  const account = async (): Promise<Account> => {
    const found = await office.accounts.find(key);
    if (found === null) throw new Error('not connected');
    return found;
  };
  return {
    ...house,
    channel,
    office,
    account,
    failures,
    hook: `${url}/hooks/${channel.id}`,
    listen: () => Promise.resolve(listen(house, office, { connector, report: (_event, error) => failures.push(error) })),
    sendAgain: async (message) => {
      if (!isId('message', message)) throw new Error('no message');
      const facts = await outboundFacts(db, { tenant, message, kind: setup.kind });
      if (facts === null) throw new Error('no such answer');
      const { conversation, addresses, author, authorName, message: row } = facts;
      return connector.send({ tenant, key: row.id, conversation: conversation.id, channel: facts.channel, addresses, recipients: null, forwarded: null, author, authorName, subject: conversation.subject, text: row.text, html: null, attachments: [], at: row.at }, async () => true);
    },
    stop: async () => {
      await app.close();
      await house.stop();
    },
  };
}

type Work = { readonly connector: Connector; readonly report: (event: string, error: unknown) => void };

function listen({ db, exchange }: ChannelHouse, office: MessengerOffice, { connector, report }: Work): Awaited<ReturnType<MessengerHouse['listen']>> {
  const keeper = new MessengerKeeper({ ...office, report });
  const ears = keeper.start();
  const delivery = startDelivery({ db, commit: exchange.commit, connectors: [connector], report, plan: { pauses: [100], giveUpAfter: 60_000 } });
  const deaf = exchange.log.watchLog(() => delivery.wake());
  return {
    keeper,
    stop: async () => {
      deaf();
      await ears.stop();
      await delivery.stop();
    },
  };
}
