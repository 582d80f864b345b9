import type { RawData, WebSocket } from 'ws';

/** Frames that may wait before the peer is not read from any more. */
const mostWaiting = 16;

/** Resolves when the frames that came so far are served. */
export type FrameWork = { readonly done: () => Promise<void> };

/** The frames that came behind the present one: takes the next of them, if it is wanted, to be served with it. */
export type Behind = { readonly take: (isWanted: (text: string) => boolean) => string | null };

type Serve = (text: string | null, behind: Behind) => Promise<void>;

/**
 * Serves the text frames of one socket one after the other; a binary frame arrives as null. A sender who is faster is held
 * back by the network itself, so that nothing is dropped; what was read before the pause took hold is one piece of its stream.
 */
export function framesInOrder(socket: WebSocket, serve: Serve): FrameWork {
  const waiting: (string | null)[] = [];
  let last: Promise<void> = Promise.resolve();
  const behind: Behind = {
    take: (isWanted) => {
      const [next] = waiting;
      return typeof next === 'string' && isWanted(next) ? (waiting.shift() ?? null) : null;
    },
  };
  const serveNext = async (): Promise<void> => {
    const text = waiting.shift();
    // It may have been taken along.
    if (text !== undefined && socket.readyState === socket.OPEN) await serve(text, behind);
    if (socket.isPaused && waiting.length < mostWaiting / 2) socket.resume();
  };
  socket.on('message', (data: RawData, isBinary: boolean) => {
    waiting.push(isBinary ? null : textOf(data));
    if (waiting.length >= mostWaiting) socket.pause();
    last = last.then(serveNext);
  });
  return { done: () => last };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
