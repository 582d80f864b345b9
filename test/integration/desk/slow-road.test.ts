import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { password } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Seat } from './seat';

/** Longer than the server waits for a desk's first word, in milliseconds. */
const lateness = 5500;

let served: ServedCompany;
let road: Server;
let isSlow = false;
/** What was asked for over HTTP. */
let asked: string[] = [];

beforeEach(async () => {
  served = await openServedCompany();
  asked = [];
  isSlow = false;
  road = createServer((near) => {
    const far = connect(Number(new URL(served.server.url).port), '127.0.0.1');
    let isSocket = false;
    near.on('data', (bytes) => {
      const wait = isSocket && isSlow ? lateness : 0;
      const line = /^(?:GET|POST) (\S+) HTTP/.exec(bytes.toString('latin1'))?.[1] ?? null;
      if (line !== null) asked.push(line);
      isSocket ||= line === '/sync';
      if (wait === 0) far.write(bytes);
      else setTimeout(() => far.write(bytes), wait);
    });
    far.pipe(near);
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => undefined).once('close', () => other.destroy());
  }).listen(0, '127.0.0.1');
  await once(road, 'listening');
});
afterEach(async () => {
  road.close();
  await served.stop();
});

test('a desk whose greeting comes late on a slow network is not signed out, and goes on when the network is better', async () => {
  const { port } = z.object({ port: z.number() }).parse(road.address());
  const { email } = await served.newAgent();
  isSlow = true;
  const seat = new Seat({ server: `http://127.0.0.1:${port}`, signIn: `${email}:${password}` });
  await seat.until({ name: 'session', input: {} }, ({ state }) => state === 'signedIn');
  const states = new Set<string>();
  seat.watch('session', {}, ({ state }) => states.add(state));
  await expect.poll(() => asked.filter((path) => path === '/sync').length, { timeout: 40_000 }).toBeGreaterThan(1);
  isSlow = false;
  await seat.online();
  expect([...states]).toEqual(['signedIn']);
  expect(asked.filter((path) => path === '/session/refresh')).toEqual([]);
  await seat.leave();
});
