import type { WebSocket } from 'ws';

/** Frames that may wait before the socket is asked to hold back. */
const waitingFrames = 16;

/** Resolves when the frame that is being taken is done. */
export type FrameWork = { readonly done: () => Promise<void> };

/**
 * Takes the frames of one socket one after the other: the next is looked at when the one before is done. A sender who is
 * faster is held back by the network itself, so that nothing is dropped and nothing is buffered without end.
 */
export function takeInOrder(socket: WebSocket, take: (data: string | null) => Promise<void>): FrameWork {
  const waiting: (string | null)[] = [];
  let isTaking = false;
  let underWay = Promise.resolve();
  const drain = async (): Promise<void> => {
    isTaking = true;
    for (let data = waiting.shift(); data !== undefined; data = waiting.shift()) {
      await take(data);
      if (socket.isPaused && waiting.length < waitingFrames / 2) socket.resume();
    }
    isTaking = false;
  };
  socket.on('message', (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => {
    waiting.push(isBinary ? null : textOf(data));
    if (waiting.length >= waitingFrames) socket.pause();
    if (!isTaking) underWay = drain();
  });
  socket.on('close', () => waiting.splice(0));
  return { done: () => underWay };
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
