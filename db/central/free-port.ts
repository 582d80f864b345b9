import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what Linux (32768), macOS and Windows (49152) give to outgoing connections. */
const range = { from: 15_000, to: 32_000 } as const;

/** A machine where so many are taken lets nobody listen at all. */
const mostTries = 200;

/**
 * A free port of this machine for a server that may die and come back on it. One that the system chose itself may
 * meanwhile become the near end of somebody's outgoing connection; then the server could not come back.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(range.from, range.to);
    const probe = createServer().listen(port, '127.0.0.1');
    try {
      await once(probe, 'listening');
    } catch (error) {
      if (tries >= mostTries) throw error;
      continue;
    }
    await new Promise((closed) => probe.close(closed));
    return port;
  }
}
