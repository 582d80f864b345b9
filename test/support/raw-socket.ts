import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type Opcode = 'text' | 'binary' | 'continuation' | 'ping';

const opcodes: Readonly<Record<Opcode, number>> = { continuation: 0, text: 1, binary: 2, ping: 9 };

/** A client's frame, byte by byte, so that it may also be wrong. `declared` lies about the length. */
export function frame(payload: string | Buffer, how: { readonly opcode?: Opcode; readonly last?: boolean; readonly declared?: number } = {}): Buffer {
  const bytes = Buffer.from(payload);
  const { opcode = 'text', last = true, declared = bytes.length } = how;
  const mask = randomBytes(4);
  const head = Buffer.alloc(10);
  head[0] = (last ? 0x80 : 0) | opcodes[opcode];
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(declared), 2);
  return Buffer.concat([head, mask, bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

export function handshake(path: string, origin?: string): string {
  const named = origin === undefined ? '' : `Origin: ${origin}\r\n`;
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${named}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
}

/** What a peer said until it hung up. */
export type Said = { readonly texts: readonly string[]; readonly closeCode: number | null; readonly all: string; readonly hungUp: boolean };

/** Says something at once and listens until the server hangs up, or patience ends. */
export async function say(port: number, pieces: readonly (string | Buffer)[], patience = 30_000): Promise<Said> {
  const socket = open(port);
  for (const piece of pieces) socket.write(piece);
  return hearOut(socket, patience);
}

export function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  return socket;
}

export function hearOut(socket: Socket, patience = 30_000): Promise<Said> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const finish = (hungUp: boolean): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(understood(Buffer.concat(pieces), hungUp));
    };
    const late = setTimeout(() => finish(false), patience);
    socket.on('data', (piece) => {
      pieces.push(piece);
      if (endsWithClose(pieces)) finish(true);
    });
    socket.on('close', () => finish(true));
  });
}

/** The server waits for an answer to its close; ours is to leave. */
function endsWithClose(pieces: readonly Buffer[]): boolean {
  return understood(Buffer.concat(pieces), false).closeCode !== null;
}

function understood(all: Buffer, hungUp: boolean): Said {
  const text = all.toString('latin1');
  const texts: string[] = [];
  let closeCode: number | null = null;
  let at = text.startsWith('HTTP/1.1 101') ? text.indexOf('\r\n\r\n') + 4 : all.length;
  while (at + 2 <= all.length) {
    const opcode = (all[at] ?? 0) & 0x0f;
    const short = (all[at + 1] ?? 0) & 0x7f;
    const length = short === 126 ? all.readUInt16BE(at + 2) : short;
    const body = all.subarray(at + (short === 126 ? 4 : 2), at + (short === 126 ? 4 : 2) + length);
    if (opcode === 1) texts.push(body.toString('utf8'));
    if (opcode === 8) closeCode = body.length >= 2 ? body.readUInt16BE(0) : 1005;
    at += (short === 126 ? 4 : 2) + length;
  }
  return { texts, closeCode, all: text, hungUp };
}
