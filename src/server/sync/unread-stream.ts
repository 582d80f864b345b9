import type { Duration } from '#kernel/instant';
import type { Gzip } from 'node:zlib';

class EndlessError extends Error {
  override readonly name = 'EndlessError';
}

class UnreadError extends Error {
  override readonly name = 'UnreadError';
}

/** Ends a body that takes longer than this, however steadily it is read. */
export function endLate(body: Gzip, longest: Duration): void {
  const late = setTimeout(() => body.destroy(new EndlessError()), longest);
  body.once('close', () => clearTimeout(late));
}

/** Ends a body that its reader has left full for so long: what makes it holds a connection and a turn. */
export function endUnread(body: Gzip, patience: Duration): void {
  let taken = -1;
  const look = setInterval(() => {
    const isFull = body.readableLength >= body.readableHighWaterMark;
    if (isFull && body.bytesWritten === taken) body.destroy(new UnreadError());
    taken = body.bytesWritten;
  }, patience);
  body.once('close', () => clearInterval(look));
  // Whoever serves it hears of a failure too; one that comes before it is served must not end the process.
  body.on('error', () => undefined);
}
