import type { MessengerSetup } from '#contract/messenger';
import { minute, second } from '#kernel/instant';
import { messengerWords } from '#server/channel/messenger/text/messenger-words';
import type { HookCall, MessengerEvent, PartResult, Road } from '#server/channel/messenger/road';
import { signed } from '#server/channel/messenger/standard-webhook';
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Said } from '../../support/messengers/messenger-double';
import { closeRoads, connect, max, now, outgoing, roadTo, vk, whatsapp } from '../../support/messengers/road-to';

afterEach(closeRoads);

function post(body: string | object, headers: Readonly<Record<string, string>> = {}): HookCall {
  return { method: 'POST', query: {}, header: (name) => headers[name] ?? null, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), now };
}

function textsOf(answer: ReturnType<Road['answer']>): readonly string[] {
  const events: readonly MessengerEvent[] = answer === null || answer === 'malformed' ? [] : answer.events;
  return events.map((event) => (event.type === 'message' ? `${event.author.name}: ${event.text}` : `${event.type} ${event.external}`));
}

const answer = outgoing({ kind: 'text', text: 'Здравствуйте' });

async function resultOf(setup: MessengerSetup, said: Said): Promise<PartResult> {
  const { road } = await roadTo(setup, () => said);
  return road.send(answer);
}

describe('VK', () => {
  const call = (type: string, object: object, secret = 's3cret'): object => ({ type, group_id: 42, secret, v: '5.199', object });
  const said = { id: 0, date: 1, peer_id: 5, from_id: 5, text: 'Привет', conversation_message_id: 9, attachments: [] };

  test('is told the confirmation of the community, and of no other', async () => {
    const { road } = await roadTo(vk);
    expect(road.answer(post({ type: 'confirmation', group_id: 42 }))).toEqual({ body: 'c0nf', events: [] });
    expect(road.answer(post({ type: 'confirmation', group_id: 43 }))).toBe(null);
  });

  test('brings messages and their edits with its secret only, and what is not written in words', async () => {
    const { road } = await roadTo(vk);
    expect(road.answer(post(call('message_new', { message: said }, 'guessed')))).toBe(null);
    const photo = { ...said, text: '', attachments: [{ type: 'photo' }, { type: 'doc', doc: { title: 'чек.pdf' } }] };
    const heard = [call('message_new', { message: said }), call('message_new', { message: photo }), call('message_edit', { ...said, update_time: 7 })].map((one) => textsOf(road.answer(post(one))));
    expect(heard).toEqual([['VK 5: Привет'], ['VK 5: [Фотография]\n[Файл «чек.pdf»]'], ['VK 5: ✎ Сообщение исправлено: Привет']]);
    expect(road.answer(post(call('message_new', { message: { ...said, peer_id: 2_000_000_001 } })))).toEqual({ body: 'ok', events: [] });
  });

  test('gets the same number with every repeat of an answer, so that it shows it once', async () => {
    const { road, double } = await roadTo(vk, () => ({ status: 200, body: { response: 77 } }));
    expect([await road.send(answer), await road.send(answer)]).toEqual([{ outcome: 'sent', external: '77' }, { outcome: 'sent', external: '77' }]);
    await road.send({ ...answer, key: 'msg_other' });
    const numbers = double.asked.map(({ body }) => new URLSearchParams(body).get('random_id'));
    expect([numbers[0] === numbers[1], numbers[0] === numbers[2], Number(numbers[0]) > 0]).toEqual([true, false, true]);
    expect(double.asked[0]).toMatchObject({ method: 'POST', path: '/method/messages.send' });
  });

  test.each([
    [901, { outcome: 'refused', reason: 'delivery.blocked' }],
    [6, { outcome: 'retry', after: second }],
    [10, { outcome: 'retry' }],
    [914, { outcome: 'refused', reason: 'delivery.refused' }],
  ])('its error %i is understood', async (code, expected) => {
    expect(await resultOf(vk, { status: 200, body: { error: { error_code: code, error_msg: 'x' } } })).toMatchObject(expected);
  });

  test('a key that it does not know is named when the channel is connected', async () => {
    const { road } = await roadTo(vk, () => ({ status: 200, body: { error: { error_code: 5, error_msg: 'x' } } }));
    await expect(road.identify()).rejects.toMatchObject({ failure: 'messenger.keyRefused' });
    const { road: right } = await roadTo(vk, () => ({ status: 200, body: { response: { groups: [{ id: 42, name: 'Магазин' }] } } }));
    expect(await right.identify()).toEqual({ account: '42', name: 'Магазин' });
  });
});

describe('MAX', () => {
  const update = { update_type: 'message_created', timestamp: 5, message: { sender: { user_id: 5, first_name: 'Анна', last_name: null }, recipient: { chat_id: 77, chat_type: 'dialog' }, timestamp: 1, body: { mid: 'mid.1', seq: 1, text: 'Привет' } } };
  const secret = { 'x-max-bot-api-secret': 'of-our-own-making' };

  test('is subscribed with our secret, and heard with it only', async () => {
    const { road, double } = await roadTo(max, () => ({ status: 200, body: { success: true } }));
    await road.subscribe('https://shop.example/hooks/c');
    expect(JSON.parse(double.asked[0]?.body ?? '')).toEqual({ url: 'https://shop.example/hooks/c', update_types: ['message_created', 'message_edited'], secret: 'of-our-own-making' });
    expect([road.answer(post(update)), textsOf(road.answer(post(update, secret)))]).toEqual([null, ['Анна: Привет']]);
    const edited = { ...update, update_type: 'message_edited' };
    expect(textsOf(road.answer(post(edited, secret)))).toEqual(['Анна: ✎ Сообщение исправлено: Привет']);
    expect(road.answer(post({ update_type: 'bot_started', timestamp: 1 }, secret))).toEqual({ body: '', events: [] });
  });

  test('takes an answer by the id of its person', async () => {
    const { road, double } = await roadTo(max, () => ({ status: 200, body: { message: { body: { mid: 'mid.2', seq: 2, text: 'ok' } } } }));
    expect(await road.send(answer)).toEqual({ outcome: 'sent', external: 'mid.2' });
    expect(double.asked[0]).toMatchObject({ path: '/messages?user_id=5', headers: { authorization: 'token' }, body: '{"text":"Здравствуйте"}' });
  });

  test.each([
    [{ status: 403, body: { code: 'chat.denied' } }, { outcome: 'refused', reason: 'delivery.blocked' }],
    [{ status: 429, body: {}, headers: { 'retry-after': '7' } }, { outcome: 'retry', after: 7 * second }],
    [{ status: 503, body: {} }, { outcome: 'retry' }],
    [{ status: 400, body: {} }, { outcome: 'refused', reason: 'delivery.refused' }],
  ])('its refusal %j is understood', async (said, expected) => {
    expect(await resultOf(max, said)).toMatchObject(expected);
  });
});

describe('WhatsApp', () => {
  const signedPost = (body: string, key = 'app'): HookCall => post(body, { 'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}` });
  const value = (texts: readonly string[]): object => ({
    messaging_product: 'whatsapp',
    contacts: [{ profile: { name: 'Анна' }, wa_id: '79160000000' }],
    messages: texts.map((text) => ({ from: '79160000000', id: `wamid.${text}`, timestamp: '1603059201', type: 'text', text: { body: text } })),
  });

  test('answers the challenge of who knows our word only', async () => {
    const { road } = await roadTo(whatsapp);
    const asked = (word: string): HookCall => ({ ...post(''), method: 'GET', query: { 'hub.mode': 'subscribe', 'hub.verify_token': word, 'hub.challenge': '42' } });
    expect([road.answer(asked('ours')), road.answer(asked('guessed'))]).toEqual([{ body: '42', events: [] }, null]);
  });

  test('of a batch every message and every state is heard, also beside one that nobody can read', async () => {
    const { road } = await roadTo(whatsapp);
    const statuses = [{ id: 'wamid.Y', status: 'delivered', timestamp: '1', recipient_id: '79160000000' }, { id: 'wamid.Z', status: 'failed', errors: [{ code: 131047 }] }];
    const odd = { messages: [{ id: 'wamid.odd' }, { from: '7', id: 'wamid.image', type: 'image', image: { caption: 'Вот' } }, { from: '7', id: 'wamid.new', type: 'order' }], statuses };
    const batch = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: value(['1', '2']) }, { field: 'messages', value: odd }] }, { id: '2', changes: [{ field: 'messages', value: value(['3']) }] }] };
    const heard = textsOf(road.answer(signedPost(JSON.stringify(batch))));
    expect(heard).toEqual(['Анна: 1', 'Анна: 2', '+7: [Фотография]\nВот', `+7: ${messengerWords.ru.unknown}`, 'progress wamid.Y', 'failed wamid.Z', 'Анна: 3']);
  });

  test('the signature is over the bytes: the same content written otherwise, or by another key, is not WhatsApp', async () => {
    const { road } = await roadTo(whatsapp);
    const body = JSON.stringify({ entry: [] });
    const other = { ...signedPost(body), body: Buffer.from(`${body} `) };
    expect([road.answer(signedPost(body)), road.answer(other), road.answer(signedPost(body, 'guessed')), road.answer(post(body))]).toEqual([{ body: '', events: [] }, null, null, null]);
  });

  test.each([
    [{ status: 200, body: { messages: [{ id: 'wamid.A' }] } }, { outcome: 'sent', external: 'wamid.A' }],
    [{ status: 400, body: { error: { code: 131047 } } }, { outcome: 'refused', reason: 'delivery.windowClosed' }],
    [{ status: 400, body: { error: { code: 131056 } } }, { outcome: 'retry', after: 6 * second }],
    [{ status: 429, body: { error: { code: 80007 } } }, { outcome: 'retry', after: minute }],
    [{ status: 401, body: { error: { code: 190 } } }, { outcome: 'retry' }],
    [{ status: 400, body: { error: { code: 131026 } } }, { outcome: 'refused', reason: 'delivery.refused' }],
  ])('its word %j is understood', async (said, expected) => {
    expect(await resultOf(whatsapp, said)).toMatchObject(expected);
  });
});

describe('another system', () => {
  const body = JSON.stringify({ type: 'message', from: { id: '17', name: 'Анна' }, text: 'Привет' });
  const call = (at: number, secret = 'of-our-own-making', said = body): HookCall => post(said, signed(secret, { id: 'call-1', at, body: Buffer.from(said) }));

  test('is heard when it signs the bytes with the secret, in these minutes', async () => {
    const { road } = await roadTo(connect);
    expect(textsOf(road.answer(call(now)))).toEqual(['Анна: Привет']);
    expect([call(now - 6 * minute), call(now + 6 * minute), call(now, 'guessed'), { ...call(now), body: Buffer.from(`${body} `) }].map((one) => road.answer(one))).toEqual([null, null, null, null]);
    expect(road.answer(call(now, 'of-our-own-making', '{"type":"message"}'))).toBe('malformed');
    expect(road.answer(call(now, 'of-our-own-making', '{"type":"message","from":{"id":"1","name":""},"text":" "}'))).toBe('malformed');
    expect(road.answer(call(now, 'of-our-own-making', '{"type":"message","from":{"id":"1\\u0000","name":""},"text":"a"}')), 'an id that no database takes').toBe('malformed');
  });

  test('a secret that is being replaced counts beside the new one', async () => {
    const { road } = await roadTo(connect);
    const own = signed('of-our-own-making', { id: 'call-1', at: now, body: Buffer.from(body) });
    expect(textsOf(road.answer(post(body, { ...own, 'webhook-signature': `v1,b2xk ${own['webhook-signature']}` })))).toEqual(['Анна: Привет']);
  });

  test('gets answers signed, each attempt under the same id', async () => {
    const { road, double } = await roadTo(connect, () => ({ status: 204, body: null }));
    expect(await road.send(answer)).toEqual({ outcome: 'sent', external: answer.key });
    await road.send(answer);
    expect(double.asked.map(({ headers }) => headers['webhook-id'])).toEqual([answer.key, answer.key]);
    const [first] = double.asked;
    expect(JSON.parse(first?.body ?? '')).toEqual({ type: 'answer', answer: answer.key, part: 0, to: { id: '5' }, author: 'Ольга', at: new Date(now).toISOString(), text: 'Здравствуйте' });
    const timestamp = Number(first?.headers['webhook-timestamp']) * second;
    expect(first?.headers['webhook-signature']).toBe(signed('of-our-own-making', { id: answer.key, at: timestamp, body: Buffer.from(first?.body ?? '') })['webhook-signature']);
  });

  test.each([
    [410, { outcome: 'refused', reason: 'delivery.blocked' }],
    [401, { outcome: 'retry' }],
    [500, { outcome: 'retry' }],
    [422, { outcome: 'refused', reason: 'delivery.refused' }],
  ])('its status %i is understood', async (status, expected) => {
    expect(await resultOf(connect, { status, body: {} })).toMatchObject(expected);
  });
});
