import { fromChat, type FromChat, type FromVisitor } from '#contract/chat';
import { chatProtocol } from '#contract/chat-limits';
import { second, type Duration } from '#kernel/instant';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

export type Visit = {
  /** Address of the server, as a browser would see it. */
  readonly url: string;
  readonly site: string;
  readonly token: string;
  readonly language: 'ru' | 'en';
  readonly name: string;
  /** By whom, as the visitor sees their name. */
  readonly onAnswer: (name: string) => void;
  readonly onLeft: () => void;
};

export type ChatPage = {
  readonly typing: () => void;
  /** Resolves when the server has committed the line. */
  readonly say: (text: string) => Promise<void>;
  readonly leave: () => void;
};

const patience: Duration = 10 * second;
/** The server takes a silent page for gone. */
const signOfLife: Duration = 15 * second;

/** A page with the widget, without the page: the same socket, the same frames. */
export async function openChatPage({ url, site, token, language, name, onAnswer, onLeft }: Visit): Promise<ChatPage> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/chat`, { origin: url });
  const acks = new Map<string, Ack>();
  const seen = new Set<string>();
  const tell = (frame: FromVisitor): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  const alive = setInterval(() => tell({ t: 'ping' }), signOfLife);
  const welcome = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => socket.terminate(), patience);
    socket.on('open', () => tell({ t: 'hello', protocol: chatProtocol, site, token, language, after: Date.now() }));
    socket.on('error', reject);
    socket.on('close', () => {
      clearInterval(alive);
      clearTimeout(late);
      const closed = new Error('the chat closed');
      reject(closed);
      for (const { failed } of acks.values()) failed(closed);
      onLeft();
    });
    socket.on('message', (data: Buffer) => {
      const frame = frameOf(data);
      if (frame === null) return socket.terminate();
      if (frame.t === 'welcome') {
        clearTimeout(late);
        resolve();
      }
      if (frame.t === 'ack') acks.get(frame.line)?.taken();
      if (frame.t !== 'message' || frame.line.from !== 'agent' || seen.has(frame.line.id)) return;
      seen.add(frame.line.id);
      tell({ t: 'seen', state: 'read', messages: [frame.line.id] });
      onAnswer(frame.line.name);
    });
  });
  await welcome;
  return {
    typing: () => tell({ t: 'typing' }),
    say: (text) =>
      socket.readyState === WebSocket.OPEN ? said(acks, patience, (line) => tell({ t: 'say', line, text, name })) : Promise.reject(new Error('the chat closed')),
    leave: () => socket.close(),
  };
}

/** A frame that is none of ours ends the visit, never the server that the visitor lives in. */
function frameOf(data: Buffer): FromChat | null {
  try {
    return fromChat.parse(JSON.parse(data.toString('utf8')));
  } catch {
    return null;
  }
}

/** What becomes of a line that was sent. */
type Ack = { readonly taken: () => void; readonly failed: (error: Error) => void };

function said(acks: Map<string, Ack>, wait: Duration, send: (line: string) => void): Promise<void> {
  const line = randomUUID();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(late);
      acks.delete(line);
    };
    const failed = (error: Error): void => {
      end();
      reject(error);
    };
    const late = setTimeout(() => failed(new Error('a line was not acknowledged')), wait);
    const taken = (): void => {
      end();
      resolve();
    };
    acks.set(line, { taken, failed });
    send(line);
  });
}
