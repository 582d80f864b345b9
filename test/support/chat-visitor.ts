import { fromChat, type ChatLine, type FromChat, type FromVisitor } from '#contract/chat';
import { chatProtocol } from '#contract/chat-limits';
import { randomBytes, randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

export type VisitorPage = {
  readonly token: string;
  readonly frames: readonly FromChat[];
  /** Every line that this page knows, each once, in their order. */
  readonly lines: () => readonly ChatLine[];
  readonly send: (frame: FromVisitor) => void;
  readonly raw: (data: string | Buffer) => void;
  /** Says something and answers the line's id in the browser. */
  readonly say: (text: string, line?: string) => string;
  readonly closed: Promise<number>;
  readonly isOpen: () => boolean;
  readonly leave: () => void;
};

export type Arrival = { readonly address: string; readonly site: string; readonly origin?: string; readonly token?: string; readonly after?: number | null; readonly identity?: string };

export function freshToken(): string {
  return randomBytes(16).toString('base64url');
}

/** A page of a visitor without a browser; keeps what it hears, like the widget does. */
export async function arrive({ address, site, origin = 'https://shop.example', token = freshToken(), after = null, identity }: Arrival): Promise<VisitorPage> {
  const socket = new WebSocket(address, { origin });
  const frames: FromChat[] = [];
  socket.on('message', (data: Buffer) => void frames.push(fromChat.parse(JSON.parse(data.toString('utf8')))));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  const send = (frame: FromVisitor): void => socket.send(JSON.stringify(frame));
  send({ t: 'hello', protocol: chatProtocol, site, token, language: 'ru', after, ...(identity === undefined ? {} : { identity }) });
  return {
    token,
    frames,
    lines: () => knownLines(frames),
    send,
    raw: (data) => socket.send(data),
    say: (text, line = randomUUID()) => {
      send({ t: 'say', line, text, name: null });
      return line;
    },
    closed,
    isOpen: () => socket.readyState === socket.OPEN,
    leave: () => socket.close(),
  };
}

function knownLines(frames: readonly FromChat[]): readonly ChatLine[] {
  const told = frames.flatMap((frame) => (frame.t === 'history' ? frame.lines : frame.t === 'message' ? [frame.line] : []));
  return [...new Map(told.map((line) => [line.id, line])).values()].toSorted((one, other) => one.at - other.at);
}
