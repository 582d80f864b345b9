import { setChatSite } from '#db/central/chat-sites';
import { openCentral } from '#db/central/open';
import type { ChannelRow } from '#domain/channel/channel';
import { createSealing } from '#server/access/sealing';
import { createSecondFactor } from '#server/access/second-factor';
import { createSessions } from '#server/access/sessions';
import { createApp } from '#server/app';
import { attachSockets } from '#server/attach-sockets';
import { createApiTokens } from '#server/api/tokens';
import { createAudit } from '#server/audit';
import { ChatConnector } from '#server/channel/chat/chat-connector';
import { chatFileRoute } from '#server/channel/chat/file-route';
import { createChatIdentities, type ChatIdentities } from '#server/channel/chat/signed-identity';
import { createFileTickets } from '#server/channel/chat/file-tickets';
import { SeenPages } from '#server/channel/chat/seen-pages';
import { chatPreviewRoute } from '#server/channel/chat/preview-route';
import { widgetRoute } from '#server/channel/chat/widget-route';
import { startDelivery } from '#server/channel/delivery';
import { openIntake } from '#server/channel/intake';
import { shopRoute } from '#server/demo-page/shop-route';
import { createMetrics } from '#server/metrics';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { CentralDatabases } from './central-database';
import { openChannelHouse, type ChannelHouse } from './channel-house';

export type ChatHouse = ChannelHouse & {
  readonly channel: ChannelRow;
  readonly site: string;
  readonly connector: ChatConnector;
  /** `http://127.0.0.1:port` of each of the two servers on the one database. */
  readonly urls: readonly [string, string];
  readonly failures: unknown[];
};

/** The only page that may carry the widget in tests. */
const shopOrigin = 'https://shop.example';

/** A channel house with a chat channel, and two servers with their own logs on its database. */
export async function openChatHouse(databases: CentralDatabases): Promise<ChatHouse> {
  const house = await openChannelHouse(databases);
  const site = 'site-key';
  const channel = await house.addChannel('chat', site);
  await setChatSite(house.db, { tenant: house.tenant, channel: channel.id }, { origins: [shopOrigin] });
  const failures: unknown[] = [];
  const first = await openChatServer(house.db, house.exchange, failures);
  const otherDb = openCentral(house.url);
  const otherExchange = await openLinkedExchange(otherDb, house.url);
  const second = await openChatServer(otherDb, otherExchange, failures);
  return {
    ...house,
    channel,
    site,
    connector: first.connector,
    urls: [first.url, second.url],
    failures,
    stop: async () => {
      await first.stop();
      await second.stop();
      await otherExchange.stop();
      await otherDb.destroy();
      await house.stop();
    },
  };
}

/** What is told before the link is up is not heard. */
async function openLinkedExchange(db: ChannelHouse['db'], url: string): Promise<Exchange> {
  let linked = (): void => undefined;
  const isLinked = new Promise<void>((resolve) => (linked = resolve));
  const exchange = await openExchange({ db, url, heard: {}, linked: () => linked(), failed: () => undefined });
  await isLinked;
  return exchange;
}

/** Of every chat house: what one server seals the other opens. */
export const chatIdentities: ChatIdentities = createChatIdentities(createSealing([Buffer.alloc(32)]));

const builtWidget = new URL('../../out/widget/widget.js', import.meta.url);

async function openChatServer(db: ChannelHouse['db'], exchange: Exchange, failures: unknown[]) {
  const { commit, typing } = exchange;
  const failed = (error: unknown): string => `failure-${failures.push(error)}`;
  const fileTickets = createFileTickets('x'.repeat(32));
  const seenPages = new SeenPages(db, failed);
  const connector = new ChatConnector({ db, commit, fileTickets, seenPages, identities: chatIdentities, intake: openIntake(db, commit), watchLog: exchange.log.watchLog, ...typing, failed });
  const running = await connector.start();
  const delivery = startDelivery({ db, commit, connectors: [connector], report: (_event, error) => failures.push(error) });
  const deaf = exchange.log.watchLog(() => delivery.wake());
  const events = (): void => undefined;
  const metrics = createMetrics();
  const sessions = createSessions({ db, secret: 'x'.repeat(32), factor: createSecondFactor({ db, sealing: createSealing([Buffer.alloc(32)]) }), revoked: () => Promise.resolve() });
  const app = createApp([widgetRoute({ db, file: builtWidget, seenPages }), shopRoute(db), chatPreviewRoute(db), chatFileRoute(db, fileTickets)], { tokens: createApiTokens(db), sessions, audit: createAudit(db), events, metrics });
  const sockets = attachSockets(app.server, [connector.socket], { events, metrics });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    connector,
    url,
    stop: async () => {
      deaf();
      await delivery.stop();
      await running.stop();
      sockets.close();
      await app.close();
    },
  };
}
