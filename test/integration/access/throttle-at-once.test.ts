import type { SignInTry } from '#server/access/sign-in';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

async function codesOf(attempts: readonly SignInTry[]): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  for (const outcome of await Promise.all(attempts.map((attempt) => served.server.services.sessions.signIn(attempt)))) {
    const code = outcome.ok ? 'in' : outcome.code;
    counted.set(code, (counted.get(code) ?? 0) + 1);
  }
  return counted;
}

test('a guesser who asks many times at once gets no more tries than one who asks in turn', async () => {
  const { email } = await served.newAgent();
  const counted = await codesOf(Array.from({ length: 60 }, (_, at) => ({ email, password: `wrong ${at}`, device: '', address: '10.0.0.1' })));
  expect(counted.get('access.signInFailed')).toBe(5);
  expect(counted.get('access.tooManyTries')).toBe(55);
});

test('whoever signs in at five devices at once gets in at all of them', async () => {
  const { email } = await served.newAgent();
  const counted = await codesOf(Array.from({ length: 5 }, (_, at) => ({ email, password, device: `device ${at}`, address: '10.0.0.2' })));
  expect([...counted]).toEqual([['in', 5]]);
});

test('what one colleague gets wrong behind an address keeps nobody else there out', async () => {
  const team = await Promise.all(Array.from({ length: 8 }, () => served.newAgent()));
  const address = '10.0.0.3';
  const [forgetful, ...others] = team;
  await codesOf(Array.from({ length: 20 }, (_, at) => ({ email: forgetful?.email ?? '', password: `wrong ${at}`, device: '', address })));
  const counted = await codesOf(others.map(({ email }) => ({ email, password, device: '', address })));
  expect([...counted]).toEqual([['in', others.length]]);
});

test('codes of a second step are not guessed at once either', async () => {
  const { email } = await served.newAgent();
  const { db, factor } = served.server.services;
  const { tenant, person } = await db('accounts').where({ email }).first<{ tenant: typeof served.company.tenant; person: Parameters<typeof factor.read>[0]['person'] }>('tenant', 'person');
  await factor.begin({ tenant, person }, email);
  await db('factors').where({ tenant, person }).update({ confirmed: true });
  const counted = new Map<string, number>();
  for (const outcome of await Promise.all(Array.from({ length: 60 }, (_, at) => factor.spend({ tenant, person }, String(at).padStart(6, '0'), '')))) {
    const code = outcome.ok ? 'in' : outcome.code;
    counted.set(code, (counted.get(code) ?? 0) + 1);
  }
  expect(counted.get('access.tooManyTries')).toBe(55);
});
