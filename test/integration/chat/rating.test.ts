import type { ChatRating } from '#contract/chat';
import type { MessageRow } from '#domain/conversation/message';
import { day } from '#kernel/instant';
import type { ConversationId, MessageId } from '#kernel/id';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, type VisitorPage } from '../../support/chat-visitor';

const soon = { timeout: 30_000, interval: 20 };

let databases: CentralDatabases;
let house: ChatHouse;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases?.stop());
beforeEach(async () => {
  house = await openChatHouse(databases);
});
afterEach(async () => {
  expect(house.failures).toEqual([]);
  await house.stop();
});

/** On one of the two servers of the house. */
const page = (token?: string, server: 0 | 1 = 0): Promise<VisitorPage> => arrive({ address: `${house.urls[server].replace('http', 'ws')}/chat`, site: house.site, ...(token === undefined ? {} : { token }) });

/** What this page was told last that it may rate; undefined before it was told anything. */
function offered(visitor: VisitorPage): ChatRating | null | undefined {
  const told = visitor.frames.flatMap((frame) => (frame.t === 'rating' ? [frame.rating] : frame.t === 'welcome' ? [frame.rating ?? null] : []));
  return told.at(-1);
}

async function ended(): Promise<{ readonly visitor: VisitorPage; readonly conversation: ConversationId; readonly closing: MessageId }> {
  const visitor = await page();
  visitor.say('Где мой заказ?');
  await expect.poll(async () => (await house.all('conversations')).length, soon).toBe(1);
  const [row] = await house.all('conversations');
  if (row === undefined) throw new Error('no conversation');
  await house.answer(row.id, 'Он уже в пути.');
  await house.resolve(row.id);
  await expect.poll(() => offered(visitor)?.score, soon).toBe(null);
  const closing = offered(visitor)?.closing;
  if (closing === undefined) throw new Error('nothing to rate');
  return { visitor, conversation: row.id, closing };
}

const events = async (): Promise<readonly MessageRow[]> => (await house.all('messages')).filter(({ part }) => part.kind === 'event' && part.event.type === 'rated').toSorted((one, other) => one.at - other.at);

test('a visitor rates a conversation once it has ended; it stands between the messages, and opens nothing', async () => {
  const { visitor, conversation, closing } = await ended();
  visitor.send({ t: 'rate', closing, score: 4, comment: ' Быстро\u0000, спасибо! ' });
  await expect.poll(() => offered(visitor), soon).toEqual({ closing, score: 4, comment: 'Быстро, спасибо!' });
  expect((await events()).map(({ conversation: of, part, text }) => ({ of, part, text }))).toEqual([
    { of: conversation, part: { kind: 'event', event: { type: 'rated', score: 4, finisher: house.agent.id } }, text: 'Быстро, спасибо!' },
  ]);
  expect((await house.all('cases')).map(({ state }) => state.status)).toEqual(['resolved']);
  expect(visitor.lines()).toHaveLength(2);
  const [kept]: { score: number; person: string }[] = await house.db('chat_ratings').select('score', 'person');
  expect(kept).toEqual({ score: 4, person: house.agent.id });
});

test('another page of the visitor, at another server, hears of it, and changes it; the same again changes nothing', async () => {
  const { visitor, closing } = await ended();
  const other = await page(visitor.token, 1);
  await expect.poll(() => offered(other)?.closing, soon).toBe(closing);
  visitor.send({ t: 'rate', closing, score: 2, comment: '' });
  await expect.poll(() => offered(other)?.score, soon).toBe(2);
  other.send({ t: 'rate', closing, score: 5, comment: 'Разобрались' });
  await expect.poll(() => offered(visitor), soon).toEqual({ closing, score: 5, comment: 'Разобрались' });
  const [before] = await events();
  other.send({ t: 'rate', closing, score: 5, comment: 'Разобрались' });
  other.send({ t: 'ping' });
  await expect.poll(() => other.frames.some(({ t }) => t === 'pong'), soon).toBe(true);
  expect(await events()).toEqual([before]);
});

test('nobody rates what goes on, what is somebody else’s, or what ended long ago', async () => {
  const { visitor, closing } = await ended();
  const stranger = await page();
  stranger.send({ t: 'rate', closing, score: 1, comment: 'Чужое' });
  await expect.poll(() => stranger.frames.some(({ t }) => t === 'rating'), soon).toBe(true);
  expect(offered(stranger)).toBe(null);
  visitor.say('И ещё вопрос');
  await expect.poll(() => offered(visitor), soon).toBe(null);
  visitor.send({ t: 'rate', closing, score: 1, comment: 'Рано' });
  visitor.send({ t: 'ping' });
  await expect.poll(() => visitor.frames.some(({ t }) => t === 'pong'), soon).toBe(true);
  expect(await events()).toEqual([]);
});

test('it may be changed for a day, and a conversation that ends again is rated again', async () => {
  const { visitor, conversation, closing } = await ended();
  visitor.send({ t: 'rate', closing, score: 3, comment: '' });
  await expect.poll(() => offered(visitor)?.score, soon).toBe(3);
  await house.db('chat_ratings').update({ at: Date.now() - day });
  visitor.send({ t: 'rate', closing, score: 1, comment: '' });
  await expect.poll(() => offered(visitor), soon).toBe(null);
  visitor.say('Опять не работает');
  await expect.poll(async () => (await house.all('cases')).map(({ state }) => state.status), soon).toEqual(['open']);
  await house.resolve(conversation);
  await expect.poll(() => offered(visitor)?.score, soon).toBe(null);
  expect(offered(visitor)?.closing).not.toBe(closing);
  visitor.send({ t: 'rate', closing: offered(visitor)?.closing ?? closing, score: 5, comment: '' });
  await expect.poll(async () => (await events()).map(({ part }) => part.kind === 'event' && part.event.type === 'rated' && part.event.score), soon).toEqual([3, 5]);
});
