import { finalCloses } from '#contract/chat-limits';
import type { FromChat, FromVisitor } from '#contract/chat';
import { serverFrame } from './server-frame';

/** `idle`: nobody asked for a connection yet. `closed`: this page or this version is not served, and will not be. */
export type Road = 'idle' | 'connecting' | 'online' | 'offline' | 'closed';

export type Connection = {
  /** Connects unless it is connected or on the way. */
  readonly open: () => void;
  /** Leaves what is open and connects anew: the visitor is somebody else now. */
  readonly renew: () => void;
  /** Sends now, or drops the frame when there is no connection: what must not be lost stands in the outbox. */
  readonly send: (frame: FromVisitor) => void;
};

export type ConnectionEvents = {
  /** The first frame of every connection. */
  readonly hello: () => FromVisitor;
  readonly receive: (frame: FromChat) => void;
  readonly road: (road: Road) => void;
};

const firstPause = 500;
const longestPause = 30_000;
const heartbeat = 15_000;

/** One socket that comes back by itself, with a growing, uneven pause. */
export function openConnection(address: string, events: ConnectionEvents): Connection {
  let socket: WebSocket | null = null;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isFinal = false;

  const send = (frame: FromVisitor) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  const again = (code: number) => {
    socket = null;
    isFinal = finalCloses.includes(code);
    events.road(isFinal ? 'closed' : 'offline');
    if (isFinal) return;
    const pause = Math.min(longestPause, firstPause * 2 ** tries) * (0.5 + Math.random() / 2);
    tries += 1;
    retry = setTimeout(open, pause);
  };
  function open() {
    if (socket !== null || isFinal) return;
    clearTimeout(retry);
    if (tries === 0) events.road('connecting');
    const made = new WebSocket(address);
    socket = made;
    const stopBeating = beat(made, send);
    made.onopen = () => (socket === made ? send(events.hello()) : undefined);
    made.onmessage = ({ data }: MessageEvent<unknown>) => {
      const frame = serverFrame(data);
      if (frame === null || socket !== made) return;
      if (frame.t === 'welcome') {
        tries = 0;
        events.road('online');
      }
      events.receive(frame);
    };
    made.onclose = ({ code }) => {
      stopBeating();
      if (socket === made) again(code);
    };
  }
  const renew = () => {
    socket?.close();
    socket = null;
    tries = 0;
    open();
  };
  addEventListener('online', open);
  return { open, renew, send };
}

/** Asks for a sign of life and ends a socket that stays silent: a dead network does not always close it. */
function beat(socket: WebSocket, send: (frame: FromVisitor) => void): () => void {
  let silent = 0;
  const timer = setInterval(() => {
    silent += 1;
    if (silent > 2) socket.close();
    else send({ t: 'ping' });
  }, heartbeat);
  socket.addEventListener('message', () => {
    silent = 0;
  });
  return () => clearInterval(timer);
}
