import { replacePassword } from '#db/central/accounts';
import { hashPassword, isPassword } from '#server/access/password';
import { createSessions } from '#server/access/sessions';
import type { SecondFactor } from '#server/access/second-factor';
import { done } from '#kernel/outcome';
import type { PersonId } from '#kernel/id';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';

let served: ServedCompany;
beforeAll(async () => {
  served = await openServedCompany();
});
afterAll(() => served.stop());

const next = 'another horse, another battery';

/** Signs in with the password of before, which is changed after it was found right. */
async function signInAcrossChange(stored: string): Promise<{ readonly ok: boolean; readonly living: number; readonly changed: boolean }> {
  const { db, sessions, factor } = served.server.services;
  const { email } = await served.newAgent();
  const holder = { tenant: served.company.tenant, person: (await db('accounts').where({ email }).pluck<PersonId[]>('person'))[0] ?? ('' as PersonId) };
  await db('accounts').where(holder).update({ password: stored });
  await factor.begin(holder, email);
  await db('factors').where(holder).update({ confirmed: true });
  const slow: SecondFactor = {
    ...factor,
    spend: async () => {
      const changed = await hashPassword(next);
      await db.transaction((tx) => replacePassword(tx, holder, changed));
      await sessions.endAll(holder, null);
      return done(null);
    },
  };
  const entrance = createSessions({ db, secret: 'secret', factor: slow, revoked: () => Promise.resolve() });
  const { ok } = await entrance.signIn({ email, password, device: '', address: '10.0.0.1', factor: '123456' });
  const living = await db('sessions').where(holder).whereNull('revoked');
  const [kept = ''] = await db('accounts').where(holder).pluck<string[]>('password');
  return { ok, living: living.length, changed: await isPassword(kept, next) };
}

test('a sign-in with the password of before gets no session after the password was changed', async () => {
  expect(await signInAcrossChange(await hashPassword(password))).toEqual({ ok: false, living: 0, changed: true });
});

test('a weak hash of the password of before is not renewed over a new password', async () => {
  const weak = await hash(password, { algorithm: 2, memoryCost: 4096, timeCost: 1, parallelism: 1 });
  expect(await signInAcrossChange(weak)).toEqual({ ok: false, living: 0, changed: true });
});
