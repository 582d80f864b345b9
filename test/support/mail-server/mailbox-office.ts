import type { MailboxSecret, MailboxSettings } from '#contract/mailbox';
import type { ChannelRow } from '#domain/channel/channel';
import { connectMailbox } from '#db/central/mailboxes';
import { createSealing } from '#server/access/sealing';
import { startDelivery } from '#server/channel/delivery';
import { emailConnector } from '#server/channel/email/email-connector';
import { MailboxCredentials } from '#server/channel/email/mailbox/credentials';
import { openIntake } from '#server/channel/intake';
import { createReplyTokens } from '#server/channel/email/reply-tokens';
import { serverTexts } from '#server/channel/text/text';
import { minute } from '#kernel/instant';
import { builtMailWorker } from '../built-workers';
import type { CentralDatabases } from '../central-database';
import { testKey } from '../central-server';
import { ServerProcess } from '../server-process';
import { openChannelHouse, type ChannelHouse } from '../channel-house';
import { cuttableProxy, type CuttableProxy } from '../cuttable-proxy';
import type { MailServer } from './mail-server';

/** A company whose channel is a mailbox on a real mail server, behind a line that can be cut. */
export type MailboxOffice = ChannelHouse & {
  readonly channel: ChannelRow;
  readonly line: CuttableProxy;
  readonly connect: (auth: MailboxSettings['auth'], secret: MailboxSecret) => Promise<void>;
  /** The server's program begins, and ends in order. */
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** Nothing that it does is finished. Only a process of its own can be killed. */
  readonly kill: () => Promise<void>;
  /** What the mailbox's watch complained about. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
};

export async function openMailboxOffice(databases: CentralDatabases, mailServer: MailServer, runs: 'here' | 'apart' = 'here'): Promise<MailboxOffice> {
  const house = await openChannelHouse(databases);
  const address = 'support@shop.example';
  const channel = await house.addChannel('email', address);
  const line = await cuttableProxy(mailServer.imap);
  const credentials = new MailboxCredentials({ db: house.db, sealing: createSealing([Buffer.from(testKey, 'base64')]) });
  const complaints: string[] = [];
  const report = (event: string, error: unknown): void => void complaints.push(`${event}: ${error instanceof Error ? error.message : String(error)}`);
  const { begin, end, kill } = runs === 'here' ? programHere(house, { credentials, report }) : programApart(house);
  return {
    ...house,
    channel,
    line,
    complaints,
    connect: (auth, secret) =>
      house.exchange.commit(house.tenant, async (tx, now) => {
        const of = { tenant: house.tenant, channel: channel.id };
        const place = { host: '127.0.0.1', security: 'none' } as const;
        const settings: MailboxSettings = { receive: { ...place, port: line.port }, send: { ...place, port: mailServer.smtp }, auth, keepsSent: false };
        await connectMailbox(tx, { ...of, address, settings, secret: credentials.seal(of, secret), since: now - 2 * minute, now });
      }),
    begin,
    end,
    kill,
    close: async () => {
      await end();
      await line.close();
      await house.stop();
    },
  };
}

type Program = Pick<MailboxOffice, 'begin' | 'end' | 'kill'>;

function programApart({ url }: ChannelHouse): Program {
  const server = new ServerProcess({ database: url });
  return { begin: () => server.start(), end: () => server.stop(), kill: () => server.kill() };
}

/** Of the server's program only what has to do with mails. */
function programHere(house: ChannelHouse, mailboxes: Parameters<typeof begun>[1]): Program {
  let running: { readonly end: () => Promise<void> } | null = null;
  const end = async (): Promise<void> => {
    await running?.end();
    running = null;
  };
  return {
    begin: async () => {
      running = await begun(house, mailboxes);
    },
    end,
    kill: end,
  };
}

type Mailboxes = Parameters<typeof emailConnector>[0]['mailboxes'];

async function begun(house: ChannelHouse, mailboxes: Pick<Mailboxes, 'credentials'> & { readonly report: (event: string, error: unknown) => void }): Promise<{ readonly end: () => Promise<void> }> {
  const { commit, log } = house.exchange;
  const connector = emailConnector({
    db: house.db,
    commit,
    intake: openIntake(house.db, commit),
    tokens: createReplyTokens('a secret of the house'),
    judgeSender: async () => 'none',
    text: serverTexts.en,
    language: 'en',
    door: { host: '127.0.0.1', port: 0, report: mailboxes.report },
    relay: null,
    mailboxes: { ...mailboxes, pauses: [100, 300] },
    worker: await builtMailWorker(),
  });
  const running = await connector.start();
  const delivery = startDelivery({ db: house.db, commit, connectors: [connector], report: mailboxes.report, plan: { pauses: [200, 500], giveUpAfter: 60_000 } });
  const deaf = log.watchLog(() => delivery.wake());
  return {
    end: async () => {
      deaf();
      await delivery.stop();
      await running.stop();
    },
  };
}
