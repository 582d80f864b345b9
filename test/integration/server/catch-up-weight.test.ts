import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive } from '../../support/company';
import { readSnapshot, signIn, TestDesk } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

const entries = 30;

test('a desk that catches up over heavy entries makes the server read each of them about once', async () => {
  const { server, company } = served;
  const { exchange, db } = server.services;
  const { id: conversation } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const session = await signIn(server.url, (await served.newAgent()).email);
  const desk = await TestDesk.greeted(server.url, session);
  const { at } = await readSnapshot(server.url, session, desk.client);
  // Each as heavy as a batch of an import.
  for (let entry = 0; entry < entries; entry += 1) {
    const row = () => ({ id: id('message', randomUUID()), conversation, team: company.support, at: Date.now(), part: { kind: 'note', author: session.me.id }, text: 'x'.repeat(20_000), html: null, attachments: [], version: 0 }) as const;
    await exchange.commit(company.tenant, (_tx, _now, put) => put(Array.from({ length: 20 }, () => ({ op: 'put', table: 'messages', row: row() }))));
  }
  // A commit is not numbered yet when it is answered; what is numbered later is told as it comes.
  await expect.poll(() => db('change_log').whereNull('seq').pluck('id')).toEqual([]);
  await exchange.log.state(company.tenant);
  let read = 0;
  db.on('query-response', (answer: { readonly rows?: readonly unknown[] }, query: { readonly sql: string }) => {
    if (query.sql.includes('otklik_log(')) read += answer.rows?.length ?? 0;
  });
  desk.hello(session.access, at);
  await desk.heard((frame) => frame.t === 'changes' && frame.to >= at.cursor + entries);
  expect(read).toBeGreaterThanOrEqual(entries);
  expect(read).toBeLessThanOrEqual(3 * entries);
  desk.close();
});
