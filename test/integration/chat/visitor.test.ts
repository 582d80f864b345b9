import { chatClose, chatLimits } from '#contract/chat-limits';
import type { ConversationId } from '#kernel/id';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, freshToken, type VisitorPage } from '../../support/chat-visitor';

let databases: CentralDatabases;
let house: ChatHouse;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  house = await openChatHouse(databases);
});
afterEach(() => house.stop());

const soon = { timeout: 30_000, interval: 10 };
const address = (server: 0 | 1): string => `${house.urls[server].replace('http:', 'ws:')}/chat`;
const visit = (server: 0 | 1 = 0, token = freshToken()): Promise<VisitorPage> => arrive({ address: address(server), site: house.site, token });
const texts = (page: VisitorPage): readonly string[] => page.lines().map(({ text }) => text);
const conversation = async (): Promise<ConversationId> => (await house.all('conversations'))[0]?.id ?? id('conversation', 'none');

describe('a visitor', () => {
  test('writes, and a case of a new customer begins; nothing is stored before that', async () => {
    const page = await visit();
    await expect.poll(() => page.frames.at(-1), soon).toEqual({ t: 'welcome', unread: 0 });
    expect(await house.all('customers')).toEqual([]);
    const line = page.say('Здравствуйте, где мой заказ?');
    await expect.poll(() => page.frames.find(({ t }) => t === 'ack'), soon).toMatchObject({ line });
    const [customers, identities, conversations, messages] = [await house.all('customers'), await house.all('identities'), await house.all('conversations'), await house.all('messages')];
    expect(customers.map(({ name }) => name.replace(/\d{4,5}/, 'N'))).toEqual(['Гость N']);
    expect(identities.map(({ kind, value }) => [kind, value.replace(/[0-9a-f]{32}/, 'ID')])).toEqual([['chat', 'vis_ID']]);
    expect(conversations).toMatchObject([{ kind: 'chat', subject: 'Здравствуйте, где мой заказ?', unread: 1 }]);
    expect(messages).toMatchObject([{ text: 'Здравствуйте, где мой заказ?', part: { kind: 'inbound' } }]);
    expect(JSON.stringify([customers, identities, conversations, messages])).not.toContain(page.token);
  });

  test('hears the answer at another server, from an agent with a first name only, and never a note or an event', async () => {
    const page = await visit(1);
    page.say('Вопрос');
    await expect.poll(() => texts(page), soon).toEqual(['Вопрос']);
    const [row] = await house.all('conversations');
    if (row === undefined) throw new Error('no conversation');
    await house.exchange.commit(house.tenant, (_tx, at, put) =>
      put([
        { op: 'put', table: 'people', row: { ...house.agent, name: 'Ольга Смирнова' } },
        { op: 'put', table: 'messages', row: { id: id('message', 'note'), conversation: row.id, team: row.team, at, part: { kind: 'note', author: house.agent.id }, text: 'SECRET', html: null, attachments: [], version: 0 } },
        { op: 'put', table: 'messages', row: { id: id('message', 'event'), conversation: row.id, team: row.team, at, part: { kind: 'event', event: { type: 'taken', by: house.agent.id } }, text: '', html: null, attachments: [], version: 0 } },
      ]),
    );
    await house.answer(row.id, 'Ответ');
    await expect.poll(() => texts(page), soon).toEqual(['Вопрос', 'Ответ']);
    expect(page.lines().at(-1)).toMatchObject({ from: 'agent', name: 'Ольга', read: false });
    const again = await visit(0, page.token);
    await expect.poll(() => texts(again), soon).toEqual(['Вопрос', 'Ответ']);
    expect(JSON.stringify([page.frames, again.frames])).not.toMatch(/SECRET|Смирнова|per_|taken/);
  });

  test('sees the same in two tabs at two servers, also when the first line was said in the other one', async () => {
    const one = await visit(0);
    const other = await visit(1, one.token);
    await expect.poll(() => other.frames.length, soon).toBe(2);
    one.say('Первая');
    await expect.poll(() => texts(other), soon).toEqual(['Первая']);
    await house.answer(await conversation(), 'Ответ');
    await expect.poll(() => [texts(one), texts(other)], soon).toEqual([['Первая', 'Ответ'], ['Первая', 'Ответ']]);
  });

  test('who sends a line again after a lost answer, or from two tabs at once, has said it once', async () => {
    const one = await visit(0);
    const other = await visit(1, one.token);
    const line = one.say('Один раз');
    other.say('Один раз', line);
    one.say('Один раз', line);
    await expect.poll(() => [...one.frames, ...other.frames].filter(({ t }) => t === 'ack').length, soon).toBe(3);
    expect(new Set([...one.frames, ...other.frames].flatMap((frame) => (frame.t === 'ack' ? [frame.id] : []))).size).toBe(1);
    expect(await house.all('messages')).toHaveLength(1);
  });

  test('says many lines at once and none is lost or out of order', async () => {
    const page = await visit();
    const said = Array.from({ length: 40 }, (_, n) => `Строка ${n}`);
    for (const text of said) page.say(text);
    await expect.poll(() => texts(page), { timeout: 30_000 }).toEqual(said);
  });

  test('gets after a pause only what came meanwhile, and older pages on demand', async () => {
    const page = await visit();
    page.say('Начало');
    await expect.poll(() => texts(page), soon).toEqual(['Начало']);
    page.leave();
    const total = chatLimits.historyPage + 5;
    for (let n = 1; n < total; n += 1) await house.answer(await conversation(), `Ответ ${n}`);
    const back = await visit(0, page.token);
    await expect.poll(() => back.lines().length, soon).toBe(chatLimits.historyPage);
    expect(back.frames.find(({ t }) => t === 'history')).toMatchObject({ older: true });
    back.send({ t: 'earlier', before: back.lines()[0]?.id ?? id('message', 'none') });
    await expect.poll(() => back.lines().length, soon).toBe(total);
    expect(back.frames.findLast(({ t }) => t === 'history')).toMatchObject({ t: 'history', older: false });
    const reconnected = await arrive({ address: address(1), site: house.site, token: page.token, after: back.lines().at(-1)?.at ?? 0 });
    await expect.poll(() => reconnected.frames.some(({ t }) => t === 'welcome'), soon).toBe(true);
    expect(reconnected.lines().at(-1)?.text).toBe(`Ответ ${total - 1}`);
    expect(reconnected.frames.every((frame) => frame.t !== 'history' || frame.older === null)).toBe(true);
  });

  test('is told when an agent has looked, and the agent is told what arrived and what was read', async () => {
    const page = await visit();
    page.say('Вы здесь?');
    await expect.poll(() => page.frames.findLast(({ t }) => t === 'delivery'), soon).toEqual({ t: 'delivery', unread: 1 });
    const message = await house.answer(await conversation(), 'Да');
    await expect.poll(() => page.frames.findLast(({ t }) => t === 'delivery'), soon).toEqual({ t: 'delivery', unread: 0 });
    const state = async () => (await house.all('messages')).flatMap(({ part }) => (part.kind === 'outbound' ? [part.delivery.state] : []));
    page.send({ t: 'seen', state: 'delivered', messages: [message] });
    await expect.poll(state, soon).toEqual(['delivered']);
    page.send({ t: 'seen', state: 'read', messages: [message] });
    await expect.poll(state, soon).toEqual(['read']);
    await expect.poll(() => page.lines().at(-1), soon).toMatchObject({ from: 'agent', read: true });
    page.send({ t: 'seen', state: 'delivered', messages: [message] });
    page.send({ t: 'ping' });
    await expect.poll(() => page.frames, soon).toContainEqual({ t: 'pong' });
    expect(await state()).toEqual(['read']);
  });

  test('and the agent see each other typing, at whichever servers they are', async () => {
    const page = await visit(1);
    const seen: unknown[] = [];
    house.exchange.typing.onTyping((typing) => seen.push(typing));
    page.send({ t: 'typing' });
    page.say('Вопрос');
    await expect.poll(() => texts(page), soon).toEqual(['Вопрос']);
    page.send({ t: 'typing' });
    const mark = { tenant: house.tenant, conversation: await conversation() };
    await expect.poll(() => seen, soon).toEqual([{ ...mark, by: 'customer' }]);
    house.exchange.typing.tellTyping({ ...mark, by: 'agent' });
    await expect.poll(() => page.frames.some(({ t }) => t === 'typing'), soon).toBe(true);
  });
});

describe('a stranger', () => {
  test('S-20 with another token sees and marks nothing of a visitor', async () => {
    const page = await visit();
    page.say('Тайна');
    await expect.poll(() => texts(page), soon).toEqual(['Тайна']);
    const message = await house.answer(await conversation(), 'Ответ');
    const stranger = await visit();
    stranger.send({ t: 'seen', state: 'read', messages: [message] });
    stranger.send({ t: 'earlier', before: message });
    stranger.send({ t: 'ping' });
    await expect.poll(() => stranger.frames.at(-1), soon).toEqual({ t: 'pong' });
    expect(stranger.lines()).toEqual([]);
    const [answered] = (await house.all('messages')).filter(({ id: message_ }) => message_ === message);
    expect(answered?.part).toMatchObject({ delivery: { state: 'accepted' } });
  });

  test('learns from a foreign message neither that it exists nor when it was written', async () => {
    const stranger = await visit();
    stranger.say('Своё');
    await expect.poll(() => texts(stranger), soon).toEqual(['Своё']);
    const page = await visit();
    page.say('Тайна');
    await expect.poll(() => texts(page), soon).toEqual(['Тайна']);
    const foreign = page.lines()[0]?.id ?? id('message', 'none');
    const before = stranger.frames.length;
    for (const asked of [foreign, id('message', 'none')]) stranger.send({ t: 'earlier', before: asked });
    await expect.poll(() => stranger.frames.slice(before).filter(({ t }) => t === 'history').length, soon).toBe(2);
    expect(stranger.frames.slice(before).filter(({ t }) => t === 'history')).toEqual([1, 2].map(() => ({ t: 'history', lines: [], older: false })));
  });

  test.each(['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'https://shop.example:8443'])('S-08 on the page %s is turned away', async (origin) => {
    const page = await arrive({ address: address(0), site: house.site, origin });
    expect(await page.closed).toBe(chatClose.foreignOrigin);
    expect(page.frames).toEqual([{ t: 'failure', code: 'access.denied', correlation: '' }]);
  });

  test.each(['null', 'file://', 'chrome-extension://abc', 'https://shop.example/path', ''])('without a web page (%s) does not even connect', async (origin) => {
    await expect(arrive({ address: address(0), site: house.site, origin })).rejects.toThrow('403');
  });

  test('with an unknown site key gets the answer of a foreign page', async () => {
    const page = await arrive({ address: address(0), site: 'no-such-site' });
    expect(await page.closed).toBe(chatClose.foreignOrigin);
  });

  test('S-20 reads nothing through the site of another company', async () => {
    const page = await visit();
    page.say('Тайна');
    await expect.poll(() => texts(page), soon).toEqual(['Тайна']);
    const other = await house.addChannel('chat', 'second-site');
    const neighbour = await arrive({ address: address(0).replace('127.0.0.1', 'localhost'), site: 'second-site', origin: new URL(address(0)).origin.replace('ws:', 'http:'), token: page.token });
    expect(await neighbour.closed).toBe(chatClose.foreignOrigin);
    const own = await arrive({ address: address(0), site: 'second-site', origin: `http://${new URL(address(0)).host}`, token: page.token });
    await expect.poll(() => own.frames.at(-1), soon).toEqual({ t: 'welcome', unread: 0 });
    expect([other.kind, own.lines()]).toEqual(['chat', []]);
  });
});

describe('a frame that is none', () => {
  const hello = (token: string) => JSON.stringify({ t: 'hello', protocol: 1, site: house.site, token, language: 'ru', after: null });

  test.each(['', '{', 'null', '[]', '{"t":"push"}', '{"t":"say","line":"1","text":"x","name":null}', '{"t":"seen","state":"read","messages":[]}', '{"t":"ping","more":1}', `{"t":"say","line":"${randomUUID()}","text":"${'x'.repeat(chatLimits.text + 1)}","name":null}`])(
    'ends the socket with a coded answer and nothing else: %s',
    async (data) => {
      const page = await visit();
      page.raw(data);
      expect(await page.closed).toBe(chatClose.malformed);
      expect(page.frames.at(-1)).toEqual({ t: 'failure', code: 'request.malformed', correlation: '' });
      expect(house.failures).toEqual([]);
    },
  );

  test('a binary frame, a second hello, and a say before the hello are refused too', async () => {
    const [binary, second] = [await visit(), await visit()];
    binary.raw(Buffer.from([1, 2, 3]));
    second.raw(hello(freshToken()));
    expect([await binary.closed, await second.closed]).toEqual([chatClose.malformed, chatClose.malformed]);
  });

  test('a line without words is refused, and the next one is taken', async () => {
    const page = await visit();
    const line = page.say(' \n ');
    page.say('Слова\u0000 и \ud800половинка');
    await expect.poll(() => page.frames.find(({ t }) => t === 'refused'), soon).toEqual({ t: 'refused', line, code: 'message.empty' });
    await expect.poll(() => texts(page), soon).toEqual(['Слова и \ufffdполовинка']);
  });
});
