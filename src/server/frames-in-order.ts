import type { RawData, WebSocket } from 'ws';

/** Frames that may wait while one is being served; the peer is not read from meanwhile. */
const mostWaiting = 1000;

const tooMuch = 1008;

/** Serves text frames one after the other. A binary frame arrives as null. */
export function framesInOrder(socket: WebSocket, serve: (text: string | null) => Promise<void>): void {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  socket.on('message', (data: RawData, isBinary: boolean) => {
    waiting += 1;
    if (waiting > mostWaiting) return socket.close(tooMuch);
    if (waiting === 2) socket.pause();
    const text = isBinary ? null : textOf(data);
    last = last.then(async () => {
      if (socket.readyState === socket.OPEN) await serve(text);
      waiting -= 1;
      if (waiting === 0 && socket.isPaused) socket.resume();
    });
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
