import type { RawData, WebSocket } from 'ws';

/** Frames that may wait before the peer is not read from any more. */
const mostWaiting = 16;

/** Resolves when the frames that came so far are served. */
export type FrameWork = { readonly done: () => Promise<void> };

/**
 * Serves the text frames of one socket one after the other; a binary frame arrives as null. A sender who is faster is held
 * back by the network itself, so that nothing is dropped; what was read before the pause took hold is one piece of its stream.
 */
export function framesInOrder(socket: WebSocket, serve: (text: string | null) => Promise<void>): FrameWork {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  socket.on('message', (data: RawData, isBinary: boolean) => {
    waiting += 1;
    if (waiting >= mostWaiting) socket.pause();
    const text = isBinary ? null : textOf(data);
    last = last.then(async () => {
      if (socket.readyState === socket.OPEN) await serve(text);
      waiting -= 1;
      if (socket.isPaused && waiting < mostWaiting / 2) socket.resume();
    });
  });
  return { done: () => last };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
