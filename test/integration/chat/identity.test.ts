import { setChatSite } from '#db/central/chat-sites';
import { id } from '#kernel/id';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { chatIdentities, openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, freshToken, type VisitorPage } from '../../support/chat-visitor';
import { signedIdentity } from '../../support/signed-identity';

let databases: CentralDatabases;
let house: ChatHouse;
let secret: string;

const soon = { timeout: 30_000, interval: 10 };
const anna = { sub: '42', name: 'Анна Белова', email: 'Anna@Example.org' };

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  house = await openChatHouse(databases);
  secret = await rotate();
});
afterEach(() => house.stop());

async function rotate(): Promise<string> {
  const site = { tenant: house.tenant, channel: house.channel.id };
  const { plain, sealed } = chatIdentities.fresh(site);
  await setChatSite(house.db, site, { secret: sealed });
  return plain;
}

/** A page on a browser of its own that has heard its welcome. */
async function visit(identity?: string, token = freshToken()): Promise<VisitorPage> {
  const page = await arrive({ address: `${house.urls[0].replace('http:', 'ws:')}/chat`, site: house.site, token, ...(identity === undefined ? {} : { identity }) });
  await expect.poll(() => page.frames.at(-1)?.t, soon).toBe('welcome');
  return page;
}
const known = (page: VisitorPage): boolean | undefined => page.frames.flatMap((frame) => (frame.t === 'welcome' ? [frame.known] : []))[0];
const texts = (page: VisitorPage): readonly string[] => page.lines().map(({ text }) => text);
async function say(page: VisitorPage, text: string): Promise<void> {
  page.say(text);
  await expect.poll(() => texts(page), soon).toContain(text);
}

describe('a visitor whom the shop vouches for', () => {
  test('sees the same conversation on another device, and colleagues see their name', async () => {
    const first = await visit(signedIdentity(secret, anna));
    await say(first, 'С телефона');
    const second = await visit(signedIdentity(secret, anna));
    expect([known(first), known(second), texts(second)]).toEqual([true, true, ['С телефона']]);
    await say(second, 'С ноутбука');
    await expect.poll(() => texts(first), soon).toEqual(['С телефона', 'С ноутбука']);
    expect((await house.all('customers')).map(({ name }) => name)).toEqual(['Анна Белова']);
    expect(await house.all('conversations')).toHaveLength(1);
    expect((await house.all('identities')).map(({ kind, value }) => `${kind} ${value.replace(/[0-9a-f]{32}/, 'ID')}`).toSorted()).toEqual(['chat vis_ID', 'email anna@example.org']);
  });

  test('joins the customer who is known by the signed address', async () => {
    const customer = id('customer', 'anna');
    await house.exchange.commit(house.tenant, (_tx, since, put) =>
      put([
        { op: 'put', table: 'customers', row: { id: customer, name: 'Белова', company: null, city: null, language: null, since, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null } },
        { op: 'put', table: 'identities', row: { id: id('identity', 'anna'), customer, kind: 'email', value: 'anna@example.org', version: 0, preferredAt: null } },
      ]),
    );
    await say(await visit(signedIdentity(secret, anna)), 'Это снова я');
    expect(await house.all('customers')).toHaveLength(1);
    expect((await house.all('conversations')).map((row) => row.customer)).toEqual([customer]);
  });

  test('two users of one address are one customer, and neither is told what the other said', async () => {
    const [one, other] = [await visit(signedIdentity(secret, anna)), await visit(signedIdentity(secret, { ...anna, sub: '43' }))];
    await say(one, 'Первый');
    await say(other, 'Второй');
    expect(await house.all('customers')).toHaveLength(1);
    expect([texts(one), texts(other)]).toEqual([['Первый'], ['Второй']]);
    expect(texts(await visit(signedIdentity(secret, { ...anna, sub: '43' })))).toEqual(['Второй']);
  });

  test('has nothing to do with what was said on the same browser before the sign-in', async () => {
    const guest = await visit();
    await say(guest, 'Ещё не вошла');
    const page = await visit(signedIdentity(secret, anna), guest.token);
    await say(page, 'Вошла');
    expect(texts(page)).toEqual(['Вошла']);
    expect(texts(await visit(undefined, guest.token))).toEqual(['Ещё не вошла']);
  });
});

describe('an identity that the shop did not sign, or not any more', () => {
  const forged = (): readonly (readonly [string, string])[] => {
    const valid = signedIdentity(secret, anna);
    const [head = '', body = '', sign = ''] = valid.split('.');
    const other = signedIdentity('another secret', anna);
    const unsigned = signedIdentity('', anna, { alg: 'none' }).split('.').slice(0, 2).join('.');
    return [
      ['another secret', other],
      ['no signature', `${head}.${body}.`],
      ['the algorithm none', `${unsigned}.`],
      ['another algorithm, rightly signed', signedIdentity(secret, anna, { alg: 'HS512' })],
      ['another body under the signature', `${head}.${other.split('.')[1]?.replace(/^./, 'A') ?? ''}.${sign}`],
      ['a signature cut short', valid.slice(0, -4)],
      ['a fourth part', `${valid}.x`],
      ['over', signedIdentity(secret, { ...anna, exp: Math.floor(Date.now() / 1000) - 1 })],
      ['no end', signedIdentity(secret, { ...anna, exp: Number.NaN })],
      ['no user', signedIdentity(secret, { name: 'Анна' })],
      ['an empty user', signedIdentity(secret, { ...anna, sub: '' })],
      ['noise', 'a.b.c'],
      ['nothing', ''],
    ];
  };

  test('sees nothing of anybody, and is an ordinary visitor', async () => {
    await say(await visit(signedIdentity(secret, anna)), 'Тайна');
    for (const [what, identity] of forged()) {
      const page = await visit(identity);
      expect([what, known(page), texts(page)]).toEqual([what, false, []]);
      await say(page, what);
      expect(texts(page)).toEqual([what]);
    }
    expect(await house.all('customers')).toHaveLength(1 + forged().length);
    expect(house.failures).toEqual([]);
  });

  test('keeps what its own browser said, and is told all of it, whatever the page knew as somebody else', async () => {
    const guest = await visit();
    await say(guest, 'Своё');
    const page = await arrive({ address: `${house.urls[0].replace('http:', 'ws:')}/chat`, site: house.site, token: guest.token, identity: 'a.b.c', after: Number.MAX_SAFE_INTEGER });
    await expect.poll(() => texts(page), soon).toEqual(['Своё']);
  });

  test('a new secret makes void what the last one signed', async () => {
    const identity = signedIdentity(secret, anna);
    await say(await visit(identity), 'Раньше');
    const next = await rotate();
    expect([known(await visit(identity)), known(await visit(signedIdentity(next, anna)))]).toEqual([false, true]);
    expect(texts(await visit(signedIdentity(next, anna)))).toEqual(['Раньше']);
  });

  test('a site without a secret knows nobody', async () => {
    await house.db('chat_sites').update({ secret: null });
    expect(known(await visit(signedIdentity('', anna)))).toBe(false);
  });
});
