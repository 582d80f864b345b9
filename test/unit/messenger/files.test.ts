import { fileBounds } from '#domain/conversation/outgoing-file';
import { second } from '#kernel/instant';
import { RoadClosedError, type HookCall, type RemoteFile, type Road } from '#server/channel/messenger/road';
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Asked, Said } from '../../support/messengers/messenger-double';
import { closeRoads, max, now, outgoing, roadTo, telegram, vk, whatsapp } from '../../support/messengers/road-to';

afterEach(closeRoads);

const bill = outgoing({ kind: 'file', name: 'Счёт.pdf', type: 'application/pdf', bytes: Buffer.from('a bill') });
const photo = outgoing({ kind: 'file', name: 'p.png', type: 'image/png', bytes: Buffer.from('a photo') });

/** Answers by the beginning of the path. */
function sides(answers: Readonly<Record<string, (root: string) => Said>>): (asked: Asked, root: string) => Said {
  return ({ path }, root) => {
    const found = Object.entries(answers).find(([beginning]) => path.startsWith(beginning));
    return found === undefined ? { status: 404, body: {} } : found[1](root);
  };
}

function post(body: object, headers: Readonly<Record<string, string>>): HookCall {
  return { method: 'POST', query: {}, header: (name) => headers[name] ?? null, body: Buffer.from(JSON.stringify(body)), now };
}

function filesOf(answer: ReturnType<Road['answer']>): readonly RemoteFile[] {
  const events = answer === null || answer === 'malformed' ? [] : answer.events;
  return events.flatMap((event) => (event.type === 'message' ? event.files : []));
}

async function read(file: RemoteFile | undefined): Promise<string> {
  const bytes = await file?.fetch();
  return typeof bytes === 'object' ? Buffer.from(bytes).toString('utf8') : String(bytes);
}

describe('Telegram', () => {
  const done = (result: object) => (): Said => ({ status: 200, body: { ok: true, result } });

  test('a file that was cut off on its way counts as out of reach, so that its words do not wait for it for ever', async () => {
    const { road } = await roadTo(telegram, sides({ '/bot1:secret/getFile': done({ file_id: 'f', file_path: 'films/f' }), '/file/bot1:secret/films/f': () => ({ status: 200, lost: true }) }));
    const update = { update_id: 1, message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, document: { file_id: 'f', file_name: 'film.mkv' } } };
    const [film] = filesOf(road.answer(post(update, { 'x-telegram-bot-api-secret-token': 'of-our-own-making' })));
    await expect(film?.fetch()).rejects.toThrow(RoadClosedError);
  });

  test('a picture that it does not show leaves as a file', async () => {
    const refused = (): Said => ({ status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' } });
    const { road, double } = await roadTo(telegram, sides({ '/bot1:secret/sendPhoto': refused, '/bot1:secret/sendDocument': done({ message_id: 8 }) }));
    expect(await road.send(photo)).toEqual({ outcome: 'sent', external: '5:8' });
    expect(double.asked.at(-1)?.body).toContain('a photo');
  });
});

describe('VK', () => {
  const said = (body: unknown) => (): Said => ({ status: 200, body: { response: body } });
  const whole = {
    '/method/photos.getMessagesUploadServer': (root: string): Said => ({ status: 200, body: { response: { upload_url: `${root}/up/photo` } } }),
    '/method/docs.getMessagesUploadServer': (root: string): Said => ({ status: 200, body: { response: { upload_url: `${root}/up/doc` } } }),
    '/up/photo': (): Said => ({ status: 200, body: { server: 7, photo: '[{"x":1}]', hash: 'h' } }),
    '/up/doc': (): Said => ({ status: 200, body: { file: 'kept' } }),
    '/method/photos.saveMessagesPhoto': said([{ id: 9, owner_id: -42, access_key: 'k' }]),
    '/method/docs.save': said({ type: 'doc', doc: { id: 8, owner_id: 5 } }),
    '/method/messages.send': said(77),
  };

  test('takes a photo and a document over its servers for them, once for each answer', async () => {
    const { road, double } = await roadTo(vk, sides(whole));
    expect([await road.send(photo), await road.send(bill)]).toEqual([{ outcome: 'sent', external: '77' }, { outcome: 'sent', external: '77' }]);
    const sent = double.asked.filter(({ path }) => path.endsWith('messages.send')).map(({ body }) => new URLSearchParams(body).get('attachment'));
    expect(sent).toEqual(['photo-42_9_k', 'doc5_8']);
    const uploads = double.asked.filter(({ path }) => path.startsWith('/up/')).map(({ body }) => body);
    expect(uploads[0]).toContain('name="photo"; filename="p.png"');
    expect(uploads[1]).toMatch(/name="file"; filename="Счёт.pdf"\r\nContent-Type: application\/pdf\r\n\r\na bill/);
  });

  test.each([
    ['a photo that its server returns empty', { '/up/photo': (): Said => ({ status: 200, body: { server: 7, photo: '[]', hash: '' } }) }, photo, { outcome: 'refused', reason: 'delivery.refused' }],
    ['a document that its server refuses', { '/up/doc': (): Said => ({ status: 200, body: { error: 'wrong extension' } }) }, bill, { outcome: 'refused', reason: 'delivery.refused' }],
    ['a community that may keep no documents', { '/method/docs.save': (): Said => ({ status: 200, body: { error: { error_code: 15 } } }) }, bill, { outcome: 'refused', reason: 'delivery.refused' }],
    ['too many calls', { '/method/docs.getMessagesUploadServer': (): Said => ({ status: 200, body: { error: { error_code: 6 } } }) }, bill, { outcome: 'retry', after: second }],
    ['a server for files that is away', { '/up/doc': (): Said => ({ status: 200, lost: true }) }, bill, { outcome: 'retry' }],
  ])('%s is named or tried again, and no message leaves without its file', async (_what, other, part, expected) => {
    const { road, double } = await roadTo(vk, sides({ ...whole, ...other }));
    expect(await road.send(part)).toMatchObject(expected);
    expect(double.asked.filter(({ path }) => path.endsWith('messages.send'))).toEqual([]);
  });

  test('brings photos in their largest size, documents and voices', async () => {
    const { road, double } = await roadTo(vk, sides({ '/large': () => ({ status: 200, raw: 'large' }), '/doc': (root) => ({ status: 302, body: {}, headers: { location: `${root}/moved` } }), '/moved': () => ({ status: 200, raw: 'a bill' }), '/gone': () => ({ status: 404, body: {} }) }));
    const size = (name: string, width: number): object => ({ type: 'x', url: `${double.root}/${name}`, width, height: width });
    const attachments = [
      { type: 'photo', photo: { sizes: [size('small', 75), size('large', 1280), size('middle', 604)] } },
      { type: 'doc', doc: { title: 'чек.pdf', url: `${double.root}/doc` } },
      { type: 'audio_message', audio_message: { link_mp3: `${double.root}/gone` } },
      { type: 'doc', doc: { title: 'secret', url: 'http://10.0.0.1/inside' } },
      { type: 'video' },
    ];
    const message = { id: 0, date: now / second, peer_id: 5, from_id: 5, text: '', conversation_message_id: 9, attachments };
    const answer = road.answer(post({ type: 'message_new', group_id: 42, secret: 's3cret', object: { message } }, {}));
    const files = filesOf(answer);
    expect(files.map(({ name, type }) => [name, type])).toEqual([['photo.jpg', 'image/jpeg'], ['чек.pdf', 'application/octet-stream'], ['voice.mp3', 'audio/mpeg'], ['secret', 'application/octet-stream']]);
    expect(await Promise.all(files.map(read))).toEqual(['large', 'a bill', 'lost', 'lost']);
    expect(answer).toMatchObject({ events: [{ text: '[Видео]', said: now }] });
  });
});

describe('MAX', () => {
  const secret = { 'x-max-bot-api-secret': 'of-our-own-making' };
  const whole = {
    '/uploads?type=image': (root: string): Said => ({ status: 200, body: { url: `${root}/up/image` } }),
    '/uploads?type=file': (root: string): Said => ({ status: 200, body: { url: `${root}/up/file` } }),
    '/uploads?type=video': (root: string): Said => ({ status: 200, body: { url: `${root}/up/video`, token: 'of the film' } }),
    '/up/image': (): Said => ({ status: 200, body: { photos: { x: { token: 'of the photo' } } } }),
    '/up/file': (): Said => ({ status: 200, body: { fileId: 1, token: 'of the bill' } }),
    '/up/video': (): Said => ({ status: 200, raw: '<retval>1</retval>' }),
    '/messages': (): Said => ({ status: 200, body: { message: { body: { mid: 'mid.2' } } } }),
  };

  test('takes photos, films and documents by the token of their upload', async () => {
    const { road, double } = await roadTo(max, sides(whole));
    const film = outgoing({ kind: 'file', name: 'f.mp4', type: 'video/mp4', bytes: Buffer.from('a film') });
    for (const part of [photo, bill, film]) expect(await road.send(part)).toEqual({ outcome: 'sent', external: 'mid.2' });
    const sent = double.asked.filter(({ path }) => path.startsWith('/messages')).map(({ body }): unknown => JSON.parse(body));
    expect(sent).toEqual([['image', 'of the photo'], ['file', 'of the bill'], ['video', 'of the film']].map(([type, token]) => ({ attachments: [{ type, payload: { token } }] })));
  });

  test('is asked again while it is not done with a file, with the same token', async () => {
    let asked = 0;
    const { road, double } = await roadTo(max, sides({ ...whole, '/messages': () => ((asked += 1) === 1 ? { status: 400, body: { code: 'attachment.not.ready' } } : { status: 200, body: { message: { body: { mid: 'mid.3' } } } }) }));
    expect(await road.send(bill)).toEqual({ outcome: 'sent', external: 'mid.3' });
    expect(double.asked.filter(({ path }) => path.startsWith('/up/'))).toHaveLength(1);
  });

  test.each([
    [413, { outcome: 'refused', reason: 'delivery.refused' }],
    [429, { outcome: 'retry' }],
    [503, { outcome: 'retry' }],
  ])('its refusal %i of an upload is named or tried again, and no message leaves without its file', async (status, expected) => {
    const { road, double } = await roadTo(max, sides({ ...whole, '/up/file': () => ({ status, body: {} }) }));
    expect(await road.send(bill)).toMatchObject(expected);
    expect(double.asked.filter(({ path }) => path.startsWith('/messages'))).toEqual([]);
  });

  test('brings photos, files and voices', async () => {
    const { road, double } = await roadTo(max, sides({ '/a': () => ({ status: 200, raw: 'a photo' }), '/b': () => ({ status: 200, raw: 'a bill' }) }));
    const attachments = [{ type: 'image', payload: { photo_id: 1, token: 't', url: `${double.root}/a` } }, { type: 'file', filename: 'чек.pdf', size: 6, payload: { url: `${double.root}/b` } }, { type: 'sticker', payload: { url: `${double.root}/c` } }];
    const update = { update_type: 'message_created', timestamp: now, message: { sender: { user_id: 5, first_name: 'Анна' }, recipient: { chat_type: 'dialog' }, body: { mid: 'mid.1', text: null, attachments } } };
    const answer = road.answer(post(update, secret));
    expect(await Promise.all(filesOf(answer).map(async (file) => [file.name, await read(file)]))).toEqual([['photo.jpg', 'a photo'], ['чек.pdf', 'a bill']]);
    expect(answer).toMatchObject({ events: [{ text: '[Стикер]' }] });
  });
});

describe('WhatsApp', () => {
  const place = '/v21.0/1065551234';
  const whole = { [`${place}/media`]: (): Said => ({ status: 200, body: { id: 'm1' } }), [`${place}/messages`]: (): Said => ({ status: 200, body: { messages: [{ id: 'wamid.A' }] } }) };

  test('takes a photo as a photo and a bill as a document with its name', async () => {
    const { road, double } = await roadTo(whatsapp, sides(whole));
    for (const part of [photo, bill]) expect(await road.send(part)).toEqual({ outcome: 'sent', external: 'wamid.A' });
    const [uploaded, first, , second_] = double.asked;
    expect(uploaded?.body).toMatch(/name="type"\r\n\r\nimage\/png[^]*filename="p.png"\r\nContent-Type: image\/png\r\n\r\na photo/);
    expect([first, second_].map((asked): unknown => JSON.parse(asked?.body ?? ''))).toEqual([
      { messaging_product: 'whatsapp', recipient_type: 'individual', to: '5', type: 'image', image: { id: 'm1' } },
      { messaging_product: 'whatsapp', recipient_type: 'individual', to: '5', type: 'document', document: { id: 'm1', filename: 'Счёт.pdf' } },
    ]);
  });

  test.each([
    [{ status: 400, body: { error: { code: 131053 } } }, { outcome: 'refused', reason: 'delivery.noFiles' }],
    [{ status: 429, body: { error: { code: 4 } } }, { outcome: 'retry' }],
    [{ status: 200, lost: true }, { outcome: 'retry' }],
  ] as const)('its word %j to an upload is understood, and no message leaves without its file', async (said, expected) => {
    const { road, double } = await roadTo(whatsapp, sides({ ...whole, [`${place}/media`]: () => said }));
    expect(await road.send(bill)).toMatchObject(expected);
    expect(double.asked.filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
  });

  test('brings files by their id, in two steps with our token', async () => {
    const { road, double } = await roadTo(whatsapp, sides({ '/v21.0/m7': (root) => ({ status: 200, body: { url: `${root}/bytes` } }), '/bytes': () => ({ status: 200, raw: 'a photo' }), '/v21.0/m8': (root) => ({ status: 200, body: { url: `${root}/huge` } }), '/huge': () => ({ status: 200, raw: 'x'.repeat(fileBounds.each + 1) }) }));
    const messages = [{ from: '7', id: 'wamid.1', type: 'image', image: { id: 'm7', mime_type: 'image/png', caption: 'Вот' } }, { from: '7', id: 'wamid.2', type: 'document', document: { id: 'm8', filename: 'f.pdf' } }, { from: '7', id: 'wamid.3', type: 'audio', audio: { id: 'm9' } }];
    const body = { entry: [{ changes: [{ value: { messages } }] }] };
    const answer = road.answer(post(body, { 'x-hub-signature-256': `sha256=${createHmac('sha256', 'app').update(JSON.stringify(body)).digest('hex')}` }));
    expect(answer).toMatchObject({ events: [{ text: 'Вот' }, { text: '' }, { text: '' }] });
    const files = filesOf(answer);
    expect(files.map(({ name, type }) => [name, type])).toEqual([['photo.jpg', 'image/png'], ['f.pdf', 'application/octet-stream'], ['voice.ogg', 'audio/ogg']]);
    expect(await Promise.all(files.map(read))).toEqual(['a photo', 'lost', 'lost']);
    expect(double.asked.every(({ headers }) => headers.authorization === 'Bearer token')).toBe(true);
  });

  test('takes approved words with what stands in their slots', async () => {
    const { road, double } = await roadTo(whatsapp, sides(whole));
    await road.send(outgoing({ kind: 'template', text: 'Анна, заказ готов', name: 'order_ready', language: 'ru', slots: ['Анна'] }));
    expect(JSON.parse(double.asked[0]?.body ?? '')).toEqual({
      messaging_product: 'whatsapp', recipient_type: 'individual', to: '5', type: 'template',
      template: { name: 'order_ready', language: { code: 'ru' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Анна' }] }] },
    });
  });

  test.each([132000, 132001, 132015])('its refusal %i of approved words is named', async (code) => {
    const { road } = await roadTo(whatsapp, () => ({ status: 400, body: { error: { code } } }));
    expect(await road.send(outgoing({ kind: 'template', text: 't', name: 't', language: 'ru', slots: [] }))).toMatchObject({ outcome: 'refused', reason: 'delivery.templateRefused' });
  });
});
