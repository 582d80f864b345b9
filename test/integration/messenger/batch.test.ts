import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { comesTrue, eventually } from '../../support/eventually';
import { MessengerDouble } from '../../support/messengers/messenger-double';
import { openMessengerHouse, type MessengerHouse } from '../../support/messengers/messenger-house';
import { whatsapp } from '../../support/messengers/road-to';

let databases: CentralDatabases;
let api: MessengerDouble;
let house: MessengerHouse;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  let sent = 0;
  api = await new MessengerDouble(({ path }) => {
    if (path.endsWith('/media')) return { status: 200, body: { id: 'm1' } };
    if (path.endsWith('/messages')) return { status: 200, body: { messages: [{ id: `wamid.ours.${(sent += 1)}` }] } };
    return path.endsWith('/bytes') ? { status: 200, raw: 'a photo' } : { status: 200, body: { url: `${api.root}/bytes` } };
  }).open();
  house = await openMessengerHouse(databases, whatsapp, { whatsapp: api.root });
});
afterEach(async () => {
  await house.stop();
  await api.close();
});

/** Signed as WhatsApp does. Answers whether it was taken in. */
async function bring(batch: object): Promise<boolean> {
  const body = JSON.stringify(batch);
  const signature = `sha256=${createHmac('sha256', whatsapp.appSecret).update(body).digest('hex')}`;
  return (await fetch(house.hook, { method: 'POST', headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, body })).ok;
}

function batchOf(changes: readonly (readonly object[])[]): object {
  return { object: 'whatsapp_business_account', entry: changes.map((messages) => ({ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', messages } }] })) };
}

const said = (from: string, text: string): object => ({ from, id: `wamid.${text}`, timestamp: String(Math.round(Date.now() / 1000)), type: 'text', text: { body: text } });

async function heard(): Promise<readonly string[]> {
  const all = await house.all('messages');
  return all.filter(({ part }) => part.kind === 'inbound').map(({ text }) => text).toSorted();
}

test('a batch that could not be stored whole is not taken, and its repeat brings each message once', async () => {
  const batch = batchOf([[said('7001', 'a'), said('7002', 'b')], [said('7001', 'c')], [said('7003', 'd')]]);
  // The third of them breaks.
  await house.db.raw(`create function broken() returns trigger language plpgsql as $$ begin if new.text = 'c' then raise exception 'no'; end if; return new; end $$`);
  await house.db.raw('create trigger broken before insert on messages for each row execute function broken()');
  expect([await bring(batch), await heard()]).toEqual([false, ['a', 'b']]);
  await house.db.raw('drop trigger broken on messages');
  expect([await bring(batch), await bring(batch), await heard()]).toEqual([true, true, ['a', 'b', 'c', 'd']]);
});

test('the same batch twice at once is each message once', async () => {
  const batch = batchOf([[said('7001', 'a'), said('7002', 'b'), said('7001', 'c')]]);
  await Promise.all([bring(batch), bring(batch)]);
  expect([await bring(batch), await heard()]).toEqual([true, ['a', 'b', 'c']]);
});

test('a photo comes in with its words, and an answer with a file leaves and is marked as read', async () => {
  expect(await bring(batchOf([[{ from: '7001', id: 'wamid.1', timestamp: String(Math.round(Date.now() / 1000)), type: 'image', image: { id: 'm7', mime_type: 'image/jpeg', caption: 'Вот царапина' } }]]))).toBe(true);
  const [message] = await house.all('messages');
  expect([message?.text, message?.attachments.map(({ name, type, size }) => [name, type, size])]).toEqual(['Вот царапина', [['photo.jpg', 'image/jpeg', 7]]]);
  const listening = await house.listen();
  const answer = await house.answer(message?.conversation ?? 'con_none', 'Пришлите чек', { files: [{ name: 'form.pdf', type: 'application/pdf', bytes: Buffer.from('pdf') }] });
  const state = async (): Promise<unknown> => (await house.all('messages')).find(({ id }) => id === answer)?.part;
  await eventually(async () => expect(await state()).toMatchObject({ delivery: { state: 'sent' } }));
  await bring({ entry: [{ changes: [{ value: { statuses: [{ id: 'wamid.ours.1', status: 'read' }] } }] }] });
  expect(await state()).toMatchObject({ delivery: { state: 'read' } });
  const refused = await house.answer(message?.conversation ?? 'con_none', 'И это', { files: [{ name: 'a.zip', type: 'application/zip', bytes: Buffer.from('PK') }] });
  await eventually(async () => expect((await house.all('messages')).find(({ id }) => id === refused)?.part).toMatchObject({ delivery: { state: 'failed', reason: 'delivery.noFiles' } }));
  await listening.stop();
  expect(api.asked.filter(({ path }) => path.endsWith('/messages')).map(({ body }) => /"type":"(\w+)"/.exec(body)?.[1])).toEqual(['text', 'document']);
});

test('a file that WhatsApp could not bring is told, though the words before it were delivered', async () => {
  await bring(batchOf([[said('7001', 'Здравствуйте')]]));
  const [message] = await house.all('messages');
  const listening = await house.listen();
  const answer = await house.answer(message?.conversation ?? 'con_none', 'Вот бланк', { files: [{ name: 'form.pdf', type: 'application/pdf', bytes: Buffer.from('pdf') }] });
  const state = async (): Promise<unknown> => (await house.all('messages')).find(({ id }) => id === answer)?.part;
  await eventually(async () => expect(await state()).toMatchObject({ delivery: { state: 'sent' } }));
  await listening.stop();
  const tell = (status: object): Promise<boolean> => bring({ entry: [{ changes: [{ value: { statuses: [status] } }] }] });
  await tell({ id: 'wamid.ours.1', status: 'read' });
  await tell({ id: 'wamid.ours.2', status: 'failed', errors: [{ code: 131053 }] });
  await tell({ id: 'wamid.ours.1', status: 'delivered' });
  expect(await state()).toMatchObject({ delivery: { state: 'failed', reason: 'delivery.refused' } });
});

test('what WhatsApp tells of an answer before its name is written down is not lost, and waits for it', async () => {
  await bring(batchOf([[said('7001', 'Здравствуйте')]]));
  const [message] = await house.all('messages');
  const listening = await house.listen();
  const tell = (name: string): Promise<boolean> => bring({ entry: [{ changes: [{ value: { statuses: [{ id: name, status: 'failed', errors: [{ code: 131053 }] }] } }] }] });
  const calls = (): number => api.asked.filter(({ path }) => path.endsWith('/messages')).length;
  /** Sends an answer whose name cannot be written down until this is told so. */
  const leaving = async (number: number): Promise<{ readonly answer: string; readonly nameIt: () => Promise<unknown> }> => {
    const hold = await house.db.transaction();
    await hold.raw('lock table messenger_messages in exclusive mode');
    const answer = await house.answer(message?.conversation ?? 'con_none', `Ответ ${number}`);
    await comesTrue(() => calls() === number);
    return { answer, nameIt: () => hold.commit() };
  };
  const stateOf = async (answer: string): Promise<unknown> => (await house.all('messages')).find(({ id }) => id === answer)?.part;
  const first = await leaving(1);
  let looked = 0;
  house.db.on('query-response', (_answer: unknown, { sql }: { readonly sql: string }) => void (looked += /^select .*messenger_messages/s.test(sql) ? 1 : 0));
  const told = tell('wamid.ours.1');
  await comesTrue(() => looked > 0);
  await first.nameIt();
  expect(await told).toBe(true);
  expect(await stateOf(first.answer)).toMatchObject({ delivery: { state: 'failed', reason: 'delivery.refused' } });
  await eventually(async () => expect(await house.db('deliveries').where({ state: 'begun' })).toEqual([]));
  const second = await leaving(2);
  expect(await tell('wamid.ours.2')).toBe(false);
  expect(await tell('wamid.ours.2')).toBe(false);
  await second.nameIt();
  await eventually(async () => expect(await tell('wamid.ours.2')).toBe(true));
  expect(await stateOf(second.answer)).toMatchObject({ delivery: { state: 'failed', reason: 'delivery.refused' } });
  expect(await tell('of.nobody')).toBe(true);
  await listening.stop();
});
