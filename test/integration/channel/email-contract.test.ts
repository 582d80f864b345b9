import { outboundFacts } from '#db/central/delivery';
import { isId } from '#kernel/id';
import { afterAll, beforeAll } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { connectorContract, type ConnectorUnderTest } from '../../support/connector-contract';
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
    // A mail program shows mails of one Message-ID once.
    seen: async () => [...new Map(house.customers.mails.map(({ mail }) => [mail.messageId, mail.text?.trimEnd() ?? ''])).values()],
    loseCustomer: async () => house.customers.next({ refuse: 550, at: 'recipient' }),
    sendAgain: (message) => sendAgain(house, message),
    stop: house.stop,
  };
});

async function sendAgain({ db, tenant, connector }: MailHouse, message: string): Promise<void> {
  if (!isId('message', message)) throw new Error('no message');
  const facts = await outboundFacts(db, { tenant, message, kind: 'email' });
  if (facts === null) throw new Error('no such answer');
  const { conversation, channel, addresses, author, authorName, message: row } = facts;
  const result = await connector.send({ tenant, key: row.id, attempt: 2, conversation: conversation.id, channel, addresses, recipients: null, forwarded: null, author, authorName, subject: conversation.subject, text: row.text, attachments: [], at: row.at });
  if (result.outcome !== 'sent') throw new Error(result.outcome);
}
