import { randomUUID } from 'node:crypto';
import { once, type EventEmitter } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';

/** What no desk would say, as text or as bytes. */
export const malformedFrames: readonly (string | Buffer)[] = [
  '', 'null', '0', '[]', '{}', '"hello"', '{', 'x'.repeat(60_000), '['.repeat(30_000), '{"t":"__proto__"}', '{"__proto__":{"t":"hello"}}', '{"t":"hello"}', '{"t":"push","mutations":[{"id":-1}]}',
  `{"t":"hello","protocol":1,"schema":1,"access":"${'x'.repeat(600)}","client":"cli_1","at":null}`, '{"t":"command","key":1}', '{"t":["hello"]}', '{"t":"ping","more":1}', JSON.stringify({ t: 'hello', client: randomUUID() }),
  Buffer.from([0, 1, 2, 3, 255]), Buffer.alloc(1000, 0xff), Buffer.from('{"t":"ping"}'),
];

export type Heard = { readonly frames: readonly string[]; readonly closed: boolean };

/** Says one thing on a fresh connection and hears it out. */
export async function sayOnce(server: string, frame: string | Buffer): Promise<Heard> {
  const frames: string[] = [];
  const socket = new WebSocket(new URL('/sync', server.replace('http', 'ws')));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => frames.push(data.toString('utf8')));
  await once(socket, 'open');
  const closed = ended(socket).then(() => true);
  socket.send(frame);
  const silent = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 30_000).unref());
  const outcome = await Promise.race([closed, silent]);
  socket.terminate();
  return { frames, closed: outcome };
}

/** Bytes that break the rules of WebSocket itself, after a right handshake. */
const brokenBytes = ['ffffffff', '8180', '81ff7fffffffffffffff00000000', '7180ffffffff', '890080', '8200'];

/** A road that ends may break while something is still being said: that is an end as well. */
function ended(road: EventEmitter): Promise<void> {
  return new Promise((resolve) => void road.once('close', () => resolve()));
}

export async function breakTheRules(port: number): Promise<void> {
  for (const bytes of brokenBytes) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    const gone = ended(socket);
    socket.write(`GET /sync HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    await once(socket, 'data');
    socket.write(Buffer.from(bytes, 'hex'));
    setTimeout(() => socket.destroy(), 500);
    await gone;
  }
}
