import { id, type TeamId, type TenantId } from '#kernel/id';
import { createJudgeSender } from '#server/channel/email/sender-verdict';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTeam, createTenant } from '../../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openMailHouse, type MailHouse } from '../../support/mail-house';
import { deliverPlainly } from '../../support/plain-smtp';

let databases: CentralDatabases;
let house: MailHouse;

/** Of these domains one says that nobody may send in its name. */
const judgeSender = createJudgeSender(async (name) => {
  const record = { 'bank.example': 'v=spf1 -all', '_dmarc.bank.example': 'v=DMARC1; p=reject' }[name];
  if (record === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return [[record]];
});

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  // The door of this house hears of nobody but this machine, of which no domain says anything: the test names another peer.
  house = await openMailHouse(databases, undefined, (asked) => judgeSender({ ...asked, peer: { address: '198.51.100.9', helo: 'x' } }));
});
afterEach(() => house.stop());

const anna = 'anna@customer.example';

function write(content: string, { from = anna, to = 'support@shop.example' } = {}): Promise<void> {
  return deliverPlainly({ port: house.port, from, to, content: Buffer.from(content.replaceAll(/\r?\n/g, '\r\n')) });
}

/** Whatever came before, the next customer is served. */
async function goesOn(): Promise<void> {
  await write('From: next@customer.example\nMessage-ID: <next@customer.example>\nSubject: Next\n\nAfter that', { from: 'next@customer.example' });
  expect((await house.all('messages')).map(({ text }) => text)).toContain('After that');
}

test('line breaks in what becomes a header field add none, neither on the way in nor on the way out', async () => {
  const hidden = '=?utf-8?Q?Order=0D=0ABcc:_thief@elsewhere.example=0D=0A=0D=0Aforged?=';
  await write(`From: =?utf-8?Q?Anna=0D=0ABcc:_thief@elsewhere.example?= <${anna}>\nMessage-ID: <1@customer.example>\nSubject: ${hidden}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="=?utf-8?Q?a=0D=0AX-Evil:_1.txt?="\n\nx\n--b--`);
  const [conversation] = await house.all('conversations');
  const [message] = await house.all('messages');
  const shown = [conversation?.subject, message?.attachments[0]?.name, message?.part.kind === 'inbound' ? message.part.authorName : ''];
  for (const line of shown) expect(line).not.toMatch(/\p{Cc}/u);
  await house.answer(conversation?.id ?? id('conversation', 'none'), 'Hello Anna');
  await house.customers.received(1);
  const [mail] = house.customers.mails;
  expect(mail?.to).toEqual([anna]);
  const fields = String(mail?.raw).split('\r\n\r\n')[0]?.match(/^[A-Za-z-]+(?=:)/gm) ?? [];
  expect(fields.filter((field) => /^(?:bcc|x-evil)$/i.test(field))).toEqual([]);
  expect(new Set(fields).size).toBe(fields.length);
  const recipients = { to: ['anna@customer.example\r\nBcc: thief@elsewhere.example'], cc: [], bcc: [] };
  await expect(house.answer(conversation?.id ?? id('conversation', 'none'), 'x', { recipients })).rejects.toThrow('recipient.malformed');
  await goesOn();
});

test('what a mail itself says of its sender is not believed', async () => {
  await write('From: Clerk <clerk@bank.example>\nAuthentication-Results: shop.example; spf=pass; dkim=pass; dmarc=pass header.from=bank.example\nAuthentication-Results: otklik; dmarc=pass\nMessage-ID: <1@bank.example>\nSubject: Your account\n\nPay here', { from: 'clerk@bank.example' });
  expect((await house.all('customers')).map(({ name }) => name)).toEqual(['Clerk (sender not confirmed)']);
  expect((await house.all('messages')).map(({ part }) => (part.kind === 'inbound' ? part.names?.verdict : null))).toEqual(['fail']);
  await goesOn();
});

async function openChannel(tenant: TenantId, team: TeamId, address: string): Promise<void> {
  const queue = { id: id('queue', randomUUID()), team, name: address, version: 0, asksOutcome: false };
  const channel = { id: id('channel', randomUUID()), kind: 'email', name: address, address, queue: queue.id, version: 0 } as const;
  await house.exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'queues', row: queue }, { op: 'put', table: 'channels', row: channel }]));
}

test('references, answers and reply addresses of another team and of another company lead nowhere', async () => {
  await write(`From: ${anna}\nMessage-ID: <1@customer.example>\nSubject: Order\n\nHello`);
  const [conversation] = await house.all('conversations');
  const own = conversation?.id ?? id('conversation', 'none');
  const answer = await house.answer(own, 'Which one?');
  const { commit } = house.exchange;
  await openChannel(house.tenant, (await createTeam(commit, house.tenant, 'Billing')).id, 'billing@shop.example');
  const abroad = await createTenant(house.db, { name: 'Abroad' });
  await openChannel(abroad, (await createTeam(commit, abroad, 'Support')).id, 'help@abroad.example');
  const before = await house.db('messages').where({ conversation: own }).pluck('id');
  for (const [place, to] of ['billing@shop.example', 'help@abroad.example'].entries()) {
    const tag = house.tokens.address('support@shop.example', own).split(/[+@]/)[1] ?? '';
    await write(`From: ${anna}\nMessage-ID: <again-${place}@customer.example>\nIn-Reply-To: <${answer}@shop.example>\nReferences: <1@customer.example> <${answer}@shop.example>\nSubject: Re: Order\n\nStill me`, { to: to.replace('@', `+${tag}@`) });
  }
  expect(await house.db('messages').where({ conversation: own }).pluck('id')).toEqual(before);
  expect(await house.db('messages').where({ tenant: abroad }).pluck('text')).toEqual(['Still me']);
  expect(await house.all('conversations')).toHaveLength(2);
  await goesOn();
});

test('a field of 30,000 addresses is read, a few of them are shown, and the answer goes to the writer alone', async () => {
  const crowd = Array.from({ length: 30_000 }, (_, n) => `u${n}@d.example`).join(',\n ');
  const taken = await write(`From: ${anna}\nTo: ${crowd}\nMessage-ID: <1@customer.example>\nSubject: Everybody\n\nHello`).then(() => true, () => false);
  const messages = await house.all('messages');
  expect(messages).toHaveLength(taken ? 1 : 0);
  for (const { part } of messages) expect(part.kind === 'inbound' ? (part.names?.to.length ?? 0) : 0).toBeLessThanOrEqual(50);
  const [conversation] = await house.all('conversations');
  if (conversation !== undefined) {
    await house.answer(conversation.id, 'Hello Anna');
    await house.customers.received(1);
    expect(house.customers.mails[0]?.to).toEqual([anna]);
  }
  await goesOn();
});

test('an archive that unpacks to gigabytes stays the few bytes that came', async () => {
  // Each layer a thousandth of what it holds: 100 MB, squeezed twice.
  const bomb = gzipSync(gzipSync(Buffer.alloc(100_000_000)));
  await write(`From: ${anna}\nMessage-ID: <1@customer.example>\nSubject: Photos\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee inside\n--b\nContent-Type: application/zip; name=photos.zip\nContent-Encoding: gzip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=photos.zip\n\n${bomb.toString('base64').replace(/.{76}/g, '$&\n')}\n--b--`);
  const [message] = await house.all('messages');
  expect(message).toMatchObject({ text: 'See inside', attachments: [{ name: 'photos.zip', size: bomb.byteLength }] });
  expect(bomb.byteLength).toBeLessThan(1000);
  await goesOn();
});

test('a Message-ID that no index of the database holds does not shut its mail out', async () => {
  // Letters that cannot be compressed, three octets each.
  const name = Array.from({ length: 980 }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000))).join('');
  await write(`From: ${anna}\nMessage-ID: <${name}@d.example>\nSubject: Long name\n\nHello`);
  expect((await house.all('messages')).map(({ text }) => text)).toEqual(['Hello']);
  await goesOn();
});
