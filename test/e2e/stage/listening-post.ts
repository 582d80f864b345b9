import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A foreign host on loopback that counts whoever knocks, by TCP or UDP, whatever they say. */
export type ListeningPost = {
  readonly port: number;
  /** Who came since this was asked last. */
  readonly knocks: () => readonly string[];
  readonly close: () => Promise<void>;
};

export async function openListeningPost(): Promise<ListeningPost> {
  const knocks: string[] = [];
  const tcp = createServer((socket) => {
    knocks.push('tcp');
    socket.on('error', () => undefined);
    socket.once('data', (said) => {
      knocks.push(said.toString('latin1').split('\r\n')[0] ?? '');
      socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const address = tcp.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  const udp = createSocket('udp4');
  udp.on('message', () => knocks.push('udp'));
  udp.bind(address.port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port: address.port,
    knocks: () => knocks.splice(0),
    close: async () => {
      udp.close();
      await new Promise<void>((resolve) => void tcp.close(() => resolve()));
    },
  };
}
