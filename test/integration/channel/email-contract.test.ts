import { afterAll, beforeAll, expect } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { connectorContract, type ConnectorUnderTest } from '../../support/connector-contract';
import { eventually } from '../../support/eventually';
import { openMailHouse, type MailHouse } from '../../support/mail-house';
import { deliverPlainly } from '../../support/plain-smtp';

let databases: CentralDatabases;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

const anna = 'anna@customer.example';

connectorContract('e-mail', async (): Promise<ConnectorUnderTest> => {
  const house = await openMailHouse(databases);
  return {
    house,
    write: ({ key, text }) => {
      const content = `From: Anna <${anna}>\r\nMessage-ID: <${key}@customer.example>\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
      return deliverPlainly({ port: house.port, from: anna, to: house.channel.address, content: Buffer.from(content) });
    },
    seen: async () => house.customers.mails.map(({ mail }) => mail.text?.trimEnd() ?? ''),
    loseCustomer: async () => house.customers.next({ refuse: 550, at: 'recipient' }),
    sendAgain: (message) => sendAgain(house, message),
    stop: house.stop,
  };
});

async function sendAgain({ db, delivery }: MailHouse, message: string): Promise<void> {
  await eventually(async () => expect(await db('deliveries').where({ message }).whereIn('state', ['sent', 'doubt'])).toHaveLength(1));
  await db('deliveries').where({ message }).update({ state: 'begun', dueAt: 0 });
  delivery.wake();
  await eventually(async () => expect(await db('deliveries').where({ message, state: 'doubt' })).toHaveLength(1));
}
