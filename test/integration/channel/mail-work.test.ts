import { setAbsence } from '#db/central/absences';
import { setAutomaticAnswer } from '#db/central/automatic-answers';
import { blockSender, senderOf, unblockSender } from '#db/central/blocked-senders';
import { setMailFrame } from '#db/central/mail-frames';
import { setSignature } from '#db/central/signatures';
import { isSpam } from '#domain/conversation/case';
import { markSpam, reopenCase } from '#domain/conversation/finish-case';
import { day, hour } from '#kernel/instant';
import { id } from '#kernel/id';
import { forgetSpam } from '#server/channel/forget-spam';
import { Loaded } from '#sync/change';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { eventually } from '../../support/eventually';
import { openMailHouse, type MailHouse } from '../../support/mail-house';
import { deliverPlainly } from '../../support/plain-smtp';

let databases: CentralDatabases;
let house: MailHouse;
let verdict: 'pass' | 'fail' | 'none' = 'none';

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  verdict = 'none';
  house = await openMailHouse(databases, undefined, async () => verdict);
});
afterEach(() => house.stop());

let count = 0;

function write(from: string, fields = ''): Promise<void> {
  count += 1;
  const content = `From: <${from}>\r\nTo: support@shop.example\r\nSubject: Question ${count}\r\nMessage-ID: <${count}@customer.example>\r\n${fields}\r\nText ${count}`;
  return deliverPlainly({ port: house.port, from, to: 'support@shop.example', content: Buffer.from(content) });
}

const nothingLeaves = (): Promise<void> => eventually(async () => expect(await house.db('automatic_mails').select()).toEqual([]));
const block = (sender: string): Promise<void> => blockSender(house.db, { tenant: house.tenant, sender }, { person: house.agent.id, at: Date.now() });

test.each([
  ['an address', 'anna@spam.example', 'anna@spam.example'],
  ['a domain', '@spam.example', 'anna@spam.example'],
  ['the domain above', '@spam.example', 'anna@mail.spam.example'],
])('mail from %s that is blocked is kept in spam: no clock, no answer, nothing unread', async (_what, sender, from) => {
  await setAutomaticAnswer(house.db, { tenant: house.tenant, channel: house.channel.id }, 'We read your mail within the hour.');
  await block(sender);
  await write(from);
  await write('anna@spam.example.org');
  const cases = await house.all('cases');
  const talks = await house.all('conversations');
  expect([cases.length, cases.filter(({ state }) => isSpam(state)).length]).toEqual([2, 1]);
  const spam = cases.find(({ state }) => isSpam(state));
  expect(talks.find((talk) => talk.case === spam?.id)).toMatchObject({ unread: 0, assignee: null, firstResponse: { state: 'met' } });
  await house.customers.received(1);
  await nothingLeaves();
  expect(house.customers.mails.map(({ to }) => to)).toEqual([['anna@spam.example.org']]);
});

test('that a forger used an address does not block its true owner', async () => {
  verdict = 'fail';
  await write('anna@bank.example');
  const [forged] = await house.all('conversations');
  const sender = await senderOf(house.db, house.tenant, forged?.id ?? 'con_none');
  expect(sender).toBe('[anna@bank.example]');
  await block(sender ?? '');
  await write('anna@bank.example');
  verdict = 'pass';
  await write('anna@bank.example');
  const cases = (await house.all('cases')).toSorted((a, b) => a.openedAt - b.openedAt);
  expect(cases.map(({ state }) => isSpam(state))).toEqual([false, true, false]);
  const [, , own] = (await house.all('messages')).toSorted((a, b) => a.at - b.at);
  expect(own?.part).toMatchObject({ names: { verdict: 'pass' } });
});

test('what is marked as spam comes back whole, what came as spam is owed its first answer then, and both are gone after 30 days', async () => {
  await write('ivan@home.example');
  const [talk] = await house.all('conversations');
  if (talk === undefined) throw new Error('no conversation');
  const marked = await act('case.spam', talk.id);
  expect(marked).toMatchObject({ status: 'closed', spam: 'person' });
  expect(await act('case.reopen', talk.id)).toEqual({ status: 'open' });
  expect((await house.all('conversations'))[0]?.firstResponse).toEqual(talk.firstResponse);
  await block('ivan@home.example');
  await write('ivan@home.example');
  const late = (await house.all('conversations')).find(({ id: one }) => one !== talk.id);
  await act('case.reopen', late?.id ?? talk.id);
  expect((await house.all('conversations')).find(({ id: one }) => one === late?.id)).toMatchObject({ unread: 1, firstResponse: { state: 'running' } });
  await unblockSender(house.db, { tenant: house.tenant, sender: 'ivan@home.example' }, null);
  await act('case.spam', talk.id);
  await forgetSpam({ db: house.db, commit: house.exchange.commit }, Date.now() + 29 * day);
  expect(await house.all('cases')).toHaveLength(2);
  await forgetSpam({ db: house.db, commit: house.exchange.commit }, Date.now() + 31 * day);
  expect([(await house.all('cases')).map((row) => row.id), (await house.all('messages')).filter(({ conversation }) => conversation === talk.id), await house.db('mails').where({ conversation: talk.id }).select('id')]).toEqual([[late?.case], [], []]);
});

async function act(name: 'case.spam' | 'case.reopen', conversation: `con_${string}`): Promise<unknown> {
  const rows = new Loaded();
  const talk = (await house.all('conversations')).find((row) => row.id === conversation);
  const owning = (await house.all('cases')).find((row) => row.id === talk?.case);
  rows.set('conversations', conversation, talk ?? null);
  rows.set('cases', owning?.id ?? '', owning ?? null);
  const mutator = name === 'case.spam' ? markSpam : reopenCase;
  const { id: person, roles, teams } = house.agent;
  await house.exchange.commit(house.tenant, async (_tx, now, put) => {
    const outcome = mutator.run(rows, { conversation, event: id('message', randomUUID()) }, { actor: { person, roles, teams }, now });
    if (!outcome.ok) throw new Error(outcome.code);
    await put(outcome.value);
  });
  return (await house.all('cases')).find((row) => row.id === owning?.id)?.state;
}

test('who writes to somebody who is away is back in the queue at once, and hears of it once a day', async () => {
  await write('anna@customer.example');
  const [talk] = await house.all('conversations');
  const [owning] = await house.all('cases');
  if (talk === undefined || owning === undefined) throw new Error('no conversation');
  const own = { ...talk, assignee: house.agent.id, fence: 1 };
  await house.exchange.commit(house.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: own }, { op: 'put', table: 'cases', row: { ...owning, owner: house.agent.id } }]));
  await setAutomaticAnswer(house.db, { tenant: house.tenant, channel: house.channel.id }, 'We read your mail within the hour.');
  await setAbsence(house.db, { tenant: house.tenant, person: house.agent.id }, { from: Date.now() - hour, until: Date.now() + day, text: 'I am back on Monday.' });
  const first = count;
  await write('anna@customer.example', `In-Reply-To: <${first}@customer.example>\r\n`);
  const after = (await house.all('conversations'))[0];
  expect(after).toMatchObject({ id: talk.id, assignee: null, fence: 2, unread: 2 });
  expect((await house.all('cases'))[0]).toMatchObject({ owner: null });
  await house.customers.received(1);
  expect(house.customers.mails[0]?.mail.text).toContain('I am back on Monday.');
  await write('anna@customer.example', `In-Reply-To: <${first}@customer.example>\r\n`);
  await nothingLeaves();
  expect(house.customers.mails).toHaveLength(1);
  const messages = (await house.all('messages')).toSorted((a, b) => a.at - b.at);
  expect(messages.map(({ part }) => (part.kind === 'event' ? part.event.type : part.kind)).toSorted()).toEqual(['inbound', 'inbound', 'inbound', 'ownerAway']);
  expect(messages.flatMap(({ part }) => (part.kind === 'inbound' ? [part.names?.answered] : []))).toEqual([undefined, 'I am back on Monday.', undefined]);
});

test('an answer stands in the frame of its mailbox, above what it answers, in the language of its customer', async () => {
  await write('anna@customer.example');
  const [[talk], [asking], [customer]] = await Promise.all([house.all('conversations'), house.all('messages'), house.all('customers')]);
  if (talk === undefined || asking === undefined || customer === undefined) throw new Error('nothing came');
  await house.exchange.commit(house.tenant, (_tx, _now, put) => put([{ op: 'put', table: 'customers', row: { ...customer, name: 'Анна', language: 'ru' } }]));
  const mailbox = { tenant: house.tenant, channel: house.channel.id };
  await setMailFrame(house.db, mailbox, { language: 'ru', greeting: 'Здравствуйте, {customer|уважаемый клиент}!', closing: 'Ваше обращение — {case}.' });
  await setMailFrame(house.db, mailbox, { language: 'en', greeting: 'Hello {customer|there},', closing: '' });
  await setSignature(house.db, { tenant: house.tenant, person: house.agent.id }, { channel: null, text: '**{name}**' });
  await house.answer(talk.id, 'Завтра.', { quotes: asking.id });
  await house.customers.received(1);
  const [{ mail } = { mail: null }] = house.customers.mails;
  const [{ number } = { number: 0 }] = await house.all('cases');
  expect(mail?.text).toMatch(new RegExp(`^Здравствуйте, Анна!\\n\\nЗавтра\\.\\n\\nВаше обращение — ${number}\\.\\n\\n-- \\nOlga\\n\\n.*anna@customer\\.example.* пишет:\\n> Text ${count}\\s*$`));
  expect(mail?.html).toContain('<b>Olga</b>');
  expect(mail?.inReplyTo).toBe(`<${count}@customer.example>`);
});

test('a list that names nobody in To is refused before anything leaves', async () => {
  await write('anna@customer.example');
  const [talk] = await house.all('conversations');
  const hidden = { to: [], cc: [], bcc: ['anna@customer.example', 'boris@work.example'] };
  await expect(house.answer(talk?.id ?? 'con_none', 'To all of you', { recipients: hidden })).rejects.toThrow('recipient.absent');
  expect(await house.all('messages')).toHaveLength(1);
});
