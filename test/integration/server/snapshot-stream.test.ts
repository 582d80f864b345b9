import { protocolVersion, schemaVersion } from '#contract/protocol';
import { openSnapshot } from '#server/sync/snapshot';
import { endUnread } from '#server/sync/unread-stream';
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

test('a snapshot that nobody reads ends by itself, one that is read slowly does not', async () => {
  const unread = endless(50);
  await expect.poll(() => unread.destroyed, { timeout: 5000 }).toBe(true);
  const slow = endless(200);
  for (let taken = 0; taken < 8; taken += 1) {
    slow.read();
    await sleep(60);
  }
  expect(slow.destroyed).toBe(false);
  slow.destroy();
});
