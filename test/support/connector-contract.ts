import type { ConversationId } from '#kernel/id';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelHouse } from './channel-house';
import { eventually } from './eventually';

/** A connector with its customer's side, over a real database and a running delivery worker. */
export type ConnectorUnderTest = {
  readonly house: ChannelHouse;
  /** The customer writes; resolves when their side was told that it is taken in, rejects when it was told otherwise or nothing. */
  readonly write: (line: { readonly key: string; readonly text: string }) => Promise<void>;
  /** What the customer got of answers, each as often as it came. */
  readonly seen: () => Promise<readonly string[]>;
  /** Makes the customer unreachable for good. */
  readonly loseCustomer: () => Promise<void>;
  /** Brings about what a process leaves that dies right after the answer left, and waits for what the others make of it. */
  readonly sendAgain: (message: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What every way in and out promises. `name` is shown in the tests. */
export function connectorContract(name: string, open: () => Promise<ConnectorUnderTest>): void {
  describe(`${name} keeps the contract of connectors`, () => {
    let peer: ConnectorUnderTest;

    beforeEach(async () => {
      peer = await open();
    });
    afterEach(() => peer.stop());

    waysIn(() => peer);
    waysOut(() => peer);
  });
}

function waysIn(peer: () => ConnectorUnderTest): void {
  test('what was acknowledged is in the database', async () => {
    await peer().write({ key: 'k1', text: 'one' });
    expect(await inbound(peer())).toEqual(['one']);
  });

  test('the same key twice is one message', async () => {
    await peer().write({ key: 'k1', text: 'one' });
    await peer().write({ key: 'k1', text: 'one' });
    expect(await inbound(peer())).toEqual(['one']);
  });

  test('the same key twice at the same time is one message', async () => {
    await Promise.all([peer().write({ key: 'k1', text: 'one' }), peer().write({ key: 'k1', text: 'one' })]);
    expect(await inbound(peer())).toEqual(['one']);
  });

  test('two keys at the same time are two messages of one customer', async () => {
    await Promise.all([peer().write({ key: 'k1', text: 'one' }), peer().write({ key: 'k2', text: 'two' })]);
    expect([[...(await inbound(peer()))].sort(), (await peer().house.all('customers')).length]).toEqual([['one', 'two'], 1]);
  });

  test('what could not be stored is not acknowledged, and comes in once when it is written again', async () => {
    await peer().house.db.raw('alter table inbound_keys rename to away');
    await expect(peer().write({ key: 'k1', text: 'one' })).rejects.toThrow();
    expect(await inbound(peer())).toEqual([]);
    await peer().house.db.raw('alter table away rename to inbound_keys');
    await peer().write({ key: 'k1', text: 'one' });
    expect(await inbound(peer())).toEqual(['one']);
  });

  test('markup that a customer writes stays text', async () => {
    const text = '<img src=x onerror=alert(1)> & "quotes"';
    await peer().write({ key: 'k1', text });
    expect(await inbound(peer())).toEqual([text]);
  });
}

function waysOut(peer: () => ConnectorUnderTest): void {
  test('an answer reaches the customer as it was written, once, however often a process dies over it', async () => {
    const text = 'Здравствуйте! 1 < 2 & “кавычки” 👍\n\n.\nконец';
    const message = await peer().house.answer(await opened(peer()), text);
    await eventually(async () => expect(await peer().seen()).toEqual([text]));
    await peer().sendAgain(message);
    await peer().sendAgain(message);
    expect(await peer().seen()).toEqual([text]);
  });

  test('answers arrive in the order in which they were written', async () => {
    const conversation = await opened(peer());
    for (const text of ['first', 'second', 'third']) await peer().house.answer(conversation, text);
    await eventually(async () => expect(await peer().seen()).toEqual(['first', 'second', 'third']));
  });

  test('an answer that nobody can receive is failed, with the reason', async () => {
    const conversation = await opened(peer());
    await peer().loseCustomer();
    const message = await peer().house.answer(conversation, 'anyone there?');
    await eventually(async () => {
      const part = (await peer().house.all('messages')).find(({ id }) => id === message)?.part;
      expect(part?.kind === 'outbound' ? part.delivery.state : part).toBe('failed');
    });
  });
}

async function inbound({ house }: ConnectorUnderTest): Promise<readonly string[]> {
  const messages = await house.all('messages');
  return messages.filter(({ part }) => part.kind === 'inbound').map(({ text }) => text);
}

async function opened(peer: ConnectorUnderTest): Promise<ConversationId> {
  await peer.write({ key: 'opening', text: 'Hello' });
  const [conversation] = await peer.house.all('conversations');
  if (conversation === undefined) throw new Error('no conversation');
  return conversation.id;
}
