import { protocolVersion, schemaVersion } from '#contract/protocol';
import { openSnapshot } from '#server/sync/snapshot';
import { endLate, endUnread } from '#server/sync/unread-stream';
import type { ClientId } from '#kernel/id';
import type { SignedIn } from '#server/access/sessions';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { createGzip, type Gzip } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, newClient, readSnapshot, signIn } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

test('a database that is gone before a snapshot is served does not end the server', async () => {
  const { db } = served.server.services;
  const { email } = await served.newAgent();
  const session = await signIn(served.server.url, email);
  const client = newClient();
  await post(served.server.url, '/clients', { client, access: session.access });
  const who = await served.server.services.sessions.authenticate(session.access);
  if (!who.ok) throw new Error(who.code);
  let transactions = 0;
  // The first one asks whose client this is.
  const gone = new Proxy(db, { get: (target, name): unknown => (name === 'transaction' && (transactions += 1) > 1 ? () => Promise.reject(new Error('gone')) : Reflect.get(target, name)) });
  const opened = await openSnapshot(gone, who.value, { client, protocol: protocolVersion, schema: schemaVersion });
  if (!opened.ok) throw new Error(opened.code);
  // Nobody listens yet; an error without a listener is an uncaught exception, which fails this run.
  await expect.poll(() => opened.value.errored?.message).toBe('gone');
  expect((await readSnapshot(served.server.url, session, client)).text).toContain('"end":true');
});

function endless(patience: number): Gzip {
  const gzip = createGzip({ level: 1 });
  endUnread(gzip, patience);
  return Readable.from(noise()).pipe(gzip);
}

function* noise(): Generator<Buffer> {
  for (;;) yield randomBytes(4096);
}

async function withClients(count: number): Promise<{ readonly who: SignedIn; readonly clients: readonly ClientId[] }> {
  const session = await signIn(served.server.url, (await served.newAgent()).email);
  const clients = Array.from({ length: count }, newClient);
  for (const client of clients) await post(served.server.url, '/clients', { client, access: session.access });
  const who = await served.server.services.sessions.authenticate(session.access);
  if (!who.ok) throw new Error(who.code);
  return { who: who.value, clients };
}

test('two snapshots of one person are made at once, their others wait for these, and a colleague’s does not', async () => {
  const { db } = served.server.services;
  let begun = 0;
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const transaction = async (...asked: Parameters<typeof db.transaction>): Promise<unknown> => {
    if (asked[1]?.isolationLevel === undefined) return db.transaction(...asked);
    begun += 1;
    return held.then(() => db.transaction(...asked));
  };
  const slow = new Proxy(db, { get: (target, name): unknown => (name === 'transaction' ? transaction : Reflect.get(target, name)) });
  const [one, colleague] = [await withClients(4), await withClients(1)];
  const bodies: Readable[] = [];
  for (const { who, clients } of [one, colleague]) {
    for (const client of clients) {
      const opened = await openSnapshot(slow, who, { client, protocol: protocolVersion, schema: schemaVersion });
      if (!opened.ok) throw new Error(opened.code);
      bodies.push(opened.value);
    }
  }
  await expect.poll(() => begun).toBe(3);
  // Who hangs up in the line costs nobody a turn.
  bodies[2]?.destroy();
  await sleep(50);
  expect(begun).toBe(3);
  goOn();
  const sizes = await Promise.all(bodies.filter(({ destroyed }) => !destroyed).map(async (body) => (await body.toArray()).length));
  expect([sizes.every((size) => size > 0), sizes.length, begun]).toEqual([true, 4, 4]);
});

test('a snapshot that is read steadily holds its turn for so long and no longer', async () => {
  const steady = endless(10_000);
  endLate(steady, 300);
  steady.resume();
  await expect.poll(() => steady.errored?.name).toBe('EndlessError');
});

test('a snapshot that nobody reads ends by itself, one that is read slowly does not', async () => {
  const unread = endless(50);
  await expect.poll(() => unread.destroyed).toBe(true);
  const slow = endless(200);
  for (let taken = 0; taken < 8; taken += 1) {
    slow.read();
    await sleep(60);
  }
  expect(slow.destroyed).toBe(false);
  slow.destroy();
});
