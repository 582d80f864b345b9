import { outboundFacts } from '#db/central/delivery';
import { isId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChatHouse, type ChatHouse } from '../../support/chat-house';
import { arrive, freshToken, type VisitorPage } from '../../support/chat-visitor';
import { connectorContract, type ConnectorUnderTest } from '../../support/connector-contract';

let databases: CentralDatabases;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

connectorContract('chat', async (): Promise<ConnectorUnderTest> => {
  const house = await openChatHouse(databases);
  const visitor = new Visitor(house);
  return {
    house,
    write: (line) => visitor.write(line),
    seen: async () => (await visitor.page()).lines().flatMap((line) => (line.from === 'agent' ? [line.text] : [])),
    loseCustomer: async () => {
      await house.db('identities').where({ kind: 'chat' }).delete();
    },
    sendAgain: (message) => sendAgain(house, message),
    stop: house.stop,
  };
});

/** A visitor who comes back with the same token when the server ends the socket. */
class Visitor {
  readonly #house: ChatHouse;
  readonly #token = freshToken();
  readonly #lines = new Map<string, string>();
  #page: Promise<VisitorPage> | null = null;

  constructor(house: ChatHouse) {
    this.#house = house;
  }

  page(): Promise<VisitorPage> {
    this.#page ??= this.#arrive();
    return this.#page;
  }

  async write({ key, text }: { readonly key: string; readonly text: string }): Promise<void> {
    const page = await this.page();
    const line = this.#lines.get(key) ?? randomUUID();
    this.#lines.set(key, line);
    const told = page.frames.length;
    page.say(text, line);
    while (page.isOpen()) {
      if (page.frames.slice(told).some((frame) => frame.t === 'ack' && frame.line === line)) return;
      await sleep(5);
    }
    await page.closed;
    throw new Error('not acknowledged');
  }

  async #arrive(): Promise<VisitorPage> {
    const page = await arrive({ address: `${this.#house.urls[0].replace('http:', 'ws:')}/chat`, site: this.#house.site, token: this.#token });
    void page.closed.then(() => {
      this.#page = null;
    });
    return page;
  }
}

async function sendAgain({ db, tenant, connector }: ChatHouse, message: string): Promise<void> {
  if (!isId('message', message)) throw new Error('no message');
  const facts = await outboundFacts(db, { tenant, message, kind: 'chat' });
  if (facts === null) throw new Error('no such answer');
  const { conversation, channel, addresses, author, authorName, message: row } = facts;
  const result = await connector.send({ tenant, key: row.id, conversation: conversation.id, channel, addresses, recipients: null, forwarded: null, author, authorName, subject: conversation.subject, text: row.text, html: null, attachments: [], at: row.at });
  if (result.outcome !== 'held') throw new Error(result.outcome);
}
