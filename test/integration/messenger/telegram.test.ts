import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { comesTrue, eventually } from '../../support/eventually';
import { BotApiDouble } from '../../support/messengers/bot-api-double';
import { openMessengerHouse, type MessengerHouse } from '../../support/messengers/messenger-house';

let databases: CentralDatabases;
let api: BotApiDouble;
let house: MessengerHouse;
const anna = 7001;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  api = await new BotApiDouble().open();
  house = await openMessengerHouse(databases, { kind: 'telegram', token: '1:secret', base: null }, { telegram: api.root });
});
afterEach(async () => {
  await house.stop();
  await api.close();
});

async function inbound(): Promise<readonly string[]> {
  return (await house.all('messages')).filter(({ part }) => part.kind === 'inbound').toSorted((one, other) => one.at - other.at).map(({ text }) => text);
}

async function conversation(): Promise<`con_${string}`> {
  const [found] = await house.all('conversations');
  if (found === undefined) throw new Error('no conversation');
  return found.id;
}

async function deliveryOf(message: string): Promise<object | null> {
  const part = (await house.all('messages')).find(({ id }) => id === message)?.part;
  return part?.kind === 'outbound' ? part.delivery : null;
}

test('what people write while nobody listens comes in once, in order, after a restart', async () => {
  const first = await house.listen();
  api.write(anna, { text: 'Где мой заказ?' });
  await eventually(async () => expect(await inbound()).toEqual(['Где мой заказ?']));
  await first.stop();
  api.write(anna, { text: 'Ау' });
  api.write(anna, { text: 'Вы тут?' });
  const second = await house.listen();
  await eventually(async () => expect(await inbound()).toEqual(['Где мой заказ?', 'Ау', 'Вы тут?']));
  // What was taken in is confirmed with the next question.
  await comesTrue(() => api.waiting === 0);
  await second.stop();
  expect([api.waiting, (await house.all('customers')).map(({ name }) => name), (await house.all('conversations')).map(({ kind }) => kind)]).toEqual([0, ['Анна Ким'], ['telegram']]);
});

test('an update that could not be stored is neither lost nor confirmed, and comes in once later', async () => {
  const listening = await house.listen();
  await house.db.raw('alter table inbound_keys rename to away');
  api.write(anna, { text: 'Один раз' });
  await comesTrue(() => house.failures.length > 0);
  expect([await inbound(), api.waiting]).toEqual([[], 1]);
  await house.db.raw('alter table away rename to inbound_keys');
  await eventually(async () => expect(await inbound()).toEqual(['Один раз']));
  await comesTrue(() => api.waiting === 0);
  await listening.stop();
});

test('photos and files come in by their content, and a sticker, a place and an edit in words', async () => {
  api.keepFile('photo-large', Buffer.from('a photo'));
  api.keepFile('doc', Buffer.from('a bill'));
  api.refusals.push({ method: 'getFile', refusal: { status: 400, description: 'Bad Request: file is too big' } });
  api.write(anna, { document: { file_id: 'huge', file_name: 'film.mkv' } });
  api.write(anna, { photo: [{ file_id: 'photo-small' }, { file_id: 'photo-large' }], caption: 'Вот царапина' });
  api.write(anna, { document: { file_id: 'doc', file_name: 'Счёт № 5.pdf', mime_type: 'application/pdf' } });
  api.write(anna, { sticker: { emoji: '😡' } });
  api.write(anna, { location: { latitude: 55.75, longitude: 37.62 } });
  api.write(anna, { message_id: 2, edit_date: 5, text: 'Вот две царапины' }, 'edited_message');
  api.write(anna, { chat: { id: -5, type: 'group' }, text: 'в группе' });
  const listening = await house.listen();
  await comesTrue(() => api.waiting === 0);
  await listening.stop();
  const lost = '[Файл «film.mkv» получить не удалось: он слишком велик или уже удалён]';
  expect(await inbound()).toEqual([lost, 'Вот царапина', '', '[Стикер 😡]', '[Место на карте: 55.75, 37.62]', '✎ Сообщение исправлено: Вот две царапины']);
  const files = (await house.all('messages')).flatMap(({ attachments }) => attachments).map(({ name, type, size }) => [name, type, size]);
  expect(files).toEqual(expect.arrayContaining([['photo.jpg', 'image/jpeg', 7], ['Счёт № 5.pdf', 'application/pdf', 6]]));
  const hashes = z.array(z.string()).parse(await house.db('attachments').pluck('sha256'));
  expect(hashes.toSorted()).toEqual(['a photo', 'a bill'].map((bytes) => createHash('sha256').update(bytes).digest('hex')).toSorted());
});

test('an answer leaves with its files once, though the messenger asked for patience in the middle', async () => {
  const listening = await house.listen();
  api.write(anna, { text: 'Здравствуйте' });
  await eventually(async () => expect(await inbound()).toHaveLength(1));
  api.refusals.push({ method: 'sendDocument', refusal: { status: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 } });
  const long = `${'а'.repeat(4000)}\n${'б'.repeat(500)}`;
  const message = await house.answer(await conversation(), long, { files: [{ name: 'bill.pdf', type: 'application/pdf', bytes: Buffer.from('pdf') }, { name: 'p.png', type: 'image/png', bytes: Buffer.from('png') }] });
  await eventually(async () => expect(await deliveryOf(message)).toMatchObject({ state: 'sent' }));
  await listening.stop();
  expect(api.seen.map(({ text, file }) => text ?? file?.name)).toEqual([`${'а'.repeat(4000)}\n`, 'б'.repeat(500), 'bill.pdf', 'p.png']);
  expect(api.seen.at(2)?.file?.bytes.toString()).toBe('pdf');
});

test('an answer to somebody who blocked the bot fails and says so; a key that was withdrawn only waits', async () => {
  const listening = await house.listen();
  api.write(anna, { text: 'Здравствуйте' });
  await eventually(async () => expect(await inbound()).toHaveLength(1));
  api.refusals.push({ method: 'sendMessage', refusal: { status: 401, description: 'Unauthorized' } }, { method: 'sendMessage', refusal: { status: 403, description: 'Forbidden: bot was blocked by the user' } });
  const message = await house.answer(await conversation(), 'Вы тут?');
  await eventually(async () => expect(await deliveryOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.blocked' }));
  await listening.stop();
  expect(api.seen).toEqual([]);
});

test('an answer that was taken without a word is in doubt and not repeated, until a person wants it', async () => {
  const listening = await house.listen();
  api.write(anna, { text: 'Здравствуйте' });
  await eventually(async () => expect(await inbound()).toHaveLength(1));
  api.losesAnswers = 1;
  const message = await house.answer(await conversation(), 'Уже в пути');
  await eventually(async () => expect(await deliveryOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.inDoubt' }));
  await house.answer(await conversation(), 'Завтра');
  await eventually(() => Promise.resolve(expect(api.seen.map(({ text }) => text)).toEqual(['Уже в пути', 'Завтра'])));
  await listening.stop();
  expect([await house.sendAgain(message), api.seen.length]).toEqual([{ outcome: 'sent' }, 3]);
});

test('the person sees that an agent types, no more often than it is shown', async () => {
  const { keeper, stop } = await house.listen();
  api.write(anna, { text: 'Здравствуйте' });
  await eventually(async () => expect(await inbound()).toHaveLength(1));
  const typed = await conversation();
  for (let time = 0; time < 5; time += 1) await keeper.typed(typed);
  await stop();
  expect(api.typed).toEqual([anna]);
});

test('an update that Telegram brings itself counts only with our secret, and once', async () => {
  await house.stop();
  house = await openMessengerHouse(databases, { kind: 'telegram', token: '1:secret', base: 'https://shop.example' }, { telegram: api.root });
  const update = JSON.stringify(api.write(anna, { text: 'По вызову' }));
  const call = async (secret: string): Promise<number> => (await fetch(house.hook, { method: 'POST', headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }, body: update })).status;
  expect([await call('guessed'), await inbound()]).toEqual([404, []]);
  expect([await call('of-our-own-making'), await call('of-our-own-making'), await inbound()]).toEqual([200, 200, ['По вызову']]);
});

test('a messenger that cannot be opened, or that still takes in a large file after its key was changed, keeps no other from being heard', async () => {
  const other = await house.addChannel('connect', 'other');
  await house.db('messengers').insert({ tenant: house.tenant, channel: other.id, kind: 'connect', account: 'other', secret: 'sealed by another key', stateAt: 0 });
  // From now on the one that cannot be opened stands before it.
  await house.db('messengers').where({ channel: house.channel.id }).update({ account: 'shop' });
  const listening = await house.listen();
  api.write(anna, { text: 'Слышно?' });
  await eventually(async () => expect(await inbound()).toEqual(['Слышно?']));
  api.stuckFiles.add('film');
  api.write(anna, { document: { file_id: 'film', file_name: 'film.mkv' } });
  await comesTrue(() => api.isAskedForStuck);
  await house.db('messengers').where({ channel: house.channel.id }).update({ change: 2 });
  const lease = async (): Promise<number> => z.object({ leaseUntil: z.number() }).parse(await house.db('messengers').where({ channel: other.id }).first('leaseUntil')).leaseUntil;
  const before = await lease();
  await eventually(async () => expect(await lease()).toBeGreaterThan(before + 4000));
  await api.close();
  await listening.stop();
});
