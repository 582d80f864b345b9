import { freePort } from '#db/central/free-port';
import TelegramServer from 'telegram-test-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { connectorContract, type ConnectorUnderTest } from '../../support/connector-contract';
import { eventually } from '../../support/eventually';
import { BotApiDouble } from '../../support/messengers/bot-api-double';
import { openMessengerHouse } from '../../support/messengers/messenger-house';

let databases: CentralDatabases;
const anna = 7001;
const token = '1:secret';

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

/** By call: the person's side hears whether a message is taken in, as Telegram does. */
connectorContract('telegram', async (): Promise<ConnectorUnderTest> => {
  const api = await new BotApiDouble().open();
  const house = await openMessengerHouse(databases, { kind: 'telegram', token, base: 'https://shop.example' }, { telegram: api.root });
  const listening = await house.listen();
  const written = new Map<string, object>();
  return {
    house,
    write: async ({ key, text }) => {
      const update = written.get(key) ?? api.write(anna, { text });
      written.set(key, update);
      const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'of-our-own-making' };
      const answer = await fetch(house.hook, { method: 'POST', headers, body: JSON.stringify(update) });
      if (!answer.ok) throw new Error(String(answer.status));
    },
    seen: () => Promise.resolve(api.seen.map(({ text }) => text ?? '')),
    loseCustomer: () => {
      api.refusals.push({ method: 'sendMessage', refusal: { status: 403, description: 'Forbidden: bot was blocked by the user' } });
      return Promise.resolve();
    },
    sendAgain: async (message) => {
      // Telegram has it before we have written down that it has.
      await eventually(async () => expect(await house.db('messenger_messages').where({ message })).toHaveLength(1));
      expect(await house.sendAgain(message)).toEqual({ outcome: 'sent' });
    },
    stop: async () => {
      await listening.stop();
      await house.stop();
      await api.close();
    },
  };
});

test('with a Bot API server that somebody else wrote, people and agents talk, also over a restart', async () => {
  const telegram = new TelegramServer({ port: await freePort(), host: '127.0.0.1', storage: 'RAM' });
  await telegram.start();
  const person = telegram.getClient(token, { userId: anna, chatId: anna, firstName: 'Анна', userName: 'anna' });
  const house = await openMessengerHouse(databases, { kind: 'telegram', token, base: null }, { telegram: telegram.config.apiURL });
  const heard = async (): Promise<readonly string[]> => (await house.all('messages')).filter(({ part }) => part.kind === 'inbound').map(({ text }) => text);
  const first = await house.listen();
  await person.sendMessage(person.makeMessage('Где мой заказ?'));
  await eventually(async () => expect(await heard()).toEqual(['Где мой заказ?']));
  await first.stop();
  await person.sendMessage(person.makeMessage('Пока вас не было'));
  const second = await house.listen();
  await eventually(async () => expect(await heard()).toHaveLength(2));
  const [conversation] = await house.all('conversations');
  await house.answer(conversation?.id ?? 'con_none', 'Уже в пути');
  await eventually(async () => {
    const states = (await house.all('messages')).flatMap(({ part }) => (part.kind === 'outbound' ? [part.delivery.state] : []));
    expect(states).toEqual(['sent']);
  });
  const sent = z.array(z.object({ message: z.object({ text: z.string() }) })).parse(telegram.storage.botMessages);
  expect(sent.map(({ message }) => message.text)).toEqual(['Уже в пути']);
  await second.stop();
  await house.stop();
  await telegram.stop();
});
