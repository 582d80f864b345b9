import { openCentral } from '#db/central/open';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signIn, TestDesk } from '../../support/central-server';
import { comesTrue, eventually } from '../../support/eventually';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

async function signOut(access: string): Promise<void> {
  const answer = await fetch(new URL('/session', served.server.url), { method: 'DELETE', headers: { authorization: `Bearer ${access}` } });
  expect(answer.status).toBe(200);
}

test('a sign-out that nobody could be told of closes the socket as soon as the link is up again', async () => {
  const session = await signIn(served.server.url, (await served.newAgent()).email);
  const desk = await TestDesk.live(served.server.url, session);
  const owner = openCentral(served.url);
  const link = owner('pg_stat_activity').where({ application_name: 'otklik-link' }).whereRaw('datname = current_database()');
  const before: number[] = [];
  await eventually(async () => expect(before.push(...(await link.clone().pluck<number[]>('pid')))).toBe(1));
  await link.clone().select(owner.raw('pg_terminate_backend(pid)'));
  // The next one may be there at once.
  await eventually(async () => expect(await link.clone().whereIn('pid', before)).toEqual([]));
  await signOut(session.access);
  await owner.destroy();
  await comesTrue(() => desk.closed);
});

test('a sign-out looks at the sockets of that session, not at those of everybody', async () => {
  const { db, exchange, sessions, hub } = served.server.services;
  // The look at everybody that comes every half a minute is another one.
  const regular = vi.spyOn(hub, 'recheckAll').mockResolvedValue();
  const desks = await Promise.all(Array.from({ length: 10 }, async () => TestDesk.live(served.server.url, await signIn(served.server.url, (await served.newAgent()).email))));
  const leaving = await signIn(served.server.url, (await served.newAgent()).email);
  const desk = await TestDesk.live(served.server.url, leaving);
  // That these people came is told by now.
  await eventually(async () => expect(await db('change_log').whereNull('seq')).toEqual([]));
  await exchange.log.state(served.company.tenant);
  let looks = 0;
  const present = sessions.present;
  Object.assign(sessions, { present: (...of: Parameters<typeof present>) => ((looks += 1), present(...of)) });
  await signOut(leaving.access);
  await comesTrue(() => desk.closed);
  Object.assign(sessions, { present });
  regular.mockRestore();
  expect(looks).toBe(1);
  for (const one of desks) one.close();
});
