import { rowOf } from '#db/central/rows';
import { protocolVersion, schemaVersion } from '#contract/protocol';
import { openSnapshot } from '#server/sync/snapshot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionId } from '#kernel/id';
import { arrive, note } from '../../support/company';
import { comesTrue } from '../../support/eventually';
import { newClient, post, signIn, TestDesk } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

test('who left a team writes nothing there, also when the database did not say who they are now', async () => {
  const { server, company } = served;
  const { exchange, db, sessions } = server.services;
  const { id: conversation } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const session = await signIn(server.url, (await served.newAgent()).email);
  const desk = await TestDesk.live(server.url, session);
  const row = rowOf('people', await db('people').where({ id: session.me.id }).first());
  const { present } = sessions;
  Object.assign(sessions, { present: () => Promise.reject(new Error('timeout expired')) });
  await exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { ...row, teams: [company.delivery] } }]));
  await desk.heard((frame) => frame.t === 'changed');
  Object.assign(sessions, { present });
  desk.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation, 'too late') }] });
  await comesTrue(() => desk.closed || desk.frames.some((frame) => frame.t === 'ack'));
  expect(await db('messages').where({ conversation, text: 'too late' })).toEqual([]);
  desk.close();
});

test('a frame that waits while the server looks who this is, is not served when it is nobody any more', async () => {
  const { server, company } = served;
  const { exchange, db, sessions } = server.services;
  const { id: conversation } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const session = await signIn(server.url, (await served.newAgent()).email);
  const desk = await TestDesk.live(server.url, session);
  const row = rowOf('people', await db('people').where({ id: session.me.id }).first());
  const { present } = sessions;
  Object.assign(sessions, { present: () => new Promise((resolve) => setTimeout(() => resolve(null), 500)) });
  await exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row }]));
  await desk.heard((frame) => frame.t === 'changed');
  desk.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation, 'after the end') }] });
  await comesTrue(() => desk.closed);
  Object.assign(sessions, { present });
  // What had begun by then is through when a colleague's is that begins now.
  const colleague = await TestDesk.live(server.url, await signIn(server.url, (await served.newAgent()).email));
  colleague.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation, 'of a colleague') }] });
  await colleague.heard((frame) => frame.t === 'ack');
  colleague.close();
  expect(await db('messages').where({ conversation, text: 'after the end' })).toEqual([]);
});

test('a greeting that was read before its person left a team does not put them back', async () => {
  const { server, company } = served;
  const { exchange, db, sessions } = server.services;
  const { id: conversation } = await arrive(exchange.commit, { tenant: company.tenant, team: company.support });
  const session = await signIn(server.url, (await served.newAgent()).email);
  const desk = await TestDesk.live(server.url, session);
  const row = rowOf('people', await db('people').where({ id: session.me.id }).first());
  const { authenticate, present } = sessions;
  let looked = (): void => undefined;
  const isLookedAt = new Promise<void>((resolve) => (looked = resolve));
  let asked = 0;
  Object.assign(sessions, {
    present: (id: SessionId) => present(id).finally(() => setImmediate(looked)),
    authenticate: async (access: string) => {
      const who = await authenticate(access);
      asked += 1;
      // The second look of a greeting: it lies on the road while the person changes.
      if (asked === 2) {
        await exchange.commit(company.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'people', row: { ...row, teams: [company.delivery] } }]));
        await desk.heard((frame) => frame.t === 'changed');
        await isLookedAt;
      }
      return who;
    },
  });
  desk.hello(session.access, null);
  desk.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation, 'from before') }] });
  await desk.heard((frame) => frame.t === 'ack');
  Object.assign(sessions, { authenticate, present });
  expect(await db('messages').where({ conversation, text: 'from before' })).toEqual([]);
  desk.close();
});

test('a client has one snapshot at a time: the next one ends the one before', async () => {
  const { server } = served;
  const session = await signIn(server.url, (await served.newAgent()).email);
  const client = newClient();
  await post(server.url, '/clients', { client, access: session.access });
  const who = await server.services.sessions.authenticate(session.access);
  if (!who.ok) throw new Error(who.code);
  const query = { client, protocol: protocolVersion, schema: schemaVersion };
  const [first, second] = [await openSnapshot(server.services.db, who.value, query), await openSnapshot(server.services.db, who.value, query)];
  if (!first.ok || !second.ok) throw new Error('refused');
  expect([first.value.destroyed, second.value.destroyed]).toEqual([true, false]);
  second.value.destroy();
});
