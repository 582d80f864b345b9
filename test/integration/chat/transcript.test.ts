import { setChatSite } from '#db/central/chat-sites';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { chatIdentities, openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, freshToken, type VisitorPage } from '../../support/chat-visitor';
import { signedIdentity } from '../../support/signed-identity';

let databases: CentralDatabases;
let house: ChatHouse;
let secret: string;

const mailed = z.array(z.object({ address: z.string(), text: z.string() }));
const soon = { timeout: 30_000, interval: 10 };

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  house = await openChatHouse(databases);
  await house.addChannel('email', 'support@shop.example');
  const site = { tenant: house.tenant, channel: house.channel.id };
  const { plain, sealed } = chatIdentities.fresh(site);
  await setChatSite(house.db, site, { secret: sealed });
  secret = plain;
});
afterEach(() => house.stop());

/** A page that said something and was answered. */
async function talked(identity?: string): Promise<VisitorPage> {
  const page = await arrive({ address: `${house.urls[0].replace('http:', 'ws:')}/chat`, site: house.site, token: freshToken(), ...(identity === undefined ? {} : { identity }) });
  page.say('Где мой заказ?');
  await expect.poll(() => page.lines().length, soon).toBe(1);
  const [conversation] = await house.all('conversations');
  if (conversation === undefined) throw new Error('no conversation');
  await house.answer(conversation.id, 'Он уже в пути.');
  await expect.poll(() => page.lines().length, soon).toBe(2);
  return page;
}
const answers = (page: VisitorPage): readonly unknown[] => page.frames.flatMap((frame) => (frame.t === 'transcript' ? [frame.to] : []));
const mails = async (): Promise<z.infer<typeof mailed>> => mailed.parse(await house.db('automatic_mails').select('address', 'text'));

test('a visitor whom the shop vouches for is mailed their conversation, once, however often they ask', async () => {
  const page = await talked(signedIdentity(secret, { sub: '42', email: 'anna@example.org' }));
  expect(page.frames).toContainEqual({ t: 'welcome', unread: 0, known: true, transcript: true });
  page.send({ t: 'transcript' });
  page.send({ t: 'transcript' });
  await expect.poll(() => answers(page), soon).toEqual(['anna@example.org', 'anna@example.org']);
  const [mail, ...more] = await mails();
  expect([mail?.address, more]).toEqual(['anna@example.org', []]);
  expect(mail?.text).toMatch(/^Здравствуйте![^]+\n\nВы, [^\n]+ UTC\nГде мой заказ\?\n\n\S+, [^\n]+ UTC\nОн уже в пути\.$/);
});

test('nobody else makes us write to anybody', async () => {
  const guest = await talked();
  guest.send({ t: 'transcript' });
  await expect.poll(() => answers(guest), soon).toEqual([null]);
  expect(guest.frames).toContainEqual({ t: 'welcome', unread: 0 });
  expect(await mails()).toEqual([]);
});
