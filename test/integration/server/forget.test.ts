import { registerClientOwner } from '#db/central/clients';
import { forgetOld } from '#db/central/forget';
import { addSession } from '#db/central/sessions';
import { takeTry } from '#db/central/sign-in-tries';
import { id } from '#kernel/id';
import { day, hour } from '#kernel/instant';
import { expect, test } from 'vitest';
import { createTenant } from '../../support/accounts';
import { startCentralDatabases } from '../../support/central-database';

test('what nobody needs any more is forgotten, and nothing earlier: tries, keys of messages, tokens, sessions, clients', async () => {
  const databases = await startCentralDatabases();
  const { db } = await databases.fresh();
  const tenant = await createTenant(db, { name: 'Shop' });
  const now = 1_000 * day;
  const ages = { fresh: hour, old: 29 * day, ended: 60 * day, ancient: 500 * day };
  for (const [name, age] of Object.entries(ages)) {
    const person = id('person', name);
    const client = id('client', name);
    await takeTry(db, { key: name, now: now - age }, { free: 5, first: 1, longest: 1 });
    await db('inbound_keys').insert({ tenant, channel: 'c', key: name, conversation: '', message: '', at: now - age });
    await db('clients').insert({ tenant, id: client, lastMutation: 3, version: 1 });
    await db('refusals').insert({ tenant, id: `${client}.1`, client, mutation: 1, name: 'note.add', code: 'mutation.failed', version: 1 });
    await db.transaction((tx) => registerClientOwner(tx, { tenant, client, person, now: now - age }));
    await db.transaction((tx) => addSession(tx, { id: id('session', name), tenant, person, device: '', startedAt: now - age, endsAt: now - age, seenAt: now - age, network: 'unknown' }, name));
  }
  // A session that is used every day: its first token can prove nothing any more, its last ones must.
  await db('sessions').where({ id: 'ses_fresh' }).update({ lastGeneration: 6000 });
  await db('refresh_tokens').insert([{ hash: 'used', session: 'ses_fresh', generation: 1500 }]);
  await forgetOld(db, now);
  expect(await db('sign_in_tries').pluck('key')).toEqual(['fresh']);
  expect(await db('inbound_keys').orderBy('key').pluck('key')).toEqual(['ended', 'fresh', 'old']);
  expect(await db('refresh_tokens').orderBy('hash').pluck('hash')).toEqual(['old', 'used']);
  expect(await db('sessions').orderBy('id').pluck('id')).toEqual(['ses_ended', 'ses_fresh', 'ses_old']);
  expect(await db('clients').orderBy('id').pluck('id')).toEqual(['cli_ended', 'cli_fresh', 'cli_old']);
  expect(await db('refusals').orderBy('id').pluck('client')).toEqual(['cli_ended', 'cli_fresh', 'cli_old']);
  await forgetOld(db, now + ages.ancient);
  for (const table of ['sign_in_tries', 'inbound_keys', 'refresh_tokens', 'sessions', 'clients', 'client_owners', 'refusals']) expect(await db(table), table).toEqual([]);
  await databases.stop();
});
