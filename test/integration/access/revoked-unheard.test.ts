import { openCentral } from '#db/central/open';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn, TestDesk } from '../../support/central-server';
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
  expect(await link.clone().select(owner.raw('pg_terminate_backend(pid)'))).toHaveLength(1);
  await expect.poll(async () => (await link.clone().select('pid')).length, { interval: 5 }).toBe(0);
  await signOut(session.access);
  await owner.destroy();
  await expect.poll(() => desk.closed, { timeout: 3000 }).toBe(true);
});

test('a sign-out looks at the sockets of that session, not at those of everybody', async () => {
  const { sessions } = served.server.services;
  const desks = await Promise.all(Array.from({ length: 10 }, async () => TestDesk.live(served.server.url, await signIn(served.server.url, (await served.newAgent()).email))));
  const leaving = await signIn(served.server.url, (await served.newAgent()).email);
  const desk = await TestDesk.live(served.server.url, leaving);
  let looks = 0;
  const present = sessions.present;
  Object.assign(sessions, { present: (...of: Parameters<typeof present>) => ((looks += 1), present(...of)) });
  await signOut(leaving.access);
  await expect.poll(() => desk.closed, { timeout: 3000 }).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  Object.assign(sessions, { present });
  expect(looks).toBe(1);
  for (const one of desks) one.close();
});
