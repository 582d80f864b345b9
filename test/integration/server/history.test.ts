import type { Granted } from '#contract/session';
import { epochOf, readStanding, renewEpoch } from '#db/central/history';
import { openCentral, type Central } from '#db/central/open';
import { atWork } from '#db/central/roles';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSnapshot, signIn, startTestServer, TestDesk } from '../../support/central-server';
import { arrive, note, type Company } from '../../support/company';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
let server: RunningServer;
let company: Company;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server, company } = served);
});
afterAll(() => served.stop());

async function connected(): Promise<{ readonly session: Granted; readonly desk: TestDesk }> {
  const session = await signIn(server.url, (await served.newAgent()).email);
  return { session, desk: await TestDesk.live(server.url, session) };
}

/** What a desk was answered; a server that has not looked yet may find out by its greeting, and asks for another one. */
const answersTo = ({ frames }: TestDesk): readonly string[] => frames.map(({ t }) => t).filter((t) => t !== 'person' && t !== 'changed');

/** What a restore from a backup leaves: the end of the log was never written. */
async function putBack(seqs: number, db: Central = server.services.db): Promise<void> {
  await db('sync_heads').where({ tenant: company.tenant }).decrement('seq', seqs);
  const { seq } = await readStanding(db, company.tenant);
  await db('change_log').where({ tenant: company.tenant }).where('seq', '>', seq).delete();
}

test('a database that was put back while the server runs begins a new history, also when nobody said so', async () => {
  const { services } = server;
  for (let number = 0; number < 3; number += 1) await arrive(services.exchange.commit, { tenant: company.tenant, team: company.support });
  const { session, desk } = await connected();
  const before = await readSnapshot(server.url, session, desk.client);
  await putBack(2);
  await desk.heard((frame) => frame.t === 'changed');
  const again = await TestDesk.greeted(server.url, session, { client: desk.client, at: before.at });
  expect(answersTo(again)).toEqual(['resync']);
  again.hello(session.access, (await readSnapshot(server.url, session, desk.client)).at);
  await again.heard((frame) => frame.t === 'welcome');
  const conversation = await arrive(services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'after the restore' });
  await again.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes(conversation.id));
  again.close();
});

test('a history that was renewed by command ends for every server and every desk, and what they had not sent is taken', async () => {
  const { db } = server.services;
  const other = await startTestServer(served.url, { restored: true });
  const { session, desk } = await connected();
  const { at } = await readSnapshot(server.url, session, desk.client);
  await renewEpoch(db, await epochOf(db));
  await desk.heard((frame) => frame.t === 'changed');
  const conversation = await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  for (const { url } of [server, other]) {
    const again = await TestDesk.greeted(url, session, { client: desk.client, at });
    expect(answersTo(again)).toEqual(['resync']);
    again.hello(session.access, (await readSnapshot(url, session, desk.client)).at);
    await again.heard((frame) => frame.t === 'welcome');
    again.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation.id, 'written before') }] });
    await again.heard((frame) => frame.t === 'ack' && frame.upTo === 1);
    again.close();
  }
  expect(await db('messages').where({ tenant: company.tenant, text: 'written before' })).toHaveLength(1);
  await other.stop();
});

test('a database that was put back while no server ran begins a new history, also when nobody said so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-note-'));
  const noting = await startTestServer(served.url, { dataFolder: folder });
  for (let number = 0; number < 3; number += 1) await arrive(server.services.exchange.commit, { tenant: company.tenant, team: company.support });
  // A commit is not numbered yet when it is answered.
  await expect.poll(() => server.services.db('change_log').whereNull('seq').pluck('id')).toEqual([]);
  await noting.stop();
  const { session, desk } = await connected();
  const { at } = await readSnapshot(server.url, session, desk.client);
  desk.close();
  await server.stop();
  const quiet = openCentral(atWork(served.url));
  const epoch = await epochOf(quiet);
  await putBack(4, quiet);
  const again = await startTestServer(served.url, { dataFolder: folder });
  expect(await epochOf(quiet)).not.toBe(epoch);
  // The head passes where the desk stands: only the name of the history tells now.
  for (let number = 0; number < 6; number += 1) await arrive(again.services.exchange.commit, { tenant: company.tenant, team: company.support });
  const ahead = await TestDesk.greeted(again.url, session, { client: desk.client, at });
  expect(answersTo(ahead)).toEqual(['resync']);
  ahead.close();
  const renewed = await epochOf(quiet);
  await again.stop();
  const third = await startTestServer(served.url, { dataFolder: folder });
  expect(await epochOf(quiet)).toBe(renewed);
  await third.stop();
  await quiet.destroy();
  await rm(folder, { recursive: true });
});
