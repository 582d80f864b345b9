import { connectMailbox, listMailboxes, type MailboxState } from '#db/central/mailboxes';
import type { ChannelRow } from '#domain/channel/channel';
import { createSealing } from '#server/access/sealing';
import { MailboxCredentials } from '#server/channel/email/mailbox/credentials';
import { keepMailboxes } from '#server/channel/email/mailbox/mailbox-keeper';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChannelHouse, type ChannelHouse } from '../../support/channel-house';
import { comesTrue, eventually } from '../../support/eventually';

let databases: CentralDatabases;
let house: ChannelHouse;
let asked = 0;
/** Gives out access tokens, and never answers. */
const provider = createServer(() => (asked += 1));

beforeAll(async () => {
  databases = await startCentralDatabases();
  house = await openChannelHouse(databases);
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  provider.close();
  await house.stop();
  await databases.stop();
});

async function connect(address: string, sealing: ReturnType<typeof createSealing>): Promise<ChannelRow> {
  const channel = await house.addChannel('email', address);
  const of = { tenant: house.tenant, channel: channel.id };
  const place = { host: '127.0.0.1', port: 1, security: 'none' } as const;
  const { port } = z.object({ port: z.number() }).parse(provider.address());
  const auth = { kind: 'oauth', user: address, client: 'otklik', tokenUrl: `http://127.0.0.1:${port}/token`, scope: 'mail' } as const;
  const secret = new MailboxCredentials({ db: house.db, sealing }).seal(of, { clientSecret: 'secret', refreshToken: null });
  await house.exchange.commit(house.tenant, (tx, now) => connectMailbox(tx, { ...of, address, settings: { receive: place, send: place, auth, keepsSent: true }, secret, since: now, now }));
  return channel;
}

async function stateOf({ id }: ChannelRow): Promise<MailboxState | undefined> {
  return (await listMailboxes(house.db, house.tenant)).find(({ channel }) => channel === id)?.state;
}

test('a mailbox that takes long to end, or that cannot be opened, lets no lease of another run out, and says that its key is gone', async () => {
  const present = createSealing([Buffer.alloc(32, 1)]);
  const shut = await connect('a-shut@shop.example', createSealing([Buffer.alloc(32, 2)]));
  const slow = await connect('slow@shop.example', present);
  const keeping = keepMailboxes({ db: house.db, credentials: new MailboxCredentials({ db: house.db, sealing: present }), takeIn: async () => undefined, report: () => undefined, pauses: [100] });
  await comesTrue(() => asked > 0);
  await eventually(async () => expect(await stateOf(shut)).toBe('mailbox.keyGone'));
  await house.db('mailboxes').where({ channel: slow.id }).update({ change: 2 });
  const lease = async (): Promise<number> => z.object({ leaseUntil: z.number() }).parse(await house.db('mailboxes').where({ channel: shut.id }).first('leaseUntil')).leaseUntil;
  const before = await lease();
  // Before the slow one is given up, which ends it.
  await eventually(async () => expect(await lease()).toBeGreaterThan(before + 4000), 12_000);
  provider.closeAllConnections();
  await keeping.stop();
});
