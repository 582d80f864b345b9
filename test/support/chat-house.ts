import type { ChannelRow } from '#domain/channel/channel';
import { allowChatOrigins } from '#db/central/chat';
import { openCentral } from '#db/central/open';
import { ChatConnector } from '#server/channel/chat/chat-connector';
import { startDelivery } from '#server/channel/delivery';
import { openIntake } from '#server/channel/intake';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { CentralDatabases } from './central-database';
import { openChannelHouse, type ChannelHouse } from './channel-house';

export type ChatHouse = ChannelHouse & {
  readonly channel: ChannelRow;
  readonly site: string;
  readonly connector: ChatConnector;
  /** `ws://127.0.0.1:port/chat` of each server on the one database. */
  readonly addresses: readonly string[];
  readonly failures: unknown[];
};

/** The only page that may carry the widget in tests. */
export const shopOrigin = 'https://shop.example';

/** A channel house with a chat channel, and two servers with their own logs on its database. */
export async function openChatHouse(databases: CentralDatabases): Promise<ChatHouse> {
  const house = await openChannelHouse(databases);
  const site = 'site-key';
  const channel = await house.addChannel('chat', site);
  await allowChatOrigins(house.db, { tenant: house.tenant, channel: channel.id, origins: [shopOrigin] });
  const failures: unknown[] = [];
  const first = await openChatServer(house.db, house.exchange, failures);
  const otherDb = openCentral(house.url);
  const otherExchange = await openExchange({ db: otherDb, url: house.url, heard: {} });
  const second = await openChatServer(otherDb, otherExchange, failures);
  return {
    ...house,
    channel,
    site,
    connector: first.connector,
    addresses: [first.address, second.address],
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

async function openChatServer(db: ChannelHouse['db'], { commit, log, typing }: Exchange, failures: unknown[]) {
  const failed = (error: unknown): string => `failure-${failures.push(error)}`;
  const connector = new ChatConnector({ db, commit, intake: openIntake(commit), watchLog: log.watchLog, ...typing, failed });
  const running = await connector.start();
  const delivery = startDelivery({ db, commit, connectors: [connector], report: (_event, error) => failures.push(error) });
  const deaf = log.watchLog(() => delivery.wake());
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', (request, socket, head) => {
    const caller = callerOf(request);
    if (request.url !== connector.socket.path || !connector.socket.admits(caller)) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return sockets.handleUpgrade(request, socket, head, (page) => connector.socket.serve(page, caller));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    connector,
    address: `ws://127.0.0.1:${port}/chat`,
    stop: async () => {
      deaf();
      await delivery.stop();
      await running.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function callerOf({ headers, socket }: IncomingMessage) {
  return { origin: headers.origin ?? null, address: socket.remoteAddress ?? '', host: headers.host ?? '' };
}
