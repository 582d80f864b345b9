import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, hire, post, signIn } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

test('the audit log names who signed in, and whose token came back after it was outlived', async () => {
  const { url, services } = served.server;
  const first = await signIn(url, (await served.newAgent()).email);
  const answer = await post(url, '/session/refresh', { refresh: first.refresh });
  const second: unknown = await answer.json();
  const { refresh } = z.object({ refresh: z.string() }).parse(second);
  await post(url, '/session/refresh', { refresh });
  expect((await post(url, '/session/refresh', { refresh: first.refresh })).status).toBe(401);
  const actions = await services.db('audit_events').where({ person: first.me.id, class: 'entrance' }).orderBy('id').pluck('action');
  expect(actions).toEqual(['session.begun', 'session.stolen']);
});

test('a NUL in the state that a browser brings is answered like any other unknown state', async () => {
  const { url, services } = served.server;
  const { email } = await hire(services.exchange.commit, served.company.tenant, { teams: [], roles: ['administrator'] });
  const { access } = await signIn(url, email);
  const made = await post(url, '/oidc/providers', { access, name: 'Shop ID', issuer: 'http://127.0.0.1:9/', client: 'otklik', secret: 'a secret of two', base: url });
  const { id } = z.object({ id: z.string() }).parse(await made.json());
  const [unknown, nul] = await Promise.all(['x', '%00'].map((state) => get(url, `/session/oidc/callback/${id}?state=${state}`)));
  expect([unknown?.status, nul?.status]).toEqual([200, 200]);
});
